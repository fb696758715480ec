/* Counts from now: in 3 days, dans 2 heures, il y a 10 min, 3 days ago, +3d, -2sem. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/when/when_parse.h"

/* How much a unit counts, and in what. */
static const struct {
	int seconds, days, months;
} sizes[] = {
	[PX_UNIT_MINUTE] = { .seconds = 60 }, [PX_UNIT_HOUR] = { .seconds = 3600 },
	[PX_UNIT_DAY] = { .days = 1 },        [PX_UNIT_WEEK] = { .days = 7 },
	[PX_UNIT_MONTH] = { .months = 1 },    [PX_UNIT_QUARTER] = { .months = 3 },
	[PX_UNIT_YEAR] = { .months = 12 },
};

struct amount {
	int number;
	enum px_when_unit unit;
	int minutes; /* beyond the hours: 2h30 */
};

static bool
unit_clear(struct px_when_parse *p, enum px_when_unit unit)
{
	if (unit == PX_UNIT_M)
		return px_when_problem(p, _("m is minutes or months: write 30min or 30mo"));
	if (unit == PX_UNIT_S)
		return px_when_problem(p, _("s is seconds or semaines: write 2sem or 2w"));
	return true;
}

/* "Dans huit jours" is a week from now in French, and 8 days for whoever counts. */
static bool
idiom(struct px_when_parse *p, const struct amount *amount)
{
	if (amount->unit != PX_UNIT_DAY || (amount->number != 8 && amount->number != 15))
		return false;
	px_when_problem(p, _("that may be %d or %d days: write %dd, or %dw for whole weeks"),
			amount->number - 1, amount->number, amount->number, amount->number / 7);
	return true;
}

static bool
take_amount(struct px_when_parse *p, struct amount *amount)
{
	bool spelled = !px_when_number(p, 1, 6, &amount->number);
	int unit;

	amount->minutes = 0;
	if ((spelled && !px_when_word(p, PX_WORD_NUMBER, &amount->number)) ||
	    !px_when_word(p, PX_WORD_UNIT, &unit))
		return false;
	amount->unit = (enum px_when_unit)unit;
	if (!unit_clear(p, amount->unit) || (spelled && idiom(p, amount)))
		return false;
	if (amount->unit == PX_UNIT_HOUR && px_when_number(p, 2, 2, &amount->minutes)) {
		size_t mark = p->at;

		if (amount->minutes > 59)
			return px_when_problem(p,
					       _("an hour has 60 minutes: write 2h30 or 150min"));
		if (px_when_word(p, PX_WORD_UNIT, &unit) && unit != PX_UNIT_MINUTE)
			p->at = mark;
	}
	return true;
}

static bool
apply(struct px_when_parse *p, const struct amount *amount, int sign)
{
	int64_t number = (int64_t)sign * amount->number;
	int64_t day = p->today;

	if (sizes[amount->unit].seconds > 0) {
		p->has_instant = true;
		p->instant = p->when->now + number * sizes[amount->unit].seconds +
			     (int64_t)sign * amount->minutes * 60;
		day = px_date_days(px_zone_local(p->when->zone, p->instant).date);
		return px_when_set_day(p, day);
	}
	day += number * sizes[amount->unit].days;
	if (sizes[amount->unit].months > 0)
		day = px_when_add_months(day, number * sizes[amount->unit].months);
	return px_when_set_day(p, day);
}

bool
px_when_count(struct px_when_parse *p)
{
	struct amount amount;
	int sign = 1;

	if (px_when_sign(p, '-') || px_when_word(p, PX_WORD_AGO_BEFORE, NULL))
		sign = -1;
	else if (!px_when_sign(p, '+') && !px_when_word(p, PX_WORD_IN, NULL)) {
		if (!take_amount(p, &amount) || !px_when_word(p, PX_WORD_AGO_AFTER, NULL))
			return false;
		return apply(p, &amount, -1);
	}
	return take_amount(p, &amount) && apply(p, &amount, sign);
}
