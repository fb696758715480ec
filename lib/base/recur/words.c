/* A recurrence as people say it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date_words.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/recur/recur.h"
#include "base/recur/rule_parts.h"

enum { WORKING = 0x3e, MONTHS = 12, MANY_MONTHS = 7, SHORTEST_MONTH = 28 };

/* Items joined as a language does: "a", "a and b", "a, b and c". */
struct list {
	char *items[31 + 7];
	size_t count;
	struct px_arena arena;
};

static void
list_add(struct list *list, const char *text)
{
	if (list->count < PX_COUNT(list->items))
		list->items[list->count++] = px_arena_strdup(&list->arena, text);
}

static void
list_put(struct list *list, struct px_buf *out)
{
	for (size_t i = 0; i < list->count; i++) {
		const char *before = i == 0 ? "" : i + 1 < list->count ? ", " : _(" and ");

		px_buf_printf(out, "%s%s", before, list->items[i]);
	}
	px_arena_release(&list->arena);
}

static bool
says_other_things(const struct px_rule_parts *parts)
{
	return parts->seconds || parts->minutes || parts->hours || parts->weeks ||
	       parts->weeks_back || parts->by_year_day || parts->freq < PX_RULE_DAILY;
}

static int
count_months(const struct px_rule_parts *parts)
{
	int count = 0;

	for (int month = 1; month <= MONTHS; month++)
		count += (parts->months & (uint64_t)1 << month) != 0;
	return count;
}

/* "every 2 weeks"; each month of a few is once a year. */
static void
put_period(const struct px_rule_parts *parts, struct px_buf *out)
{
	unsigned long count = (unsigned long)parts->interval;
	bool few = parts->months && parts->interval == 1 && count_months(parts) < MANY_MONTHS;

	if (parts->freq == PX_RULE_DAILY)
		px_buf_printf(out, px_trn("every day", "every %lu days", count), count);
	else if (parts->freq == PX_RULE_WEEKLY)
		px_buf_printf(out, px_trn("every week", "every %lu weeks", count), count);
	else if (parts->freq == PX_RULE_MONTHLY && !few)
		px_buf_printf(out, px_trn("every month", "every %lu months", count), count);
	else
		px_buf_printf(out, px_trn("every year", "every %lu years", count), count);
}

/* The days that `weekly` falls on take the place of "every week". */
static void
put_week(const struct px_rule_parts *parts, struct px_buf *out)
{
	struct list list = { .arena = PX_ARENA_INIT };
	struct px_buf days = PX_BUF_INIT;
	bool working = parts->weekdays == WORKING, each = parts->interval == 1;

	for (int day = 1; day <= 7; day++)
		if (parts->weekdays & (uint64_t)1 << day)
			list_add(&list, px_weekday_name(day));
	list_put(&list, &days);
	if (!each)
		put_period(parts, out);
	if (working)
		px_buf_printf(out, "%s%s", each ? "" : ", ", _("from Monday to Friday"));
	else if (each)
		px_buf_printf(out, _("every %s"), days.data);
	else
		/* TRANSLATORS: after "every 2 weeks": Monday and Thursday. */
		px_buf_printf(out, _(", on %s"), days.data);
	px_buf_release(&days);
}

/* "the first Tuesday": false when no word says it. */
static bool
put_nth(int nth, const char *what, struct list *list)
{
	static const char *const words[] = { N_("first"), N_("second"), N_("third"), N_("fourth"),
					     N_("fifth") };
	struct px_buf text = PX_BUF_INIT;
	bool told = nth >= -2 && nth != 0 && nth <= (int)PX_COUNT(words);

	if (nth == -2)
		/* TRANSLATORS: the last but one Tuesday of a month. */
		px_buf_printf(&text, _("the last but one %s"), what);
	else if (told)
		/* TRANSLATORS: the first Tuesday. */
		px_buf_printf(&text, _("the %s %s"),
			      nth == -1 ? _("last") : px_tr(words[nth > 0 ? nth - 1 : 0]), what);
	if (told)
		list_add(list, text.data);
	px_buf_release(&text);
	return told;
}

/* TRANSLATORS: a day of the month. */
static void
add_day(int day, struct list *list)
{
	char text[64];
	int last = day / 10 == 1 ? 0 : day % 10;

	if (day == 1)
		snprintf(text, sizeof(text), "%s", _("the 1st"));
	else if (last == 1)
		snprintf(text, sizeof(text), _("the %dst"), day);
	else if (last == 2)
		snprintf(text, sizeof(text), _("the %dnd"), day);
	else if (last == 3)
		snprintf(text, sizeof(text), _("the %drd"), day);
	else
		snprintf(text, sizeof(text), _("the %dth"), day);
	list_add(list, text);
}

/* The last of the 28th to the 31st is the 31st, or the day that stands for it. */
static bool
list_late_day(const struct px_rule_parts *parts, struct list *list)
{
	uint64_t days = 0;

	for (int day = SHORTEST_MONTH; day <= 31; day++) {
		days |= (uint64_t)1 << day;
		if (parts->month_days == days) {
			list->count = 0;
			add_day(day, list);
			return true;
		}
	}
	return false;
}

/* The days of a month; false when they are more than words can say. */
static bool
list_days(const struct px_rule_parts *parts, struct list *list)
{
	bool told = true;

	for (int day = 1; day <= 31; day++)
		if (parts->month_days & (uint64_t)1 << day)
			add_day(day, list);
	for (int day = 31; day >= 1; day--)
		if (parts->month_days_back & (uint64_t)1 << day)
			told &= put_nth(-day, _("day"), list);
	for (int i = 0; i < parts->nth_count; i++)
		told &= put_nth(parts->nths[i].nth, px_weekday_name(parts->nths[i].weekday), list);
	if (parts->position_count == 1 && parts->positions[0] == -1 && !parts->weekdays)
		return list_late_day(parts, list);
	for (int i = 0; i < parts->position_count; i++)
		told &= parts->weekdays == WORKING &&
			put_nth(parts->positions[i], _("working day"), list);
	return told && !(parts->weekdays && !parts->position_count);
}

static void
put_months(const struct px_rule_parts *parts, struct px_buf *out)
{
	struct list list = { .arena = PX_ARENA_INIT };
	bool without = count_months(parts) >= MANY_MONTHS;

	for (int month = 1; month <= MONTHS; month++)
		if (((parts->months & (uint64_t)1 << month) != 0) != without)
			list_add(&list, px_month_name(month));
	if (list.count)
		/* TRANSLATORS: followed by names of months. */
		px_buf_puts(out, without ? _(", except in ") : _(", in "));
	list_put(&list, out);
}

/* "every year, the 14th July" would be no English: a date is said as dates are. */
static bool
put_date(const struct px_rule_parts *parts, struct px_buf *out)
{
	int month = 0, day = 0;

	for (int i = 1; i <= 31; i++)
		day = parts->month_days == (uint64_t)1 << i ? i : day;
	for (int i = 1; i <= MONTHS; i++)
		month = parts->months == (uint64_t)1 << i ? i : month;
	if (parts->freq != PX_RULE_YEARLY || !day || !month)
		return false;
	put_period(parts, out);
	if (day == 1)
		/* TRANSLATORS: every year, on 1 May. */
		px_buf_printf(out, _(", on 1 %s"), px_month_name(month));
	else
		px_buf_printf(out, _(", on %d %s"), day, px_month_name(month));
	return true;
}

static bool
put_days(const struct px_rule_parts *parts, struct px_buf *out)
{
	struct list list = { .arena = PX_ARENA_INIT };
	bool told = list_days(parts, &list);

	put_period(parts, out);
	if (list.count)
		/* TRANSLATORS: after "every month": the 1st, the first Tuesday. */
		px_buf_puts(out, _(", on "));
	list_put(&list, out);
	put_months(parts, out);
	return told;
}

static void
put_end(const struct px_rule_parts *parts, struct px_buf *out)
{
	struct px_date until = parts->until.date;

	if (parts->count)
		px_buf_printf(out,
			      px_trn(", %lld time in all", ", %lld times in all",
				     (unsigned long)parts->count),
			      (long long)parts->count);
	if (!parts->has_until)
		return;
	px_buf_puts(out, _(", until "));
	px_date_words(until, 0, out);
}

/* The rule alone; false when words do not tell all of it. */
static bool
put_rule(const char *rule, struct px_buf *out)
{
	char text[PX_RULE_LENGTH + 1];
	struct px_rule_parts *parts = px_calloc(1, sizeof(*parts));
	const char *why;
	bool told;

	snprintf(text, sizeof(text), "%s", rule);
	told = px_rule_parse(text, parts, &why) == 0 && !says_other_things(parts);
	if (told && parts->freq == PX_RULE_WEEKLY && parts->weekdays && !parts->position_count) {
		put_week(parts, out);
		put_months(parts, out);
	} else if (told && !put_date(parts, out)) {
		told = put_days(parts, out);
	}
	if (told)
		put_end(parts, out);
	free(parts);
	return told;
}

void
px_recur_words(const struct px_recur *recur, struct px_buf *out)
{
	static const char *const of_kind[] = { "", N_(", counted from the day that it was done"),
					       N_(", what was missed caught up once") };
	static const char *const of_holidays[] = { "", N_(", not on public holidays"),
						   N_(", days off moved to the next working day") };
	struct px_buf rule = PX_BUF_INIT;

	px_buf_puts(out, put_rule(recur->rule, &rule) ? rule.data : recur->rule);
	px_buf_release(&rule);
	px_buf_puts(out, recur->kind ? px_tr(of_kind[recur->kind]) : "");
	px_buf_puts(out, recur->holidays ? px_tr(of_holidays[recur->holidays]) : "");
}
