/*
 * Dates and times as iCalendar writes them (RFC 5545 3.3.4 and 3.3.5): 20251224, 20251224T190000,
 * 20251224T180000Z.
 */
#ifndef PX_BASE_RECUR_STAMP_H
#define PX_BASE_RECUR_STAMP_H

#include <stdbool.h>

#include "base/zone.h"

struct px_stamp {
	struct px_local local;
	bool date_only; /* 20251224 */
	bool utc;       /* 20251224T180000Z */
};

/* 0, or -1: anything but a real date and time, alone.  A second of 60 is taken for 59. */
int px_stamp_parse(const char *text, struct px_stamp *out);

#endif
