/* Records out of lines of a journal that somebody forged: the first byte says the type. */
#include "fuzz.h"
#include "io/record_in.h"
#include "store/record.h"

static char *
json_of(const struct px_record *record)
{
	struct px_buf text = PX_BUF_INIT;

	px_record_json(record, false, &text);
	return px_buf_detach(&text);
}

/* 0 when it is one. */
static int
read_record(const struct px_type *type, const char *text, size_t size, struct px_arena *arena,
	    struct px_record *out)
{
	struct px_err err = PX_ERR_INIT;
	const struct px_json_node *node = px_json_parse(arena, text, size, "line", &err);
	int result = -1;

	*out = px_record_new(arena, type);
	if (node)
		result = px_record_from_json(node, arena, out, &err);
	FUZZ_CLAIM((result == 0) == (err.code == PX_OK));
	return result;
}

/* What was taken is written, and read again: the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record record, again;
	char *text, *written;

	if (size && read_record(px_types[data[0] % px_type_count], (const char *)data + 1, size - 1,
				&arena, &record) == 0) {
		text = json_of(&record);
		FUZZ_CLAIM(read_record(record.type, text, strlen(text), &arena, &again) == 0);
		written = json_of(&again);
		FUZZ_CLAIM(strcmp(text, written) == 0);
		free(text);
		free(written);
	}
	px_arena_release(&arena);
	return 0;
}
