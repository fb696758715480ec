/*
 * A slot taken or held: its claim, its quanta, and what stands in its way.
 *
 * What is refused is refused by the database: the terms are conditions on the claim's row, an overlap is
 * a quantum that is there already.  What is said of it is looked for only then.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/zone.h"
#include "care/slot/part.h"
#include "store/record.h"

enum { SECONDS_OF_MINUTE = 60, MINUTES_OF_A_DAY = 24 * 60, LONGEST = 3 * 24 * 3600 };

static const char ordinal_sql[] =
	"SELECT \"ordinal\" FROM \"claim\" WHERE \"organization\" = $1 AND \"actor\" = $2 "
	"AND \"day\" = $3 ORDER BY \"ordinal\"";
static const char claim_sql[] =
	"INSERT INTO \"claim\" (\"organization\", \"slot\", \"actor\", \"appointment\", "
	"\"waiting\", "
	"\"until\", \"made\", \"opens\", \"closes\", \"day\", \"ordinal\", \"daily\", \"asked\", "
	"\"audience\") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
static const char unclaim_sql[] =
	"DELETE FROM \"claim\" WHERE \"organization\" = $1 AND \"slot\" = $2";
static const char quantum_sql[] =
	"INSERT INTO \"quantum\" (\"organization\", \"actor\", \"quantum\", \"slot\") "
	"VALUES ($1, $2, $3, $4)";
static const char give_back_sql[] =
	"DELETE FROM \"quantum\" WHERE \"organization\" = $1 AND \"actor\" = $2 "
	"AND \"quantum\" >= $3 AND \"quantum\" < $4 AND \"slot\" = $5";
static const char taken_sql[] =
	"SELECT 1 FROM \"quantum\" WHERE \"organization\" = $1 AND \"actor\" = $2 "
	"AND \"quantum\" >= $3 AND \"quantum\" < $4 LIMIT 1";
#define NEIGHBOURS(who)                                                                            \
	"SELECT s.\"id\", s.\"start\", s.\"minutes\", c.\"before\", c.\"after\" FROM \"slot\" s "  \
	"JOIN \"schedule\" c ON c.\"organization\" = s.\"organization\" "                          \
	"AND c.\"id\" = s.\"schedule\" WHERE s.\"organization\" = $1 AND s.\"" who "\" = $2 "      \
	"AND s.\"start\" >= $3 AND s.\"start\" <= $4 AND s.\"id\" <> $5 "                          \
	"AND s.\"status\" IN ('free', 'busy-unavailable')"
static const char of_practitioner_sql[] = NEIGHBOURS("practitioner");
static const char of_service_sql[] = NEIGHBOURS("service");
static const char mark_sql[] =
	"UPDATE \"slot\" SET \"status\" = $3 WHERE \"organization\" = $1 AND \"id\" = $2";

/* Quanta from first to before end. */
struct span {
	int64_t first, end;
};

static struct span
span_between(int64_t start, int64_t end)
{
	return (struct span){ start / PX_QUANTUM_MINUTES,
			      (end + PX_QUANTUM_MINUTES - 1) / PX_QUANTUM_MINUTES };
}

static struct span
span_of(const struct px_record *slot, const struct px_record *schedule)
{
	int64_t start = px_slot_instant(slot, PX_SLOT_START) / SECONDS_OF_MINUTE;

	return span_between(start - schedule->values[PX_SCHEDULE_BEFORE].number,
			    start + slot->values[PX_SLOT_MINUTES].number +
				    schedule->values[PX_SCHEDULE_AFTER].number);
}

static int64_t
actor_of(const struct px_record *slot)
{
	return px_slot_actor(slot, PX_SLOT_PRACTITIONER, PX_SLOT_SERVICE);
}

int
px_slot_read(const struct px_slot_at *at, int64_t id, struct px_record *slot,
	     struct px_record *schedule, struct px_err *err)
{
	int got = px_record_read(at->store, &px_type_slot, id, at->arena, slot, err);

	if (got == 0)
		return px_err_set(err, PX_NOT_FOUND, _("slot %lld: there is none"), (long long)id);
	if (got < 0)
		return -1;
	return px_record_read(at->store, &px_type_schedule, slot->values[PX_SLOT_SCHEDULE].number,
			      at->arena, schedule, err) == 1
		       ? 0
		       : -1;
}

int
px_slot_mark(const struct px_slot_at *at, int64_t slot, const char *status, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, mark_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, slot);
	px_bind_text(stmt, 3, status);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

/* Is any of these quanta taken? */
static int
is_taken(const struct px_slot_at *at, int64_t actor, const struct span *span, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, taken_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, actor);
	px_bind_number(stmt, 3, span->first);
	px_bind_number(stmt, 4, span->end);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

/*
 * Other slots of the same person: free when nothing stands in their way, else busy-unavailable.
 */
enum { NEIGHBOUR_ID, NEIGHBOUR_START, NEIGHBOUR_MINUTES, NEIGHBOUR_BEFORE, NEIGHBOUR_AFTER };

struct ids {
	int64_t *items;
	size_t count, capacity;
};

static struct span
span_of_neighbour(struct px_stmt *stmt)
{
	int64_t instant = 0, start;

	px_instant_parse(px_stmt_text(stmt, NEIGHBOUR_START), &instant);
	start = instant / SECONDS_OF_MINUTE;
	return span_between(start - px_stmt_number(stmt, NEIGHBOUR_BEFORE),
			    start + px_stmt_number(stmt, NEIGHBOUR_MINUTES) +
				    px_stmt_number(stmt, NEIGHBOUR_AFTER));
}

/* Those whose time, buffers included, meets this span; ids first, since they are written after. */
static int
read_neighbours(const struct px_slot_at *at, const struct px_record *slot, const struct span *span,
		struct ids *out, struct px_err *err)
{
	int64_t actor = actor_of(slot), start = px_slot_instant(slot, PX_SLOT_START);
	struct px_stmt *stmt =
		px_store_prepare(at->store, actor < 0 ? of_service_sql : of_practitioner_sql, err);
	char first[PX_INSTANT_SIZE], last[PX_INSTANT_SIZE];
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_instant_format(start - LONGEST, first);
		px_instant_format(start + LONGEST, last);
		px_bind_number(stmt, 1, at->organization);
		px_bind_number(stmt, 2, actor < 0 ? -actor : actor);
		px_bind_text(stmt, 3, first);
		px_bind_text(stmt, 4, last);
		px_bind_number(stmt, 5, slot->values[PX_F_ID].number);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		struct span other = span_of_neighbour(stmt);

		if (other.first >= span->end || other.end <= span->first)
			continue;
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = px_stmt_number(stmt, NEIGHBOUR_ID);
	}
	px_stmt_done(stmt);
	return got;
}

static int
settle_neighbour(const struct px_slot_at *at, int64_t id, struct px_err *err)
{
	struct px_record slot, schedule;
	struct span span;
	bool was_free;
	int taken;

	if (px_slot_read(at, id, &slot, &schedule, err))
		return -1;
	span = span_of(&slot, &schedule);
	was_free = strcmp(px_record_text(&slot, PX_SLOT_STATUS), "free") == 0;
	taken = is_taken(at, actor_of(&slot), &span, err);
	if (taken < 0 || was_free == !taken)
		return taken < 0 ? -1 : 0;
	if (px_slot_mark(at, id, taken ? "busy-unavailable" : "free", err))
		return -1;
	return taken ? px_opening_remove(at, &slot, err) : px_opening_put(at, &slot, err);
}

static int
settle_neighbours(const struct px_slot_at *at, const struct px_record *slot,
		  const struct px_record *schedule, struct px_err *err)
{
	struct span span = span_of(slot, schedule);
	struct ids ids = { NULL, 0, 0 };
	int result = read_neighbours(at, slot, &span, &ids, err);

	for (size_t i = 0; result == 0 && i < ids.count; i++)
		result = settle_neighbour(at, ids.items[i], err);
	free(ids.items);
	return result;
}

/*
 * Making one.
 */
static int64_t
local_day(const struct px_slot_at *at, const struct px_record *slot)
{
	return px_date_days(
		px_zone_local(at->world->zone, px_slot_instant(slot, PX_SLOT_START)).date);
}

/* The lowest number of the day that nobody has. */
static int
free_ordinal(const struct px_slot_at *at, int64_t actor, int64_t day, int64_t *ordinal,
	     struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, ordinal_sql, err);
	int got = stmt ? 1 : -1;

	*ordinal = 1;
	if (stmt) {
		px_bind_number(stmt, 1, at->organization);
		px_bind_number(stmt, 2, actor);
		px_bind_number(stmt, 3, day);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0 &&
	       px_stmt_number(stmt, 0) == *ordinal)
		++*ordinal;
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

static void
bind_or_null(struct px_stmt *stmt, int place, int64_t number)
{
	if (number)
		px_bind_number(stmt, place, number);
	else
		px_bind_null(stmt, place);
}

static void
bind_terms(struct px_stmt *stmt, const struct px_slot_at *at, const struct px_claim *claim)
{
	const struct px_value *terms = claim->schedule->values;
	int64_t start = px_slot_instant(claim->slot, PX_SLOT_START) / SECONDS_OF_MINUTE;
	int64_t horizon = terms[PX_SCHEDULE_HORIZON].number;

	px_bind_number(stmt, 7, at->world->now / SECONDS_OF_MINUTE);
	px_bind_number(stmt, 8, horizon ? start - horizon * MINUTES_OF_A_DAY : 0);
	px_bind_number(stmt, 9, start - terms[PX_SCHEDULE_NOTICE].number);
	bind_or_null(stmt, 12, terms[PX_SCHEDULE_DAILY].number);
	px_bind_number(stmt, 13, claim->asked);
	px_bind_number(stmt, 14,
		       px_slot_rank(px_audiences, px_record_text(claim->slot, PX_SLOT_AUDIENCE)));
}

static int
put_claim(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err)
{
	int64_t actor = actor_of(claim->slot), day = local_day(at, claim->slot), ordinal;
	struct px_stmt *stmt;
	int got;

	if (free_ordinal(at, actor, day, &ordinal, err))
		return -1;
	stmt = px_store_prepare(at->store, claim_sql, err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, claim->slot->values[PX_F_ID].number);
	px_bind_number(stmt, 3, actor);
	bind_or_null(stmt, 4, claim->appointment);
	bind_or_null(stmt, 5, claim->waiting);
	bind_or_null(stmt, 6, claim->until / SECONDS_OF_MINUTE);
	bind_terms(stmt, at, claim);
	px_bind_number(stmt, 10, day);
	px_bind_number(stmt, 11, ordinal);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static int
put_quanta(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err)
{
	struct span span = span_of(claim->slot, claim->schedule);
	struct px_stmt *stmt = px_store_prepare(at->store, quantum_sql, err);
	int got = stmt ? 0 : -1;

	for (int64_t quantum = span.first; got == 0 && quantum < span.end; quantum++) {
		px_bind_number(stmt, 1, at->organization);
		px_bind_number(stmt, 2, actor_of(claim->slot));
		px_bind_number(stmt, 3, quantum);
		px_bind_number(stmt, 4, claim->slot->values[PX_F_ID].number);
		got = px_stmt_step(stmt, err);
		if (got == 0)
			px_stmt_again(stmt);
	}
	px_stmt_done(stmt);
	return got;
}

/* The words for a quantum or a slot that somebody has; other refusals have theirs in the registry. */
static int
say_taken(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err)
{
	struct px_err broken = err ? *err : (struct px_err)PX_ERR_INIT;
	struct span span = span_of(claim->slot, claim->schedule);

	if (broken.code != PX_CONFLICT)
		return -1;
	if (is_taken(at, actor_of(claim->slot), &span, err) == 1)
		return px_err_set(err, PX_CONFLICT, _("slot %lld is taken"),
				  (long long)claim->slot->values[PX_F_ID].number);
	if (err)
		*err = broken;
	px_err_prefix(err, _("slot %lld"), (long long)claim->slot->values[PX_F_ID].number);
	return -1;
}

static int
check_status(const struct px_record *slot, struct px_err *err)
{
	const char *status = px_record_text(slot, PX_SLOT_STATUS);
	int64_t id = slot->values[PX_F_ID].number;

	if (strcmp(status, "closed") == 0)
		return px_err_set(err, PX_CONFLICT, _("slot %lld is closed"), (long long)id);
	if (strcmp(status, "free") != 0)
		return px_err_set(err, PX_CONFLICT, _("slot %lld is taken"), (long long)id);
	return 0;
}

int
px_slot_check(const struct px_slot_at *at, int64_t slot, struct px_err *err)
{
	struct px_record record, schedule;

	return px_slot_read(at, slot, &record, &schedule, err) || check_status(&record, err) ? -1
											     : 0;
}

int
px_claim_make(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err)
{
	int64_t id = claim->slot->values[PX_F_ID].number;

	if (check_status(claim->slot, err))
		return -1;
	if (put_claim(at, claim, err) || put_quanta(at, claim, err))
		return say_taken(at, claim, err);
	if (px_slot_mark(at, id, claim->appointment ? "busy" : "busy-tentative", err) ||
	    px_opening_remove(at, claim->slot, err))
		return -1;
	return settle_neighbours(at, claim->slot, claim->schedule, err);
}

static int
run_two(const struct px_slot_at *at, const char *sql, int64_t slot, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, slot);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static int
give_back(const struct px_slot_at *at, const struct px_record *slot,
	  const struct px_record *schedule, struct px_err *err)
{
	struct span span = span_of(slot, schedule);
	struct px_stmt *stmt = px_store_prepare(at->store, give_back_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, actor_of(slot));
	px_bind_number(stmt, 3, span.first);
	px_bind_number(stmt, 4, span.end);
	px_bind_number(stmt, 5, slot->values[PX_F_ID].number);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

int
px_claim_release(const struct px_slot_at *at, const struct px_record *slot,
		 const struct px_record *schedule, struct px_err *err)
{
	int64_t id = slot->values[PX_F_ID].number;

	if (run_two(at, unclaim_sql, id, err) || give_back(at, slot, schedule, err) ||
	    px_slot_mark(at, id, "free", err) || px_opening_put(at, slot, err))
		return -1;
	return settle_neighbours(at, slot, schedule, err);
}
