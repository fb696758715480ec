#include "model/derive.h"

#include <string.h>

#include "base/date.h"
#include "base/recur/recur.h"
#include "model/professions.h"
#include "model/types.h"
#include "model/urgency.h"

/* The register's code of physicians (JDV_J106). */
static const char physician[] = "10";

void
px_derive_profession_label(const struct px_record *record, const struct px_world *world,
			   struct px_arena *arena, struct px_value *out)
{
	const char *code = px_record_text(record, PX_PRACTITIONER_PROFESSION);
	const char *label = code ? px_profession_label(code) : NULL;

	(void)world;
	(void)arena;
	if (label)
		*out = (struct px_value){ .state = PX_SET, .text = label };
}

void
px_derive_doctor(const struct px_record *record, const struct px_world *world,
		 struct px_arena *arena, struct px_value *out)
{
	const char *code = px_record_text(record, PX_PRACTITIONER_PROFESSION);

	(void)world;
	(void)arena;
	*out = (struct px_value){ .state = PX_SET, .number = code && strcmp(code, physician) == 0 };
}

void
px_derive_urgency(const struct px_record *record, const struct px_world *world,
		  struct px_arena *arena, struct px_value *out)
{
	int64_t sum;

	(void)arena;
	if (px_urgency(record, world, &sum))
		*out = (struct px_value){ .state = PX_SET, .number = sum };
}

/* A new recurrence begins with the day that the task is due, else with its first from today on. */
static void
begin_recurrence(struct px_record *record, struct px_recur *recur, const struct px_world *world,
		 struct px_arena *arena)
{
	struct px_value *due = &record->values[PX_TASK_DUE];
	struct px_recur_day first;
	struct px_date date;
	struct px_buf text = PX_BUF_INIT;

	if (due->state == PX_SET && px_date_parse(due->text, &date) == 0)
		first.occurrence = px_date_days(date);
	else if (px_recur_first(recur, px_world_today(world), world->region, &first, NULL) == 1)
		*due = px_value_of_day(arena, first.due);
	else
		return;
	record->values[PX_TASK_OCCURRENCE] = px_value_of_day(arena, first.occurrence);
	if (recur->kind == PX_RECUR_AFTER)
		return;
	recur->anchored = true;
	recur->from = first.occurrence;
	px_recur_format(recur, &text);
	record->values[PX_TASK_RECUR].text = px_arena_strdup(arena, text.data);
	px_buf_release(&text);
}

static void
settle_recurrence(struct px_record *record, const struct px_world *world, struct px_arena *arena)
{
	struct px_value *occurrence = &record->values[PX_TASK_OCCURRENCE];
	const char *text = px_record_text(record, PX_TASK_RECUR);
	struct px_recur recur;

	if (!text) {
		*occurrence = (struct px_value){ .state = PX_UNSET };
		return;
	}
	if (px_recur_parse(text, &recur, NULL) != 0)
		return;
	if (occurrence->state == PX_UNSET || (!recur.anchored && recur.kind != PX_RECUR_AFTER))
		begin_recurrence(record, &recur, world, arena);
	else if (record->values[PX_TASK_DUE].state == PX_UNSET)
		record->values[PX_TASK_DUE] = *occurrence;
}

/* A clock that was set back takes nothing away. */
static void
add_time_spent(struct px_record *task, const struct px_world *world)
{
	int64_t end = px_record_instant(task, PX_TASK_COMPLETED, world->now);
	int64_t seconds = end - px_record_instant(task, PX_TASK_STARTED_AT, end);
	int64_t most = task->type->fields[PX_TASK_MINUTES].most;
	int64_t minutes = px_record_number(task, PX_TASK_MINUTES, 0);

	task->values[PX_TASK_STARTED_AT] = (struct px_value){ .state = PX_UNSET };
	if (seconds < 30)
		return;
	minutes += (seconds + 30) / 60;
	task->values[PX_TASK_MINUTES] =
		(struct px_value){ .state = PX_SET, .number = minutes < most ? minutes : most };
}

void
px_settle_task(struct px_record *record, const struct px_world *world, struct px_arena *arena)
{
	struct px_value *completed = &record->values[PX_TASK_COMPLETED];
	bool started = px_record_is(record, PX_TASK_STATUS, "started");

	settle_recurrence(record, world, arena);
	if (started || px_record_is(record, PX_TASK_STATUS, "open"))
		*completed = (struct px_value){ .state = PX_UNSET };
	else if (completed->state == PX_UNSET)
		*completed = px_value_of_instant(arena, world->now);
	if (!started && record->values[PX_TASK_STARTED_AT].state == PX_SET)
		add_time_spent(record, world);
	else if (started && record->values[PX_TASK_STARTED_AT].state == PX_UNSET)
		record->values[PX_TASK_STARTED_AT] = px_value_of_instant(arena, world->now);
}

bool
px_follow_meeting(const struct px_record *stored, struct px_record *given)
{
	if (px_record_number(given, PX_MEETING_SEQUENCE, 0) <
	    px_record_number(stored, PX_MEETING_SEQUENCE, 0))
		return false;
	if (px_record_is(stored, PX_MEETING_STATUS, "held"))
		given->values[PX_MEETING_STATUS] = stored->values[PX_MEETING_STATUS];
	return true;
}
