/*
 * One use of a statement.  The first use of a text is one round trip; one that is used again is prepared
 * on the server.  What may find very many rows is read by pieces.
 */
#include <stdio.h>
#include <string.h>

#include "store/postgres/stmt.h"

enum {
	PIECE = 2000, /* rows */
	TRIES = 5,    /* of a statement alone */
	MOST_PENDING = 500,
	PLANNED = 64, /* uses of a statement until it is planned again */
};

static void
fill_values(struct px_handle *h)
{
	for (int i = 0; i < h->places; i++) {
		struct px_bound *bound = &h->bounds[i];

		if (bound->is == PX_BOUND_NUMBER) {
			px_buf_clear(&bound->own);
			px_buf_number(&bound->own, bound->number);
		} else if (bound->is == PX_BOUND_TEXT && bound->text != bound->own.data) {
			px_buf_clear(&bound->own);
			px_buf_add(&bound->own, bound->text, bound->length);
			bound->text = bound->own.data;
		}
		h->values[i] = bound->is == PX_BOUND_NULL ? NULL : bound->own.data;
	}
}

/* A text that is used again is prepared; among what is put off, without waiting for the answer. */
static PGresult *
prepare(struct px_handle *h)
{
	struct px_postgres *base = h->base;

	snprintf(h->name, sizeof(h->name), "px%u", ++base->names);
	if (!px_pq.send_prepare(base->conn, h->name, h->sql, 0, NULL))
		return NULL;
	if (!base->piped)
		return px_postgres_answer(base);
	base->pending++;
	h->life = base->life;
	return NULL;
}

/* A plan is made for what the tables hold when the statement is prepared, which may be nothing yet: one
 * that goes on being used is planned again, ever more rarely. */
static void
plan_again(struct px_handle *h)
{
	struct px_postgres *base = h->base;

	if (h->life != base->life || h->uses < PLANNED || (h->uses & (h->uses - 1)))
		return;
	px_buf_printf(&base->dropped, "DEALLOCATE %s; ", h->name);
	base->dropped_count++;
	h->life = 0;
}

/* Prepared when it is to be, and sent.  false: the failure, or NULL when the connection is lost. */
static bool
send(struct px_handle *h, PGresult **failure)
{
	struct px_postgres *base = h->base;

	*failure = NULL;
	plan_again(h);
	if (h->uses++ && h->life != base->life) {
		*failure = prepare(h);
		if (h->life != base->life && (!*failure || !px_postgres_is_good(*failure)))
			return false;
		px_pq.clear(*failure);
		*failure = NULL;
		h->life = base->life;
	}
	if (h->life == base->life)
		return px_pq.send_prepared(base->conn, h->name, h->places, h->values, NULL, NULL,
					   0);
	return px_pq.send_params(base->conn, h->sql, h->places, NULL, h->values, NULL, NULL, 0);
}

static PGresult *
use_whole(struct px_handle *h)
{
	PGresult *failure;

	if (!send(h, &failure))
		return failure;
	return h->base->piped ? px_postgres_settle(h->base, true) : px_postgres_answer(h->base);
}

bool
px_handle_put_off(struct px_handle *h, PGresult **failure)
{
	struct px_postgres *base = h->base;

	fill_values(h);
	*failure = NULL;
	if (!px_postgres_pipe(base) || !send(h, failure))
		return false;
	if (++base->pending < MOST_PENDING)
		return true;
	*failure = px_postgres_settle(base, false);
	if (!*failure || !px_postgres_is_good(*failure))
		return false;
	px_pq.clear(*failure);
	return true;
}

PGresult *
px_handle_piece(struct px_handle *h)
{
	struct px_postgres *base = h->base;
	char sql[64];

	px_postgres_await(base);
	snprintf(sql, sizeof(sql), "FETCH %d FROM px_rows_%u", PIECE, h->cursor);
	return px_postgres_ask_one(base, sql);
}

/* The cursor and its first piece in one round trip. */
static PGresult *
use_by_pieces(struct px_handle *h)
{
	struct px_postgres *base = h->base;
	struct px_buf sql = PX_BUF_INIT;
	bool sent;

	h->cursor = ++base->names;
	h->serial = base->serial;
	px_buf_printf(&sql, "DECLARE px_rows_%u NO SCROLL CURSOR FOR %s", h->cursor, h->sql);
	sent = px_postgres_pipe(base) &&
	       px_pq.send_params(base->conn, sql.data, h->places, NULL, h->values, NULL, NULL, 0);
	px_buf_release(&sql);
	if (!sent)
		return NULL;
	base->pending++;
	h->open = true;
	return px_handle_piece(h);
}

bool
px_handle_may_have_more(const struct px_handle *h)
{
	return h->open && px_pq.rows(h->result) == PIECE;
}

/* A cursor ends with its transaction; one that is left open costs the server memory till then.  Nobody
 * waits for the answer. */
void
px_handle_end(struct px_handle *h)
{
	struct px_postgres *base = h->base;
	char sql[64];

	px_pq.clear(h->result);
	h->result = NULL;
	snprintf(sql, sizeof(sql), "CLOSE px_rows_%u", h->cursor);
	if (h->open && h->serial == base->serial && !base->spoilt && px_postgres_pipe(base) &&
	    px_postgres_send_one(base, sql))
		base->pending++;
	h->open = false;
}

static PGresult *
use(struct px_handle *h)
{
	bool inside = (h->base->writing && !h->base->spoilt) || !h->base->writes;

	return h->by_pieces && inside && h->effect == PX_READS ? use_by_pieces(h) : use_whole(h);
}

/* Again when somebody was in the way of a statement alone, or when the connection was lost and nothing is
 * half done. */
PGresult *
px_handle_use(struct px_handle *h, struct px_err *err)
{
	struct px_postgres *base = h->base;
	PGresult *result;

	fill_values(h);
	result = use(h);
	for (int i = 0;
	     i < TRIES && result && px_postgres_may_retry(result) && !base->writing && base->writes;
	     i++) {
		px_pq.clear(result);
		result = use(h);
	}
	if (!result && px_postgres_regain(base, err) == 0)
		result = use(h);
	return result;
}
