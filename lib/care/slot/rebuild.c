/*
 * The tables of the program's own made anew: claims are kept where they say what appointments say,
 * quanta come from claims, and what is free from both.
 */
#include <stdlib.h>

#include "care/slot/part.h"
#include "model/types_waiting.h"
#include "store/record.h"

/* Of one organization, $1: another's rows may stand on another machine.  Each stays as it is when nothing is
 * wrong with it. */
static const char *const clearings[] = {
	"DELETE FROM \"opening\" WHERE \"organization\" = $1",
	"DELETE FROM \"quantum\" WHERE \"organization\" = $1",
	"DELETE FROM \"claim\" WHERE \"organization\" = $1 AND \"appointment\" IS NOT NULL "
	"AND NOT EXISTS (SELECT 1 FROM \"appointment\" a WHERE a.\"organization\" = $1 "
	"AND a.\"id\" = \"claim\".\"appointment\" AND a.\"slot\" = \"claim\".\"slot\" "
	"AND a.\"status\" <> 'cancelled')",
	"DELETE FROM \"claim\" WHERE \"organization\" = $1 AND \"waiting\" IS NOT NULL "
	"AND NOT EXISTS (SELECT 1 FROM \"waiting\" w WHERE w.\"organization\" = $1 "
	"AND w.\"id\" = \"claim\".\"waiting\" AND w.\"slot\" = \"claim\".\"slot\" "
	"AND w.\"status\" = 'offered')",
	/* In two steps, by numbers that nobody has meanwhile. */
	"UPDATE \"claim\" SET \"daily\" = NULL, \"ordinal\" = 1000000 + \"slot\" WHERE "
	"\"organization\" = $1 AND (SELECT MAX(o.\"ordinal\") - COUNT(*) FROM \"claim\" o "
	"WHERE o.\"organization\" = $1 AND o.\"actor\" = \"claim\".\"actor\" "
	"AND o.\"day\" = \"claim\".\"day\") <> 0",
	"UPDATE \"claim\" SET \"ordinal\" = (SELECT COUNT(*) FROM \"claim\" o "
	"WHERE o.\"organization\" = $1 AND o.\"actor\" = \"claim\".\"actor\" "
	"AND o.\"day\" = \"claim\".\"day\" AND o.\"slot\" <= \"claim\".\"slot\") "
	"WHERE \"organization\" = $1 AND \"ordinal\" > 1000000",
};
static const char homeless_sql[] =
	"SELECT a.\"id\" FROM \"appointment\" a LEFT JOIN \"claim\" c "
	"ON c.\"organization\" = a.\"organization\" AND c.\"slot\" = a.\"slot\" "
	"WHERE a.\"organization\" = $1 AND a.\"status\" <> 'cancelled' AND c.\"slot\" IS NULL "
	"ORDER BY 1";
static const char forgotten_sql[] =
	"SELECT w.\"id\" FROM \"waiting\" w LEFT JOIN \"claim\" c "
	"ON c.\"organization\" = w.\"organization\" AND c.\"slot\" = w.\"slot\" "
	"WHERE w.\"organization\" = $1 AND w.\"status\" = 'offered' AND c.\"slot\" IS NULL "
	"ORDER BY 1";
static const char held_sql[] = "SELECT \"slot\" FROM \"claim\" WHERE \"organization\" = $1 "
			       "AND \"waiting\" IS NOT NULL ORDER BY 1";
static const char claimed_sql[] =
	"SELECT \"slot\" FROM \"claim\" WHERE \"organization\" = $1 ORDER BY 1";
static const char *const statuses[] = {
	"UPDATE \"slot\" SET \"status\" = 'busy' WHERE \"organization\" = $1 AND \"status\" <> "
	"'busy' AND EXISTS (SELECT 1 FROM \"claim\" c WHERE c.\"organization\" = $1 "
	"AND c.\"slot\" = \"slot\".\"id\" AND c.\"appointment\" IS NOT NULL)",
	"UPDATE \"slot\" SET \"status\" = 'busy-tentative' WHERE \"organization\" = $1 "
	"AND \"status\" <> 'busy-tentative' AND EXISTS (SELECT 1 FROM \"claim\" c WHERE "
	"c.\"organization\" = $1 AND c.\"slot\" = \"slot\".\"id\" AND c.\"appointment\" IS NULL)",
	"UPDATE \"slot\" SET \"status\" = 'busy-unavailable' WHERE \"organization\" = $1 "
	"AND \"status\" NOT IN ('closed', 'busy-unavailable') AND NOT EXISTS (SELECT 1 FROM "
	"\"claim\" c WHERE c.\"organization\" = $1 AND c.\"slot\" = \"slot\".\"id\")",
};

static int
run_all(const struct px_slot_at *at, int64_t organization, const char *const *texts, size_t count,
	struct px_err *err)
{
	int got = 0;

	for (size_t i = 0; i < count && got == 0; i++) {
		struct px_stmt *stmt = px_store_prepare(at->store, texts[i], err);

		if (!stmt)
			return -1;
		px_bind_number(stmt, 1, organization);
		got = px_stmt_step(stmt, err);
		px_stmt_done(stmt);
	}
	return got;
}

static int
claim_again(const struct px_slot_at *at, int64_t id, struct px_err *err)
{
	struct px_record appointment, slot, schedule;
	struct px_claim claim = { &slot, &schedule, .appointment = id, .known = true };

	if (px_record_read(at->store, &px_type_appointment, id, at->arena, &appointment, err) != 1)
		return -1;
	return px_slot_read(at, appointment.values[PX_APPOINTMENT_SLOT].number, &slot, &schedule,
			    err) ||
			       px_claim_put(at, &claim, err)
		       ? -1
		       : 0;
}

static int
hold_again(const struct px_slot_at *at, int64_t id, struct px_err *err)
{
	struct px_record waiting, slot, schedule;
	struct px_claim claim = { &slot, &schedule, .waiting = id, .known = true };

	if (px_record_read(at->store, &px_type_waiting, id, at->arena, &waiting, err) != 1)
		return -1;
	claim.until = px_record_instant(&waiting, PX_WAITING_HELD_UNTIL, 0);
	return px_slot_read(at, waiting.values[PX_WAITING_SLOT].number, &slot, &schedule, err) ||
			       px_claim_put(at, &claim, err)
		       ? -1
		       : 0;
}

/* What is held is found when that is over. */
static int
show_held(const struct px_slot_at *at, int64_t id, struct px_err *err)
{
	struct px_record slot, schedule;
	int64_t until;

	return px_slot_read(at, id, &slot, &schedule, err) ||
			       px_claim_until(at, &slot, &until, err) ||
			       px_opening_put(at, &slot, &schedule, err) ||
			       px_opening_hold(at, &slot, until, err)
		       ? -1
		       : 0;
}

static int
take_time(const struct px_slot_at *at, int64_t id, struct px_err *err)
{
	struct px_record slot, schedule;

	return px_slot_read(at, id, &slot, &schedule, err) ||
			       px_quanta_put(at, &slot, &schedule, err)
		       ? -1
		       : 0;
}

typedef int change_one(const struct px_slot_at *at, int64_t id, struct px_err *err);

/* Every number that the query gives. */
static int
read_ids(const struct px_slot_at *at, const char *sql, int64_t organization,
	 struct px_slot_ids *ids, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, sql, err);
	int got = stmt ? 1 : -1;

	if (stmt && organization)
		px_bind_number(stmt, 1, organization);
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		PX_GROW(ids->items, ids->count, ids->capacity);
		ids->items[ids->count++] = px_stmt_number(stmt, 0);
	}
	px_stmt_done(stmt);
	return got;
}

/* For each number that the query gives, all of which are read first. */
static int
for_each(const struct px_slot_at *at, const char *sql, int64_t organization, change_one *change,
	 struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_slot_ids ids = { NULL, 0, 0 };
	struct px_slot_at there = *at;
	int got = read_ids(at, sql, organization, &ids, err);

	there.arena = &arena;
	for (size_t i = 0; got == 0 && i < ids.count; i++) {
		got = change(&there, ids.items[i], err);
		px_arena_reset(&arena);
	}
	px_arena_release(&arena);
	free(ids.items);
	return got;
}

static int
settle_everyone(const struct px_slot_at *at, struct px_err *err)
{
	struct px_everyone everyone = { NULL, 0, 0 };
	int result = px_slot_everyone(at, &everyone, err);

	for (size_t i = 0; result == 0 && i < everyone.count; i++)
		result = px_slot_settle(at, everyone.items[i], px_span_all, 0, err);
	free(everyone.items);
	return result;
}

static int
rebuild_one(const struct px_slot_at *at, int64_t organization, struct px_err *err)
{
	return run_all(at, organization, clearings, PX_COUNT(clearings), err) ||
			       for_each(at, homeless_sql, organization, claim_again, err) ||
			       for_each(at, forgotten_sql, organization, hold_again, err) ||
			       for_each(at, claimed_sql, organization, take_time, err) ||
			       run_all(at, organization, statuses, PX_COUNT(statuses), err)
		       ? -1
		       : 0;
}

static int
show_all_held(const struct px_slot_at *at, int64_t organization, struct px_err *err)
{
	return for_each(at, held_sql, organization, show_held, err);
}

static int
in_each(const struct px_slot_at *at, change_one *change, struct px_err *err)
{
	return for_each(at, "SELECT \"id\" FROM \"organization\" ORDER BY \"id\"", 0, change, err);
}

int
px_slot_rebuild(const struct px_slot_at *at, struct px_err *err)
{
	return in_each(at, rebuild_one, err) || settle_everyone(at, err) ||
			       in_each(at, show_all_held, err)
		       ? -1
		       : 0;
}
