/*
 * Statements of the PostgreSQL engine: what is bound, what is stepped through.  Values go and come as
 * text: the server knows the types.
 */
#include "store/postgres/stmt.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { BOOLEAN = 16 }; /* OID of its type */

static enum px_effect
effect_of(const char *sql)
{
	static const struct {
		const char *begins;
		enum px_effect effect;
	} effects[] = {
		{ "SELECT", PX_READS },           { "WITH", PX_READS },
		{ "SAVEPOINT", PX_OPENS_ROW },    { "RELEASE", PX_ENDS_ROW },
		{ "ROLLBACK TO", PX_UNDOES_ROW },
	};

	for (size_t i = 0; i < PX_COUNT(effects); i++)
		if (strncasecmp(sql, effects[i].begins, strlen(effects[i].begins)) == 0)
			return effects[i].effect;
	return PX_WRITES;
}

/* The highest place; texts in quotes hold none. */
static int
count_places(const char *sql)
{
	int most = 0;

	for (; *sql; sql++) {
		if (*sql == '\'' && strchr(sql + 1, '\''))
			sql = strchr(sql + 1, '\'');
		else if (*sql == '$' && strtol(sql + 1, NULL, 10) > most)
			most = (int)strtol(sql + 1, NULL, 10);
	}
	return most;
}

void *
px_postgres_prepare(void *db, const char *sql, struct px_err *err)
{
	struct px_handle *handle = px_calloc(1, sizeof(*handle));

	(void)err; /* what is wrong with the text is said when it is used */
	handle->base = db;
	handle->sql = px_strdup(sql);
	handle->effect = effect_of(sql);
	handle->places = count_places(sql);
	handle->bounds = px_calloc((size_t)handle->places + 1, sizeof(*handle->bounds));
	handle->values = px_calloc((size_t)handle->places + 1, sizeof(*handle->values));
	for (int i = 0; i < handle->places; i++)
		handle->bounds[i].own = (struct px_buf)PX_BUF_INIT;
	px_bulk_recognize(handle);
	return handle;
}

/* NULL for a place that the text does not have: it is bound to nothing. */
static struct px_bound *
bound_of(struct px_handle *handle, int place)
{
	return place <= handle->places ? &handle->bounds[place - 1] : NULL;
}

void
px_postgres_bind_number(void *handle, int place, int64_t number)
{
	struct px_bound *bound = bound_of(handle, place);

	if (!bound)
		return;
	bound->is = PX_BOUND_NUMBER;
	bound->number = number;
}

void
px_postgres_bind_borrowed(void *handle, int place, const char *text, size_t length)
{
	struct px_bound *bound = bound_of(handle, place);

	if (!bound)
		return;
	bound->is = text ? PX_BOUND_TEXT : PX_BOUND_NULL;
	bound->text = text;
	bound->length = length;
}

void
px_postgres_bind_text(void *handle, int place, const char *text)
{
	struct px_bound *bound = bound_of(handle, place);

	if (bound && text) {
		px_buf_clear(&bound->own);
		px_buf_puts(&bound->own, text);
		px_postgres_bind_borrowed(handle, place, bound->own.data, bound->own.length);
	} else {
		px_postgres_bind_borrowed(handle, place, NULL, 0);
	}
}

static int
fail(struct px_handle *h, PGresult *result, struct px_broken *broken, struct px_err *err)
{
	px_postgres_refuse(h->base, result, broken, err);
	px_pq.clear(result);
	return -1;
}

/* After a failure what would follow would be written without what was undone. */
static int
check_whole(const struct px_handle *h, struct px_err *err)
{
	const struct px_postgres *base = h->base;

	if (h->effect == PX_READS || h->effect == PX_UNDOES_ROW ||
	    !(base->spoilt || base->row_spoilt))
		return 0;
	return px_postgres_say_spoilt(base, err);
}

static void
return_row_ids(struct px_postgres *base)
{
	struct px_buf sql = PX_BUF_INIT;

	px_postgres_return_ids(base, base->taken_row, &sql);
	if (sql.length)
		px_pq.clear(px_postgres_ask(base, sql.data));
	px_buf_release(&sql);
}

static void
note_effect(struct px_handle *h)
{
	struct px_postgres *base = h->base;

	if (h->effect == PX_OPENS_ROW) {
		base->row = true;
		base->taken_row = base->taken_count;
	} else if (h->effect == PX_ENDS_ROW) {
		base->row = false;
	} else if (h->effect == PX_UNDOES_ROW) {
		base->row_spoilt = false;
		base->serial++;
		return_row_ids(base);
	}
}

static int
take_result(struct px_handle *h, PGresult *result, struct px_broken *broken, struct px_err *err)
{
	if (!result || !px_postgres_is_good(result))
		return fail(h, result, broken, err);
	h->result = result;
	h->row = 0;
	if (px_pq.result_status(result) == PGRES_TUPLES_OK && px_pq.rows(result) > 0)
		return 1;
	px_handle_end(h);
	return 0;
}

static int
next_row(struct px_handle *h, struct px_broken *broken, struct px_err *err)
{
	if (++h->row < px_pq.rows(h->result))
		return 1;
	if (px_handle_may_have_more(h)) {
		px_pq.clear(h->result);
		h->result = NULL;
		return take_result(h, px_handle_piece(h), broken, err);
	}
	px_handle_end(h);
	return 0;
}

static int
put_off(struct px_handle *h, struct px_broken *broken, struct px_err *err)
{
	PGresult *failure;

	if (!px_handle_put_off(h, &failure))
		return fail(h, failure, broken, err);
	note_effect(h);
	return 0;
}

int
px_postgres_step(void *handle, struct px_broken *broken, struct px_err *err)
{
	struct px_handle *h = handle;
	int got;

	if (h->result)
		return next_row(h, broken, err);
	if (check_whole(h, err))
		return -1;
	/* The whole transaction is gone, savepoints too. */
	if (h->base->spoilt && h->effect == PX_UNDOES_ROW)
		return 0;
	if (h->base->gathers && h->width)
		return px_bulk_take(h, broken, err);
	if (h->effect == PX_UNDOES_ROW)
		px_postgres_discard(h->base);
	else if (px_postgres_flush(h->base, broken, err))
		return -1;
	if (h->base->writing &&
	    (h->put_off || h->effect == PX_OPENS_ROW || h->effect == PX_ENDS_ROW))
		return put_off(h, broken, err);
	got = take_result(h, px_handle_use(h, err), broken, err);
	if (got >= 0)
		note_effect(h);
	h->base->read = h->base->read || got == 1;
	return got;
}

void
px_postgres_put_off(void *handle)
{
	((struct px_handle *)handle)->put_off = true;
}

void
px_postgres_by_pieces(void *handle)
{
	((struct px_handle *)handle)->by_pieces = true;
}

bool
px_postgres_null(void *handle, int column)
{
	struct px_handle *h = handle;

	return !h->result || px_pq.is_null(h->result, h->row, column);
}

/* Booleans are 0 and 1, as in the other engine. */
const char *
px_postgres_text(void *handle, int column)
{
	struct px_handle *h = handle;
	const char *value;

	if (px_postgres_null(handle, column))
		return NULL;
	value = px_pq.value(h->result, h->row, column);
	if (px_pq.column_type(h->result, column) == BOOLEAN)
		return *value == 't' ? "1" : "0";
	return value;
}

int64_t
px_postgres_number(void *handle, int column)
{
	const char *text = px_postgres_text(handle, column);

	return text ? strtoll(text, NULL, 10) : 0;
}

void
px_postgres_again(void *handle)
{
	px_handle_end(handle);
}

void
px_postgres_reset(void *handle)
{
	struct px_handle *h = handle;

	px_handle_end(h);
	h->by_pieces = h->put_off = false;
	for (int i = 0; i < h->places; i++)
		h->bounds[i].is = PX_BOUND_NULL;
}

/* The server forgets them at the next transaction: a round trip each would cost more than they. */
static void
drop(struct px_handle *h)
{
	struct px_postgres *base = h->base;

	if (!h->life || h->life != base->life)
		return;
	px_buf_printf(&base->dropped, "DEALLOCATE %s; ", h->name);
	base->dropped_count++;
}

void
px_postgres_finalize(void *handle)
{
	struct px_handle *h = handle;

	px_handle_end(h);
	drop(h);
	for (int i = 0; i < h->places; i++)
		px_buf_release(&h->bounds[i].own);
	free(h->bounds);
	free(h->values);
	free(h->sql);
	free(h);
}
