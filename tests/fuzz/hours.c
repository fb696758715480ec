/* Opening hours: what is understood is written so that it is understood again, as itself. */
#include "base/hours.h"

#include "base/text.h"
#include "fuzz.h"

static void
day_holds(const struct px_hours_day *day)
{
	FUZZ_CLAIM(day->said || !day->count);
	for (size_t i = 0; i < day->count; i++) {
		const struct px_hours_range *range = &day->ranges[i];

		FUZZ_CLAIM(range->from >= 0 && range->from < range->to && range->to <= 2 * 1440);
		FUZZ_CLAIM(i == 0 || range[-1].to <= range->from);
	}
}

static void
state_holds(const struct px_hours *hours)
{
	const struct px_world *world = fuzz_world();
	struct px_hours_state now, then;

	px_hours_at(hours, world->zone, PX_METROPOLE, world->now, &now);
	if (!now.until)
		return;
	FUZZ_CLAIM(now.until > world->now);
	px_hours_at(hours, world->zone, PX_METROPOLE, now.until, &then);
	FUZZ_CLAIM(then.open != now.open);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_buf first = PX_BUF_INIT, second = PX_BUF_INIT, words = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_hours hours;
	char *text = fuzz_text(data, size);
	int status = px_hours_parse(&arena, text, &hours, &err);

	FUZZ_CLAIM((status == 0) == (err.code == PX_OK));
	if (status == 0) {
		for (int i = 0; i < PX_HOURS_DAYS; i++)
			day_holds(&hours.days[i]);
		state_holds(&hours);
		px_hours_words(&hours, &words);
		FUZZ_CLAIM(px_utf8_valid(words.data, words.length) == words.length);
		px_hours_print(&hours, &first);
		FUZZ_CLAIM(px_hours_parse(&arena, first.data, &hours, NULL) == 0);
		px_hours_print(&hours, &second);
		FUZZ_CLAIM(strcmp(first.data, second.data) == 0);
	}
	px_buf_release(&first);
	px_buf_release(&second);
	px_buf_release(&words);
	px_arena_release(&arena);
	free(text);
	return 0;
}
