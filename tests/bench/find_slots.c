/*
 * How long it takes to find slots, inside a process: find_slots DATABASE COMMUNES QUERIES [SEED].
 *
 * Thousands of searches of one trade, 48 hours, 30 km, the 10 earliest: half of them where people are,
 * half in any commune of France, most of which are villages.  Prints, in microseconds of
 * the processor, "queries 4000 found 31234 p50 12.3 p99 123.4 wall99 150.1 longest 345.6": what others
 * run meanwhile is in wall99 alone.  COMMUNES:
 * share/geo/communes.txt.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/mem.h"
#include "care/communes.h"
#include "care/slot.h"
#include "model/types.h"

enum { DAY = 86400, RADIUS = 30, LIMIT = 10, TEAM = 1 };

struct places {
	struct px_point *items;
	size_t count, capacity;
};

static const char *const trades[] = { "10/SM54", "60/",     "70/",     "40/",     "50/", "10/SM04",
				      "10/SM15", "10/SM38", "10/SM40", "10/SM42", "91/" };

static int
keep_commune(const struct px_commune *commune, void *data)
{
	struct places *places = data;

	if (!commune->located)
		return 0;
	PX_GROW(places->items, places->count, places->capacity);
	places->items[places->count++] = commune->point;
	return 0;
}

/* Where some of those who offer slots are. */
static int
read_people(struct px_store *store, struct places *people, struct px_err *err)
{
	struct px_stmt *stmt =
		px_store_prepare(store,
				 "SELECT \"lat\", \"lon\" FROM \"slot\" WHERE \"id\" % "
				 "997 = 0 AND \"lat\" IS NOT NULL LIMIT 20000",
				 err);
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		PX_GROW(people->items, people->count, people->capacity);
		px_geo_read(px_stmt_text(stmt, 0), px_stmt_text(stmt, 1),
			    &people->items[people->count++]);
	}
	px_stmt_done(stmt);
	return got;
}

static double
microseconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static size_t
roll(uint64_t *dice, size_t sides)
{
	*dice ^= *dice << 13;
	*dice ^= *dice >> 7;
	*dice ^= *dice << 17;
	return (size_t)((*dice >> 11) % sides);
}

static int
compare(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;

	return (a > b) - (a < b);
}

/* One search from some moment of the next week; how many it found, or -1. */
static int
find_one(const struct px_slot_at *at, struct px_point point, const char *const *trade, double *own,
	 double *wall, struct px_err *err)
{
	struct px_slot_search search = { .trades = trade,
					 .trade_count = 1,
					 .placed = true,
					 .point = point,
					 .radius = RADIUS,
					 .from = at->world->now,
					 .until = at->world->now + 2 * DAY,
					 .audience = TEAM,
					 .mode = -1,
					 .limit = LIMIT };
	struct px_slot_list list = { NULL, 0, 0 };
	double begun = microseconds(CLOCK_MONOTONIC);
	int result;

	*own = microseconds(CLOCK_THREAD_CPUTIME_ID);
	result = px_slot_find(at, &search, &list, err);
	*own = microseconds(CLOCK_THREAD_CPUTIME_ID) - *own;
	*wall = microseconds(CLOCK_MONOTONIC) - begun;
	free(list.items);
	return result ? -1 : (int)list.count;
}

static int
measure(struct px_slot_at *at, size_t queries, uint64_t dice, struct px_err *err)
{
	struct places people = { NULL, 0, 0 }, communes = { NULL, 0, 0 };
	double *own = px_calloc(queries, sizeof(*own)), *wall = px_calloc(queries, sizeof(*wall));
	struct px_world world = *at->world;
	int64_t begin = world.now, found = 0;
	int result = read_people(at->store, &people, err);

	at->world = &world;
	if (result == 0)
		result = px_communes_each(at->store, at->communes, PX_COMMUNE_ALL, NULL,
					  keep_commune, &communes, err);
	for (size_t i = 0; result >= 0 && i < queries; i++) {
		const struct places *places = i % 2 ? &communes : &people;

		world.now = begin + (int64_t)roll(&dice, 7 * DAY);
		result = find_one(at, places->items[roll(&dice, places->count)],
				  &trades[roll(&dice, PX_COUNT(trades))], &own[i], &wall[i], err);
		found += result;
	}
	qsort(own, queries, sizeof(*own), compare);
	qsort(wall, queries, sizeof(*wall), compare);
	if (result >= 0)
		printf("queries %zu found %lld p50 %.1f p99 %.1f wall99 %.1f longest %.1f\n",
		       queries, (long long)found, own[queries / 2], own[queries * 99 / 100],
		       wall[queries * 99 / 100], own[queries - 1]);
	free(own);
	free(wall);
	free(people.items);
	free(communes.items);
	return result < 0 ? -1 : 0;
}

int
main(int argc, char **argv)
{
	struct px_err err = PX_ERR_INIT;
	struct px_arena arena = PX_ARENA_INIT;
	struct px_world world = { .now = 0 };
	struct px_slot_at at = { NULL, &arena, &world, 1, argc > 2 ? argv[2] : NULL };
	const char *now = getenv("PLEXUS_NOW");
	int result = -1;

	if (argc < 4 || !now || px_instant_parse(now, &world.now)) {
		fputs("usage: PLEXUS_NOW=INSTANT find_slots DATABASE COMMUNES QUERIES [SEED]\n",
		      stderr);
		return 2;
	}
	at.store = px_store_open(argv[1], PX_ACCESS_READ, &err);
	if (at.store)
		result = measure(&at, strtoul(argv[3], NULL, 10),
				 argc > 4 ? strtoull(argv[4], NULL, 10) + 1 : 20260302, &err);
	if (result)
		fprintf(stderr, "find_slots: %s\n", err.message);
	px_store_close(at.store);
	px_arena_release(&arena);
	return result != 0;
}
