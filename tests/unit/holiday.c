/* Runs tests/cases/holidays.tsv, then what holds for every year. */
#include "base/holiday.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "tap.h"

enum { LINE_LIMIT = 256 };

static const char *const region_names[PX_REGION_COUNT] = {
	[PX_METROPOLE] = "metropole",
	[PX_ALSACE_MOSELLE] = "alsace-moselle",
	[PX_GUADELOUPE] = "guadeloupe",
	[PX_MARTINIQUE] = "martinique",
	[PX_GUYANE] = "guyane",
	[PX_REUNION] = "reunion",
	[PX_MAYOTTE] = "mayotte",
	[PX_SAINT_BARTHELEMY] = "saint-barthelemy",
	[PX_SAINT_MARTIN] = "saint-martin",
};

static int
region_named(const char *name)
{
	int region = 0;

	while (region < PX_REGION_COUNT && !px_text_same(region_names[region], name))
		region++;
	return region;
}

static void
run(const char *date_text, const char *region_text, const char *expected)
{
	int region = region_named(region_text);
	struct px_date date;
	const char *name;
	char what[LINE_LIMIT];

	snprintf(what, sizeof(what), "%s in %s", date_text, region_text);
	if (px_date_parse(date_text, &date) < 0 || region == PX_REGION_COUNT) {
		tap_ok(false, "%s is read", what);
		return;
	}
	name = px_holiday_name((enum px_region)region, px_date_days(date));
	tap_is(name ? name : "-", expected, what);
}

static int
test_cases(void)
{
	const char *folder = getenv("PX_TESTS");
	char *path = px_asprintf("%s/cases/holidays.tsv", folder ? folder : "tests");
	FILE *file = fopen(path, "r");
	char line[LINE_LIMIT], *parts[4];

	if (!file) {
		printf("Bail out! cannot read %s\n", path);
		return -1;
	}
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		if (px_text_split(line, '\t', parts, 4) == 3)
			run(parts[0], parts[1], parts[2]);
		else
			tap_ok(false, "a case has 3 columns: %s", line);
	}
	fclose(file);
	free(path);
	return 0;
}

/* The dates of Easter are a table in every almanac. */
static void
test_easter(void)
{
	static const struct px_date known[] = {
		{ 1818, 3, 22 }, { 1886, 4, 25 }, { 1900, 4, 15 }, { 1943, 4, 25 }, { 1954, 4, 18 },
		{ 1961, 4, 2 },  { 1981, 4, 19 }, { 2000, 4, 23 }, { 2008, 3, 23 }, { 2011, 4, 24 },
		{ 2018, 4, 1 },  { 2019, 4, 21 }, { 2023, 4, 9 },  { 2024, 3, 31 }, { 2025, 4, 20 },
		{ 2026, 4, 5 },  { 2027, 3, 28 }, { 2030, 4, 21 }, { 2038, 4, 25 }, { 2049, 4, 18 },
		{ 2076, 4, 19 }, { 2285, 3, 22 },
	};
	long wrong = 0;

	for (size_t i = 0; i < PX_COUNT(known); i++)
		tap_ok(px_holiday_easter(known[i].year) == px_date_days(known[i]),
		       "Easter of %d is %02d-%02d", known[i].year, known[i].month, known[i].day);
	for (int year = 1583; year <= 9999; year++) {
		int64_t easter = px_holiday_easter(year);

		wrong += px_date_weekday(easter) != 7;
		wrong += easter < px_date_days((struct px_date){ year, 3, 22 });
		wrong += easter > px_date_days((struct px_date){ year, 4, 25 });
	}
	tap_is_number(wrong, 0, "Easter is a Sunday from 22 March to 25 April, till 9999");
}

static void
test_lists(void)
{
	static const size_t expected[PX_REGION_COUNT] = {
		[PX_METROPOLE] = 11,  [PX_ALSACE_MOSELLE] = 13,   [PX_GUADELOUPE] = 12,
		[PX_MARTINIQUE] = 12, [PX_GUYANE] = 12,           [PX_REUNION] = 12,
		[PX_MAYOTTE] = 12,    [PX_SAINT_BARTHELEMY] = 12, [PX_SAINT_MARTIN] = 12,
	};
	struct px_holiday list[PX_HOLIDAYS_LIMIT];

	for (int r = 0; r < PX_REGION_COUNT; r++) {
		size_t wrong = 0;

		for (int year = 1990; year < 2300; year++) {
			size_t count = px_holiday_year((enum px_region)r, year, list);

			wrong += count != expected[r];
			for (size_t i = 0; i < count; i++) {
				wrong += i > 0 && list[i].day < list[i - 1].day;
				wrong += px_date_from_days(list[i].day).year != year;
				wrong += !px_holiday_name((enum px_region)r, list[i].day);
			}
		}
		tap_is_number((long long)wrong, 0, region_names[r]);
	}
	px_holiday_year(PX_METROPOLE, 2008, list);
	tap_ok(list[2].day == list[3].day, "1 May 2008 is two holidays");
}

int
main(void)
{
	if (test_cases() < 0)
		return 1;
	test_easter();
	test_lists();
	return tap_done();
}
