#include "care/pace.h"

#include <string.h>

#include "base/zone.h"
#include "care/aci/run.h"
#include "model/types.h"
#include "store/query.h"

enum { SETTLED_AFTER = 30 }; /* days before a pace says something */

/* Is it a fact that this counter counts over the records? */
static bool
is_counted(const struct px_aci_rules *rules, const struct px_aci_expr *expr, const char *counter)
{
	const char *name = NULL;

	if (expr && expr->leaf == PX_ACI_FACT)
		name = rules->facts[expr->index].counter;
	return name && strcmp(name, counter) == 0;
}

/* The step that asks for a minimum of meetings. */
static const struct px_aci_step *
meetings_step(const struct px_aci_rules *rules, const struct px_aci_indicator *indicator)
{
	for (size_t i = 0; i < indicator->step_count; i++)
		if (indicator->steps[i].required &&
		    is_counted(rules, indicator->steps[i].of, "concertation_meetings"))
			return &indicator->steps[i];
	return NULL;
}

static const struct px_aci_indicator *
find_indicator(const struct px_aci_rules *rules)
{
	for (size_t i = 0; i < rules->indicator_count; i++) {
		const struct px_aci_indicator *indicator = &rules->indicators[i];

		if (indicator->needed && is_counted(rules, indicator->done, "concertation_files") &&
		    meetings_step(rules, indicator))
			return indicator;
	}
	return NULL;
}

static int64_t
whole(struct px_aci_run *run, const struct px_aci_expr *expr)
{
	int64_t number = 0;

	return px_ratio_integer(px_ratio_ceiling(px_aci_number_of(run, expr)), &number) == 0
		       ? number
		       : 0;
}

static int
take_count(const struct px_group *group, void *data, struct px_err *err)
{
	(void)err;
	*(int64_t *)data = group->count;
	return 0;
}

/* Concertations of the year that are planned and not past. */
static int
count_planned(const struct px_pace_of *of, int year, int64_t *count, struct px_err *err)
{
	struct px_filters filters = { 0 };
	struct px_query query = { .type = &px_type_meeting,
				  .organization = of->organization,
				  .limit = -1,
				  .world = of->world };
	char now[PX_INSTANT_SIZE];
	const char *conditions[] = { "kind=concertation", "status=planned", NULL, NULL, NULL };
	int result = 0;

	px_instant_format(of->world->now, now);
	conditions[2] = px_arena_printf(of->arena, "start>=%s", now);
	conditions[3] = px_arena_printf(of->arena, "start>=%04d-01-01", year);
	conditions[4] = px_arena_printf(of->arena, "start<%04d-01-01", year + 1);
	for (size_t i = 0; i < PX_COUNT(conditions) && result == 0; i++)
		result = px_filters_add(&filters, query.type, conditions[i], of->world, of->arena,
					err);
	query.filters = filters.items;
	query.filter_count = filters.count;
	if (result == 0)
		result = px_query_groups(of->store, &query, NULL, 0, NULL, take_count, count, err);
	px_filters_release(&filters);
	return result;
}

static int64_t
most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* The covered days are the last of the year. */
static void
count_days(const struct px_pace_of *of, struct px_pace *pace)
{
	struct px_local local = px_zone_local(of->world->zone, of->world->now);
	int64_t today = px_date_days(local.date);
	int64_t last = px_date_days((struct px_date){ pace->year, 12, 31 });

	pace->elapsed = most(0, today - (last - pace->days));
	if (pace->elapsed > pace->days)
		pace->elapsed = pace->days;
}

static void
project(struct px_pace *pace)
{
	struct px_pace_count *meetings = &pace->meetings, *files = &pace->files;

	meetings->projected = meetings->done + meetings->planned;
	if (pace->elapsed >= SETTLED_AFTER && pace->elapsed < pace->days)
		meetings->projected =
			most(meetings->projected, meetings->done * pace->days / pace->elapsed);
	files->projected =
		meetings->done ? files->done * meetings->projected / meetings->done : files->done;
}

int
px_pace_read(const struct px_pace_of *of, struct px_pace *out, struct px_err *err)
{
	const struct px_aci_rules *rules = of->facts->rules;
	const struct px_aci_indicator *indicator = find_indicator(rules);
	const struct px_aci_step *step;
	struct px_aci_run run;

	if (!indicator)
		return 0;
	step = meetings_step(rules, indicator);
	px_aci_run_start(&run, of->arena, of->facts, "fr");
	*out = (struct px_pace){ .year = of->facts->year, .code = indicator->code };
	out->days = rules->days ? whole(&run, rules->days) : px_aci_year_days(out->year);
	out->meetings.done = whole(&run, step->of);
	out->meetings.needed = whole(&run, step->required);
	out->files.done = whole(&run, indicator->done);
	out->files.needed = whole(&run, indicator->needed);
	if (count_planned(of, out->year, &out->meetings.planned, err) != 0)
		return -1;
	count_days(of, out);
	project(out);
	return 1;
}

int64_t
px_pace_missing(const struct px_pace_count *count)
{
	return most(0, count->needed - count->projected);
}

int64_t
px_pace_files_a_meeting(const struct px_pace *pace)
{
	int64_t files = most(0, pace->files.needed - pace->files.done);
	int64_t to_hold =
		most(pace->meetings.projected, pace->meetings.needed) - pace->meetings.done;

	return to_hold > 0 ? (files + to_hold - 1) / to_hold : files;
}
