#include "base/holiday.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"

#define REGION(region) (1u << (region))
#define EVERYWHERE (REGION(PX_REGION_COUNT) - 1)

/* A holiday is a day of the year, or (month 0) a number of days from Easter Sunday. */
struct rule {
	int month, day;
	unsigned regions;
	const char *name;
};

static const struct rule rules[] = {
	{ 1, 1, EVERYWHERE, N_("New Year's Day") },
	{ 0, -2, REGION(PX_ALSACE_MOSELLE), N_("Good Friday") },
	{ 0, 1, EVERYWHERE, N_("Easter Monday") },
	{ 5, 1, EVERYWHERE, N_("Labour Day") },
	{ 5, 8, EVERYWHERE, N_("Victory Day") },
	{ 0, 39, EVERYWHERE, N_("Ascension Day") },
	{ 0, 50, EVERYWHERE, N_("Whit Monday") },
	{ 7, 14, EVERYWHERE, N_("National Day") },
	{ 8, 15, EVERYWHERE, N_("Assumption Day") },
	{ 11, 1, EVERYWHERE, N_("All Saints' Day") },
	{ 11, 11, EVERYWHERE, N_("Armistice Day") },
	{ 12, 25, EVERYWHERE, N_("Christmas Day") },
	{ 12, 26, REGION(PX_ALSACE_MOSELLE), N_("Saint Stephen's Day") },
	{ 4, 27, REGION(PX_MAYOTTE), N_("Abolition of slavery") },
	{ 5, 22, REGION(PX_MARTINIQUE), N_("Abolition of slavery") },
	{ 5, 27, REGION(PX_GUADELOUPE), N_("Abolition of slavery") },
	{ 5, 28, REGION(PX_SAINT_MARTIN), N_("Abolition of slavery") },
	{ 6, 10, REGION(PX_GUYANE), N_("Abolition of slavery") },
	{ 10, 9, REGION(PX_SAINT_BARTHELEMY), N_("Abolition of slavery") },
	{ 12, 20, REGION(PX_REUNION), N_("Abolition of slavery") },
};

/*
 * Easter is the Sunday after the ecclesiastical full moon on or after 21 March.  The moon comes
 * back to the same dates after 19 years, but for the leap days that centuries drop (solar) and for
 * the drift of 8 days in 25 centuries (lunar) that the calendar of 1582 corrects.
 */
int64_t
px_holiday_easter(int year)
{
	int golden = year % 19, century = year / 100;
	int solar = century - century / 4, lunar = (8 * century + 13) / 25;
	int moon = (19 * golden + solar - lunar + 15) % 30; /* days from 21 March */
	int64_t day;

	/* A lunation of 29 days closes the cycle: no full moon later than 18 April, and no date
	 * twice in 19 years. */
	if (moon == 29 || (moon == 28 && golden > 10))
		moon--;
	day = px_date_days((struct px_date){ year, 3, 21 }) + moon;
	return day + 7 - px_date_weekday(day) % 7;
}

static int64_t
day_of(const struct rule *rule, int year, int64_t easter)
{
	if (rule->month == 0)
		return easter + rule->day;
	return px_date_days((struct px_date){ year, rule->month, rule->day });
}

static int
compare_days(const void *a, const void *b)
{
	const struct px_holiday *left = a, *right = b;

	if (left->day != right->day)
		return left->day < right->day ? -1 : 1;
	return strcmp(left->name, right->name);
}

enum px_region
px_region_of_postcode(const char *postcode)
{
	/* The longest beginnings first: two islands have postcodes among Guadeloupe's. */
	static const struct {
		const char *begins;
		enum px_region region;
	} places[] = {
		{ "97133", PX_SAINT_BARTHELEMY },
		{ "977", PX_SAINT_BARTHELEMY },
		{ "97150", PX_SAINT_MARTIN },
		{ "978", PX_SAINT_MARTIN },
		{ "971", PX_GUADELOUPE },
		{ "972", PX_MARTINIQUE },
		{ "973", PX_GUYANE },
		{ "974", PX_REUNION },
		{ "976", PX_MAYOTTE },
		{ "57", PX_ALSACE_MOSELLE },
		{ "67", PX_ALSACE_MOSELLE },
		{ "68", PX_ALSACE_MOSELLE },
	};

	for (size_t i = 0; postcode && i < PX_COUNT(places); i++)
		if (strncmp(postcode, places[i].begins, strlen(places[i].begins)) == 0)
			return places[i].region;
	return PX_METROPOLE;
}

size_t
px_holiday_year(enum px_region region, int year, struct px_holiday out[PX_HOLIDAYS_LIMIT])
{
	int64_t easter = px_holiday_easter(year);
	size_t count = 0;

	for (size_t i = 0; i < PX_COUNT(rules); i++)
		if (rules[i].regions & REGION(region))
			out[count++] = (struct px_holiday){ day_of(&rules[i], year, easter),
							    rules[i].name };
	qsort(out, count, sizeof(*out), compare_days);
	return count;
}

const char *
px_holiday_name(enum px_region region, int64_t day)
{
	int year = px_date_from_days(day).year;
	int64_t easter = px_holiday_easter(year);

	for (size_t i = 0; i < PX_COUNT(rules); i++)
		if ((rules[i].regions & REGION(region)) && day_of(&rules[i], year, easter) == day)
			return rules[i].name;
	return NULL;
}
