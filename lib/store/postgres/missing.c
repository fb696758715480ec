/*
 * Is everything there that the registry asks for?  The names are read from the text that would make it.
 */
#include <string.h>

#include "base/mem.h"
#include "store/postgres/postgres.h"
#include "store/schema.h"

/* What stands before a name in the text, and whether Citus may have had it taken away. */
static const struct {
	const char *before;
	bool moves;
} kinds[] = {
	{ "CREATE TABLE \"", false },    { "CREATE INDEX \"", false },
	{ "CREATE SEQUENCE \"", false }, { "CREATE SEQUENCE IF NOT EXISTS \"", false },
	{ "CREATE VIEW \"", false },     { "CONSTRAINT \"", true },
};

/* ('name', moves), for each place where `before` stands. */
static void
add_names(const char *text, const char *before, bool moves, struct px_buf *out)
{
	while ((text = strstr(text, before)) != NULL) {
		size_t length = strcspn(text += strlen(before), "\"");

		px_buf_printf(out, "%s(CAST('%.*s' AS name), %s)", out->length ? ", " : "",
			      (int)length, text, moves ? "true" : "false");
		text += length;
	}
}

/* Tables that are spread over machines refer to fewer others (share/sql/citus.sql). */
static const char question[] =
	") AS asked (called, moves)\n"
	"WHERE NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.relname = called\n"
	"	AND c.relnamespace = CAST(current_schema() AS regnamespace))\n"
	"AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conname = called\n"
	"	AND k.connamespace = CAST(current_schema() AS regnamespace))\n"
	"AND NOT (moves AND to_regclass('pg_dist_partition') IS NOT NULL)\n"
	"ORDER BY called LIMIT 20";

char *
px_postgres_missing(void)
{
	struct px_buf ddl = PX_BUF_INIT, names = PX_BUF_INIT, sql = PX_BUF_INIT;

	px_schema_ddl(&px_dialect_postgres, &ddl);
	px_postgres_own(&ddl);
	for (size_t i = 0; i < PX_COUNT(kinds); i++)
		add_names(ddl.data, kinds[i].before, kinds[i].moves, &names);
	px_buf_printf(&sql, "SELECT CAST(called AS text) FROM (VALUES %s%s", names.data, question);
	px_buf_release(&ddl);
	px_buf_release(&names);
	return px_buf_detach(&sql);
}
