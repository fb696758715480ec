/*
 * The rule that ends a time zone file: a POSIX TZ text such as CET-1CEST,M3.5.0,M10.5.0/3.
 * For base/zone.c only.
 */
#ifndef PX_BASE_ZONE_RULE_H
#define PX_BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

/* A day of the year on which clocks change, and the second of it (local time before the change). */
struct px_zone_turn {
	enum {
		PX_TURN_JULIAN,  /* Jn: 1 to 365, 29 February never counted */
		PX_TURN_ORDINAL, /* n: 0 to 365 */
		PX_TURN_WEEKDAY, /* Mm.w.d: d 0 Sunday, w 5 the last one */
	} kind;
	int month, week, day;
	int seconds; /* may be negative or past a day */
};

struct px_zone_rule {
	int standard, summer; /* seconds east of UTC */
	bool turns;           /* false: standard all year */
	struct px_zone_turn start, end;
};

/* 0, or -1 when the text is not a complete rule. */
int px_zone_rule_parse(const char *text, struct px_zone_rule *out);

/* Seconds east of UTC at an instant. */
int px_zone_rule_offset(const struct px_zone_rule *rule, int64_t instant);

#endif
