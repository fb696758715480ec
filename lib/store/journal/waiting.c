/*
 * Lines that wait for their place in the chain.
 *
 * The chain's last line is one that every writer would have to wait for.  Where several write at once,
 * only the one that gets the chain without waiting links lines to it: those that wait first, then its
 * own.  The others leave theirs in `journal_waiting`, in the same transaction as what they changed.
 * The order of what one organization wrote is kept: its writers come one after the other.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/journal/part.h"

#define COLUMNS                                                                                    \
	"\"line\", \"at\", \"actor\", \"operation\", \"organization\", \"type\", \"uid\", "        \
	"\"before\", \"after\", \"digest\""

enum { TOGETHER = 1000 }; /* lines moved at a time */

static const char insert_sql[] =
	"INSERT INTO \"journal_waiting\" (\"at\", \"actor\", \"operation\", \"organization\", "
	"\"type\", \"uid\", \"before\", \"after\", \"digest\") "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
static const char read_sql[] = "SELECT " COLUMNS " FROM \"journal_waiting\" ORDER BY \"line\"";
static const char some_sql[] =
	"SELECT " COLUMNS " FROM \"journal_waiting\" ORDER BY \"line\" LIMIT 1000";
static const char remove_sql[] =
	"DELETE FROM \"journal_waiting\" WHERE \"organization\" = $1 AND \"line\" = $2";
static const char count_sql[] = "SELECT COUNT(*) FROM \"journal_waiting\"";

static bool
never_waits(const struct px_store *store)
{
	return !store->engine->take_chain;
}

static const char *
kept(struct px_arena *arena, const char *text)
{
	return text ? px_arena_strdup(arena, text) : NULL;
}

static struct px_journal_line
copy_line(const struct px_journal_line *line, struct px_arena *arena)
{
	struct px_journal_line copy = *line;

	copy.at = kept(arena, line->at);
	copy.actor = kept(arena, line->actor);
	copy.operation = kept(arena, line->operation);
	copy.type = kept(arena, line->type);
	copy.uid = kept(arena, line->uid);
	copy.before = kept(arena, line->before);
	copy.after = kept(arena, line->after);
	copy.digest = kept(arena, line->digest);
	return copy;
}

/* The oldest that wait, at most TOGETHER: how many, or -1. */
static int
read_some(struct px_store *store, struct px_journal_line lines[TOGETHER], struct px_arena *arena,
	  struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, some_sql, err);
	int got = stmt ? 1 : -1, count = 0;

	while (got > 0 && count < TOGETHER && (got = px_stmt_step(stmt, err)) > 0) {
		struct px_journal_line line = px_line_read(stmt);

		lines[count++] = copy_line(&line, arena);
	}
	px_stmt_done(stmt);
	return got < 0 ? -1 : count;
}

static int
remove_line(struct px_store *store, const struct px_journal_line *line, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, remove_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_stmt_put_off(stmt); /* others wait for the chain, not for this */
	px_bind_number(stmt, 1, line->organization);
	px_bind_number(stmt, 2, line->seq);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

/* How many were moved: fewer than TOGETHER when there are no more. */
static int
move_some(struct px_store *store, struct px_err *err)
{
	struct px_journal_line *lines = px_calloc(TOGETHER, sizeof(*lines));
	struct px_arena arena = PX_ARENA_INIT;
	int count = read_some(store, lines, &arena, err), result = count;

	for (int i = 0; result >= 0 && i < count; i++)
		if (remove_line(store, &lines[i], err) || px_line_append(store, &lines[i], err))
			result = -1;
	px_arena_release(&arena);
	free(lines);
	return result;
}

static int
move_all(struct px_store *store, struct px_err *err)
{
	int moved = px_journal_head(store, err) ? -1 : TOGETHER;

	while (moved == TOGETHER)
		moved = move_some(store, err);
	return moved < 0 ? -1 : 0;
}

int
px_chain_enter(struct px_store *store, struct px_err *err)
{
	if (never_waits(store))
		return 1;
	if (store->chained == PX_CHAIN_UNKNOWN) {
		int taken = store->engine->take_chain(store->db, err);

		if (taken < 0 || (taken && move_all(store, err)))
			return -1;
		store->chained = taken ? PX_CHAIN_OURS : PX_CHAIN_OTHERS;
	}
	return store->chained == PX_CHAIN_OURS;
}

int
px_line_wait(struct px_store *store, const struct px_journal_line *line, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, insert_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, line->at);
	px_bind_text(stmt, 2, line->actor);
	px_bind_text(stmt, 3, line->operation);
	px_bind_number(stmt, 4, line->organization);
	px_bind_text(stmt, 5, line->type);
	px_bind_text(stmt, 6, line->uid);
	px_bind_text(stmt, 7, line->before);
	px_bind_text(stmt, 8, line->after);
	px_bind_text(stmt, 9, line->digest);
	px_stmt_put_off(stmt);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

int
px_waiting_count(struct px_store *store, int64_t *count, struct px_err *err)
{
	struct px_stmt *stmt;
	int got;

	*count = 0;
	if (never_waits(store))
		return 0;
	stmt = px_store_prepare(store, count_sql, err);
	got = stmt ? px_stmt_step(stmt, err) : -1;
	if (got > 0)
		*count = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got > 0 ? 0 : -1;
}

/* The line as it would follow the last one, which moves on to it. */
static void
place_line(struct px_journal_line *line, int64_t *seq, char chain[PX_HASH_SIZE])
{
	char next[PX_HASH_SIZE];

	px_line_chain(chain, line->digest, next);
	memcpy(chain, next, PX_HASH_SIZE);
	line->seq = ++*seq;
	line->chain = chain;
}

int
px_waiting_read(struct px_store *store, int64_t from, const char *uid, px_journal_take *take,
		void *data, struct px_err *err)
{
	char chain[PX_HASH_SIZE];
	struct px_stmt *stmt;
	int64_t seq;
	int got = 1;

	if (never_waits(store))
		return 0;
	store->last_seq = -1;
	if (px_journal_head(store, err))
		return -1;
	seq = store->last_seq;
	memcpy(chain, store->last_chain, sizeof(chain));
	stmt = px_store_prepare(store, read_sql, err);
	if (!stmt)
		return -1;
	px_stmt_by_pieces(stmt);
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		struct px_journal_line line = px_line_read(stmt);

		place_line(&line, &seq, chain);
		if (line.seq >= from && (!uid || strcmp(line.uid, uid) == 0) &&
		    take(&line, data, err))
			got = -1;
	}
	px_stmt_done(stmt);
	return got;
}

/*
 * For good.
 */
enum { TRIES = 1000, PAUSE_NS = 10000000 }; /* of a hundredth of a second: 10 s */

static int
busy(const struct px_store *store, struct px_err *err)
{
	return px_err_set(err, PX_BUSY,
			  _("%s: another program is writing to the journal: try again later"),
			  store->location);
}

/* 1 when it is done. */
static int
settle_once(struct px_store *store, struct px_err *err)
{
	int entered;

	if (px_store_begin(store, err))
		return -1;
	entered = px_chain_enter(store, err);
	if (entered > 0)
		return px_store_commit(store, err) ? -1 : 1;
	px_store_rollback(store);
	return entered;
}

static int
settle(struct px_store *store, struct px_err *err)
{
	const struct timespec pause = { 0, PAUSE_NS };
	int settled = settle_once(store, err);

	for (int i = 0; settled == 0 && i < TRIES; i++) {
		nanosleep(&pause, NULL);
		settled = settle_once(store, err);
	}
	return settled ? (settled < 0 ? -1 : 0) : busy(store, err);
}

/* In the caller's transaction, which waits for nobody. */
static int
settle_within(struct px_store *store, int64_t waiting, struct px_err *err)
{
	int entered = px_chain_enter(store, err);

	return entered ? (entered < 0 ? -1 : 0) : waiting ? busy(store, err) : 0;
}

int
px_journal_settle(struct px_store *store, struct px_err *err)
{
	struct px_err ignored = PX_ERR_INIT;
	struct px_store *writer;
	int64_t waiting;

	if (never_waits(store))
		return 0;
	if (px_waiting_count(store, &waiting, err))
		return -1;
	if (store->writing)
		return settle_within(store, waiting, err);
	if (!waiting)
		return 0;
	if (!store->reads)
		return settle(store, err);
	writer = px_store_open(store->location, PX_ACCESS_WRITE, &ignored);
	if (writer)
		settle_once(writer, &ignored); /* who reads waits for nobody */
	px_store_close(writer);
	return 0;
}
