/* JSON in: the tree, its lines and digits, its refusals, and the y_ and n_ files of
 * JSONTestSuite.  Run from the top of the tree. */
#include "io/json_in.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/buf.h"
#include "tap.h"

static const char suite[] = "tests/cases/json/test_parsing";

/* Where the suite and we differ, and why. */
static const struct {
	const char *file, *reason;
} exceptions[] = {
	{ "y_object_escaped_null_in_key.json",
	  "a NUL in a key is refused: our texts are C strings, and jansson refuses it too" },
	{ "y_string_null_escape.json",
	  "a NUL in a string is refused: our texts are C strings, and a cell cannot hold one" },
	{ "y_object_duplicated_key.json",
	  "a key twice is refused: which value would count depends on the reader" },
	{ "y_object_duplicated_key_and_value.json",
	  "a key twice is refused, even with the same value: no case of ours writes that" },
};

static const char *
exception(const char *file)
{
	for (size_t i = 0; i < PX_COUNT(exceptions); i++) {
		if (strcmp(exceptions[i].file, file) == 0)
			return exceptions[i].reason;
	}
	return NULL;
}

static bool
taken(const char *file, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	char *path = px_asprintf("%s/%s", suite, file);
	bool result = px_json_parse_file(&arena, path, err) != NULL;

	free(path);
	px_arena_release(&arena);
	return result;
}

static void
test_suite(void)
{
	DIR *folder = opendir(suite);
	struct dirent *entry;
	int accepted = 0, refused = 0, differing = 0;

	tap_ok(folder != NULL, "the suite is there");
	while (folder && (entry = readdir(folder))) {
		struct px_err err = PX_ERR_INIT;
		bool expected = entry->d_name[0] == 'y', got;
		const char *reason = exception(entry->d_name);

		if (entry->d_name[0] != 'y' && entry->d_name[0] != 'n')
			continue;
		got = taken(entry->d_name, &err);
		differing += reason != NULL;
		accepted += got;
		refused += !got;
		tap_ok(got == (reason ? !expected : expected), "%s%s%s", entry->d_name,
		       reason ? ": " : "", reason ? reason : "");
		if (!got && err.code != PX_FAILED)
			tap_ok(false, "%s: refused without a message", entry->d_name);
	}
	if (folder)
		closedir(folder);
	tap_is_number(accepted, 91, "files accepted");
	tap_is_number(refused, 192, "files refused");
	tap_is_number(differing, PX_COUNT(exceptions), "exceptions met");
}

static const struct {
	const char *json, *message;
} refusals[] = {
	{ "{\"a\":1,\n \"a\":2}", "f.json:2:4: the same key twice in one object, near '\"a\"'" },
	{ "{\"a\":1,\n \"b\":tru}", "f.json:2:8: not valid JSON, near 'tru'" },
	{ "[1,2", "f.json:1:4: the text ends inside a value: it was cut, or a bracket is not "
		  "closed" },
	{ "{} x", "f.json:1:4: there is more text after the value, near 'x'" },
	{ "[\"\\u0000\"]", "f.json:1:9: a NUL character in a string, near '\"\\u0000\"'" },
	{ "99999999999999999999", "f.json:1:20: a number that is too big, near "
				  "'99999999999999999999'" },
	{ "[\"caf\xE9\"]", "f.json:1:5: bytes that are not UTF-8, near '\"caf'" },
	{ "", "f.json:1:1: the text ends inside a value: it was cut, or a bracket is not closed" },
};

static void
test_refusals(void)
{
	struct px_arena arena = PX_ARENA_INIT;

	for (size_t i = 0; i < PX_COUNT(refusals); i++) {
		struct px_err err = PX_ERR_INIT;
		const char *json = refusals[i].json;

		if (px_json_parse(&arena, json, strlen(json), "f.json", &err))
			tap_ok(false, "taken: %s", json);
		else
			tap_is(err.message, refusals[i].message, "refused with its place");
		tap_is_number(err.code, PX_FAILED, "code");
	}
	px_arena_release(&arena);
}

static void
test_depth(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	char text[2 * PX_JSON_DEPTH_LIMIT + 2];
	struct px_err err = PX_ERR_INIT;
	size_t depth = PX_JSON_DEPTH_LIMIT;

	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	tap_ok(px_json_parse(&arena, text, 2 * depth, "deep", &err) != NULL, "512 levels");
	memset(text, '[', depth + 1);
	memset(text + depth + 1, ']', depth + 1);
	tap_ok(!px_json_parse(&arena, text, 2 * depth + 2, "deep", &err), "513 levels");
	tap_is(err.message, "deep:1:1: more than 512 levels deep", "and why");
	px_arena_release(&arena);
}

static const char document[] = "\xEF\xBB\xBF{\n"
			       "  \"points\": 3550.00,\n"
			       "  \"big\": 9223372036854775807, \"zero\": -0,\n"
			       "  \"list\": [ true,\n"
			       "    null, \"\xC3\xA9\\u00e9\\n\\\\\\\"]\" ],\n"
			       "  \"empty\": {}\n"
			       "}\n";

static void
test_tree(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_err err = PX_ERR_INIT;
	const struct px_json_node *top, *list;

	top = px_json_parse(&arena, document, sizeof(document) - 1, "d.json", &err);
	tap_ok(top && top->type == PX_JSON_OBJECT && top->count == 5, "an object of five");
	if (!top)
		return;
	tap_is(top->items[1].key, "big", "members are in the document's order");
	tap_is(px_json_member(top, "points")->string, "3550.00", "digits as written");
	tap_is_number(px_json_member(top, "points")->type, PX_JSON_REAL, "a real");
	tap_is_number(px_json_member(top, "points")->line, 2, "and its line");
	tap_is_number(px_json_member(top, "big")->integer, INT64_MAX, "the biggest integer");
	tap_is(px_json_member(top, "zero")->string, "-0", "minus zero");
	list = px_json_member(top, "list");
	tap_is_number((long long)list->count, 3, "an array of three");
	tap_ok(list->items[0].type == PX_JSON_BOOL && list->items[0].integer == 1, "true");
	tap_is_number(list->items[1].type, PX_JSON_NULL, "null");
	tap_is_number(list->items[1].line, 5, "its line");
	tap_is(list->items[2].string, "\xC3\xA9\xC3\xA9\n\\\"]", "a string with escapes");
	tap_is_number((long long)px_json_member(top, "empty")->count, 0, "an empty object");
	tap_is_number(px_json_member(top, "empty")->line, 6, "lines after escapes");
	tap_ok(!px_json_member(top, "absent") && !px_json_member(list, "points"), "no member");
	px_arena_release(&arena);
}

static void
test_part(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_json_fault fault;
	static const char big[] = "{\"n\":\n123456789012345678901234567890,\"e\":1E5}";
	static const char twice[] = "{\n\"n\":1,\"n\":2}", cut[] = "{\n\"n\":1";
	const struct px_json_node *node;

	node = px_json_parse_part(&arena, big, sizeof(big) - 1, 7, &fault);
	tap_ok(node != NULL, "a number of any length");
	if (node) {
		tap_is(node->items[0].string, "123456789012345678901234567890", "its digits");
		tap_is_number(node->items[0].line, 8, "lines go on from the one given");
		tap_is(node->items[1].string, "1E5", "an exponent stays as written");
	}
	node = px_json_parse_part(&arena, twice, sizeof(twice) - 1, 7, &fault);
	tap_ok(!node && !fault.syntax && fault.line == 8, "a key twice is no fault of syntax");
	node = px_json_parse_part(&arena, cut, sizeof(cut) - 1, 7, &fault);
	tap_ok(!node && fault.syntax && fault.line == 8, "a missing bracket is one");
	px_arena_release(&arena);
}

/* A span that no NUL ends, as in the middle of a bigger text. */
static void
test_span(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_err err = PX_ERR_INIT;
	char *digits = px_malloc(3);
	const struct px_json_node *node;

	memcpy(digits, "123", 3);
	node = px_json_parse(&arena, digits, 3, "span", &err);
	tap_ok(node && node->integer == 123 && strcmp(node->string, "123") == 0, "a bare span");
	free(digits);
	px_arena_release(&arena);
}

int
main(void)
{
	test_tree();
	test_part();
	test_span();
	test_refusals();
	test_depth();
	test_suite();
	return tap_done();
}
