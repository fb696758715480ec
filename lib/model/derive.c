#include "model/derive.h"

#include <string.h>

#include "base/date.h"
#include "base/zone.h"
#include "model/professions.h"
#include "model/types.h"

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

/*
 * Urgency, in hundredths: a sum of terms, each easy to say.  A due day weighs little three weeks
 * ahead, fully on the day, and no more than that after a week of delay; priority and a beginning
 * made weigh what is written here.
 */
enum {
	DUE_WEIGHT = 1200,
	DUE_FAR = 21,  /* days ahead when the day begins to weigh more than its fifth */
	DUE_LATE = 7,  /* days of delay when it weighs fully */
	HIGH_WEIGHT = 600,
	LOW_WEIGHT = -180,
	STARTED_WEIGHT = 400,
	SCHEDULED_WEIGHT = 300,
	WAITING_WEIGHT = -300,
	MEETING_WEIGHT = 100,
	PROJECT_WEIGHT = 100,
	ASSIGNED_WEIGHT = 50,
};

static int64_t
today(const struct px_world *world)
{
	struct px_local local = px_zone_local(world->zone, world->now);

	return px_date_days(local.date);
}

/* Days from now to the day that a field holds; false when it is unset. */
static bool
days_ahead(const struct px_record *record, size_t field, const struct px_world *world,
	   int64_t *days)
{
	const char *text = px_record_text(record, field);
	struct px_date date;

	if (!text || px_date_parse(text, &date) != 0)
		return false;
	*days = px_date_days(date) - today(world);
	return true;
}

static int64_t
due_term(int64_t days)
{
	if (days > DUE_FAR)
		return DUE_WEIGHT / 5;
	if (days < -DUE_LATE)
		return DUE_WEIGHT;
	return DUE_WEIGHT / 5 +
	       (DUE_WEIGHT - DUE_WEIGHT / 5) * (DUE_FAR - days) / (DUE_FAR + DUE_LATE);
}

static bool
is(const struct px_record *record, size_t field, const char *word)
{
	const char *text = px_record_text(record, field);

	return text && strcmp(text, word) == 0;
}

void
px_derive_urgency(const struct px_record *record, const struct px_world *world,
		  struct px_arena *arena, struct px_value *out)
{
	int64_t sum = 0, days;

	(void)arena;
	if (is(record, PX_TASK_STATUS, "done") || is(record, PX_TASK_STATUS, "dropped"))
		return;
	if (days_ahead(record, PX_TASK_DUE, world, &days))
		sum += due_term(days);
	if (days_ahead(record, PX_TASK_SCHEDULED, world, &days) && days <= 0)
		sum += SCHEDULED_WEIGHT;
	if (days_ahead(record, PX_TASK_WAIT, world, &days) && days > 0)
		sum += WAITING_WEIGHT;
	sum += is(record, PX_TASK_PRIORITY, "high")  ? HIGH_WEIGHT
	       : is(record, PX_TASK_PRIORITY, "low") ? LOW_WEIGHT
						     : 0;
	sum += is(record, PX_TASK_STATUS, "started") ? STARTED_WEIGHT : 0;
	sum += record->values[PX_TASK_MEETING].state == PX_SET ? MEETING_WEIGHT : 0;
	sum += record->values[PX_TASK_PROJECT].state == PX_SET ? PROJECT_WEIGHT : 0;
	sum += record->values[PX_TASK_ASSIGNEES].state == PX_SET ? ASSIGNED_WEIGHT : 0;
	*out = (struct px_value){ .state = PX_SET, .number = sum };
}

void
px_settle_task(struct px_record *record, const struct px_world *world, struct px_arena *arena)
{
	struct px_value *completed = &record->values[PX_TASK_COMPLETED];
	char now[PX_INSTANT_SIZE];

	if (is(record, PX_TASK_STATUS, "open") || is(record, PX_TASK_STATUS, "started")) {
		*completed = (struct px_value){ .state = PX_UNSET };
	} else if (completed->state == PX_UNSET) {
		px_instant_format(world->now, now);
		*completed = (struct px_value){ .state = PX_SET,
						.text = px_arena_strdup(arena, now) };
	}
}

bool
px_follow_meeting(const struct px_record *stored, struct px_record *given)
{
	if (px_record_number(given, PX_MEETING_SEQUENCE, 0) <
	    px_record_number(stored, PX_MEETING_SEQUENCE, 0))
		return false;
	if (is(stored, PX_MEETING_STATUS, "held"))
		given->values[PX_MEETING_STATUS] = stored->values[PX_MEETING_STATUS];
	return true;
}
