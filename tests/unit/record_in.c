/* Records out of their canonical JSON: what is taken, and what is refused. */
#include <stdlib.h>
#include <string.h>

#include "io/record_in.h"
#include "model/types.h"
#include "store/record.h"
#include "tap.h"

static struct px_err why;

/* What the record is, written again; NULL and why. */
static const char *
read_again(const struct px_type *type, const char *text, struct px_arena *arena)
{
	struct px_record record = px_record_new(arena, type);
	struct px_buf out = PX_BUF_INIT;
	const struct px_json_node *node;
	const char *copy;

	why = (struct px_err)PX_ERR_INIT;
	node = px_json_parse(arena, text, strlen(text), "line", &why);
	if (!node || px_record_from_json(node, arena, &record, &why) != 0)
		return NULL;
	px_record_json(&record, false, &out);
	copy = px_arena_strdup(arena, out.data);
	px_buf_release(&out);
	return copy;
}

/* The text with every field that it lacks unset. */
static void
test_taken(const struct px_type *type, const char *part, const char *name)
{
	struct px_arena arena = PX_ARENA_INIT;
	const char *whole = read_again(type, part, &arena);
	const char *again = whole ? read_again(type, whole, &arena) : NULL;
	char *inside = px_strndup(part + 1, strlen(part) - 2);

	tap_ok(whole && strstr(whole, inside), "%s", name);
	tap_is(again, whole, "and read again it is the same");
	free(inside);
	px_arena_release(&arena);
}

static void
test_refused(const struct px_type *type, const char *text, const char *message)
{
	struct px_arena arena = PX_ARENA_INIT;

	tap_ok(!read_again(type, text, &arena), "%s", text);
	tap_is(why.message, message, "says why");
	tap_is_number(why.code, PX_REJECTED, "as a refusal");
	px_arena_release(&arena);
}

/* Every type: a record of nothing is written, and read as one. */
static void
test_empty(void)
{
	size_t held = 0;

	for (size_t i = 0; i < px_type_count; i++) {
		struct px_arena arena = PX_ARENA_INIT;
		const char *whole = read_again(px_types[i], "{}", &arena);
		const char *again = whole ? read_again(px_types[i], whole, &arena) : NULL;

		held += again && strcmp(whole, again) == 0;
		px_arena_release(&arena);
	}
	tap_is_number((long long)held, (long long)px_type_count,
		      "every type comes back from nothing");
}

int
main(void)
{
	test_empty();
	test_taken(&px_type_task, "{\"title\":\"L’ARS\\n\",\"status\":\"open\"}", "texts");
	test_taken(&px_type_task, "{\"assignees\":[\"martin\",\"dupont\"]}",
		   "lists, in their order");
	test_taken(&px_type_task, "{\"minutes\":30}", "numbers");
	test_taken(&px_type_practitioner, "{\"associate\":true}", "booleans");
	test_taken(&px_type_organization, "{\"lat\":47.50,\"lon\":-0.1}",
		   "decimals, digit by digit");
	test_taken(px_type_find("questionnaire_response"),
		   "{\"answers\":{\"a\":[1,2.50,{\"b\":null}],\"c\":\"é\"}}", "JSON, byte by byte");
	test_refused(&px_type_task, "{\"minutes\":\"30\"}",
		     "minutes: is of type string, which it cannot be");
	test_refused(&px_type_task, "{\"assignees\":\"martin\"}",
		     "assignees: is of type string, which it cannot be");
	test_refused(&px_type_task, "{\"title\":{}}",
		     "title: is of type object, which it cannot be");
	test_refused(&px_type_task, "{\"colour\":1}", "task: has no field colour");
	test_refused(&px_type_task, "[]", "task: is no object");
	test_refused(&px_type_practitioner, "{\"associate\":1}",
		     "associate: is of type integer, which it cannot be");
	return tap_done();
}
