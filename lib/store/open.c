/*
 * Opening a store.  Its location is the path of a file, or the address of a database of PostgreSQL.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"

static bool
is_address(const char *location)
{
	return strncmp(location, "postgresql://", 13) == 0 ||
	       strncmp(location, "postgres://", 11) == 0;
}

/* Of something else (mysql://), or of PostgreSQL written wrong: no file is meant.  What follows may be
 * a password, and is not shown. */
static int
check_address(const char *location, struct px_err *err)
{
	size_t scheme = strspn(location, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (scheme == 0 || location[scheme] != ':' || is_address(location) ||
	    (strncmp(location + scheme, "://", 3) != 0 && strncmp(location, "postgres", 8) != 0))
		return 0;
	return px_err_set(err, PX_USAGE,
			  _("%.*s: no database has such an address: give the path of a file, or "
			    "postgresql://[user@]host/database"),
			  (int)scheme, location);
}

static const struct px_engine *
engine_of(const char *location)
{
	return is_address(location) ? &px_engine_postgres : &px_engine_sqlite;
}

/* What stands between two of the marks that an address has. */
struct span {
	const char *at;
	size_t length;
};

/* The value of one of the parameters after '?', or what was said before it. */
static struct span
parameter(const char *query, const char *name, struct span said)
{
	size_t length = strlen(name);

	while (said.length == 0 && *query++) {
		if (strncmp(query, name, length) == 0 && query[length] == '=')
			said = (struct span){ query + length + 1,
					      strcspn(query + length + 1, "&") };
		query += strcspn(query, "&");
	}
	return said;
}

/* "postgresql://user:secret@host/db?sslkey=…" as "postgresql://user@host/db", and so when user or
 * host are said after the '?'. */
char *
px_location_shown(const char *location)
{
	struct span user = { "", 0 }, host, database;
	const char *start, *query;

	if (!is_address(location))
		return px_strdup(location);
	start = strstr(location, "://") + 3;
	query = start + strcspn(start, "?");
	host = (struct span){ start, strcspn(start, "@/?") };
	if (start[host.length] == '@') {
		user = (struct span){ start, strcspn(start, ":@") };
		start += host.length + 1;
		host = (struct span){ start, strcspn(start, "/?") };
	}
	start += host.length;
	database = (struct span){ start, (size_t)(query - start) };
	user = parameter(query, "user", user);
	host = parameter(query, "host", host);
	return px_asprintf("postgresql://%.*s%s%.*s%.*s", (int)user.length, user.at,
			   user.length ? "@" : "", (int)host.length, host.at, (int)database.length,
			   database.at);
}

/* A list of every SQL text that passes the door, for the tests to try on another engine. */
static int
open_log(void)
{
	const char *path = getenv("PLEXUS_SQL_LOG");

	return path && *path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666) : -1;
}

static struct px_store *
store_of(const struct px_engine *engine, void *db, const char *location, enum px_access access)
{
	struct px_store *store;

	if (!db)
		return NULL;
	store = px_calloc(1, sizeof(*store));
	store->engine = engine;
	store->db = db;
	store->location = px_strdup(location);
	store->shown = px_location_shown(location);
	store->actor = px_strdup("unix:unknown");
	store->reads = access == PX_ACCESS_READ;
	store->last_seq = -1;
	store->log = open_log();
	return store;
}

static struct px_store *
open_with(const struct px_engine *engine, const char *location, enum px_access access,
	  struct px_err *err)
{
	return store_of(engine, engine->open(location, access, err), location, access);
}

/* The store at this location when it is ours and its making was broken off; else NULL. */
static struct px_store *
open_unfinished(const struct px_engine *engine, const char *location)
{
	struct px_err ignored = PX_ERR_INIT;
	struct px_store *store = open_with(engine, location, PX_ACCESS_WRITE, &ignored);
	char *organization = NULL;

	if (store &&
	    (px_store_setting(store, "organization", &organization, &ignored) || organization)) {
		px_store_close(store);
		store = NULL;
	}
	free(organization);
	return store;
}

struct px_store *
px_store_open(const char *location, enum px_access access, struct px_err *err)
{
	const struct px_engine *engine = engine_of(location);
	struct px_store *store;
	struct px_err why = PX_ERR_INIT;

	if (check_address(location, err) != 0)
		return NULL;
	if (access != PX_ACCESS_CREATE)
		return open_with(engine, location, access, err);
	if (engine->create(location, &why) == 0)
		return open_with(engine, location, PX_ACCESS_WRITE, err);
	store = why.code == PX_CONFLICT ? open_unfinished(engine, location) : NULL;
	if (!store)
		px_err_copy(err, &why);
	return store;
}

/* Every change of a record writes a line of the journal in its own transaction: the same last line,
 * the same records.  -1 when it cannot be read. */
static int64_t
last_change(struct px_store *store)
{
	struct px_stmt *stmt =
		px_store_prepare(store, "SELECT MAX(\"seq\") FROM \"journal\"", NULL);
	int64_t last = stmt && px_stmt_step(stmt, NULL) == 1 ? px_stmt_number(stmt, 0) : -1;

	px_stmt_done(stmt);
	return last;
}

struct px_store *
px_store_twin(struct px_store *store)
{
	const struct px_engine *engine = store->engine;
	int64_t last = last_change(store);
	struct px_store *twin = engine->twin
					? store_of(engine, engine->twin(store->db, NULL),
						   store->location, PX_ACCESS_READ)
					: open_with(engine, store->location, PX_ACCESS_READ, NULL);

	if (twin && last >= 0 && last_change(twin) == last) {
		twin->me = store->me;
		twin->home = store->home;
		return twin;
	}
	px_store_close(twin);
	return NULL;
}

struct px_store *
px_store_draft(const char *location, struct px_err *err)
{
	const struct px_engine *engine = engine_of(location);
	struct px_store *store =
		store_of(engine, engine->draft(location, err), location, PX_ACCESS_WRITE);

	if (store)
		store->writing = true;
	return store;
}

int
px_store_backup(struct px_store *store, const char *file, bool replace,
		int (*going)(void *data, struct px_err *err), void *data, struct px_err *err)
{
	if (!store->engine->backup)
		return px_err_set(err, PX_USAGE,
				  _("%s: PostgreSQL has its own tools: pg_basebackup copies the "
				    "server, pg_dump the database, `plexus dump` what is in it"),
				  store->shown);
	return store->engine->backup(store->db, file, replace, going, data, err);
}
