/* A database of its own for each test, with an organization and a few records. */
#ifndef TESTS_UNIT_STORE_BASE_H
#define TESTS_UNIT_STORE_BASE_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/types.h"
#include "store/journal.h"
#include "store/query.h"
#include "store/record.h"
#include "store/store.h"
#include "tap.h"

static char base_folder[] = "/tmp/plexus-unit-XXXXXX";
static char base_path[200];
static struct px_world base_world = { 1763712000, NULL }; /* 2025-11-21T08:00:00Z */

/* The message of the last call that went wrong. */
static struct px_err base_err;

/* The folder of a server's socket (`make check-postgres`): databases are that server's; else files. */
__attribute__((unused)) static const char *
base_server(void)
{
	const char *server = getenv("PX_TEST_POSTGRES");

	return server && *server ? server : NULL;
}

/* A database of PostgreSQL is emptied, or only removed. */
static void
base_clear(const char *name, bool make)
{
	char command[600];
	int length;

	length = snprintf(command, sizeof(command),
			  "PGOPTIONS='-c client_min_messages=error' psql -X -q "
			  "-d 'postgresql:///postgres?host=%s&user=plexus' "
			  "-c 'DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)'",
			  base_server(), name);
	if (make)
		snprintf(command + length, sizeof(command) - (size_t)length,
			 " -c 'CREATE DATABASE \"%s\"'", name);
	if (system(command))
		printf("# %s: the server did not take it\n", name);
}

static const char *const base_names[] = { "t.db", "t.db.other", "t.db.twin", "t.db.older" };

__attribute__((unused)) static void
base_remove(void)
{
	char command[128];

	for (size_t i = 0; base_server() && i < PX_COUNT(base_names); i++) {
		snprintf(command, sizeof(command), "u%d_%s", (int)getpid(), base_names[i]);
		base_clear(command, false);
	}
	snprintf(command, sizeof(command), "rm -rf '%s'", base_folder);
	if (system(command))
		puts("# the folder of the test stays");
}

/* Where a database of one of these names is to be made; the caller frees it. */
__attribute__((unused)) static char *
base_place(const char *name)
{
	char database[64];

	if (!base_server())
		return px_asprintf("%s/%s", base_folder, name);
	snprintf(database, sizeof(database), "u%d_%s", (int)getpid(), name);
	base_clear(database, true);
	return px_asprintf("postgresql:///%s?host=%s&user=plexus", database, base_server());
}

__attribute__((unused)) static struct px_store *
base_make(void)
{
	struct px_store *store;
	char *place;

	if (!mkdtemp(base_folder))
		exit(1);
	atexit(base_remove);
	place = base_place("t.db");
	snprintf(base_path, sizeof(base_path), "%s", place);
	free(place);
	store = px_store_open(base_path, PX_ACCESS_CREATE, &base_err);
	if (!store) {
		printf("Bail out! %s\n", base_err.message);
		exit(1);
	}
	px_store_identify(store, "unix:test", base_world.now, "seed");
	return store;
}

/* Set a field as an option would; prints what is wrong with it. */
__attribute__((unused)) static void
base_set(struct px_record *record, const char *field, const char *text, struct px_arena *arena)
{
	const struct px_field *found = px_field_find(record->type, field);
	struct px_faults faults = { .arena = arena };
	struct px_parse parse = { &base_world, found, PX_FROM_TEAM, arena, &faults };

	px_value_parse(&parse, text, &record->values[px_field_index(record->type, found)]);
	if (px_faults_count(&faults, PX_REJECTING))
		printf("# %s\n", px_faults_text(&faults, PX_REJECTING));
}

/* "title=Relance|status=open" into a record, references resolved; -1 and base_err. */
__attribute__((unused)) static int
base_fill(struct px_store *store, struct px_record *record, const char *fields,
	  struct px_arena *arena)
{
	char *copy = px_arena_strdup(arena, fields), *parts[32];
	size_t count = px_text_split(copy, '|', parts, PX_COUNT(parts));
	struct px_faults faults = { .arena = arena };

	for (size_t i = 0; i < count; i++) {
		char *value = strchr(parts[i], '=');

		*value++ = '\0';
		base_set(record, parts[i], value, arena);
	}
	if (px_record_resolve(store, 1, record, &faults, &base_err))
		return -1;
	if (px_faults_count(&faults, PX_REJECTING))
		return px_err_set(&base_err, PX_REJECTED, "%s",
				  px_faults_text(&faults, PX_REJECTING));
	return 0;
}

/* Add a record of organization 1 (or an organization): its id, or -1 and base_err. */
__attribute__((unused)) static int64_t
base_add(struct px_store *store, const struct px_type *type, const char *fields)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record record = px_record_new(&arena, type);
	int64_t id = -1;

	px_record_defaults(&record, &base_world, &arena);
	if (type != &px_type_organization)
		record.values[PX_F_ORGANIZATION] =
			(struct px_value){ .state = PX_SET, .number = 1 };
	if (base_fill(store, &record, fields, &arena) == 0 &&
	    px_record_insert(store, &record, &arena, &base_err) == 0)
		id = record.values[PX_F_ID].number;
	px_arena_release(&arena);
	return id;
}

#endif
