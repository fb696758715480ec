/*
 * What `plexus doctor` asks of PostgreSQL: the server keeps its own files whole; here it is asked
 * whether every table and index of the registry is there and in force, and whether each can be read.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/postgres/postgres.h"
#include "store/schema.h"

typedef void px_say(const char *line, void *data);

/* Rows of names; the line says them. */
struct question {
	const char *sql;
	const char *text; /* N_(): of one name, two or three, in the order of the columns */
};

#define OURS " WHERE n.nspname = current_schema() "

static const struct question questions[] = {
	{ "SELECT CAST(c.relname AS text) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
	  "JOIN pg_namespace n ON n.oid = c.relnamespace" OURS
	  "AND NOT (i.indisvalid AND i.indisready)",
	  N_("index %s is not valid: REINDEX makes it again") },
	{ "SELECT CAST(k.conname AS text) FROM pg_constraint k JOIN pg_namespace n ON n.oid = "
	  "k.connamespace" OURS "AND NOT k.convalidated",
	  N_("constraint %s is not validated: ALTER TABLE … VALIDATE CONSTRAINT does it") },
	{ "SELECT DISTINCT CAST(c.relname AS text) FROM pg_trigger t JOIN pg_class c ON c.oid = "
	  "t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace" OURS "AND t.tgenabled = 'D'",
	  N_("table %s: its rules are disabled: ALTER TABLE … ENABLE TRIGGER ALL puts them "
	     "back") },
};

/* What the server was kept from looking at (a restore, a replica that is no more) is looked at again.
 * Each row is a statement. */
static const char reference_checks[] =
	"SELECT format('SELECT %L, CAST(a.%I AS text), %L FROM %I a WHERE %s AND NOT EXISTS "
	"(SELECT 1 FROM %I b WHERE %s) LIMIT 20', c.relname, "
	"(SELECT CASE WHEN bool_or(x.attname = 'id') THEN 'id' WHEN bool_or(x.attname = 'owner') "
	"THEN 'owner' ELSE 'organization' END FROM pg_attribute x WHERE x.attrelid = c.oid), "
	"t.relname, c.relname, string_agg(format('a.%I IS NOT NULL', f.attname), ' AND '), "
	"t.relname, "
	"string_agg(format('a.%I = b.%I', f.attname, r.attname), ' AND ')) "
	"FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = "
	"k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
	"CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS u(f, r) "
	"JOIN pg_attribute f ON f.attrelid = c.oid AND f.attnum = u.f "
	"JOIN pg_attribute r ON r.attrelid = t.oid AND r.attnum = u.r" OURS
	"AND k.contype = 'f' GROUP BY k.oid, c.oid, c.relname, t.relname ORDER BY c.relname";

static const char rule_checks[] =
	"SELECT format('SELECT %L, %L FROM %I WHERE NOT (%s) LIMIT 1', k.conname, c.relname, "
	"c.relname, pg_get_expr(k.conbin, k.conrelid)) FROM pg_constraint k JOIN pg_class c ON "
	"c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace" OURS
	"AND k.contype = 'c' ORDER BY k.conname";

static const char *
name_of(const PGresult *result, int row, int column)
{
	return column < px_pq.columns(result) ? px_pq.value(result, row, column) : "";
}

/* `text` with a name in place of each %s. */
static void
say_row(const PGresult *result, int row, const char *text, px_say *say, void *data)
{
	struct px_buf line = PX_BUF_INIT;
	const char *place;

	for (int column = 0; (place = strstr(text, "%s")) != NULL; column++) {
		px_buf_add(&line, text, (size_t)(place - text));
		px_buf_puts(&line, name_of(result, row, column));
		text = place + 2;
	}
	px_buf_puts(&line, text);
	say(line.data, data);
	px_buf_release(&line);
}

static PGresult *
ask_rows(struct px_postgres *base, const char *sql, struct px_err *err)
{
	PGresult *result = px_postgres_ask(base, sql);

	if (result && px_pq.result_status(result) == PGRES_TUPLES_OK)
		return result;
	px_postgres_fail(base, result, err);
	px_pq.clear(result);
	px_postgres_recover(base);
	return NULL;
}

static int
ask(struct px_postgres *base, const char *sql, const char *text, px_say *say, void *data,
    struct px_err *err)
{
	PGresult *result = ask_rows(base, sql, err);

	for (int i = 0; result && i < px_pq.rows(result); i++)
		say_row(result, i, text, say, data);
	px_pq.clear(result);
	return result ? 0 : -1;
}

/* Ask each of the statements that `sql` gives. */
static int
ask_each(struct px_postgres *base, const char *sql, const char *text, px_say *say, void *data,
	 struct px_err *err)
{
	PGresult *result = ask_rows(base, sql, err);
	int status = result ? 0 : -1;

	for (int i = 0; status == 0 && i < px_pq.rows(result); i++)
		status = ask(base, px_pq.value(result, i, 0), text, say, data, err);
	px_pq.clear(result);
	return status;
}

/* Every row is read, and every column of it; a damaged page is an error of the server. */
static void
read_table(struct px_postgres *base, const char *table, px_say *say, void *data)
{
	struct px_buf text = PX_BUF_INIT;
	PGresult *result;

	px_buf_printf(&text, "SELECT COUNT(CAST(t.* AS text)) FROM \"%s\" t", table);
	result = px_postgres_ask(base, text.data);
	if (!result || !px_postgres_is_good(result)) {
		char said[400];

		px_postgres_said(result ? px_pq.result_error(result)
					: px_pq.error_message(base->conn),
				 said, sizeof(said));
		px_buf_clear(&text);
		px_buf_printf(&text, _("table %s: cannot be read (%s)"), table, said);
		say(text.data, data);
		px_postgres_recover(base);
	}
	px_pq.clear(result);
	px_buf_release(&text);
}

int
px_postgres_check(void *db, px_say *say, void *data, struct px_err *err)
{
	struct px_postgres *base = db;

	char *missing = px_postgres_missing();
	int status = ask(base, missing, _("%s is missing: was the database restored in part?"), say,
			 data, err);

	free(missing);
	if (status)
		return -1;
	for (size_t i = 0; i < PX_COUNT(questions); i++)
		if (ask(base, questions[i].sql, px_tr(questions[i].text), say, data, err))
			return -1;
	for (size_t i = 0; i < px_type_count && !px_postgres_is_lost(base); i++)
		read_table(base, px_types[i]->name, say, data);
	if (ask_each(base, rule_checks, _("CHECK constraint %s does not hold in %s"), say, data,
		     err))
		return -1;
	return ask_each(base, reference_checks, _("%s %s: refers to a %s that is not there"), say,
			data, err);
}
