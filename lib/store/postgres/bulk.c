/*
 * Many rows.  While they are loaded, what plain INSERTs would write is gathered by table, and sent by
 * COPY when there is enough of it or when anything else is asked.  The order of the tables is that of
 * their first rows, so that what is referred to goes before what refers to it.
 *
 * A thread sends what was gathered while more is.  It alone talks to the server then: whoever else wants
 * to, waits for it (px_postgres_await), and its failure is told at the next flush.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/inner.h"
#include "store/postgres/stmt.h"

enum { ENOUGH = 2 * 1024 * 1024, MANY = 20000 };

struct table {
	char *head;                /* INSERT INTO "t" ("a", "b") */
	struct px_buf rows, going; /* gathered; on their way */
	int64_t sent;              /* rows of this transaction that are there already */
};

struct px_bulk {
	struct table *tables;            /* in the order of their first rows */
	size_t count, capacity, waiting; /* waiting: bytes */
	struct px_postgres *base;
	pthread_t sender;
	bool sending, failed;
	PGresult *answer; /* of what failed; NULL: the connection was lost */
};

/* Indexes are sorted in memory, and by two processes. */
int
px_postgres_loading(void *db, enum px_loading phase, struct px_err *err)
{
	struct px_postgres *base = db;

	if (px_postgres_bulk(db, phase == PX_LOADING_ROWS, err))
		return -1;
	if (phase != PX_LOADING_INDEXES || !base->writing)
		return 0;
	return px_postgres_run(base,
			       "SET LOCAL maintenance_work_mem = '256MB'; "
			       "SET LOCAL max_parallel_maintenance_workers = 1",
			       err);
}

int
px_postgres_bulk(void *db, bool on, struct px_err *err)
{
	struct px_postgres *base = db;

	if (on && !base->bulk) {
		base->bulk = px_calloc(1, sizeof(*base->bulk));
		base->bulk->base = base;
	}
	base->gathers = on && base->writing;
	return on ? 0 : px_postgres_flush(base, NULL, err);
}

void
px_postgres_await(struct px_postgres *base)
{
	struct px_bulk *bulk = base->bulk;

	if (!bulk || !bulk->sending)
		return;
	pthread_join(bulk->sender, NULL);
	bulk->sending = false;
}

void
px_postgres_discard(struct px_postgres *base)
{
	struct px_bulk *bulk = base->bulk;

	px_postgres_await(base);
	for (size_t i = 0; bulk && i < bulk->count; i++) {
		px_buf_clear(&bulk->tables[i].rows);
		px_buf_clear(&bulk->tables[i].going);
	}
	if (!bulk)
		return;
	px_pq.clear(bulk->answer);
	bulk->answer = NULL;
	bulk->failed = false;
	bulk->waiting = 0;
}

/* With the transaction; the memory too. */
void
px_postgres_forget(struct px_postgres *base)
{
	struct px_bulk *bulk = base->bulk;

	px_postgres_discard(base);
	for (size_t i = 0; bulk && i < bulk->count; i++) {
		free(bulk->tables[i].head);
		px_buf_release(&bulk->tables[i].rows);
		px_buf_release(&bulk->tables[i].going);
	}
	if (bulk)
		free(bulk->tables);
	free(bulk);
	base->bulk = NULL;
	base->gathers = false;
}

/* Whoever asks next wants the server to know what these tables hold, not in a minute. */
int
px_postgres_survey(struct px_postgres *base, struct px_err *err)
{
	struct px_bulk *bulk = base->bulk;
	int status = 0;

	for (size_t i = 0; bulk && i < bulk->count && status == 0; i++) {
		const char *table = bulk->tables[i].head + strlen("INSERT INTO ");
		char *sql = px_asprintf("ANALYZE %.*s", (int)strcspn(table, " "), table);

		if (bulk->tables[i].sent >= MANY)
			status = px_postgres_run(base, sql, err);
		free(sql);
	}
	return status;
}

/* Past one or more `($1, $2)`, counted; NULL when there is something else. */
static const char *
skip_row(const char *at, int *place, int *width)
{
	*width = 0;
	if (*at++ != '(')
		return NULL;
	do {
		char *end;

		if (*at++ != '$' || strtol(at, &end, 10) != ++*place)
			return NULL;
		at = end;
		++*width;
	} while (strncmp(at, ", ", 2) == 0 && (at += 2));
	return *at == ')' ? at + 1 : NULL;
}

void
px_bulk_recognize(struct px_handle *handle)
{
	static const char insert[] = "INSERT INTO ", values[] = ") VALUES ";
	const char *at = strstr(handle->sql, values);
	int place = 0, width, rows = 0, first = 0;

	if (strncmp(handle->sql, insert, sizeof(insert) - 1) != 0 || !at)
		return;
	handle->head = (size_t)(at + 1 - handle->sql);
	at += sizeof(values) - 1;
	for (;; at += 2) {
		at = skip_row(at, &place, &width);
		if (!at || (rows && width != first))
			return;
		first = width;
		rows++;
		if (strncmp(at, ", ", 2) != 0)
			break;
	}
	if (*at)
		return;
	handle->width = width;
	handle->height = rows;
}

static struct px_buf *
rows_of(struct px_bulk *bulk, const struct px_handle *handle)
{
	for (size_t i = 0; i < bulk->count; i++)
		if (strncmp(bulk->tables[i].head, handle->sql, handle->head) == 0 &&
		    !bulk->tables[i].head[handle->head])
			return &bulk->tables[i].rows;
	px_postgres_await(bulk->base); /* who reads the tables */
	PX_GROW(bulk->tables, bulk->count, bulk->capacity);
	bulk->tables[bulk->count] = (struct table){ px_strndup(handle->sql, handle->head),
						    PX_BUF_INIT, PX_BUF_INIT, 0 };
	return &bulk->tables[bulk->count++].rows;
}

/* As COPY reads it: what would end a value or a row is written otherwise. */
static void
put_text(struct px_buf *out, const char *text, size_t length)
{
	for (size_t done = 0; done < length; done++) {
		size_t plain = done;

		while (plain < length && text[plain] != '\\' && text[plain] != '\n' &&
		       text[plain] != '\r' && text[plain] != '\t')
			plain++;
		px_buf_add(out, text + done, plain - done);
		done = plain;
		if (done < length) {
			px_buf_putc(out, '\\');
			px_buf_putc(out, text[done] == '\n'   ? 'n'
					 : text[done] == '\r' ? 'r'
					 : text[done] == '\t' ? 't'
							      : '\\');
		}
	}
}

static void
put_rows(struct px_buf *out, const struct px_handle *handle)
{
	for (int i = 0; i < handle->places; i++) {
		const struct px_bound *bound = &handle->bounds[i];

		if (bound->is == PX_BOUND_NUMBER)
			px_buf_number(out, bound->number);
		else if (bound->is == PX_BOUND_TEXT)
			put_text(out, bound->text, bound->length);
		else
			px_buf_puts(out, "\\N");
		px_buf_putc(out, (i + 1) % handle->width ? '\t' : '\n');
	}
}

/* COPY of the rows of one table: its answer, or NULL when the connection is lost. */
static PGresult *
copy(struct px_postgres *base, const struct table *table)
{
	char *sql = px_asprintf("COPY %s FROM STDIN", table->head + strlen("INSERT INTO "));
	PGresult *result = px_pq.send_query(base->conn, sql) ? px_postgres_answer(base) : NULL;

	free(sql);
	if (!result || px_pq.result_status(result) != PGRES_COPY_IN)
		return result;
	px_pq.clear(result);
	if (px_pq.put_copy_data(base->conn, table->going.data, (int)table->going.length) < 0 ||
	    px_pq.put_copy_end(base->conn, NULL) < 0)
		return NULL;
	return px_postgres_answer(base);
}

/* What is going, until the first failure. */
static void *
send_tables(void *data)
{
	struct px_bulk *bulk = data;

	for (size_t i = 0; i < bulk->count && !bulk->failed; i++) {
		struct table *table = &bulk->tables[i];
		PGresult *result;

		if (!table->going.length)
			continue;
		result = copy(bulk->base, table);
		bulk->failed = !result || !px_postgres_is_good(result);
		if (bulk->failed) {
			bulk->answer = result;
			break;
		}
		table->sent += strtoll(px_pq.cmd_tuples(result), NULL, 10);
		px_buf_clear(&table->going);
		px_pq.clear(result);
	}
	return NULL;
}

/* Nothing is on its way any more; was all of it taken? */
static int
end_sending(struct px_postgres *base, struct px_broken *broken, struct px_err *err)
{
	struct px_broken unknown = { .breach = PX_BREACH_NONE };
	struct px_bulk *bulk = base->bulk;

	px_postgres_await(base);
	if (!bulk->failed)
		return 0;
	px_postgres_refuse(base, bulk->answer, broken ? broken : &unknown, err);
	if (!broken && unknown.breach != PX_BREACH_NONE)
		px_broken_say(&unknown, err);
	px_postgres_discard(base);
	return -1;
}

/* What was gathered is on its way next; what was put off goes before it. */
static int
hand_over(struct px_postgres *base, struct px_broken *broken, struct px_err *err)
{
	struct px_bulk *bulk = base->bulk;

	if (end_sending(base, broken, err))
		return -1;
	if (base->piped && bulk->waiting) {
		bulk->answer = px_postgres_settle(base, false);
		bulk->failed = !bulk->answer || !px_postgres_is_good(bulk->answer);
		if (bulk->failed)
			return end_sending(base, broken, err);
		px_pq.clear(bulk->answer);
		bulk->answer = NULL;
	}
	for (size_t i = 0; i < bulk->count; i++) {
		struct px_buf going = bulk->tables[i].going;

		bulk->tables[i].going = bulk->tables[i].rows;
		bulk->tables[i].rows = going;
	}
	bulk->waiting = 0;
	return 0;
}

/* It is sent while more is gathered. */
static int
send_on(struct px_postgres *base, struct px_broken *broken, struct px_err *err)
{
	struct px_bulk *bulk = base->bulk;

	if (hand_over(base, broken, err))
		return -1;
	bulk->sending = pthread_create(&bulk->sender, NULL, send_tables, bulk) == 0;
	if (!bulk->sending)
		send_tables(bulk);
	return bulk->sending ? 0 : end_sending(base, broken, err);
}

int
px_bulk_take(struct px_handle *handle, struct px_broken *broken, struct px_err *err)
{
	struct px_bulk *bulk = handle->base->bulk;
	struct px_buf *rows = rows_of(bulk, handle);
	size_t before = rows->length;

	put_rows(rows, handle);
	bulk->waiting += rows->length - before;
	return bulk->waiting < ENOUGH ? 0 : send_on(handle->base, broken, err);
}

int
px_postgres_flush(struct px_postgres *base, struct px_broken *broken, struct px_err *err)
{
	if (!base->bulk)
		return 0;
	if (hand_over(base, broken, err))
		return -1;
	send_tables(base->bulk);
	return end_sending(base, broken, err);
}
