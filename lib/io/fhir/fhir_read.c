/* A text to its resources, and what refers to what. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "io/fhir/fhir_part.h"

enum { MOST_NESTED = 12 };

const char *
px_fhir_text(const struct px_json_node *node, const char *key)
{
	const struct px_json_node *member = px_json_member(node, key);

	return member && member->type == PX_JSON_STRING && *member->string ? member->string : NULL;
}

static void gather(const struct px_json_node *node, const char *url, int depth,
		   struct px_fhir_document *out);

static void
gather_list(const struct px_json_node *list, int depth, struct px_fhir_document *out)
{
	for (size_t i = 0; list && list->type == PX_JSON_ARRAY && i < list->count; i++)
		gather(&list->items[i], NULL, depth + 1, out);
}

/* What a message stands in, from the inside out: its own name, and the envelope of the exchange of
 * health (EDXL-DE) that brings it. */
static const char *const wrappers[] = { "appointment", "message", "embeddedJsonContent",
					"jsonContent", "content", "edxl" };

static void
add(struct px_fhir_document *out, const struct px_json_node *node, const char *type,
    const char *url)
{
	PX_GROW(out->resources, out->count, out->capacity);
	out->resources[out->count++] = (struct px_fhir_resource){
		.node = node, .type = type, .id = px_fhir_text(node, "id"), .url = url
	};
}

/* An entry of a bundle by itself, a message, or what holds one. */
static void
gather_untyped(const struct px_json_node *node, int depth, struct px_fhir_document *out)
{
	const struct px_json_node *inner = px_json_member(node, "resource");

	if (px_fhir_text(node, "appointmentId")) {
		add(out, node, px_fhir_message, NULL);
		return;
	}
	if (inner)
		gather(inner, px_fhir_text(node, "fullUrl"), depth + 1, out);
	for (size_t i = 0; !inner && i < PX_COUNT(wrappers); i++)
		if ((inner = px_json_member(node, wrappers[i])))
			gather(inner, NULL, depth + 1, out);
}

/* A resource and those that it contains; the entries of a bundle; an entry by itself. */
static void
gather(const struct px_json_node *node, const char *url, int depth, struct px_fhir_document *out)
{
	const char *type = px_fhir_text(node, "resourceType");

	if (depth > MOST_NESTED)
		return;
	if (node->type == PX_JSON_ARRAY) {
		gather_list(node, depth, out);
	} else if (!type) {
		gather_untyped(node, depth, out);
	} else if (strcmp(type, "Bundle") == 0) {
		out->bundle = true;
		gather_list(px_json_member(node, "entry"), depth, out);
	} else {
		add(out, node, type, url);
		gather_list(px_json_member(node, "contained"), depth, out);
	}
}

/* One value a line, as bulk exports write them. */
static int
read_lines(struct px_arena *arena, const char *text, size_t length, struct px_fhir_document *out,
	   struct px_json_fault *fault)
{
	const char *end = text + length;
	long line = 1;

	for (; text < end; line++) {
		const char *feed = memchr(text, '\n', (size_t)(end - text));
		size_t size = (size_t)((feed ? feed : end) - text);
		size_t blanks = 0;

		while (blanks < size && strchr(" \t\r", text[blanks]))
			blanks++;
		if (blanks < size) {
			const struct px_json_node *node =
				px_json_parse_part(arena, text, size, line, fault);

			if (!node)
				return -1;
			gather(node, NULL, 0, out);
		}
		text += size + 1;
	}
	return 0;
}

/* Is the first line a value by itself, with more lines after it? */
static bool
is_lines(struct px_arena *arena, const char *text, size_t length)
{
	const char *feed = memchr(text, '\n', length);
	struct px_json_fault fault;

	return feed && feed > text && *text == '{' &&
	       px_json_parse_part(arena, text, (size_t)(feed - text), 1, &fault);
}

int
px_fhir_read(struct px_arena *arena, const char *text, size_t length, const char *name,
	     struct px_fhir_document *out, struct px_err *err)
{
	struct px_json_fault fault;
	const struct px_json_node *root = px_json_parse_part(arena, text, length, 1, &fault);
	int result = root ? 0 : -1;

	if (root)
		gather(root, NULL, 0, out);
	else if (is_lines(arena, text, length))
		result = read_lines(arena, text, length, out, &fault);
	if (result != 0)
		return px_err_set(err, PX_REJECTED, "%s:%ld:%ld: %s", name, fault.line,
				  fault.column, fault.message);
	if (out->count == 0 && !out->bundle)
		return px_err_set(err, PX_REJECTED, _("%s: this FHIR document holds no resource"),
				  name);
	return 0;
}
