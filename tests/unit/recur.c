/* How tasks come again: the tables of cases, then years of them by every kind. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/recur/recur.h"
#include "base/text.h"
#include "tap.h"

enum { LIMIT = 1 << 20, NEXT = 4, FRIDAY_14_MARCH_2025 = 1741942800 };

static int64_t
day_of(const char *text)
{
	struct px_date date = { 1970, 1, 1 };

	px_date_parse(text, &date);
	return px_date_days(date);
}

static void
put_day(int64_t day, struct px_buf *out)
{
	char text[PX_DATE_SIZE];

	px_date_format(px_date_from_days(day), text);
	px_buf_puts(out, text);
}

static void
put_next(const struct px_recur *recur, const char *occurrence, const char *done, struct px_buf *out)
{
	struct px_recur_day at = { 0, 0 };
	struct px_err err = PX_ERR_INIT;
	int64_t last = day_of(occurrence), done_on = day_of(done);
	bool first = strcmp(occurrence, "-") == 0;

	for (int i = 0; i < NEXT; i++) {
		int got = first && i == 0
				  ? px_recur_first(recur, done_on, PX_METROPOLE, &at, &err)
				  : px_recur_next(recur, last, done_on, PX_METROPOLE, &at, &err);

		if (got != 1)
			break;
		px_buf_puts(out, i ? " " : "");
		put_day(at.due, out);
		if (at.due != at.occurrence) {
			px_buf_putc(out, '<');
			put_day(at.occurrence, out);
		}
		last = at.occurrence;
		done_on = at.due;
	}
}

static void
try_case(char *line, long number)
{
	char *cells[5] = { NULL, NULL, NULL, NULL, NULL };
	size_t count = px_text_split(line, '\t', cells, PX_COUNT(cells));
	struct px_buf stored = PX_BUF_INIT, next = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_recur recur;
	char name[200];

	snprintf(name, sizeof(name), "recur.tsv:%ld: %s", number, cells[0]);
	if (px_recur_parse(cells[0], &recur, &err) != 0)
		px_buf_putc(&stored, '-');
	else
		px_recur_format(&recur, &stored);
	tap_is(stored.data, cells[1], name);
	if (strcmp(stored.data, "-") == 0) {
		tap_ok(*err.message, "  said: %s", err.message);
	} else if (count == 5) {
		put_next(&recur, cells[2], cells[3], &next);
		tap_is(next.data, cells[4], "  its days");
		tap_ok(px_recur_parse(stored.data, &recur, &err) == 0, "  and it is read back");
	}
	px_buf_release(&stored);
	px_buf_release(&next);
}

static void
in_words(const struct px_recur *recur, const char *lang, const char *expected)
{
	struct px_buf words = PX_BUF_INIT;

	px_i18n_switch(lang);
	px_recur_words(recur, &words);
	tap_is(words.data, expected, "  said back in words");
	px_i18n_switch("en");
	px_buf_release(&words);
}

/* A phrase, what is stored, and it in words; or a phrase, `-`, and how the refusal begins. */
static void
try_phrase(char *line, long number)
{
	char *cells[4] = { NULL, NULL, NULL, NULL };
	size_t count = px_text_split(line, '\t', cells, PX_COUNT(cells));
	struct px_err err = PX_ERR_INIT, again = PX_ERR_INIT;
	struct px_when when = { .now = FRIDAY_14_MARCH_2025 };
	struct px_zone *zone = px_zone_open("Europe/Paris", &err);
	struct px_buf stored = PX_BUF_INIT;
	struct px_recur recur, back;

	when.zone = zone;
	if (px_recur_read(cells[0], &when, &recur, &err) != 0)
		px_buf_putc(&stored, '-');
	else
		px_recur_format(&recur, &stored);
	tap_is(stored.data, cells[1], cells[0]);
	if (strcmp(stored.data, "-") == 0) {
		tap_ok(count == 3 && strncmp(err.message, cells[2], strlen(cells[2])) == 0,
		       "recur_words.tsv:%ld: said: %s", number, err.message);
	} else if (tap_ok(count == 4, "recur_words.tsv:%ld: in both languages", number)) {
		in_words(&recur, "en", cells[2]);
		in_words(&recur, "fr", cells[3]);
		tap_ok(px_recur_parse(stored.data, &back, &again) == 0 &&
			       strcmp(back.rule, recur.rule) == 0,
		       "  and it is read back");
	}
	px_buf_release(&stored);
	px_zone_free(zone);
}

static long
cases(const char *path, void (*try)(char *line, long number))
{
	struct px_buf text = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	long number = 0, tried = 0;
	char *line, *rest;

	if (!tap_ok(px_buf_read_file(&text, path, LIMIT, &err) == 0, "the cases are there %s",
		    err.message))
		return 0;
	for (line = text.data; line && *line; line = rest) {
		rest = strchr(line, '\n');
		if (rest)
			*rest++ = '\0';
		number++;
		if (*line == '#')
			continue;
		try(line, number);
		tried++;
	}
	px_buf_release(&text);
	return tried;
}

/* Whatever is done when, the next day is later than the last one, and later than the day it was done
 * when it catches up or counts from then. */
static void
years(const char *text)
{
	struct px_recur recur;
	struct px_recur_day at = { day_of("2024-01-31"), day_of("2024-01-31") };
	int64_t last = at.occurrence, done = last;
	bool later = true, working = true;
	int steps = 0;

	px_recur_parse(text, &recur, NULL);
	for (; steps < 200; steps++) {
		done = at.due + steps * 7919 % 45 - 10; /* early, in time or late */
		if (done < last)
			done = last;
		if (px_recur_next(&recur, last, done, PX_REUNION, &at, NULL) != 1)
			break;
		later &= recur.kind == PX_RECUR_FIXED ? at.occurrence > last : at.occurrence > done;
		working &=
			recur.holidays == PX_RECUR_ANY_DAY || !px_holiday_name(PX_REUNION, at.due);
		last = at.occurrence;
	}
	tap_ok(steps == 200 && later && working, "200 times %s: always later, never a holiday",
	       text);
}

int
main(void)
{
	static const char *const kinds[] = {
		"daily shift",
		"weekly skip",
		"monthly shift",
		"yearly skip",
		"weekly after shift",
		"monthly after skip",
		"every 3 weeks once shift",
		"monthly once skip from 2024-01-31",
	};

	const char *built = getenv("PX_BUILD");
	char folder[1000];

	snprintf(folder, sizeof(folder), "%s/share/locale", built ? built : "build");
	px_i18n_start("en", folder);
	cases("tests/cases/recur.tsv", try_case);
	tap_ok(cases("tests/cases/recur_words.tsv", try_phrase) >= 120, "many phrases were tried");
	for (size_t i = 0; i < PX_COUNT(kinds); i++)
		years(kinds[i]);
	return tap_done();
}
