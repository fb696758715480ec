#include "care/stats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/zone.h"

enum { MONTHS = 12, MINUTES_OF_A_DAY = 24 * 60, SECONDS_OF_MINUTE = 60, KEY_SIZE = 64 };

const char *const px_stats_bys[] = { N_("specialty"), N_("profession"), N_("month"), N_("audience"),
				     N_("commune"),   N_("origin"),     NULL };

/* What groups the rows of each table; NULL: that table knows nothing of it. */
static const struct {
	const char *of_slot, *of_request;
} columns[] = {
	[PX_STATS_WHOLE] = { "''", "''" },
	[PX_STATS_BY_SPECIALTY] = { "\"trades\"", "\"trades\"" },
	[PX_STATS_BY_PROFESSION] = { "\"trades\"", "\"trades\"" },
	[PX_STATS_BY_MONTH] = { "''", "''" },
	[PX_STATS_BY_AUDIENCE] = { "\"audience\"", NULL },
	[PX_STATS_BY_COMMUNE] = { "\"commune\"", "\"place\"" },
	[PX_STATS_BY_ORIGIN] = { NULL, "\"origin\"" },
};

/* Delays of one line, until they are ranked. */
struct delays {
	int64_t *items;
	size_t count, capacity;
};

struct counting {
	struct px_store *store;
	int64_t organization;
	const struct px_world *world;
	enum px_stats_by by;
	int year, month; /* month: of PX_STATS_BY_MONTH, from 1 */
	struct px_arena *arena;
	struct px_stats *out;
	struct delays *delays; /* of each line, in the order in which they came */
	size_t delay_capacity;
	char first[PX_INSTANT_SIZE], end[PX_INSTANT_SIZE];
};

/*
 * Lines.
 */

/* "10/SM04 10/SI01": its first skill, or its profession; what a star stands for is none. */
static void
put_trade(const char *trades, bool profession, char key[KEY_SIZE])
{
	size_t length = strcspn(trades, "/"), skill;

	if (profession) {
		snprintf(key, KEY_SIZE, "%.*s", (int)length, trades);
		return;
	}
	skill = trades[length] ? strcspn(trades + length + 1, " *") : 0;
	snprintf(key, KEY_SIZE, "%.*s", (int)skill, trades + length + (skill > 0));
}

/* The text itself, however long, or what key is filled with. */
static const char *
key_of(const struct counting *counting, const char *text, char key[KEY_SIZE])
{
	switch (counting->by) {
	case PX_STATS_BY_SPECIALTY:
	case PX_STATS_BY_PROFESSION:
		put_trade(text ? text : "", counting->by == PX_STATS_BY_PROFESSION, key);
		return key;
	case PX_STATS_BY_MONTH:
		snprintf(key, KEY_SIZE, "%04d-%02d", counting->year, counting->month);
		return key;
	case PX_STATS_WHOLE:
	case PX_STATS_BY_AUDIENCE:
	case PX_STATS_BY_COMMUNE:
	case PX_STATS_BY_ORIGIN:
		break;
	}
	return text ? text : "";
}

/* Few lines, looked for one after the other.  It holds until the next call. */
static struct px_stats_line *
line_of(struct counting *counting, const char *text)
{
	struct px_stats *out = counting->out;
	char room[KEY_SIZE];
	const char *key = key_of(counting, text, room);

	for (size_t i = out->count; i-- > 0;)
		if (strcmp(out->items[i].key, key) == 0)
			return &out->items[i];
	PX_GROW(out->items, out->count, out->capacity);
	PX_GROW(counting->delays, out->count, counting->delay_capacity);
	counting->delays[out->count] = (struct delays){ NULL, 0, 0 };
	out->items[out->count] =
		(struct px_stats_line){ .key = px_arena_strdup(counting->arena, key) };
	return &out->items[out->count++];
}

/*
 * Reading.
 */
static struct px_stmt *
open_range(struct counting *counting, const char *text, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(counting->store, text, err);

	if (!stmt)
		return NULL;
	px_bind_number(stmt, 1, counting->organization);
	px_bind_text(stmt, 2, counting->first);
	px_bind_text(stmt, 3, counting->end);
	return stmt;
}

static int
count_slots(struct counting *counting, struct px_err *err)
{
	struct px_stmt *stmt = open_range(
		counting,
		px_arena_printf(counting->arena,
				"SELECT %s, count(*) FROM \"slot\" WHERE \"organization\" = $1 "
				"AND \"start\" >= $2 AND \"start\" < $3 AND \"status\" <> 'closed' "
				"AND \"audience\" <> 'self' GROUP BY 1",
				columns[counting->by].of_slot),
		err);
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0)
		line_of(counting, px_stmt_text(stmt, 0))->offered += px_stmt_number(stmt, 1);
	px_stmt_done(stmt);
	return got;
}

enum { APPOINTMENT_KEY, APPOINTMENT_STATUS, APPOINTMENT_LATE, APPOINTMENT_MADE, APPOINTMENT_START };

static void
take_delay(struct counting *counting, struct px_stats_line *line, struct px_stmt *stmt)
{
	struct delays *delays = &counting->delays[line - counting->out->items];
	int64_t made = 0, start = 0, delay;

	px_instant_parse(px_stmt_text(stmt, APPOINTMENT_MADE), &made);
	px_instant_parse(px_stmt_text(stmt, APPOINTMENT_START), &start);
	/* Imported when it was over, nobody knows since when it stood. */
	if (made > start)
		return;
	delay = (start - made) / SECONDS_OF_MINUTE;
	PX_GROW(delays->items, delays->count, delays->capacity);
	delays->items[delays->count++] = delay;
	line->under_24h += delay < MINUTES_OF_A_DAY;
	line->under_48h += delay < 2 * MINUTES_OF_A_DAY;
}

static void
take_appointment(struct counting *counting, struct px_stmt *stmt)
{
	struct px_stats_line *line = line_of(counting, px_stmt_text(stmt, APPOINTMENT_KEY));
	const char *status = px_stmt_text(stmt, APPOINTMENT_STATUS);
	bool cancelled = strcmp(status, "cancelled") == 0;

	line->booked++;
	line->attended += strcmp(status, "fulfilled") == 0;
	line->missed += strcmp(status, "noshow") == 0;
	line->cancelled += cancelled;
	line->cancelled_late += cancelled && px_stmt_number(stmt, APPOINTMENT_LATE);
	if (!cancelled)
		take_delay(counting, line, stmt);
}

static int
count_appointments(struct counting *counting, struct px_err *err)
{
	const char *column = columns[counting->by].of_slot;
	struct px_stmt *stmt = open_range(
		counting,
		px_arena_printf(counting->arena,
				"SELECT %s%s, a.\"status\", a.\"late\", COALESCE(a.\"taken\", "
				"a.\"created\"), a.\"start\" "
				"FROM \"appointment\" a JOIN \"slot\" s ON s.\"organization\" = "
				"a.\"organization\" AND s.\"id\" = a.\"slot\" "
				"WHERE a.\"organization\" = $1 AND a.\"start\" >= $2 "
				"AND a.\"start\" < $3",
				*column == '"' ? "s." : "", column),
		err);
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0)
		take_appointment(counting, stmt);
	px_stmt_done(stmt);
	return got;
}

static int
count_requests(struct counting *counting, struct px_err *err)
{
	struct px_stmt *stmt =
		open_range(counting,
			   px_arena_printf(counting->arena,
					   "SELECT %s, \"status\", count(*) FROM \"request\" "
					   "WHERE \"organization\" = $1 AND \"created\" >= $2 "
					   "AND \"created\" < $3 GROUP BY 1, 2",
					   columns[counting->by].of_request),
			   err);
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		struct px_stats_line *line = line_of(counting, px_stmt_text(stmt, 0));
		const char *status = px_stmt_text(stmt, 1);
		int64_t count = px_stmt_number(stmt, 2);

		line->requests += count;
		line->accepted += strcmp(status, "accepted") == 0 ? count : 0;
		line->unanswered += strcmp(status, "unanswered") == 0 ? count : 0;
	}
	px_stmt_done(stmt);
	return got;
}

/* From one local midnight to before another. */
static int
count_range(struct counting *counting, struct px_date first, struct px_date end, struct px_err *err)
{
	const struct px_zone *zone = counting->world->zone;

	px_instant_format(px_zone_instant(zone, (struct px_local){ .date = first }),
			  counting->first);
	px_instant_format(px_zone_instant(zone, (struct px_local){ .date = end }), counting->end);
	if (columns[counting->by].of_slot &&
	    (count_slots(counting, err) || count_appointments(counting, err)))
		return -1;
	return columns[counting->by].of_request ? count_requests(counting, err) : 0;
}

static int
count_months(struct counting *counting, struct px_err *err)
{
	for (counting->month = 1; counting->month <= MONTHS; counting->month++) {
		struct px_date first = { counting->year, counting->month, 1 };
		struct px_date end = { counting->year + counting->month / MONTHS,
				       counting->month % MONTHS + 1, 1 };

		line_of(counting, "");
		if (count_range(counting, first, end, err))
			return -1;
	}
	return 0;
}

/*
 * Ranks.
 */
static int
compare_delays(const void *a, const void *b)
{
	const int64_t *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

/* The nearest rank: the smallest that so many percent do not exceed. */
static int64_t
rank(const struct delays *delays, int64_t percent)
{
	size_t place = (delays->count * (size_t)percent + 99) / 100;

	return delays->count ? delays->items[place - 1] : PX_STATS_NONE;
}

/* Of which nothing was ever stored, nothing is known: that is not 0. */
static void
forget(struct px_stats_line *line, const struct counting *counting, bool slots, bool requests)
{
	if (!slots || !columns[counting->by].of_slot)
		line->offered = line->booked = line->attended = line->missed = line->cancelled =
			line->cancelled_late = PX_STATS_NONE;
	if (!requests || !columns[counting->by].of_request)
		line->requests = line->accepted = line->unanswered = PX_STATS_NONE;
	if (!line->delays)
		line->under_24h = line->under_48h = PX_STATS_NONE;
}

static void
settle(struct counting *counting)
{
	struct px_stats *out = counting->out;
	bool slots = false, requests = false;

	for (size_t i = 0; i < out->count; i++) {
		slots |= out->items[i].offered || out->items[i].booked;
		requests |= out->items[i].requests > 0;
	}
	for (size_t i = 0; i < out->count; i++) {
		struct delays *delays = &counting->delays[i];

		if (delays->count)
			qsort(delays->items, delays->count, sizeof(*delays->items), compare_delays);
		out->items[i].delays = (int64_t)delays->count;
		out->items[i].median = rank(delays, 50);
		out->items[i].p90 = rank(delays, 90);
		forget(&out->items[i], counting, slots, requests);
		free(delays->items);
	}
	free(counting->delays);
}

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(((const struct px_stats_line *)a)->key,
		      ((const struct px_stats_line *)b)->key);
}

static int
count_year(struct counting *counting, struct px_err *err)
{
	struct px_date first = { counting->year, 1, 1 }, end = { counting->year + 1, 1, 1 };

	return counting->by == PX_STATS_BY_MONTH ? count_months(counting, err)
						 : count_range(counting, first, end, err);
}

/*
 * Of every organization that offers or asks, each by its own clock.
 */
static const char everyone_sql[] =
	"SELECT \"id\", \"timezone\" FROM \"organization\" WHERE \"id\" IN (SELECT DISTINCT "
	"\"organization\" FROM \"schedule\") OR \"id\" IN (SELECT DISTINCT \"organization\" FROM "
	"\"request\") ORDER BY \"id\"";

static int
count_one(struct counting *counting, int64_t organization, const char *timezone, struct px_err *err)
{
	const struct px_world *world = counting->world;
	struct px_zone *zone = timezone ? px_zone_open(timezone, err) : NULL;
	struct px_world own = *world;
	int result;

	if (timezone && !zone)
		return -1;
	own.zone = zone ? zone : world->zone;
	counting->organization = organization;
	counting->world = &own;
	result = count_year(counting, err);
	counting->world = world;
	px_zone_free(zone);
	return result;
}

static int
count_everyone(struct counting *counting, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(counting->store, everyone_sql, err);
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0)
		if (count_one(counting, px_stmt_number(stmt, 0), px_stmt_text(stmt, 1), err))
			got = -1;
	px_stmt_done(stmt);
	return got;
}

int
px_stats_year(struct px_store *store, int64_t organization, const struct px_world *world, int year,
	      enum px_stats_by by, struct px_arena *arena, struct px_stats *out, struct px_err *err)
{
	struct counting counting = { .store = store,
				     .organization = organization,
				     .world = world,
				     .by = by,
				     .year = year,
				     .arena = arena,
				     .out = out };
	int result;

	if (by == PX_STATS_WHOLE)
		line_of(&counting, "");
	result = organization ? count_year(&counting, err) : count_everyone(&counting, err);
	settle(&counting);
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare_lines);
	return result;
}
