/* Lines of JSON read in place: what the tree of the same bytes has, member by member. */
#include "base/text.h"
#include "fuzz.h"
#include "io/json_line.h"

static bool
is_number(enum px_json_type type)
{
	return type == PX_JSON_INTEGER || type == PX_JSON_REAL;
}

static void
compare(const struct px_json_node *node, const struct px_json_span *span, struct px_arena *arena)
{
	FUZZ_CLAIM(is_number(node->type) ? is_number(span->type) : node->type == span->type);
	if (node->type == PX_JSON_STRING)
		FUZZ_CLAIM(strcmp(node->string, px_json_span_text(span, arena)) == 0);
	if (node->type == PX_JSON_BOOL)
		FUZZ_CLAIM((span->text[0] == 't') == (node->integer != 0));
	if (is_number(node->type))
		FUZZ_CLAIM(strncmp(node->string, span->text, span->length) == 0);
	if (span->type == PX_JSON_INTEGER)
		FUZZ_CLAIM(px_json_span_number(span) == strtoll(node->string, NULL, 10));
}

static bool
walk(const struct px_json_node *tree, const char *text, size_t length, struct px_arena *arena)
{
	struct px_json_line line;
	struct px_json_span key, value;
	bool object = !tree || tree->type == PX_JSON_OBJECT;
	size_t count = 0;
	int got = px_json_line_open(&line, text, length, object ? '{' : '[');

	while (got == 0 || got == 1) {
		got = px_json_line_next(&line, object ? &key : NULL, &value);
		if (got != 1)
			break;
		if (tree && count < tree->count) {
			compare(&tree->items[count], &value, arena);
			if (object)
				FUZZ_CLAIM(strcmp(px_json_span_text(&key, arena),
						  tree->items[count].key) == 0);
		}
		count++;
	}
	FUZZ_CLAIM(got == 0 || line.fault);
	if (tree && (object || tree->type == PX_JSON_ARRAY))
		FUZZ_CLAIM(got == 0 && count == tree->count);
	return got == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_json_fault fault = { .syntax = false };
	const char *text = (const char *)data;
	const struct px_json_node *tree;
	bool good;

	if (px_utf8_valid(text, size) != size)
		return 0;
	tree = px_json_parse_part(&arena, text, size, 1, &fault);
	good = walk(tree, text, size, &arena);
	if (!tree && good)
		FUZZ_CLAIM(
			!fault.syntax); /* a key twice, a number beyond all: the caller's to see */
	px_arena_release(&arena);
	return 0;
}
