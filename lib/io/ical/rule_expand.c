/*
 * From a rule to its occurrences: period after period (a year of YEARLY, a week of WEEKLY…), the days
 * of the period that the rule keeps, then the times of such a day.  A period's occurrences are never
 * listed: the k-th is time k modulo the times of day k divided by them.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "io/ical/rule_parts.h"

enum {
	LAST_YEAR = 9999,
	MOST_DAYS = 400,    /* of a period; a year of weeks has 371, SKIP adds one a month */
	PATIENCE = 4000000, /* periods without an occurrence, more than the days to the last year */
	DAY = 86400,
};

/* Numbers of a set of bits, rising. */
struct numbers {
	int items[60];
	int count;
};

struct px_rule {
	struct px_rule_parts parts;
	struct px_rule_start start;
	int64_t start_day, until; /* until: the last instant that may be one */
	int64_t first_second;     /* of the start, local */
	int64_t period;           /* the next to expand: a year, month, day or second, by freq */
	int64_t days[MOST_DAYS];  /* of the period expanded last, rising */
	int day_count;
	struct numbers hours, minutes, seconds;
	int64_t size, at;                 /* occurrences of the period, and the next of them */
	int64_t order[PX_RULE_POSITIONS]; /* with BYSETPOS: their places, rising */
	int64_t last;                     /* local second of the last one given */
	int64_t given, last_instant;
	bool ended;
};

static bool
has(uint64_t bits, int number)
{
	return bits >> number & 1;
}

static struct numbers
numbers_of(uint64_t bits, int fallback)
{
	struct numbers numbers = { .count = 0 };

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

static bool
by_week(const struct px_rule_parts *parts)
{
	return parts->weeks || parts->weeks_back;
}

static bool
by_weekday(const struct px_rule_parts *parts)
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

	if (!by_weekday(parts) || has(parts->weekdays, weekday))
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

	return !by_week(parts) || has(parts->weeks, (int)((day - first) / 7 + 1)) ||
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

	if (by_week(parts)) {
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
	int64_t second = rule->period, day = second / DAY - (second % DAY < 0);
	int clock = (int)(second - day * DAY);
	int hour = clock / 3600, minute = clock / 60 % 60;

	if (parts->hours && !has(parts->hours, hour))
		return false;
	rule->hours = numbers_of(0, hour);
	if (parts->freq == PX_RULE_HOURLY)
		return true;
	if (parts->minutes && !has(parts->minutes, minute))
		return false;
	rule->minutes = numbers_of(0, minute);
	if (parts->freq == PX_RULE_MINUTELY)
		return true;
	rule->seconds = numbers_of(0, clock % 60);
	return !parts->seconds || has(parts->seconds, clock % 60);
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
	int64_t day = rule->period / DAY - (rule->period % DAY < 0), next;

	if (keeps(&rule->parts, day)) {
		if (expand_clock(rule))
			add_day(rule, day);
		rule->period += step;
		return;
	}
	next = (day + 1) * DAY - rule->period;
	rule->period += (next + step - 1) / step * step;
}

static void
expand_period(struct px_rule *rule)
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

static bool
past_the_end(const struct px_rule *rule)
{
	int64_t end = year_start(LAST_YEAR + 1);

	switch (rule->parts.freq) {
	case PX_RULE_YEARLY:
		return rule->period > LAST_YEAR;
	case PX_RULE_MONTHLY:
		return rule->period > 12 * (int64_t)LAST_YEAR + 11;
	case PX_RULE_WEEKLY:
	case PX_RULE_DAILY:
		return rule->period >= end;
	case PX_RULE_HOURLY:
	case PX_RULE_MINUTELY:
	case PX_RULE_SECONDLY:
		break;
	}
	return rule->period >= end * DAY;
}

static int
compare_places(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return (one > other) - (one < other);
}

/* BYSETPOS: the places asked for, each once, rising. */
static void
choose_positions(struct px_rule *rule)
{
	int64_t total = rule->size, kept = 0, unique = 0;

	for (int i = 0; i < rule->parts.position_count; i++) {
		int64_t position = rule->parts.positions[i];
		int64_t place = position > 0 ? position - 1 : total + position;

		if (place >= 0 && place < total)
			rule->order[kept++] = place;
	}
	qsort(rule->order, (size_t)kept, sizeof(*rule->order), compare_places);
	for (int64_t i = 0; i < kept; i++)
		if (i == 0 || rule->order[i] != rule->order[i - 1])
			rule->order[unique++] = rule->order[i];
	rule->size = unique;
}

/* Expand periods until one has an occurrence: 1, 0 at the end, -1. */
static int
fill(struct px_rule *rule, struct px_err *err)
{
	for (int tried = 0; tried < PATIENCE; tried++) {
		if (past_the_end(rule))
			return 0;
		rule->day_count = 0;
		expand_period(rule);
		rule->at = 0;
		rule->size = (int64_t)rule->day_count * rule->hours.count * rule->minutes.count *
			     rule->seconds.count;
		if (rule->parts.position_count)
			choose_positions(rule);
		if (rule->size)
			return 1;
	}
	return px_err_set(err, PX_USAGE, _("the rule of recurrence never gives a day"));
}

/* The local second of the next occurrence of the period. */
static int64_t
take_next(struct px_rule *rule)
{
	int64_t place = rule->at++, second, minute, hour;

	if (rule->parts.position_count)
		place = rule->order[place];
	second = rule->seconds.items[place % rule->seconds.count];
	place /= rule->seconds.count;
	minute = rule->minutes.items[place % rule->minutes.count];
	place /= rule->minutes.count;
	hour = rule->hours.items[place % rule->hours.count];
	place /= rule->hours.count;
	return rule->days[place] * DAY + hour * 3600 + minute * 60 + second;
}

static int64_t
instant_of(const struct px_rule_start *start, struct px_local local)
{
	if (start->instant)
		return start->instant(start->clock, local);
	if (start->clock)
		return px_zone_instant(start->clock, local);
	return px_date_days(local.date) * DAY + local.hour * 3600 + local.minute * 60 +
	       local.second;
}

static struct px_occurrence
occurrence_at(const struct px_rule *rule, int64_t second)
{
	int64_t day = second / DAY - (second % DAY < 0);
	int clock = (int)(second - day * DAY);
	struct px_local local = { .date = px_date_from_days(day),
				  .hour = clock / 3600,
				  .minute = clock / 60 % 60,
				  .second = clock % 60 };

	return (struct px_occurrence){ local, instant_of(&rule->start, local) };
}

/* Not before the start, later than the last one (SKIP, and clocks that change, may give one twice). */
int
px_rule_next(struct px_rule *rule, struct px_occurrence *out, struct px_err *err)
{
	while (!rule->ended) {
		int more = rule->at < rule->size ? 1 : fill(rule, err);
		int64_t second;

		if (more <= 0) {
			rule->ended = true;
			return more;
		}
		second = take_next(rule);
		if (second < rule->first_second || second <= rule->last)
			continue;
		*out = occurrence_at(rule, second);
		rule->last = second;
		if (out->instant > rule->until || out->local.date.year > LAST_YEAR)
			break;
		if (rule->given && out->instant <= rule->last_instant)
			continue;
		rule->last_instant = out->instant;
		rule->ended = ++rule->given == rule->parts.count;
		return 1;
	}
	rule->ended = true;
	return 0;
}

/*
 * What the rule does not say, it takes from its start.
 */
static void
fill_in(struct px_rule *rule)
{
	struct px_rule_parts *parts = &rule->parts;
	struct px_date date = rule->start.local.date;
	bool by_month_day = parts->month_days || parts->month_days_back;
	bool spread = by_week(parts) || parts->by_year_day || by_weekday(parts);

	if (parts->freq == PX_RULE_YEARLY && !spread) {
		if (!parts->months)
			parts->months = (uint64_t)1 << date.month;
		if (!by_month_day)
			parts->month_days = (uint64_t)1 << date.day;
	} else if (parts->freq == PX_RULE_MONTHLY && !spread && !by_month_day) {
		parts->month_days = (uint64_t)1 << date.day;
	} else if ((parts->freq == PX_RULE_WEEKLY && !by_weekday(parts)) ||
		   (by_week(parts) && !by_weekday(parts) && !by_month_day && !parts->by_year_day)) {
		parts->weekdays = (uint64_t)1 << px_date_weekday(rule->start_day);
	}
}

static void
fill_in_times(struct px_rule *rule)
{
	struct px_rule_parts *parts = &rule->parts;
	const struct px_local *local = &rule->start.local;

	if (rule->start.all_day)
		parts->hours = parts->minutes = parts->seconds = 0;
	rule->hours = numbers_of(parts->hours, local->hour);
	rule->minutes = numbers_of(parts->minutes, local->minute);
	rule->seconds = numbers_of(parts->seconds, local->second);
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

static int64_t
first_period(struct px_rule *rule)
{
	struct px_date date = rule->start.local.date;
	int unit = unit_seconds(rule->parts.freq), into;

	switch (rule->parts.freq) {
	case PX_RULE_YEARLY:
		return by_week(&rule->parts) ? first_year_of_weeks(rule) : date.year;
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
	return rule->first_second - rule->first_second % unit;
}

/* UNTIL as the last instant that it allows: a day is all of itself. */
static int64_t
last_instant(const struct px_rule *rule)
{
	struct px_local until = rule->parts.until;

	if (!rule->parts.has_until)
		return INT64_MAX;
	if (rule->parts.until_date) {
		until.hour = 23;
		until.minute = until.second = 59;
	}
	return instant_of(rule->parts.until_utc ? &(struct px_rule_start){ .clock = NULL }
						: &rule->start,
			  until);
}

static void
begin(struct px_rule *rule)
{
	struct px_local *local = &rule->start.local;

	if (rule->start.all_day)
		local->hour = local->minute = local->second = 0;
	rule->start_day = px_date_days(local->date);
	rule->first_second =
		rule->start_day * DAY + local->hour * 3600 + local->minute * 60 + local->second;
	rule->last = INT64_MIN;
	fill_in(rule);
	fill_in_times(rule);
	rule->period = first_period(rule);
	rule->until = last_instant(rule);
}

/* The rule alone in capitals; NULL when it holds what cannot be in one. */
static char *
tidy(const char *text)
{
	char *rule;

	text += strspn(text, " \t");
	if (strncasecmp(text, "RRULE:", 6) == 0)
		text += 6;
	if (!*text || strlen(text) > PX_RULE_LENGTH)
		return NULL;
	rule = px_strdup(text);
	for (char *p = rule; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	return rule;
}

struct px_rule *
px_rule_open(const char *text, const struct px_rule_start *start, struct px_err *err)
{
	struct px_rule *rule = px_calloc(1, sizeof(*rule));
	char *tidied = tidy(text);
	const char *why = _("it is empty or too long");

	if (tidied && px_rule_parse(tidied, &rule->parts, &why) == 0 && start->all_day &&
	    rule->parts.freq < PX_RULE_DAILY)
		why = _("a day has no hours to repeat at");
	free(tidied);
	if (why) {
		px_err_set(
			err, PX_USAGE,
			_("\"%.100s\" is no rule of recurrence: %s (write FREQ=WEEKLY;BYDAY=TU, or "
			  "FREQ=MONTHLY;BYDAY=1TH)"),
			text, why);
		free(rule);
		return NULL;
	}
	rule->start = *start;
	begin(rule);
	return rule;
}

bool
px_rule_endless(const struct px_rule *rule)
{
	return !rule->parts.count && !rule->parts.has_until;
}

void
px_rule_close(struct px_rule *rule)
{
	free(rule);
}
