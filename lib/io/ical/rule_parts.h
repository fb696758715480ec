/*
 * A rule of recurrence taken apart.  For the rule*.c files alone.
 */
#ifndef PX_IO_ICAL_RULE_PARTS_H
#define PX_IO_ICAL_RULE_PARTS_H

#include "io/ical/rule.h"

enum px_rule_freq {
	PX_RULE_SECONDLY,
	PX_RULE_MINUTELY,
	PX_RULE_HOURLY,
	PX_RULE_DAILY,
	PX_RULE_WEEKLY,
	PX_RULE_MONTHLY,
	PX_RULE_YEARLY,
};

/* What becomes of 31 April or 29 February of a common year. */
enum px_rule_skip { PX_RULE_OMIT, PX_RULE_BACKWARD, PX_RULE_FORWARD };

enum {
	PX_RULE_NTHS = 64,
	PX_RULE_POSITIONS = 366,
	PX_RULE_INTERVAL = 10000,
	PX_RULE_COUNT = 1000000,
};

/* Sets of numbers are bits; 0 is a part that the rule does not have. */
struct px_rule_parts {
	enum px_rule_freq freq;
	enum px_rule_skip skip;
	int interval, week_start; /* 1 Monday to 7 */
	int64_t count;            /* 0: no COUNT */
	bool has_until, until_utc, until_date;
	struct px_local until;
	uint64_t seconds, minutes;            /* 0 to 59; a second of 60 is one of 59 */
	uint64_t hours, months, weekdays;     /* 0 to 23, 1 to 12, 1 to 7 */
	uint64_t month_days, month_days_back; /* 1 to 31, from the start and from the end */
	uint64_t weeks, weeks_back;           /* 1 to 53 */
	bool by_year_day;
	bool year_days[367], year_days_back[367]; /* 1 to 366 */
	struct {
		int weekday, nth; /* 1TU: 2, 1; -1FR: 5, -1 */
	} nths[PX_RULE_NTHS];
	int nth_count;
	int positions[PX_RULE_POSITIONS];
	int position_count;
};

/* Of a text in capitals, cut in place: 0, or -1 and why not (translated words). */
int px_rule_parse(char *text, struct px_rule_parts *parts, const char **why);

#endif
