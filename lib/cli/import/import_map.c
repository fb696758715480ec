#include "base/i18n.h"
#include "base/text.h"
#include "cli/import/import_part.h"
#include "model/types.h"

#include <string.h>

static const char *
field_name(const void *data, size_t i)
{
	const struct px_type *type = data;

	return i < type->field_count ? type->fields[i].name : NULL;
}

/* uid and id serve to find the stored record; the rest of what the system writes, and what is
 * computed, is ignored without a word. */
static bool
is_usable(const struct px_import *import, const struct px_field *field)
{
	return !(field->flags & (PX_STORED_BY_US | PX_DERIVED | PX_SETTLED)) ||
	       field == &import->type->fields[PX_F_UID] ||
	       (field == &import->type->fields[PX_F_ID] && import->match_id);
}

static int
no_such_field(const struct px_import *import, const char *text, const char *name,
	      struct px_err *err)
{
	const char *near = px_text_nearest(name, field_name, import->type);

	return px_err_set(err, PX_USAGE,
			  near ? _("--map %s: a %s has no such field; did you mean \"%s\"?")
			       : _("--map %s: a %s has no such field (%s help list names them; "
				   "'Header=' leaves a column out)"),
			  text, _(import->type->label), near ? near : import->run->program->name);
}

/* 'Header=field'; 'Header=' leaves the column out. */
static int
read_rule(const struct px_import *import, const char *text, struct px_import_rule *rule,
	  struct px_err *err)
{
	char *copy = px_arena_strdup(&import->run->arena, text);
	char *equals = strrchr(copy, '='), *name;

	if (!equals)
		return px_err_set(err, PX_USAGE, _("--map %s: write it as 'Header=field'"), text);
	*equals = '\0';
	name = px_text_trim(equals + 1);
	rule->header = px_text_trim(copy);
	if (!*name)
		return 0;
	rule->field = px_field_find(import->type, name);
	if (!rule->field)
		rule->state = px_import_state(import->type, name);
	if (rule->state)
		return 0;
	if (!rule->field)
		rule->field = px_field_by_header(import->type, name);
	if (!rule->field)
		return no_such_field(import, text, name, err);
	rule->euros = px_field_in_euros(rule->field, name);
	if (!is_usable(import, rule->field))
		return px_err_set(err, PX_USAGE, _("--map %s: %s is not read from files"), text,
				  rule->field->name);
	return 0;
}

int
px_import_rules(struct px_import *import, struct px_err *err)
{
	struct px_run *run = import->run;
	size_t count = 0;

	while (px_option_nth(run, &px_opt_map, count))
		count++;
	import->rules = px_arena_alloc(&run->arena, (count + 1) * sizeof(*import->rules));
	for (; import->rule_count < count; import->rule_count++)
		if (read_rule(import, px_option_nth(run, &px_opt_map, import->rule_count),
			      &import->rules[import->rule_count], err) != 0)
			return -1;
	return 0;
}

void
px_import_say_untold(struct px_import *import)
{
	if (import->untold)
		px_warn(import->run,
			px_trn("%s: %lld title names no profession, left aside: %s",
			       "%s: %lld titles name no profession, left aside: %s…",
			       (unsigned long)import->untold),
			px_source_name(import->source), (long long)import->untold,
			import->untold_like);
	import->untold = 0;
	if (import->unworded.count)
		px_warn(import->run,
			px_trn("%s: %lld cell is no %s, left aside: %s",
			       "%s: %lld cells are no %s, left aside: %s…",
			       (unsigned long)import->unworded.count),
			px_source_name(import->source), (long long)import->unworded.count,
			import->unworded.field->name, import->unworded.like);
	import->unworded.count = 0;
}

void
px_import_unused(const struct px_import *import)
{
	for (size_t i = 0; i < import->rule_count; i++)
		if (!import->rules[i].used)
			px_warn(import->run, _("--map: no column is called \"%s\""),
				import->rules[i].header);
}

static bool
begins(const char *header, const char *word)
{
	struct px_buf folded = PX_BUF_INIT;
	bool does;

	px_text_fold(header, &folded);
	does = strncmp(folded.data, word, strlen(word)) == 0;
	px_buf_release(&folded);
	return does;
}

/* By the rules, blind to case, accents and blanks as headers are; else by the registry. */
static bool
find_column(const struct px_import *import, const char *header, struct px_import_column *column)
{
	for (size_t i = 0; i < import->rule_count; i++) {
		if (!px_text_same(import->rules[i].header, header))
			continue;
		import->rules[i].used = true;
		column->field = import->rules[i].field;
		column->state = import->rules[i].state;
		column->euros = import->rules[i].euros;
		return true;
	}
	column->field = px_field_by_header(import->type, header);
	if (!column->field) {
		column->field = px_field_by_hours(import->type, header);
		column->hour = column->field != NULL;
		column->state = px_import_state(import->type, header);
		return !*header || column->field || column->state;
	}
	column->euros = px_field_in_euros(column->field, header);
	if (!px_field_is_spare(column->field, header))
		return true;
	column->title =
		column->field->kind == &px_kind_profession || column->field->kind == &px_kind_word;
	column->person = column->field == &px_type_practitioner.fields[PX_PRACTITIONER_FAMILY];
	column->given_first = begins(header, "prenom") || begins(header, "full");
	return true;
}

/* Has the field a column already?  Spare columns may stand beside it, and beside each other. */
static bool
is_taken(const struct px_import *import, size_t column, const struct px_import_column *found)
{
	const struct px_field *field = found->field;

	if (px_field_is_spare(field, px_source_header(import->source, column)))
		return false;
	for (size_t i = 0; i < column; i++)
		if (import->columns[i].field == field && import->columns[i].hour == found->hour &&
		    !px_field_is_spare(field, px_source_header(import->source, i)))
			return true;
	return false;
}

static int
map_column(struct px_import *import, size_t column, struct px_buf *unknown, struct px_err *err)
{
	const char *header = px_source_header(import->source, column);
	struct px_import_column found = { NULL };

	if (!find_column(import, header, &found) && !px_rejects_own(header))
		px_buf_printf(unknown, "%s\"%s\"", unknown->length ? ", " : "", header);
	import->columns[column].state = found.state;
	if (!found.field)
		return 0;
	if (!is_usable(import, found.field)) {
		import->columns[column].stamp = found.field->kind == &px_kind_instant;
		return 0;
	}
	if (is_taken(import, column, &found))
		return px_err_set(err, PX_REJECTED,
				  _("%s: two columns mean %s: leave the second one out with "
				    "--map '%s=', or name its field there"),
				  px_source_name(import->source), found.field->name, header);
	import->columns[column] = found;
	return 0;
}

static int
check_known(const struct px_import *import, struct px_err *err)
{
	for (size_t i = 0; i < import->column_count; i++)
		if (import->columns[i].field)
			return 0;
	return px_err_set(err, PX_REJECTED,
			  _("%s: no column is a field of a %s; say which is which with --map "
			    "'Header=field'"),
			  px_source_name(import->source), _(import->type->label));
}

int
px_import_map(struct px_import *import, struct px_err *err)
{
	size_t count = px_source_columns(import->source), known = import->column_count;
	struct px_import_column *columns =
		px_arena_alloc(&import->run->arena, (count + 1) * sizeof(*columns));
	struct px_buf unknown = PX_BUF_INIT;
	int result = 0;

	if (known)
		memcpy(columns, import->columns, known * sizeof(*columns));
	import->columns = columns;
	import->column_count = count;
	for (size_t i = known; i < count && result == 0; i++)
		result = map_column(import, i, &unknown, err);
	if (result == 0 && unknown.length)
		px_warn(import->run,
			_("%s: columns not known, left out: %s (--map 'Header=field' says what one "
			  "means)"),
			px_source_name(import->source), unknown.data);
	px_buf_release(&unknown);
	return result == 0 && !known && count ? check_known(import, err) : result;
}
