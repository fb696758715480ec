/* Anchors of the journal: what is read is whole, and is read again from what is written of it. */
#include "cli/history/anchor.h"
#include "fuzz.h"

static void
fuzz_again(struct px_arena *arena, const struct px_anchor *anchor)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_anchor *again;
	size_t count;

	for (size_t i = 0; i < PX_ANCHOR_FIELDS; i++)
		if (strpbrk(anchor->values[i], "\r\n"))
			return; /* of JSON: as lines it is another one, and its signature breaks */
	px_anchor_lines(anchor, PX_ANCHOR_FIELDS, &text);
	FUZZ_CLAIM(px_anchors_parse(arena, "again", &text, &again, &count, NULL) == 0);
	FUZZ_CLAIM(count == 1);
	for (size_t i = 0; i < PX_ANCHOR_FIELDS; i++)
		FUZZ_CLAIM(strcmp(again->values[i], anchor->values[i]) == 0);
	px_buf_release(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_buf text = PX_BUF_INIT;
	struct px_anchor *anchors;
	size_t count = 0;

	px_buf_add(&text, data, size);
	if (px_anchors_parse(&arena, "f.txt", &text, &anchors, &count, &err) != 0)
		FUZZ_CLAIM(err.code == PX_REJECTED && strncmp(err.message, "f.txt:", 6) == 0);
	else
		FUZZ_CLAIM(count > 0);
	for (size_t i = 0; i < count && err.code == PX_OK; i++)
		fuzz_again(&arena, &anchors[i]);
	px_buf_release(&text);
	px_arena_release(&arena);
	return 0;
}
