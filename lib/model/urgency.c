#include "model/urgency.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/zone.h"
#include "model/types.h"

/*
 * A due day weighs a fifth of its weight three weeks ahead and before, all of it after a week of
 * delay, and in between more every day.
 */
enum {
	DUE_FAR = 21, /* days ahead */
	DUE_LATE = 7, /* days of delay */
	DUE_SPAN = DUE_FAR + DUE_LATE,
	DUE_WHOLE = 5 * DUE_SPAN,
	AGE_WHOLE = 365, /* days */
};

/* Days from now to the day that a field holds; false when it is unset. */
static bool
days_ahead(const struct px_record *task, size_t field, const struct px_world *world, int64_t *days)
{
	const char *text = px_record_text(task, field);
	struct px_date date;

	if (!text || px_date_parse(text, &date) != 0)
		return false;
	*days = px_date_days(date) - px_world_today(world);
	return true;
}

static int64_t
part_of_due(const struct px_record *task, const struct px_world *world)
{
	int64_t days;

	if (!days_ahead(task, PX_TASK_DUE, world, &days))
		return 0;
	days = days > DUE_FAR ? DUE_FAR : days < -DUE_LATE ? -DUE_LATE : days;
	return DUE_SPAN + 4 * (DUE_FAR - days);
}

static void
why_due(const struct px_record *task, const struct px_world *world, struct px_buf *out)
{
	int64_t days;

	if (!days_ahead(task, PX_TASK_DUE, world, &days))
		return;
	if (days == 0)
		px_buf_puts(out, _("due today"));
	else if (days > 0)
		px_buf_printf(out,
			      px_trn("due in %lld day", "due in %lld days", (unsigned long)days),
			      (long long)days);
	else
		px_buf_printf(out, px_trn("%lld day late", "%lld days late", (unsigned long)-days),
			      (long long)-days);
}

static int64_t
part_of_high(const struct px_record *task, const struct px_world *world)
{
	(void)world;
	return px_record_is(task, PX_TASK_PRIORITY, "high");
}

static int64_t
part_of_low(const struct px_record *task, const struct px_world *world)
{
	(void)world;
	return px_record_is(task, PX_TASK_PRIORITY, "low");
}

static int64_t
part_of_started(const struct px_record *task, const struct px_world *world)
{
	(void)world;
	return px_record_is(task, PX_TASK_STATUS, "started");
}

static int64_t
part_of_scheduled(const struct px_record *task, const struct px_world *world)
{
	int64_t days;

	return days_ahead(task, PX_TASK_SCHEDULED, world, &days) && days <= 0;
}

static int64_t
part_of_waiting(const struct px_record *task, const struct px_world *world)
{
	int64_t days;

	return days_ahead(task, PX_TASK_WAIT, world, &days) && days > 0;
}

static int64_t
part_of_meeting(const struct px_record *task, const struct px_world *world)
{
	(void)world;
	return task->values[PX_TASK_MEETING].state == PX_SET;
}

static int64_t
part_of_project(const struct px_record *task, const struct px_world *world)
{
	(void)world;
	return task->values[PX_TASK_PROJECT].state == PX_SET;
}

static int64_t
part_of_assigned(const struct px_record *task, const struct px_world *world)
{
	(void)world;
	return task->values[PX_TASK_ASSIGNEES].state == PX_SET;
}

/* Days since it was stored. */
static int64_t
age(const struct px_record *task, const struct px_world *world)
{
	const char *text = px_record_text(task, PX_F_CREATED);
	int64_t created;

	if (!text || px_instant_parse(text, &created) != 0)
		return 0;
	return px_world_today(world) - px_date_days(px_zone_local(world->zone, created).date);
}

static int64_t
part_of_age(const struct px_record *task, const struct px_world *world)
{
	int64_t days = age(task, world);

	return days < 0 ? 0 : days > AGE_WHOLE ? AGE_WHOLE : days;
}

static void
why_age(const struct px_record *task, const struct px_world *world, struct px_buf *out)
{
	long long days = age(task, world);

	px_buf_printf(out, px_trn("%lld day old", "%lld days old", (unsigned long)days), days);
}

const struct px_urgency_term px_urgency_terms[] = {
	{ "urgency.due", 1200,
	  N_("its day comes near: a fifth three weeks ahead, all after a week of delay"),
	  part_of_due, DUE_WHOLE, why_due },
	{ "urgency.high", 600, N_("high priority"), part_of_high, 1, NULL },
	{ "urgency.low", -180, N_("low priority"), part_of_low, 1, NULL },
	{ "urgency.started", 400, N_("begun"), part_of_started, 1, NULL },
	{ "urgency.scheduled", 300, N_("the day to begin it has come"), part_of_scheduled, 1,
	  NULL },
	{ "urgency.waiting", -300, N_("hidden until a day to come"), part_of_waiting, 1, NULL },
	{ "urgency.meeting", 100, N_("a meeting decided it"), part_of_meeting, 1, NULL },
	{ "urgency.project", 100, N_("it serves a project"), part_of_project, 1, NULL },
	{ "urgency.assigned", 50, N_("someone is to do it"), part_of_assigned, 1, NULL },
	{ "urgency.age", 0, N_("it grows old: all after a year"), part_of_age, AGE_WHOLE, why_age },
};
const size_t px_urgency_count = PX_COUNT(px_urgency_terms);

const char *
px_urgency_name(const struct px_urgency_term *term)
{
	return strchr(term->key, '.') + 1;
}

int64_t
px_urgency_weight(const struct px_world *world, size_t i)
{
	return world->weights ? world->weights[i] : px_urgency_terms[i].weight;
}

int64_t
px_urgency_points(const struct px_record *task, const struct px_world *world, size_t i)
{
	const struct px_urgency_term *term = &px_urgency_terms[i];
	int64_t weight = px_urgency_weight(world, i);

	return weight ? weight * term->part(task, world) / term->whole : 0;
}

bool
px_urgency(const struct px_record *task, const struct px_world *world, int64_t *sum)
{
	*sum = 0;
	if (px_record_is(task, PX_TASK_STATUS, "done") ||
	    px_record_is(task, PX_TASK_STATUS, "dropped"))
		return false;
	for (size_t i = 0; i < px_urgency_count; i++)
		*sum += px_urgency_points(task, world, i);
	return true;
}
