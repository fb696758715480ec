/* The days of a period that a rule keeps. */
#include <string.h>

#include "base/recur/rule_parts.h"

static bool
has(uint64_t bits, int number)
{
	return bits >> number & 1;
}

struct px_rule_numbers
px_rule_numbers(uint64_t bits, int fallback)
{
	struct px_rule_numbers numbers = { .count = 0 };

	for (int i = 0; i < 60; i++)
		if (has(bits, i))
			numbers.items[numbers.count++] = i;
	if (!numbers.count)
		numbers.items[numbers.count++] = fallback;
	return numbers;
}

static int64_t
year_start(int year)
{
	return px_date_days((struct px_date){ year, 1, 1 });
}

/* The first day of week 1 of a year: the week that has four days of it at least. */
static int64_t
weeks_start(const struct px_rule_parts *parts, int year)
{
	int64_t first = year_start(year);
	int into = (px_date_weekday(first) - parts->week_start + 7) % 7;

	return into <= 3 ? first - into : first + 7 - into;
}

static int
week_year(const struct px_rule_parts *parts, int64_t day)
{
	int year = px_date_from_days(day).year;

	if (day < weeks_start(parts, year))
		return year - 1;
	return day >= weeks_start(parts, year + 1) ? year + 1 : year;
}

bool
px_rule_by_week(const struct px_rule_parts *parts)
{
	return parts->weeks || parts->weeks_back;
}

bool
px_rule_by_weekday(const struct px_rule_parts *parts)
{
	return parts->weekdays || parts->nth_count;
}

/* Is the day the nth of its weekday in [first, first + length)? */
static bool
is_nth(int64_t day, int nth, int64_t first, int length)
{
	int64_t from_start = (day - first) / 7 + 1, from_end = (first + length - 1 - day) / 7 + 1;

	return nth > 0 ? from_start == nth : from_end == -nth;
}

static bool
keeps_weekday(const struct px_rule_parts *parts, int64_t day, struct px_date date)
{
	int weekday = px_date_weekday(day);
	bool in_month = parts->freq == PX_RULE_MONTHLY || parts->months;
	int64_t first = in_month ? day - date.day + 1 : year_start(date.year);
	int length = in_month ? px_date_month_length(date.year, date.month)
			      : 365 + px_date_leap(date.year);

	if (!px_rule_by_weekday(parts) || has(parts->weekdays, weekday))
		return true;
	for (int i = 0; i < parts->nth_count; i++)
		if (parts->nths[i].weekday == weekday &&
		    is_nth(day, parts->nths[i].nth, first, length))
			return true;
	return false;
}

static bool
keeps_month_day(const struct px_rule_parts *parts, struct px_date date)
{
	int length = px_date_month_length(date.year, date.month);

	return !(parts->month_days || parts->month_days_back) || has(parts->month_days, date.day) ||
	       has(parts->month_days_back, length - date.day + 1);
}

static bool
keeps_week(const struct px_rule_parts *parts, int64_t day)
{
	int year = week_year(parts, day);
	int64_t first = weeks_start(parts, year), next = weeks_start(parts, year + 1);

	return !px_rule_by_week(parts) || has(parts->weeks, (int)((day - first) / 7 + 1)) ||
	       has(parts->weeks_back, (int)((next - 1 - day) / 7 + 1));
}

static bool
keeps_year_day(const struct px_rule_parts *parts, int64_t day, struct px_date date)
{
	int number = (int)(day - year_start(date.year)) + 1;
	int length = 365 + px_date_leap(date.year);

	return !parts->by_year_day || parts->year_days[number] ||
	       parts->year_days_back[length - number + 1];
}

static bool
keeps_but_month_day(const struct px_rule_parts *parts, int64_t day, struct px_date date)
{
	return keeps_weekday(parts, day, date) && keeps_week(parts, day) &&
	       keeps_year_day(parts, day, date);
}

static bool
keeps(const struct px_rule_parts *parts, int64_t day)
{
	struct px_date date = px_date_from_days(day);

	return (!parts->months || has(parts->months, date.month)) && keeps_month_day(parts, date) &&
	       keeps_but_month_day(parts, day, date);
}

static void
add_day(struct px_rule *rule, int64_t day)
{
	int at = rule->day_count;

	while (at > 0 && rule->days[at - 1] >= day)
		if (rule->days[--at] == day)
			return;
	memmove(rule->days + at + 1, rule->days + at,
		(size_t)(rule->day_count - at) * sizeof(*rule->days));
	rule->days[at] = day;
	rule->day_count++;
}

/* SKIP: days that a month lacks become its last one, or the first of the next. */
static void
add_skipped(struct px_rule *rule, int year, int month)
{
	const struct px_rule_parts *parts = &rule->parts;
	int length = px_date_month_length(year, month);
	int64_t day = px_date_days((struct px_date){ year, month, length }) +
		      (parts->skip == PX_RULE_FORWARD);

	if (parts->skip == PX_RULE_OMIT || (parts->months && !has(parts->months, month)) ||
	    !(parts->month_days >> (length + 1)) ||
	    !keeps_but_month_day(parts, day, px_date_from_days(day)))
		return;
	add_day(rule, day);
}

static void
add_days(struct px_rule *rule, int64_t first, int64_t end)
{
	for (int64_t day = first; day < end; day++)
		if (keeps(&rule->parts, day))
			add_day(rule, day);
}

static void
expand_month(struct px_rule *rule, int64_t month)
{
	struct px_date first = { (int)(month / 12), (int)(month % 12) + 1, 1 };
	int64_t day = px_date_days(first);

	add_days(rule, day, day + px_date_month_length(first.year, first.month));
	add_skipped(rule, first.year, first.month);
}

static void
expand_year(struct px_rule *rule, int year)
{
	const struct px_rule_parts *parts = &rule->parts;

	if (px_rule_by_week(parts)) {
		add_days(rule, weeks_start(parts, year), weeks_start(parts, year + 1));
		return;
	}
	for (int month = 0; month < 12; month++)
		if (!parts->months || has(parts->months, month + 1))
			expand_month(rule, (int64_t)year * 12 + month);
}

/* Within a day: the hour, minute or second that has come; others are the set's. */
static bool
expand_clock(struct px_rule *rule)
{
	const struct px_rule_parts *parts = &rule->parts;
	struct px_local at = px_local_at(rule->period);

	if (parts->hours && !has(parts->hours, at.hour))
		return false;
	rule->hours = px_rule_numbers(0, at.hour);
	if (parts->freq == PX_RULE_HOURLY)
		return true;
	if (parts->minutes && !has(parts->minutes, at.minute))
		return false;
	rule->minutes = px_rule_numbers(0, at.minute);
	if (parts->freq == PX_RULE_MINUTELY)
		return true;
	rule->seconds = px_rule_numbers(0, at.second);
	return !parts->seconds || has(parts->seconds, at.second);
}

static int
unit_seconds(enum px_rule_freq freq)
{
	return freq == PX_RULE_HOURLY ? 3600 : freq == PX_RULE_MINUTELY ? 60 : 1;
}

/* The next period of a rule within the day; a day that the rule does not keep is passed at once. */
static void
expand_second(struct px_rule *rule)
{
	int64_t step = (int64_t)rule->parts.interval * unit_seconds(rule->parts.freq);
	int64_t day = px_instant_day(rule->period), next;

	if (keeps(&rule->parts, day)) {
		if (expand_clock(rule))
			add_day(rule, day);
		rule->period += step;
		return;
	}
	next = (day + 1) * PX_DAY_SECONDS - rule->period;
	rule->period += (next + step - 1) / step * step;
}

void
px_rule_expand(struct px_rule *rule)
{
	const struct px_rule_parts *parts = &rule->parts;

	switch (parts->freq) {
	case PX_RULE_YEARLY:
		expand_year(rule, (int)rule->period);
		break;
	case PX_RULE_MONTHLY:
		expand_month(rule, rule->period);
		break;
	case PX_RULE_WEEKLY:
		add_days(rule, rule->period, rule->period + 7);
		rule->period += 7 * (int64_t)parts->interval;
		return;
	case PX_RULE_DAILY:
		add_days(rule, rule->period, rule->period + 1);
		break;
	case PX_RULE_HOURLY:
	case PX_RULE_MINUTELY:
	case PX_RULE_SECONDLY:
		expand_second(rule);
		return;
	}
	rule->period += parts->interval;
}

bool
px_rule_past(const struct px_rule *rule)
{
	int64_t end = year_start(PX_RULE_LAST_YEAR + 1);

	switch (rule->parts.freq) {
	case PX_RULE_YEARLY:
		return rule->period > PX_RULE_LAST_YEAR;
	case PX_RULE_MONTHLY:
		return rule->period > 12 * (int64_t)PX_RULE_LAST_YEAR + 11;
	case PX_RULE_WEEKLY:
	case PX_RULE_DAILY:
		return rule->period >= end;
	case PX_RULE_HOURLY:
	case PX_RULE_MINUTELY:
	case PX_RULE_SECONDLY:
		break;
	}
	return rule->period >= end * PX_DAY_SECONDS;
}

/* Years of weeks are counted from that of the start, when it has a day to give; else from the start's
 * own year (as libical does; RFC 5545 does not say). */
static int64_t
first_year_of_weeks(struct px_rule *rule)
{
	int year = week_year(&rule->parts, rule->start_day);

	expand_year(rule, year);
	return rule->day_count && rule->days[rule->day_count - 1] >= rule->start_day
		       ? year
		       : rule->start.local.date.year;
}

int64_t
px_rule_first(struct px_rule *rule)
{
	struct px_date date = rule->start.local.date;
	int into;

	switch (rule->parts.freq) {
	case PX_RULE_YEARLY:
		return px_rule_by_week(&rule->parts) ? first_year_of_weeks(rule) : date.year;
	case PX_RULE_MONTHLY:
		return (int64_t)date.year * 12 + date.month - 1;
	case PX_RULE_WEEKLY:
		into = (px_date_weekday(rule->start_day) - rule->parts.week_start + 7) % 7;
		return rule->start_day - into;
	case PX_RULE_DAILY:
		return rule->start_day;
	case PX_RULE_HOURLY:
	case PX_RULE_MINUTELY:
	case PX_RULE_SECONDLY:
		break;
	}
	into = 60 * rule->start.local.minute + rule->start.local.second;
	return rule->first_second - into % unit_seconds(rule->parts.freq);
}
