#include "model/derive.h"

#include <string.h>

#include "base/date.h"
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
	int64_t sum;

	(void)arena;
	if (px_urgency(record, world, &sum))
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
		*completed =
			(struct px_value){ .state = PX_SET, .text = px_arena_strdup(arena, now) };
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
