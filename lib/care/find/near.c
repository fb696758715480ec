/*
 * By place: the offers in squares around the point, those of each round farther than those of the one
 * before; each round knows how far it has seen everything.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "care/find/part.h"
#include "care/register/offers.h"

#define SCALE 10000.0
#define KM_OF_DEGREE 111.19 /* of latitude, on the sphere that distances are measured on */
#define CELL_DEGREES (PX_CELL_SIDE / SCALE)

/* Squares on each side of the point's own: about 20, 60 and 180 km, then everywhere. */
static const int rounds[] = { 1, 3, 9, -1 };

static const char near_sql[] = "SELECT \"id\", \"lat\", \"lon\" FROM \"rpps_offer\" "
			       "WHERE \"trade\" = $1 AND \"cell\" BETWEEN $2 AND $3";
static const char all_sql[] =
	"SELECT \"id\", \"lat\", \"lon\" FROM \"rpps_offer\" WHERE \"trade\" = $1";
static const char read_sql[] = "SELECT \"activities\" FROM \"rpps_offer\" WHERE \"id\" = $1";
static const char name_sql[] =
	"SELECT \"family_folded\", \"given_folded\" FROM \"rpps_person\" WHERE \"id\" = $1";

struct offer {
	int64_t id;
	double km;
};

struct round {
	struct px_finding *finding;
	struct offer *items;
	size_t count, capacity;
	double seen; /* kilometres: everything up to here was given already */
	double sees; /* everything up to here is in this round */
};

static int
add_offers(struct round *round, struct px_stmt *stmt, struct px_err *err)
{
	int got;

	while ((got = px_stmt_step(stmt, err)) > 0) {
		struct px_point point = { (double)px_stmt_number(stmt, 1) / SCALE,
					  (double)px_stmt_number(stmt, 2) / SCALE };
		double km = px_geo_km(round->finding->find->point, point);

		if (km <= round->seen || km > round->sees)
			continue;
		PX_GROW(round->items, round->count, round->capacity);
		round->items[round->count++] = (struct offer){ px_stmt_number(stmt, 0), km };
	}
	px_stmt_done(stmt);
	return got;
}

static int
add_all(struct round *round, int64_t trade, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(round->finding->store, all_sql, err);

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, trade);
	return add_offers(round, stmt, err);
}

/* A row of squares is a range of numbers. */
static int
add_square(struct round *round, int64_t trade, int side, struct px_err *err)
{
	const struct px_point *point = &round->finding->find->point;
	int64_t middle = px_offer_cell((int32_t)lround(point->lat * SCALE),
				       (int32_t)lround(point->lon * SCALE));

	for (int row = -side; row <= side; row++) {
		struct px_stmt *stmt = px_store_prepare(round->finding->store, near_sql, err);

		if (!stmt)
			return -1;
		px_bind_number(stmt, 1, trade);
		px_bind_number(stmt, 2, middle + row * (int64_t)PX_CELL_ROW - side);
		px_bind_number(stmt, 3, middle + row * (int64_t)PX_CELL_ROW + side);
		if (add_offers(round, stmt, err))
			return -1;
	}
	return 0;
}

/* The nearest edge of the squares: a degree of longitude is shortest where it is farthest north or
 * south. */
static double
reach(struct px_point point, int side)
{
	double edge = (fabs(point.lat) + (side + 1) * CELL_DEGREES) * 3.14159265358979323846 / 180;

	return side < 0 ? HUGE_VAL : side * CELL_DEGREES * KM_OF_DEGREE * cos(edge);
}

static int
compare(const void *a, const void *b)
{
	const struct offer *one = a, *other = b;

	if (one->km != other->km)
		return one->km < other->km ? -1 : 1;
	return (one->id > other->id) - (one->id < other->id);
}

static int
is_named(struct px_finding *finding, int64_t activity, struct px_err *err)
{
	struct px_stmt *stmt;
	int got;

	if (!finding->find->name_count)
		return 1;
	stmt = px_store_prepare(finding->store, name_sql, err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, activity / PX_RPPS_SPAN);
	got = px_stmt_step(stmt, err);
	if (got > 0)
		got = px_find_named(finding->find, px_stmt_text(stmt, 0), px_stmt_text(stmt, 1));
	px_stmt_done(stmt);
	return got;
}

/* The activities of one offer: "1024 7 2041", each what it adds to the one before. */
static int
take_activities(struct px_finding *finding, const char *text, double km, struct px_err *err)
{
	int64_t activity = 0;

	while (*text && !px_find_full(finding)) {
		char *end;
		int named;

		activity += strtoll(text, &end, 10);
		if (end == text)
			break;
		text = end;
		named = is_named(finding, activity, err);
		if (named < 0 || (named && px_find_add(finding, activity, km, err) < 0))
			return -1;
	}
	return 0;
}

static int
take_offer(struct px_finding *finding, const struct offer *offer, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(finding->store, read_sql, err);
	int got = -1;

	if (stmt) {
		px_bind_number(stmt, 1, offer->id);
		got = px_stmt_step(stmt, err);
	}
	if (got == 1)
		got = take_activities(finding, px_stmt_text(stmt, 0), offer->km, err);
	px_stmt_done(stmt);
	return got;
}

static int
run_round(struct round *round, int side, struct px_err *err)
{
	struct px_finding *finding = round->finding;

	round->count = 0;
	round->sees = reach(finding->find->point, side);
	if (finding->find->within >= 0 && finding->find->within < round->sees)
		round->sees = finding->find->within;
	for (size_t trade = 0; trade < finding->trade_limit; trade++)
		if (finding->meant[trade] &&
		    (side < 0 ? add_all(round, (int64_t)trade, err)
			      : add_square(round, (int64_t)trade, side, err)))
			return -1;
	if (round->count)
		qsort(round->items, round->count, sizeof(*round->items), compare);
	for (size_t i = 0; i < round->count && !px_find_full(finding); i++)
		if (take_offer(finding, &round->items[i], err))
			return -1;
	round->seen = round->sees;
	return 0;
}

int
px_find_by_place(struct px_finding *finding, struct px_err *err)
{
	struct round round = { .finding = finding, .seen = -1 };
	double within = finding->find->within;
	int result = 0;

	for (size_t i = 0; !result && i < PX_COUNT(rounds) && !px_find_full(finding); i++) {
		if (within >= 0 && round.seen >= within)
			break;
		result = run_round(&round, rounds[i], err);
	}
	free(round.items);
	return result;
}
