#include "store/store.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "model/field.h"
#include "store/guard.h"
#include "store/inner.h"

enum { KEPT_STMTS = 400 }; /* statements kept idle; a long import makes a few dozen texts */

static void
log_text(struct px_store *store, const char *sql)
{
	char *line;

	if (store->log < 0)
		return;
	line = px_asprintf("%s\n", sql);
	for (char *p = line; p[1]; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	/* One call a line: several programs write the same file.  A failure shows as a missing text. */
	if (write(store->log, line, strlen(line)) < 0) {
		close(store->log);
		store->log = -1;
	}
	free(line);
}

static void
drop_stmt(struct px_store *store, struct px_stmt *stmt)
{
	store->engine->finalize(stmt->handle);
	store->stmt_count--;
	free(stmt->sql);
	free(stmt);
}

/* Drop the statements that nobody steps; all of them when the store closes. */
static void
drop_stmts(struct px_store *store, bool all)
{
	for (size_t i = 0; i < PX_STMT_BUCKETS; i++) {
		struct px_stmt **link = &store->stmts[i];

		while (*link) {
			struct px_stmt *stmt = *link;

			if (stmt->busy && !all) {
				link = &stmt->next;
				continue;
			}
			*link = stmt->next;
			drop_stmt(store, stmt);
		}
	}
}

int
px_store_publish(struct px_store *store, struct px_err *err)
{
	store->writing = false;
	drop_stmts(store, true);
	return store->engine->publish(store->db, err);
}

static void
free_texts(struct px_store *store)
{
	for (size_t i = 0; store->texts && i < px_type_count; i++) {
		free(store->texts[i].insert);
		free(store->texts[i].read);
		free(store->texts[i].read_home);
		if (store->texts[i].whole)
			px_select_release(store->texts[i].whole);
		free(store->texts[i].whole);
	}
	free(store->texts);
}

void
px_store_close(struct px_store *store)
{
	if (!store)
		return;
	px_store_rollback(store);
	drop_stmts(store, true);
	free_texts(store);
	px_slugs_forget(store);
	store->engine->close(store->db);
	if (store->log >= 0)
		close(store->log);
	free(store->location);
	free(store->shown);
	free(store->actor);
	free(store->seed);
	px_operation_forget(store);
	free(store);
}

const char *
px_store_location(const struct px_store *store)
{
	return store->shown;
}

const char *
px_store_address(const struct px_store *store)
{
	return store->location;
}

void
px_store_identify(struct px_store *store, const char *actor, int64_t now, const char *seed)
{
	free(store->actor);
	free(store->seed);
	store->actor = px_strdup(actor);
	store->seed = seed ? px_strdup(seed) : NULL;
	store->now = now;
	px_operation_forget(store);
}

void
px_store_set_me(struct px_store *store, int64_t practitioner)
{
	store->me = practitioner;
}

int64_t
px_store_now(const struct px_store *store)
{
	return store->now;
}

struct px_texts *
px_store_texts(struct px_store *store, const struct px_type *type)
{
	if (!store->texts)
		store->texts = px_calloc(px_type_count, sizeof(*store->texts));
	for (size_t i = 0; i < px_type_count; i++)
		if (px_types[i] == type)
			return &store->texts[i];
	return NULL;
}

/*
 * Transactions.
 */

void
px_store_set_home(struct px_store *store, int64_t organization)
{
	store->home = organization;
}

static int
begin(struct px_store *store, int64_t organization, struct px_err *err)
{
	if (store->engine->begin(store->db, organization, err))
		return -1;
	store->writing = true;
	store->last_seq = -1;
	store->chained = PX_CHAIN_UNKNOWN;
	px_slugs_forget(store);
	return 0;
}

int
px_store_begin(struct px_store *store, struct px_err *err)
{
	return begin(store, store->home, err);
}

int
px_store_begin_alone(struct px_store *store, struct px_err *err)
{
	return begin(store, 0, err);
}

int
px_store_commit(struct px_store *store, struct px_err *err)
{
	int result;

	store->writing = false;
	result = store->engine->commit(store->db, store->operation, err);
	px_guard_turn(store, result == 0 ? PX_TURN_COMMITTED : PX_TURN_ROLLED_BACK);
	return result;
}

bool
px_store_conflicted(const struct px_store *store)
{
	return store->engine->conflicted && store->engine->conflicted(store->db);
}

void
px_store_rollback(struct px_store *store)
{
	if (!store || !store->writing)
		return;
	store->writing = false;
	store->engine->rollback(store->db);
	px_guard_turn(store, PX_TURN_ROLLED_BACK);
}

int
px_store_must_write(const struct px_store *store, struct px_err *err)
{
	if (store->writing)
		return 0;
	return px_err_set(err, PX_FAILED, _("%s: written outside a transaction"), store->shown);
}

int
px_store_savepoint(struct px_store *store, struct px_err *err)
{
	px_guard_turn(store, PX_TURN_MARK);
	return px_store_run(store, "SAVEPOINT px_row", err);
}

int
px_store_savepoint_release(struct px_store *store, struct px_err *err)
{
	return px_store_run(store, "RELEASE SAVEPOINT px_row", err);
}

int
px_store_savepoint_undo(struct px_store *store, struct px_err *err)
{
	store->last_seq = -1; /* the journal's last lines may be among what is undone */
	store->chained = PX_CHAIN_UNKNOWN; /* and so may its lock */
	px_guard_turn(store, PX_TURN_UNDONE);
	if (px_store_run(store, "ROLLBACK TO SAVEPOINT px_row", err))
		return -1;
	return px_store_savepoint_release(store, err);
}

/*
 * Statements.
 */

static struct px_stmt *
find_stmt(struct px_store *store, const char *sql, uint64_t hash)
{
	struct px_stmt *stmt = store->stmts[hash % PX_STMT_BUCKETS];

	while (stmt && (stmt->busy || stmt->hash != hash || strcmp(stmt->sql, sql) != 0))
		stmt = stmt->next;
	return stmt;
}

static struct px_stmt *
make_stmt(struct px_store *store, const char *sql, uint64_t hash, struct px_err *err)
{
	struct px_stmt **bucket = &store->stmts[hash % PX_STMT_BUCKETS], *stmt;
	void *handle;

	handle = store->engine->prepare(store->db, sql, err);
	if (!handle)
		return NULL;
	log_text(store, sql);
	if (store->stmt_count >= KEPT_STMTS)
		drop_stmts(store, false);
	stmt = px_calloc(1, sizeof(*stmt));
	stmt->store = store;
	stmt->handle = handle;
	stmt->sql = px_strdup(sql);
	stmt->hash = hash;
	stmt->next = *bucket;
	*bucket = stmt;
	store->stmt_count++;
	return stmt;
}

struct px_stmt *
px_store_prepare(struct px_store *store, const char *sql, struct px_err *err)
{
	uint64_t hash = px_digest(sql, strlen(sql));
	struct px_stmt *stmt = find_stmt(store, sql, hash);

	if (!stmt)
		stmt = make_stmt(store, sql, hash, err);
	if (stmt)
		stmt->busy = true;
	return stmt;
}

void
px_bind_number(struct px_stmt *stmt, int place, int64_t number)
{
	stmt->store->engine->bind_number(stmt->handle, place, number);
}

void
px_bind_text(struct px_stmt *stmt, int place, const char *text)
{
	stmt->store->engine->bind_text(stmt->handle, place, text);
}

void
px_bind_borrowed(struct px_stmt *stmt, int place, const char *text, size_t length)
{
	stmt->store->engine->bind_borrowed(stmt->handle, place, text, length);
}

void
px_bind_null(struct px_stmt *stmt, int place)
{
	stmt->store->engine->bind_text(stmt->handle, place, NULL);
}

void
px_stmt_put_off(struct px_stmt *stmt)
{
	if (stmt->store->engine->put_off)
		stmt->store->engine->put_off(stmt->handle);
}

void
px_stmt_by_pieces(struct px_stmt *stmt)
{
	if (stmt->store->engine->by_pieces)
		stmt->store->engine->by_pieces(stmt->handle);
}

int
px_stmt_step(struct px_stmt *stmt, struct px_err *err)
{
	struct px_broken *broken = &stmt->store->broken;
	int got;

	broken->breach = PX_BREACH_NONE;
	got = stmt->store->engine->step(stmt->handle, broken, err);
	if (got < 0 && broken->breach != PX_BREACH_NONE)
		px_broken_say(broken, err);
	return got;
}

bool
px_stmt_null(struct px_stmt *stmt, int column)
{
	return stmt->store->engine->null(stmt->handle, column);
}

int64_t
px_stmt_number(struct px_stmt *stmt, int column)
{
	return stmt->store->engine->number(stmt->handle, column);
}

const char *
px_stmt_text(struct px_stmt *stmt, int column)
{
	return stmt->store->engine->text(stmt->handle, column);
}

void
px_stmt_again(struct px_stmt *stmt)
{
	stmt->store->engine->again(stmt->handle);
}

void
px_stmt_done(struct px_stmt *stmt)
{
	if (!stmt)
		return;
	stmt->store->engine->reset(stmt->handle);
	stmt->busy = false;
}

int
px_store_run(struct px_store *store, const char *sql, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, sql, err);
	int got = 1;

	while (stmt && got > 0)
		got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return stmt && got == 0 ? 0 : -1;
}

int
px_store_each(struct px_store *store, const char *columns, const char *rest, const int64_t *bound,
	      size_t count, px_store_take *take, void *data, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;

	px_buf_printf(&sql, "SELECT %s %s", columns, rest);
	log_text(store, sql.data);
	px_buf_release(&sql);
	return store->engine->each(store->db, columns, rest, bound, count, take, data, err);
}

int
px_store_next_ids(struct px_store *store, const char *type, int64_t count, int64_t *first,
		  struct px_err *err)
{
	return store->engine->next_ids(store, type, count, first, err);
}

int
px_store_check(struct px_store *store, void (*say)(const char *line, void *data), void *data,
	       struct px_err *err)
{
	return store->engine->check(store->db, say, data, err);
}
