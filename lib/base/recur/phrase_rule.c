/* The parts of a phrase made one rule of iCalendar. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/recur/phrase.h"

enum { EVERY_DAY = 0xfe, EVERY_MONTH = 0x1ffe, SHORTEST_MONTH = 28, LAST_MONTH = 12 };

static const char *const freqs[] = { "", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
static const char *const weekdays[] = { "", "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

static int
twice(struct px_phrase *f)
{
	return px_phrase_refuse(f, _("says two things that do not go together"));
}

static void
put_numbers(const char *name, const int *items, int count, struct px_buf *out)
{
	for (int i = 0; i < count; i++)
		px_buf_printf(out, "%s%d", i ? "," : name, items[i]);
}

static void
put_weekdays(unsigned bits, struct px_buf *out)
{
	const char *before = ";BYDAY=";

	for (int day = 1; day <= 7; day++)
		if (bits & 1u << day) {
			px_buf_printf(out, "%s%s", before, weekdays[day]);
			before = ",";
		}
}

static void
put_months(unsigned bits, struct px_buf *out)
{
	const char *before = ";BYMONTH=";

	for (int month = 1; month <= LAST_MONTH; month++)
		if (bits & 1u << month) {
			px_buf_printf(out, "%s%d", before, month);
			before = ",";
		}
}

static bool
has_parts_of_months(const struct px_phrase *f)
{
	return f->nth_count || f->place_count || f->day_count;
}

/* The first or the last months of quarters, semesters and years, as the day is counted from. */
static int
settle_scope(struct px_phrase *f)
{
	int first = f->nth_count     ? f->nths[0].nth
		    : f->place_count ? f->places[0]
		    : f->day_count   ? f->days[0]
				     : 0;

	if (!f->scope)
		return 0;
	if (!has_parts_of_months(f) || f->freq == PX_PHRASE_DAILY || f->freq == PX_PHRASE_WEEKLY)
		return px_phrase_refuse(f, _("which day of it?"));
	if (f->freq == PX_PHRASE_NEVER || f->freq == PX_PHRASE_YEARLY)
		f->freq = PX_PHRASE_MONTHLY;
	if (f->scope == 1 || f->months)
		return 0;
	for (int month = first > 0 ? 1 : f->scope; month <= LAST_MONTH; month += f->scope)
		f->months |= 1u << month;
	return 0;
}

/* How far apart, when only days say it. */
static int
settle_freq(struct px_phrase *f)
{
	if (has_parts_of_months(f)) {
		if (f->weekdays || f->freq == PX_PHRASE_DAILY || f->freq == PX_PHRASE_WEEKLY)
			return twice(f);
		if (f->freq == PX_PHRASE_YEARLY && !f->months)
			return px_phrase_refuse(f, _("which month of the year?"));
		if (f->freq == PX_PHRASE_NEVER)
			f->freq = f->of_date || (f->months && !f->scope) ? PX_PHRASE_YEARLY
									 : PX_PHRASE_MONTHLY;
	} else if (f->weekdays) {
		if (f->freq == PX_PHRASE_MONTHLY || f->freq == PX_PHRASE_YEARLY)
			return px_phrase_refuse(
				f, _("which one of the month? write le 1er lundi du mois"));
		if (f->freq == PX_PHRASE_DAILY && f->interval > 1)
			return twice(f);
		f->freq = PX_PHRASE_WEEKLY;
	} else if (f->months && f->freq == PX_PHRASE_NEVER) {
		f->freq = PX_PHRASE_YEARLY;
	}
	return 0;
}

static int
settle_exceptions(struct px_phrase *f)
{
	if (f->without_weekdays) {
		if (f->freq > PX_PHRASE_WEEKLY || f->interval > 1)
			return twice(f);
		f->weekdays = (f->weekdays ? f->weekdays : EVERY_DAY) & ~f->without_weekdays;
		f->freq = PX_PHRASE_WEEKLY;
	}
	if (f->without_months)
		f->months = (f->months ? f->months : EVERY_MONTH) & ~f->without_months;
	if ((f->without_weekdays && !f->weekdays) || (f->without_months && !f->months))
		return px_phrase_refuse(f, _("leaves no day"));
	return 0;
}

/* Words mean the last day of a month that lacks theirs; a numbered day may lack, weekdays never. */
static bool
may_lack(const struct px_phrase *f)
{
	bool late = false;

	for (int i = 0; i < f->day_count; i++)
		late |= f->days[i] > SHORTEST_MONTH;
	return f->freq >= PX_PHRASE_MONTHLY && !f->nth_count && !f->place_count &&
	       (late || !f->day_count);
}

static void
put_rule(const struct px_phrase *f, struct px_buf *out)
{
	struct px_date until = px_date_from_days(f->until);

	px_buf_printf(out, "FREQ=%s", freqs[f->freq]);
	if (f->interval > 1)
		px_buf_printf(out, ";INTERVAL=%d", f->interval);
	put_months(f->months, out);
	put_numbers(";BYMONTHDAY=", f->days, f->day_count, out);
	for (int i = 0; i < f->nth_count; i++)
		px_buf_printf(out, "%s%d%s", i ? "," : ";BYDAY=", f->nths[i].nth,
			      weekdays[f->nths[i].weekday]);
	put_weekdays(f->place_count ? f->working_days : f->weekdays, out);
	put_numbers(";BYSETPOS=", f->places, f->place_count, out);
	if (may_lack(f))
		px_buf_puts(out, ";SKIP=BACKWARD");
	if (f->count)
		px_buf_printf(out, ";COUNT=%lld", (long long)f->count);
	if (f->has_until)
		px_buf_printf(out, ";UNTIL=%04d%02d%02d", until.year, until.month, until.day);
}

int
px_phrase_rule(struct px_phrase *f)
{
	struct px_buf rule = PX_BUF_INIT;

	if ((f->nth_count > 0) + (f->place_count > 0) + (f->day_count > 0) > 1)
		return twice(f);
	if (settle_scope(f) != 0 || settle_freq(f) != 0 || settle_exceptions(f) != 0)
		return -1;
	if (f->freq == PX_PHRASE_NEVER)
		return px_phrase_refuse(f, _("does not say when it comes again"));
	if (f->count && f->has_until)
		return twice(f);
	put_rule(f, &rule);
	snprintf(f->recur->rule, sizeof(f->recur->rule), "%s", rule.data);
	px_buf_release(&rule);
	return 0;
}
