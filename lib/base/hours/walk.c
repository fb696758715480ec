/* Which hours a day has, and whether it is one of them now. */
#include "base/hours/part.h"

enum { DAYS_AHEAD = 21 };

static int
place_in_year(struct px_date date)
{
	return 100 * date.month + date.day;
}

static bool
is_within(const struct px_hours_dates *dates, int64_t day)
{
	struct px_date date = px_date_from_days(day);
	int first = place_in_year(dates->first), last = place_in_year(dates->last),
	    here = place_in_year(date);

	if (dates->first.year)
		return px_date_days(dates->first) <= day && day <= px_date_days(dates->last);
	return first <= last ? first <= here && here <= last : here >= first || here <= last;
}

const struct px_hours_day *
px_hours_on(const struct px_hours *hours, enum px_region region, int64_t day)
{
	/* What was said last, as in the rules that they are. */
	for (size_t i = hours->dates_count; i-- > 0;)
		if (is_within(&hours->dates[i], day))
			return &hours->dates[i].day;
	if (hours->days[PX_HOURS_HOLIDAY].said && px_holiday_name(region, day))
		return &hours->days[PX_HOURS_HOLIDAY];
	return &hours->days[px_date_weekday(day)];
}

struct walk {
	const struct px_hours *hours;
	enum px_region region;
};

/* The range that is open at a minute of a day, one of the night before too; NULL: none. */
static const struct px_hours_range *
open_at(const struct walk *walk, int64_t day, int minute)
{
	for (int before = 0; before < 2; before++) {
		const struct px_hours_day *hours =
			px_hours_on(walk->hours, walk->region, day - before);
		int at = minute + before * PX_HOURS_MIDNIGHT;

		for (size_t i = 0; i < hours->count; i++)
			if (hours->ranges[i].from <= at && at < hours->ranges[i].to)
				return &hours->ranges[i];
	}
	return NULL;
}

/* Minutes from midnight of the first day, when what is now ends: -1, never in sight. */
static int64_t
change_after(const struct walk *walk, int64_t day, int minute, bool open)
{
	int64_t best = -1;

	for (int ahead = -1; ahead < DAYS_AHEAD; ahead++) {
		const struct px_hours_day *hours =
			px_hours_on(walk->hours, walk->region, day + ahead);

		for (size_t i = 0; i < hours->count; i++) {
			int64_t edge = (int64_t)ahead * PX_HOURS_MIDNIGHT +
				       (open ? hours->ranges[i].to : hours->ranges[i].from);
			int64_t of = day + edge / PX_HOURS_MIDNIGHT;

			if (edge <= minute || (best >= 0 && edge >= best))
				continue;
			if ((open_at(walk, of, (int)(edge % PX_HOURS_MIDNIGHT)) != NULL) != open)
				best = edge;
		}
	}
	return best;
}

void
px_hours_at(const struct px_hours *hours, const struct px_zone *zone, enum px_region region,
	    int64_t instant, struct px_hours_state *out)
{
	struct walk walk = { hours, region };
	struct px_local local = px_zone_local(zone, instant);
	int64_t day = px_date_days(local.date), change;
	int minute = 60 * local.hour + local.minute;
	const struct px_hours_range *range = open_at(&walk, day, minute);

	*out = (struct px_hours_state){ .open = range != NULL };
	out->note = range ? range->note : px_hours_on(hours, region, day)->note;
	change = change_after(&walk, day, minute, out->open);
	if (change < 0)
		return;
	local = (struct px_local){ .date = px_date_from_days(day + change / PX_HOURS_MIDNIGHT),
				   .hour = (int)(change % PX_HOURS_MIDNIGHT / 60),
				   .minute = (int)(change % 60) };
	out->until = px_zone_instant(zone, local);
}

int
px_hours_weekly(const struct px_hours *hours)
{
	int minutes = 0;

	for (int i = 1; i < PX_HOURS_DAYS; i++)
		for (size_t k = 0; k < hours->days[i].count; k++)
			minutes += hours->days[i].ranges[k].to - hours->days[i].ranges[k].from;
	return minutes;
}
