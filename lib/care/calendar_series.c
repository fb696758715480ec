/*
 * A series as calendars know it (RFC 5545 3.8.4.4, 3.8.5): one UID, a rule, EXDATE for what was
 * cancelled or removed, RECURRENCE-ID for what was moved or renamed.  It is always whole: a program
 * that is given one occurrence alone (khal) would take it for all of them.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/recur/rule.h"
#include "base/zone.h"
#include "care/calendar_part.h"
#include "care/series.h"
#include "io/ical/value.h"
#include "io/ical/write.h"
#include "model/types.h"
#include "store/record.h"

/*
 * Reading.
 */
struct gathering {
	struct px_calendar_series *series;
	struct px_arena *arena;
};

static int
add_member(const struct px_record *meeting, void *data, struct px_err *err)
{
	const struct gathering *gathering = data;
	struct px_calendar_series *series = gathering->series;

	(void)err;
	if (meeting->values[PX_MEETING_RECURRENCE].state != PX_SET)
		return 0;
	PX_GROW(series->members, series->count, series->capacity);
	series->members[series->count++] = px_record_copy(gathering->arena, meeting);
	series->sequence += px_record_number(meeting, PX_MEETING_SEQUENCE, 0);
	return 0;
}

/* What the rule gives, as a meeting. */
static void
make_master(struct px_calendar_series *series, int64_t first, struct px_arena *arena)
{
	static const size_t shared[][2] = { { PX_F_CREATED, PX_F_CREATED },
					    { PX_F_UPDATED, PX_F_UPDATED },
					    { PX_MEETING_TITLE, PX_SERIES_TITLE },
					    { PX_MEETING_PLACE, PX_SERIES_PLACE },
					    { PX_MEETING_MINUTES, PX_SERIES_MINUTES } };
	struct px_record *master = &series->master;

	*master = px_record_new(arena, &px_type_meeting);
	for (size_t i = 0; i < PX_COUNT(shared); i++)
		master->values[shared[i][0]] = series->series.values[shared[i][1]];
	for (size_t i = 0; i < series->count; i++) {
		const struct px_value *updated = &series->members[i].values[PX_F_UPDATED];

		if (strcmp(updated->text, master->values[PX_F_UPDATED].text) > 0)
			master->values[PX_F_UPDATED] = *updated;
	}
	master->values[PX_MEETING_START] = px_value_of_instant(arena, first);
	master->values[PX_MEETING_STATUS] =
		px_value_of_text(series->cancelled ? "cancelled" : "planned");
}

static void
put_excluded(const struct px_calendar *calendar, struct px_calendar_series *series, int64_t instant)
{
	px_ical_local(&series->recurs, "EXDATE", instant, calendar->world->zone);
}

/* An occurrence no later than the last that has a meeting: without one, it was removed. */
static void
take_occurrence(const struct px_calendar *calendar, struct px_calendar_series *series,
		int64_t instant)
{
	for (size_t i = 0; i < series->count; i++) {
		if (px_record_instant(&series->members[i], PX_MEETING_RECURRENCE, 0) != instant)
			continue;
		series->ruled[i] = true;
		if (px_record_is(&series->members[i], PX_MEETING_STATUS, "cancelled") &&
		    !series->cancelled)
			put_excluded(calendar, series, instant);
		return;
	}
	series->sequence++;
	put_excluded(calendar, series, instant);
}

static int64_t
last_member(const struct px_calendar_series *series)
{
	int64_t last = INT64_MIN;

	for (size_t i = 0; i < series->count; i++) {
		int64_t at = px_record_instant(&series->members[i], PX_MEETING_RECURRENCE, 0);

		last = at > last ? at : last;
	}
	return last;
}

/* The end of a rule as an instant: COUNT is misread by programs that take EXDATE off it first, and
 * UNTIL must be in UTC beside a start that has a zone. */
static void
put_rule(const char *rule, const int64_t *until, struct px_buf *lines)
{
	static const char prefix[] = "RRULE:";
	struct px_buf value = PX_BUF_INIT;

	rule += strncasecmp(rule, prefix, strlen(prefix)) == 0 ? strlen(prefix) : 0;
	for (; *rule; rule += strspn(rule, ";")) {
		int length = (int)strcspn(rule, ";");

		if (strncasecmp(rule, "COUNT=", 6) != 0 && strncasecmp(rule, "UNTIL=", 6) != 0)
			px_buf_printf(&value, "%s%.*s", value.length ? ";" : "", length, rule);
		rule += length;
	}
	if (until) {
		px_buf_puts(&value, ";UNTIL=");
		px_ical_instant_write(*until, &value);
	}
	px_ical_line(lines, "RRULE", value.data);
	px_buf_release(&value);
}

/* Every occurrence of the rule up to its end, or to the last that has a meeting when it has none. */
static int
walk_rule(const struct px_calendar *calendar, struct px_calendar_series *series, int64_t *first,
	  struct px_err *err)
{
	struct px_rule *rule = px_series_rule(calendar->world, &series->series, err);
	struct px_buf exdates = PX_BUF_INIT;
	int64_t last = last_member(series), until = *first;
	struct px_occurrence at;
	size_t count = 0;
	int more = -1;

	while (rule && (more = px_rule_next(rule, &at, err)) == 1) {
		until = at.instant;
		if (count++ == 0)
			*first = at.instant;
		if (at.instant <= last)
			take_occurrence(calendar, series, at.instant);
		else if (px_rule_endless(rule))
			break;
	}
	if (more >= 0) {
		px_buf_add(&exdates, series->recurs.data, series->recurs.length);
		px_buf_clear(&series->recurs);
		put_rule(px_record_text(&series->series, PX_SERIES_RULE),
			 px_rule_endless(rule) ? NULL : &until, &series->recurs);
		px_buf_add(&series->recurs, exdates.data, exdates.length);
	}
	px_buf_release(&exdates);
	px_rule_close(rule);
	return more < 0 ? -1 : 0;
}

static bool
all_cancelled(const struct px_calendar_series *series)
{
	for (size_t i = 0; i < series->count; i++)
		if (!px_record_is(&series->members[i], PX_MEETING_STATUS, "cancelled"))
			return false;
	return series->count > 0;
}

static int
fill(const struct px_calendar *calendar, struct px_calendar_series *series, int64_t id,
     struct px_arena *arena, struct px_err *err)
{
	struct px_series_at at = { calendar->store, arena, calendar->world };
	struct gathering gathering = { series, arena };
	int64_t first;

	if (px_record_read(calendar->store, &px_type_series, id, arena, &series->series, err) !=
		    1 ||
	    px_series_members(&at, &series->series, add_member, &gathering, err) != 0)
		return -1;
	series->ruled = px_arena_alloc(arena, series->count + 1);
	series->sequence += px_record_number(&series->series, PX_SERIES_SEQUENCE, 0);
	series->cancelled = all_cancelled(series);
	first = px_record_instant(&series->series, PX_SERIES_START, 0);
	if (walk_rule(calendar, series, &first, err) != 0)
		return -1;
	make_master(series, first, arena);
	return 0;
}

struct px_calendar_series *
px_calendar_series_read(const struct px_calendar *calendar, int64_t id, struct px_arena *arena,
			struct px_err *err)
{
	struct px_calendar_series *series = px_calloc(1, sizeof(*series));

	series->recurs = (struct px_buf)PX_BUF_INIT;
	if (fill(calendar, series, id, arena, err) == 0)
		return series;
	px_calendar_series_release(series);
	return NULL;
}

void
px_calendar_series_release(struct px_calendar_series *series)
{
	if (!series)
		return;
	px_buf_release(&series->recurs);
	free(series->members);
	free(series);
}

bool
px_calendar_series_has(const struct px_calendar_series *series, int64_t meeting)
{
	for (size_t i = 0; i < series->count; i++)
		if (series->members[i].values[PX_F_ID].number == meeting)
			return series->ruled[i];
	return false;
}

/*
 * Writing.
 */
static bool
is_as_given(const struct px_calendar_series *series, const struct px_record *meeting)
{
	static const size_t shown[] = { PX_MEETING_TITLE, PX_MEETING_PLACE, PX_MEETING_MINUTES };

	for (size_t i = 0; i < PX_COUNT(shown); i++)
		if (!px_value_equal(&meeting->values[shown[i]], &series->master.values[shown[i]]))
			return false;
	return px_record_instant(meeting, PX_MEETING_START, 0) ==
	       px_record_instant(meeting, PX_MEETING_RECURRENCE, 0);
}

/* Who is at it is said with each occurrence that has taken place: the rule only invites. */
static bool
stands_alone(const struct px_calendar *calendar, const struct px_calendar_series *series,
	     const struct px_record *meeting)
{
	return !px_record_is(meeting, PX_MEETING_STATUS, "cancelled") &&
	       (!is_as_given(series, meeting) ||
		(calendar->attendees && px_record_is(meeting, PX_MEETING_STATUS, "held")));
}

int
px_calendar_series_put(const struct px_calendar *calendar, const struct px_calendar_series *series,
		       struct px_buf *out, struct px_err *err)
{
	struct px_calendar_event event = { &series->master,
					   px_record_text(&series->series, PX_F_UID),
					   series->sequence, series->recurs.data,
					   &series->series.values[PX_SERIES_INVITED] };
	struct px_buf which = PX_BUF_INIT;
	int result = px_calendar_put_event(calendar, &event, out, err);

	for (size_t i = 0; i < series->count && result == 0; i++) {
		event.meeting = &series->members[i];
		if (!series->ruled[i] || !stands_alone(calendar, series, event.meeting))
			continue;
		px_buf_clear(&which);
		px_ical_local(&which, "RECURRENCE-ID",
			      px_record_instant(event.meeting, PX_MEETING_RECURRENCE, 0),
			      calendar->world->zone);
		event.recurs = which.data;
		event.invited = NULL;
		result = px_calendar_put_event(calendar, &event, out, err);
	}
	px_buf_release(&which);
	return result;
}
