#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/import.h"
#include "store/match.h"
#include "store/query.h"

enum { MOST_HOMONYMS = 2, MOST_KEY_FIELDS = 4 };

/* A row being looked at: what it says, and what it was found to be about. */
struct encounter {
	struct px_import *import;
	const struct px_row *row;
	struct px_faults *faults;
	struct px_record given;  /* what the row says */
	bool *present;           /* per field: the row has this column */
	int64_t id;              /* of the stored record, 0 when new */
	bool by_name;            /* found by a key, not by uid or id: empty cells change nothing */
};

static void
parse_cells(struct encounter *met)
{
	const struct px_import *import = met->import;

	for (size_t i = 0; i < met->row->count && i < import->column_count; i++) {
		const struct px_field *field = import->columns[i];
		const struct px_cell *cell = &met->row->cells[i];
		struct px_parse parse = { &import->run->world, field, PX_FROM_TEAM,
					  &met->import->arena, met->faults };
		size_t place;

		if (!field || !cell->text)
			continue;
		place = px_field_index(import->type, field);
		met->present[place] = true;
		if (!cell->null)
			px_value_parse(&parse, cell->text, &met->given.values[place]);
	}
}

static bool
is_set(const struct encounter *met, size_t place)
{
	return met->given.values[place].state == PX_SET;
}

/* The fields of a key ("family+given"), when the row has them all; 0 else. */
static size_t
key_fields(const struct encounter *met, const char *key, const struct px_field **fields)
{
	char *copy = px_arena_strdup(&met->import->arena, key);
	char *parts[MOST_KEY_FIELDS];
	size_t count = px_text_split(copy, '+', parts, MOST_KEY_FIELDS);

	for (size_t i = 0; i < count; i++) {
		fields[i] = px_field_find(met->import->type, parts[i]);
		if (!fields[i] || !is_set(met, px_field_index(met->import->type, fields[i])))
			return 0;
	}
	return count;
}

/* A weaker key never matches a record that a stronger one tells apart: the row and the record both
 * have, say, an RPPS, and they differ. */
static int
contradicted(struct encounter *met, int64_t id, const char *const *stronger_end,
	     struct px_err *err)
{
	const struct px_type *type = met->import->type;
	struct px_record stored;

	if (px_record_read(met->import->run->store, type, id, &met->import->arena, &stored, err) != 1)
		return -1;
	for (const char *const *key = type->matches; key < stronger_end; key++) {
		const struct px_field *field = px_field_find(type, *key);
		size_t place;

		if (!field || !(field->flags & PX_UNIQUE))
			continue;
		place = px_field_index(type, field);
		if (is_set(met, place) && stored.values[place].state == PX_SET &&
		    !px_value_equal(&met->given.values[place], &stored.values[place]))
			return 1;
	}
	return 0;
}

static int
match_key(struct encounter *met, const char *const *key, struct px_err *err)
{
	struct px_import *import = met->import;
	const struct px_field *fields[MOST_KEY_FIELDS];
	int64_t ids[MOST_HOMONYMS];
	size_t field_count = key_fields(met, *key, fields);
	int count, no;

	if (!field_count)
		return 0;
	count = px_match_find(import->run->store, import->run->home, &met->given, fields, field_count,
			      ids, MOST_HOMONYMS, err);
	if (count <= 0)
		return count;
	no = contradicted(met, ids[0], key, err);
	if (no != 0)
		return no < 0 ? -1 : 0;
	if (count > 1)
		px_faults_add(met->faults, PX_REJECTING, fields[0]->name,
			      _("fits two stored records (%lld and %lld): add the column %s"),
			      (long long)ids[0], (long long)ids[1], import->type->matches[0]);
	met->id = ids[0];
	met->by_name = true;
	return 0;
}

/* By uid, then by id when asked. */
static int
match_number(struct encounter *met, struct px_err *err)
{
	struct px_import *import = met->import;
	const struct px_field *uid = &import->type->fields[PX_F_UID];
	int count;

	if (is_set(met, PX_F_UID)) {
		count = px_match_find(import->run->store, import->run->home, &met->given, &uid, 1,
				      &met->id, 1, err);
		if (count < 0)
			return -1;
	}
	if (!met->id && import->match_id && is_set(met, PX_F_ID)) {
		const struct px_field *id = &import->type->fields[PX_F_ID];

		count = px_match_find(import->run->store, import->run->home, &met->given, &id, 1,
				      &met->id, 1, err);
		if (count < 0)
			return -1;
		if (count == 0)
			px_faults_add(met->faults, PX_REJECTING, "id",
				      _("%lld: no such %s in this database"),
				      (long long)met->given.values[PX_F_ID].number,
				      _(import->type->label));
	}
	return 0;
}

/* Does the stored record say what the row says, in every column that the row has? */
static bool
says_the_same(const struct encounter *met, const struct px_record *stored)
{
	for (size_t i = PX_F_OWN; i < stored->type->field_count; i++)
		if (met->present[i] && !px_value_equal(&met->given.values[i], &stored->values[i]))
			return false;
	return true;
}

/* A type without key: the row is a stored record when it equals one in every column given. */
static int
match_whole(struct encounter *met, struct px_err *err)
{
	const struct px_type *type = met->import->type;
	struct px_filter *filters =
		px_arena_alloc(&met->import->arena, type->field_count * sizeof(*filters));
	struct px_query query = { .type = type, .organization = met->import->run->home,
				  .filters = filters, .limit = -1,
				  .world = &met->import->run->world };
	struct px_cursor *cursor;
	struct px_record stored;
	int more;

	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		if (!is_set(met, i) || (type->fields[i].flags & PX_LIST))
			continue;
		filters[query.filter_count++] = (struct px_filter){
			.field = &type->fields[i], .compare = PX_EQUAL,
			.values = &met->given.values[i], .count = 1
		};
	}
	cursor = px_query_open(met->import->run->store, &query, err);
	if (!cursor)
		return -1;
	while ((more = px_query_next(cursor, &stored, err)) == 1) {
		if (!says_the_same(met, &stored))
			continue;
		met->id = stored.values[PX_F_ID].number;
		break;
	}
	px_query_close(cursor);
	return more < 0 ? -1 : 0;
}

static int
match(struct encounter *met, struct px_err *err)
{
	const struct px_type *type = met->import->type;

	if (match_number(met, err) != 0)
		return -1;
	if (met->id || is_set(met, PX_F_UID))
		return 0;
	for (const char *const *key = type->matches; key && *key && !met->id; key++)
		if (match_key(met, key, err) != 0)
			return -1;
	if (!type->matches)
		return match_whole(met, err);
	return 0;
}

/* Does the cell hold what export writes for the stored value?  Seconds that a spreadsheet's format
 * leaves out must not look like a change. */
static bool
is_as_exported(const struct encounter *met, size_t place, const struct px_record *stored)
{
	const struct px_import *import = met->import;
	const struct px_field *field = &import->type->fields[place];
	struct px_buf text = PX_BUF_INIT;
	bool same = false;

	for (size_t i = 0; i < met->row->count && i < import->column_count; i++) {
		if (import->columns[i] != field || !met->row->cells[i].text)
			continue;
		px_value_print(&import->run->world, field, &stored->values[place],
			       PX_STYLE_EXCEL_FR, &text);
		same = strcmp(text.data, met->row->cells[i].text) == 0;
	}
	px_buf_release(&text);
	return same;
}

/* Put what the row says over what is stored. */
static void
merge(const struct encounter *met, const struct px_record *stored, struct px_record *after)
{
	for (size_t i = PX_F_OWN; i < stored->type->field_count; i++) {
		const struct px_value *given = &met->given.values[i];

		if (!met->present[i] || (given->state == PX_UNSET && met->by_name) ||
		    px_value_equal(given, &stored->values[i]) || is_as_exported(met, i, stored))
			continue;
		if (stored->type->fields[i].flags & PX_FIXED)
			px_faults_add(met->faults, PX_REJECTING, stored->type->fields[i].name,
				      _("cannot be changed once it is set"));
		after->values[i] = *given;
	}
}

static bool
differs(const struct px_record *a, const struct px_record *b)
{
	for (size_t i = PX_F_OWN; i < a->type->field_count; i++)
		if (!px_value_equal(&a->values[i], &b->values[i]))
			return true;
	return false;
}

static bool
is_rejected(const struct encounter *met)
{
	return px_faults_count(met->faults, PX_REJECTING) > 0;
}

static int
insert(struct encounter *met, enum px_import_outcome *outcome, struct px_err *err)
{
	struct px_import *import = met->import;
	struct px_record *record = &met->given;

	record->values[PX_F_ID] = (struct px_value){ .state = PX_UNSET };
	record->values[PX_F_ORGANIZATION] =
		(struct px_value){ .state = PX_SET, .number = import->run->home };
	px_record_defaults(record, &import->run->world, &import->arena);
	px_record_settle(record, &import->run->world, &import->arena);
	px_record_check(record, met->faults);
	*outcome = PX_IMPORT_REJECTED;
	if (is_rejected(met))
		return 0;
	*outcome = PX_IMPORT_NEW;
	return px_record_insert(import->run->store, record, &import->arena, err);
}

static int
update(struct encounter *met, enum px_import_outcome *outcome, struct px_err *err)
{
	struct px_import *import = met->import;
	struct px_record stored, after;
	int changed;

	if (px_record_read(import->run->store, import->type, met->id, &import->arena, &stored, err) != 1)
		return -1;
	after = px_record_copy(&import->arena, &stored);
	merge(met, &stored, &after);
	*outcome = PX_IMPORT_UNCHANGED;
	if (!differs(&stored, &after))
		return 0;
	px_record_settle(&after, &import->run->world, &import->arena);
	px_record_check(&after, met->faults);
	*outcome = PX_IMPORT_REJECTED;
	if (is_rejected(met))
		return 0;
	*outcome = PX_IMPORT_UNCHANGED;
	if (import->on_conflict == PX_CONFLICT_SKIP)
		return 0;
	if (import->on_conflict == PX_CONFLICT_FAIL)
		return px_err_set(err, PX_CONFLICT,
				  _("%s:%ld: %s %lld would change (--on-conflict=fail): nothing was stored"),
				  px_source_name(import->source), met->row->line,
				  _(import->type->label), (long long)met->id);
	changed = px_record_update(import->run->store, &stored, &after, &import->arena, err);
	*outcome = changed == 1 ? PX_IMPORT_CHANGED : PX_IMPORT_UNCHANGED;
	return changed < 0 ? -1 : 0;
}

int
px_import_row(struct px_import *import, const struct px_row *row, struct px_faults *faults,
	      enum px_import_outcome *outcome, struct px_err *err)
{
	struct encounter met = {
		.import = import, .row = row, .faults = faults,
		.given = px_record_new(&import->arena, import->type),
		.present = px_arena_alloc(&import->arena, import->type->field_count * sizeof(bool)),
	};

	*outcome = PX_IMPORT_REJECTED;
	if (row->bad) {
		px_faults_add(faults, PX_REJECTING, NULL, "%s", row->bad);
		return 0;
	}
	parse_cells(&met);
	if (px_record_resolve(import->run->store, import->run->home, &met.given, faults, err) != 0)
		return -1;
	if (is_rejected(&met))
		return 0;
	if (match(&met, err) != 0)
		return -1;
	if (is_rejected(&met))
		return 0;
	return met.id ? update(&met, outcome, err) : insert(&met, outcome, err);
}
