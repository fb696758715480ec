/* Rules of recurrence: occurrences come one after the other, no earlier than the start, and a rule
 * that is taken ends or gives the next one. */
#include "fuzz.h"
#include "base/recur/recur.h"

static const struct px_local starts[] = {
	{ { 2024, 2, 29 }, 12, 30, 0, 0 },
	{ { 2025, 3, 30 }, 2, 30, 0, 0 },  /* a time that summer skips */
	{ { 2025, 10, 26 }, 2, 30, 0, 0 }, /* a time that comes twice */
	{ { 9999, 12, 1 }, 0, 0, 0, 0 },
};

static void
rule_holds(const char *text, const struct px_rule_start *start)
{
	struct px_err err = PX_ERR_INIT;
	struct px_rule *rule = px_rule_open(text, start, &err);
	struct px_occurrence one, before = { .instant = INT64_MIN };
	int got = rule != NULL;

	for (int i = 0; got > 0 && i < 50; i++) {
		got = px_rule_next(rule, &one, &err);
		if (got > 0) {
			FUZZ_CLAIM(px_date_valid(one.local.date));
			FUZZ_CLAIM(one.instant > before.instant);
			before = one;
		}
	}
	FUZZ_CLAIM((rule && got >= 0) == (err.code == PX_OK));
	px_rule_close(rule);
}

/* A recurrence that is taken, in words or as a rule, is stored as a text that means the same. */
static void
recurrence_holds(const char *text)
{
	struct px_when when = { .now = fuzz_world()->now, .zone = fuzz_world()->zone };
	struct px_buf stored = PX_BUF_INIT, again = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_recur recur, back;

	if (px_recur_read(text, &when, &recur, &err) == 0) {
		px_recur_format(&recur, &stored);
		FUZZ_CLAIM(px_recur_parse(stored.data, &back, &err) == 0);
		px_recur_format(&back, &again);
		FUZZ_CLAIM(strcmp(stored.data, again.data) == 0);
		px_buf_clear(&again);
		px_recur_words(&recur, &again);
		FUZZ_CLAIM(again.length > 0);
	}
	FUZZ_CLAIM(err.code == PX_OK || *err.message);
	px_buf_release(&stored);
	px_buf_release(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);

	/* One of the starts: a rule that never gives a day looks for one until the year 9999. */
	for (size_t i = 0; i < 2; i++) {
		struct px_rule_start start = { .local = starts[size % PX_COUNT(starts)],
					       .clock = fuzz_world()->zone };

		start.all_day = i == 1;
		if (start.all_day)
			start.local.hour = start.local.minute = 0;
		rule_holds(text, &start);
	}
	recurrence_holds(text);
	free(text);
	return 0;
}
