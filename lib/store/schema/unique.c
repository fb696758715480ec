/*
 * Which columns a unique constraint holds, from its name: some engines say the name alone.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/schema/part.h"

/* "a+b" as ", table.a, table.b"; the first without the comma when nothing stands before it. */
static void
put_columns(const char *table, const char *joined, struct px_buf *out)
{
	while (*joined) {
		size_t length = strcspn(joined, "+");

		px_buf_printf(out, "%s%s.%.*s", out->length ? ", " : "", table, (int)length,
			      joined);
		joined += length + (joined[length] == '+');
	}
}

/* Is `name` TABLE_a_b_unique of "a+b"? */
static bool
is_named(const char *name, const char *table, const char *joined)
{
	char *made = px_asprintf("%s_%s_unique", table, joined);
	bool same;

	for (char *plus = made; (plus = strchr(plus, '+')) != NULL;)
		*plus = '_';
	same = strcmp(made, name) == 0;
	free(made);
	return same;
}

static bool
try_columns(const struct px_type *type, const char *name, const char *joined, bool global,
	    struct px_buf *out)
{
	if (!is_named(name, type->name, joined))
		return false;
	if (!global)
		put_columns(type->name, "organization", out);
	put_columns(type->name, joined, out);
	return true;
}

static bool
try_type(const struct px_type *type, const char *name, struct px_buf *out)
{
	bool global = type->flags & PX_REGISTER;

	if (is_named(name, type->name, "uid")) {
		put_columns(type->name, "uid+organization", out);
		return true;
	}
	if (type->key && strcmp(type->key, "uid") != 0 &&
	    try_columns(type, name, type->key, global || (type->flags & PX_GLOBAL), out))
		return true;
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		if ((type->fields[i].flags & PX_UNIQUE) &&
		    try_columns(type, name, type->fields[i].name, global, out))
			return true;
	for (size_t i = 0; type->uniques && type->uniques[i]; i++)
		if (try_columns(type, name, type->uniques[i], global, out))
			return true;
	return false;
}

/* The primary key of a table: TABLE_key. */
static bool
try_key(const struct px_type *type, const char *name, struct px_buf *out)
{
	size_t length = strlen(type->name);

	if (strncmp(name, type->name, length) != 0 || strcmp(name + length, "_key") != 0)
		return false;
	if (type->clustered) {
		put_columns(type->name, "organization", out);
		put_columns(type->name, type->clustered, out);
	} else {
		put_columns(type->name, "id", out);
	}
	return true;
}

static bool
try_list(const struct px_type *type, const struct px_field *field, const char *name,
	 struct px_buf *out)
{
	char *table = px_asprintf("%s_%s", type->name, field->name);
	size_t length = strlen(table);
	bool found = strncmp(name, table, length) == 0;

	if (found && strcmp(name + length, "_key") == 0)
		put_columns(table, "organization+owner+position", out);
	else if (found && strcmp(name + length, "_unique") == 0)
		put_columns(table,
			    field->target ? "organization+target+owner"
					  : "organization+value+owner",
			    out);
	else
		found = false;
	free(table);
	return found;
}

void
px_schema_unique_columns(const char *constraint, struct px_buf *out)
{
	for (size_t i = 0; i < px_type_count; i++) {
		const struct px_type *type = px_types[i];

		if (try_type(type, constraint, out) || try_key(type, constraint, out))
			return;
		for (size_t j = PX_F_OWN; j < type->field_count; j++)
			if (px_field_is_list(&type->fields[j]) &&
			    try_list(type, &type->fields[j], constraint, out))
				return;
	}
}
