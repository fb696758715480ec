/* Date phrases, said at several moments: what is understood is a real day, and is said again as
 * itself. */
#include "base/when.h"
#include "fuzz.h"

/* A Friday; 29 February; both changes of clocks; both ends of the calendar. */
static const char *const nows[] = { "2025-11-21T10:00:00Z", "2024-02-29T23:59:59Z",
				    "2025-03-30T01:00:00Z", "2025-10-26T00:30:00Z",
				    "9999-12-31T22:00:00Z", "0001-01-01T01:00:00Z" };

static void
days_hold(const struct px_when *when, const char *phrase)
{
	struct px_date date, first, last, again;
	struct px_err err = PX_ERR_INIT;
	char text[PX_DATE_SIZE];
	int day = px_when_date(when, phrase, &date, &err);
	int period = px_when_period(when, phrase, &first, &last, NULL);

	FUZZ_CLAIM(day == period && (day == 0) == (err.code == PX_OK));
	if (day != 0)
		return;
	FUZZ_CLAIM(px_date_valid(date) && px_date_valid(first) && px_date_valid(last));
	FUZZ_CLAIM(px_date_days(first) <= px_date_days(date));
	FUZZ_CLAIM(px_date_days(date) <= px_date_days(last));
	px_date_format(date, text);
	FUZZ_CLAIM(px_when_date(when, text, &again, NULL) == 0);
	FUZZ_CLAIM(px_date_days(again) == px_date_days(date));
}

static void
instant_holds(const struct px_when *when, const char *phrase)
{
	int64_t instant, again;
	char text[PX_INSTANT_SIZE];

	if (px_when_instant(when, phrase, &instant, NULL) != 0)
		return;
	px_instant_format(instant, text);
	FUZZ_CLAIM(px_instant_parse(text, &again) == 0 && again == instant);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *phrase = fuzz_text(data, size);
	struct px_when when = { .zone = fuzz_world()->zone };
	int64_t minutes;

	for (size_t i = 0; i < 2 * PX_COUNT(nows); i++) {
		px_instant_parse(nows[i / 2], &when.now);
		when.filter = i % 2;
		days_hold(&when, phrase);
		instant_holds(&when, phrase);
	}
	if (px_when_minutes(phrase, &minutes, NULL) == 0)
		FUZZ_CLAIM(minutes >= 0);
	free(phrase);
	return 0;
}
