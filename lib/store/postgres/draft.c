/*
 * A database being filled: all in one transaction, alone.  Keys and references are looked for once, when
 * all rows are there, as indexes are made: row by row it would cost several times as much.
 */
#include "store/postgres/postgres.h"

/* What is dropped, and how it is made again.  Of a whole draft, tables that are asked meanwhile keep what
 * they have; of some tables, all goes. */
static const char of_draft[] =
	"SELECT 1 AS kind, contype AS sort, CAST(CAST(conrelid AS regclass) AS text) AS held,\n"
	"	CAST(conname AS text) AS called, pg_get_constraintdef(oid) AS made\n"
	"FROM pg_constraint WHERE connamespace = CAST(current_schema() AS regnamespace)\n"
	"	AND contype IN ('p', 'u', 'f') AND CAST(conrelid AS regclass) NOT IN\n"
	"	(CAST('setting' AS regclass), CAST('counter' AS regclass))\n"
	"UNION ALL SELECT 2, 'i', '', quote_ident(indexname), indexdef FROM pg_indexes\n"
	"WHERE schemaname = current_schema() AND tablename = 'journal'\n"
	"	AND indexname NOT IN (SELECT conname FROM pg_constraint)";
static const char of_tables[] =
	"SELECT 1 AS kind, contype AS sort, CAST(CAST(conrelid AS regclass) AS text) AS held,\n"
	"	CAST(conname AS text) AS called, pg_get_constraintdef(oid) AS made\n"
	"FROM pg_constraint WHERE contype IN ('p', 'u')\n"
	"	AND conrelid IN (SELECT CAST(unnest(ARRAY[%s]) AS regclass))\n"
	"UNION ALL SELECT 2, 'i', '', CAST(CAST(indexrelid AS regclass) AS text),\n"
	"	pg_get_indexdef(indexrelid) FROM pg_index i\n"
	"WHERE indrelid IN (SELECT CAST(unnest(ARRAY[%s]) AS regclass))\n"
	"	AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)";

static const char strip[] =
	"DO $$\n"
	"DECLARE one record;\n"
	"BEGIN\n"
	"	FOR one IN SELECT * FROM px_bare ORDER BY sort = 'f' DESC, held, called LOOP\n"
	"		IF one.kind = 1 THEN\n"
	"			EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.held, "
	"one.called);\n"
	"		ELSE\n"
	"			EXECUTE format('DROP INDEX %s', one.called);\n"
	"		END IF;\n"
	"	END LOOP;\n"
	"END $$;\n";

static const char dress[] =
	"DO $$\n"
	"DECLARE one record;\n"
	"BEGIN\n"
	"	FOR one IN SELECT * FROM px_bare ORDER BY sort = 'f', sort = 'u', held, called "
	"LOOP\n"
	"		IF one.kind = 1 THEN\n"
	"			EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', one.held,\n"
	"				one.called, one.made);\n"
	"		ELSE\n"
	"			EXECUTE one.made;\n"
	"		END IF;\n"
	"	END LOOP;\n"
	"END $$;\n"
	"DROP TABLE px_bare;\n";

int
px_postgres_strip(void *db, const char *tables, bool bare, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	int result;

	if (bare) {
		px_buf_puts(&sql, "CREATE TEMP TABLE px_bare ON COMMIT DROP AS ");
		if (tables)
			px_buf_printf(&sql, of_tables, tables, tables);
		else
			px_buf_puts(&sql, of_draft);
		px_buf_puts(&sql, "; ");
	}
	px_buf_puts(&sql, bare ? strip : dress);
	result = px_postgres_run(db, sql.data, err);
	px_buf_release(&sql);
	return result;
}
