/*
 * Meetings as a calendar that other programs follow (RFC 5545, 5546): the UID of a meeting never
 * changes, its SEQUENCE rises with each change, a cancelled one says so.
 *
 * Minutes (the notes) never leave: they may speak of patients.  Who is invited leaves only when asked.
 */
#ifndef PX_CARE_CALENDAR_H
#define PX_CARE_CALENDAR_H

#include "model/field.h"
#include "store/store.h"

/* What the calendar asks of who receives it. */
enum px_calendar_method {
	PX_CALENDAR_PUBLISH, /* to look at, or to subscribe to */
	PX_CALENDAR_REQUEST, /* to come, or to take note of a change */
	PX_CALENDAR_CANCEL,  /* to strike out */
};

struct px_calendar {
	struct px_store *store;
	const struct px_world *world;
	const struct px_record *organization;
	const struct px_record *meetings;
	size_t count;
	bool invited; /* they were named to be sent: REQUEST, or CANCEL when all are cancelled */
	bool attendees;
};

/* One that is sent holds either cancelled meetings or others; together they are published. */
enum px_calendar_method px_calendar_method(const struct px_calendar *calendar);

/* Append the VCALENDAR. */
int px_calendar_write(const struct px_calendar *calendar, struct px_buf *out, struct px_err *err);

#endif
