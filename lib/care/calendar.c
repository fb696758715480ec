#include "care/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/zone.h"
#include "care/calendar_part.h"
#include "io/ical/write.h"
#include "model/types.h"
#include "store/query.h"
#include "store/record.h"

static bool
is_cancelled(const struct px_record *meeting)
{
	return px_record_is(meeting, PX_MEETING_STATUS, "cancelled");
}

/* Who is asked for by a mail address, or by the record's uid when there is none. */
static void
put_person(struct px_buf *out, struct px_buf *head, const char *name, const char *email,
	   const char *uid)
{
	struct px_buf value = PX_BUF_INIT;

	px_ical_param_write(head, "CN", name);
	px_buf_printf(&value, "%s%s", email ? "mailto:" : "urn:uuid:", email ? email : uid);
	px_ical_line(out, head->data, value.data);
	px_buf_release(&value);
}

static void
put_organizer(const struct px_calendar *calendar, struct px_buf *out)
{
	const struct px_record *home = calendar->organization;
	struct px_buf head = PX_BUF_INIT;

	px_buf_puts(&head, "ORGANIZER");
	put_person(out, &head, px_record_text(home, PX_ORGANIZATION_NAME),
		   px_record_text(home, PX_ORGANIZATION_EMAIL), px_record_text(home, PX_F_UID));
	px_buf_release(&head);
}

static void
put_attendee(const struct px_record *attendance, const struct px_record *person, struct px_buf *out)
{
	struct px_buf head = PX_BUF_INIT, name = PX_BUF_INIT;
	const char *state = px_record_text(attendance, PX_ATTENDANCE_STATE);
	const char *given = px_record_text(person, PX_PRACTITIONER_GIVEN);
	bool answered = strcmp(state, "invited") != 0, came = strcmp(state, "present") == 0;

	px_buf_printf(&name, "%s%s%s", given ? given : "", given ? " " : "",
		      px_record_text(person, PX_PRACTITIONER_FAMILY));
	px_buf_printf(&head, "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=%s%s",
		      !answered ? "NEEDS-ACTION"
		      : came    ? "ACCEPTED"
				: "DECLINED",
		      answered ? "" : ";RSVP=TRUE");
	put_person(out, &head, name.data, px_record_text(person, PX_PRACTITIONER_EMAIL),
		   px_record_text(person, PX_F_UID));
	px_buf_release(&head);
	px_buf_release(&name);
}

struct inviting {
	const struct px_calendar *calendar;
	struct px_buf *out;
};

static int
put_invited(const struct px_record *attendance, void *data, struct px_err *err)
{
	const struct inviting *inviting = data;
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record person;
	int found = px_record_read(inviting->calendar->store, &px_type_practitioner,
				   attendance->values[PX_ATTENDANCE_PRACTITIONER].number, &arena,
				   &person, err);

	if (found == 1)
		put_attendee(attendance, &person, inviting->out);
	px_arena_release(&arena);
	return found < 0 ? -1 : 0;
}

/* Whom a series invites to each of its meetings. */
static int
put_all_invited(struct inviting *inviting, const struct px_value *invited, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record attendance = px_record_new(&arena, &px_type_attendance);
	int result = 0;

	attendance.values[PX_ATTENDANCE_STATE] = px_value_of_text("invited");
	for (size_t i = 0; i < invited->count && result == 0; i++) {
		attendance.values[PX_ATTENDANCE_PRACTITIONER] = invited->items[i];
		result = put_invited(&attendance, inviting, err);
	}
	px_arena_release(&arena);
	return result;
}

static int
put_attendees(const struct px_calendar *calendar, const struct px_calendar_event *event,
	      struct px_buf *out, struct px_err *err)
{
	const struct px_record *meeting = event->meeting;
	struct px_query query = { .type = &px_type_attendance,
				  .limit = -1,
				  .world = calendar->world,
				  .organization = meeting->values[PX_F_ORGANIZATION].number };
	struct inviting inviting = { calendar, out };
	struct px_arena arena = PX_ARENA_INIT;
	const char *conditions[] = { NULL, NULL };
	int result;

	if (event->invited)
		return put_all_invited(&inviting, event->invited, err);
	conditions[0] =
		px_arena_printf(&arena, "meeting=%lld", (long long)meeting->values[PX_F_ID].number);
	result = px_query_each(calendar->store, &query, conditions, put_invited, &inviting, err);
	px_arena_release(&arena);
	return result;
}

/* One occurrence of a calendar that came from elsewhere is named as there only when it is alone: a
 * program that has no series for it would take it for the whole. */
static const char *
uid_of(const struct px_record *meeting)
{
	const char *theirs = px_record_text(meeting, PX_MEETING_CALENDAR_UID);

	return theirs && meeting->values[PX_MEETING_RECURRENCE].state == PX_UNSET
		       ? theirs
		       : px_record_text(meeting, PX_F_UID);
}

/* When clocks go back an hour comes twice, and programs do not agree on which is meant. */
static bool
comes_twice(const struct px_zone *zone, int64_t instant)
{
	const int hour = 3600;
	int offset = zone ? px_zone_local(zone, instant).offset : 0;

	return zone && (px_zone_local(zone, instant + hour).offset + hour == offset ||
			px_zone_local(zone, instant - hour).offset - hour == offset);
}

/* What recurs keeps its hour, whatever clocks do. */
static void
put_time(const struct px_calendar *calendar, const struct px_calendar_event *event,
	 const char *name, int64_t instant, struct px_buf *out)
{
	if (!event->recurs && comes_twice(calendar->world->zone, instant))
		px_ical_instant(out, name, instant);
	else
		px_ical_local(out, name, instant, calendar->world->zone);
}

static void
put_event_times(const struct px_calendar *calendar, const struct px_calendar_event *event,
		struct px_buf *out)
{
	const struct px_record *meeting = event->meeting;
	int64_t start = px_record_instant(meeting, PX_MEETING_START, 0);
	int64_t minutes = px_record_number(meeting, PX_MEETING_MINUTES, 60);

	px_ical_instant(out, "DTSTAMP", calendar->world->now);
	px_ical_instant(out, "CREATED", px_record_instant(meeting, PX_F_CREATED, 0));
	px_ical_instant(out, "LAST-MODIFIED", px_record_instant(meeting, PX_F_UPDATED, 0));
	put_time(calendar, event, "DTSTART", start, out);
	put_time(calendar, event, "DTEND", start + 60 * minutes, out);
}

int
px_calendar_put_event(const struct px_calendar *calendar, const struct px_calendar_event *event,
		      struct px_buf *out, struct px_err *err)
{
	const struct px_record *meeting = event->meeting;
	struct px_buf sequence = PX_BUF_INIT;

	px_buf_number(&sequence, event->sequence);
	px_ical_line(out, "BEGIN", "VEVENT");
	px_ical_line(out, "UID", event->uid);
	px_ical_line(out, "SEQUENCE", sequence.data);
	px_buf_release(&sequence);
	put_event_times(calendar, event, out);
	px_buf_puts(out, event->recurs ? event->recurs : "");
	px_ical_text(out, "SUMMARY", px_record_text(meeting, PX_MEETING_TITLE));
	px_ical_text(out, "LOCATION", px_record_text(meeting, PX_MEETING_PLACE));
	px_ical_line(out, "STATUS", is_cancelled(meeting) ? "CANCELLED" : "CONFIRMED");
	put_organizer(calendar, out);
	if (calendar->attendees && put_attendees(calendar, event, out, err) != 0)
		return -1;
	px_ical_line(out, "END", "VEVENT");
	return 0;
}

/*
 * What the calendar holds: meetings, and each series once.
 */
struct entry {
	const struct px_record *meeting; /* NULL: a series */
	const struct px_calendar_series *series;
};

struct contents {
	const struct px_calendar *calendar;
	struct px_arena arena;
	struct px_calendar_series *series; /* all that were read */
	struct entry *entries;
	size_t count, capacity;
};

static int
find_series(struct contents *contents, int64_t id, const struct px_calendar_series **out,
	    struct px_err *err)
{
	struct px_calendar_series *series = contents->series;

	while (series && series->series.values[PX_F_ID].number != id)
		series = series->next;
	if (!series) {
		series = px_calendar_series_read(contents->calendar, id, &contents->arena, err);
		if (!series)
			return -1;
		series->next = contents->series;
		contents->series = series;
	}
	*out = series;
	return 0;
}

static bool
holds(const struct contents *contents, const struct px_calendar_series *series)
{
	for (size_t i = 0; i < contents->count; i++)
		if (contents->entries[i].series == series)
			return true;
	return false;
}

static int
add_meeting(struct contents *contents, const struct px_record *meeting, struct px_err *err)
{
	const struct px_value *of = &meeting->values[PX_MEETING_SERIES];
	const struct px_calendar_series *series = NULL;

	if (of->state == PX_SET && !contents->calendar->each) {
		if (find_series(contents, of->number, &series, err) != 0)
			return -1;
		if (!px_calendar_series_has(series, meeting->values[PX_F_ID].number))
			series = NULL;
		else if (holds(contents, series))
			return 0;
	}
	PX_GROW(contents->entries, contents->count, contents->capacity);
	contents->entries[contents->count++] = (struct entry){ series ? NULL : meeting, series };
	return 0;
}

static int
gather(struct contents *contents, struct px_err *err)
{
	const struct px_calendar *calendar = contents->calendar;

	for (size_t i = 0; i < calendar->count; i++)
		if (add_meeting(contents, &calendar->meetings[i], err) != 0)
			return -1;
	return 0;
}

static void
contents_release(struct contents *contents)
{
	while (contents->series) {
		struct px_calendar_series *next = contents->series->next;

		px_calendar_series_release(contents->series);
		contents->series = next;
	}
	free(contents->entries);
	px_arena_release(&contents->arena);
}

static const struct px_record *
shown(const struct entry *entry)
{
	return entry->series ? &entry->series->master : entry->meeting;
}

/* What is sent is of one event (RFC 5546 3.2.2, 3.2.5): several are a calendar to look at. */
static const char *
method_of(const struct contents *contents)
{
	if (!contents->calendar->invited || contents->count != 1)
		return "PUBLISH";
	return is_cancelled(shown(&contents->entries[0])) ? "CANCEL" : "REQUEST";
}

/* From the first start to the last. */
static void
put_zone(const struct contents *contents, struct px_buf *out)
{
	const struct px_world *world = contents->calendar->world;
	int64_t first = world->now, last = world->now;

	for (size_t i = 0; i < contents->count; i++) {
		int64_t start =
			px_record_instant(shown(&contents->entries[i]), PX_MEETING_START, 0);

		first = start < first || i == 0 ? start : first;
		last = start > last || i == 0 ? start : last;
	}
	for (size_t i = 0; i < contents->calendar->count; i++) {
		int64_t start =
			px_record_instant(&contents->calendar->meetings[i], PX_MEETING_START, 0);

		first = start < first ? start : first;
		last = start > last ? start : last;
	}
	px_ical_zone(out, world->zone, first, last);
}

static int
put_entry(const struct px_calendar *calendar, const struct entry *entry, struct px_buf *out,
	  struct px_err *err)
{
	struct px_calendar_event event;

	if (entry->series)
		return px_calendar_series_put(calendar, entry->series, out, err);
	event = (struct px_calendar_event){
		.meeting = entry->meeting,
		.uid = uid_of(entry->meeting),
		.sequence = px_record_number(entry->meeting, PX_MEETING_SEQUENCE, 0),
	};
	return px_calendar_put_event(calendar, &event, out, err);
}

int
px_calendar_write(const struct px_calendar *calendar, struct px_buf *out, struct px_err *err)
{
	struct contents contents = { .calendar = calendar, .arena = PX_ARENA_INIT };
	int result = gather(&contents, err);

	px_ical_line(out, "BEGIN", "VCALENDAR");
	px_ical_line(out, "VERSION", "2.0");
	px_ical_line(out, "PRODID", "-//plexus//plexus-meeting " PX_VERSION "//EN");
	px_ical_line(out, "CALSCALE", "GREGORIAN");
	px_ical_line(out, "METHOD", method_of(&contents));
	px_ical_text(out, "X-WR-CALNAME",
		     px_record_text(calendar->organization, PX_ORGANIZATION_NAME));
	put_zone(&contents, out);
	for (size_t i = 0; i < contents.count && result == 0; i++)
		result = put_entry(calendar, &contents.entries[i], out, err);
	px_ical_line(out, "END", "VCALENDAR");
	contents_release(&contents);
	return result;
}
