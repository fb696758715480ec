/* Rules of recurrence: our cases, both Sundays of changing clocks, and libical's own cases when the
 * corpora are there. */
#include <ctype.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/recur/rule.h"
#include "io/ical/value.h"
#include "tap.h"

enum { LIMIT = 1 << 20, MOST = 2000 };

static const char ours[] = "tests/cases/ical/rules.txt";
static const char libicals[] = "../shared/data/corpora/libical/src/test/icalrecur_test.txt";

/* A case of icalrecur_test.txt: lines RRULE, DTSTART and INSTANCES, or `*** ` and why there is none
 * (its START-AT tells how libical may begin in the middle).  Ours may have a ZONE. */
struct rule_case {
	char rule[2048], start[64], zone[64];
	const char *expected;
	long line;
};

/* Cases of libical's whose answer is not ours, and why. */
static const struct {
	const char *rule, *why;
} exceptions[] = {
	{ "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1;UNTIL=20320101",
	  "libical does not implement it; the days are right here" },
};

static void
write_occurrence(const struct px_occurrence *at, const struct px_stamp *start,
		 const struct rule_case *one, struct px_buf *out)
{
	if (out->length)
		px_buf_putc(out, ',');
	if (*one->zone) {
		px_ical_instant_write(at->instant, out);
		return;
	}
	px_ical_time_write(at->local, out);
	if (start->date_only)
		px_buf_truncate(out, out->length - strlen("T000000"));
	else if (start->utc)
		px_buf_putc(out, 'Z');
}

static void
expand(const struct rule_case *one, struct px_buf *out)
{
	struct px_stamp start;
	struct px_zone *zone = *one->zone ? px_zone_open(one->zone, NULL) : NULL;
	struct px_rule_start begin = { .clock = zone };
	struct px_occurrence at;
	struct px_err err = PX_ERR_INIT;
	struct px_rule *rule = NULL;
	int more = -1;

	if (px_stamp_parse(one->start, &start) == 0) {
		begin.local = start.local;
		begin.all_day = start.date_only;
		rule = px_rule_open(one->rule, &begin, &err);
	}
	for (int i = 0; rule && i < MOST && (more = px_rule_next(rule, &at, &err)) == 1; i++)
		write_occurrence(&at, &start, one, out);
	if (!rule || more < 0)
		px_buf_puts(out, "***");
	px_rule_close(rule);
	px_zone_free(zone);
}

static const char *
exception_of(const struct rule_case *one)
{
	for (size_t i = 0; i < sizeof(exceptions) / sizeof(*exceptions); i++)
		if (strcmp(exceptions[i].rule, one->rule) == 0)
			return exceptions[i].why;
	return NULL;
}

static void
try_case(const struct rule_case *one, const char *file)
{
	const char *why = strcmp(file, libicals) == 0 ? exception_of(one) : NULL;
	bool refused = strncmp(one->expected, "***", 3) == 0;
	struct px_buf got = PX_BUF_INIT;
	char name[160];

	expand(one, &got);
	if (refused && !why)
		px_buf_truncate(&got, got.length < 3 ? got.length : 3);
	if (why) {
		tap_ok(strcmp(got.data, one->expected) != 0, "%ld: differs from libical: %s",
		       one->line, why);
	} else {
		snprintf(name, sizeof(name), "%ld: %.120s", one->line, one->rule);
		tap_is(got.data, refused ? "***" : one->expected, name);
	}
	px_buf_release(&got);
}

static bool
take_line(const char *line, const char *name, char *out, size_t size)
{
	size_t length = strlen(name);

	if (strncmp(line, name, length) != 0)
		return false;
	snprintf(out, size, "%s", line + length);
	return true;
}

static void
try_file(const char *file)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	struct rule_case one = { .line = 0 };
	char *line, *rest;

	if (px_buf_read_file(&text, file, LIMIT, &err) != 0) {
		tap_ok(true, "# SKIP %s is not there", file);
		return;
	}
	for (line = text.data; line; line = rest) {
		rest = strchr(line, '\n');
		if (rest)
			*rest++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		one.line++;
		if (take_line(line, "RRULE:", one.rule, sizeof(one.rule)))
			*one.zone = '\0';
		else if (!take_line(line, "DTSTART:", one.start, sizeof(one.start)) &&
			 !take_line(line, "ZONE:", one.zone, sizeof(one.zone)) &&
			 strncmp(line, "INSTANCES:", 10) == 0) {
			one.expected = line + 10 + (line[10] == ' ');
			try_case(&one, file);
		}
	}
	px_buf_release(&text);
}

/* What no rule is refused in words, and quickly. */
static void
try_refusal(const char *text, const char *said)
{
	struct px_rule_start start = { .local = { .date = { 2025, 1, 1 }, .hour = 9 } };
	struct px_err err = PX_ERR_INIT;
	struct px_rule *rule = px_rule_open(text, &start, &err);
	struct px_occurrence at;
	bool refused = !rule || px_rule_next(rule, &at, &err) < 0;

	tap_ok(refused && strstr(err.message, said), "refused: %.60s (%s)", text, err.message);
	px_rule_close(rule);
}

static void
refusals(void)
{
	static char huge[5000];
	clock_t begun = clock();

	memset(huge, '1', sizeof(huge) - 1);
	try_refusal("", "empty");
	try_refusal(huge, "too long");
	try_refusal("FREQ=FORTNIGHTLY", "FREQ is");
	try_refusal("BYDAY=TU", "FREQ is missing");
	try_refusal("FREQ=WEEKLY;BYDAY=XX", "weekday");
	try_refusal("FREQ=WEEKLY;BYDAY=1TU", "numbered weekday");
	try_refusal("FREQ=MONTHLY;BYDAY=0TU", "out of range");
	try_refusal("FREQ=MONTHLY;BYWEEKNO=3", "yearly");
	try_refusal("FREQ=DAILY;INTERVAL=0", "out of range");
	try_refusal("FREQ=DAILY;COUNT=0", "out of range");
	try_refusal("FREQ=DAILY;COUNT=99999999999999999999", "out of range");
	try_refusal("FREQ=DAILY;COUNT=2;UNTIL=20250301", "exclude");
	try_refusal("FREQ=DAILY;UNTIL=20250230", "UNTIL");
	try_refusal("FREQ=DAILY;FREQ=WEEKLY", "twice");
	try_refusal("FREQ=DAILY;BYMONTHDAY=", "NAME=VALUE");
	try_refusal("FREQ=DAILY;BYMONTHDAY=32", "out of range");
	try_refusal("FREQ=DAILY;BYDECADE=2", "no rule has");
	try_refusal("RSCALE=CHINESE;FREQ=YEARLY", "Gregorian");
	try_refusal("FREQ=SECONDLY;INTERVAL=60;BYSECOND=5", "never gives a day");
	tap_ok((clock() - begun) / CLOCKS_PER_SEC < 5, "a rule without days is given up in time");
}

int
main(void)
{
	try_file(ours);
	try_file(libicals);
	refusals();
	return tap_done();
}
