/*
 * Scans of the PostgreSQL engine: COPY TO sends rows as lines of text, read without a result of
 * millions of them in memory.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/postgres/postgres.h"

/* COPY takes no bindings: the numbers are written where $1, $2… stand. */
static void
put_bound(const char *text, const int64_t *bound, size_t count, struct px_buf *out)
{
	for (; *text; text++) {
		size_t place = *text == '$' ? (size_t)strtoul(text + 1, NULL, 10) : 0;

		if (place && place <= count) {
			px_buf_number(out, bound[place - 1]);
			text += strspn(text + 1, "0123456789");
		} else {
			px_buf_putc(out, *text);
		}
	}
}

/* "12\t\\N\tt\n": null is 0, so is what is no number. */
static void
give_line(const char *line, px_store_take *take, void *data)
{
	int64_t numbers[PX_EACH_COLUMNS] = { 0 };

	for (size_t i = 0; i < PX_EACH_COLUMNS; i++) {
		char *end;

		numbers[i] = *line == 't' ? 1 : strtoll(line, &end, 10);
		line = strchr(line, '\t');
		if (!line)
			break;
		line++;
	}
	take(numbers, data);
}

/* More than a line may be asked of the server after it; the end is an answer. */
static PGresult *
take_lines(struct px_postgres *base, px_store_take *take, void *data)
{
	char *line;

	while (px_pq.get_copy_data(base->conn, &line, 0) > 0) {
		give_line(line, take, data);
		px_pq.free_memory(line);
	}
	return px_postgres_answer(base);
}

static PGresult *
scan(struct px_postgres *base, const char *sql, px_store_take *take, void *data)
{
	PGresult *result = px_postgres_ask(base, sql);

	if (result && px_pq.result_status(result) == PGRES_COPY_OUT) {
		px_pq.clear(result);
		base->read = true;
		result = take_lines(base, take, data);
	}
	return result;
}

int
px_postgres_each(void *db, const char *columns, const char *rest, const int64_t *bound,
		 size_t count, px_store_take *take, void *data, struct px_err *err)
{
	struct px_postgres *base = db;
	struct px_buf sql = PX_BUF_INIT;
	PGresult *result;
	int status = 0;

	if (px_postgres_flush(base, NULL, err))
		return -1;
	px_buf_puts(&sql, "COPY (SELECT ");
	put_bound(columns, bound, count, &sql);
	px_buf_putc(&sql, ' ');
	put_bound(rest, bound, count, &sql);
	px_buf_puts(&sql, ") TO STDOUT");
	result = scan(base, sql.data, take, data);
	px_buf_release(&sql);
	if (!result || !px_postgres_is_good(result)) {
		status = px_postgres_fail(base, result, err);
		px_postgres_recover(base);
	}
	px_pq.clear(result);
	return status;
}
