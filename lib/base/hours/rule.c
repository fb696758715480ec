/* What a rule does to the days that it names. */
#include <limits.h>
#include <string.h>

#include "base/hours/part.h"
#include "base/i18n.h"

bool
px_hours_rule_selects(const struct px_hours_rule *rule)
{
	return rule->days || rule->dates_count;
}

static bool
overlap(const struct px_hours_range *a, const struct px_hours_range *b)
{
	return a->from < b->to && b->from < a->to;
}

static bool
days_overlap(const struct px_hours_day *a, const struct px_hours_day *b)
{
	for (size_t i = 0; i < a->count; i++)
		for (size_t j = 0; j < b->count; j++)
			if (overlap(&a->ranges[i], &b->ranges[j]))
				return true;
	return false;
}

static bool
same_note(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Put a range where it belongs among those before; ranges that overlap, or that touch and have the same
 * note, become one. */
static size_t
insert(struct px_hours_range *ranges, size_t count, struct px_hours_range range)
{
	size_t at = count;

	while (at > 0 && ranges[at - 1].from > range.from) {
		ranges[at] = ranges[at - 1];
		at--;
	}
	ranges[at] = range;
	count++;
	for (size_t i = at ? at - 1 : 0; i + 1 < count;) {
		struct px_hours_range *one = &ranges[i], *next = &ranges[i + 1];
		bool touch = one->to == next->from && same_note(one->note, next->note) &&
			     next->to - one->from <= PX_HOURS_MIDNIGHT;
		bool joined = overlap(one, next) || touch;

		if (!joined) {
			i++;
			continue;
		}
		if (next->to > one->to)
			one->to = next->to;
		if (one->to - one->from > PX_HOURS_MIDNIGHT)
			one->to = one->from + PX_HOURS_MIDNIGHT;
		if (!same_note(one->note, next->note))
			one->note = NULL;
		memmove(next, next + 1, (count - i - 2) * sizeof(*next));
		count--;
		i -= i > 0; /* without its note it may join the one before */
	}
	return count;
}

/* Both together: a day that is closed opens. */
static int
join(struct px_arena *arena, struct px_hours_day *day, const struct px_hours_day *more,
     struct px_err *err)
{
	struct px_hours_range *ranges =
		px_arena_alloc(arena, (day->count + more->count + 1) * sizeof(*ranges));
	size_t count = 0;

	for (size_t i = 0; i < day->count; i++)
		count = insert(ranges, count, day->ranges[i]);
	for (size_t i = 0; i < more->count; i++)
		count = insert(ranges, count, more->ranges[i]);
	if (count > PX_HOURS_RANGES)
		return px_err_set(err, PX_FAILED, _("too many hours for one day: 8 at most"));
	*day = (struct px_hours_day){ .said = true, .ranges = ranges, .count = count };
	return 0;
}

/* Give the ranges that have no note this one. */
static int
note_day(struct px_arena *arena, struct px_hours_day *day, const char *note, struct px_err *err)
{
	struct px_hours_range *ranges = px_arena_alloc(arena, day->count * sizeof(*ranges));
	struct px_hours_day noted = { .said = true, .ranges = ranges, .count = day->count };

	for (size_t i = 0; i < day->count; i++) {
		ranges[i] = day->ranges[i];
		if (!ranges[i].note)
			ranges[i].note = note;
	}
	*day = (struct px_hours_day){ .said = true };
	return join(arena, day, &noted, err);
}

static int
put_day(struct px_arena *arena, const struct px_hours_rule *rule, bool osm,
	const struct px_hours_day *said, struct px_hours_day *day, struct px_err *err)
{
	bool replaces = osm ? !rule->adds : days_overlap(day, said) && !rule->adds;

	if (!said->count && said->note && day->count && !replaces)
		return note_day(arena, day, said->note, err);
	if (replaces || !said->count || !day->count) {
		*day = *said;
		return 0;
	}
	return join(arena, day, said, err);
}

/* The day that the rule says. */
static int
make_day(struct px_arena *arena, const struct px_hours_rule *rule, struct px_hours_day *out,
	 struct px_err *err)
{
	struct px_hours_day given = { .said = true, .count = rule->count };
	struct px_hours_range *ranges = px_arena_alloc(arena, (rule->count + 1) * sizeof(*ranges));
	const char *note = rule->note;

	if (note && strlen(note) > PX_HOURS_NOTE_LIMIT)
		return px_err_set(err, PX_FAILED, _("too long for opening hours"));
	for (size_t i = 0; i < rule->count; i++) {
		ranges[i] = rule->ranges[i];
		if (!ranges[i].note)
			ranges[i].note = note;
	}
	given.ranges = ranges;
	*out = (struct px_hours_day){ .said = true };
	if (rule->count)
		return join(arena, out, &given, err);
	if (rule->part)
		note = note ? px_arena_printf(arena, "%s, %s", rule->part, note) : rule->part;
	out->note = rule->off ? NULL : note;
	if (out->note && strlen(out->note) > PX_HOURS_NOTE_LIMIT)
		return px_err_set(err, PX_FAILED, _("too long for opening hours"));
	return 0;
}

/* Mornings last until lunch, at half past one at the latest. */
enum { LUNCH = 13 * 60 + 30, EVENING = 17 * 60, NIGHT = 19 * 60 };

/* 1: the range is of that part of the day, 0: it is of another, -1: of both. */
static int
is_of_part(const struct px_hours_range *range, int part)
{
	static const struct {
		int from, to;
	} within[] = { { 0, 0 }, { 0, LUNCH }, { PX_HOURS_NOON, INT_MAX }, { EVENING, INT_MAX } };
	static const int before[] = { 0, 0, LUNCH, NIGHT };

	if (range->from >= within[part].from && range->to <= within[part].to)
		return 1;
	return range->to <= before[part] || (part == 1 && range->from >= PX_HOURS_NOON) ? 0 : -1;
}

/* Without its morning, its afternoon or its evening. */
static int
cut_part(struct px_arena *arena, struct px_hours_day *day, int part, struct px_err *err)
{
	struct px_hours_range *ranges = px_arena_alloc(arena, (day->count + 1) * sizeof(*ranges));
	size_t count = 0;

	for (size_t i = 0; i < day->count; i++) {
		int is = is_of_part(&day->ranges[i], part);

		if (is < 0)
			return px_err_set(err, PX_FAILED,
					  _("open without a break, but for a part of a day: say "
					    "the hours of that day"));
		if (!is)
			ranges[count++] = day->ranges[i];
	}
	*day = (struct px_hours_day){ .said = true, .ranges = ranges, .count = count };
	return 0;
}

/* 29 February is of leap years. */
static bool
is_real(struct px_date date)
{
	if (!date.year)
		date.year = 2000;
	return px_date_valid(date);
}

bool
px_hours_dates_complete(struct px_date *first, struct px_date *last)
{
	int next_year;

	if (!first->month)
		first->month = last->month;
	if (!last->month)
		last->month = first->month;
	next_year = 100 * last->month + last->day < 100 * first->month + first->day;
	if (last->year && !first->year)
		first->year = last->year - next_year;
	if (first->year && !last->year)
		last->year = first->year + next_year;
	return is_real(*first) && is_real(*last) &&
	       (!first->year || px_date_days(*first) <= px_date_days(*last));
}

static bool
same_date(struct px_date a, struct px_date b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* The same days of the year are said once: the place where they are, or the next one. */
static size_t
place_of(const struct px_hours *hours, const struct px_hours_dates *dates)
{
	size_t i = 0;

	while (i < hours->dates_count && !(same_date(hours->dates[i].first, dates->first) &&
					   same_date(hours->dates[i].last, dates->last)))
		i++;
	return i;
}

static int
put_dates(struct px_arena *arena, const struct px_hours_rule *rule, bool osm,
	  const struct px_hours_day *day, struct px_hours *hours, struct px_err *err)
{
	for (size_t i = 0; i < rule->dates_count; i++) {
		size_t place = place_of(hours, &rule->dates[i]);

		if (place == PX_HOURS_SPANS)
			return px_err_set(err, PX_FAILED, _("too long for opening hours"));
		if (!hours->dates)
			hours->dates =
				px_arena_alloc(arena, PX_HOURS_SPANS * sizeof(*hours->dates));
		if (place == hours->dates_count) {
			hours->dates[place] = rule->dates[i];
			hours->dates[place].day = (struct px_hours_day){ 0 };
			hours->dates_count++;
		}
		if (put_day(arena, rule, osm, day, &hours->dates[place].day, err) != 0)
			return -1;
	}
	return 0;
}

int
px_hours_rule_apply(struct px_arena *arena, const struct px_hours_rule *rule, bool osm,
		    struct px_hours *hours, struct px_err *err)
{
	unsigned days = rule->except_part ? rule->days : rule->days & ~rule->except;
	struct px_hours_day day;

	if (make_day(arena, rule, &day, err) != 0)
		return -1;
	for (int i = 0; i < PX_HOURS_DAYS; i++) {
		if (days & 1u << i && put_day(arena, rule, osm, &day, &hours->days[i], err) != 0)
			return -1;
		if (rule->except_part && rule->except & 1u << i &&
		    cut_part(arena, &hours->days[i], rule->except_part, err) != 0)
			return -1;
	}
	if (rule->except & 1u && !rule->except_part)
		hours->days[PX_HOURS_HOLIDAY] = (struct px_hours_day){ .said = true };
	return put_dates(arena, rule, osm, &day, hours, err);
}

static void
join_day(struct px_arena *arena, struct px_hours_day *day, const struct px_hours_day *more)
{
	if (!more->said || (day->count && !more->count))
		return;
	if (!day->count)
		*day = *more;
	else /* more ranges than a day holds: what was there stays */
		join(arena, day, more, NULL);
}

void
px_hours_union(struct px_arena *arena, const struct px_hours *const *list, size_t count,
	       struct px_hours *out)
{
	bool holidays = true; /* one who says nothing of them is there as on other days */

	*out = (struct px_hours){ .note = count ? list[0]->note : NULL };
	for (size_t i = 0; i < count; i++) {
		for (int k = 0; k < PX_HOURS_DAYS; k++)
			join_day(arena, &out->days[k], &list[i]->days[k]);
		holidays = holidays && list[i]->days[PX_HOURS_HOLIDAY].said;
		if (!same_note(out->note, list[i]->note))
			out->note = NULL;
	}
	if (!holidays)
		out->days[PX_HOURS_HOLIDAY] = (struct px_hours_day){ 0 };
}
