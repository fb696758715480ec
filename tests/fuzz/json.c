/* Small documents of JSON: what is written from a tree is read as the same tree. */
#include "base/json_out.h"
#include "fuzz.h"
#include "io/json_in.h"

static void
write_node(const struct px_json_node *node, struct px_json *json)
{
	bool object = node->type == PX_JSON_OBJECT;

	if (node->type == PX_JSON_STRING)
		px_json_string(json, node->string);
	else if (node->type == PX_JSON_BOOL)
		px_json_bool(json, node->integer);
	else if (node->type == PX_JSON_NULL)
		px_json_null(json);
	else if (node->type == PX_JSON_INTEGER || node->type == PX_JSON_REAL)
		px_json_raw(json, node->string);
	else {
		px_json_open(json, object ? '{' : '[');
		for (size_t i = 0; i < node->count; i++) {
			if (object)
				px_json_key(json, node->items[i].key);
			write_node(&node->items[i], json);
		}
		px_json_close(json, object ? '}' : ']');
	}
}

static int
depth_of(const struct px_json_node *node)
{
	int most = 0;

	for (size_t i = 0; i < node->count; i++) {
		int depth = depth_of(&node->items[i]);

		most = depth > most ? depth : most;
	}
	return most + 1;
}

static void
again(const struct px_json_node *tree, struct px_arena *arena)
{
	struct px_buf first = PX_BUF_INIT, second = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&first);

	write_node(tree, &json);
	tree = px_json_parse(arena, first.data, first.length, "again", NULL);
	FUZZ_CLAIM(tree != NULL);
	json = (struct px_json)PX_JSON_INIT(&second);
	write_node(tree, &json);
	FUZZ_CLAIM(strcmp(first.data, second.data) == 0);
	px_buf_release(&first);
	px_buf_release(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_json_fault fault;
	const struct px_json_node *tree =
		px_json_parse(&arena, (const char *)data, size, "f.json", &err);

	FUZZ_CLAIM(tree ? err.code == PX_OK : strncmp(err.message, "f.json:", 7) == 0);
	if (tree) {
		if (data[0] != 0xEF) /* a byte order mark begins a file, never a part */
			FUZZ_CLAIM(px_json_parse_part(&arena, (const char *)data, size, 1, &fault));
		FUZZ_CLAIM(depth_of(tree) <= PX_JSON_DEPTH_LIMIT + 1);
		if (depth_of(tree) < 60) /* what the writer is for */
			again(tree, &arena);
	}
	px_arena_release(&arena);
	return 0;
}
