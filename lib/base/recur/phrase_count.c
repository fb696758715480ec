/* Numbers and what they count: 1er et 3e mardi, le 5, dernier jour ouvré, 2 semaines, 10 fois. */
#include "base/i18n.h"
#include "base/recur/phrase.h"

enum { WEEK = 7, FORTNIGHT = 15, EIGHT_DAYS = 8, DAYS_OF_A_MONTH = 31 };

struct numbers {
	int items[PX_PHRASE_LIST], count;
	bool plain; /* one number, not an ordinal */
	bool spelt; /* in letters: `sept` may be a month */
};

static bool
read_number(struct px_phrase *f, struct numbers *numbers)
{
	int number = 0;
	bool plain = false, spelt = false;

	if (px_phrase_word(&f->p, PX_PHRASE_BUT_LAST, NULL))
		number = -2;
	else if (px_when_word(&f->p, PX_WORD_LAST_OF, NULL))
		number = -1;
	else if (!px_when_ordinal(&f->p, &number)) {
		spelt = px_when_word(&f->p, PX_WORD_NUMBER, &number);
		plain = spelt || px_when_number(&f->p, 1, 4, &number);
		if (!plain)
			return false;
	}
	numbers->plain = plain && numbers->count == 0;
	numbers->spelt = spelt;
	numbers->items[numbers->count++] = number;
	return true;
}

static bool
read_numbers(struct px_phrase *f, struct numbers *numbers)
{
	size_t start = f->p.at;

	if (!read_number(f, numbers))
		return false;
	while (numbers->count < PX_PHRASE_LIST) {
		start = f->p.at;
		if (!px_phrase_word(&f->p, PX_PHRASE_SOFT, NULL))
			break;
		while (px_phrase_word(&f->p, PX_PHRASE_SOFT, NULL))
			;
		if (!read_number(f, numbers))
			break;
	}
	if (numbers->count < PX_PHRASE_LIST)
		f->p.at = start;
	return true;
}

/* "sur deux": one in so many; 0 when it is not said. */
static int
read_out_of(struct px_phrase *f)
{
	struct numbers numbers = { .count = 0 };
	size_t start = f->p.at;

	if (px_phrase_word(&f->p, PX_PHRASE_OUT_OF, NULL) && read_number(f, &numbers) &&
	    numbers.plain)
		return numbers.items[0];
	f->p.at = start;
	return 0;
}

/* In French "tous les 15 jours" is every other week, "tous les 8 jours" every week. */
static bool
count_units(struct px_phrase *f, int number, size_t unit_at, int step)
{
	bool days = f->p.tokens[unit_at].text[0] == 'j';
	int out_of = read_out_of(f);

	if (out_of)
		return number == 1 ? px_phrase_step(f, step, out_of)
				   : PX_PHRASE_PROBLEM(
					     f, _("say which days: tous les lundis et jeudis"));
	if (days && (number == FORTNIGHT || number == EIGHT_DAYS))
		return px_phrase_step(f, PX_PHRASE_STEP(PX_PHRASE_WEEKLY, 1), number / WEEK);
	return px_phrase_step(f, step, number);
}

static bool
set_nths(struct px_phrase *f, const struct numbers *numbers, int weekday)
{
	if (f->every && numbers->items[0] > 1 && numbers->count == 1 &&
	    (f->p.at == f->p.count || !px_phrase_scope(f)) && !f->freq)
		return PX_PHRASE_PROBLEM(
			f, _("every second Monday: every other Monday, or the second Monday "
			     "of the month?"));
	for (int i = 0; i < numbers->count; i++) {
		int nth = numbers->items[i];

		if (nth == 0 || nth > 5 || f->nth_count == PX_PHRASE_NTHS)
			return PX_PHRASE_PROBLEM(f, _("%d: a month has at most five of a weekday"),
						 nth);
		f->nths[f->nth_count].nth = nth;
		f->nths[f->nth_count++].weekday = weekday;
	}
	return true;
}

/* 1er mardi; un lundi sur deux; every 2 Mondays. */
static bool
count_weekdays(struct px_phrase *f, const struct numbers *numbers, int weekday)
{
	int out_of = read_out_of(f), number = numbers->items[0];

	if (!numbers->plain)
		return set_nths(f, numbers, weekday);
	if (out_of ? number != 1 : !f->every)
		return PX_PHRASE_PROBLEM(f, _("write le 2e mardi du mois, or un mardi sur deux"));
	f->weekdays |= 1u << weekday;
	return px_phrase_step(f, PX_PHRASE_STEP(PX_PHRASE_WEEKLY, 1), out_of ? out_of : number);
}

static bool
set_days(struct px_phrase *f, const struct numbers *numbers)
{
	for (int i = 0; i < numbers->count; i++) {
		int day = numbers->items[i];

		if (day == 0 || day > DAYS_OF_A_MONTH || f->day_count == PX_PHRASE_LIST)
			return PX_PHRASE_PROBLEM(f, _("%d: a month has no such day"), day);
		f->days[f->day_count++] = day;
	}
	return true;
}

static bool
set_places(struct px_phrase *f, const struct numbers *numbers, int bits)
{
	f->working_days = (unsigned)bits;
	for (int i = 0; i < numbers->count && f->place_count < PX_PHRASE_LIST; i++)
		f->places[f->place_count++] = numbers->items[i];
	return true;
}

static bool
count_times(struct px_phrase *f, const struct numbers *numbers)
{
	if (px_phrase_word(&f->p, PX_PHRASE_EVERY, NULL) || px_when_spells(&f->p, "a"))
		return PX_PHRASE_PROBLEM(
			f, _("say which days: tous les lundis et jeudis, le 1er et le 15 du "
			     "mois"));
	if (!numbers->plain || numbers->items[0] < 1)
		return PX_PHRASE_PROBLEM(f, _("how many times?"));
	f->count = numbers->items[0];
	return true;
}

/* What stands after the numbers; false when it is nothing that is counted. */
static bool
count_noun(struct px_phrase *f, const struct numbers *numbers, bool *counted)
{
	size_t at = f->p.at;
	int value, first = numbers->items[0];

	*counted = true;
	if (px_phrase_word(&f->p, PX_PHRASE_TIMES, NULL))
		return count_times(f, numbers);
	if (px_phrase_word(&f->p, PX_PHRASE_DAYS, &value) && !numbers->plain)
		return set_places(f, numbers, value);
	f->p.at = at;
	if (px_when_word(&f->p, PX_WORD_WEEKDAY, &value))
		return count_weekdays(f, numbers, value);
	if (px_phrase_unit(f, &value)) {
		if (numbers->plain || (f->every && numbers->count == 1 && first > 1))
			return count_units(f, first, at, value);
		if (value == PX_PHRASE_STEP(PX_PHRASE_DAILY, 1))
			return set_days(f, numbers);
		return PX_PHRASE_PROBLEM(f, _("which day of it?"));
	}
	*counted = false;
	return false;
}

bool
px_phrase_counted(struct px_phrase *f)
{
	struct numbers numbers = { .count = 0 };
	size_t start = f->p.at;
	bool counted;

	if (!read_numbers(f, &numbers))
		return false;
	if (count_noun(f, &numbers, &counted))
		return true;
	if (counted || *f->why || (numbers.spelt && numbers.plain)) {
		f->p.at = start;
		return false;
	}
	start = f->p.at;
	while (px_phrase_word(&f->p, PX_PHRASE_OF, NULL))
		;
	f->of_date |= px_when_word(&f->p, PX_WORD_MONTH, NULL);
	f->p.at = start;
	if (f->every && numbers.plain && !f->of_date && f->p.at == f->p.count &&
	    f->freq == PX_PHRASE_NEVER)
		return PX_PHRASE_PROBLEM(f, _("%d what? write every 2 weeks, or le 15 du mois"),
					 numbers.items[0]);
	return set_days(f, &numbers);
}
