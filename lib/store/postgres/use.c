/*
 * One use of a statement.  The first use of a text is one round trip; one that is used again is prepared
 * on the server.  What may find very many rows is read by pieces.
 */
#include <stdio.h>
#include <string.h>

#include "store/postgres/stmt.h"

enum { PIECE = 2000, TRIES = 5 }; /* rows; how often a statement alone is tried again */

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

static PGresult *
prepare(struct px_handle *h)
{
	struct px_postgres *base = h->base;

	snprintf(h->name, sizeof(h->name), "px%u", ++base->names);
	if (!px_pq.send_prepare(base->conn, h->name, h->sql, 0, NULL))
		return NULL;
	return px_postgres_answer(base);
}

static PGresult *
use_whole(struct px_handle *h)
{
	struct px_postgres *base = h->base;
	PGresult *result;

	if (h->uses++ && h->life != base->life) {
		result = prepare(h);
		if (!result || !px_postgres_is_good(result))
			return result;
		px_pq.clear(result);
		h->life = base->life;
	}
	if (h->life == base->life
		    ? !px_pq.send_prepared(base->conn, h->name, h->places, h->values, NULL, NULL, 0)
		    : !px_pq.send_params(base->conn, h->sql, h->places, NULL, h->values, NULL, NULL,
					 0))
		return NULL;
	return px_postgres_answer(base);
}

PGresult *
px_handle_piece(struct px_handle *h)
{
	char sql[64];

	snprintf(sql, sizeof(sql), "FETCH %d FROM px_rows_%u", PIECE, h->cursor);
	return px_postgres_ask(h->base, sql);
}

static PGresult *
use_by_pieces(struct px_handle *h)
{
	struct px_postgres *base = h->base;
	struct px_buf sql = PX_BUF_INIT;
	PGresult *result = NULL;

	h->cursor = ++base->names;
	h->serial = base->serial;
	px_buf_printf(&sql, "DECLARE px_rows_%u NO SCROLL CURSOR FOR %s", h->cursor, h->sql);
	if (px_pq.send_params(base->conn, sql.data, h->places, NULL, h->values, NULL, NULL, 0))
		result = px_postgres_answer(base);
	px_buf_release(&sql);
	if (!result || !px_postgres_is_good(result))
		return result;
	px_pq.clear(result);
	h->open = true;
	return px_handle_piece(h);
}

bool
px_handle_may_have_more(const struct px_handle *h)
{
	return h->open && px_pq.rows(h->result) == PIECE;
}

/* A cursor ends with its transaction; one that is left open costs the server memory till then. */
void
px_handle_end(struct px_handle *h)
{
	struct px_postgres *base = h->base;
	char sql[64];

	px_pq.clear(h->result);
	h->result = NULL;
	if (h->open && h->serial == base->serial &&
	    px_pq.transaction(base->conn) == PQTRANS_INTRANS) {
		snprintf(sql, sizeof(sql), "CLOSE px_rows_%u", h->cursor);
		px_pq.clear(px_postgres_ask(base, sql));
	}
	h->open = false;
}

static PGresult *
use(struct px_handle *h)
{
	bool inside = px_pq.transaction(h->base->conn) == PQTRANS_INTRANS;

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
