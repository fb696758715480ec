#include "base/i18n.h"
#include "base/person.h"
#include "base/text.h"
#include "cli/generic.h"
#include "cli/import/import_part.h"
#include "model/professions.h"
#include "model/types.h"

#include <string.h>

enum { SLUG_LIMIT = 80 };

static void
parse_cell(struct px_encounter *met, const struct px_field *field, bool euros,
	   const struct px_cell *cell)
{
	struct px_parse parse = { .world = &met->import->run->world,
				  .field = field,
				  .origin = PX_FROM_TEAM,
				  .arena = &met->import->arena,
				  .faults = met->faults,
				  .euros = euros && !cell->literal,
				  .literal = cell->literal };
	size_t place = px_field_index(met->import->type, field);

	met->present[place] = true;
	if (!cell->null)
		px_value_parse(&parse, cell->text, &met->given.values[place]);
}

/* What Google puts between several values of one cell. */
static const char several[] = " ::: ";

/* The cell of a spare column holds the first of its values. */
static struct px_cell
first_value(const struct px_encounter *met, size_t column)
{
	struct px_cell cell = met->row->cells[column];
	const char *end = strstr(cell.text, several);

	if (end && px_field_is_spare(met->import->columns[column].field,
				     px_source_header(met->import->source, column)))
		cell.text =
			px_arena_strndup(&met->import->arena, cell.text, (size_t)(end - cell.text));
	return cell;
}

/* "00:00" or "00:00:00" behind a day is what a spreadsheet adds to it. */
static const char *
without_midnight(struct px_arena *arena, const char *text)
{
	const char *blank = strchr(text, ' ');

	return blank && (strcmp(blank, " 00:00") == 0 || strcmp(blank, " 00:00:00") == 0)
		       ? px_arena_strndup(arena, text, (size_t)(blank - text))
		       : text;
}

/* The day of one column with the time of day of another. */
static void
add_hour(const struct px_encounter *met, const struct px_field *field, struct px_cell *cell)
{
	struct px_import *import = met->import;

	for (size_t i = 0; i < met->row->count && i < import->column_count; i++) {
		const struct px_cell *hour = &met->row->cells[i];

		if (import->columns[i].hour && import->columns[i].field == field && hour->text &&
		    !hour->null && *hour->text)
			cell->text = px_arena_printf(&import->arena, "%s %s",
						     without_midnight(&import->arena, cell->text),
						     hour->text);
	}
}

/* A job title: a profession when it is one.  "Dr" is said of half of them. */
static bool
names_profession(struct px_encounter *met, const char *title)
{
	static const char *const courtesies[] = { "dr", "docteur", "pr",     "prof",  "professeur",
						  "m",  "mr",      "mme",    "mlle",  "monsieur",
						  "ms", "mrs",     "doctor", "madame" };
	struct px_import *import = met->import;
	char *slug = px_text_slug(&import->arena, title, SLUG_LIMIT);

	for (size_t i = 0; i < PX_COUNT(courtesies); i++)
		if (strcmp(slug, courtesies[i]) == 0)
			return false;
	if (px_profession_find(title))
		return true;
	if (*slug && !import->untold++)
		import->untold_like = px_arena_strdup(&import->run->arena, title);
	return false;
}

/* The name of a card's list: a status when it is one. */
static bool
names_word(struct px_encounter *met, const struct px_field *field, const char *text)
{
	struct px_import *import = met->import;
	struct px_faults ignored = { .arena = &import->arena };
	struct px_parse parse = { .world = &import->run->world,
				  .field = field,
				  .origin = PX_FROM_TEAM,
				  .arena = &import->arena,
				  .faults = &ignored };
	struct px_value value;

	px_value_parse(&parse, text, &value);
	if (value.state == PX_BAD && !import->unworded.count++) {
		import->unworded.field = field;
		import->unworded.like = px_arena_strdup(&import->run->arena, text);
	}
	return value.state == PX_SET;
}

static bool
names_one(struct px_encounter *met, const struct px_field *field, const char *text)
{
	return field->kind == &px_kind_word ? names_word(met, field, text)
					    : names_profession(met, text);
}

/* A column that holds both names of a person. */
static void
parse_person(struct px_encounter *met, const struct px_import_column *column,
	     const struct px_cell *cell)
{
	struct px_import *import = met->import;
	const struct px_field *given = &import->type->fields[PX_PRACTITIONER_GIVEN];
	struct px_cell family_cell = *cell, given_cell = *cell;
	bool sure = px_person_split(&import->arena, cell->text, column->given_first,
				    &family_cell.text, &given_cell.text);

	family_cell.null = !*family_cell.text;
	given_cell.null = !*given_cell.text;
	parse_cell(met, column->field, false, &family_cell);
	if (met->given.values[PX_PRACTITIONER_GIVEN].state == PX_UNSET && !given_cell.null)
		parse_cell(met, given, false, &given_cell);
	if (!sure)
		px_faults_add(met->faults, PX_REPAIRED, column->field->name,
			      _("%s: taken for the family name \"%s\" and the given name \"%s\""),
			      cell->text, family_cell.text, given_cell.text);
}

static void
parse_column(struct px_encounter *met, const struct px_import_column *column,
	     const struct px_cell *cell)
{
	if (column->person && !cell->null)
		parse_person(met, column, cell);
	else if (!column->title || names_one(met, column->field, cell->text))
		parse_cell(met, column->field, column->euros, cell);
}

/* Of several columns of one field, the first that is filled counts; those that only may mean it, last. */
static void
parse_cells(struct px_encounter *met, bool doubtful)
{
	const struct px_import *import = met->import;

	for (size_t i = 0; i < met->row->count && i < import->column_count; i++) {
		const struct px_import_column *column = &import->columns[i];
		struct px_cell cell;

		if (!column->field || column->hour ||
		    (column->title || column->person) != doubtful || !met->row->cells[i].text ||
		    met->given.values[px_field_index(import->type, column->field)].state !=
			    PX_UNSET)
			continue;
		cell = first_value(met, i);
		if (column->field->hours && !cell.null && *cell.text)
			add_hour(met, column->field, &cell);
		parse_column(met, column, &cell);
	}
}

static bool
is_rejected(const struct px_encounter *met)
{
	return px_faults_count(met->faults, PX_REJECTING) > 0;
}

/* A task may depend on one that stands further down: the row is looked at again at the end. */
static bool
names_its_own(const struct px_record *given)
{
	for (size_t i = PX_F_OWN; i < given->type->field_count; i++) {
		const char *target = given->type->fields[i].target;

		if (target && strcmp(target, given->type->name) == 0 &&
		    given->values[i].state == PX_BAD)
			return true;
	}
	return false;
}

/* Names become records.  A row that was rejected before that need not wait. */
static int
resolve(struct px_encounter *met, enum px_import_outcome *outcome, struct px_err *err)
{
	struct px_import *import = met->import;
	bool may_wait = import->waits && !is_rejected(met);

	if (px_record_resolve(import->run->store, import->run->home, &met->given, met->faults, err))
		return -1;
	if (may_wait && is_rejected(met) && names_its_own(&met->given))
		*outcome = PX_IMPORT_WAITS;
	return 0;
}

bool
px_import_travels(const struct px_import *import)
{
	return strcmp(px_source_format(import->source), "ical") == 0;
}

bool
px_import_fills_itself(const struct px_encounter *met, size_t place, const struct px_record *stored)
{
	struct px_import *import = met->import;
	struct px_record without = px_record_new(&import->arena, stored->type);

	if (stored->type->fields[place].fallback)
		return true;
	memcpy(without.values, stored->values, stored->type->field_count * sizeof(*stored->values));
	without.values[place] = (struct px_value){ .state = PX_UNSET };
	px_record_settle(&without, &import->run->world, &import->arena);
	return without.values[place].state == PX_SET;
}

/* A source that writes names in capitals has nothing to teach to one that does not: between two of
 * them, a name would change back and forth at each import. */
static bool
is_shouted(const struct px_encounter *met, size_t place, const struct px_record *stored)
{
	const struct px_value *given = &met->given.values[place], *there = &stored->values[place];

	return met->by_key && stored->type->fields[place].flags & PX_FOLDED &&
	       there->state == PX_SET && px_text_shouted(given->text, there->text);
}

/* Does the row say something else in this field? */
static bool
changes(const struct px_encounter *met, size_t place, const struct px_record *stored)
{
	const struct px_value *given = &met->given.values[place];

	if (!met->present[place] || px_value_equal(given, &stored->values[place]))
		return false;
	if (given->state == PX_SET)
		return !px_import_as_exported(met, place, stored) &&
		       !is_shouted(met, place, stored);
	return !met->by_key && !px_import_fills_itself(met, place, stored);
}

/* Put what the row says over what is stored. */
static void
merge(const struct px_encounter *met, const struct px_record *stored, struct px_record *after)
{
	for (size_t i = PX_F_OWN; i < stored->type->field_count; i++) {
		if (!changes(met, i, stored))
			continue;
		if (stored->type->fields[i].flags & PX_FIXED)
			px_faults_add(met->faults, PX_REJECTING, stored->type->fields[i].name,
				      _("cannot be changed once it is set"));
		after->values[i] = met->given.values[i];
	}
	px_record_settle(after, &met->import->run->world, &met->import->arena);
}

static bool
differs(const struct px_record *a, const struct px_record *b, unsigned apart_from)
{
	for (size_t i = PX_F_OWN; i < a->type->field_count; i++)
		if (!(a->type->fields[i].flags & apart_from) &&
		    !px_value_equal(&a->values[i], &b->values[i]))
			return true;
	return false;
}

/*
 * Write within a savepoint: what the database itself refuses (a number already taken, a check), or a
 * hook, rejects the row, no more.  before is NULL for a new record.
 */
static int
write(const struct px_encounter *met, const struct px_record *before, struct px_record *after,
      enum px_import_outcome *outcome, struct px_err *err)
{
	struct px_store *store = met->import->run->store;
	struct px_arena *arena = &met->import->arena;
	struct px_err why = PX_ERR_INIT;
	int wrote;

	if (!met->held && px_store_savepoint(store, err) != 0)
		return -1;
	wrote = before ? px_run_update(met->import->run, before, after, arena, &why)
		       : px_run_insert(met->import->run, after, arena, &why);
	if (before && wrote == 1)
		px_follow_remember(met->import->run, before, after, &met->import->later);
	if (wrote >= 0) {
		*outcome = !before      ? PX_IMPORT_NEW
			   : wrote == 1 ? PX_IMPORT_CHANGED
					: PX_IMPORT_UNCHANGED;
		return met->held ? 0 : px_store_savepoint_release(store, err);
	}
	if (why.code != PX_REJECTED &&
	    (why.code != PX_CONFLICT || met->import->on_conflict == PX_CONFLICT_FAIL)) {
		px_err_prefix(&why, "%s:%ld", px_source_name(met->import->source), met->row->line);
		*err = why;
		return -1;
	}
	px_faults_add(met->faults, PX_REJECTING, NULL, "%s", why.message);
	return met->held ? 0 : px_store_savepoint_undo(store, err);
}

/* A series of ours makes and changes its meetings by itself: what a copy says otherwise is told. */
static void
say_ours(const struct px_encounter *met)
{
	const struct px_type *owner = px_type_find(met->import->type->known_of);

	px_faults_add(met->faults, PX_SUSPICIOUS, NULL,
		      _("a copy of %s %lld, which says otherwise here: left out"), _(owner->label),
		      (long long)met->owner);
}

/* What a new record must have and no column is: the same for every row, hence said once. */
static void
say_missing(const struct px_encounter *met)
{
	struct px_import *import = met->import;
	const struct px_type *type = import->type;

	for (size_t i = PX_F_OWN; i < type->field_count && !import->told; i++) {
		const struct px_field *field = &type->fields[i];
		bool made = type->slug_from && strcmp(type->key, field->name) == 0;

		if (!(field->flags & PX_REQUIRED) || met->present[i] || made ||
		    met->given.values[i].state == PX_SET)
			continue;
		import->told = true;
		px_warn(import->run,
			_("%s: no column is the %s that a new %s must have: say which one with "
			  "--map 'Header=%s'"),
			px_source_name(import->source), field->name, _(type->label), field->name);
	}
}

static int
insert(struct px_encounter *met, enum px_import_outcome *outcome, struct px_err *err)
{
	struct px_import *import = met->import;
	struct px_record *record = &met->given;

	if (met->owner) {
		*outcome = PX_IMPORT_UNCHANGED;
		say_ours(met);
		return 0;
	}
	record->values[PX_F_ID] = (struct px_value){ .state = PX_UNSET };
	record->values[PX_F_ORGANIZATION] = px_value_of_number(import->run->home);
	px_record_defaults(record, &import->run->world, &import->arena);
	px_record_settle(record, &import->run->world, &import->arena);
	px_record_check(record, met->faults);
	say_missing(met);
	return is_rejected(met) ? 0 : write(met, NULL, record, outcome, err);
}

/* Calendars pass copies on, late ones too: is this one older than what is stored, and then said?
 * What it may not change is taken out of it. */
static bool
is_late(const struct px_encounter *met, const struct px_record *stored, struct px_record *after)
{
	const struct px_import *import = met->import;

	if (!import->type->follow || !px_import_travels(import) ||
	    import->type->follow(stored, after))
		return false;
	px_faults_add(met->faults, PX_SUSPICIOUS, NULL,
		      _("an older version of %s %lld, which was changed since: left out"),
		      _(import->type->label), (long long)met->id);
	return true;
}

int
px_import_would_change(const struct px_encounter *met, struct px_err *err)
{
	return px_err_set(err, PX_CONFLICT,
			  _("%s:%ld: %s %lld would change (--on-conflict=fail): nothing was "
			    "stored"),
			  px_source_name(met->import->source), met->row->line,
			  _(met->import->type->label), (long long)met->id);
}

static int
update(struct px_encounter *met, enum px_import_outcome *outcome, struct px_err *err)
{
	struct px_import *import = met->import;
	struct px_record stored = met->stored, after;

	if (!stored.type && px_record_read(import->run->store, import->type, met->id,
					   &import->arena, &stored, err) != 1)
		return -1;
	after = px_record_copy(&import->arena, &stored);
	merge(met, &stored, &after);
	px_record_check(&after, met->faults);
	if (is_rejected(met))
		return 0;
	*outcome = PX_IMPORT_UNCHANGED;
	if (met->owner && differs(&stored, &after, PX_DERIVED | PX_REVISION))
		say_ours(met);
	if (met->owner || import->on_conflict == PX_CONFLICT_SKIP ||
	    !differs(&stored, &after, PX_DERIVED) || is_late(met, &stored, &after) ||
	    !differs(&stored, &after, PX_DERIVED))
		return 0;
	if (import->on_conflict == PX_CONFLICT_FAIL)
		return px_import_would_change(met, err);
	*outcome = PX_IMPORT_REJECTED;
	return write(met, &stored, &after, outcome, err);
}

static int
store_row(struct px_encounter *met, enum px_import_outcome *outcome, struct px_err *err)
{
	return met->id ? update(met, outcome, err) : insert(met, outcome, err);
}

/* The people at a meeting are records of their own: when a hook refuses one of them the row is rejected,
 * and the meeting with it. */
static int
store_with_people(struct px_encounter *met, enum px_import_outcome *outcome, struct px_err *err)
{
	struct px_store *at = met->import->run->store;
	struct px_err why = PX_ERR_INIT;

	met->held = true;
	if (px_store_savepoint(at, err) != 0 || store_row(met, outcome, err) != 0)
		return -1;
	if (px_import_presences_write(met, outcome, &why) != 0) {
		if (why.code != PX_REJECTED)
			return px_err_copy(err, &why);
		px_faults_add(met->faults, PX_REJECTING, NULL, "%s", why.message);
		*outcome = PX_IMPORT_REJECTED;
	}
	return *outcome == PX_IMPORT_REJECTED ? px_store_savepoint_undo(at, err)
					      : px_store_savepoint_release(at, err);
}

int
px_import_row(struct px_import *import, const struct px_row *row, struct px_faults *faults,
	      enum px_import_outcome *outcome, struct px_err *err)
{
	struct px_encounter met = {
		.import = import,
		.row = row,
		.faults = faults,
		.given = px_record_new(&import->arena, import->type),
		.present = px_arena_alloc(&import->arena, import->type->field_count * sizeof(bool)),
	};

	*outcome = PX_IMPORT_REJECTED;
	if (row->bad) {
		px_faults_add(faults, PX_REJECTING, NULL, "%s", row->bad);
		return 0;
	}
	px_import_check_clock(&met);
	parse_cells(&met, false);
	parse_cells(&met, true);
	if (is_rejected(&met) && px_import_forgive(&met, err) != 0)
		return -1;
	if (px_import_presences_read(&met, err) != 0 || resolve(&met, outcome, err) != 0)
		return -1;
	if (is_rejected(&met))
		return 0;
	if (px_import_match(&met, err) != 0)
		return -1;
	if (is_rejected(&met))
		return 0;
	return met.presence_count ? store_with_people(&met, outcome, err)
				  : store_row(&met, outcome, err);
}
