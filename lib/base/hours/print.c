/* Opening hours written: as OpenStreetMap does, which is what is stored. */
#include <string.h>

#include "base/hours/part.h"

static const char *const codes[] = { "PH", "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };
static const char *const months[] = { "",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
				      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

enum { WEEK = 0xfe };

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool
px_hours_day_same(const struct px_hours_day *a, const struct px_hours_day *b)
{
	if (a->said != b->said || a->count != b->count || !same_text(a->note, b->note))
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->ranges[i].from != b->ranges[i].from || a->ranges[i].to != b->ranges[i].to ||
		    !same_text(a->ranges[i].note, b->ranges[i].note))
			return false;
	return true;
}

unsigned
px_hours_group(const struct px_hours *hours, int weekday)
{
	const struct px_hours_day *day = &hours->days[weekday];
	unsigned days = 0;

	if (!day->said)
		return 0;
	for (int i = 1; i < PX_HOURS_DAYS; i++) {
		if (!px_hours_day_same(day, &hours->days[i]))
			continue;
		if (i < weekday)
			return 0;
		days |= 1u << i;
	}
	return days;
}

/* The last of the days that follow each other from here. */
static int
run_end(unsigned days, int first)
{
	while (first < 7 && days & 1u << (first + 1))
		first++;
	return first;
}

void
px_hours_days_print(unsigned days, struct px_buf *out)
{
	const char *comma = "";

	for (int first = 1, last; first < PX_HOURS_DAYS; first = last + 1) {
		last = first;
		if (!(days & 1u << first))
			continue;
		last = run_end(days, first);
		px_buf_printf(out, "%s%s", comma, codes[first]);
		if (last > first)
			px_buf_printf(out, "-%s", codes[last]);
		comma = ",";
	}
	if (days & 1u)
		px_buf_printf(out, "%s%s", comma, codes[0]);
}

void
px_hours_time_print(int minute, struct px_buf *out)
{
	if (minute > PX_HOURS_MIDNIGHT)
		minute -= PX_HOURS_MIDNIGHT;
	px_buf_printf(out, "%02d:%02d", minute / 60, minute % 60);
}

/* A comment is of all the hours of its rule: where notes differ, what follows a comma is another
 * rule of the same days. */
static void
print_rule(const char *selector, const struct px_hours_day *day, struct px_buf *out)
{
	px_buf_printf(out, "%s%s", out->length ? "; " : "", selector);
	for (size_t i = 0; i < day->count; i++) {
		const struct px_hours_range *range = &day->ranges[i];
		bool first = i == 0 || !same_text(range->note, range[-1].note);

		if (i)
			px_buf_puts(out, first ? ", " : ",");
		if (i && first)
			px_buf_puts(out, selector);
		px_buf_puts(out, first ? " " : "");
		px_hours_time_print(range->from, out);
		px_buf_putc(out, '-');
		px_hours_time_print(range->to, out);
		if (range->note && (i + 1 == day->count || !same_text(range->note, range[1].note)))
			px_buf_printf(out, " \"%s\"", range->note);
	}
	if (!day->count && day->note)
		px_buf_printf(out, " \"%s\"", day->note);
	else if (!day->count)
		px_buf_puts(out, " off");
}

static void
print_date(struct px_date date, bool month, struct px_buf *out)
{
	if (date.year && month)
		px_buf_printf(out, "%d ", date.year);
	if (month)
		px_buf_printf(out, "%s ", months[date.month]);
	px_buf_printf(out, "%02d", date.day);
}

static void
print_dates(const struct px_hours_dates *dates, struct px_buf *out)
{
	struct px_buf selector = PX_BUF_INIT;
	const struct px_date *first = &dates->first, *last = &dates->last;
	bool same = first->year == last->year && first->month == last->month;

	print_date(*first, true, &selector);
	if (!same || first->day != last->day) {
		px_buf_putc(&selector, '-');
		print_date(*last, !same, &selector);
	}
	print_rule(selector.data, &dates->day, out);
	px_buf_release(&selector);
}

static bool
is_always(const struct px_hours *hours)
{
	const struct px_hours_day *day = &hours->days[1];

	return px_hours_group(hours, 1) == WEEK && day->count == 1 && day->ranges[0].from == 0 &&
	       day->ranges[0].to == PX_HOURS_MIDNIGHT && !day->ranges[0].note;
}

void
px_hours_print(const struct px_hours *hours, struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT, days = PX_BUF_INIT;
	const struct px_hours_day *holiday = &hours->days[PX_HOURS_HOLIDAY];

	for (int i = 1; i < PX_HOURS_DAYS; i++) {
		unsigned group = px_hours_group(hours, i);

		px_buf_clear(&days);
		px_hours_days_print(group, &days);
		if (group && is_always(hours))
			px_buf_puts(&text, "24/7");
		else if (group)
			print_rule(days.data, &hours->days[i], &text);
	}
	if (holiday->said)
		print_rule(codes[PX_HOURS_HOLIDAY], holiday, &text);
	for (size_t i = 0; i < hours->dates_count; i++)
		print_dates(&hours->dates[i], &text);
	if (hours->note)
		px_buf_printf(&text, "%s\"%s\"", text.length ? " || " : "", hours->note);
	px_buf_puts(out, text.data);
	px_buf_release(&text);
	px_buf_release(&days);
}

bool
px_hours_fits(const struct px_hours *hours)
{
	struct px_buf text = PX_BUF_INIT;
	bool fits;

	px_hours_print(hours, &text);
	fits = text.length <= PX_HOURS_TEXT_LIMIT &&
	       !(hours->note && strlen(hours->note) > PX_HOURS_NOTE_LIMIT);
	px_buf_release(&text);
	return fits;
}
