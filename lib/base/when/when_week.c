/* Weekdays: vendredi, next friday, lundi en huit, mardi 2 décembre, 1er mardi de décembre. */
#include "base/date_words.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/when/when_parse.h"

/* Days from the given one to the next such weekday; 0 when it is one. */
static int
days_until(int64_t day, int weekday)
{
	return (weekday - px_date_weekday(day) + 7) % 7;
}

/* -1: the last one before today; 0: today or the next one; 1: the first one after today. */
static bool
set_relative(struct px_when_parse *p, int weekday, int relative)
{
	if (relative < 0)
		return px_when_set_day(p, p->today - 7 + days_until(p->today, weekday));
	if (relative > 0)
		return px_when_set_day(p, p->today + 1 + days_until(p->today + 1, weekday));
	return px_when_set_day(p, p->today + days_until(p->today, weekday));
}

/* En huit is of next week, en quinze of the week after: weeks begin on Monday. */
static bool
set_week(struct px_when_parse *p, int weekday, int weeks)
{
	return px_when_set_day(p, p->today - px_date_weekday(p->today) + weekday + 7 * weeks);
}

static bool
agree(struct px_when_parse *p, int weekday)
{
	char text[PX_DATE_SIZE];
	int real = px_date_weekday(p->first);

	if (real == weekday)
		return true;
	px_date_format(px_date_from_days(p->first), text);
	return px_when_problem(p, _("%s is a %s, not a %s: write %s alone, or the right weekday"),
			       text, px_weekday_name(real), px_weekday_name(weekday), text);
}

/* Mardi 2 décembre, vendredi 28/11: the date decides, the weekday checks it. */
static bool
weekday_of_date(struct px_when_parse *p, int weekday)
{
	static bool (*const rules[])(struct px_when_parse *) = {
		px_when_iso,       px_when_slashes,   px_when_day_month,
		px_when_month_day, px_when_day_alone,
	};
	size_t mark, best = 0;
	int64_t day = 0;

	px_when_sign(p, ',');
	mark = p->at;
	for (size_t i = 0; i < PX_COUNT(rules); i++) {
		p->at = mark;
		if (rules[i](p) && p->at > best) {
			best = p->at;
			day = p->first;
		}
	}
	p->at = best;
	return best > 0 && px_when_set_day(p, day) && agree(p, weekday);
}

/* Mardi de la semaine prochaine, lundi S50: past if the week says so. */
static bool
weekday_of_week(struct px_when_parse *p, int weekday)
{
	struct px_when_span week;

	px_when_of(p);
	return px_when_span_week(p, &week) && px_when_set_day(p, week.first + weekday - 1);
}

bool
px_when_weekday(struct px_when_parse *p)
{
	int weekday, value = 0;
	bool before;
	size_t mark;

	px_when_articles(p);
	before = px_when_word(p, PX_WORD_RELATIVE, &value);
	if (!px_when_word(p, PX_WORD_WEEKDAY, &weekday))
		return false;
	if (before)
		return set_relative(p, weekday, value);
	mark = p->at;
	if (px_when_word(p, PX_WORD_WEEKS, &value))
		return set_week(p, weekday, value);
	if (weekday_of_date(p, weekday))
		return true;
	p->at = mark;
	if (weekday_of_week(p, weekday))
		return true;
	p->at = mark;
	if (!px_when_word(p, PX_WORD_RELATIVE, &value))
		value = 0;
	return set_relative(p, weekday, value);
}

/* 1 to 5 for the first ones of a span, 0 for its last. */
static bool
set_nth(struct px_when_parse *p, int nth, int weekday, struct px_when_span span)
{
	int64_t day;

	for (int tries = 0; tries < 2; tries++) {
		day = nth == 0 ? span.last - 6 + days_until(span.last - 6, weekday)
			       : span.first + days_until(span.first, weekday) + 7 * (nth - 1);
		if (span.step == 0 || day >= p->today || p->when->filter)
			break;
		px_when_span_next(&span);
	}
	if (day > span.last)
		return px_when_problem(p,
				       _("there are fewer than %d of them: write dernier vendredi "
					 "du mois or last friday of november"),
				       nth);
	return px_when_set_day(p, day);
}

bool
px_when_nth_weekday(struct px_when_parse *p)
{
	struct px_when_span span;
	int nth = 0, weekday;

	px_when_articles(p);
	if (!px_when_word(p, PX_WORD_LAST_OF, NULL) && !px_when_ordinal(p, &nth))
		return false;
	if (!px_when_word(p, PX_WORD_WEEKDAY, &weekday))
		return false;
	px_when_of(p);
	return px_when_span(p, true, &span) && set_nth(p, nth, weekday, span);
}
