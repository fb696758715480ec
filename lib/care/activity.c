#include "care/activity.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/zone.h"
#include "care/ledger.h"

enum { MONTHS = 12, MOST_COLUMNS = 3 };

/* Each counts by practitioner (column 0) what began, or was done, in [$2, $3[: one figure a column.  The
 * cross join has SQLite read the tasks of the month first, and not all assignees in their order. */
static const struct {
	const char *sql;
	enum px_activity_figure figures[MOST_COLUMNS];
	int count;
} sources[] = {
	{ "SELECT a.\"target\", count(*), COALESCE(sum(t.\"minutes\"), 0) FROM \"task\" t "
	  "CROSS JOIN \"task_assignees\" a WHERE a.\"organization\" = t.\"organization\" "
	  "AND a.\"owner\" = t.\"id\" AND t.\"organization\" = $1 AND t.\"completed\" >= $2 "
	  "AND t.\"completed\" < $3 AND t.\"status\" = 'done' GROUP BY 1",
	  { PX_ACTIVITY_TASKS, PX_ACTIVITY_TASK_MINUTES },
	  2 },
	{ "SELECT \"practitioner\", count(*) FROM \"slot\" WHERE \"organization\" = $1 "
	  "AND \"start\" >= $2 AND \"start\" < $3 AND \"status\" <> 'closed' "
	  "AND \"audience\" <> 'self' AND \"practitioner\" IS NOT NULL GROUP BY 1",
	  { PX_ACTIVITY_OFFERED },
	  1 },
	{ "SELECT \"practitioner\", count(*), "
	  "sum(CASE WHEN \"status\" = 'fulfilled' THEN 1 ELSE 0 END), "
	  "sum(CASE WHEN \"status\" = 'noshow' THEN 1 ELSE 0 END) "
	  "FROM \"appointment\" WHERE \"organization\" = $1 AND \"start\" >= $2 "
	  "AND \"start\" < $3 AND \"practitioner\" IS NOT NULL GROUP BY 1",
	  { PX_ACTIVITY_BOOKED, PX_ACTIVITY_ATTENDED, PX_ACTIVITY_MISSED },
	  3 },
	{ "SELECT \"accepted_by\", count(*) FROM \"request\" WHERE \"organization\" = $1 "
	  "AND \"ended\" >= $2 AND \"ended\" < $3 AND \"status\" = 'accepted' GROUP BY 1",
	  { PX_ACTIVITY_REQUESTS },
	  1 },
};

/* Figures that say nothing as long as the year has none of the first one. */
static const enum px_activity_figure sign_of[PX_ACTIVITY_FIGURES] = {
	[PX_ACTIVITY_MEETINGS] = PX_ACTIVITY_MEETINGS,
	[PX_ACTIVITY_MEETING_MINUTES] = PX_ACTIVITY_MEETINGS,
	[PX_ACTIVITY_TASKS] = PX_ACTIVITY_TASKS,
	[PX_ACTIVITY_TASK_MINUTES] = PX_ACTIVITY_TASKS,
	[PX_ACTIVITY_OFFERED] = PX_ACTIVITY_OFFERED,
	[PX_ACTIVITY_BOOKED] = PX_ACTIVITY_OFFERED,
	[PX_ACTIVITY_ATTENDED] = PX_ACTIVITY_BOOKED,
	[PX_ACTIVITY_MISSED] = PX_ACTIVITY_BOOKED,
	[PX_ACTIVITY_REQUESTS] = PX_ACTIVITY_REQUESTS,
};

struct person {
	int64_t id;
	const char *handle, *name;
	struct px_activity_line months[MONTHS];
};

struct people {
	struct px_store *store;
	struct px_arena *arena;
	int64_t organization;
	struct person *items; /* by id */
	size_t count, capacity;
	int64_t totals[PX_ACTIVITY_FIGURES];
};

static int
read_people(struct people *people, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		people->store,
		"SELECT \"id\", \"handle\", \"given\", \"family\" FROM \"practitioner\" "
		"WHERE \"organization\" = $1 ORDER BY \"id\"",
		err);
	int got = stmt ? 1 : -1;

	if (stmt)
		px_bind_number(stmt, 1, people->organization);
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		const char *given = px_stmt_text(stmt, 2);
		struct person *person;

		PX_GROW(people->items, people->count, people->capacity);
		person = &people->items[people->count++];
		*person = (struct person){
			.id = px_stmt_number(stmt, 0),
			.handle = px_arena_strdup(people->arena, px_stmt_text(stmt, 1)),
			.name = px_arena_printf(people->arena, "%s%s%s", given ? given : "",
						given ? " " : "", px_stmt_text(stmt, 3)),
		};
	}
	px_stmt_done(stmt);
	return got;
}

static int
compare_ids(const void *key, const void *item)
{
	int64_t id = *(const int64_t *)key, other = ((const struct person *)item)->id;

	return (id > other) - (id < other);
}

static void
add(struct people *people, struct person *person, int month, enum px_activity_figure figure,
    int64_t number)
{
	person->months[month - 1].figures[figure] += number;
	people->totals[figure] += number;
}

/*
 * Sources.
 */
static int
read_source(struct people *people, size_t source, int month, const char *first, const char *end,
	    struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(people->store, sources[source].sql, err);
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_bind_number(stmt, 1, people->organization);
		px_bind_text(stmt, 2, first);
		px_bind_text(stmt, 3, end);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		int64_t id = px_stmt_number(stmt, 0);
		struct person *person = bsearch(&id, people->items, people->count,
						sizeof(*people->items), compare_ids);

		for (int i = 0; person && i < sources[source].count; i++)
			add(people, person, month, sources[source].figures[i],
			    px_stmt_number(stmt, i + 1));
	}
	px_stmt_done(stmt);
	return got;
}

static int
read_month(struct people *people, const struct px_zone *zone, int year, int month,
	   struct px_err *err)
{
	struct px_date begins = { year, month, 1 };
	struct px_date ends = { year + month / MONTHS, month % MONTHS + 1, 1 };
	char first[PX_INSTANT_SIZE], end[PX_INSTANT_SIZE];

	px_instant_format(px_zone_instant(zone, (struct px_local){ .date = begins }), first);
	px_instant_format(px_zone_instant(zone, (struct px_local){ .date = ends }), end);
	for (size_t i = 0; i < PX_COUNT(sources); i++)
		if (read_source(people, i, month, first, end, err))
			return -1;
	return 0;
}

/* The ledger knows people by their handles; sums come in the order of these. */
static int
take_meetings(const struct px_ledger_sum *sum, void *data, struct px_err *err)
{
	struct people *people = data;

	(void)err;
	for (size_t i = 0; i < people->count; i++) {
		if (strcmp(people->items[i].handle, sum->practitioner) != 0)
			continue;
		add(people, &people->items[i], sum->month, PX_ACTIVITY_MEETINGS, sum->presences);
		add(people, &people->items[i], sum->month, PX_ACTIVITY_MEETING_MINUTES,
		    sum->minutes);
		break;
	}
	return 0;
}

/*
 * Lines.
 */
static bool
is_empty(const struct px_activity_line *line)
{
	for (size_t i = 0; i < PX_ACTIVITY_FIGURES; i++)
		if (line->figures[i])
			return false;
	return true;
}

static int
compare_lines(const void *a, const void *b)
{
	const struct px_activity_line *one = a, *other = b;

	if (one->month != other->month)
		return one->month < other->month ? -1 : 1;
	return strcmp(one->who, other->who);
}

static void
give(const struct people *people, struct px_activity *out)
{
	for (size_t i = 0; i < people->count; i++)
		for (int month = 1; month <= MONTHS; month++) {
			struct px_activity_line line = people->items[i].months[month - 1];

			if (is_empty(&line))
				continue;
			line.month = month;
			line.who = people->items[i].handle;
			line.name = people->items[i].name;
			for (size_t k = 0; k < PX_ACTIVITY_FIGURES; k++)
				if (!people->totals[sign_of[k]])
					line.figures[k] = PX_ACTIVITY_NONE;
			PX_GROW(out->items, out->count, out->capacity);
			out->items[out->count++] = line;
		}
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare_lines);
}

int
px_activity_year(struct px_store *store, int64_t organization, const struct px_world *world,
		 int year, struct px_arena *arena, struct px_activity *out, struct px_err *err)
{
	static const enum px_ledger_by by[] = { PX_LEDGER_BY_PRACTITIONER, PX_LEDGER_BY_MONTH };
	struct people people = { .store = store, .arena = arena, .organization = organization };
	int result = read_people(&people, err);

	for (int month = 1; result == 0 && month <= MONTHS; month++)
		result = read_month(&people, world->zone, year, month, err);
	if (result == 0)
		result = px_ledger_sum(store, organization, world->zone, year, by, PX_COUNT(by),
				       take_meetings, &people, err);
	if (result == 0)
		give(&people, out);
	free(people.items);
	return result;
}
