/*
 * Settings of the database.
 */
#include "base/mem.h"
#include "store/store.h"

int
px_store_setting(struct px_store *store, const char *name, char **value, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		store, "SELECT \"value\" FROM \"setting\" WHERE \"name\" = $1", err);
	int got;

	*value = NULL;
	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, name);
	got = px_stmt_step(stmt, err);
	if (got == 1)
		*value = px_strdup(px_stmt_text(stmt, 0));
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

int
px_store_set(struct px_store *store, const char *name, const char *value, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		store,
		value ? "INSERT INTO \"setting\" (\"name\", \"value\") VALUES ($1, $2) "
			"ON CONFLICT (\"name\") DO UPDATE SET \"value\" = excluded.\"value\""
		      : "DELETE FROM \"setting\" WHERE \"name\" = $1",
		err);
	int got;

	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, name);
	if (value)
		px_bind_text(stmt, 2, value);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}
