/*
 * The PostgreSQL engine: the object, transactions, ids.
 */
#include "store/postgres/postgres.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"

int
px_postgres_begin_read(struct px_postgres *base, const char *snapshot, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	PGresult *result;
	int status = 0;

	px_buf_puts(&sql, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
	if (snapshot)
		px_buf_printf(&sql, "; SET TRANSACTION SNAPSHOT '%s'", snapshot);
	result = px_postgres_ask(base, sql.data);
	if (!result || !px_postgres_is_good(result))
		status = px_postgres_fail(base, result, err);
	px_pq.clear(result);
	px_buf_release(&sql);
	base->read = base->spoilt = false;
	return status;
}

void
px_postgres_recover(struct px_postgres *base)
{
	struct px_err ignored = PX_ERR_INIT;
	bool row = base->writing && base->row;

	if (px_pq.transaction(base->conn) != PQTRANS_INERROR)
		return;
	base->serial++;
	px_pq.clear(px_postgres_ask(base, row ? "ROLLBACK TO SAVEPOINT px_row" : "ROLLBACK"));
	if (row)
		base->row_spoilt = true;
	else if (base->writing)
		base->spoilt = true;
	else if (!base->writes)
		px_postgres_begin_read(base, NULL, &ignored);
}

int
px_postgres_run(void *db, const char *sql, struct px_err *err)
{
	struct px_postgres *base = db;
	PGresult *result;
	int status = 0;

	if (px_postgres_flush(base, NULL, err))
		return -1;
	result = px_postgres_ask(base, sql);
	if (!result || !px_postgres_is_good(result)) {
		status = px_postgres_fail(base, result, err);
		px_postgres_recover(base);
	}
	px_pq.clear(result);
	return status;
}

/* Organizations are copied to every machine where Citus spreads the rest: it changes a copied table only
 * where nothing of the transaction went to several machines at once.  Elsewhere it means nothing. */
#define ONE_BY_ONE "set_config('citus.multi_shard_modify_mode', 'sequential', true)"

/* Writers of one organization come one after the other, and others do not wait for them; who changes what
 * is of no organization (0) is alone. */
static void
begin_text(struct px_postgres *base, int64_t organization, struct px_buf *sql)
{
	px_buf_puts(sql, "BEGIN ISOLATION LEVEL READ COMMITTED; ");
	if (organization)
		px_buf_printf(sql,
			      "SELECT pg_advisory_xact_lock_shared(%d, 0); "
			      "SELECT pg_advisory_xact_lock(%d, %d); ",
			      PX_POSTGRES_LOCK, PX_POSTGRES_LOCK, (int)(organization & 0x7fffffff));
	else
		px_buf_printf(sql, "SELECT pg_advisory_xact_lock(%d, 0), " ONE_BY_ONE "; ",
			      PX_POSTGRES_LOCK);
	if (base->dropped_count)
		px_buf_puts(sql, base->dropped.data);
	px_buf_puts(sql, "SELECT txid_current(), pg_postmaster_start_time()");
}

static void
forget_dropped(struct px_postgres *base)
{
	px_buf_clear(&base->dropped);
	base->dropped_count = 0;
}

static PGresult *
try_begin(struct px_postgres *base, int64_t organization)
{
	struct px_buf sql = PX_BUF_INIT;
	PGresult *result;

	begin_text(base, organization, &sql);
	result = px_postgres_ask(base, sql.data);
	px_buf_release(&sql);
	return result;
}

int
px_postgres_begin(void *db, int64_t organization, struct px_err *err)
{
	struct px_postgres *base = db;
	PGresult *result;
	int status = 0;

	if (base->writing)
		return px_err_set(err, PX_FAILED, _("%s: is being written already"), base->shown);
	if (!base->writes)
		return px_err_set(err, PX_SYSTEM,
				  _("%s: can be read but not written: it was opened to be read"),
				  base->shown);
	result = try_begin(base, organization);
	if (!result) {
		if (px_postgres_regain(base, err))
			return -1;
		result = try_begin(base, organization);
	}
	if (!result || !px_postgres_is_good(result)) {
		status = px_postgres_fail(base, result, err);
		px_postgres_recover(base);
	} else {
		forget_dropped(base);
		base->writing = true;
		base->number = strtoll(px_pq.value(result, 0, 0), NULL, 10);
		snprintf(base->started, sizeof(base->started), "%s", px_pq.value(result, 0, 1));
	}
	px_pq.clear(result);
	return status;
}

void
px_postgres_end(struct px_postgres *base)
{
	base->taken_count = base->taken_row = 0;
	px_postgres_forget(base);
	base->serial++;
	base->writing = base->row = base->spoilt = base->row_spoilt = false;
}

void
px_postgres_rollback(void *db)
{
	struct px_postgres *base = db;
	struct px_buf sql = PX_BUF_INIT;

	px_postgres_await(base);
	if (base->piped)
		px_pq.clear(px_postgres_settle(base, false));
	if (px_pq.transaction(base->conn) != PQTRANS_IDLE && base->writes)
		px_buf_puts(&sql, "ROLLBACK; ");
	px_postgres_discard(base);
	px_postgres_return_ids(base, 0, &sql);
	if (sql.length)
		px_pq.clear(px_postgres_ask(base, sql.data));
	px_buf_release(&sql);
	px_postgres_end(base);
}

static int
publish(void *db, struct px_err *err)
{
	return px_postgres_commit(db, NULL, err);
}

static bool
conflicted(void *db)
{
	return ((struct px_postgres *)db)->conflicted;
}

static int
take_chain(void *db, struct px_err *err)
{
	struct px_postgres *base = db;
	char sql[64];
	PGresult *result;
	int got;

	snprintf(sql, sizeof(sql), "SELECT pg_try_advisory_xact_lock(%d, 0)", PX_POSTGRES_CHAIN);
	result = px_postgres_ask_one(base, sql);
	if (!result || !px_postgres_is_good(result)) {
		got = px_postgres_fail(base, result, err);
		px_postgres_recover(base);
	} else {
		got = *px_pq.value(result, 0, 0) == 't';
	}
	px_pq.clear(result);
	return got;
}

const struct px_engine px_engine_postgres = {
	.name = "postgres",
	.dialect = &px_dialect_postgres,
	.create = px_postgres_create,
	.open = px_postgres_open,
	.twin = px_postgres_twin,
	.close = px_postgres_close,
	.draft = px_postgres_draft,
	.publish = publish,
	.strip = px_postgres_strip,
	.begin = px_postgres_begin,
	.commit = px_postgres_commit,
	.rollback = px_postgres_rollback,
	.conflicted = conflicted,
	.run = px_postgres_run,
	.prepare = px_postgres_prepare,
	.bind_number = px_postgres_bind_number,
	.bind_text = px_postgres_bind_text,
	.bind_borrowed = px_postgres_bind_borrowed,
	.by_pieces = px_postgres_by_pieces,
	.put_off = px_postgres_put_off,
	.step = px_postgres_step,
	.null = px_postgres_null,
	.number = px_postgres_number,
	.text = px_postgres_text,
	.reset = px_postgres_reset,
	.again = px_postgres_again,
	.finalize = px_postgres_finalize,
	.each = px_postgres_each,
	.loading = px_postgres_loading,
	.bulk = px_postgres_bulk,
	.next_ids = px_postgres_next_ids,
	.take_chain = take_chain,
	.check = px_postgres_check,
};
