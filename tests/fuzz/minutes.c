/* Minutes: the settled line of an item, read again, is that item; an item is recognized in the
 * same notes. */
#include "base/text.h"
#include "care/minutes.h"
#include "fuzz.h"

static void
line_again(const struct px_minutes_item *item, const struct px_when *when, struct px_arena *arena)
{
	struct px_buf line = PX_BUF_INIT, again = PX_BUF_INIT;
	struct px_minutes_item *items;
	size_t count = 0;

	px_minutes_line(item, &line);
	FUZZ_CLAIM(px_minutes_parse("line", line.data, when, arena, &items, &count, NULL) == 0);
	FUZZ_CLAIM(count == 1);
	px_minutes_line(&items[0], &again);
	if (strcmp(line.data, again.data) != 0)
		fprintf(stderr, "%s\n%s\n", line.data, again.data);
	FUZZ_CLAIM(strcmp(line.data, again.data) == 0);
	px_buf_release(&line);
	px_buf_release(&again);
}

static void
match_holds(const struct px_minutes_item *items, size_t count)
{
	size_t *was = px_calloc(count + 1, sizeof(*was));
	bool *taken = px_calloc(count + 1, sizeof(*taken));

	px_minutes_match(items, count, items, count, was);
	for (size_t i = 0; i < count; i++) {
		FUZZ_CLAIM(was[i] < count && !taken[was[i]]);
		taken[was[i]] = true;
	}
	free(was);
	free(taken);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_when when = { .now = fuzz_world()->now, .zone = fuzz_world()->zone };
	char *text = fuzz_text(data, px_utf8_valid((const char *)data, size));
	struct px_minutes_item *items;
	size_t count = 0;

	if (px_minutes_parse("notes", text, &when, &arena, &items, &count, NULL) == 0) {
		FUZZ_CLAIM(count <= PX_MINUTES_ITEMS_LIMIT);
		for (size_t i = 0; i < count; i++)
			line_again(&items[i], &when, &arena);
		match_holds(items, count);
	}
	free(text);
	px_arena_release(&arena);
	return 0;
}
