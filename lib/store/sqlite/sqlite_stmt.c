/*
 * Statements of the SQLite engine.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/sqlite/sqlite.h"

struct handle {
	struct px_sqlite *base;
	sqlite3_stmt *stmt;
	/* SQLite numbers $1, $2… in the order in which they appear: the index of each place. */
	int *index;
	int places;
};

static int
place_of(sqlite3_stmt *stmt, int index)
{
	const char *name = sqlite3_bind_parameter_name(stmt, index);

	return name && *name == '$' ? (int)strtol(name + 1, NULL, 10) : 0;
}

static void
find_places(struct handle *handle)
{
	int count = sqlite3_bind_parameter_count(handle->stmt);

	for (int i = 1; i <= count; i++)
		if (place_of(handle->stmt, i) > handle->places)
			handle->places = place_of(handle->stmt, i);
	handle->index = px_calloc((size_t)handle->places + 1, sizeof(int));
	for (int i = 1; i <= count; i++)
		handle->index[place_of(handle->stmt, i)] = i;
}

void *
px_sqlite_prepare(void *db, const char *sql, struct px_err *err)
{
	struct px_sqlite *base = db;
	struct handle *handle;
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v3(base->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);

	if (code != SQLITE_OK) {
		px_sqlite_fail(base, code, err);
		return NULL;
	}
	handle = px_calloc(1, sizeof(*handle));
	handle->base = base;
	handle->stmt = stmt;
	find_places(handle);
	return handle;
}

/* A place that the text does not have is bound to nothing. */
static int
index_of(const struct handle *handle, int place)
{
	return place <= handle->places ? handle->index[place] : 0;
}

void
px_sqlite_bind_number(void *handle, int place, int64_t number)
{
	struct handle *h = handle;

	sqlite3_bind_int64(h->stmt, index_of(h, place), number);
}

void
px_sqlite_bind_text(void *handle, int place, const char *text)
{
	struct handle *h = handle;

	if (text)
		sqlite3_bind_text(h->stmt, index_of(h, place), text, -1, SQLITE_TRANSIENT);
	else
		sqlite3_bind_null(h->stmt, index_of(h, place));
}

void
px_sqlite_bind_borrowed(void *handle, int place, const char *text, size_t length)
{
	struct handle *h = handle;

	if (text)
		sqlite3_bind_text(h->stmt, index_of(h, place), text, (int)length, SQLITE_STATIC);
	else
		sqlite3_bind_null(h->stmt, index_of(h, place));
}

/* The message is "UNIQUE constraint failed: task.organization, task.slug", or the like. */
static void
name_broken(const char *message, struct px_broken *broken)
{
	const char *colon = strstr(message, ": ");

	snprintf(broken->name, sizeof(broken->name), "%s", colon ? colon + 2 : "");
}

static enum px_breach
breach_of(int code)
{
	switch (code) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return PX_BREACH_UNIQUE;
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return PX_BREACH_REFERENCE;
	case SQLITE_CONSTRAINT_NOTNULL:
		return PX_BREACH_REQUIRED;
	case SQLITE_CONSTRAINT_CHECK:
		return PX_BREACH_CHECK;
	default:
		return PX_BREACH_NONE;
	}
}

int
px_sqlite_step(void *handle, struct px_broken *broken, struct px_err *err)
{
	struct handle *h = handle;
	int code;

	if (px_sqlite_whole(h->base, err))
		return -1;
	code = sqlite3_step(h->stmt);
	if (code == SQLITE_ROW)
		return 1;
	if (code == SQLITE_DONE)
		return 0;
	broken->breach = breach_of(sqlite3_extended_errcode(h->base->db));
	if (broken->breach != PX_BREACH_NONE) {
		name_broken(sqlite3_errmsg(h->base->db), broken);
		return -1;
	}
	return px_sqlite_fail(h->base, code, err);
}

bool
px_sqlite_null(void *handle, int column)
{
	return sqlite3_column_type(((struct handle *)handle)->stmt, column) == SQLITE_NULL;
}

int64_t
px_sqlite_number(void *handle, int column)
{
	return sqlite3_column_int64(((struct handle *)handle)->stmt, column);
}

const char *
px_sqlite_text(void *handle, int column)
{
	return (const char *)sqlite3_column_text(((struct handle *)handle)->stmt, column);
}

void
px_sqlite_reset(void *handle)
{
	sqlite3_reset(((struct handle *)handle)->stmt);
	sqlite3_clear_bindings(((struct handle *)handle)->stmt);
}

void
px_sqlite_again(void *handle)
{
	sqlite3_reset(((struct handle *)handle)->stmt);
}

void
px_sqlite_finalize(void *handle)
{
	struct handle *h = handle;

	sqlite3_finalize(h->stmt);
	free(h->index);
	free(h);
}
