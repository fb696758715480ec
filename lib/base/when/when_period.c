/* Periods: S48, 2025-W48, T3, décembre, 2025-11, 2025, mois prochain; and their ends. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/when/when_parse.h"

/* A year has 52 weeks or 53: the next with 53 is at most 7 years on. */
enum { YEARS_AHEAD = 8, OLDEST_YEAR = 1900, LATEST_YEAR = 2199 };

static const int months_of_unit[] = {
	[PX_UNIT_MONTH] = 1,
	[PX_UNIT_QUARTER] = 3,
	[PX_UNIT_YEAR] = 12,
	[PX_UNIT_S] = 0,
};

/* The span of this unit that begins on this day. */
static struct px_when_span
span_from(int64_t first, enum px_when_unit unit)
{
	int64_t next =
		unit == PX_UNIT_WEEK ? first + 7 : px_when_add_months(first, months_of_unit[unit]);

	return (struct px_when_span){ .first = first, .last = next - 1, .unit = unit };
}

void
px_when_span_next(struct px_when_span *span)
{
	int step = span->step;

	*span = span_from(px_when_add_months(span->first, step), span->unit);
	span->step = step;
}

/* The span of a month (or of the quarter or year that begins with it), of a given year or, without
 * one, the one that is running or the next to come; of this year in a filter. */
static bool
span_of_months(struct px_when_parse *p, int month, enum px_when_unit unit, const int *year,
	       struct px_when_span *span)
{
	struct px_date first = { year ? *year : px_date_from_days(p->today).year, month, 1 };

	if (first.year < 1)
		return px_when_problem(p, _("there is no year 0: write 2025"));
	*span = span_from(px_date_days(first), unit);
	if (year)
		return true;
	span->step = 12;
	if (!p->when->filter && span->last < p->today)
		px_when_span_next(span);
	return true;
}

/* 4 January is always in the first week. */
static int64_t
week_start(int year, int week)
{
	int64_t day = px_date_days((struct px_date){ year, 1, 4 });

	return day - px_date_weekday(day) + 1 + 7 * (week - 1);
}

static bool
week_exists(int year, int week)
{
	int real_year, real_week;

	if (week < 1 || week > 53 || year < 1)
		return false;
	px_date_iso_week(week_start(year, week), &real_year, &real_week);
	return real_year == year;
}

static bool
span_of_week(struct px_when_parse *p, int week, const int *given, struct px_when_span *span)
{
	int year, running;

	px_date_iso_week(p->today, &year, &running);
	if (given)
		year = *given;
	for (int i = 0; !given && !p->when->filter && i <= YEARS_AHEAD; i++) {
		if (week_exists(year + i, week) && week_start(year + i, week) + 6 >= p->today) {
			year += i;
			break;
		}
	}
	if (!week_exists(year, week))
		return px_when_problem(p, _("%d has no week %d: write S%d or %d-W%d"), year, week,
				       week_exists(year, 53) ? 53 : 52, year,
				       week_exists(year, 53) ? 53 : 52);
	*span = span_from(week_start(year, week), PX_UNIT_WEEK);
	return true;
}

static bool
span_of_quarter(struct px_when_parse *p, int quarter, const int *year, struct px_when_span *span)
{
	if (quarter < 1 || quarter > 4)
		return px_when_problem(p, _("a year has four quarters: write T3 or T3 2025"));
	return span_of_months(p, 3 * quarter - 2, PX_UNIT_QUARTER, year, span);
}

/* The year after S48, T3, décembre, when there is one. */
static const int *
year_after(struct px_when_parse *p, int *year)
{
	size_t mark = p->at;

	px_when_of(p);
	if (p->at == mark && !px_when_sign(p, '-'))
		px_when_sign(p, '/');
	if (px_when_number(p, 4, 4, year))
		return year;
	p->at = mark;
	return NULL;
}

/* S48, semaine 48 de 2025, S48-2025; 2025-W48, 2025W48, 2025-S48. */
static bool
week_span(struct px_when_parse *p, struct px_when_span *span)
{
	int year, week;

	if (px_when_number(p, 4, 4, &year)) {
		px_when_sign(p, '-');
		return px_when_word(p, PX_WORD_WEEK_MARK, NULL) &&
		       px_when_glued_number(p, 1, 2, &week) && span_of_week(p, week, &year, span);
	}
	return px_when_word(p, PX_WORD_WEEK_MARK, NULL) && px_when_number(p, 1, 2, &week) &&
	       span_of_week(p, week, year_after(p, &year), span);
}

/* 2025-W48-3 is a day: ISO 8601 counts Monday 1. */
static bool
week_day_span(struct px_when_parse *p, struct px_when_span *span)
{
	int day;

	if (!week_span(p, span) || !px_when_sign(p, '-') || !px_when_glued_number(p, 1, 1, &day))
		return false;
	if (day < 1 || day > 7)
		return px_when_problem(p, _("a week has days 1 to 7: write 2025-W48-3"));
	*span = (struct px_when_span){ span->first + day - 1, span->first + day - 1, PX_UNIT_DAY,
				       0 };
	return true;
}

/* T3, Q3 2025, 3e trimestre, 2025-T3. */
static bool
quarter_span(struct px_when_parse *p, struct px_when_span *span)
{
	int year, quarter;

	if (px_when_number(p, 4, 4, &year)) {
		px_when_sign(p, '-');
		return px_when_word(p, PX_WORD_QUARTER_MARK, NULL) &&
		       px_when_glued_number(p, 1, 1, &quarter) &&
		       span_of_quarter(p, quarter, &year, span);
	}
	if (px_when_word(p, PX_WORD_QUARTER_MARK, NULL)) {
		if (!px_when_number(p, 1, 1, &quarter))
			return false;
	} else if (!px_when_ordinal(p, &quarter) || !px_when_word(p, PX_WORD_QUARTER_MARK, NULL))
		return false;
	return span_of_quarter(p, quarter, year_after(p, &year), span);
}

/* 2025-11, 11/2025. */
static bool
month_figures_span(struct px_when_parse *p, struct px_when_span *span)
{
	int year, month;

	if (px_when_number(p, 4, 4, &year)) {
		if (!px_when_sign(p, '-') || !px_when_glued_number(p, 2, 2, &month))
			return false;
	} else if (!px_when_number(p, 1, 2, &month) || !px_when_sign(p, '/') ||
		   !px_when_glued_number(p, 4, 4, &year))
		return false;
	if (month < 1 || month > 12)
		return px_when_problem(p, _("%d is no month: write 2025-11 or 11/2025"), month);
	return span_of_months(p, month, PX_UNIT_MONTH, &year, span);
}

/* Décembre, décembre 2025, décembre prochain, last december. */
static bool
month_name_span(struct px_when_parse *p, struct px_when_span *span)
{
	int month, year, relative = 0;
	struct px_date today = px_date_from_days(p->today);
	bool said = px_when_word(p, PX_WORD_RELATIVE, &relative);

	if (!px_when_word(p, PX_WORD_MONTH, &month))
		return false;
	if (!said && !px_when_word(p, PX_WORD_RELATIVE, &relative))
		return span_of_months(p, month, PX_UNIT_MONTH, year_after(p, &year), span);
	year = today.year;
	if (relative > 0 && month <= today.month)
		year++;
	if (relative < 0 && month >= today.month)
		year--;
	return span_of_months(p, month, PX_UNIT_MONTH, &year, span);
}

/* 2025, année 2025. */
static bool
year_span(struct px_when_parse *p, struct px_when_span *span)
{
	size_t mark = p->at;
	int year, unit;

	if (!px_when_word(p, PX_WORD_UNIT, &unit) || unit != PX_UNIT_YEAR)
		p->at = mark;
	return px_when_number(p, 4, 4, &year) && year >= OLDEST_YEAR && year <= LATEST_YEAR &&
	       span_of_months(p, 1, PX_UNIT_YEAR, &year, span);
}

/* The day that the running week, month, quarter or year began on. */
static int64_t
unit_start(const struct px_when_parse *p, enum px_when_unit unit)
{
	struct px_date date = px_date_from_days(p->today);

	if (unit == PX_UNIT_WEEK)
		return p->today - px_date_weekday(p->today) + 1;
	date.day = 1;
	if (unit == PX_UNIT_QUARTER)
		date.month -= (date.month - 1) % 3;
	if (unit == PX_UNIT_YEAR)
		date.month = 1;
	return px_date_days(date);
}

/* Cette semaine, mois prochain, last year; and, where a rule has said which end, mois alone. */
static bool
unit_span(struct px_when_parse *p, bool bare, struct px_when_span *span)
{
	int unit, relative = 0;
	bool said = px_when_word(p, PX_WORD_RELATIVE, &relative);
	int64_t first;

	if (!px_when_word(p, PX_WORD_UNIT, &unit) || unit < PX_UNIT_WEEK || unit > PX_UNIT_YEAR)
		return false;
	if (!said)
		said = px_when_word(p, PX_WORD_RELATIVE, &relative);
	if (!said && !bare)
		return false;
	first = unit_start(p, (enum px_when_unit)unit);
	first = unit == PX_UNIT_WEEK ? first + 7 * relative
				     : px_when_add_months(first, relative * months_of_unit[unit]);
	*span = span_from(first, (enum px_when_unit)unit);
	if (!said && unit != PX_UNIT_WEEK)
		span->step = months_of_unit[unit];
	return true;
}

static bool
bare_unit_span(struct px_when_parse *p, struct px_when_span *span)
{
	return unit_span(p, true, span);
}

static bool
named_unit_span(struct px_when_parse *p, struct px_when_span *span)
{
	return unit_span(p, false, span);
}

/* The longest reading wins: `2025-11` is no year, `semaine 48` no `semaine`. */
static bool
longest(struct px_when_parse *p, bool bare, struct px_when_span *span)
{
	bool (*const rules[])(struct px_when_parse *, struct px_when_span *) = {
		week_span,
		week_day_span,
		quarter_span,
		month_name_span,
		year_span,
		month_figures_span,
		bare ? bare_unit_span : named_unit_span,
	};
	size_t start = p->at, best = 0;
	struct px_when_span found;

	for (size_t i = 0; i < PX_COUNT(rules); i++) {
		p->at = start;
		if (rules[i](p, &found) && p->at > best) {
			best = p->at;
			*span = found;
		}
	}
	p->at = best > 0 ? best : start;
	return best > 0;
}

bool
px_when_span(struct px_when_parse *p, bool bare, struct px_when_span *span)
{
	px_when_articles(p);
	return longest(p, bare, span);
}

bool
px_when_span_week(struct px_when_parse *p, struct px_when_span *span)
{
	px_when_articles(p);
	return longest(p, false, span) && span->unit == PX_UNIT_WEEK;
}

/* Fin du mois, début novembre, end of the year, dernier jour du trimestre. */
bool
px_when_edge(struct px_when_parse *p)
{
	struct px_when_span span;
	int end;

	px_when_articles(p);
	if (!px_when_word(p, PX_WORD_EDGE, &end))
		return false;
	px_when_of(p);
	return px_when_span(p, true, &span) && px_when_set_day(p, end ? span.last : span.first);
}

bool
px_when_whole_period(struct px_when_parse *p)
{
	struct px_when_span span;

	if (!px_when_span(p, false, &span) || !px_when_set_day(p, span.last) ||
	    !px_when_set_day(p, span.first))
		return false;
	p->last = span.last;
	return true;
}
