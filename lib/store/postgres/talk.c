/*
 * Something said to the server, and its answer.  A signal that the program catches (Ctrl-C) cancels
 * what the server does; its answer then says so.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "store/postgres/postgres.h"

bool
px_postgres_is_good(const PGresult *result)
{
	ExecStatusType status = px_pq.result_status(result);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
	       status == PGRES_COPY_OUT || status == PGRES_COPY_IN;
}

bool
px_postgres_is_lost(const struct px_postgres *base)
{
	return px_pq.status(base->conn) == CONNECTION_BAD;
}

static void
cancel(struct px_postgres *base)
{
	char why[256];
	PGcancel *call = px_pq.get_cancel(base->conn);

	if (call)
		px_pq.cancel(call, why, sizeof(why));
	px_pq.free_cancel(call);
}

/* Until something can be read; false when the connection is lost. */
static bool
wait_input(struct px_postgres *base)
{
	struct pollfd wanted = { px_pq.socket(base->conn), POLLIN, 0 };

	while (px_pq.is_busy(base->conn)) {
		if (poll(&wanted, 1, -1) < 0 && errno == EINTR)
			cancel(base);
		else if (!px_pq.consume_input(base->conn))
			return false;
	}
	return true;
}

/* Of several answers: the failure, else the last that has rows, else the last. */
static PGresult *
choose(PGresult *kept, PGresult *next)
{
	if (kept &&
	    (!px_postgres_is_good(kept) || (px_pq.result_status(kept) == PGRES_TUPLES_OK &&
					    px_pq.result_status(next) == PGRES_COMMAND_OK))) {
		px_pq.clear(next);
		return kept;
	}
	px_pq.clear(kept);
	return next;
}

PGresult *
px_postgres_answer(struct px_postgres *base)
{
	PGresult *kept = NULL, *next;

	while (wait_input(base) && (next = px_pq.get_result(base->conn)) != NULL) {
		ExecStatusType status = px_pq.result_status(next);

		kept = choose(kept, next);
		if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT)
			break;
	}
	/* What libpq says of a connection that broke off meanwhile is no answer. */
	if (px_postgres_is_lost(base)) {
		px_pq.clear(kept);
		return NULL;
	}
	return kept;
}

/*
 * Statements that nobody waits for are sent one after the other; the next one that is waited for brings
 * their answers along, in one round trip.
 */
bool
px_postgres_pipe(struct px_postgres *base)
{
	px_postgres_await(base);
	if (!base->piped)
		base->piped = px_pq.enter_pipeline(base->conn) == 1;
	return base->piped;
}

/* The answer to one statement. */
static PGresult *
next_answer(struct px_postgres *base)
{
	PGresult *result = wait_input(base) ? px_pq.get_result(base->conn) : NULL;
	PGresult *more;

	while (result && px_pq.result_status(result) != PGRES_PIPELINE_SYNC && wait_input(base) &&
	       (more = px_pq.get_result(base->conn)) != NULL)
		px_pq.clear(more);
	return result;
}

/* What was put off failed, when it is not the last answer: nothing of the transaction holds, and what
 * was to be prepared after it was not. */
static void
note_late(struct px_postgres *base)
{
	base->spoilt = true;
	base->row = false;
	base->life++;
}

PGresult *
px_postgres_settle(struct px_postgres *base, bool own)
{
	size_t count = base->pending + own;
	PGresult *kept = NULL, *next;
	bool going = px_pq.pipeline_sync(base->conn) == 1;

	for (size_t i = 0; i < count && going; i++) {
		next = next_answer(base);
		going = next != NULL;
		if (kept && !px_postgres_is_good(kept)) {
			px_pq.clear(next);
			continue;
		}
		px_pq.clear(kept);
		kept = next;
		if (kept && !px_postgres_is_good(kept) && i < base->pending)
			note_late(base);
	}
	if (going)
		px_pq.clear(next_answer(base));
	px_pq.exit_pipeline(base->conn);
	base->piped = false;
	base->pending = 0;
	if (px_postgres_is_lost(base)) {
		px_pq.clear(kept);
		return NULL;
	}
	return kept;
}

PGresult *
px_postgres_ask(struct px_postgres *base, const char *sql)
{
	px_postgres_await(base);
	if (base->piped) {
		PGresult *late = px_postgres_settle(base, false);

		if (!late || !px_postgres_is_good(late))
			return late;
		px_pq.clear(late);
	}
	if (!px_pq.send_query(base->conn, sql))
		return NULL;
	return px_postgres_answer(base);
}

bool
px_postgres_send_one(struct px_postgres *base, const char *sql)
{
	return base->piped ? px_pq.send_params(base->conn, sql, 0, NULL, NULL, NULL, NULL, 0)
			   : px_pq.send_query(base->conn, sql);
}

PGresult *
px_postgres_ask_one(struct px_postgres *base, const char *sql)
{
	if (!px_postgres_send_one(base, sql))
		return NULL;
	return base->piped ? px_postgres_settle(base, true) : px_postgres_answer(base);
}
