#include "store/schema/part.h"

#include <string.h>

bool
px_field_is_list(const struct px_field *field)
{
	return (field->flags & (PX_LIST | PX_DERIVED)) == PX_LIST;
}

bool
px_field_has_column(const struct px_type *type, const struct px_field *field)
{
	if (field->flags & (PX_LIST | PX_DERIVED))
		return false;
	if (type->flags & PX_INNER)
		return field == &type->fields[PX_F_ORGANIZATION] ||
		       px_field_index(type, field) >= PX_F_OWN;
	return !(type->flags & PX_REGISTER) || field == &type->fields[PX_F_ID] ||
	       px_field_index(type, field) >= PX_F_OWN;
}

bool
px_field_is_number(const struct px_field *field)
{
	return field->kind == &px_kind_reference || field->kind->storage == PX_NUMBER;
}

const char *
px_type_key(const struct px_type *type)
{
	return type->key ? type->key : "uid";
}

const struct px_type *
px_field_target(const struct px_field *field)
{
	return px_type_find(field->target);
}

static bool
is_register(const struct px_type *type)
{
	return type->flags & PX_REGISTER;
}

/* What the text of a date or an instant looks like, for LIKE. */
static const char *
shape(const struct px_field *field)
{
	if (field->kind == &px_kind_date)
		return "____-__-__";
	if (field->kind == &px_kind_instant)
		return "____-__-__T__:__:__Z";
	if (field->kind == &px_kind_uid)
		return "________-____-____-____-____________";
	return NULL;
}

/* Not IN: SQLite makes a table of a list of three or more, each time that a row is inserted. */
static void
words_condition(const char *column, const char *const *words, struct px_buf *out)
{
	for (size_t i = 0; words[i]; i++)
		px_buf_printf(out, "%s\"%s\" = '%s'", i ? " OR " : "", column, words[i]);
}

static void
limits_condition(const struct px_field *field, const char *column, struct px_buf *out)
{
	const char *open = field->kind->storage == PX_TEXT ? "CAST(" : "";
	const char *close = field->kind->storage == PX_TEXT ? " AS NUMERIC)" : "";

	px_buf_printf(out, "%s\"%s\"%s >= %lld", open, column, close, (long long)field->least);
	if (field->most >= field->least)
		px_buf_printf(out, " AND %s\"%s\"%s <= %lld", open, column, close,
			      (long long)field->most);
}

/* Append the condition that every value of the field satisfies; nothing when there is none. */
static void
field_condition(const struct px_field *field, const char *column, struct px_buf *out)
{
	if (field->words && field->kind == &px_kind_word)
		words_condition(column, field->words, out);
	else if (field->kind == &px_kind_boolean)
		px_buf_printf(out, "\"%s\" IN (0, 1)", column);
	else if (field->flags & PX_SEALED)
		px_buf_printf(out, "\"%s\" LIKE 'sealed:%%'", column);
	else if (shape(field))
		px_buf_printf(out, "\"%s\" LIKE '%s'", column, shape(field));
	else if (field->least || field->most)
		limits_condition(field, column, out);
}

static void
add_check(const char *table, const struct px_field *field, const char *column, struct px_buf *out)
{
	struct px_buf condition = PX_BUF_INIT;

	field_condition(field, column, &condition);
	if (condition.length)
		px_buf_printf(out, " CONSTRAINT \"%s_%s_check\" CHECK (%s)", table, field->name,
			      condition.data);
	px_buf_release(&condition);
}

static void
add_column(const struct px_dialect *dialect, const struct px_type *type,
	   const struct px_field *field, struct px_buf *out)
{
	bool system = px_field_index(type, field) < PX_F_OWN;

	px_buf_printf(out, "\"%s\" %s", field->name,
		      px_field_is_number(field) ? dialect->number : dialect->text);
	if (field == &type->fields[PX_F_ID] && (dialect->keyed_by_id || is_register(type))) {
		px_buf_printf(out, " CONSTRAINT \"%s_key\" PRIMARY KEY", type->name);
	} else if (system || (field->flags & PX_REQUIRED)) {
		px_buf_puts(out, " NOT NULL");
	}
}

void
px_schema_names(const char *joined, struct px_buf *out)
{
	const char *separator = "";

	while (*joined && *joined != '?') {
		size_t length = strcspn(joined, "+?");

		px_buf_printf(out, "%s\"%.*s\"", separator, (int)length, joined);
		separator = ", ";
		joined += length + (joined[length] == '+');
	}
}

void
px_schema_joined(const char *joined, struct px_buf *out)
{
	for (; *joined; joined++)
		px_buf_putc(out, *joined == '+' || *joined == '?' ? '_' : *joined);
}

/* UNIQUE on these columns of one organization, or of the whole database. */
static void
add_unique(const struct px_type *type, const char *columns, bool global, struct px_buf *out)
{
	px_buf_printf(out, ", CONSTRAINT \"%s_", type->name);
	px_schema_joined(columns, out);
	px_buf_printf(out, "_unique\" UNIQUE (%s", global ? "" : "\"organization\", ");
	px_schema_names(columns, out);
	px_buf_putc(out, ')');
}

static bool
refers_to(const struct px_type *from, const struct px_type *type)
{
	for (size_t i = PX_F_OWN; i < from->field_count; i++)
		if (from->fields[i].target && strcmp(from->fields[i].target, type->name) == 0)
			return true;
	return false;
}

/* References need (organization, id) to be unique; a table that nothing refers to is spared the
 * index (attendances are the largest). */
static bool
is_referred_to(const struct px_type *type)
{
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		if (px_field_is_list(&type->fields[i]))
			return true;
	for (size_t i = 0; i < px_type_count; i++)
		if (refers_to(px_types[i], type))
			return true;
	return false;
}

static void
add_keys(const struct px_dialect *dialect, const struct px_type *type, struct px_buf *out)
{
	bool global = is_register(type);

	if (!global && !dialect->keyed_by_id)
		px_buf_printf(out, ", CONSTRAINT \"%s_key\" PRIMARY KEY (\"organization\", \"id\")",
			      type->name);
	else if (!global && is_referred_to(type))
		add_unique(type, "id", false, out);
	if (!global)
		px_buf_printf(out,
			      ", CONSTRAINT \"%s_uid_unique\" UNIQUE (\"uid\", \"organization\")",
			      type->name);
	if (type->key && strcmp(type->key, "uid") != 0)
		add_unique(type, type->key, global || (type->flags & PX_GLOBAL), out);
}

static void
add_uniques(const struct px_dialect *dialect, const struct px_type *type, struct px_buf *out)
{
	bool global = is_register(type);

	if (type->clustered) {
		px_buf_printf(out, ", CONSTRAINT \"%s_key\" PRIMARY KEY (\"organization\", ",
			      type->name);
		px_schema_names(type->clustered, out);
		px_buf_putc(out, ')');
	} else {
		add_keys(dialect, type, out);
	}
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		if (type->fields[i].flags & PX_UNIQUE)
			add_unique(type, type->fields[i].name, global, out);
	for (size_t i = 0; type->uniques && type->uniques[i]; i++)
		add_unique(type, type->uniques[i], global, out);
}

void
px_schema_foreign(const struct px_foreign *key, struct px_buf *out)
{
	px_buf_printf(out, "CONSTRAINT \"%s_%s_reference\" FOREIGN KEY (", key->table, key->name);
	if (strcmp(key->target, "organization") == 0)
		px_buf_printf(out, "\"%s\") REFERENCES \"organization\" (\"id\")", key->column);
	else
		px_buf_printf(out,
			      "\"organization\", \"%s\") REFERENCES \"%s\" (\"organization\", "
			      "\"id\")",
			      key->column, key->target);
	if (key->owned)
		px_buf_puts(out, " ON DELETE CASCADE");
}

static void
add_foreign_key(const struct px_dialect *dialect, const struct px_foreign *key, struct px_buf *out)
{
	if (dialect->keys_apart)
		return;
	px_buf_puts(out, ", ");
	px_schema_foreign(key, out);
}

static void
add_table_rules(const struct px_dialect *dialect, const struct px_type *type, struct px_buf *out)
{
	add_uniques(dialect, type, out);
	/* Citus wants its keys to carry the organization; what refers to organizations needs the id. */
	if (!dialect->keyed_by_id && strcmp(type->name, "organization") == 0)
		px_buf_puts(out, ", CONSTRAINT \"organization_id_unique\" UNIQUE (\"id\")");
	for (size_t i = 0; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];

		if (field->target && px_field_has_column(type, field))
			add_foreign_key(dialect,
					&(struct px_foreign){ type->name, field->name, field->name,
							      field->target },
					out);
	}
	for (size_t i = 0; type->checks && type->checks[i].name; i++)
		px_buf_printf(out, ", CONSTRAINT \"%s\" CHECK (%s)", type->checks[i].name,
			      type->checks[i].sql);
}

static void
add_table(const struct px_dialect *dialect, const struct px_type *type, struct px_buf *out)
{
	const char *separator = "";

	px_buf_printf(out, "CREATE TABLE \"%s\" (", type->name);
	for (size_t i = 0; i < type->field_count; i++) {
		if (!px_field_has_column(type, &type->fields[i]))
			continue;
		px_buf_puts(out, separator);
		add_column(dialect, type, &type->fields[i], out);
		add_check(type->name, &type->fields[i], type->fields[i].name, out);
		if (type->fields[i].flags & PX_FOLDED)
			px_buf_printf(out, ", \"%s_folded\" %s", type->fields[i].name,
				      dialect->text);
		separator = ", ";
	}
	add_table_rules(dialect, type, out);
	px_buf_printf(out, ")%s;\n", type->clustered ? dialect->clustered : "");
}

bool
px_schema_is_keyed(const struct px_dialect *dialect, const struct px_type *type)
{
	return dialect->keyed_by_id && !is_register(type) && !type->clustered && !type->view &&
	       is_referred_to(type);
}

void
px_schema_key(const struct px_type *type, struct px_buf *out)
{
	px_buf_printf(out,
		      "CREATE UNIQUE INDEX \"%s_id_unique\" ON \"%s\" (\"organization\", "
		      "\"id\");\n",
		      type->name, type->name);
}

/* A list: its items in order, gone with their owner; found from an item by the index, which also
 * keeps an item from being there twice. */
static void
add_list(const struct px_dialect *dialect, const struct px_type *type, const struct px_field *field,
	 struct px_buf *out)
{
	const char *item = field->target ? "target" : "value";
	struct px_buf table = PX_BUF_INIT;

	px_buf_printf(&table, "%s_%s", type->name, field->name);
	px_buf_printf(out,
		      "CREATE TABLE \"%s\" (\"organization\" %s NOT NULL, \"owner\" %s NOT NULL, "
		      "\"position\" %s NOT NULL, \"%s\" %s NOT NULL",
		      table.data, dialect->number, dialect->number, dialect->number, item,
		      px_field_is_number(field) ? dialect->number : dialect->text);
	add_check(type->name, field, item, out);
	px_buf_printf(
		out,
		", CONSTRAINT \"%s_key\" PRIMARY KEY (\"organization\", \"owner\", \"position\")"
		", CONSTRAINT \"%s_unique\" UNIQUE (\"organization\", \"%s\", \"owner\")",
		table.data, table.data, item);
	add_foreign_key(dialect,
			&(struct px_foreign){ table.data, "owner", "owner", type->name, true },
			out);
	if (field->target)
		add_foreign_key(dialect,
				&(struct px_foreign){ table.data, item, item, field->target }, out);
	px_buf_printf(out, ")%s;\n", dialect->clustered);
	px_buf_release(&table);
}

void
px_schema_type(const struct px_dialect *dialect, const struct px_type *type, struct px_buf *out)
{
	if (type->view) {
		px_buf_printf(out, "CREATE VIEW \"%s\" AS %s;\n", type->name, type->view);
		return;
	}
	add_table(dialect, type, out);
	px_schema_indexes(type, "CREATE INDEX", out);
}

void
px_schema_registers(const struct px_dialect *dialect, struct px_buf *out)
{
	for (size_t i = px_type_count; i-- > 0;)
		if (is_register(px_types[i]))
			px_buf_printf(out, "DROP %s IF EXISTS \"%s\";\n",
				      px_types[i]->view ? "VIEW" : "TABLE", px_types[i]->name);
	for (size_t i = 0; i < px_type_count; i++)
		if (is_register(px_types[i]))
			px_schema_type(dialect, px_types[i], out);
	px_buf_puts(out, "DELETE FROM \"setting\" WHERE \"name\" LIKE 'register.%';\n");
}

void
px_schema_lists(const struct px_dialect *dialect, const struct px_type *type, struct px_buf *out)
{
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		if (px_field_is_list(&type->fields[i]))
			add_list(dialect, type, &type->fields[i], out);
}

static void
add_default(const struct px_field *field, struct px_buf *out)
{
	const char *quote = px_field_is_number(field) ? "" : "'";

	if ((field->flags & PX_REQUIRED) && field->fallback)
		px_buf_printf(out, " DEFAULT %s%s%s", quote, field->fallback, quote);
}

/* SQLite takes a rule with its column alone; Citus apart from it alone. */
static void
grow_check(const struct px_dialect *dialect, const struct px_type *type,
	   const struct px_field *field, struct px_buf *out)
{
	struct px_buf check = PX_BUF_INIT;

	add_check(type->name, field, field->name, &check);
	if (check.length && !dialect->keyed_by_id)
		px_buf_printf(out, ";\nALTER TABLE \"%s\" ADD", type->name);
	px_buf_printf(out, "%s;\n", check.data);
	px_buf_release(&check);
}

void
px_schema_field(const struct px_dialect *dialect, const struct px_type *type,
		const struct px_field *field, struct px_buf *out)
{
	if (px_field_is_list(field)) {
		add_list(dialect, type, field, out);
	} else if (px_field_has_column(type, field)) {
		px_buf_printf(out, "ALTER TABLE \"%s\" ADD COLUMN ", type->name);
		add_column(dialect, type, field, out);
		add_default(field, out);
		grow_check(dialect, type, field, out);
		if (field->flags & PX_FOLDED)
			px_buf_printf(out, "ALTER TABLE \"%s\" ADD COLUMN \"%s_folded\" %s;\n",
				      type->name, field->name, dialect->text);
		if (field->target && !px_schema_is_indexed(type, field))
			px_schema_index(type, field->name, out);
	}
}

void
px_schema_ddl(const struct px_dialect *dialect, struct px_buf *out)
{
	px_schema_fixed(dialect, out);
	for (size_t i = 0; i < px_type_count; i++)
		px_schema_type(dialect, px_types[i], out);
	for (size_t i = 0; i < px_type_count; i++)
		px_schema_lists(dialect, px_types[i], out);
}

const struct px_dialect px_dialect_sqlite = {
	.number = "INTEGER",
	.text = "TEXT",
	.clustered = " WITHOUT ROWID",
	.keyed_by_id = true,
	.last_id = "SELECT \"last\" FROM \"counter\" WHERE \"type\" = $1",
	.has_column = "SELECT 1 FROM pragma_table_info($1) WHERE \"name\" = $2",
	.has_key = "SELECT 1 FROM pragma_index_list($1) l WHERE l.\"unique\" = 1 AND "
		   "(SELECT group_concat(i.\"name\", '+') FROM pragma_index_info(l.\"name\") i) "
		   "= 'organization+' || $2",
};

const struct px_dialect px_dialect_postgres = {
	.number = "bigint",
	.text = "text COLLATE \"C\"",
	.clustered = "",
	.keyed_by_id = false,
	.last_id = "SELECT px_last_id($1)",
	.has_column = "SELECT 1 FROM information_schema.columns WHERE table_schema = "
		      "current_schema() AND table_name = $1 AND column_name = $2",
	.spreads = "SELECT 'citus' WHERE to_regclass('pg_dist_partition') IS NOT NULL",
	.spread_any = "SELECT 'spread' FROM pg_dist_partition WHERE partmethod = 'h' LIMIT 1",
	.spread = "SELECT CASE WHEN repmodel = 't' THEN 'copied' WHEN partmethod = 'h' THEN "
		  "'distributed' ELSE 'local' END FROM pg_dist_partition "
		  "WHERE logicalrelid = CAST($1 AS regclass)",
};
