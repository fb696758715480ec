/*
 * What a TZID means: a zone of the machine's database, however the program that wrote the file calls
 * it (/prefix/Europe/Paris, Outlook's "Romance Standard Time"), else what the file's own VTIMEZONE
 * describes.
 */
#ifndef PX_IO_ICAL_CLOCK_H
#define PX_IO_ICAL_CLOCK_H

#include "base/zone.h"
#include "io/ical/read.h"

struct px_ical_clock;

/* The clocks of one file, opened when they are met. */
struct px_ical_clocks {
	struct px_ical_clock **items;
	size_t count, capacity;
	const struct px_zone *zone; /* of times that name none; NULL: UTC */
};

/* The clock of this name in a calendar (the component VCALENDAR); tzid NULL: the reader's own.  NULL
 * when nothing says what it means.  The clocks own it. */
const struct px_ical_clock *px_ical_clock(struct px_ical_clocks *clocks,
					  const struct px_ical_component *calendar,
					  const char *tzid);

/* The instant of a local time there; clock is a struct px_ical_clock (for px_rule_start). */
int64_t px_ical_clock_instant(const void *clock, struct px_local local);

void px_ical_clocks_release(struct px_ical_clocks *clocks);

#endif
