#include "base/zone_rule.h"

#include <stddef.h>
#include <string.h>

#include "base/date.h"

/* CET, or <+04>: at least three characters; moves past it. */
static bool
skip_name(const char **text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	static const char quoted[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+-";
	bool angle = **text == '<';
	size_t length = strspn(*text + angle, angle ? quoted : plain);

	if (length < 3 || (angle && (*text)[1 + length] != '>'))
		return false;
	*text += length + 2 * angle;
	return true;
}

static bool
take_number(const char **text, int most, int *out)
{
	int number = 0;

	if (**text < '0' || **text > '9')
		return false;
	for (; **text >= '0' && **text <= '9'; (*text)++)
		if ((number = 10 * number + (**text - '0')) > most)
			return false;
	*out = number;
	return true;
}

/* [+-]hh[:mm[:ss]], hours up to 167 (RFC 9636 section 3.3.1). */
static bool
take_time(const char **text, int *seconds)
{
	int sign = **text == '-' ? -1 : 1, hour, minute = 0, second = 0;

	if (**text == '-' || **text == '+')
		(*text)++;
	if (!take_number(text, 167, &hour))
		return false;
	if (**text == ':') {
		(*text)++;
		if (!take_number(text, 59, &minute))
			return false;
		if (**text == ':') {
			(*text)++;
			if (!take_number(text, 59, &second))
				return false;
		}
	}
	*seconds = sign * (3600 * hour + 60 * minute + second);
	return true;
}

static bool
take_weekday_turn(const char **text, struct px_zone_turn *turn)
{
	turn->kind = PX_TURN_WEEKDAY;
	(*text)++;
	if (!take_number(text, 12, &turn->month) || turn->month < 1 || *(*text)++ != '.')
		return false;
	if (!take_number(text, 5, &turn->week) || turn->week < 1 || *(*text)++ != '.')
		return false;
	return take_number(text, 6, &turn->day);
}

/* ,date[/time]: at two in the morning when it does not say. */
static bool
take_turn(const char **text, struct px_zone_turn *turn)
{
	*turn = (struct px_zone_turn){ .kind = PX_TURN_ORDINAL, .seconds = 2 * 3600 };
	if (*(*text)++ != ',')
		return false;
	if (**text == 'M') {
		if (!take_weekday_turn(text, turn))
			return false;
	} else {
		if (**text == 'J') {
			turn->kind = PX_TURN_JULIAN;
			(*text)++;
		}
		if (!take_number(text, 365, &turn->day))
			return false;
	}
	if (**text != '/')
		return true;
	(*text)++;
	return take_time(text, &turn->seconds);
}

int
px_zone_rule_parse(const char *text, struct px_zone_rule *out)
{
	struct px_zone_rule rule = { .turns = false };

	/* POSIX counts westwards. */
	if (!skip_name(&text) || !take_time(&text, &rule.standard))
		return -1;
	rule.standard = -rule.standard;
	if (*text != '\0') {
		rule.turns = true;
		rule.summer = rule.standard + 3600;
		if (!skip_name(&text))
			return -1;
		if (*text != ',') {
			if (!take_time(&text, &rule.summer))
				return -1;
			rule.summer = -rule.summer;
		}
		if (!take_turn(&text, &rule.start) || !take_turn(&text, &rule.end))
			return -1;
		if (*text != '\0')
			return -1;
	}
	*out = rule;
	return 0;
}

static int64_t
turn_day(const struct px_zone_turn *turn, int year)
{
	int64_t first = px_date_days((struct px_date){ year, 1, 1 }), last;

	if (turn->kind == PX_TURN_ORDINAL)
		return first + turn->day;
	if (turn->kind == PX_TURN_JULIAN)
		return first + turn->day - 1 + (turn->day >= 60 && px_date_leap(year));
	first = px_date_days((struct px_date){ year, turn->month, 1 });
	last = first + px_date_month_length(year, turn->month) - 1;
	/* px_date_weekday counts Sunday 7, the rule counts it 0. */
	first += (turn->day + 7 - px_date_weekday(first) % 7) % 7 + 7 * (turn->week - 1);
	return first > last ? first - 7 : first;
}

int
px_zone_rule_offset(const struct px_zone_rule *rule, int64_t instant)
{
	int64_t start, end;
	int year;

	if (!rule->turns)
		return rule->standard;
	year = px_date_from_days(px_instant_day(instant + rule->standard)).year;
	start = turn_day(&rule->start, year) * PX_DAY_SECONDS + rule->start.seconds -
		rule->standard;
	end = turn_day(&rule->end, year) * PX_DAY_SECONDS + rule->end.seconds - rule->summer;
	/* South of the equator summer begins in one year and ends in the next. */
	if (start < end)
		return instant >= start && instant < end ? rule->summer : rule->standard;
	return instant >= end && instant < start ? rule->standard : rule->summer;
}
