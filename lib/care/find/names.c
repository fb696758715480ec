/* By name: the persons of a family name, wherever they are, then their nearest activities. */
#include <stdlib.h>
#include <string.h>

#include "care/find/part.h"
#include "care/register/part.h"

#define SCALE 10000.0

enum {
	PARTICLE = 3,           /* letters at most */
	MOST_PERSONS = 2000,    /* of one name alone: the nearest are found faster by place */
	MOST_WITH_MORE = 60000, /* when other names tell them apart */
};

static const char person_sql[] = "SELECT \"id\", \"family_folded\", \"given_folded\" FROM "
				 "\"rpps_person\" WHERE \"family_folded\" >= $1 AND "
				 "\"family_folded\" < $2";
static const char activity_sql[] =
	"SELECT a.\"id\", k.\"trade\", s.\"lat\", s.\"lon\" FROM \"rpps_activity\" a "
	"JOIN \"rpps_kind\" k ON k.\"id\" = a.\"kind\" "
	"LEFT JOIN \"rpps_structure\" s ON s.\"id\" = a.\"structure\" "
	"WHERE a.\"id\" BETWEEN $1 AND $2";

struct match {
	int64_t activity;
	double km;
};

struct named {
	struct px_finding *finding;
	struct px_register_list persons;
	size_t read; /* rows of the index */
	struct match *items;
	size_t count, capacity;
};

/* Persons whose family name begins so: 1, 0 when there are too many, -1. */
static int
add_persons(struct named *named, const char *beginning, struct px_err *err)
{
	const struct px_find *find = named->finding->find;
	size_t most = find->name_count > 1 ? MOST_WITH_MORE : MOST_PERSONS;
	struct px_stmt *stmt = px_store_prepare(named->finding->store, person_sql, err);
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_bind_text(stmt, 1, beginning);
		px_bind_text(
			stmt, 2,
			px_arena_printf(named->finding->arena, "%s\xf4\x8f\xbf\xbf", beginning));
	}
	while (got > 0 && named->read <= most && (got = px_stmt_step(stmt, err)) > 0) {
		named->read++;
		if (px_find_named(find, px_stmt_text(stmt, 1), px_stmt_text(stmt, 2)))
			px_register_list_add(&named->persons, (uint64_t)px_stmt_number(stmt, 0));
	}
	px_stmt_done(stmt);
	return got < 0 ? -1 : named->read <= most;
}

static bool
is_particle(const char *word)
{
	return strlen(word) <= PARTICLE;
}

/* Particles (le, de la, d', ben) begin too many names: they are looked for with what follows them. */
static int
add_joined(struct named *named, size_t first, size_t last, struct px_err *err)
{
	static const char *const joints[] = { " ", "-", "'" };
	const struct px_find *find = named->finding->find;
	int got = 1;

	for (size_t j = 0; got > 0 && j < PX_COUNT(joints); j++) {
		struct px_buf beginning = PX_BUF_INIT;

		for (size_t i = first; i <= last; i++)
			px_buf_printf(&beginning, "%s%s", i > first ? joints[j] : "",
				      find->names[i]);
		got = add_persons(named, beginning.data, err);
		px_buf_release(&beginning);
	}
	return got;
}

/* Each word may begin the family name. */
static int
find_persons(struct named *named, struct px_err *err)
{
	const struct px_find *find = named->finding->find;
	int got = 1;

	for (size_t i = 0; got > 0 && i < find->name_count; i++) {
		size_t last = i;

		while (last + 1 < find->name_count && is_particle(find->names[last]))
			last++;
		if (last > i)
			got = add_joined(named, i, last, err);
		else
			got = add_persons(named, find->names[i], err);
	}
	return got;
}

static double
distance_of(const struct px_finding *finding, struct px_stmt *stmt)
{
	struct px_point point;

	if (px_stmt_null(stmt, 2))
		return -1;
	point = (struct px_point){ (double)px_stmt_number(stmt, 2) / SCALE,
				   (double)px_stmt_number(stmt, 3) / SCALE };
	return px_geo_km(finding->find->point, point);
}

static int
add_activities(struct named *named, int64_t person, struct px_err *err)
{
	struct px_finding *finding = named->finding;
	double within = finding->find->within;
	struct px_stmt *stmt = px_store_prepare(finding->store, activity_sql, err);
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_bind_number(stmt, 1, person * PX_RPPS_SPAN);
		px_bind_number(stmt, 2, person * PX_RPPS_SPAN + PX_RPPS_SPAN - 1);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		size_t trade = (size_t)px_stmt_number(stmt, 1);
		double km = distance_of(finding, stmt);

		if (trade >= finding->trade_limit || !finding->meant[trade] ||
		    (within >= 0 && (km < 0 || km > within)))
			continue;
		PX_GROW(named->items, named->count, named->capacity);
		named->items[named->count++] = (struct match){ px_stmt_number(stmt, 0), km };
	}
	px_stmt_done(stmt);
	return got;
}

static int
compare(const void *a, const void *b)
{
	const struct match *one = a, *other = b;

	if ((one->km < 0) != (other->km < 0))
		return one->km < 0 ? 1 : -1;
	if (one->km != other->km)
		return one->km < other->km ? -1 : 1;
	return (one->activity > other->activity) - (one->activity < other->activity);
}

static int
take_matches(struct named *named, struct px_err *err)
{
	for (size_t i = 0; i < named->persons.count; i++)
		if (add_activities(named, (int64_t)named->persons.items[i], err))
			return -1;
	if (named->count)
		qsort(named->items, named->count, sizeof(*named->items), compare);
	for (size_t i = 0; i < named->count && !px_find_full(named->finding); i++)
		if (px_find_add(named->finding, named->items[i].activity, named->items[i].km, err) <
		    0)
			return -1;
	return 1;
}

int
px_find_by_name(struct px_finding *finding, struct px_err *err)
{
	struct named named = { .finding = finding, .persons = PX_REGISTER_LIST_INIT };
	int got = find_persons(&named, err);

	if (got > 0)
		got = take_matches(&named, err);
	px_register_list_release(&named.persons);
	free(named.items);
	return got;
}
