/* The held meetings of the year, by id: their local day, and their part of a group's number. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "care/ledger/sum.h"
#include "model/types.h"

struct px_project {
	struct px_keyed_head id;
	uint64_t place;
};

int
px_sum_read_projects(struct px_sums *sums, struct px_err *err)
{
	struct px_names *names = &sums->project_names;
	struct px_stmt *stmt =
		px_sum_prepare(sums, sums->stores[0], "\"id\", \"slug\" FROM \"project\"",
			       " ORDER BY \"slug\", \"id\"", err);
	int more = -1;

	sums->projects = (struct px_keyed)PX_KEYED_INIT(struct px_project);
	while (stmt && (more = px_stmt_step(stmt, err)) == 1) {
		const char *slug = px_stmt_text(stmt, 1);
		struct px_project *project =
			px_keyed_add(&sums->projects, (uint64_t)px_stmt_number(stmt, 0));

		if (!names->count || strcmp(names->items[names->count - 1].key, slug) != 0) {
			PX_GROW(names->items, names->count, names->capacity);
			names->items[names->count++] =
				(struct px_name){ .key = px_arena_strdup(&sums->arena, slug) };
		}
		project->place = names->count - 1;
	}
	px_stmt_done(stmt);
	return more;
}

/* The local days of the year, told by the instants at which they end. */
struct calendar {
	int day, days;
	int months[366];
	char ends[366][PX_INSTANT_SIZE];
};

static void
midnight_of(const struct px_zone *zone, struct px_date date, char *text)
{
	px_instant_format(px_zone_instant(zone, (struct px_local){ .date = date }), text);
}

static void
make_calendar(const struct px_sums *sums, struct calendar *calendar)
{
	int64_t first = px_date_days((struct px_date){ sums->year, 1, 1 });

	calendar->day = 0;
	calendar->days = (int)(px_date_days((struct px_date){ sums->year + 1, 1, 1 }) - first);
	for (int i = 0; i < calendar->days; i++) {
		calendar->months[i] = px_date_from_days(first + i).month;
		midnight_of(sums->zone, px_date_from_days(first + i + 1), calendar->ends[i]);
	}
}

static uint64_t
kind_place(const char *kind)
{
	uint64_t place = 0;

	while (px_meeting_kinds[place + 1] && strcmp(px_meeting_kinds[place], kind) != 0)
		place++;
	return place;
}

enum { MEETING_ID, MEETING_START, MEETING_MINUTES, MEETING_KIND, MEETING_PROJECT };

static uint64_t
project_place(const struct px_sums *sums, struct px_stmt *stmt)
{
	const struct px_project *project = NULL;

	if (!px_stmt_null(stmt, MEETING_PROJECT))
		project = px_keyed_find(&sums->projects,
					(uint64_t)px_stmt_number(stmt, MEETING_PROJECT));
	return project ? project->place : sums->project_names.count;
}

static uint64_t
part_of(const struct px_sums *sums, struct px_stmt *stmt, int month)
{
	const uint64_t *weights = sums->weights;
	uint64_t part = weights[PX_LEDGER_BY_MONTH] * (uint64_t)(month - 1);

	if (weights[PX_LEDGER_BY_KIND])
		part += weights[PX_LEDGER_BY_KIND] * kind_place(px_stmt_text(stmt, MEETING_KIND));
	if (weights[PX_LEDGER_BY_PROJECT])
		part += weights[PX_LEDGER_BY_PROJECT] * project_place(sums, stmt);
	return part;
}

static uint32_t
class_of(struct px_sums *sums, uint64_t part)
{
	size_t count = sums->classes.count;
	struct px_class *found = px_keyed_add(&sums->classes, part);

	if (sums->classes.count > count) {
		PX_GROW(sums->class_parts, count, sums->class_capacity);
		sums->class_parts[count] = part;
		found->place = (uint32_t)count;
	}
	return found->place;
}

static struct px_sum_meeting *
meeting_at(struct px_sums *sums, uint64_t id)
{
	size_t page = (size_t)(id >> PX_SUM_PAGE_BITS);

	while (page >= sums->page_count) {
		PX_GROW(sums->pages, sums->page_count, sums->page_capacity);
		sums->pages[sums->page_count++] = NULL;
	}
	if (!sums->pages[page])
		sums->pages[page] = px_calloc(PX_SUM_PAGE, sizeof(**sums->pages));
	return &sums->pages[page][id & (PX_SUM_PAGE - 1)];
}

/* Meetings come by start: the day only moves forward. */
static void
take_meeting(struct px_sums *sums, struct px_stmt *stmt, struct calendar *calendar)
{
	const char *start = px_stmt_text(stmt, MEETING_START);
	uint32_t class;

	while (calendar->day < calendar->days - 1 &&
	       strcmp(start, calendar->ends[calendar->day]) >= 0)
		calendar->day++;
	class = class_of(sums, part_of(sums, stmt, calendar->months[calendar->day]));
	*meeting_at(sums, (uint64_t)px_stmt_number(stmt, MEETING_ID)) = (struct px_sum_meeting){
		.class_plus_one = class + 1,
		.minutes = (uint16_t)px_stmt_number(stmt, MEETING_MINUTES),
		.day = (uint16_t)calendar->day,
	};
}

int
px_sum_read_meetings(struct px_sums *sums, struct px_store *store, struct px_err *err)
{
	struct px_stmt *stmt = px_sum_prepare(
		sums, store,
		"\"id\", \"start\", \"minutes\", \"kind\", \"project\" FROM \"meeting\"",
		" AND \"status\" = 'held' AND \"start\" >= $2 AND \"start\" < $3 ORDER BY "
		"\"start\"",
		err);
	char first[PX_INSTANT_SIZE];
	struct calendar calendar;
	int more = -1;

	if (!stmt)
		return -1;
	make_calendar(sums, &calendar);
	midnight_of(sums->zone, (struct px_date){ sums->year, 1, 1 }, first);
	px_bind_text(stmt, 2, first);
	px_bind_text(stmt, 3, calendar.ends[calendar.days - 1]);
	while ((more = px_stmt_step(stmt, err)) == 1)
		take_meeting(sums, stmt, &calendar);
	px_stmt_done(stmt);
	return more;
}

void
px_sum_release_meetings(struct px_sums *sums)
{
	for (size_t i = 0; i < sums->page_count; i++)
		free(sums->pages[i]);
	free(sums->pages);
	px_keyed_release(&sums->classes);
	px_keyed_release(&sums->projects);
	free(sums->class_parts);
	free(sums->project_names.items);
}
