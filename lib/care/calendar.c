#include "care/calendar.h"

#include <string.h>

#include "base/zone.h"
#include "io/ical/write.h"
#include "model/types.h"
#include "store/query.h"
#include "store/record.h"

static const char *const methods[] = { "PUBLISH", "REQUEST", "CANCEL" };

static bool
is(const struct px_record *record, size_t field, const char *text)
{
	const char *value = px_record_text(record, field);

	return value && strcmp(value, text) == 0;
}

enum px_calendar_method
px_calendar_method(const struct px_calendar *calendar)
{
	size_t cancelled = 0;

	for (size_t i = 0; i < calendar->count; i++)
		cancelled += is(&calendar->meetings[i], PX_MEETING_STATUS, "cancelled");
	if (!calendar->invited || !calendar->count ||
	    (cancelled > 0 && cancelled < calendar->count))
		return PX_CALENDAR_PUBLISH;
	return cancelled ? PX_CALENDAR_CANCEL : PX_CALENDAR_REQUEST;
}

static int64_t
instant_of(const struct px_record *record, size_t field)
{
	const char *text = px_record_text(record, field);
	int64_t instant = 0;

	if (text)
		px_instant_parse(text, &instant);
	return instant;
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

static int
put_attendees(const struct px_calendar *calendar, const struct px_record *meeting,
	      struct px_buf *out, struct px_err *err)
{
	struct px_query query = { .type = &px_type_attendance,
				  .limit = -1,
				  .world = calendar->world,
				  .organization = meeting->values[PX_F_ORGANIZATION].number };
	struct inviting inviting = { calendar, out };
	struct px_arena arena = PX_ARENA_INIT;
	const char *const conditions[] = {
		px_arena_printf(&arena, "meeting=%lld", (long long)meeting->values[PX_F_ID].number),
		NULL
	};
	int result =
		px_query_each(calendar->store, &query, conditions, put_invited, &inviting, err);

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

static void
put_event_times(const struct px_calendar *calendar, const struct px_record *meeting,
		struct px_buf *out)
{
	int64_t start = instant_of(meeting, PX_MEETING_START);
	int64_t minutes = px_record_number(meeting, PX_MEETING_MINUTES, 60);

	px_ical_instant(out, "DTSTAMP", calendar->world->now);
	px_ical_instant(out, "CREATED", instant_of(meeting, PX_F_CREATED));
	px_ical_instant(out, "LAST-MODIFIED", instant_of(meeting, PX_F_UPDATED));
	px_ical_local(out, "DTSTART", start, calendar->world->zone);
	px_ical_local(out, "DTEND", start + 60 * minutes, calendar->world->zone);
}

static int
put_event(const struct px_calendar *calendar, const struct px_record *meeting, struct px_buf *out,
	  struct px_err *err)
{
	bool cancelled = is(meeting, PX_MEETING_STATUS, "cancelled");
	struct px_buf sequence = PX_BUF_INIT;

	px_buf_number(&sequence, px_record_number(meeting, PX_MEETING_SEQUENCE, 0));
	px_ical_line(out, "BEGIN", "VEVENT");
	px_ical_line(out, "UID", uid_of(meeting));
	px_ical_line(out, "SEQUENCE", sequence.data);
	put_event_times(calendar, meeting, out);
	px_ical_text(out, "SUMMARY", px_record_text(meeting, PX_MEETING_TITLE));
	px_ical_text(out, "LOCATION", px_record_text(meeting, PX_MEETING_PLACE));
	px_ical_line(out, "STATUS", cancelled ? "CANCELLED" : "CONFIRMED");
	put_organizer(calendar, out);
	if (calendar->attendees && put_attendees(calendar, meeting, out, err) != 0)
		return -1;
	px_ical_line(out, "END", "VEVENT");
	px_buf_release(&sequence);
	return 0;
}

/* From the first start to the last. */
static void
find_span(const struct px_calendar *calendar, int64_t *first, int64_t *last)
{
	*first = *last = calendar->world->now;
	for (size_t i = 0; i < calendar->count; i++) {
		int64_t start = instant_of(&calendar->meetings[i], PX_MEETING_START);

		*first = start < *first || i == 0 ? start : *first;
		*last = start > *last || i == 0 ? start : *last;
	}
}

int
px_calendar_write(const struct px_calendar *calendar, struct px_buf *out, struct px_err *err)
{
	int64_t first, last;

	find_span(calendar, &first, &last);
	px_ical_line(out, "BEGIN", "VCALENDAR");
	px_ical_line(out, "VERSION", "2.0");
	px_ical_line(out, "PRODID", "-//plexus//plexus-meeting " PX_VERSION "//EN");
	px_ical_line(out, "CALSCALE", "GREGORIAN");
	px_ical_line(out, "METHOD", methods[px_calendar_method(calendar)]);
	px_ical_text(out, "X-WR-CALNAME",
		     px_record_text(calendar->organization, PX_ORGANIZATION_NAME));
	px_ical_zone(out, calendar->world->zone, first, last);
	for (size_t i = 0; i < calendar->count; i++)
		if (put_event(calendar, &calendar->meetings[i], out, err) != 0)
			return -1;
	px_ical_line(out, "END", "VCALENDAR");
	return 0;
}
