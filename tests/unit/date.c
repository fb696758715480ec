#include "base/date.h"

#include "base/mem.h"
#include "tap.h"

/* Every day of three Gregorian cycles, against a count that only adds one. */
static void
test_every_day(void)
{
	struct px_date date = { 1599, 12, 31 };
	int64_t day = px_date_days(date);
	int weekday = 5; /* 31 December 1599 was a Friday */
	long long wrong = 0;

	for (; date.year < 2801; day++) {
		struct px_date back = px_date_from_days(day);

		wrong += back.year != date.year || back.month != date.month || back.day != date.day;
		wrong += px_date_days(date) != day || px_date_weekday(day) != weekday;
		weekday = weekday % 7 + 1;
		if (++date.day > px_date_month_length(date.year, date.month)) {
			date.day = 1;
			if (++date.month > 12) {
				date.month = 1;
				date.year++;
			}
		}
	}
	tap_is_number(wrong, 0, "every day from 1599 to 2800 there and back");
	tap_is_number(px_date_days((struct px_date){ 1970, 1, 1 }), 0, "1970-01-01 is day 0");
	tap_is_number(px_date_days((struct px_date){ 2000, 3, 1 }), 11017, "2000-03-01");
	tap_is_number(px_date_days((struct px_date){ 1, 1, 1 }), -719162, "0001-01-01");
	tap_is_number(px_date_from_days(-719162).year, 1, "and back");
}

static void
test_months(void)
{
	tap_ok(px_date_leap(2024) && px_date_leap(2000), "2024 and 2000 are leap years");
	tap_ok(!px_date_leap(2025) && !px_date_leap(1900), "2025 and 1900 are not");
	tap_is_number(px_date_month_length(2024, 2), 29, "February 2024");
	tap_is_number(px_date_month_length(2025, 2), 28, "February 2025");
	tap_is_number(px_date_month_length(2025, 11), 30, "November");
}

static void
test_weeks(void)
{
	static const struct {
		struct px_date date;
		int year, week;
	} cases[] = {
		{ { 2025, 11, 24 }, 2025, 48 }, { { 2025, 12, 28 }, 2025, 52 },
		{ { 2025, 12, 29 }, 2026, 1 },  { { 2021, 1, 3 }, 2020, 53 },
		{ { 2021, 1, 4 }, 2021, 1 },    { { 2024, 12, 30 }, 2025, 1 },
		{ { 2027, 1, 1 }, 2026, 53 },
	};

	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		char text[PX_DATE_SIZE];
		int year, week;

		px_date_format(cases[i].date, text);
		px_date_iso_week(px_date_days(cases[i].date), &year, &week);
		tap_ok(year == cases[i].year && week == cases[i].week, "%s is in %d-W%02d", text,
		       cases[i].year, cases[i].week);
	}
}

static void
test_parse(void)
{
	static const char *const bad[] = {
		"",
		"2025",
		"2025-12",
		"2025-12-2",
		"2025-12-24 ",
		" 2025-12-24",
		"2025-02-29",
		"2025-00-10",
		"2025-13-01",
		"2025-12-32",
		"0000-01-01",
		"2025/12/24",
		"20251224",
		"24/12/2025",
		"2025-12-24T00:00:00Z",
		"-025-12-24",
		"2025-1a-24",
		"+2025-12-24",
		"2025-12-\xd9\xa1\xd9\xa2",
	};
	struct px_date date = { 1, 2, 3 };
	char text[PX_DATE_SIZE];

	tap_is_number(px_date_parse("2024-02-29", &date), 0, "2024-02-29 is a day");
	px_date_format(date, text);
	tap_is(text, "2024-02-29", "and prints so");
	for (size_t i = 0; i < PX_COUNT(bad); i++)
		tap_is_number(px_date_parse(bad[i], &date), -1, bad[i]);
	px_date_format(date, text);
	tap_is(text, "2024-02-29", "a refusal leaves the date alone");
}

static void
test_instants(void)
{
	static const struct {
		const char *text, *expected; /* NULL: refused */
	} cases[] = {
		{ "2025-12-24T08:30:00Z", "2025-12-24T08:30:00Z" },
		{ "2025-12-24T08:30Z", "2025-12-24T08:30:00Z" },
		{ "2025-12-24T08:30:00.999Z", "2025-12-24T08:30:00Z" },
		{ "2025-12-24T00:30:00+01:00", "2025-12-23T23:30:00Z" },
		{ "2025-12-24T00:30:00+0100", "2025-12-23T23:30:00Z" },
		{ "2025-12-24T00:30:00+01", "2025-12-23T23:30:00Z" },
		{ "2025-12-24T22:30:00-04:30", "2025-12-25T03:00:00Z" },
		{ "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },
		{ "1969-12-31T23:59:58.5Z", "1969-12-31T23:59:58Z" },
		{ "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
		{ "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
		{ "2025-12-24T08:30:00", NULL },
		{ "2025-12-24", NULL },
		{ "2025-12-24 08:30:00Z", NULL },
		{ "2025-12-24T24:00:00Z", NULL },
		{ "2025-12-24T08:60:00Z", NULL },
		{ "2025-12-24T08:30:61Z", NULL },
		{ "2025-12-24T08:30:00.Z", NULL },
		{ "2025-12-24T08:30:00+1", NULL },
		{ "2025-12-24T08:30:00+01:", NULL },
		{ "2025-12-24T08:30:00+01:60", NULL },
		{ "2025-12-24T08:30:00ZZ", NULL },
		{ "2025-02-30T08:30:00Z", NULL },
		{ "0001-01-01T00:00:00+01:00", NULL },
		{ "9999-12-31T23:59:59-01:00", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		char got[PX_INSTANT_SIZE] = "";
		int64_t instant;

		if (px_instant_parse(cases[i].text, &instant) == 0)
			px_instant_format(instant, got);
		tap_is(got, cases[i].expected ? cases[i].expected : "", cases[i].text);
	}
}

int
main(void)
{
	test_every_day();
	test_months();
	test_weeks();
	test_parse();
	test_instants();
	return tap_done();
}
