/*
 * Meetings as a calendar that other programs follow (RFC 5545, 5546): the UID of a meeting never
 * changes, its SEQUENCE rises with each change, a cancelled one says so.
 *
 * A series is one event that recurs, always whole, whichever of its meetings is asked for; those that
 * its rule gives no more (held before it was changed, say) are events of their own.
 *
 * Minutes (the notes) never leave: they may speak of patients.  Who is invited leaves only when asked.
 */
#ifndef PX_CARE_CALENDAR_H
#define PX_CARE_CALENDAR_H

#include "model/field.h"
#include "store/store.h"

struct px_calendar {
	struct px_store *store;
	const struct px_world *world;
	const struct px_record *organization;
	const struct px_record *meetings;
	size_t count;
	bool invited; /* they were named to be sent: one event is a REQUEST, or a CANCEL */
	bool each;    /* an event for each meeting of a series, with a UID of its own */
	bool attendees;
};

/* Append the VCALENDAR. */
int px_calendar_write(const struct px_calendar *calendar, struct px_buf *out, struct px_err *err);

#endif
