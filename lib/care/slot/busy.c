/* What is taken of somebody's time. */
#include <stdlib.h>

#include "base/zone.h"
#include "care/slot/part.h"
#include "model/types.h"
#include "store/record.h"

enum { SECONDS_OF_MINUTE = 60, MINUTES_OF_A_DAY = 24 * 60 };

static const char quanta_sql[] =
	"SELECT \"quantum\" FROM \"quantum\" WHERE \"organization\" = $1 AND \"actor\" = $2 "
	"AND \"quantum\" >= $3 AND \"quantum\" < $4 ORDER BY \"quantum\"";
/* Numbers of a day follow each other: its last one is how many there are. */
static const char days_sql[] =
	"SELECT \"day\", MAX(\"ordinal\") FROM \"claim\" WHERE \"organization\" = $1 "
	"AND \"actor\" = $2 AND \"day\" >= $3 AND \"day\" <= $4 GROUP BY \"day\" ORDER BY \"day\"";

struct px_span
px_span_of(int64_t start, int64_t minutes, int64_t before, int64_t after)
{
	int64_t from = start / SECONDS_OF_MINUTE;

	return (struct px_span){ (from - before) / PX_QUANTUM_MINUTES,
				 (from + minutes + after + PX_QUANTUM_MINUTES - 1) /
					 PX_QUANTUM_MINUTES };
}

struct px_span
px_slot_span(const struct px_record *slot, const struct px_record *schedule)
{
	return px_span_of(px_record_instant(slot, PX_SLOT_START, 0),
			  slot->values[PX_SLOT_MINUTES].number,
			  schedule->values[PX_SCHEDULE_BEFORE].number,
			  schedule->values[PX_SCHEDULE_AFTER].number);
}

struct px_terms
px_slot_terms(int64_t start, const struct px_record *schedule)
{
	int64_t horizon = px_record_number(schedule, PX_SCHEDULE_HORIZON, 0);
	int64_t from = start / SECONDS_OF_MINUTE;

	return (struct px_terms){ horizon ? from - horizon * MINUTES_OF_A_DAY : 0,
				  from - schedule->values[PX_SCHEDULE_NOTICE].number };
}

static int64_t
day_in(const struct px_zone *zone, int64_t instant)
{
	return px_date_days(px_zone_local(zone, instant).date);
}

/* One's own days are those of the world; another organization may be overseas. */
int
px_slot_day(const struct px_slot_at *at, int64_t organization, int64_t instant, int64_t *day,
	    struct px_err *err)
{
	struct px_record record;
	struct px_zone *zone;

	if (organization == at->organization) {
		*day = day_in(at->world->zone, instant);
		return 0;
	}
	if (px_record_read(at->store, &px_type_organization, organization, at->arena, &record,
			   err) != 1)
		return -1;
	zone = px_zone_open(px_record_text(&record, PX_ORGANIZATION_TIMEZONE), err);
	if (!zone)
		return -1;
	*day = day_in(zone, instant);
	px_zone_free(zone);
	return 0;
}

static int
read_quanta(const struct px_slot_at *at, struct px_whose whose, struct px_span span,
	    struct px_busy *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, quanta_sql, err);
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_bind_number(stmt, 1, whose.organization);
		px_bind_number(stmt, 2, whose.actor);
		px_bind_number(stmt, 3, span.first);
		px_bind_number(stmt, 4, span.end);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		PX_GROW(out->quanta, out->count, out->capacity);
		out->quanta[out->count++] = px_stmt_number(stmt, 0);
	}
	px_stmt_done(stmt);
	return got;
}

/* A day more on both sides: local ones begin and end elsewhere. */
static int
read_days(const struct px_slot_at *at, struct px_whose whose, struct px_span span,
	  struct px_busy *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, days_sql, err);
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_bind_number(stmt, 1, whose.organization);
		px_bind_number(stmt, 2, whose.actor);
		px_bind_number(stmt, 3, span.first * PX_QUANTUM_MINUTES / MINUTES_OF_A_DAY - 1);
		px_bind_number(stmt, 4, span.end * PX_QUANTUM_MINUTES / MINUTES_OF_A_DAY + 1);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		PX_GROW(out->days, out->day_count, out->day_capacity);
		out->days[out->day_count++] =
			(struct px_busy_day){ px_stmt_number(stmt, 0), px_stmt_number(stmt, 1) };
	}
	px_stmt_done(stmt);
	return got;
}

int
px_busy_read(const struct px_slot_at *at, struct px_whose whose, struct px_span span, bool days,
	     struct px_busy *out, struct px_err *err)
{
	return read_quanta(at, whose, span, out, err) ||
			       (days && read_days(at, whose, span, out, err))
		       ? -1
		       : 0;
}

void
px_busy_release(struct px_busy *busy)
{
	free(busy->quanta);
	free(busy->days);
	*busy = (struct px_busy)PX_BUSY_INIT;
}

/* The place of the first quantum that is not before this one. */
static size_t
place_of(const struct px_busy *busy, int64_t quantum)
{
	size_t low = 0, high = busy->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (busy->quanta[middle] < quantum)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
px_busy_meets(const struct px_busy *busy, struct px_span span)
{
	size_t place = place_of(busy, span.first);

	return place < busy->count && busy->quanta[place] < span.end;
}

int64_t
px_busy_on(const struct px_busy *busy, int64_t day)
{
	size_t low = 0, high = busy->day_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (busy->days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < busy->day_count && busy->days[low].day == day ? busy->days[low].count : 0;
}

int
px_busy_leaves(const struct px_slot_at *at, struct px_whose whose, const struct px_busy *busy,
	       const struct px_wanted *wanted, bool *free, struct px_err *err)
{
	int64_t day;

	*free = !px_busy_meets(busy, wanted->span);
	if (!*free || !wanted->daily || !busy->day_count)
		return 0;
	if (px_slot_day(at, whose.organization, wanted->start, &day, err))
		return -1;
	*free = px_busy_on(busy, day) < wanted->daily;
	return 0;
}
