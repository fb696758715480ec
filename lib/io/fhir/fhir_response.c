/*
 * What a QuestionnaireResponse says, as cells: uid or identifier, form, version, authored, and of each
 * item that has answers "answer.LINKID", several of them as a list.
 */
#include <string.h>

#include "base/uid.h"
#include "io/fhir/fhir_part.h"

enum { DAY_LENGTH = 10, MOST_NESTED = 16 };

static const char urn[] = "urn:plexus:questionnaire:";

/* "urn:plexus:questionnaire:findrisc|1".  What another program calls its forms says nothing of ours. */
static void
take_form(const char *canonical, struct px_cells *cells)
{
	const char *name = canonical + sizeof(urn) - 1, *bar = strchr(canonical, '|');

	if (strncmp(canonical, urn, sizeof(urn) - 1) != 0) {
		px_cells_put(cells, "questionnaire", canonical);
		return;
	}
	px_cells_put(
		cells, "form",
		px_arena_strndup(cells->arena, name, bar ? (size_t)(bar - name) : strlen(name)));
	if (bar)
		px_cells_put(cells, "version", bar + 1);
}

/* The text of a value[x]: what a program means by it, not what people read. */
static const char *
value_of(const struct px_json_node *answer, struct px_arena *arena)
{
	static const char *const plain[] = { "valueString", "valueUri",     "valueInteger",
					     "valueDate",   "valueDecimal", "valueDateTime",
					     "valueBoolean" };
	const struct px_json_node *node = px_json_member(answer, "valueCoding");

	if (node)
		return px_fhir_text(node, "code") ? px_fhir_text(node, "code")
						  : px_fhir_text(node, "display");
	node = px_json_member(answer, "valueQuantity");
	if (node) {
		const struct px_json_node *number = px_json_member(node, "value");

		return number ? number->string : NULL;
	}
	for (size_t i = 0; i < PX_COUNT(plain); i++) {
		node = px_json_member(answer, plain[i]);
		if (!node)
			continue;
		if (node->type == PX_JSON_BOOL)
			return node->integer ? "yes" : "no";
		return strcmp(plain[i], "valueDateTime") == 0 && node->string
			       ? px_arena_strndup(arena, node->string, DAY_LENGTH)
			       : node->string;
	}
	return NULL;
}

static void take_items(const struct px_json_node *node, int depth, struct px_cells *cells);

static void
take_item(const struct px_json_node *item, int depth, struct px_cells *cells)
{
	const char *link = px_fhir_text(item, "linkId");
	const struct px_json_node *answer;
	const char *header = link ? px_arena_printf(cells->arena, "answer.%s", link) : NULL;
	const struct px_json_node *second = px_fhir_item(item, "answer", 1);

	for (size_t i = 0; header && (answer = px_fhir_item(item, "answer", i)); i++) {
		const char *value = value_of(answer, cells->arena);

		if (value && second)
			px_cells_put_item(cells, header, value);
		else if (value)
			px_cells_put(cells, header, value);
		take_items(answer, depth + 1, cells);
	}
	take_items(item, depth + 1, cells);
}

static void
take_items(const struct px_json_node *node, int depth, struct px_cells *cells)
{
	const struct px_json_node *item;

	if (depth > MOST_NESTED)
		return;
	for (size_t i = 0; (item = px_fhir_item(node, "item", i)); i++)
		take_item(item, depth, cells);
}

void
px_fhir_response_cells(const struct px_json_node *node, struct px_cells *cells)
{
	const char *id = px_fhir_text(node, "id"), *form = px_fhir_text(node, "questionnaire");
	const struct px_json_node *identifier = px_json_member(node, "identifier");
	const char *authored = px_fhir_text(node, "authored");

	if (identifier)
		px_cells_put(cells, "identifier", px_fhir_text(identifier, "value"));
	if (id && px_uid_valid(id))
		px_cells_put(cells, "uid", id);
	else if (id)
		px_cells_put(cells, "identifier", id);
	if (form)
		take_form(form, cells);
	px_cells_put(cells, "status", px_fhir_text(node, "status"));
	if (authored)
		px_cells_put(cells, "authored",
			     px_arena_strndup(cells->arena, authored, DAY_LENGTH));
	take_items(node, 0, cells);
}
