/*
 * A rule of recurrence taken apart.  For the rule*.c files alone.
 */
#ifndef PX_BASE_RECUR_RULE_PARTS_H
#define PX_BASE_RECUR_RULE_PARTS_H

#include "base/recur/rule.h"

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

enum {
	PX_RULE_LAST_YEAR = 9999,
	PX_RULE_DAYS = 400, /* of a period: a year of weeks has 371, SKIP adds one a month */
};

/* Numbers of a set of bits, rising. */
struct px_rule_numbers {
	int items[60];
	int count;
};

struct px_rule {
	struct px_rule_parts parts;
	struct px_rule_start start;
	int64_t start_day, until;   /* until: the last instant that may be one */
	int64_t first_second;       /* of the start, local */
	int64_t period;             /* the next to expand: a year, month, day or second, by freq */
	int64_t days[PX_RULE_DAYS]; /* of the period expanded last, rising */
	int day_count;
	struct px_rule_numbers hours, minutes, seconds;
	int64_t size, at;                 /* occurrences of the period, and the next of them */
	int64_t order[PX_RULE_POSITIONS]; /* with BYSETPOS: their places, rising */
	int64_t last;                     /* local second of the last one given */
	int64_t given, last_instant;
	bool ended;
};

/* The numbers of a set, or the one that stands for it when it is empty. */
struct px_rule_numbers px_rule_numbers(uint64_t bits, int fallback);

bool px_rule_by_week(const struct px_rule_parts *parts);
bool px_rule_by_weekday(const struct px_rule_parts *parts);

/* The period that the start is in; the days of the next period (days, and hours, minutes and seconds
 * of rules within the day); is it later than any date? */
int64_t px_rule_first(struct px_rule *rule);
void px_rule_expand(struct px_rule *rule);
bool px_rule_past(const struct px_rule *rule);

#endif
