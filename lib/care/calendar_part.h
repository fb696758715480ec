/*
 * An event of a calendar, and the series that is one event.  For lib/care/calendar*.c alone.
 */
#ifndef PX_CARE_CALENDAR_PART_H
#define PX_CARE_CALENDAR_PART_H

#include "base/buf.h"
#include "care/calendar.h"

struct px_calendar_event {
	const struct px_record *meeting; /* what it says: of a series, what the series gives */
	const char *uid;
	int64_t sequence;
	const char *recurs;             /* lines that say when it comes again, or which one it is */
	const struct px_value *invited; /* of a series; NULL: the meeting's attendances */
};

/* A series as one event: its rule, less what was cancelled or removed, and an event for each
 * occurrence that is not as the rule gives it. */
struct px_calendar_series {
	struct px_record series,
		master; /* master: what it gives, as a meeting that is not stored */
	struct px_record *members;
	bool *ruled; /* per member: the rule gives its occurrence */
	size_t count, capacity;
	int64_t sequence; /* rises with each change of the series, and of each of its meetings */
	struct px_buf recurs;
	bool cancelled; /* all of it */
	struct px_calendar_series *next;
};

int px_calendar_put_event(const struct px_calendar *calendar, const struct px_calendar_event *event,
			  struct px_buf *out, struct px_err *err);

/* Read a series with its meetings into the arena; released by the next. */
struct px_calendar_series *px_calendar_series_read(const struct px_calendar *calendar, int64_t id,
						   struct px_arena *arena, struct px_err *err);
void px_calendar_series_release(struct px_calendar_series *series);

/* Is this meeting one of those that its rule gives? */
bool px_calendar_series_has(const struct px_calendar_series *series, int64_t meeting);

int px_calendar_series_put(const struct px_calendar *calendar,
			   const struct px_calendar_series *series, struct px_buf *out,
			   struct px_err *err);

#endif
