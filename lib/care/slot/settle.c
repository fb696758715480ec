/*
 * Slots that others stand in the way of: free when nothing does, else busy-unavailable, so that
 * nobody finds what they could not take.
 *
 * What stands in the way of a slot is time of the same person that is taken, buffers included, or as
 * many appointments on its day as its offer allows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "care/slot/part.h"

enum {
	SECONDS_OF_MINUTE = 60,
	SECONDS_OF_QUANTUM = 60 * PX_QUANTUM_MINUTES,
	LONGEST_DAY = 25 * 3600
};

/* The widest of what they offer: how far around a span its neighbours may be. */
#define WIDEST(who)                                                                                \
	"SELECT MAX(\"before\"), MAX(\"every\" + \"after\"), MAX(\"daily\") FROM \"schedule\" "    \
	"WHERE \"organization\" = $1 AND \"" who "\" = $2"
#define NEIGHBOURS(who)                                                                            \
	"SELECT s.\"id\", s.\"start\", s.\"minutes\", s.\"status\", c.\"before\", c.\"after\", "   \
	"c.\"daily\" FROM \"slot\" s JOIN \"schedule\" c "                                         \
	"ON c.\"organization\" = s.\"organization\" AND c.\"id\" = s.\"schedule\" "                \
	"WHERE s.\"organization\" = $1 AND s.\"" who "\" = $2 "                                    \
	"AND s.\"start\" >= $3 AND s.\"start\" <= $4 "                                             \
	"AND s.\"status\" IN ('free', 'busy-unavailable')"
static const char widest_practitioner_sql[] = WIDEST("practitioner");
static const char widest_service_sql[] = WIDEST("service");
static const char of_practitioner_sql[] = NEIGHBOURS("practitioner");
static const char of_service_sql[] = NEIGHBOURS("service");

enum {
	NEIGHBOUR_ID,
	NEIGHBOUR_START,
	NEIGHBOUR_MINUTES,
	NEIGHBOUR_STATUS,
	NEIGHBOUR_BEFORE,
	NEIGHBOUR_AFTER,
	NEIGHBOUR_DAILY,
};

struct settling {
	const struct px_slot_at *at;
	struct px_whose whose;
	struct px_busy busy;
	int64_t before, length; /* in seconds: the longest of what they offer */
	int64_t first, last;    /* instants between which neighbours begin */
	bool daily;
	struct px_slot_ids *ids;
};

static struct px_stmt *
prepare(const struct settling *settling, const char *of_practitioner, const char *of_service,
	struct px_err *err)
{
	struct px_whose whose = settling->whose;
	struct px_stmt *stmt = px_store_prepare(
		settling->at->store, whose.actor < 0 ? of_service : of_practitioner, err);

	if (!stmt)
		return NULL;
	px_bind_number(stmt, 1, whose.organization);
	px_bind_number(stmt, 2, whose.actor < 0 ? -whose.actor : whose.actor);
	return stmt;
}

/* A local day has 25 hours when clocks go back.  What is read too much is found to be right already. */
static int
set_bounds(struct settling *settling, struct px_span span, int64_t start, struct px_err *err)
{
	struct px_stmt *stmt = prepare(settling, widest_practitioner_sql, widest_service_sql, err);
	int got = stmt ? px_stmt_step(stmt, err) : -1;

	if (got > 0) {
		settling->before = px_stmt_number(stmt, 0) * SECONDS_OF_MINUTE;
		settling->length = px_stmt_number(stmt, 1) * SECONDS_OF_MINUTE;
		settling->first = span.first * SECONDS_OF_QUANTUM - settling->length;
		settling->last = span.end * SECONDS_OF_QUANTUM + settling->before;
		settling->daily = !px_stmt_null(stmt, 2);
	}
	if (settling->daily && settling->first > start - LONGEST_DAY)
		settling->first = start - LONGEST_DAY;
	if (settling->daily && settling->last < start + LONGEST_DAY)
		settling->last = start + LONGEST_DAY;
	px_stmt_done(stmt);
	return got > 0 ? 0 : -1;
}

/* All the time that those may take who begin between the two. */
static struct px_span
widest(const struct settling *settling)
{
	return (struct px_span){ (settling->first - settling->before) / SECONDS_OF_QUANTUM - 1,
				 (settling->last + settling->length) / SECONDS_OF_QUANTUM + 1 };
}

static int
look_at(struct settling *settling, struct px_stmt *stmt, struct px_err *err)
{
	bool was_free = strcmp(px_stmt_text(stmt, NEIGHBOUR_STATUS), "free") == 0, is_free;
	struct px_wanted wanted = { .daily = px_stmt_number(stmt, NEIGHBOUR_DAILY) };

	px_instant_parse(px_stmt_text(stmt, NEIGHBOUR_START), &wanted.start);
	wanted.span = px_span_of(wanted.start, px_stmt_number(stmt, NEIGHBOUR_MINUTES),
				 px_stmt_number(stmt, NEIGHBOUR_BEFORE),
				 px_stmt_number(stmt, NEIGHBOUR_AFTER));
	if (px_busy_leaves(settling->at, settling->whose, &settling->busy, &wanted, &is_free, err))
		return -1;
	if (is_free == was_free)
		return 0;
	PX_GROW(settling->ids->items, settling->ids->count, settling->ids->capacity);
	settling->ids->items[settling->ids->count++] = px_stmt_number(stmt, NEIGHBOUR_ID);
	return 0;
}

/* Ids first, since they are written after. */
static int
read_neighbours(struct settling *settling, struct px_err *err)
{
	struct px_stmt *stmt = prepare(settling, of_practitioner_sql, of_service_sql, err);
	char first[PX_INSTANT_SIZE], last[PX_INSTANT_SIZE];
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_instant_format(settling->first, first);
		px_instant_format(settling->last, last);
		px_bind_text(stmt, 3, first);
		px_bind_text(stmt, 4, last);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0)
		if (look_at(settling, stmt, err))
			got = -1;
	px_stmt_done(stmt);
	return got;
}

int
px_slot_unsettled(const struct px_slot_at *at, struct px_whose whose, struct px_span span,
		  int64_t start, struct px_slot_ids *out, struct px_err *err)
{
	struct settling settling = { .at = at, .whose = whose, .busy = PX_BUSY_INIT, .ids = out };
	int result = set_bounds(&settling, span, start, err);

	if (result == 0)
		result = px_busy_read(at, whose, widest(&settling), settling.daily, &settling.busy,
				      err);
	if (result == 0)
		result = read_neighbours(&settling, err);
	px_busy_release(&settling.busy);
	return result;
}

static int
turn(const struct px_slot_at *at, int64_t id, struct px_err *err)
{
	struct px_record slot, schedule;
	bool was_free;

	if (px_slot_read(at, id, &slot, &schedule, err))
		return -1;
	was_free = strcmp(px_record_text(&slot, PX_SLOT_STATUS), "free") == 0;
	if (px_slot_mark(at, &slot, was_free ? "busy-unavailable" : "free", err))
		return -1;
	return was_free ? px_opening_remove(at, &slot, err)
			: px_opening_put(at, &slot, &schedule, err);
}

int
px_slot_settle(const struct px_slot_at *at, struct px_whose whose, struct px_span span,
	       int64_t start, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_slot_ids ids = { NULL, 0, 0 };
	struct px_slot_at there = *at;
	int result = px_slot_unsettled(at, whose, span, start, &ids, err);

	there.arena = &arena;
	for (size_t i = 0; result == 0 && i < ids.count; i++) {
		result = turn(&there, ids.items[i], err);
		px_arena_reset(&arena);
	}
	px_arena_release(&arena);
	free(ids.items);
	return result;
}
