/*
 * Scans of the SQLite engine.  A row that leaves the engine by a step and is asked for its columns one
 * by one costs twice what it costs to read; here the engine calls us for each, as it calls an
 * aggregate function, and the SELECT has a single row.
 */
#include "base/buf.h"
#include "store/sqlite/sqlite.h"

struct each {
	px_store_take *take;
	void *data;
};

static void
give_row(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct each *each = sqlite3_user_data(context);
	int64_t numbers[PX_EACH_COLUMNS] = { 0 };

	for (int i = 0; i < count && i < PX_EACH_COLUMNS; i++)
		numbers[i] = sqlite3_value_int64(values[i]);
	each->take(numbers, each->data);
}

/* The value of the aggregate is nothing. */
static void
give_end(sqlite3_context *context)
{
	sqlite3_result_null(context);
}

static int
run(struct px_sqlite *base, const char *sql, const int64_t *bound, size_t count, struct px_err *err)
{
	struct px_broken broken = { .breach = PX_BREACH_NONE };
	void *handle = px_sqlite_prepare(base, sql, err);
	int got;

	if (!handle)
		return -1;
	for (size_t i = 0; i < count; i++)
		px_sqlite_bind_number(handle, (int)i + 1, bound[i]);
	got = px_sqlite_step(handle, &broken, err);
	px_sqlite_finalize(handle);
	return got < 0 ? -1 : 0;
}

int
px_sqlite_each(void *db, const char *columns, const char *rest, const int64_t *bound, size_t count,
	       px_store_take *take, void *data, struct px_err *err)
{
	struct px_sqlite *base = db;
	struct each each = { take, data };
	struct px_buf sql = PX_BUF_INIT;
	int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY, result;
	int code = sqlite3_create_function_v2(base->db, "px_each", -1, flags, &each, NULL, give_row,
					      give_end, NULL);

	if (code != SQLITE_OK)
		return px_sqlite_fail(base, code, err);
	px_buf_printf(&sql, "SELECT px_each(%s) %s", columns, rest);
	result = run(base, sql.data, bound, count, err);
	px_buf_release(&sql);
	sqlite3_create_function_v2(base->db, "px_each", -1, flags, NULL, NULL, NULL, NULL, NULL);
	return result;
}
