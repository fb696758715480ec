/*
 * A slot taken or held: its claim, and its quanta.
 *
 * What is refused is refused by the database: the terms are conditions on the claim's row, an overlap is
 * a quantum that is there already.  What is said of it is looked for only then.
 */
#include <string.h>

#include "base/i18n.h"
#include "care/slot/part.h"
#include "store/record.h"

enum { SECONDS_OF_MINUTE = 60 };

static const char ordinal_sql[] =
	"SELECT MAX(\"ordinal\") FROM \"claim\" WHERE \"organization\" = $1 AND \"actor\" = $2 "
	"AND \"day\" = $3";
static const char claim_sql[] =
	"INSERT INTO \"claim\" (\"organization\", \"slot\", \"actor\", \"appointment\", "
	"\"waiting\", "
	"\"until\", \"made\", \"opens\", \"closes\", \"day\", \"ordinal\", \"daily\", \"asked\", "
	"\"audience\") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
static const char unclaim_sql[] =
	"DELETE FROM \"claim\" WHERE \"organization\" = $1 AND \"slot\" = $2 "
	"RETURNING \"day\", \"ordinal\"";
static const char close_up_sql[] =
	"UPDATE \"claim\" SET \"ordinal\" = $4 WHERE \"organization\" = $1 AND \"actor\" = $2 "
	"AND \"day\" = $3 AND \"ordinal\" > $4 AND \"ordinal\" = (SELECT MAX(\"ordinal\") "
	"FROM \"claim\" WHERE \"organization\" = $1 AND \"actor\" = $2 AND \"day\" = $3)";
static const char quantum_sql[] =
	"INSERT INTO \"quantum\" (\"organization\", \"actor\", \"quantum\", \"slot\") "
	"VALUES ($1, $2, $3, $4)";
static const char give_back_sql[] =
	"DELETE FROM \"quantum\" WHERE \"organization\" = $1 AND \"actor\" = $2 "
	"AND \"quantum\" >= $3 AND \"quantum\" < $4 AND \"slot\" = $5";
static const char until_sql[] =
	"SELECT \"until\" FROM \"claim\" WHERE \"organization\" = $1 AND \"slot\" = $2";
static const char turn_sql[] =
	"UPDATE \"claim\" SET \"appointment\" = $4, \"waiting\" = NULL, \"until\" = NULL "
	"WHERE \"organization\" = $1 AND \"slot\" = $2 AND \"waiting\" = $3 RETURNING 1";
static const char mark_sql[] =
	"UPDATE \"slot\" SET \"status\" = $3 WHERE \"organization\" = $1 AND \"id\" = $2";

int
px_slot_missing(int64_t id, struct px_err *err)
{
	return px_err_set(err, PX_NOT_FOUND, _("slot %lld: there is none"), (long long)id);
}

int
px_slot_read(const struct px_slot_at *at, int64_t id, struct px_record *slot,
	     struct px_record *schedule, struct px_err *err)
{
	int got = px_record_read(at->store, &px_type_slot, id, at->arena, slot, err);

	if (got <= 0)
		return got ? -1 : px_slot_missing(id, err);
	return px_record_read(at->store, &px_type_schedule, slot->values[PX_SLOT_SCHEDULE].number,
			      at->arena, schedule, err) == 1
		       ? 0
		       : -1;
}

/* $1 is the slot's organization, $2 its number. */
static struct px_stmt *
prepare_of(const struct px_slot_at *at, const struct px_record *slot, const char *sql,
	   struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, sql, err);

	if (!stmt)
		return NULL;
	px_bind_number(stmt, 1, slot->values[PX_F_ORGANIZATION].number);
	px_bind_number(stmt, 2, slot->values[PX_F_ID].number);
	return stmt;
}

/* $1 is the organization of whose time it is, $2 their number. */
static struct px_stmt *
prepare_whose(const struct px_slot_at *at, const struct px_record *slot, const char *sql,
	      struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, sql, err);
	struct px_whose whose = px_slot_whose(slot);

	if (!stmt)
		return NULL;
	px_bind_number(stmt, 1, whose.organization);
	px_bind_number(stmt, 2, whose.actor);
	return stmt;
}

int
px_slot_mark(const struct px_slot_at *at, const struct px_record *slot, const char *status,
	     struct px_err *err)
{
	struct px_stmt *stmt = prepare_of(at, slot, mark_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_text(stmt, 3, status);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

/*
 * Making one.
 */
static int
next_ordinal(const struct px_slot_at *at, const struct px_record *slot, int64_t day,
	     int64_t *ordinal, struct px_err *err)
{
	struct px_stmt *stmt = prepare_whose(at, slot, ordinal_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 3, day);
	got = px_stmt_step(stmt, err);
	if (got > 0)
		*ordinal = px_stmt_number(stmt, 0) + 1;
	px_stmt_done(stmt);
	return got > 0 ? 0 : -1;
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
	struct px_terms terms =
		px_slot_terms(px_record_instant(claim->slot, PX_SLOT_START, 0), claim->schedule);
	int64_t daily = px_record_number(claim->schedule, PX_SCHEDULE_DAILY, 0);

	px_bind_number(stmt, 7, claim->known ? terms.closes : at->world->now / SECONDS_OF_MINUTE);
	px_bind_number(stmt, 8, terms.opens);
	px_bind_number(stmt, 9, terms.closes);
	bind_or_null(stmt, 12, claim->known ? 0 : daily);
	px_bind_number(stmt, 13, claim->asked);
	px_bind_number(stmt, 14,
		       px_slot_rank(px_audiences, px_record_text(claim->slot, PX_SLOT_AUDIENCE)));
}

int
px_claim_put(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err)
{
	struct px_whose whose = px_slot_whose(claim->slot);
	int64_t start = px_record_instant(claim->slot, PX_SLOT_START, 0), day, ordinal;
	struct px_stmt *stmt;
	int got;

	if (px_slot_day(at, whose.organization, start, &day, err) ||
	    next_ordinal(at, claim->slot, day, &ordinal, err))
		return -1;
	stmt = prepare_of(at, claim->slot, claim_sql, err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 3, whose.actor);
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

int
px_quanta_put(const struct px_slot_at *at, const struct px_record *slot,
	      const struct px_record *schedule, struct px_err *err)
{
	struct px_span span = px_slot_span(slot, schedule);
	struct px_stmt *stmt = prepare_whose(at, slot, quantum_sql, err);
	int got = stmt ? 0 : -1;

	if (stmt)
		px_bind_number(stmt, 4, slot->values[PX_F_ID].number);
	for (int64_t quantum = span.first; got == 0 && quantum < span.end; quantum++) {
		px_bind_number(stmt, 3, quantum);
		got = px_stmt_step(stmt, err);
		if (got == 0)
			px_stmt_again(stmt);
	}
	px_stmt_done(stmt);
	return got;
}

/* The words for a quantum or a slot that somebody has; other refusals have theirs in the registry. */
static int
say_taken(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *why,
	  struct px_err *err)
{
	long long id = claim->slot->values[PX_F_ID].number;
	struct px_busy busy = PX_BUSY_INIT;
	struct px_span span = px_slot_span(claim->slot, claim->schedule);
	bool taken = why->code == PX_CONFLICT &&
		     px_busy_read(at, px_slot_whose(claim->slot), span, false, &busy, NULL) == 0 &&
		     px_busy_meets(&busy, span);

	px_busy_release(&busy);
	if (taken)
		return px_err_set(err, PX_CONFLICT, _("slot %lld is taken"), id);
	if (why->code == PX_CONFLICT)
		px_err_prefix(why, _("slot %lld"), id);
	return px_err_copy(err, why);
}

static bool
is_held(const struct px_record *slot)
{
	return px_record_is(slot, PX_SLOT_STATUS, "busy-tentative");
}

/* What is busy-unavailable is refused by what stands in its way. */
static int
check_status(const struct px_slot_at *at, const struct px_record *slot, struct px_err *err)
{
	int64_t start = px_record_instant(slot, PX_SLOT_START, 0) / SECONDS_OF_MINUTE;
	const char *status = px_record_text(slot, PX_SLOT_STATUS);
	int64_t id = slot->values[PX_F_ID].number;

	if (start < at->world->now / SECONDS_OF_MINUTE)
		return px_err_set(err, PX_CONFLICT, _("slot %lld has begun"), (long long)id);

	if (strcmp(status, "closed") == 0)
		return px_err_set(err, PX_CONFLICT, _("slot %lld is closed"), (long long)id);
	if (strcmp(status, "busy") == 0)
		return px_err_set(err, PX_CONFLICT, _("slot %lld is taken"), (long long)id);
	if (strcmp(status, "busy-tentative") == 0)
		return px_err_set(err, PX_CONFLICT, _("slot %lld is held for somebody who waits"),
				  (long long)id);
	return 0;
}

int
px_slot_check(const struct px_slot_at *at, int64_t slot, struct px_err *err)
{
	struct px_record record;
	int got = px_record_read(at->store, &px_type_slot, slot, at->arena, &record, err);
	int64_t until;

	if (got <= 0)
		return got ? -1 : px_slot_missing(slot, err);
	if (!is_held(&record))
		return check_status(at, &record, err);
	if (px_claim_until(at, &record, &until, err))
		return -1;
	return until <= at->world->now / SECONDS_OF_MINUTE ? 0 : check_status(at, &record, err);
}

static int
settle_around(const struct px_slot_at *at, const struct px_record *slot,
	      const struct px_record *schedule, struct px_err *err)
{
	return px_slot_settle(at, px_slot_whose(slot), px_slot_span(slot, schedule),
			      px_record_instant(slot, PX_SLOT_START, 0), err);
}

int
px_claim_make(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err)
{
	const char *status = claim->appointment ? "busy" : "busy-tentative";
	struct px_err why = PX_ERR_INIT;

	if (check_status(at, claim->slot, err))
		return -1;
	if (px_claim_put(at, claim, &why) || px_quanta_put(at, claim->slot, claim->schedule, &why))
		return say_taken(at, claim, &why, err);
	if (px_slot_mark(at, claim->slot, status, err) ||
	    (claim->appointment
		     ? px_opening_remove(at, claim->slot, err)
		     : px_opening_hold(at, claim->slot, claim->until / SECONDS_OF_MINUTE, err)))
		return -1;
	return settle_around(at, claim->slot, claim->schedule, err);
}

/*
 * Giving it back.
 */

/* The last one of the day takes the number that is free now, so that numbers count. */
static int
close_up(const struct px_slot_at *at, const struct px_record *slot, int64_t day, int64_t ordinal,
	 struct px_err *err)
{
	struct px_stmt *stmt = prepare_whose(at, slot, close_up_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 3, day);
	px_bind_number(stmt, 4, ordinal);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static int
unclaim(const struct px_slot_at *at, const struct px_record *slot, struct px_err *err)
{
	struct px_stmt *stmt = prepare_of(at, slot, unclaim_sql, err);
	int64_t day = 0, ordinal = 0;
	int got = stmt ? px_stmt_step(stmt, err) : -1;

	if (got > 0) {
		day = px_stmt_number(stmt, 0);
		ordinal = px_stmt_number(stmt, 1);
	}
	px_stmt_done(stmt);
	if (got == 0)
		return px_err_set(err, PX_FAILED,
				  _("slot %lld: nobody has it: plexus doctor says what is wrong"),
				  (long long)slot->values[PX_F_ID].number);
	return got > 0 ? close_up(at, slot, day, ordinal, err) : -1;
}

static int
give_back(const struct px_slot_at *at, const struct px_record *slot,
	  const struct px_record *schedule, struct px_err *err)
{
	struct px_span span = px_slot_span(slot, schedule);
	struct px_stmt *stmt = prepare_whose(at, slot, give_back_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 3, span.first);
	px_bind_number(stmt, 4, span.end);
	px_bind_number(stmt, 5, slot->values[PX_F_ID].number);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

int
px_claim_lift(const struct px_slot_at *at, const struct px_record *slot,
	      const struct px_record *schedule, struct px_err *err)
{
	bool held = is_held(slot), taken = held || px_record_is(slot, PX_SLOT_STATUS, "busy");

	if (px_record_is(slot, PX_SLOT_STATUS, "closed"))
		return 0;
	/* What is held has openings already, of the time after. */
	if ((held || px_record_is(slot, PX_SLOT_STATUS, "free")) &&
	    px_opening_remove(at, slot, err))
		return -1;
	if (taken && (unclaim(at, slot, err) || give_back(at, slot, schedule, err)))
		return -1;
	return px_slot_mark(at, slot, "busy-unavailable", err);
}

/* It is its own neighbour for once: free, unless something else stands in its way. */
int
px_claim_release(const struct px_slot_at *at, const struct px_record *slot,
		 const struct px_record *schedule, struct px_err *err)
{
	return px_claim_lift(at, slot, schedule, err) || settle_around(at, slot, schedule, err) ? -1
												: 0;
}

/*
 * Holds.
 */
int
px_claim_until(const struct px_slot_at *at, const struct px_record *slot, int64_t *until,
	       struct px_err *err)
{
	struct px_stmt *stmt = prepare_of(at, slot, until_sql, err);
	int got;

	if (!stmt)
		return -1;
	got = px_stmt_step(stmt, err);
	*until = got == 1 ? px_stmt_number(stmt, 0) : 0;
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

int
px_claim_turn(const struct px_slot_at *at, const struct px_record *slot, int64_t waiting,
	      int64_t appointment, struct px_err *err)
{
	struct px_stmt *stmt = prepare_of(at, slot, turn_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 3, waiting);
	px_bind_number(stmt, 4, appointment);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	if (got == 0)
		return px_err_set(err, PX_CONFLICT, _("waiting %lld: nothing is held for it"),
				  (long long)waiting);
	return got < 0 || px_slot_mark(at, slot, "busy", err) || px_opening_remove(at, slot, err)
		       ? -1
		       : 0;
}
