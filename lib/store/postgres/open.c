/*
 * A database made, recognised, upgraded.  Ours has a setting `schema`: the version of its tables.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"
#include "store/postgres/postgres.h"
#include "store/schema.h"

/* What every connection is told, in the round trip that reads the version.  Most rows of a cursor are
 * read: the server is to plan for the last one. */
#define SETTINGS                                                                                   \
	"set_config('standard_conforming_strings', 'on', false), "                                 \
	"set_config('lock_timeout', '10s', false), "                                               \
	"set_config('cursor_tuple_fraction', '1', false)"
#define VERSION "SELECT \"value\", " SETTINGS " FROM \"setting\" WHERE \"name\" = 'schema'"

/* Tables and views that no extension brought. */
static const char count_tables[] =
	"SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
	"WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f') "
	"AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')";

/* -1 when it cannot be said. */
static int64_t
ask_number(struct px_postgres *base, const char *sql)
{
	PGresult *result = px_postgres_ask(base, sql);
	int64_t number = -1;

	if (result && px_pq.result_status(result) == PGRES_TUPLES_OK && px_pq.rows(result) == 1)
		number = strtoll(px_pq.value(result, 0, 0), NULL, 10);
	px_pq.clear(result);
	return number;
}

static int
not_ours(const struct px_postgres *base, struct px_err *err)
{
	return px_err_set(err, PX_SYSTEM, _("%s: is not a plexus database"), base->shown);
}

/* No table of ours could be read. */
static int
say_absent(struct px_postgres *base, struct px_err *err)
{
	px_postgres_rollback(base);
	if (!base->writes)
		px_pq.clear(px_postgres_ask(base, "ROLLBACK"));
	if (ask_number(base, count_tables) != 0)
		return not_ours(base, err);
	return px_err_set(err, PX_NOT_FOUND,
			  _("%s: there is no database here: make one with \"plexus init\""),
			  base->shown);
}

static bool
is_absent(const PGresult *result)
{
	const char *state = px_postgres_state(result);

	return strcmp(state, "42P01") == 0 || strcmp(state, "42703") == 0;
}

/* The version of what `sql` (BEGIN… or nothing, then VERSION) finds. */
static int
read_version(struct px_postgres *base, const char *sql, int *version, struct px_err *err)
{
	PGresult *result = px_postgres_ask(base, sql);
	int status = 0;

	if (is_absent(result))
		status = say_absent(base, err);
	else if (!result || px_pq.result_status(result) != PGRES_TUPLES_OK)
		status = px_postgres_fail(base, result, err);
	else if (px_pq.rows(result) != 1)
		status = not_ours(base, err);
	else
		*version = (int)strtol(px_pq.value(result, 0, 0), NULL, 10);
	px_pq.clear(result);
	return status;
}

static int
set_version(struct px_postgres *base, struct px_err *err)
{
	char sql[200];

	snprintf(
		sql, sizeof(sql),
		"INSERT INTO \"setting\" (\"name\", \"value\") VALUES ('schema', '%d') ON CONFLICT "
		"(\"name\") DO UPDATE SET \"value\" = excluded.\"value\"",
		PX_SCHEMA_VERSION);
	return px_postgres_run(base, sql, err);
}

static int
run_own(struct px_postgres *base, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	int result;

	px_postgres_own(&sql);
	result = px_postgres_run(base, sql.data, err);
	px_buf_release(&sql);
	return result;
}

static int
upgrade(struct px_postgres *base, struct px_err *err)
{
	int version;

	if (px_postgres_begin(base, 0, err))
		return -1;
	/* Somebody may have done it while we waited. */
	if (read_version(base, VERSION, &version, err) ||
	    px_schema_upgrade(&px_engine_postgres, base, version, err) || run_own(base, err) ||
	    set_version(base, err)) {
		px_postgres_rollback(base);
		return -1;
	}
	return px_postgres_commit(base, NULL, err);
}

static int
upgrade_first(struct px_postgres *base, struct px_err *err)
{
	void *writer = px_postgres_open(base->location, PX_ACCESS_WRITE, err);

	px_postgres_close(writer);
	if (!writer)
		return -1;
	px_pq.clear(px_postgres_ask(base, "ROLLBACK"));
	return px_postgres_begin_read(base, NULL, err);
}

static int
check_version(struct px_postgres *base, int version, struct px_err *err)
{
	if (version == PX_SCHEMA_VERSION)
		return 0;
	if (version < 1)
		return not_ours(base, err);
	if (version > PX_SCHEMA_VERSION)
		return px_err_set(
			err, PX_SYSTEM,
			_("%s: was written by a newer plexus (schema %d, this one knows %d): "
			  "upgrade plexus"),
			base->shown, version, PX_SCHEMA_VERSION);
	return base->writes ? upgrade(base, err) : upgrade_first(base, err);
}

static struct px_postgres *
base_of(const char *location, enum px_access access, struct px_err *err)
{
	struct px_postgres *base = px_calloc(1, sizeof(*base));

	base->location = px_strdup(location);
	base->shown = px_location_shown(location);
	base->writes = access != PX_ACCESS_READ;
	base->dropped = (struct px_buf)PX_BUF_INIT;
	base->life = 1;
	base->conn = px_postgres_connect(location, base->shown, false, err);
	if (base->conn)
		return base;
	px_postgres_close(base);
	return NULL;
}

void
px_postgres_close(void *db)
{
	struct px_postgres *base = db;

	if (!base)
		return;
	px_postgres_await(base);
	if (base->conn)
		px_pq.finish(base->conn);
	px_buf_release(&base->dropped);
	free(base->taken);
	px_postgres_forget(base);
	free(base->location);
	free(base->shown);
	free(base);
}

int
px_postgres_regain(struct px_postgres *base, struct px_err *err)
{
	PGconn *conn;

	if (!px_postgres_is_lost(base) || base->writing || (!base->writes && base->read))
		return px_postgres_fail(base, NULL, err);
	conn = px_postgres_connect(base->location, base->shown, true, err);
	if (!conn)
		return -1;
	px_pq.finish(base->conn);
	base->conn = conn;
	base->life++;
	base->piped = false;
	base->pending = 0;
	px_buf_clear(&base->dropped);
	base->dropped_count = 0;
	if (px_postgres_run(base, "SELECT " SETTINGS, err))
		return -1;
	return base->writes ? 0 : px_postgres_begin_read(base, NULL, err);
}

/* Who reads, reads in one transaction: a report is of one moment, whatever is written meanwhile. */
static struct px_postgres *
try_open(const char *location, enum px_access access, const char *snapshot, bool *lost,
	 struct px_err *err)
{
	struct px_postgres *base = base_of(location, access, err);
	struct px_buf sql = PX_BUF_INIT;
	int version, status = -1;

	if (!base)
		return NULL;
	if (!base->writes)
		px_buf_puts(&sql, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ");
	if (snapshot)
		px_buf_printf(&sql, "SET TRANSACTION SNAPSHOT '%s'; ", snapshot);
	px_buf_puts(&sql, VERSION);
	if (read_version(base, sql.data, &version, err) == 0)
		status = check_version(base, version, err);
	px_buf_release(&sql);
	if (status == 0)
		return base;
	*lost = px_postgres_is_lost(base);
	px_postgres_close(base);
	return NULL;
}

/* A connection that breaks off while it is opened is worth a second one. */
static void *
open_at(const char *location, enum px_access access, const char *snapshot, struct px_err *err)
{
	bool lost = false;
	void *base = try_open(location, access, snapshot, &lost, err);

	return base || !lost ? base : try_open(location, access, snapshot, &lost, err);
}

void *
px_postgres_open(const char *location, enum px_access access, struct px_err *err)
{
	return open_at(location, access, NULL, err);
}

/* Another connection that sees what this one, opened to read, sees. */
void *
px_postgres_twin(void *db, struct px_err *err)
{
	struct px_postgres *base = db;
	PGresult *result = px_postgres_ask(base, "SELECT pg_export_snapshot()");
	void *twin = NULL;

	if (!result || px_pq.result_status(result) != PGRES_TUPLES_OK) {
		px_postgres_fail(base, result, err);
		px_postgres_recover(base);
	} else {
		twin = open_at(base->location, PX_ACCESS_READ, px_pq.value(result, 0, 0), err);
	}
	px_pq.clear(result);
	return twin;
}

/* All is made in one transaction, alone. */
static int
fill(struct px_postgres *base, struct px_err *err)
{
	struct px_buf ddl = PX_BUF_INIT;
	int status;

	px_schema_ddl(&px_dialect_postgres, &ddl);
	px_postgres_own(&ddl);
	status = px_postgres_run(base, ddl.data, err);
	px_buf_release(&ddl);
	return status ? -1 : set_version(base, err);
}

static int
make(struct px_postgres *base, struct px_err *err)
{
	static const char ours[] = "SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = "
				   "c.relnamespace WHERE n.nspname = current_schema() AND "
				   "c.relname IN ('setting', 'journal', 'counter', 'token')";
	static const char unicode[] = "SELECT CASE current_setting('server_encoding') WHEN 'UTF8' "
				      "THEN 1 ELSE 0 END";

	if (ask_number(base, ours) == 4)
		return px_err_set(
			err, PX_CONFLICT,
			_("%s: exists already: plexus uses it as it is, or choose another "
			  "place with --db"),
			base->shown);
	if (ask_number(base, count_tables) > 0)
		return px_err_set(err, PX_SYSTEM,
				  _("%s: holds the tables of something else: make a database for "
				    "plexus alone with \"createdb\""),
				  base->shown);
	if (ask_number(base, unicode) != 1)
		return px_err_set(err, PX_SYSTEM,
				  _("%s: cannot hold every text, because its encoding is not UTF8: "
				    "make it with createdb -E UTF8 -T template0"),
				  base->shown);
	return fill(base, err);
}

void *
px_postgres_draft(const char *location, struct px_err *err)
{
	struct px_postgres *base = base_of(location, PX_ACCESS_CREATE, err);

	if (base && px_postgres_begin(base, 0, err) == 0) {
		if (make(base, err) == 0)
			return base;
		px_postgres_rollback(base);
	}
	px_postgres_close(base);
	return NULL;
}

int
px_postgres_create(const char *location, struct px_err *err)
{
	struct px_postgres *base = px_postgres_draft(location, err);
	int status = base ? px_postgres_commit(base, NULL, err) : -1;

	px_postgres_close(base);
	return status;
}
