/*
 * Opening a store.  Its location is the path of a file, or the address of a database of PostgreSQL.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/inner.h"

static bool
is_address(const char *location)
{
	return strncmp(location, "postgresql://", 13) == 0 ||
	       strncmp(location, "postgres://", 11) == 0;
}

static const struct px_engine *
engine_of(const char *location)
{
	return is_address(location) ? &px_engine_postgres : &px_engine_sqlite;
}

/* "postgresql://user:secret@host/db?sslkey=…" as "postgresql://user@host/db". */
char *
px_location_shown(const char *location)
{
	const char *start, *at, *colon;
	size_t rest;

	if (!is_address(location))
		return px_strdup(location);
	start = strstr(location, "://") + 3;
	at = start + strcspn(start, "@/?");
	rest = strcspn(start, "?");
	if (*at != '@')
		return px_strndup(location, (size_t)(start - location) + rest);
	colon = memchr(start, ':', (size_t)(at - start));
	return px_asprintf("%.*s%.*s", (int)((colon ? colon : at) - location), location,
			   (int)(start + rest - at), at);
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
		return twin;
	}
	px_store_close(twin);
	return NULL;
}
