/* Free slots where they are found: a row for each trade of whoever offers them. */
#include <math.h>
#include <string.h>

#include "care/register/offers.h"
#include "care/slot/part.h"

enum { UNKNOWN_CELL = -1, SECONDS_OF_MINUTE = 60 };

static const char put_sql[] =
	"INSERT INTO \"opening\" (\"organization\", \"trade\", \"cell\", \"start\", \"slot\", "
	"\"lat\", \"lon\", \"audience\", \"mode\", \"opens\", \"closes\") "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
static const char remove_sql[] =
	"DELETE FROM \"opening\" WHERE \"organization\" = $1 AND \"trade\" = $2 AND \"cell\" = $3 "
	"AND \"start\" = $4 AND \"slot\" = $5";

static const char hold_sql[] =
	"UPDATE \"opening\" SET \"opens\" = $6 WHERE \"organization\" = $1 AND \"trade\" = $2 "
	"AND \"cell\" = $3 AND \"start\" = $4 AND \"slot\" = $5";

/* Where a slot is, in ten thousandths of a degree; cell -1 when nobody knows. */
struct spot {
	int64_t cell, lat, lon;
};

static struct spot
spot_of(const struct px_record *slot)
{
	struct spot spot = { UNKNOWN_CELL, 0, 0 };
	struct px_point point;

	if (px_record_text(slot, PX_SLOT_LAT) &&
	    px_geo_read(px_record_text(slot, PX_SLOT_LAT), px_record_text(slot, PX_SLOT_LON),
			&point)) {
		spot.lat = lround(point.lat * 10000);
		spot.lon = lround(point.lon * 10000);
		spot.cell = px_offer_cell((int32_t)spot.lat, (int32_t)spot.lon);
	}
	return spot;
}

static void
bind_key(struct px_stmt *stmt, const struct px_record *slot, const char *trade, size_t length,
	 const struct spot *spot)
{
	px_bind_number(stmt, 1, slot->values[PX_F_ORGANIZATION].number);
	px_bind_borrowed(stmt, 2, trade, length);
	px_bind_number(stmt, 3, spot->cell);
}

static void
bind_one(struct px_stmt *stmt, int64_t start, int64_t slot)
{
	px_bind_number(stmt, 4, start / SECONDS_OF_MINUTE);
	px_bind_number(stmt, 5, slot);
}

static void
bind_rest(struct px_stmt *stmt, const struct px_record *slot, const struct spot *spot)
{
	px_bind_number(stmt, 6, spot->lat);
	px_bind_number(stmt, 7, spot->lon);
	if (spot->cell == UNKNOWN_CELL) {
		px_bind_null(stmt, 6);
		px_bind_null(stmt, 7);
	}
	px_bind_number(stmt, 8, px_slot_rank(px_audiences, px_record_text(slot, PX_SLOT_AUDIENCE)));
	px_bind_number(stmt, 9, px_slot_rank(px_modes, px_record_text(slot, PX_SLOT_MODE)));
}

static int
put_each(struct px_stmt *stmt, const struct px_record *schedule, const struct px_opening *openings,
	 size_t count, struct px_err *err)
{
	int got = 0;

	for (size_t i = 0; got == 0 && i < count; i++) {
		struct px_terms terms = px_slot_terms(openings[i].start, schedule);

		bind_one(stmt, openings[i].start, openings[i].slot);
		px_bind_number(stmt, 10, terms.opens);
		px_bind_number(stmt, 11, terms.closes);
		got = px_stmt_step(stmt, err);
		if (got == 0)
			px_stmt_again(stmt);
	}
	return got;
}

/* The trade after this one, which is at *trade; none at first. */
static bool
next_trade(const char **trade, size_t *length)
{
	*trade += *length;
	*trade += **trade == ' ';
	*length = strcspn(*trade, " ");
	return *length > 0;
}

/* Once for each trade; who has none is found by none. */
int
px_openings_put(const struct px_slot_at *at, const struct px_record *slot,
		const struct px_record *schedule, const struct px_opening *openings, size_t count,
		struct px_err *err)
{
	const char *trade = px_record_text(slot, PX_SLOT_TRADES);
	struct spot spot = spot_of(slot);
	struct px_stmt *stmt = px_store_prepare(at->store, put_sql, err);
	size_t length = 0;
	int got = stmt ? 0 : -1;

	while (got == 0 && trade && next_trade(&trade, &length)) {
		bind_key(stmt, slot, trade, length, &spot);
		bind_rest(stmt, slot, &spot);
		got = put_each(stmt, schedule, openings, count, err);
	}
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

int
px_opening_put(const struct px_slot_at *at, const struct px_record *slot,
	       const struct px_record *schedule, struct px_err *err)
{
	struct px_opening opening = { slot->values[PX_F_ID].number,
				      px_record_instant(slot, PX_SLOT_START, 0) };

	return px_openings_put(at, slot, schedule, &opening, 1, err);
}

/* One statement for each of its rows; $6, when it has one, stays bound. */
static int
each_row(struct px_stmt *stmt, const struct px_record *slot, struct px_err *err)
{
	const char *trade = px_record_text(slot, PX_SLOT_TRADES);
	struct spot spot = spot_of(slot);
	size_t length = 0;
	int got = stmt ? 0 : -1;

	while (got == 0 && trade && next_trade(&trade, &length)) {
		bind_key(stmt, slot, trade, length, &spot);
		bind_one(stmt, px_record_instant(slot, PX_SLOT_START, 0),
			 slot->values[PX_F_ID].number);
		got = px_stmt_step(stmt, err);
		if (got == 0)
			px_stmt_again(stmt);
	}
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

int
px_opening_remove(const struct px_slot_at *at, const struct px_record *slot, struct px_err *err)
{
	return each_row(px_store_prepare(at->store, remove_sql, err), slot, err);
}

int
px_opening_hold(const struct px_slot_at *at, const struct px_record *slot, int64_t until,
		struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, hold_sql, err);

	if (stmt)
		px_bind_number(stmt, 6, until);
	return each_row(stmt, slot, err);
}
