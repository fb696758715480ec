/* Who was there, as people type it: `dupont`, `dupont:90`, `absent:durand`. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/when.h"
#include "care/attendance.h"
#include "cli/meeting/meeting.h"
#include "model/types.h"

enum { SHORTEST_STATE = 6 /* bytes */ };

static const char *
state_name(const void *unused, size_t i)
{
	(void)unused;
	return px_type_attendance.fields[PX_ATTENDANCE_STATE].words[i];
}

static int
read_minutes(const char *state, const char *who, const char *text, int64_t *minutes,
	     struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;
	const char *nearest;

	if (strcmp(state, "present") != 0)
		return px_err_set(err, PX_USAGE, _("%s:%s: only who is present has minutes"), who,
				  text);
	if ((px_when_minutes(text, minutes, &why) != 0 || *minutes < 0) &&
	    (nearest = px_text_nearest(who, state_name, NULL)))
		return px_err_set(err, PX_USAGE, _("%s:%s: did you mean %s:%s?"), who, text,
				  nearest, text);
	if (px_when_minutes(text, minutes, &why) != 0 || *minutes < 0)
		return px_err_set(err, PX_USAGE,
				  _("%s:%s: neither minutes (90, 1h30) of somebody, nor a state "
				    "(invited, present, excused, absent) and who"),
				  who, text);
	if (*minutes > px_type_attendance.fields[PX_ATTENDANCE_MINUTES].most)
		return px_err_set(err, PX_USAGE,
				  _("%s:%s: a meeting does not last more than a day"), who, text);
	return 0;
}

/* A state in whatever words a file may say it (`excusé`, `absente`), if they are long enough not to be
 * somebody: `a:45`, `p:90` are people. */
static const char *
read_state(const char *text, size_t length)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults ignored = { .arena = &arena };
	struct px_parse parse = { .field = &px_type_attendance.fields[PX_ATTENDANCE_STATE],
				  .arena = &arena,
				  .faults = &ignored };
	struct px_value value = { .state = PX_UNSET };

	if (length >= SHORTEST_STATE)
		px_value_parse(&parse, px_arena_strndup(&arena, text, length), &value);
	px_arena_release(&arena);
	return value.state == PX_SET ? value.text : NULL; /* a word of the table */
}

int
px_presence_read(char *operand, struct px_presence *out, struct px_err *err)
{
	char *colon = strchr(operand, ':');
	const char *state = colon ? read_state(operand, (size_t)(colon - operand)) : NULL;

	*out = (struct px_presence){ state ? state : "present", operand, PX_MEETING_MINUTES_WHOLE };
	if (state) {
		out->who = colon + 1;
		colon = strchr(out->who, ':');
	}
	if (!colon)
		return 0;
	*colon = '\0';
	return read_minutes(out->state, out->who, colon + 1, &out->minutes, err);
}
