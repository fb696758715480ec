/* An offer, and the slots that it makes. */
#include <string.h>

#include "base/holiday.h"
#include "base/i18n.h"
#include "base/recur/rule.h"
#include "base/zone.h"
#include "care/slot/part.h"
#include "store/query.h"
#include "store/record.h"

enum { DAY = 86400, SECONDS_OF_MINUTE = 60 };

static const char there_sql[] =
	"SELECT 1 FROM \"slot\" WHERE \"organization\" = $1 AND \"%s\" = $2 AND \"start\" = $3";

struct opening {
	const struct px_slot_at *at;
	const struct px_record *schedule;
	struct px_record slot; /* all that its slots share */
	struct px_slot_counts *counts;
	const char *column; /* of who offers */
	int64_t who;
	bool skips;
};

static struct px_value
text_value(const char *text)
{
	return (struct px_value){ .state = text ? PX_SET : PX_UNSET, .text = text };
}

/* Did they offer something at that time already, be it closed since? */
static int
is_there(const struct opening *opening, const char *start, struct px_err *err)
{
	char *sql = px_arena_printf(opening->at->arena, there_sql, opening->column);
	struct px_stmt *stmt = px_store_prepare(opening->at->store, sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, opening->schedule->values[PX_F_ORGANIZATION].number);
	px_bind_number(stmt, 2, opening->who);
	px_bind_text(stmt, 3, start);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static int
too_many(struct px_err *err)
{
	return px_err_set(err, PX_USAGE,
			  _("the offer gives more than %d slots: end its rule (UNTIL=20260630, "
			    "COUNT=10), or open it in parts"),
			  PX_SLOT_MOST);
}

static int
make_slot(struct opening *opening, int64_t instant, struct px_err *err)
{
	struct px_record slot;
	char start[PX_INSTANT_SIZE];
	int there;

	if (opening->counts->made + opening->counts->there == PX_SLOT_MOST)
		return too_many(err);
	px_instant_format(instant, start);
	there = is_there(opening, start, err);
	if (there) {
		opening->counts->there += there > 0;
		return there < 0 ? -1 : 0;
	}
	slot = px_record_copy(opening->at->arena, &opening->slot);
	slot.values[PX_SLOT_START] = text_value(start);
	if (px_record_insert(opening->at->store, &slot, opening->at->arena, err) ||
	    px_opening_put(opening->at, &slot, err))
		return -1;
	if (!opening->counts->made++)
		opening->counts->first = slot.values[PX_F_ID].number;
	return 0;
}

/* The slots of one occurrence: one after the other on the clock that does not change. */
static int
make_slots(struct opening *opening, int64_t instant, struct px_err *err)
{
	int64_t minutes = opening->schedule->values[PX_SCHEDULE_EVERY].number;
	int64_t count = opening->schedule->values[PX_SCHEDULE_COUNT].number;

	for (int64_t i = 0; i < count; i++)
		if (make_slot(opening, instant + i * minutes * SECONDS_OF_MINUTE, err))
			return -1;
	return 0;
}

static bool
is_left_out(const struct opening *opening, struct px_date date)
{
	return opening->skips && px_holiday_name(opening->at->world->region, px_date_days(date));
}

static int
make_by_rule(struct opening *opening, struct px_err *err)
{
	const struct px_world *world = opening->at->world;
	int64_t start = px_slot_instant(opening->schedule, PX_SCHEDULE_START);
	int64_t horizon = (start > world->now ? start : world->now) + (int64_t)PX_SLOT_AHEAD * DAY;
	struct px_rule_start first = { .clock = world->zone,
				       .local = px_zone_local(world->zone, start) };
	struct px_rule *rule =
		px_rule_open(px_record_text(opening->schedule, PX_SCHEDULE_REPEAT), &first, err);
	struct px_occurrence next;
	int more = rule ? 1 : -1;

	while (more == 1 && (more = px_rule_next(rule, &next, err)) == 1) {
		opening->counts->cut = next.instant > horizon;
		if (opening->counts->cut)
			break;
		if (!is_left_out(opening, next.local.date) &&
		    make_slots(opening, next.instant, err))
			more = -1;
	}
	px_rule_close(rule);
	return more < 0 ? -1 : 0;
}

static void
share(struct opening *opening, const struct px_slot_ground *ground)
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
	const struct px_record *schedule = opening->schedule;
	struct px_record *slot = &opening->slot;

	*slot = px_record_new(opening->at->arena, &px_type_slot);
	for (size_t i = 0; i < PX_COUNT(shared); i++)
		slot->values[shared[i].of_slot] = schedule->values[shared[i].of_schedule];
	slot->values[PX_SLOT_SCHEDULE] =
		(struct px_value){ .state = PX_SET,
				   .number = schedule->values[PX_F_ID].number,
				   .text = px_record_text(schedule, PX_F_UID) };
	slot->values[PX_SLOT_STATUS] = text_value("free");
	slot->values[PX_SLOT_TRADES] = text_value(ground->trades);
	slot->values[PX_SLOT_LAT] = text_value(ground->lat);
	slot->values[PX_SLOT_LON] = text_value(ground->lon);
}

static int
say_none(const struct px_slot_counts *counts, struct px_err *err)
{
	if (counts->made || counts->there)
		return 0;
	return px_err_set(err, PX_USAGE,
			  _("the offer gives no slot: its rule has no day from its start on"));
}

int
px_slot_open(const struct px_slot_at *at, struct px_record *schedule, struct px_slot_counts *counts,
	     struct px_err *err)
{
	bool served = schedule->values[PX_SCHEDULE_SERVICE].state == PX_SET;
	struct opening opening = { .at = at, .schedule = schedule, .counts = counts };
	struct px_slot_ground ground;
	int result;

	*counts = (struct px_slot_counts){ 0 };
	if (px_record_insert(at->store, schedule, at->arena, err) ||
	    px_slot_ground(at, schedule, &ground, err))
		return -1;
	share(&opening, &ground);
	opening.column = served ? "service" : "practitioner";
	opening.who =
		schedule->values[served ? PX_SCHEDULE_SERVICE : PX_SCHEDULE_PRACTITIONER].number;
	opening.skips = strcmp(px_record_text(schedule, PX_SCHEDULE_HOLIDAYS), "skip") == 0;
	if (px_record_text(schedule, PX_SCHEDULE_REPEAT))
		result = make_by_rule(&opening, err);
	else
		result = make_slots(&opening, px_slot_instant(schedule, PX_SCHEDULE_START), err);
	return result ? -1 : say_none(counts, err);
}
