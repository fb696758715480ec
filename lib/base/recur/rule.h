/*
 * Rules of recurrence: FREQ=WEEKLY;BYDAY=TU (RFC 5545 3.3.10; SKIP of RFC 7529 for the days that a
 * month or a year lacks).
 *
 * Our own, and not libical's: its release of this year (3.0.16) gives other days than its own
 * cases for weeks by number, positions in a set and intervals, looks for ever for 30 February, and
 * brings ICU to every start.  Only the Gregorian calendar is known.
 *
 * Occurrences are local times of the zone that the first one is in, so that a meeting at 12:30
 * stays at 12:30 when clocks change.  As in libical, the start itself is an occurrence only when
 * the rule says so, and BYMONTHDAY alone in a yearly rule is a day of the start's month.
 */
#ifndef PX_BASE_RECUR_RULE_H
#define PX_BASE_RECUR_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/zone.h"

enum { PX_RULE_LENGTH = 2000 }; /* of a rule's text, at most */

/* The first occurrence that there may be, and the clock that it is told by. */
struct px_rule_start {
	struct px_local local;
	bool all_day;
	int64_t (*instant)(const void *clock, struct px_local local); /* NULL: clock is a zone */
	const void *clock; /* without function: a struct px_zone, or NULL for UTC */
};

struct px_occurrence {
	struct px_local local;
	int64_t instant;
};

struct px_rule;

/* The rule with or without "RRULE:" before it, in either case.  PX_USAGE: what is wrong with it, and
 * an example.  start is copied, its clock borrowed. */
struct px_rule *px_rule_open(const char *text, const struct px_rule_start *start,
			     struct px_err *err);

/* 1 and the next occurrence, later than the one before; 0 after the last, at the latest in the year
 * 9999; -1 and PX_USAGE when the rule goes on without ever giving one. */
int px_rule_next(struct px_rule *rule, struct px_occurrence *out, struct px_err *err);

/* Does it go on for ever: neither COUNT nor UNTIL? */
bool px_rule_endless(const struct px_rule *rule);

void px_rule_close(struct px_rule *rule); /* NULL is taken */

/*
 * Append the rule (in capitals) as calendars that know RFC 5545 alone read it: SKIP=BACKWARD from a
 * start on the 31st becomes BYMONTHDAY=28,29,30,31;BYSETPOS=-1, and goes where no month lacks the day.
 */
void px_rule_without_skip(const char *rule, struct px_date start, struct px_buf *out);

#endif
