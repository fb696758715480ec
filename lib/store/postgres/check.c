/*
 * What `plexus doctor` asks of PostgreSQL: the server keeps its own files whole; here it is asked
 * whether every table and index of the registry is there and in force, and whether each can be read.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/postgres/postgres.h"
#include "store/schema.h"

typedef void px_say(const char *line, void *data);

struct question {
	const char *sql;
	const char *text; /* N_(): with the names that the rows give */
};

static const struct question questions[] = {
	{ "SELECT CAST(CAST(i.indexrelid AS regclass) AS text) FROM pg_index i JOIN pg_class c ON "
	  "c.oid = "
	  "i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
	  "current_schema() AND NOT (i.indisvalid AND i.indisready)",
	  N_("index %s is not valid: REINDEX makes it again") },
	{ "SELECT CAST(k.conname AS text) FROM pg_constraint k JOIN pg_namespace n ON n.oid = "
	  "k.connamespace WHERE n.nspname = current_schema() AND NOT k.convalidated",
	  N_("constraint %s is not validated: ALTER TABLE … VALIDATE CONSTRAINT does it") },
	{ "SELECT CAST(CAST(t.tgrelid AS regclass) AS text) FROM pg_trigger t JOIN pg_class c ON "
	  "c.oid = "
	  "t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
	  "current_schema() AND t.tgenabled = 'D'",
	  N_("table %s: its rules are disabled: ALTER TABLE … ENABLE TRIGGER ALL puts them "
	     "back") },
};

static int
ask(struct px_postgres *base, const char *sql, const char *text, px_say *say, void *data,
    struct px_err *err)
{
	PGresult *result = px_postgres_ask(base, sql);
	int status = 0;

	if (!result || px_pq.result_status(result) != PGRES_TUPLES_OK) {
		status = px_postgres_fail(base, result, err);
		px_postgres_recover(base);
	}
	for (int i = 0; status == 0 && i < px_pq.rows(result); i++) {
		struct px_buf line = PX_BUF_INIT;
		const char *place = strstr(text, "%s");

		px_buf_add(&line, text, (size_t)(place - text));
		px_buf_puts(&line, px_pq.value(result, i, 0));
		px_buf_puts(&line, place + 2);
		say(line.data, data);
		px_buf_release(&line);
	}
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

	for (size_t i = 0; i < PX_COUNT(questions); i++)
		if (ask(base, questions[i].sql, px_tr(questions[i].text), say, data, err))
			return -1;
	for (size_t i = 0; i < px_type_count && !px_postgres_is_lost(base); i++)
		read_table(base, px_types[i]->name, say, data);
	return 0;
}
