/* An offer, and the slots that it makes. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/holiday.h"
#include "base/i18n.h"
#include "base/recur/rule.h"
#include "base/zone.h"
#include "care/slot/offer.h"
#include "model/types.h"
#include "store/query.h"
#include "store/record.h"

enum { DAY = 86400, SECONDS_OF_MINUTE = 60 };

/* What they offered already, be it closed since. */
#define STARTS(who)                                                                                \
	"SELECT \"start\" FROM \"slot\" WHERE \"organization\" = $1 AND \"" who "\" = $2 "         \
	"AND \"start\" >= $3 AND \"start\" <= $4 ORDER BY \"start\""
static const char of_practitioner_sql[] = STARTS("practitioner");
static const char of_service_sql[] = STARTS("service");

/* An offer while its slots are made: when they begin, in rising order from sort_out on. */
struct offer {
	const struct px_slot_at *at;
	const struct px_record *schedule;
	struct px_slot_counts *counts;
	struct px_whose whose;
	struct px_record slot; /* all that its slots share */
	int64_t *starts;
	bool *open; /* nothing stands in its way */
	size_t count, capacity;
	bool skips;
};

/*
 * When its slots begin.
 */
static int
add_start(struct offer *offer, int64_t instant, struct px_err *err)
{
	if (offer->count == PX_SLOT_MOST)
		return px_err_set(err, PX_USAGE,
				  _("the offer gives more than %d slots: end its rule "
				    "(UNTIL=20260630, COUNT=10), or open it in parts"),
				  PX_SLOT_MOST);
	PX_GROW(offer->starts, offer->count, offer->capacity);
	offer->starts[offer->count++] = instant;
	return 0;
}

/* The slots of one occurrence: one after the other on the clock that does not change. */
static int
add_starts(struct offer *offer, int64_t instant, struct px_err *err)
{
	int64_t minutes = offer->schedule->values[PX_SCHEDULE_EVERY].number;
	int64_t count = offer->schedule->values[PX_SCHEDULE_COUNT].number;

	for (int64_t i = 0; i < count; i++)
		if (add_start(offer, instant + i * minutes * SECONDS_OF_MINUTE, err))
			return -1;
	return 0;
}

static bool
is_left_out(const struct offer *offer, struct px_date date)
{
	return offer->skips && px_holiday_name(offer->at->world->region, px_date_days(date));
}

static int
add_by_rule(struct offer *offer, struct px_err *err)
{
	const struct px_world *world = offer->at->world;
	int64_t start = px_record_instant(offer->schedule, PX_SCHEDULE_START, 0);
	int64_t horizon = (start > world->now ? start : world->now) + (int64_t)PX_SLOT_AHEAD * DAY;
	struct px_rule_start first = { .clock = world->zone,
				       .local = px_zone_local(world->zone, start) };
	struct px_rule *rule =
		px_rule_open(px_record_text(offer->schedule, PX_SCHEDULE_REPEAT), &first, err);
	struct px_occurrence next;
	int more = rule ? 1 : -1;

	while (more == 1 && (more = px_rule_next(rule, &next, err)) == 1) {
		offer->counts->cut = next.instant > horizon;
		if (offer->counts->cut)
			break;
		if (!is_left_out(offer, next.local.date) && add_starts(offer, next.instant, err))
			more = -1;
	}
	px_rule_close(rule);
	return more < 0 ? -1 : 0;
}

static int
compare(const void *one, const void *other)
{
	int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;

	return (a > b) - (a < b);
}

/* Leave out, of rising starts, what comes twice. */
static void
drop_repeated(struct offer *offer)
{
	size_t kept = 0;

	for (size_t i = 0; i < offer->count; i++)
		if (!kept || offer->starts[i] != offer->starts[kept - 1])
			offer->starts[kept++] = offer->starts[i];
	offer->count = kept;
}

/* And what is in the database: both are read once, side by side. */
static int
drop_known(struct offer *offer, struct px_stmt *stmt, struct px_err *err)
{
	size_t kept = 0, i = 0;
	int64_t there;
	int got;

	while ((got = px_stmt_step(stmt, err)) > 0) {
		px_instant_parse(px_stmt_text(stmt, 0), &there);
		while (i < offer->count && offer->starts[i] < there)
			offer->starts[kept++] = offer->starts[i++];
		i += i < offer->count && offer->starts[i] == there;
	}
	while (i < offer->count)
		offer->starts[kept++] = offer->starts[i++];
	offer->count = kept;
	return got;
}

static int
sort_out(struct offer *offer, struct px_err *err)
{
	size_t whole = offer->count;
	char first[PX_INSTANT_SIZE], last[PX_INSTANT_SIZE];
	struct px_stmt *stmt;
	int got;

	if (!whole)
		return px_err_set(
			err, PX_USAGE,
			_("the offer gives no slot: its rule has no day from its start on"));
	qsort(offer->starts, offer->count, sizeof(*offer->starts), compare);
	drop_repeated(offer);
	px_instant_format(offer->starts[0], first);
	px_instant_format(offer->starts[offer->count - 1], last);
	stmt = px_store_prepare(offer->at->store,
				offer->whose.actor < 0 ? of_service_sql : of_practitioner_sql, err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, offer->whose.organization);
	px_bind_number(stmt, 2, offer->whose.actor < 0 ? -offer->whose.actor : offer->whose.actor);
	px_bind_text(stmt, 3, first);
	px_bind_text(stmt, 4, last);
	got = drop_known(offer, stmt, err);
	px_stmt_done(stmt);
	offer->counts->made = (int64_t)offer->count;
	offer->counts->there = (int64_t)(whole - offer->count);
	return got;
}

/*
 * What stands in their way already: they may have been booked by another offer's terms.
 */
static int
look_each(struct offer *offer, const struct px_busy *busy, struct px_err *err)
{
	const struct px_value *terms = offer->schedule->values;
	int64_t daily = px_record_number(offer->schedule, PX_SCHEDULE_DAILY, 0);

	for (size_t i = 0; i < offer->count; i++) {
		struct px_wanted wanted = {
			offer->starts[i],
			px_span_of(offer->starts[i], terms[PX_SCHEDULE_EVERY].number,
				   terms[PX_SCHEDULE_BEFORE].number,
				   terms[PX_SCHEDULE_AFTER].number),
			daily,
		};

		if (px_busy_leaves(offer->at, offer->whose, busy, &wanted, &offer->open[i], err))
			return -1;
	}
	return 0;
}

static int
look(struct offer *offer, struct px_err *err)
{
	const struct px_value *terms = offer->schedule->values;
	struct px_busy busy = PX_BUSY_INIT;
	struct px_span all;
	int result;

	offer->open = px_calloc(offer->count + 1, sizeof(*offer->open));
	if (!offer->count)
		return 0;
	all = px_span_of(offer->starts[0],
			 (offer->starts[offer->count - 1] - offer->starts[0]) / SECONDS_OF_MINUTE +
				 terms[PX_SCHEDULE_EVERY].number,
			 terms[PX_SCHEDULE_BEFORE].number, terms[PX_SCHEDULE_AFTER].number);
	result = px_busy_read(offer->at, offer->whose, all, true, &busy, err);
	if (result == 0)
		result = look_each(offer, &busy, err);
	px_busy_release(&busy);
	return result;
}

/*
 * Making them.
 */
static void
share(struct offer *offer, const struct px_slot_ground *ground)
{
	static const struct {
		size_t of_slot, of_schedule;
	} shared[] = {
		{ PX_F_ORGANIZATION, PX_F_ORGANIZATION },
		{ PX_SLOT_PRACTITIONER, PX_SCHEDULE_PRACTITIONER },
		{ PX_SLOT_SERVICE, PX_SCHEDULE_SERVICE },
		{ PX_SLOT_MINUTES, PX_SCHEDULE_EVERY },
		{ PX_SLOT_AUDIENCE, PX_SCHEDULE_AUDIENCE },
		{ PX_SLOT_MODE, PX_SCHEDULE_MODE },
	};
	const struct px_record *schedule = offer->schedule;
	struct px_record *slot = &offer->slot;

	*slot = px_record_new(offer->at->arena, &px_type_slot);
	for (size_t i = 0; i < PX_COUNT(shared); i++)
		slot->values[shared[i].of_slot] = schedule->values[shared[i].of_schedule];
	slot->values[PX_SLOT_SCHEDULE] =
		(struct px_value){ .state = PX_SET,
				   .number = schedule->values[PX_F_ID].number,
				   .text = px_record_text(schedule, PX_F_UID) };
	slot->values[PX_SLOT_TRADES] = px_value_of_text(ground->trades);
	slot->values[PX_SLOT_LAT] = px_value_of_text(ground->lat);
	slot->values[PX_SLOT_LON] = px_value_of_text(ground->lon);
	slot->values[PX_SLOT_COMMUNE] = px_value_of_text(ground->commune);
}

/* What fill_slot writes its texts to, for one slot at a time. */
struct filling {
	const struct offer *offer;
	const struct px_made *made;
	char start[PX_INSTANT_SIZE];
};

static void
fill_slot(int64_t id, struct px_value *values, void *data)
{
	struct filling *filling = data;
	size_t i = (size_t)(id - filling->made->first);

	px_instant_format(filling->offer->starts[i], filling->start);
	values[0] = px_value_of_text(filling->start);
	values[1] = px_value_of_text(filling->offer->open[i] ? "free" : "busy-unavailable");
}

static int
make_slots(struct offer *offer, struct px_err *err)
{
	static const size_t fields[] = { PX_SLOT_START, PX_SLOT_STATUS };
	struct px_made made = { .shared = &offer->slot,
				.fields = fields,
				.field_count = PX_COUNT(fields),
				.fill = fill_slot };
	struct filling filling = { .offer = offer, .made = &made };

	made.data = &filling;
	if (px_record_make(offer->at->store, &made, (int64_t)offer->count, offer->at->arena, err))
		return -1;
	offer->counts->first = made.first;
	return 0;
}

static int
show_slots(const struct offer *offer, struct px_err *err)
{
	struct px_opening *openings = px_calloc(offer->count + 1, sizeof(*openings));
	size_t count = 0;
	int result;

	for (size_t i = 0; i < offer->count; i++)
		if (offer->open[i])
			openings[count++] = (struct px_opening){ offer->counts->first + (int64_t)i,
								 offer->starts[i] };
	result = px_openings_put(offer->at, &offer->slot, offer->schedule, openings, count, err);
	free(openings);
	return result;
}

/* Until their last day, which the last slot tells. */
static int
check_left(const struct offer *offer, struct px_err *err)
{
	int64_t last = offer->count ? offer->starts[offer->count - 1] : 0, day;
	struct px_record who;
	int left;

	if (offer->whose.actor < 0 || !last)
		return 0;
	if (px_slot_day(offer->at, offer->whose.organization, last, &day, err))
		return -1;
	left = px_slot_has_left(offer->at, offer->whose.actor, day, err);
	if (left <= 0)
		return left;
	if (px_record_read(offer->at->store, &px_type_practitioner, offer->whose.actor,
			   offer->at->arena, &who, err) != 1)
		return -1;
	return px_err_set(err, PX_CONFLICT,
			  _("%s: left, %s was the last day: no slot begins after it (end a rule by "
			    "UNTIL)"),
			  px_record_text(&who, PX_PRACTITIONER_HANDLE),
			  px_record_text(&who, PX_PRACTITIONER_LEFT));
}

static void
count_begun(struct offer *offer)
{
	for (size_t i = 0; i < offer->count; i++)
		offer->counts->begun += offer->starts[i] < offer->at->world->now;
}

static int
make(struct offer *offer, struct px_err *err)
{
	const struct px_record *schedule = offer->schedule;
	struct px_slot_ground ground;

	if (px_slot_ground(offer->at, schedule, &ground, err))
		return -1;
	share(offer, &ground);
	offer->whose = px_slot_whose(&offer->slot);
	offer->skips = strcmp(px_record_text(schedule, PX_SCHEDULE_HOLIDAYS), "skip") == 0;
	if (px_record_text(schedule, PX_SCHEDULE_REPEAT)
		    ? add_by_rule(offer, err)
		    : add_starts(offer, px_record_instant(schedule, PX_SCHEDULE_START, 0), err))
		return -1;
	if (sort_out(offer, err) || check_left(offer, err))
		return -1;
	count_begun(offer);
	return look(offer, err) || make_slots(offer, err) || show_slots(offer, err) ? -1 : 0;
}

static int
open_offer(const struct px_slot_at *at, struct px_record *schedule, struct px_slot_counts *counts,
	   bool offered, struct px_err *err)
{
	struct offer offer = { .at = at, .schedule = schedule, .counts = counts };
	int result;

	*counts = (struct px_slot_counts){ 0 };
	if (px_record_insert(at->store, schedule, at->arena, err))
		return -1;
	result = make(&offer, err);
	if (result == 0 && offer.count && offered)
		result = px_offer_free(at, offer.whose, offer.starts[0],
				       offer.starts[offer.count - 1], err);
	free(offer.starts);
	free(offer.open);
	return result;
}

int
px_slot_open(const struct px_slot_at *at, struct px_record *schedule, struct px_slot_counts *counts,
	     struct px_err *err)
{
	return open_offer(at, schedule, counts, true, err);
}

int
px_slot_open_taken(const struct px_slot_at *at, struct px_record *schedule,
		   struct px_slot_counts *counts, struct px_err *err)
{
	return open_offer(at, schedule, counts, false, err);
}
