#include "base/recur/rule_parts.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/recur/stamp.h"

/* One NAME=VALUE into the parts: NULL, or what is wrong. */
typedef const char *take_part(struct px_rule_parts *parts, char *value);

static const char *const freqs[] = { "SECONDLY", "MINUTELY", "HOURLY", "DAILY",
				     "WEEKLY",   "MONTHLY",  "YEARLY", NULL };
static const char *const skips[] = { "OMIT", "BACKWARD", "FORWARD", NULL };
static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU", NULL };

static int
word_index(const char *const *words, const char *text)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], text) == 0)
			return i;
	return -1;
}

/* A whole number with its sign, of at most 7 digits; what follows it is at *end. */
static bool
read_number(const char *text, int *number, const char **end)
{
	bool negative = *text == '-';
	size_t digits;

	text += *text == '-' || *text == '+';
	digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 7)
		return false;
	*number = 0;
	for (size_t i = 0; i < digits; i++)
		*number = 10 * *number + (text[i] - '0');
	*number = negative ? -*number : *number;
	*end = text + digits;
	return true;
}

static bool
whole_number(const char *text, int least, int most, int *number)
{
	const char *end;

	return read_number(text, number, &end) && !*end && *number >= least && *number <= most;
}

static const char *
out_of_range(void)
{
	return _("a number is not one, or out of range");
}

/* A list of numbers from least to most; with back, also from -most to -least. */
static const char *
take_bits(char *value, int least, int most, uint64_t *bits, uint64_t *back)
{
	char *items[512];
	size_t count = px_text_split(value, ',', items, PX_COUNT(items));
	int number;

	for (size_t i = 0; i < count; i++) {
		if (!whole_number(items[i], back ? -most : least, most, &number) ||
		    (number > -least && number < least))
			return out_of_range();
		*(number < 0 ? back : bits) |= (uint64_t)1 << (number < 0 ? -number : number);
	}
	return NULL;
}

static const char *
take_freq(struct px_rule_parts *parts, char *value)
{
	int freq = word_index(freqs, value);

	parts->freq = freq < 0 ? PX_RULE_DAILY : (enum px_rule_freq)freq;
	return freq < 0 ? _("FREQ is DAILY, WEEKLY, MONTHLY or YEARLY") : NULL;
}

static const char *
take_interval(struct px_rule_parts *parts, char *value)
{
	return whole_number(value, 1, PX_RULE_INTERVAL, &parts->interval) ? NULL : out_of_range();
}

static const char *
take_count(struct px_rule_parts *parts, char *value)
{
	int count;

	if (!whole_number(value, 1, PX_RULE_COUNT, &count))
		return out_of_range();
	parts->count = count;
	return NULL;
}

static const char *
take_until(struct px_rule_parts *parts, char *value)
{
	struct px_stamp until;

	if (px_stamp_parse(value, &until) != 0)
		return _("UNTIL is a date as 20251224 or 20251224T180000Z");
	parts->has_until = true;
	parts->until = until.local;
	parts->until_utc = until.utc;
	parts->until_date = until.date_only;
	return NULL;
}

static const char *
take_week_start(struct px_rule_parts *parts, char *value)
{
	int weekday = word_index(weekdays, value);

	parts->week_start = weekday + 1;
	return weekday < 0 ? _("a weekday is MO TU WE TH FR SA or SU") : NULL;
}

static const char *
take_seconds(struct px_rule_parts *parts, char *value)
{
	const char *why = take_bits(value, 0, 60, &parts->seconds, NULL);
	uint64_t leap = (uint64_t)1 << 60;

	if (parts->seconds & leap)
		parts->seconds = (parts->seconds & ~leap) | leap >> 1;
	return why;
}

static const char *
take_minutes(struct px_rule_parts *parts, char *value)
{
	return take_bits(value, 0, 59, &parts->minutes, NULL);
}

static const char *
take_hours(struct px_rule_parts *parts, char *value)
{
	return take_bits(value, 0, 23, &parts->hours, NULL);
}

static const char *
take_months(struct px_rule_parts *parts, char *value)
{
	return take_bits(value, 1, 12, &parts->months, NULL);
}

static const char *
take_month_days(struct px_rule_parts *parts, char *value)
{
	return take_bits(value, 1, 31, &parts->month_days, &parts->month_days_back);
}

static const char *
take_weeks(struct px_rule_parts *parts, char *value)
{
	return take_bits(value, 1, 53, &parts->weeks, &parts->weeks_back);
}

static const char *
take_year_days(struct px_rule_parts *parts, char *value)
{
	char *items[2 * 366 + 1];
	size_t count = px_text_split(value, ',', items, PX_COUNT(items));
	int number;

	parts->by_year_day = true;
	for (size_t i = 0; i < count; i++) {
		if (!whole_number(items[i], -366, 366, &number) || number == 0)
			return out_of_range();
		if (number > 0)
			parts->year_days[number] = true;
		else
			parts->year_days_back[-number] = true;
	}
	return NULL;
}

static const char *
take_weekday(struct px_rule_parts *parts, const char *item)
{
	const char *name = item;
	int nth = 0, weekday;

	if (read_number(item, &nth, &name) && (nth == 0 || nth < -53 || nth > 53))
		return out_of_range();
	weekday = word_index(weekdays, name) + 1;
	if (!weekday)
		return _("a weekday is MO TU WE TH FR SA or SU");
	if (!nth) {
		parts->weekdays |= (uint64_t)1 << weekday;
		return NULL;
	}
	if (parts->nth_count == PX_RULE_NTHS)
		return _("too many weekdays");
	parts->nths[parts->nth_count].weekday = weekday;
	parts->nths[parts->nth_count++].nth = nth;
	return NULL;
}

static const char *
take_weekdays(struct px_rule_parts *parts, char *value)
{
	char *items[512];
	size_t count = px_text_split(value, ',', items, PX_COUNT(items));
	const char *why = NULL;

	for (size_t i = 0; i < count && !why; i++)
		why = take_weekday(parts, items[i]);
	return why;
}

static const char *
take_positions(struct px_rule_parts *parts, char *value)
{
	char *items[PX_RULE_POSITIONS + 1];
	size_t count = px_text_split(value, ',', items, PX_COUNT(items));

	if (count > PX_RULE_POSITIONS)
		return _("too many positions");
	for (size_t i = 0; i < count; i++)
		if (!whole_number(items[i], -366, 366, &parts->positions[i]) ||
		    parts->positions[i] == 0)
			return out_of_range();
	parts->position_count = (int)count;
	return NULL;
}

static const char *
take_scale(struct px_rule_parts *parts, char *value)
{
	(void)parts;
	return strcmp(value, "GREGORIAN") == 0 ? NULL : _("only the Gregorian calendar is known");
}

static const char *
take_skip(struct px_rule_parts *parts, char *value)
{
	int skip = word_index(skips, value);

	parts->skip = skip < 0 ? PX_RULE_OMIT : (enum px_rule_skip)skip;
	return skip < 0 ? _("SKIP is OMIT, BACKWARD or FORWARD") : NULL;
}

static const struct {
	const char *name;
	take_part *take;
} names[] = {
	{ "FREQ", take_freq },           { "INTERVAL", take_interval },
	{ "COUNT", take_count },         { "UNTIL", take_until },
	{ "WKST", take_week_start },     { "BYSECOND", take_seconds },
	{ "BYMINUTE", take_minutes },    { "BYHOUR", take_hours },
	{ "BYMONTH", take_months },      { "BYMONTHDAY", take_month_days },
	{ "BYYEARDAY", take_year_days }, { "BYWEEKNO", take_weeks },
	{ "BYDAY", take_weekdays },      { "BYSETPOS", take_positions },
	{ "RSCALE", take_scale },        { "SKIP", take_skip },
};

static const char *
take_pair(struct px_rule_parts *parts, char *pair, unsigned *seen)
{
	char *value = strchr(pair, '=');

	if (!value || !value[1])
		return _("a part is NAME=VALUE");
	*value++ = '\0';
	for (size_t i = 0; i < PX_COUNT(names); i++) {
		if (strcmp(names[i].name, pair) != 0)
			continue;
		if (*seen & 1u << i)
			return _("a part is there twice");
		*seen |= 1u << i;
		return names[i].take(parts, value);
	}
	return pair[0] == 'X' && pair[1] == '-' ? NULL : _("a part that no rule has");
}

/* What RFC 5545 forbids between parts. */
static const char *
check(const struct px_rule_parts *parts, unsigned seen)
{
	bool weeks = parts->weeks || parts->weeks_back;

	if (!(seen & 1u))
		return _("FREQ is missing");
	if (parts->count && parts->has_until)
		return _("COUNT and UNTIL exclude each other");
	if (weeks && parts->freq != PX_RULE_YEARLY)
		return _("BYWEEKNO is for yearly rules");
	if (parts->nth_count && (parts->freq < PX_RULE_MONTHLY || weeks))
		return _("a numbered weekday (1TU) is for monthly and yearly rules");
	return NULL;
}

int
px_rule_parse(char *text, struct px_rule_parts *parts, const char **why)
{
	char *pairs[PX_COUNT(names) + 8];
	size_t count = px_text_split(text, ';', pairs, PX_COUNT(pairs));
	unsigned seen = 0;

	*parts = (struct px_rule_parts){ .interval = 1, .week_start = 1 };
	*why = NULL;
	if (count > 1 && !*pairs[count - 1]) /* a last ';' ends nothing: many write it */
		count--;
	for (size_t i = 0; i < count && !*why; i++)
		*why = take_pair(parts, pairs[i], &seen);
	if (!*why)
		*why = check(parts, seen);
	return *why ? -1 : 0;
}
