/* Dates of one day: 2025-12-24, 24/12, 24 décembre, December 24, le 15, noël, demain. */
#include "base/i18n.h"
#include "base/when/when_parse.h"

/* A date without a year needs one within this many: 29 February, around a century without. */
enum { YEARS_AHEAD = 8 };

static bool
set_date(struct px_when_parse *p, int year, int month, int day)
{
	struct px_date date = { year, month, day };

	if (month < 1 || month > 12)
		return px_when_problem(p,
				       _("%d is no month: write the day first, as in 24/12, or "
					 "2025-12-24"),
				       month);
	if (!px_date_valid(date))
		return px_when_problem(
			p, _("no such day: %04d-%02d has %d days: write %04d-%02d-%02d"), year,
			month, px_date_month_length(year, month), year, month,
			px_date_month_length(year, month));
	return px_when_set_day(p, px_date_days(date));
}

/* In a filter a date without year is of this year; elsewhere it is the next one to come. */
static bool
set_date_of_no_year(struct px_when_parse *p, int month, int day)
{
	int year = px_date_from_days(p->today).year;

	for (int i = 0; !p->when->filter && i <= YEARS_AHEAD; i++) {
		struct px_date date = { year + i, month, day };

		if (px_date_valid(date) && px_date_days(date) >= p->today)
			return px_when_set_day(p, px_date_days(date));
	}
	return set_date(p, year, month, day);
}

bool
px_when_iso(struct px_when_parse *p)
{
	int year, month, day;

	if (px_when_number(p, 8, 8, &year)) {
		day = year % 100;
		month = year / 100 % 100;
		year /= 10000;
	} else if (!px_when_number(p, 4, 4, &year) || !px_when_sign(p, '-') ||
		   !px_when_glued_number(p, 2, 2, &month) || !px_when_sign(p, '-') ||
		   !px_when_glued_number(p, 2, 2, &day))
		return false;
	if (!set_date(p, year, month, day))
		return false;
	/* 2025-12-24T18:30: the T stands only between a date and its time. */
	if (p->at + 1 < p->count && p->tokens[p->at].glued && p->tokens[p->at + 1].glued &&
	    p->tokens[p->at].text[0] == 't' && p->tokens[p->at].text[1] == '\0')
		p->at++;
	return true;
}

/* 24/11, 24/11/2025, 24/11/25; with a year, 24.11.2025 and 24-11-2025 too. */
bool
px_when_slashes(struct px_when_parse *p)
{
	static const char signs[] = "/.-";
	int year, month, day;
	char sign = 0;

	px_when_articles(p);
	if (!px_when_number(p, 1, 2, &day))
		return false;
	for (int i = 0; signs[i] && !sign; i++)
		if (px_when_sign(p, signs[i]))
			sign = signs[i];
	if (!sign || !px_when_glued_number(p, 1, 2, &month))
		return false;
	if (!px_when_sign(p, sign))
		return sign == '/' && set_date_of_no_year(p, month, day);
	if (px_when_glued_number(p, 4, 4, &year))
		return set_date(p, year, month, day);
	/* 25-11-24 may be read from either end. */
	return sign == '/' && px_when_glued_number(p, 2, 2, &year) &&
	       set_date(p, 2000 + year, month, day);
}

static bool
year_or_none(struct px_when_parse *p, int month, int day)
{
	size_t mark;
	int year;

	px_when_sign(p, ',');
	mark = p->at;
	px_when_of(p);
	if (px_when_number(p, 4, 4, &year))
		return set_date(p, year, month, day);
	p->at = mark;
	return set_date_of_no_year(p, month, day);
}

static bool
day_number(struct px_when_parse *p, int *day)
{
	return px_when_ordinal(p, day) || px_when_number(p, 1, 2, day);
}

/* 24 novembre, le 1er décembre 2025, 24th of December. */
bool
px_when_day_month(struct px_when_parse *p)
{
	int month, day;

	px_when_articles(p);
	if (!day_number(p, &day))
		return false;
	px_when_of(p);
	return px_when_word(p, PX_WORD_MONTH, &month) && year_or_none(p, month, day);
}

/* December 24, Dec 24th 2025. */
bool
px_when_month_day(struct px_when_parse *p)
{
	int month, day;

	px_when_articles(p);
	if (!px_when_word(p, PX_WORD_MONTH_FIRST, &month))
		return false;
	px_when_articles(p);
	return day_number(p, &day) && year_or_none(p, month, day);
}

/* The first month from this one on that has such a day, today or later. */
static bool
set_day_of_no_month(struct px_when_parse *p, int day)
{
	struct px_date first = px_date_from_days(p->today);

	first.day = 1;
	if (day < 1 || day > 31)
		return px_when_problem(p, _("no month has a day %d: write 24/12 or le 24"), day);
	for (int i = 0; !p->when->filter && i <= 12; i++) {
		struct px_date date = px_date_from_days(px_when_add_months(px_date_days(first), i));

		date.day = day;
		if (px_date_valid(date) && px_date_days(date) >= p->today)
			return px_when_set_day(p, px_date_days(date));
	}
	return set_date(p, first.year, first.month, day);
}

/* In `vendredi 9h` the 9 is no day. */
static bool
clock_follows(struct px_when_parse *p)
{
	size_t mark = p->at;
	bool follows = px_when_sign(p, ':') || px_when_word(p, PX_WORD_HOUR_MARK, NULL) ||
		       px_when_word(p, PX_WORD_HALF_DAY, NULL);

	p->at = mark;
	return follows;
}

/* Le 15, the 15th, le 15 du mois prochain; or 15 alone after a weekday. */
bool
px_when_day_alone(struct px_when_parse *p)
{
	bool after_weekday = p->at > 0;
	struct px_when_span month;
	struct px_date date;
	size_t mark;
	int day;

	if ((!px_when_word(p, PX_WORD_ARTICLE, NULL) && !after_weekday) || !day_number(p, &day) ||
	    clock_follows(p))
		return false;
	mark = p->at;
	if (px_when_word(p, PX_WORD_OF, NULL) && px_when_span(p, true, &month) &&
	    month.unit == PX_UNIT_MONTH) {
		date = px_date_from_days(month.first);
		return set_date(p, date.year, date.month, day);
	}
	p->at = mark;
	return set_day_of_no_month(p, day);
}

bool
px_when_feast(struct px_when_parse *p)
{
	int feast;

	px_when_of(p);
	return px_when_word(p, PX_WORD_FEAST, &feast) && year_or_none(p, feast / 100, feast % 100);
}

/* Demain, the day after tomorrow, aujourd'hui en huit. */
bool
px_when_day_word(struct px_when_parse *p)
{
	int days, weeks = 0;

	px_when_articles(p);
	if (!px_when_word(p, PX_WORD_DAY, &days))
		return false;
	px_when_word(p, PX_WORD_WEEKS, &weeks);
	return px_when_set_day(p, p->today + days + 7 * weeks);
}
