/* The quick way through an object says what the slow one says. */
#include "fuzz.h"
#include "io/json_in.h"
#include "io/source/json_flat.h"

/* As a cell has it: an item's text, or the items of a list with commas. */
static void
add_text(const struct px_json_node *node, struct px_buf *out)
{
	for (size_t i = 0; node->type == PX_JSON_ARRAY && i < node->count; i++)
		px_buf_printf(out, "%s%s", i ? "," : "", node->items[i].string);
	if (node->type == PX_JSON_BOOL)
		px_buf_puts(out, node->integer ? "true" : "false");
	else if (node->type != PX_JSON_ARRAY && node->string)
		px_buf_puts(out, node->string);
}

static void
fuzz_member(const struct px_json_node *node, struct px_flat_member *member)
{
	struct px_buf text = PX_BUF_INIT;

	if (member->list)
		px_json_flat_join(member);
	add_text(node, &text);
	FUZZ_CLAIM(strlen(node->key) == member->key_length &&
		   memcmp(node->key, member->key, member->key_length) == 0);
	FUZZ_CLAIM(text.length == member->length &&
		   memcmp(text.data, member->text, member->length) == 0);
	px_buf_release(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct px_flat_member members[PX_FLAT_LIMIT];
	struct px_arena arena = PX_ARENA_INIT;
	struct px_json_fault fault;
	char *text = px_strndup((const char *)data, size);
	size_t length = strlen(text);
	int count = px_json_flat(text, length, members);
	const struct px_json_node *node =
		count < 0 ? NULL : px_json_parse_part(&arena, text, length, 1, &fault);

	/* What is refused though it is JSON: a key twice. */
	FUZZ_CLAIM(count < 0 || node || !fault.syntax);
	FUZZ_CLAIM(!node || node->count == (size_t)count);
	for (int i = 0; node && i < count; i++)
		fuzz_member(&node->items[i], &members[i]);
	free(text);
	px_arena_release(&arena);
	return 0;
}
