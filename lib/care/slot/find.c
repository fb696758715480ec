/*
 * Who looks for a free slot.
 *
 * For each trade, square by square: the openings of a square come by time, and are read no further than
 * the last one that can still be among those wanted.  Near a point there are about twenty squares
 * within 30 km; without a point the squares are those that there are, found by leaping from one to
 * the next.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "care/register/offers.h"
#include "care/slot/part.h"
#include "store/record.h"

#define SCALE 10000.0
#define KM_OF_DEGREE 111.19 /* of latitude, on the sphere that distances are measured on */
#define PI 3.14159265358979323846

enum { SECONDS_OF_MINUTE = 60, UNKNOWN_CELL = -1, BEFORE_CELLS = -2, NEAR_LIMIT = 64 };

static const char square_sql[] =
	"SELECT \"start\", \"slot\", \"lat\", \"lon\", \"audience\", \"mode\", \"opens\", "
	"\"closes\" FROM \"opening\" "
	"WHERE \"organization\" = $1 AND \"trade\" = $2 AND \"cell\" = $3 AND \"start\" >= $4 "
	"AND \"start\" < $5 ORDER BY \"start\", \"slot\"";
static const char next_square_sql[] =
	"SELECT \"cell\" FROM \"opening\" WHERE \"organization\" = $1 AND \"trade\" = $2 "
	"AND \"cell\" > $3 ORDER BY \"cell\" LIMIT 1";
static const char next_trade_sql[] =
	"SELECT \"trade\" FROM \"opening\" WHERE \"organization\" = $1 AND \"trade\" >= $2 "
	"ORDER BY \"trade\" LIMIT 1";

struct finding {
	const struct px_slot_at *at;
	const struct px_slot_search *search;
	struct px_slot_list *out;
	const char *trade;
	int64_t from, until, now; /* minutes */
};

static int
compare(const struct px_slot_found *one, const struct px_slot_found *other)
{
	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	if (one->km != other->km)
		return one->km < other->km ? -1 : 1;
	return (one->id > other->id) - (one->id < other->id);
}

/* Put it in its place among those wanted, unless it is there by another trade. */
static void
keep(struct finding *finding, struct px_slot_found found)
{
	struct px_slot_list *out = finding->out;
	size_t limit = (size_t)finding->search->limit, place = out->count;

	for (size_t i = 0; i < out->count; i++)
		if (out->items[i].id == found.id)
			return;
	while (place && compare(&found, &out->items[place - 1]) < 0)
		place--;
	if (place >= limit)
		return;
	if (out->count < limit) {
		PX_GROW(out->items, out->count, out->capacity);
		out->count++;
	}
	memmove(&out->items[place + 1], &out->items[place],
		(out->count - place - 1) * sizeof(*out->items));
	out->items[place] = found;
}

/* Later than the last of those wanted. */
static bool
is_too_late(const struct finding *finding, int64_t start)
{
	const struct px_slot_list *out = finding->out;

	return out->count == (size_t)finding->search->limit &&
	       start > out->items[out->count - 1].start;
}

enum { START, SLOT, LAT, LON, AUDIENCE, MODE, OPENS, CLOSES };

static void
take_opening(struct finding *finding, struct px_stmt *stmt, int64_t start)
{
	const struct px_slot_search *search = finding->search;
	struct px_slot_found found = { px_stmt_number(stmt, SLOT), start, -1 };

	if (px_stmt_number(stmt, AUDIENCE) < search->audience ||
	    px_stmt_number(stmt, OPENS) > finding->now ||
	    px_stmt_number(stmt, CLOSES) < finding->now ||
	    (search->mode >= 0 && px_stmt_number(stmt, MODE) != search->mode))
		return;
	if (search->placed && !px_stmt_null(stmt, LAT)) {
		struct px_point point = { (double)px_stmt_number(stmt, LAT) / SCALE,
					  (double)px_stmt_number(stmt, LON) / SCALE };

		found.km = px_geo_km(search->point, point);
		if (search->radius >= 0 && found.km > search->radius)
			return;
	}
	keep(finding, found);
}

static int
search_square(struct finding *finding, int64_t cell, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(finding->at->store, square_sql, err);
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_bind_number(stmt, 1, finding->at->organization);
		px_bind_borrowed(stmt, 2, finding->trade, strlen(finding->trade));
		px_bind_number(stmt, 3, cell);
		px_bind_number(stmt, 4, finding->from);
		px_bind_number(stmt, 5, finding->until);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		int64_t start = px_stmt_number(stmt, START) * SECONDS_OF_MINUTE;

		if (is_too_late(finding, start))
			break;
		take_opening(finding, stmt, start);
	}
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

/* The squares that a circle touches, row by row; the last row and column are wholly within. */
static int
search_around(struct finding *finding, struct px_err *err)
{
	const struct px_slot_search *search = finding->search;
	double degrees = search->radius / KM_OF_DEGREE;
	double edge = (fabs(search->point.lat) + degrees) * PI / 180;
	double wide = edge < PI / 2 ? degrees / cos(edge) : 180;
	int32_t west = (int32_t)lround((search->point.lon - wide) * SCALE);
	int32_t east = (int32_t)lround((search->point.lon + wide) * SCALE);
	int32_t south = (int32_t)lround((search->point.lat - degrees) * SCALE);
	int64_t low = px_offer_cell(south, west), high = px_offer_cell(south, east);
	int64_t last = px_offer_cell((int32_t)lround((search->point.lat + degrees) * SCALE), west);

	for (; low <= last; low += PX_CELL_ROW, high += PX_CELL_ROW)
		for (int64_t cell = low; cell <= high; cell++)
			if (search_square(finding, cell, err))
				return -1;
	return 0;
}

/* The next square after this one that has an opening: 1, 0 when there is none, -1. */
static int
next_square(const struct finding *finding, int64_t *cell, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(finding->at->store, next_square_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, finding->at->organization);
	px_bind_text(stmt, 2, finding->trade);
	px_bind_number(stmt, 3, *cell);
	got = px_stmt_step(stmt, err);
	if (got > 0)
		*cell = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got;
}

static int
search_everywhere(struct finding *finding, struct px_err *err)
{
	int64_t cell = BEFORE_CELLS;
	int got;

	while ((got = next_square(finding, &cell, err)) > 0)
		if (search_square(finding, cell, err))
			return -1;
	return got;
}

static int
search_trade(struct finding *finding, const char *trade, struct px_err *err)
{
	const struct px_slot_search *search = finding->search;

	finding->trade = trade;
	return search->placed && search->radius >= 0 ? search_around(finding, err)
						     : search_everywhere(finding, err);
}

/* The first trade from this text on, in the arena; NULL when there is none. */
static int
next_trade(const struct finding *finding, const char *from, const char **trade, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(finding->at->store, next_trade_sql, err);
	int got;

	*trade = NULL;
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, finding->at->organization);
	px_bind_text(stmt, 2, from);
	got = px_stmt_step(stmt, err);
	if (got > 0)
		*trade = px_arena_strdup(finding->at->arena, px_stmt_text(stmt, 0));
	px_stmt_done(stmt);
	return got;
}

/* Whoever has a skill in words is found by a code, or by the profession, as well. */
static bool
is_in_words(const char *trade)
{
	const char *skill = strchr(trade, '/');

	return skill && skill[1] == '~';
}

/* Every trade that there is and that begins so. */
static int
search_beginning(struct finding *finding, const char *beginning, size_t length, struct px_err *err)
{
	const char *trade = beginning;
	int got;

	while ((got = next_trade(finding, trade, &trade, err)) > 0 &&
	       strncmp(trade, beginning, length) == 0) {
		if (is_in_words(trade)) {
			trade = px_arena_printf(finding->at->arena, "%.*s\x7f",
						(int)strcspn(trade, "~"), trade);
			continue;
		}
		if (search_trade(finding, trade, err))
			return -1;
		trade = px_arena_printf(finding->at->arena, "%s\x01", trade);
	}
	return got < 0 ? -1 : 0;
}

int
px_slot_find(const struct px_slot_at *at, const struct px_slot_search *search,
	     struct px_slot_list *out, struct px_err *err)
{
	struct finding finding = { .at = at,
				   .search = search,
				   .out = out,
				   .from = (search->from + SECONDS_OF_MINUTE - 1) /
					   SECONDS_OF_MINUTE,
				   .until = search->until / SECONDS_OF_MINUTE,
				   .now = at->world->now / SECONDS_OF_MINUTE };

	if (search->limit <= 0)
		return 0;
	if (!search->trade_count)
		return search_beginning(&finding, "", 0, err);
	for (size_t i = 0; i < search->trade_count; i++) {
		const char *trade = search->trades[i];
		size_t length = strcspn(trade, "*");
		char *beginning = px_arena_strndup(at->arena, trade, length);

		if (trade[length] ? search_beginning(&finding, beginning, length, err)
				  : search_trade(&finding, trade, err))
			return -1;
	}
	return 0;
}

/*
 * In place of one that is lost.
 */
static size_t
split_trades(struct px_arena *arena, const char *text, const char **trades, size_t most)
{
	size_t count = 0;

	while (text && *text && count < most) {
		size_t length = strcspn(text, " ");

		trades[count++] = px_arena_strndup(arena, text, length);
		text += length + (text[length] == ' ');
	}
	return count;
}

/* Those that begin in this search's time, after those that are there already. */
static int
add_others(const struct px_slot_at *at, struct px_slot_search *search, int64_t but,
	   struct px_slot_list *out, struct px_err *err)
{
	struct px_slot_list list = { NULL, 0, 0 };
	int result;

	search->limit = PX_SLOT_ALTERNATIVES + 1;
	result = px_slot_find(at, search, &list, err);
	for (size_t i = 0; result == 0 && i < list.count; i++) {
		if (list.items[i].id == but || out->count == PX_SLOT_ALTERNATIVES)
			continue;
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = list.items[i];
	}
	free(list.items);
	return result;
}

/* As one of whom it was wanted; who says nothing is shown what everyone is. */
static int
rank_of(const struct px_record *appointment)
{
	const char *audience = px_record_text(appointment, PX_APPOINTMENT_AUDIENCE);

	return px_slot_rank(px_audiences, audience ? audience : "public");
}

int
px_slot_alternatives(const struct px_slot_at *at, int64_t slot, const struct px_record *appointment,
		     struct px_slot_list *out, struct px_err *err)
{
	const char *trades[NEAR_LIMIT];
	struct px_record record;
	struct px_slot_search search = { .trades = trades,
					 .radius = PX_SLOT_ALTERNATIVES_KM,
					 .audience = rank_of(appointment),
					 .mode = -1 };
	struct px_slot_at there = *at;

	if (px_record_read(at->store, &px_type_slot, slot, at->arena, &record, err) != 1)
		return -1;
	there.organization = record.values[PX_F_ORGANIZATION].number;
	search.trade_count = split_trades(at->arena, px_record_text(&record, PX_SLOT_TRADES),
					  trades, NEAR_LIMIT);
	if (!search.trade_count)
		return 0;
	search.placed = px_record_text(&record, PX_SLOT_LAT) &&
			px_geo_read(px_record_text(&record, PX_SLOT_LAT),
				    px_record_text(&record, PX_SLOT_LON), &search.point);
	search.from = px_record_instant(&record, PX_SLOT_START, 0);
	search.until = INT64_MAX;
	if (search.from < at->world->now)
		search.from = at->world->now;
	if (add_others(&there, &search, slot, out, err))
		return -1;
	if (out->count == PX_SLOT_ALTERNATIVES || search.from == at->world->now)
		return 0;
	search.until = search.from;
	search.from = at->world->now;
	return add_others(&there, &search, slot, out, err);
}
