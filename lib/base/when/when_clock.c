/* Times of day: 9h, 9h30, 9 heures, 14:30, 14:30:15, 2 pm, 2:30 p.m., midi. */
#include "base/i18n.h"
#include "base/when/when_parse.h"

static bool
set_clock(struct px_when_parse *p, int hour, int minute, int second)
{
	if (hour > 23 || minute > 59 || second > 59)
		return px_when_problem(p, _("hours go from 0 to 23, minutes and seconds to 59: "
					    "write 14:30 or 9h30"));
	p->has_clock = true;
	p->clock = 3600 * hour + 60 * minute + second;
	return true;
}

/* am and pm count 12 before 1. */
static bool
half_day(struct px_when_parse *p, int *hour)
{
	int after;

	if (!px_when_word(p, PX_WORD_HALF_DAY, &after))
		return true;
	if (*hour < 1 || *hour > 12)
		return px_when_problem(p, _("am and pm go with hours from 1 to 12: "
					    "write 2:30 pm or 14:30"));
	*hour = *hour % 12 + after;
	return true;
}

static bool
figures(struct px_when_parse *p)
{
	int hour, minute = 0, second = 0;
	size_t mark;

	if (!px_when_number(p, 1, 2, &hour))
		return false;
	mark = p->at;
	if (px_when_sign(p, ':')) {
		if (!px_when_glued_number(p, 2, 2, &minute))
			return false;
		if (px_when_sign(p, ':') && !px_when_glued_number(p, 2, 2, &second))
			return false;
		return half_day(p, &hour) && set_clock(p, hour, minute, second);
	}
	if (px_when_word(p, PX_WORD_HOUR_MARK, NULL)) {
		px_when_number(p, 2, 2, &minute);
		return set_clock(p, hour, minute, 0);
	}
	return half_day(p, &hour) && p->at > mark && set_clock(p, hour, 0, 0);
}

bool
px_when_clock(struct px_when_parse *p)
{
	size_t start;
	int minutes;

	px_when_word(p, PX_WORD_AT, NULL);
	start = p->at;
	if (px_when_word(p, PX_WORD_CLOCK, &minutes))
		return set_clock(p, minutes / 60, minutes % 60, 0);
	if (px_when_word(p, PX_WORD_MIDNIGHT, NULL))
		return px_when_problem(p, _("midnight begins a day and ends another: "
					    "write 00:00 or 23:59"));
	p->at = start;
	return figures(p);
}
