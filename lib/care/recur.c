#include "care/recur.h"

#include "base/zone.h"
#include "model/types.h"
#include "store/record.h"

/* What the next task has of this one.  Not the item of the minutes that asked for it: minutes that
 * are read again must find the one task that they made. */
static const size_t kept[] = {
	PX_TASK_TITLE,     PX_TASK_PRIORITY, PX_TASK_PROJECT,
	PX_TASK_ASSIGNEES, PX_TASK_RECUR,    PX_TASK_NOTES,
};

int64_t
px_recur_today(const struct px_world *world)
{
	return px_date_days(px_zone_local(world->zone, world->now).date);
}

static bool
day_of(const struct px_record *task, size_t field, int64_t *day)
{
	const char *text = px_record_text(task, field);
	struct px_date date;

	if (!text || px_date_parse(text, &date) != 0)
		return false;
	*day = px_date_days(date);
	return true;
}

static struct px_value
day_value(struct px_arena *arena, int64_t day)
{
	char text[PX_DATE_SIZE];

	px_date_format(px_date_from_days(day), text);
	return (struct px_value){ .state = PX_SET, .text = px_arena_strdup(arena, text) };
}

int
px_recur_of(const struct px_record *task, struct px_recur *recur, int64_t *occurrence)
{
	const char *text = px_record_text(task, PX_TASK_RECUR);

	return text && px_recur_parse(text, recur, NULL) == 0 &&
	       (day_of(task, PX_TASK_OCCURRENCE, occurrence) ||
		day_of(task, PX_TASK_DUE, occurrence));
}

/* A day of the old task, as far from the new day due as it was from the old one. */
static void
carry_day(const struct px_record *task, size_t field, int64_t moved, struct px_arena *arena,
	  struct px_record *next)
{
	int64_t day;

	if (day_of(task, field, &day))
		next->values[field] = day_value(arena, day + moved);
}

static void
fill(const struct px_recur_at *at, const struct px_record *task, const struct px_recur_day *day,
     struct px_record *next)
{
	int64_t due;

	*next = px_record_new(at->arena, &px_type_task);
	next->values[PX_F_ORGANIZATION] = task->values[PX_F_ORGANIZATION];
	for (size_t i = 0; i < PX_COUNT(kept); i++)
		next->values[kept[i]] = px_value_copy(at->arena, &task->values[kept[i]]);
	next->values[PX_TASK_DUE] = day_value(at->arena, day->due);
	next->values[PX_TASK_OCCURRENCE] = day_value(at->arena, day->occurrence);
	if (!day_of(task, PX_TASK_DUE, &due))
		return;
	carry_day(task, PX_TASK_SCHEDULED, day->due - due, at->arena, next);
	carry_day(task, PX_TASK_WAIT, day->due - due, at->arena, next);
}

int
px_recur_make_next(const struct px_recur_at *at, const struct px_record *task,
		   struct px_record *next, struct px_err *err)
{
	struct px_recur_day day;
	struct px_recur recur;
	int64_t occurrence;
	int more;

	if (!px_recur_of(task, &recur, &occurrence))
		return 0;
	more = px_recur_next(&recur, occurrence, px_recur_today(at->world), at->world->region, &day,
			     err);
	if (more != 1)
		return more;
	fill(at, task, &day, next);
	px_record_defaults(next, at->world, at->arena);
	px_record_settle(next, at->world, at->arena);
	if (px_record_insert(at->store, next, at->arena, err) != 0)
		return -1;
	return px_record_read(at->store, &px_type_task, next->values[PX_F_ID].number, at->arena,
			      next, err);
}
