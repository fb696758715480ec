#include "store/sql.h"

#include <stdlib.h>

static void
add(struct px_sql *sql, struct px_param param)
{
	PX_GROW(sql->params, sql->count, sql->capacity);
	sql->params[sql->count++] = param;
	px_buf_printf(&sql->text, "$%zu", sql->count);
}

void
px_sql_number(struct px_sql *sql, int64_t number)
{
	add(sql, (struct px_param){ false, number, NULL });
}

void
px_sql_text(struct px_sql *sql, const char *text)
{
	add(sql, (struct px_param){ true, 0, text });
}

struct px_stmt *
px_sql_prepare(const struct px_sql *sql, struct px_store *store, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, sql->text.data, err);

	for (size_t i = 0; stmt && i < sql->count; i++) {
		if (sql->params[i].is_text)
			px_bind_text(stmt, (int)i + 1, sql->params[i].text);
		else
			px_bind_number(stmt, (int)i + 1, sql->params[i].number);
	}
	return stmt;
}

void
px_sql_release(struct px_sql *sql)
{
	px_buf_release(&sql->text);
	free(sql->params);
}
