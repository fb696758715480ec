#include "store/spread.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"
#include "store/schema/part.h"

const char *const px_spread_words[] = { "distributed", "copied", "local", NULL };

/* What schema/fixed.c makes. */
static const struct px_spread_table fixed[] = {
	{ "token", PX_SPREAD_DISTRIBUTED,
	  N_("words of an organization's records, searched in it") },
	{ "journal", PX_SPREAD_DISTRIBUTED,
	  N_("lines about an organization's records, written with them; its key carries the "
	     "organization, its order is kept by a lock where programs connect") },
	{ "journal_waiting", PX_SPREAD_DISTRIBUTED,
	  N_("lines about an organization's records, written with them") },
	{ "setting", PX_SPREAD_LOCAL,
	  N_("a few settings of the whole database, never joined: where programs connect") },
	{ "counter", PX_SPREAD_LOCAL,
	  N_("the last id of each type in the whole database, never joined: where programs "
	     "connect") },
};

static bool
is_organization(const struct px_type *type)
{
	return strcmp(type->name, "organization") == 0;
}

/* A type whose rows carry no organization, or are organizations, is one table for all of them. */
static struct px_spread_table
table_of(const struct px_type *type)
{
	struct px_spread_table table = { .name = type->name, .spread = PX_SPREAD_COPIED };

	if (type->flags & PX_REGISTER) {
		table.why =
			N_("a national register: of no organization, read with the rows of any, "
			   "replaced as a whole");
	} else if (is_organization(type)) {
		table.why = N_("every row elsewhere refers to an organization, whose key is unique "
			       "in the whole database");
	} else {
		table.spread = PX_SPREAD_DISTRIBUTED;
		table.why = type->flags & PX_INNER
				    ? N_("made from an organization's records, read with them")
				    : N_("records of an organization: they refer to others of it "
					 "alone");
	}
	return table;
}

struct walk {
	int (*take)(const struct px_spread_table *table, void *data);
	void *data;
};

static int
walk_types(const struct walk *walk, enum px_spread spread)
{
	int result = 0;

	for (size_t i = 0; i < px_type_count && result == 0; i++) {
		struct px_spread_table table = table_of(px_types[i]);

		if (!px_types[i]->view && table.spread == spread)
			result = walk->take(&table, walk->data);
	}
	return result;
}

static int
walk_lists(const struct walk *walk, const struct px_type *type)
{
	int result = 0;

	for (size_t i = PX_F_OWN; i < type->field_count && result == 0; i++) {
		struct px_spread_table table = {
			.spread = table_of(type).spread,
			.why = N_(
				"items of a list of an organization's records: they go with them"),
		};
		char *name;

		if (!px_field_is_list(&type->fields[i]))
			continue;
		name = px_asprintf("%s_%s", type->name, type->fields[i].name);
		table.name = name;
		result = walk->take(&table, walk->data);
		free(name);
	}
	return result;
}

static int
walk_fixed(const struct walk *walk, bool local)
{
	int result = 0;

	for (size_t i = 0; i < PX_COUNT(fixed) && result == 0; i++)
		if ((fixed[i].spread == PX_SPREAD_LOCAL) == local)
			result = walk->take(&fixed[i], walk->data);
	return result;
}

int
px_spread_tables(int (*take)(const struct px_spread_table *table, void *data), void *data)
{
	struct walk walk = { take, data };
	int result = walk_types(&walk, PX_SPREAD_COPIED);

	if (result == 0)
		result = walk_types(&walk, PX_SPREAD_DISTRIBUTED);
	for (size_t i = 0; i < px_type_count && result == 0; i++)
		result = walk_lists(&walk, px_types[i]);
	if (result == 0)
		result = walk_fixed(&walk, false);
	return result ? result : walk_fixed(&walk, true);
}

/*
 * The script.
 */
static const char opening[] =
	"-- What spreads a Plexus database over the machines of a Citus cluster: `plexus doctor\n"
	"-- --distribution` says why, plexus-postgresql(7) how to go about it.\n"
	"-- Made by `plexus doctor --distribution --sql`.\n"
	"--\n"
	"--\tpsql -X -v ON_ERROR_STOP=1 -f citus.sql \"$PLEXUS_DB\"\n"
	"--\n"
	"-- on the coordinator, while nobody writes.  Run again it does what is left to do: after "
	"it\n"
	"-- was interrupted, or after an upgrade that made new tables.\n"
	"\n"
	"DO $$ BEGIN\n"
	"\tIF to_regclass('pg_dist_partition') IS NULL THEN\n"
	"\t\tRAISE EXCEPTION 'Citus is not in this database'\n"
	"\t\t\tUSING HINT = 'CREATE EXTENSION citus';\n"
	"\tEND IF;\n"
	"END $$;\n"
	"\n"
	"-- Foreign keys, which stand aside until both ends are where they belong: Citus keeps "
	"none\n"
	"-- between a table that is distributed and one that is not.\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS \"plexus_key\" (\"table\" text, \"rule\" text);\n"
	"DELETE FROM \"plexus_key\";\n"
	"INSERT INTO \"plexus_key\" VALUES";

/* A key that is there and whose ends are not both where they belong is dropped. */
static const char dropping[] =
	"\n"
	"DO $$\n"
	"DECLARE key record;\n"
	"BEGIN\n"
	"\t-- What was moved is emptied below, and with it whatever refers to it.\n"
	"\tFOR key IN SELECT CAST(conrelid AS regclass) AS \"table\" FROM pg_constraint\n"
	"\t\tWHERE contype = 'f'\n"
	"\t\tAND confrelid IN (SELECT CAST(\"table\" AS regclass) FROM \"plexus_key\")\n"
	"\t\tAND conrelid NOT IN (SELECT CAST(\"table\" AS regclass) FROM \"plexus_key\")\n"
	"\tLOOP\n"
	"\t\tRAISE EXCEPTION 'table % is not of Plexus and refers to what is', key.\"table\"\n"
	"\t\t\tUSING HINT = 'drop its foreign keys first';\n"
	"\tEND LOOP;\n"
	"\tFOR key IN SELECT CAST(conrelid AS regclass) AS \"table\", conname FROM pg_constraint\n"
	"\t\tWHERE contype = 'f' AND conrelid IN (SELECT CAST(\"table\" AS regclass) FROM "
	"\"plexus_key\")\n"
	"\t\tAND (conrelid NOT IN (SELECT logicalrelid FROM pg_dist_partition)\n"
	"\t\t\tOR confrelid NOT IN (SELECT logicalrelid FROM pg_dist_partition))\n"
	"\tLOOP\n"
	"\t\tEXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.\"table\", key.conname);\n"
	"\tEND LOOP;\n"
	"END $$;\n";

/* In one transaction Citus wants foreign keys to copied tables made one shard after the other. */
static const char adding[] =
	"\n"
	"-- The foreign keys again.\n"
	"DO $$\n"
	"DECLARE key record;\n"
	"BEGIN\n"
	"\tPERFORM set_config('citus.multi_shard_modify_mode', 'sequential', true);\n"
	"\tFOR key IN SELECT \"table\", \"rule\" FROM \"plexus_key\" k\n"
	"\t\tWHERE NOT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f'\n"
	"\t\t\tAND conrelid = CAST(k.\"table\" AS regclass)\n"
	"\t\t\tAND conname = CAST(split_part(k.\"rule\", '\"', 2) AS name))\n"
	"\tLOOP\n"
	"\t\tEXECUTE 'ALTER TABLE ' || key.\"table\" || ' ADD ' || key.\"rule\";\n"
	"\tEND LOOP;\n"
	"END $$;\n"
	"DROP TABLE \"plexus_key\";\n";

struct script {
	struct px_buf *out;
	const char *separator;
	char *first; /* the first distributed table: the others stand with it */
};

static void
put_key(struct script *script, const struct px_foreign *key)
{
	px_buf_printf(script->out, "%s\n\t('\"%s\"', '", script->separator, key->table);
	px_schema_foreign(key, script->out);
	px_buf_puts(script->out, "')");
	script->separator = ",";
}

static void
put_list_keys(struct script *script, const struct px_type *type, const struct px_field *field)
{
	char *table = px_asprintf("%s_%s", type->name, field->name);

	put_key(script, &(struct px_foreign){ table, "owner", "owner", type->name, true });
	if (field->target)
		put_key(script, &(struct px_foreign){ table, "target", "target", field->target });
	free(table);
}

static void
put_keys(struct script *script)
{
	for (size_t i = 0; i < px_type_count; i++) {
		const struct px_type *type = px_types[i];

		for (size_t j = 0; j < type->field_count; j++) {
			const struct px_field *field = &type->fields[j];

			if (px_field_is_list(field))
				put_list_keys(script, type, field);
			else if (field->target && px_field_has_column(type, field))
				put_key(script, &(struct px_foreign){ type->name, field->name,
								      field->name, field->target });
		}
	}
	px_buf_puts(script->out, ";\n");
}

static int
put_table(const struct px_spread_table *table, void *data)
{
	struct script *script = data;
	bool copied = table->spread == PX_SPREAD_COPIED;

	if (table->spread == PX_SPREAD_LOCAL)
		return 0;
	if (copied)
		px_buf_printf(script->out, "SELECT create_reference_table('\"%s\"')", table->name);
	else
		px_buf_printf(
			script->out,
			"SELECT create_distributed_table('\"%s\"', '%s', colocate_with => '%s')",
			table->name, PX_SPREAD_COLUMN, script->first ? script->first : "none");
	px_buf_printf(script->out,
		      " WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = "
		      "CAST('\"%s\"' AS regclass) AND %s);\n",
		      table->name, copied ? "repmodel = 't'" : "partmethod = 'h'");
	if (!copied && !script->first)
		script->first = px_asprintf("\"%s\"", table->name);
	return 0;
}

/* What stays behind of the rows that were moved would be held against foreign keys. */
static int
put_emptying(const struct px_spread_table *table, void *data)
{
	struct script *script = data;

	if (table->spread != PX_SPREAD_LOCAL)
		px_buf_printf(script->out,
			      "SELECT truncate_local_data_after_distributing_table('\"%s\"') WHERE "
			      "pg_relation_size('\"%s\"') > 0;\n",
			      table->name, table->name);
	return 0;
}

void
px_spread_sql(struct px_buf *out)
{
	struct script script = { out, "", NULL };

	px_buf_puts(out, opening);
	put_keys(&script);
	px_buf_puts(out, dropping);
	px_buf_puts(out,
		    "\n-- Copied to every machine, then distributed by " PX_SPREAD_COLUMN ".\n");
	px_spread_tables(put_table, &script);
	px_buf_puts(out, "\n-- What was moved leaves nothing behind.\n");
	px_spread_tables(put_emptying, &script);
	px_buf_puts(out, adding);
	free(script.first);
}

/*
 * What is so.
 */
static int
ask(struct px_store *store, const char *question, const char *table, char **answer,
    struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, question, err);
	int got = -1;

	*answer = NULL;
	if (stmt && table)
		px_bind_text(stmt, 1, table);
	if (stmt)
		got = px_stmt_step(stmt, err);
	if (got == 1)
		*answer = px_strdup(px_stmt_text(stmt, 0));
	px_stmt_done(stmt);
	return got;
}

static enum px_spread
spread_of(const char *word)
{
	for (int i = 0; px_spread_words[i]; i++)
		if (strcmp(px_spread_words[i], word) == 0)
			return (enum px_spread)i;
	return PX_SPREAD_LOCAL;
}

int
px_spread_now(struct px_store *store, const char *table, enum px_spread *spread, struct px_err *err)
{
	const struct px_dialect *dialect = store->engine->dialect;
	char *name, *answer;
	int got;

	if (!dialect->spreads)
		return 0;
	got = ask(store, dialect->spreads, NULL, &answer, err);
	free(answer);
	if (got < 1)
		return got;
	name = px_asprintf("\"%s\"", table);
	got = ask(store, dialect->spread, name, &answer, err);
	*spread = got == 1 ? spread_of(answer) : PX_SPREAD_LOCAL;
	free(name);
	free(answer);
	return got < 0 ? -1 : 1;
}
