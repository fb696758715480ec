/*
 * The end of a write transaction; and what became of one whose end was not heard: the server is asked,
 * once it answers again, because a write that is told as lost would be made twice.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "store/postgres/postgres.h"

enum fate { UNKNOWN, STORED, LOST };

static int
say_unknown(const struct px_postgres *base, struct px_err *err)
{
	return px_err_set(
		err, PX_SYSTEM,
		_("%s: the connection was lost while storing, and it is not known whether "
		  "it was stored: look at what `plexus log --limit 1` tells"),
		base->shown);
}

/* The server remembers the transaction by its number, unless it was started anew. */
static enum fate
ask_server(struct px_postgres *base)
{
	struct timespec wait = { 0, 100 * 1000 * 1000 };
	struct px_buf sql = PX_BUF_INIT;
	enum fate fate = UNKNOWN;
	bool running = true;

	px_buf_printf(&sql,
		      "SELECT CASE WHEN CAST(pg_postmaster_start_time() AS text) = '%s' THEN "
		      "txid_status(%lld) END",
		      base->started, (long long)base->number);
	for (int i = 0; running && i < PX_POSTGRES_WAIT * 10; i++) {
		PGresult *result = px_postgres_ask(base, sql.data);
		const char *said = result && px_pq.result_status(result) == PGRES_TUPLES_OK
					   ? px_pq.value(result, 0, 0)
					   : "";

		running = strcmp(said, "in progress") == 0;
		if (strcmp(said, "committed") == 0)
			fate = STORED;
		else if (strcmp(said, "aborted") == 0)
			fate = LOST;
		px_pq.clear(result);
		if (running)
			nanosleep(&wait, NULL);
	}
	px_buf_release(&sql);
	return fate;
}

/* A server that broke down gives numbers again that were not kept: to have it said that ours is stored
 * is not enough.  What a command wrote in its first transaction has lines in the journal that no other
 * has. */
static enum fate
ask_journal(struct px_postgres *base, const char *operation)
{
	struct px_broken broken;
	struct px_err ignored = PX_ERR_INIT;
	void *handle;
	int got;

	handle = px_postgres_prepare(base,
				     "SELECT 1 WHERE EXISTS (SELECT 1 FROM \"journal\" WHERE "
				     "\"operation\" = $1) OR EXISTS "
				     "(SELECT 1 FROM \"journal_waiting\" WHERE \"operation\" = $1)",
				     &ignored);
	px_postgres_bind_text(handle, 1, operation);
	got = px_postgres_step(handle, &broken, &ignored);
	px_postgres_finalize(handle);
	return got < 0 ? UNKNOWN : got ? STORED : LOST;
}

static int
find_out(struct px_postgres *base, const char *operation, struct px_err *err)
{
	struct px_err ignored = PX_ERR_INIT;
	enum fate fate = UNKNOWN;

	base->writing = false;
	if (px_postgres_regain(base, &ignored) == 0) {
		fate = ask_server(base);
		if (fate != LOST && operation && !base->commits)
			fate = ask_journal(base, operation);
	}
	if (fate == UNKNOWN)
		return say_unknown(base, err);
	if (fate == LOST)
		return px_err_set(err, PX_BUSY,
				  _("%s: the connection was lost, nothing was stored: try again"),
				  base->shown);
	return 0;
}

int
px_postgres_commit(void *db, const char *operation, struct px_err *err)
{
	struct px_postgres *base = db;
	PGresult *result;
	int status = 0;

	if (base->spoilt || base->row_spoilt)
		px_postgres_say_spoilt(base, err);
	if (base->spoilt || base->row_spoilt || px_postgres_flush(base, NULL, err) ||
	    px_postgres_survey(base, err)) {
		px_postgres_rollback(db);
		return -1;
	}
	result = px_postgres_ask_one(base, "COMMIT"); /* with what was put off */
	if (!result)
		status = find_out(base, operation, err);
	else if (!px_postgres_is_good(result))
		status = px_postgres_fail(base, result, err);
	else if (strcmp(px_pq.cmd_status(result), "COMMIT") != 0)
		status = px_postgres_say_spoilt(base, err);
	px_pq.clear(result);
	if (status)
		px_postgres_rollback(db);
	else
		base->commits++;
	px_postgres_end(base);
	return status;
}
