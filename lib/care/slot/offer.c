/*
 * What comes free, and who is the first that it suits.
 *
 * Slots are looked at one after the other, soonest first, and each is held for the first of those who
 * wait, urgent ones before the others, that it suits.  With nobody waiting nothing is read but that.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "base/zone.h"
#include "care/slot/offer.h"
#include "model/types.h"
#include "store/query.h"
#include "store/record.h"

enum {
	SECONDS_OF_MINUTE = 60,
	MINUTES_OF_A_DAY = 24 * 60,
	DAY = 24 * 3600,
	/* A slot and the buffers of two offers are a day long each, at most. */
	AROUND_DAYS = 3,
	FIRST_FOUND = 16,
	MOST_FOUND = 4096,
};

static const char anybody_sql[] = "SELECT 1 FROM \"waiting\" WHERE \"organization\" = $1 "
				  "AND \"status\" = 'waiting' LIMIT 1";
#define FREE(who)                                                                                  \
	"SELECT s.\"id\", s.\"start\", s.\"mode\", s.\"audience\", s.\"trades\", s.\"lat\", "      \
	"s.\"lon\", c.\"notice\", c.\"horizon\", c.\"hold\" FROM \"slot\" s JOIN \"schedule\" c "  \
	"ON c.\"organization\" = s.\"organization\" AND c.\"id\" = s.\"schedule\" "                \
	"WHERE s.\"organization\" = $1 AND s.\"" who "\" = $2 AND s.\"start\" >= $3 "              \
	"AND s.\"start\" <= $4 AND s.\"status\" = 'free' ORDER BY s.\"start\""
static const char of_practitioner_sql[] = FREE("practitioner");
static const char of_service_sql[] = FREE("service");

enum {
	FREE_ID,
	FREE_START,
	FREE_MODE,
	FREE_AUDIENCE,
	FREE_TRADES,
	FREE_LAT,
	FREE_LON,
	FREE_NOTICE,
	FREE_HORIZON,
	FREE_HOLD,
};

/* Who waits, as slots are compared with them. */
struct waiter {
	struct px_record record;
	int mode, audience; /* mode -1: any */
	int64_t until;      /* a day */
	bool placed, taken;
	struct px_point point;
	double km;
};

struct waiters {
	const struct px_slot_at *at;
	struct waiter *items;
	size_t count, capacity, left;
};

/* A free slot: one row of FREE; texts live until the next. */
struct offered {
	int64_t id, start, day;
	struct px_whose whose;
	int mode, audience;
	const char *trades;
	bool placed;
	struct px_point point;
	int64_t until; /* when its hold would end, in minutes; 0: it cannot be held */
};

/*
 * Who waits.
 */
static int
take_waiter(const struct px_record *record, void *data, struct px_err *err)
{
	struct waiters *waiters = data;
	struct waiter waiter = {
		.record = px_record_copy(waiters->at->arena, record),
		.mode = px_slot_rank(px_modes, px_record_text(record, PX_WAITING_MODE)),
		.audience = px_slot_rank(px_audiences, px_record_text(record, PX_WAITING_AUDIENCE)),
		.until = INT64_MAX,
		.km = (double)px_record_number(record, PX_WAITING_RADIUS, 0) / 1000,
	};
	const char *until = px_record_text(record, PX_WAITING_UNTIL);
	struct px_date last;

	(void)err;
	if (until && px_date_parse(until, &last) == 0)
		waiter.until = px_date_days(last);
	waiter.placed = waiter.km > 0 && px_record_text(record, PX_WAITING_LAT) &&
			px_geo_read(px_record_text(record, PX_WAITING_LAT),
				    px_record_text(record, PX_WAITING_LON), &waiter.point);
	PX_GROW(waiters->items, waiters->count, waiters->capacity);
	waiters->items[waiters->count++] = waiter;
	return 0;
}

int
px_waiting_each(const struct px_slot_at *at, int64_t organization, const char *also,
		int (*take)(const struct px_record *waiting, void *data, struct px_err *err),
		void *data, struct px_err *err)
{
	const struct px_order orders[] = {
		{ &px_type_waiting.fields[PX_WAITING_URGENT], true },
		{ &px_type_waiting.fields[PX_F_CREATED], false },
	};
	const char *const conditions[] = { "status=waiting", also, NULL };
	struct px_query query = { .type = &px_type_waiting,
				  .organization = organization,
				  .orders = orders,
				  .order_count = PX_COUNT(orders),
				  .limit = -1,
				  .world = at->world };

	return px_query_each(at->store, &query, conditions, take, data, err);
}

/* Does anybody wait? */
static int
is_awaited(const struct px_slot_at *at, int64_t organization, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, anybody_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, organization);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static int
read_waiters(struct waiters *waiters, int64_t organization, struct px_err *err)
{
	int result = px_waiting_each(waiters->at, organization, NULL, take_waiter, waiters, err);

	waiters->left = waiters->count;
	return result;
}

/*
 * Whom it suits.
 */
static bool
was_let_go(const struct px_record *waiting, int64_t slot)
{
	const struct px_value *list = &waiting->values[PX_WAITING_LET_GO];

	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].number == slot)
			return true;
	return false;
}

/* With this one alone, when somebody is named. */
static bool
is_with(const struct px_record *waiting, struct px_whose whose)
{
	const struct px_value *values = waiting->values;

	if (values[PX_WAITING_PRACTITIONER].state == PX_SET)
		return values[PX_WAITING_PRACTITIONER].number == whose.actor;
	if (values[PX_WAITING_SERVICE].state == PX_SET)
		return -values[PX_WAITING_SERVICE].number == whose.actor;
	return true;
}

static bool
suits(const struct waiter *waiter, const struct offered *slot)
{
	const char *asked = px_record_text(&waiter->record, PX_WAITING_TRADES);

	if (waiter->taken || waiter->audience > slot->audience || waiter->until < slot->day ||
	    (waiter->mode >= 0 && waiter->mode != slot->mode) ||
	    !is_with(&waiter->record, slot->whose))
		return false;
	if (asked && (!slot->trades || !px_asked_meets(asked, slot->trades)))
		return false;
	if (waiter->placed && (!slot->placed || px_geo_km(waiter->point, slot->point) > waiter->km))
		return false;
	return !was_let_go(&waiter->record, slot->id);
}

/*
 * What is free.
 */
static int64_t
hold_end(const struct px_slot_at *at, struct px_stmt *stmt, int64_t start)
{
	int64_t now = at->world->now / SECONDS_OF_MINUTE, from = start / SECONDS_OF_MINUTE;
	int64_t closes = from - px_stmt_number(stmt, FREE_NOTICE);
	int64_t end = now + px_stmt_number(stmt, FREE_HOLD);

	if (!px_stmt_null(stmt, FREE_HORIZON) &&
	    from - px_stmt_number(stmt, FREE_HORIZON) * MINUTES_OF_A_DAY > now)
		return 0;
	if (end > closes)
		end = closes;
	return end > now ? end : 0;
}

static int
read_offered(const struct px_slot_at *at, struct px_stmt *stmt, struct px_whose whose,
	     struct offered *out, struct px_err *err)
{
	*out = (struct offered){
		.id = px_stmt_number(stmt, FREE_ID),
		.whose = whose,
		.mode = px_slot_rank(px_modes, px_stmt_text(stmt, FREE_MODE)),
		.audience = px_slot_rank(px_audiences, px_stmt_text(stmt, FREE_AUDIENCE)),
		.trades = px_stmt_text(stmt, FREE_TRADES),
	};
	px_instant_parse(px_stmt_text(stmt, FREE_START), &out->start);
	out->until = hold_end(at, stmt, out->start);
	out->placed = !px_stmt_null(stmt, FREE_LAT) &&
		      px_geo_read(px_stmt_text(stmt, FREE_LAT), px_stmt_text(stmt, FREE_LON),
				  &out->point);
	return px_slot_day(at, whose.organization, out->start, &out->day, err);
}

static struct px_stmt *
prepare_free(const struct px_slot_at *at, struct px_whose whose, int64_t first, int64_t last,
	     struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		at->store, whose.actor < 0 ? of_service_sql : of_practitioner_sql, err);
	char from[PX_INSTANT_SIZE], to[PX_INSTANT_SIZE];

	if (!stmt)
		return NULL;
	px_instant_format(first, from);
	px_instant_format(last, to);
	px_bind_number(stmt, 1, whose.organization);
	px_bind_number(stmt, 2, whose.actor < 0 ? -whose.actor : whose.actor);
	px_bind_text(stmt, 3, from);
	px_bind_text(stmt, 4, to);
	return stmt;
}

/* The first free slot from *first on that suits somebody: 1, and who; 0 when there is none. */
static int
next_offered(const struct waiters *waiters, struct px_whose whose, int64_t first, int64_t last,
	     struct offered *slot, struct waiter **who, struct px_err *err)
{
	struct px_stmt *stmt = prepare_free(waiters->at, whose, first, last, err);
	int got = stmt ? 1 : -1;

	*who = NULL;
	while (got > 0 && !*who && (got = px_stmt_step(stmt, err)) > 0) {
		if (read_offered(waiters->at, stmt, whose, slot, err)) {
			got = -1;
			break;
		}
		for (size_t i = 0; slot->until && !*who && i < waiters->count; i++)
			if (suits(&waiters->items[i], slot))
				*who = &waiters->items[i];
	}
	slot->trades = NULL;
	px_stmt_done(stmt);
	return got < 0 ? -1 : *who != NULL;
}

/* A hold changes what is free after it: what comes next is read anew. */
static int
offer_each(struct waiters *waiters, struct px_whose whose, int64_t first, int64_t last,
	   struct px_err *err)
{
	struct offered slot = { 0 };
	struct waiter *who;
	int got = 1;

	while (waiters->left && first <= last &&
	       (got = next_offered(waiters, whose, first, last, &slot, &who, err)) == 1) {
		if (px_hold_put(waiters->at, slot.id, &who->record, slot.until, err))
			return -1;
		who->taken = true;
		waiters->left--;
		first = slot.start + 1;
	}
	return got < 0 ? -1 : 0;
}

int
px_offer_free(const struct px_slot_at *at, struct px_whose whose, int64_t first, int64_t last,
	      struct px_err *err)
{
	struct waiters waiters = { .at = at };
	int got = is_awaited(at, whose.organization, err);

	if (got <= 0)
		return got;
	/* What began is nobody's. */
	if (first <= at->world->now)
		first = at->world->now + 1;
	got = read_waiters(&waiters, whose.organization, err);
	if (got == 0)
		got = offer_each(&waiters, whose, first, last, err);
	free(waiters.items);
	return got;
}

int
px_offer_around(const struct px_slot_at *at, const struct px_record *slot, struct px_err *err)
{
	int64_t start = px_record_instant(slot, PX_SLOT_START, 0);

	return px_offer_free(at, px_slot_whose(slot), start - AROUND_DAYS * DAY,
			     start + AROUND_DAYS * DAY, err);
}

/*
 * To one who waits.
 */

/* The last instant of their last day. */
static int64_t
last_of(const struct px_slot_at *at, const struct px_record *waiting)
{
	const char *until = px_record_text(waiting, PX_WAITING_UNTIL);
	struct px_date last;

	if (!until || px_date_parse(until, &last) != 0)
		return at->world->now + (int64_t)(PX_SLOT_AHEAD + 1) * DAY;
	return px_zone_instant(
		       at->world->zone,
		       (struct px_local){ .date = px_date_from_days(px_date_days(last) + 1) }) -
	       1;
}

static void
ask(const struct px_slot_at *at, const struct px_record *waiting, struct px_slot_search *search,
    char **trades, size_t most)
{
	const char *lat = px_record_text(waiting, PX_WAITING_LAT);
	int64_t radius = px_record_number(waiting, PX_WAITING_RADIUS, 0);
	char *text = px_arena_strdup(at->arena, px_record_text(waiting, PX_WAITING_TRADES));
	*search = (struct px_slot_search){
		.trades = (const char *const *)trades,
		.trade_count = px_text_split(text, ' ', trades, most),
		.radius = (double)radius / 1000,
		.from = at->world->now + 1,
		.until = last_of(at, waiting) + 1,
		.audience =
			px_slot_rank(px_audiences, px_record_text(waiting, PX_WAITING_AUDIENCE)),
		.mode = px_slot_rank(px_modes, px_record_text(waiting, PX_WAITING_MODE)),
	};
	search->placed = radius && lat &&
			 px_geo_read(lat, px_record_text(waiting, PX_WAITING_LON), &search->point);
}

/* Offer what was found to whomever it is for: 1 once the one meant has one. */
static int
offer_found(const struct px_slot_at *at, const struct px_slot_list *list, int64_t waiting,
	    struct px_err *err)
{
	struct px_record slot, schedule, now;

	for (size_t i = 0; i < list->count; i++) {
		int64_t start = list->items[i].start;

		if (px_slot_read(at, list->items[i].id, &slot, &schedule, err) ||
		    px_offer_free(at, px_slot_whose(&slot), start, start, err) ||
		    px_record_read(at->store, &px_type_waiting, waiting, at->arena, &now, err) != 1)
			return -1;
		if (!px_record_is(&now, PX_WAITING_STATUS, "waiting"))
			return 1;
	}
	return 0;
}

/* What they let go, or cannot be held, is found as well: look further then. */
static int
offer_by_trade(const struct px_slot_at *at, const struct px_record *waiting, struct px_err *err)
{
	size_t most = strlen(px_record_text(waiting, PX_WAITING_TRADES)) / 2 + 1;
	char **trades = px_arena_alloc(at->arena, most * sizeof(*trades));
	struct px_slot_at there = *at;
	struct px_slot_search search;
	int got = 0;
	size_t found = 0;

	there.organization = waiting->values[PX_F_ORGANIZATION].number;
	ask(at, waiting, &search, trades, most);
	for (int64_t limit = FIRST_FOUND; got == 0 && limit <= MOST_FOUND; limit *= 4) {
		struct px_slot_list list = { NULL, 0, 0 };

		search.limit = limit;
		got = px_slot_find(&there, &search, &list, err);
		if (got == 0)
			got = offer_found(at, &list, waiting->values[PX_F_ID].number, err);
		found = list.count;
		free(list.items);
		if (found < (size_t)limit)
			break;
	}
	return got < 0 ? -1 : 0;
}

int
px_offer_to(const struct px_slot_at *at, const struct px_record *waiting, struct px_err *err)
{
	const struct px_value *values = waiting->values;
	struct px_whose whose = { values[PX_F_ORGANIZATION].number, 0 };
	struct px_record now;

	if (px_record_read(at->store, &px_type_waiting, values[PX_F_ID].number, at->arena, &now,
			   err) != 1)
		return -1;
	if (!px_record_is(&now, PX_WAITING_STATUS, "waiting"))
		return 0;
	if (values[PX_WAITING_PRACTITIONER].state == PX_SET)
		whose.actor = values[PX_WAITING_PRACTITIONER].number;
	else if (values[PX_WAITING_SERVICE].state == PX_SET)
		whose.actor = -values[PX_WAITING_SERVICE].number;
	if (!whose.actor)
		return offer_by_trade(at, waiting, err);
	return px_offer_free(at, whose, at->world->now, last_of(at, waiting), err);
}
