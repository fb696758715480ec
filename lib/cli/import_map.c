#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/import.h"

static const char *
field_name(const void *data, size_t i)
{
	const struct px_type *type = data;

	return i < type->field_count ? type->fields[i].name : NULL;
}

/* --map 'Header=field': the header as it stands in the file, blind to case and accents. */
static int
mapped(const struct px_import *import, const char *header, const struct px_field **field,
       struct px_err *err)
{
	const char *rule;

	for (size_t i = 0; (rule = px_option_nth(import->run, &px_opt_map, i)); i++) {
		char *copy = px_arena_strdup(&import->run->arena, rule);
		char *equals = strrchr(copy, '=');
		const char *near;

		if (!equals)
			return px_err_set(err, PX_USAGE,
					  _("--map %s: write it as 'Header=field'"), rule);
		*equals = '\0';
		if (!px_text_same(copy, header))
			continue;
		*field = px_field_find(import->type, equals + 1);
		if (*field)
			return 1;
		near = px_text_nearest(equals + 1, field_name, import->type);
		return px_err_set(err, PX_USAGE,
				  near ? _("--map %s: a %s has no such field; did you mean \"%s\"?")
				       : _("--map %s: a %s has no such field"),
				  rule, _(import->type->label), near);
	}
	return 0;
}

/* uid and id serve to find the stored record; the rest of what the system writes, and what is
 * computed, is ignored without a word. */
static const struct px_field *
usable(const struct px_import *import, const struct px_field *field)
{
	bool finds = field == &import->type->fields[PX_F_UID] ||
		     (field == &import->type->fields[PX_F_ID] && import->match_id);

	if ((field->flags & (PX_STORED_BY_US | PX_DERIVED)) && !finds)
		return NULL;
	return field;
}

static bool
is_taken(const struct px_import *import, size_t column, const struct px_field *field)
{
	for (size_t i = 0; i < column; i++)
		if (import->columns[i] == field)
			return true;
	return false;
}

static int
map_column(struct px_import *import, size_t column, struct px_buf *unknown, struct px_err *err)
{
	const char *header = px_source_header(import->source, column);
	const struct px_field *field = NULL;
	int found = mapped(import, header, &field, err);

	if (found < 0)
		return -1;
	if (!found)
		field = px_field_by_header(import->type, header);
	if (!field) {
		if (*header)
			px_buf_printf(unknown, "%s\"%s\"", unknown->length ? ", " : "", header);
		return 0;
	}
	field = usable(import, field);
	if (field && is_taken(import, column, field))
		return px_err_set(err, PX_REJECTED,
				  _("%s: two columns mean %s (the second is \"%s\"): remove one, or "
				    "say with --map what it is"),
				  px_source_name(import->source), field->name, header);
	import->columns[column] = field;
	return 0;
}

static int
check_known(const struct px_import *import, struct px_err *err)
{
	for (size_t i = 0; i < import->column_count; i++)
		if (import->columns[i])
			return 0;
	return px_err_set(err, PX_REJECTED,
			  _("%s: no column is a field of a %s; say which is which with --map "
			    "'Header=field'"),
			  px_source_name(import->source), _(import->type->label));
}

int
px_import_map(struct px_import *import, struct px_err *err)
{
	size_t count = px_source_columns(import->source);
	const struct px_field **columns =
		px_arena_alloc(&import->run->arena, (count ? count : 1) * sizeof(struct px_field *));
	struct px_buf unknown = PX_BUF_INIT;
	size_t known = import->column_count;
	int result = 0;

	if (known)
		memcpy(columns, import->columns, known * sizeof(struct px_field *));
	import->columns = columns;
	import->column_count = count;
	for (size_t i = known; i < count && result == 0; i++)
		result = map_column(import, i, &unknown, err);
	if (result == 0 && unknown.length)
		px_warn(import->run, _("%s: columns not known, left out: %s"),
			px_source_name(import->source), unknown.data);
	px_buf_release(&unknown);
	return result == 0 && !known && count ? check_known(import, err) : result;
}
