/*
 * From a rule to its occurrences: period after period (a year of YEARLY, a week of WEEKLY…), the days
 * of the period that the rule keeps, then the times of such a day.  A period's occurrences are never
 * listed: the k-th is time k modulo the times of day k divided by them.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/recur/rule_parts.h"
#include "base/text.h"

enum { PATIENCE = 4000000 }; /* periods without an occurrence: more than days to the last year */

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
		if (px_rule_past(rule))
			return 0;
		rule->day_count = 0;
		px_rule_expand(rule);
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
	return rule->days[place] * PX_DAY_SECONDS + hour * 3600 + minute * 60 + second;
}

static int64_t
instant_of(const struct px_rule_start *start, struct px_local local)
{
	if (start->instant)
		return start->instant(start->clock, local);
	if (start->clock)
		return px_zone_instant(start->clock, local);
	return px_local_second(local);
}

static struct px_occurrence
occurrence_at(const struct px_rule *rule, int64_t second)
{
	struct px_local local = px_local_at(second);

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
		if (out->instant > rule->until || out->local.date.year > PX_RULE_LAST_YEAR)
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
	bool spread = px_rule_by_week(parts) || parts->by_year_day || px_rule_by_weekday(parts);

	if (parts->freq == PX_RULE_YEARLY && !spread) {
		if (!parts->months)
			parts->months = (uint64_t)1 << date.month;
		if (!by_month_day)
			parts->month_days = (uint64_t)1 << date.day;
	} else if (parts->freq == PX_RULE_MONTHLY && !spread && !by_month_day) {
		parts->month_days = (uint64_t)1 << date.day;
	} else if ((parts->freq == PX_RULE_WEEKLY && !px_rule_by_weekday(parts)) ||
		   (px_rule_by_week(parts) && !px_rule_by_weekday(parts) && !by_month_day &&
		    !parts->by_year_day)) {
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
	rule->hours = px_rule_numbers(parts->hours, local->hour);
	rule->minutes = px_rule_numbers(parts->minutes, local->minute);
	rule->seconds = px_rule_numbers(parts->seconds, local->second);
}

/* UNTIL as the last instant that it allows: a day is all of itself. */
static int64_t
last_instant(const struct px_rule *rule)
{
	const struct px_rule_start utc = { .clock = NULL };
	struct px_local until = rule->parts.until;

	if (!rule->parts.has_until)
		return INT64_MAX;
	if (rule->parts.until_date) {
		until.hour = 23;
		until.minute = until.second = 59;
	}
	return instant_of(rule->parts.until_utc ? &utc : &rule->start, until);
}

static void
begin(struct px_rule *rule)
{
	struct px_local *local = &rule->start.local;

	if (rule->start.all_day)
		local->hour = local->minute = local->second = 0;
	rule->start_day = px_date_days(local->date);
	rule->first_second = px_local_second(*local);
	rule->last = INT64_MIN;
	fill_in(rule);
	fill_in_times(rule);
	rule->period = px_rule_first(rule);
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
	return px_text_upper(rule);
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
		px_err_set(err, PX_USAGE,
			   _("no rule of recurrence: %s (write FREQ=WEEKLY;BYDAY=TU, or "
			     "FREQ=MONTHLY;BYDAY=1TH)"),
			   why);
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
