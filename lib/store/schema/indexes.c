#include <string.h>

#include "store/schema/part.h"

/* Does an index of the type (declared, or of a unique) begin with this column? */
static bool
begins_with(const char *columns, const char *name)
{
	size_t length = strlen(name);

	return strncmp(columns, name, length) == 0 &&
	       (columns[length] == '\0' || columns[length] == '+');
}

bool
px_schema_is_indexed(const struct px_type *type, const struct px_field *field)
{
	if (field->flags & PX_UNIQUE)
		return true;
	for (size_t i = 0; type->uniques && type->uniques[i]; i++)
		if (begins_with(type->uniques[i], field->name))
			return true;
	for (size_t i = 0; type->indexes && type->indexes[i]; i++)
		if (begins_with(type->indexes[i], field->name))
			return true;
	return false;
}

void
px_schema_index_name(const struct px_type *type, const char *columns, struct px_buf *out)
{
	px_buf_printf(out, "\"%s_", type->name);
	px_schema_joined(columns, out);
	px_buf_puts(out, "_index\"");
}

static void
put_index(const struct px_type *type, const char *columns, const char *create, struct px_buf *out)
{
	const char *filled = strchr(columns, '?');

	px_buf_printf(out, "%s ", create);
	px_schema_index_name(type, columns, out);
	px_buf_printf(out, " ON \"%s\" (%s", type->name,
		      type->flags & (PX_REGISTER | PX_GLOBAL) ? "" : "\"organization\", ");
	px_schema_names(columns, out);
	px_buf_putc(out, ')');
	if (filled)
		px_buf_printf(out, " WHERE \"%s\" IS NOT NULL", filled + 1);
	px_buf_puts(out, ";\n");
}

void
px_schema_index(const struct px_type *type, const char *columns, struct px_buf *out)
{
	put_index(type, columns, "CREATE INDEX", out);
}

static void
put_drop(const struct px_type *type, const char *columns, const char *drop, struct px_buf *out)
{
	px_buf_printf(out, "%s ", drop);
	px_schema_index_name(type, columns, out);
	px_buf_puts(out, ";\n");
}

/* The declared ones, and one for each reference: removing a record looks for what refers to it. */
static void
each_index(const struct px_type *type, const char *verb,
	   void (*put)(const struct px_type *type, const char *columns, const char *verb,
		       struct px_buf *out),
	   struct px_buf *out)
{
	for (size_t i = 0; type->indexes && type->indexes[i]; i++)
		put(type, type->indexes[i], verb, out);
	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];

		if (field->target && px_field_has_column(type, field) &&
		    !px_schema_is_indexed(type, field))
			put(type, field->name, verb, out);
	}
}

void
px_schema_indexes(const struct px_type *type, const char *create, struct px_buf *out)
{
	each_index(type, create, put_index, out);
}

void
px_schema_missing_indexes(const struct px_type *type, struct px_buf *out)
{
	px_schema_indexes(type, "CREATE INDEX IF NOT EXISTS", out);
}

void
px_schema_drop_indexes(const struct px_type *type, struct px_buf *out)
{
	each_index(type, "DROP INDEX IF EXISTS", put_drop, out);
}
