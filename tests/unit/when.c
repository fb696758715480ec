/*
 * Runs tests/cases/when.tsv: now, zone, kind, mode, phrase, expected.  now is local (no offset) or
 * an instant; expected is a day, an instant, first..last, minutes, or "!" for a refusal, which must
 * carry one message with an example.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "tap.h"

enum { COLUMNS = 6, ZONES = 8, LINE_LIMIT = 1024 };

struct test_case {
	const char *now, *zone, *kind, *mode, *phrase, *expected;
};

static struct px_zone *
zone_of(const char *name)
{
	static struct px_zone *open[ZONES];
	struct px_err err = PX_ERR_INIT;

	for (int i = 0; i < ZONES; i++) {
		if (!open[i] && !(open[i] = px_zone_open(name, &err))) {
			printf("Bail out! %s\n", err.message);
			exit(1);
		}
		if (strcmp(px_zone_name(open[i]), name) == 0)
			return open[i];
	}
	printf("Bail out! too many zones in the cases\n");
	exit(1);
}

static int64_t
now_of(const struct px_zone *zone, const char *text)
{
	struct px_local local = { .hour = 0 };
	char padded[32];
	int64_t instant;

	if (px_instant_parse(text, &instant) == 0)
		return instant;
	snprintf(padded, sizeof(padded), "%sZ", text);
	if (px_instant_parse(padded, &instant) != 0) {
		printf("Bail out! bad now '%s'\n", text);
		exit(1);
	}
	local.date = px_date_from_days((instant - (instant % 86400 + 86400) % 86400) / 86400);
	local.hour = (int)((instant % 86400 + 86400) % 86400 / 3600);
	local.minute = (int)((instant % 3600 + 3600) % 3600 / 60);
	return px_zone_instant(zone, local);
}

static int
read_date(const struct px_when *when, const char *phrase, char *got, struct px_err *err)
{
	struct px_date date;
	int status = px_when_date(when, phrase, &date, err);

	if (status == 0)
		px_date_format(date, got);
	return status;
}

static int
read_period(const struct px_when *when, const char *phrase, char *got, struct px_err *err)
{
	struct px_date first, last;
	int status = px_when_period(when, phrase, &first, &last, err);

	if (status == 0) {
		px_date_format(first, got);
		memcpy(got + PX_DATE_SIZE - 1, "..", 2);
		px_date_format(last, got + PX_DATE_SIZE + 1);
	}
	return status;
}

static int
read_instant(const struct px_when *when, const char *phrase, char *got, struct px_err *err)
{
	int64_t instant;
	int status = px_when_instant(when, phrase, &instant, err);

	if (status == 0)
		px_instant_format(instant, got);
	return status;
}

static int
read_minutes(const struct px_when *when, const char *phrase, char *got, struct px_err *err)
{
	int64_t minutes;
	int status = px_when_minutes(phrase, &minutes, err);

	(void)when;
	if (status == 0)
		snprintf(got, 24, "%lld", (long long)minutes);
	return status;
}

static const struct {
	const char *name;
	int (*read)(const struct px_when *, const char *, char *, struct px_err *);
} kinds[] = {
	{ "date", read_date },
	{ "period", read_period },
	{ "instant", read_instant },
	{ "minutes", read_minutes },
};

/* A refusal names usage and shows how to mend it. */
static bool
refused_well(const struct px_err *err)
{
	return err->code == PX_USAGE && strstr(err->message, "write ") != NULL &&
	       !strchr(err->message, '\n') && err->message[strlen(err->message) - 1] != '.';
}

static void
run(const struct test_case *c)
{
	struct px_when when = { .filter = strcmp(c->mode, "filter") == 0 };
	struct px_err err = PX_ERR_INIT;
	char got[64] = "!", what[LINE_LIMIT];

	when.zone = zone_of(strcmp(c->zone, "-") == 0 ? "UTC" : c->zone);
	when.now = strcmp(c->now, "-") == 0 ? 0 : now_of(when.zone, c->now);
	snprintf(what, sizeof(what), "%s %s %s %s '%s'", c->now, c->zone, c->kind, c->mode,
		 c->phrase);
	for (size_t i = 0; i < PX_COUNT(kinds); i++) {
		if (strcmp(c->kind, kinds[i].name) != 0)
			continue;
		if (kinds[i].read(&when, c->phrase, got, &err) < 0 && !refused_well(&err)) {
			tap_ok(false, "%s: the refusal is clear: %s", what, err.message);
			return;
		}
		if (!tap_is(got, c->expected, what) && err.code != PX_OK)
			printf("# %s\n", err.message);
		return;
	}
	tap_ok(false, "%s: unknown kind", what);
}

/* A row of the manual's tables: ".It phrase, phrase Ta 2025-12-24 Ta remark". */
static int
run_row(char *row)
{
	char *day = strstr(row, " Ta "), *phrase = row, *comma;
	struct px_date date;
	int count = 0;

	if (!day)
		return 0;
	*day = '\0';
	day += 4;
	day[strcspn(day, " ")] = '\0';
	if (px_date_parse(day, &date) < 0)
		return 0;
	for (; phrase; phrase = comma, count++) {
		if ((comma = strstr(phrase, ", "))) {
			*comma = '\0';
			comma += 2;
		}
		run(&(struct test_case){ "2025-11-21T10:00", "Europe/Paris", "date", "plain",
					 phrase, day });
	}
	return count;
}

/* What plexus-dates(7) shows is what happens, in both languages. */
static void
run_manual(const char *tests, const char *language)
{
	char *path = px_asprintf("%s/../share/man%s/plexus-dates.7", tests, language);
	FILE *file = fopen(path, "r");
	char line[LINE_LIMIT];
	int count = 0;

	free(path);
	if (file) {
		while (fgets(line, sizeof(line), file))
			if (strncmp(line, ".It ", 4) == 0)
				count += run_row(line + 4);
		fclose(file);
	}
	tap_ok(count >= 50, "%d phrases of the manual%s", count, language);
}

int
main(void)
{
	const char *folder = getenv("PX_TESTS");
	char *path = px_asprintf("%s/cases/when.tsv", folder ? folder : "tests");
	FILE *file = fopen(path, "r");
	char line[LINE_LIMIT], *parts[COLUMNS + 1];

	if (!file) {
		printf("Bail out! cannot read %s\n", path);
		return 1;
	}
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		if (px_text_split(line, '\t', parts, COLUMNS + 1) != COLUMNS) {
			tap_ok(false, "a case has %d columns: %s", COLUMNS, line);
			continue;
		}
		run(&(struct test_case){ parts[0], parts[1], parts[2], parts[3], parts[4],
					 parts[5] });
	}
	fclose(file);
	free(path);
	tap_ok(tap_count >= 200, "%d cases", tap_count);
	run_manual(folder ? folder : "tests", "");
	run_manual(folder ? folder : "tests", "/fr");
	return tap_done();
}
