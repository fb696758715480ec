#include "base/date.h"

#include <stddef.h>

enum {
	DAYS_PER_CYCLE = 146097, /* 400 Gregorian years, after which everything repeats */
	DAYS_PER_CENTURY = 36524,
	DAYS_PER_FOUR = 1461,
	DAYS_TO_EPOCH = 719468, /* from 1 March of year 0 to 1 January 1970 */
};

bool
px_date_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
px_date_month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && px_date_leap(year) ? 29 : lengths[month - 1];
}

bool
px_date_valid(struct px_date date)
{
	return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
	       date.day >= 1 && date.day <= px_date_month_length(date.year, date.month);
}

/* Days of the months from March on: 31 30 31 30 31 31 30 31 30 31 31, so 153 for five of them. */
static int
days_before_month(int from_march)
{
	return (153 * from_march + 2) / 5;
}

static int64_t
floor_div(int64_t number, int64_t divisor)
{
	return number / divisor - (number % divisor < 0);
}

/* Years are counted from March: the leap day is then the last of its year. */
int64_t
px_date_days(struct px_date date)
{
	int64_t year = date.month > 2 ? date.year : date.year - 1;
	int from_march = (date.month + 9) % 12;

	return 365 * year + floor_div(year, 4) - floor_div(year, 100) + floor_div(year, 400) +
	       days_before_month(from_march) + date.day - 1 - DAYS_TO_EPOCH;
}

struct px_date
px_date_from_days(int64_t days)
{
	int64_t cycle = floor_div(days + DAYS_TO_EPOCH, DAYS_PER_CYCLE);
	int rest = (int)(days + DAYS_TO_EPOCH - cycle * DAYS_PER_CYCLE);
	int century, four, one, from_march;
	struct px_date date;

	/* The fourth century of a cycle and the fourth year of four have one day more. */
	century = rest / DAYS_PER_CENTURY - rest / (DAYS_PER_CYCLE - 1);
	rest -= century * DAYS_PER_CENTURY;
	four = rest / DAYS_PER_FOUR;
	rest -= four * DAYS_PER_FOUR;
	one = rest / 365 - rest / (DAYS_PER_FOUR - 1);
	rest -= one * 365;
	from_march = (5 * rest + 2) / 153;
	date.day = rest - days_before_month(from_march) + 1;
	date.month = (from_march + 2) % 12 + 1;
	date.year = (int)(400 * cycle) + 100 * century + 4 * four + one + (from_march >= 10);
	return date;
}

int
px_date_weekday(int64_t days)
{
	/* Day 0 was a Thursday. */
	return (int)(days + 3 - 7 * floor_div(days + 3, 7)) + 1;
}

/* A week belongs to the year that its Thursday is in. */
void
px_date_iso_week(int64_t days, int *year, int *week)
{
	int64_t thursday = days - px_date_weekday(days) + 4;
	int of_year = px_date_from_days(thursday).year;

	*year = of_year;
	*week = (int)(thursday - px_date_days((struct px_date){ of_year, 1, 1 })) / 7 + 1;
}

/* The number that `count` digits write, or -1; moves the text past them. */
static int
take_digits(const char **text, int count)
{
	int number = 0;

	for (int i = 0; i < count; i++) {
		char c = (*text)[i];

		if (c < '0' || c > '9')
			return -1;
		number = 10 * number + (c - '0');
	}
	*text += count;
	return number;
}

static bool
take_char(const char **text, char expected)
{
	if (**text != expected)
		return false;
	(*text)++;
	return true;
}

/* Each step stands only on the success of those before: the text is never read past its NUL. */
static bool
take_date(const char **text, struct px_date *date)
{
	return (date->year = take_digits(text, 4)) >= 0 && take_char(text, '-') &&
	       (date->month = take_digits(text, 2)) >= 0 && take_char(text, '-') &&
	       (date->day = take_digits(text, 2)) >= 0 && px_date_valid(*date);
}

int
px_date_parse(const char *text, struct px_date *out)
{
	struct px_date date;

	if (!take_date(&text, &date) || *text != '\0')
		return -1;
	*out = date;
	return 0;
}

static char *
put_digits(char *at, int number, int count)
{
	for (int i = count - 1; i >= 0; i--, number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + count;
}

static char *
put_date(char *at, struct px_date date)
{
	at = put_digits(at, date.year, 4);
	*at++ = '-';
	at = put_digits(at, date.month, 2);
	*at++ = '-';
	return put_digits(at, date.day, 2);
}

void
px_date_format(struct px_date date, char out[PX_DATE_SIZE])
{
	*put_date(out, date) = '\0';
}

/* 08:30 or 08:30:15 or 08:30:15.250; a fraction is read and dropped. */
static bool
take_clock(const char **text, int *seconds)
{
	int hour, minute, second = 0;

	if ((hour = take_digits(text, 2)) < 0 || hour > 23 || !take_char(text, ':') ||
	    (minute = take_digits(text, 2)) < 0 || minute > 59)
		return false;
	if (take_char(text, ':')) {
		if ((second = take_digits(text, 2)) < 0 || second > 59)
			return false;
		if (**text == '.' || **text == ',') {
			(*text)++;
			if (take_digits(text, 1) < 0)
				return false;
			while (take_digits(text, 1) >= 0)
				;
		}
	}
	*seconds = 3600 * hour + 60 * minute + second;
	return true;
}

/* Z, +01:00, +0100 or +01: seconds east of UTC. */
static bool
take_offset(const char **text, int *seconds)
{
	int sign = **text == '-' ? -1 : 1, hour, minute = 0;

	*seconds = 0;
	if (take_char(text, 'Z'))
		return true;
	if (!take_char(text, '+') && !take_char(text, '-'))
		return false;
	if ((hour = take_digits(text, 2)) < 0 || hour > 23)
		return false;
	if (take_char(text, ':')) {
		if ((minute = take_digits(text, 2)) < 0)
			return false;
	} else if (**text != '\0' && (minute = take_digits(text, 2)) < 0)
		return false;
	*seconds = sign * (3600 * hour + 60 * minute);
	return minute <= 59;
}

int64_t
px_instant_day(int64_t instant)
{
	return floor_div(instant, PX_DAY_SECONDS);
}

bool
px_instant_valid(int64_t instant)
{
	return instant >= px_date_days((struct px_date){ 1, 1, 1 }) * PX_DAY_SECONDS &&
	       instant < px_date_days((struct px_date){ 10000, 1, 1 }) * PX_DAY_SECONDS;
}

int
px_instant_parse(const char *text, int64_t *out)
{
	struct px_date date;
	int clock, offset;
	int64_t instant;

	if (!take_date(&text, &date) || !take_char(&text, 'T') || !take_clock(&text, &clock) ||
	    !take_offset(&text, &offset) || *text != '\0')
		return -1;
	instant = px_date_days(date) * PX_DAY_SECONDS + clock - offset;
	if (!px_instant_valid(instant)) /* an offset may push the ends of time out */
		return -1;
	*out = instant;
	return 0;
}

void
px_instant_format(int64_t instant, char out[PX_INSTANT_SIZE])
{
	int64_t days = px_instant_day(instant);
	int clock = (int)(instant - days * PX_DAY_SECONDS);
	char *at = put_date(out, px_date_from_days(days));

	*at++ = 'T';
	at = put_digits(at, clock / 3600, 2);
	*at++ = ':';
	at = put_digits(at, clock / 60 % 60, 2);
	*at++ = ':';
	at = put_digits(at, clock % 60, 2);
	*at++ = 'Z';
	*at = '\0';
}
