#include "io/record_in.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json_out.h"

static int
mistaken(const struct px_field *field, const struct px_json_node *node, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED, _("%s: is of type %s, which it cannot be"), field->name,
			  px_json_type_name(node->type));
}

/* As our own writer had it: the digits of numbers are those that were read. */
static void
put_node(const struct px_json_node *node, struct px_json *json)
{
	bool object = node->type == PX_JSON_OBJECT;

	switch (node->type) {
	case PX_JSON_NULL:
		px_json_null(json);
		break;
	case PX_JSON_BOOL:
		px_json_bool(json, node->integer != 0);
		break;
	case PX_JSON_INTEGER:
	case PX_JSON_REAL:
		px_json_raw(json, node->string);
		break;
	case PX_JSON_STRING:
		px_json_string(json, node->string);
		break;
	case PX_JSON_ARRAY:
	case PX_JSON_OBJECT:
		px_json_open(json, object ? '{' : '[');
		for (size_t i = 0; i < node->count; i++) {
			if (object)
				px_json_key(json, node->items[i].key);
			put_node(&node->items[i], json);
		}
		px_json_close(json, object ? '}' : ']');
		break;
	}
}

static const char *
text_of(const struct px_json_node *node, struct px_arena *arena)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&text);
	const char *copy;

	put_node(node, &json);
	copy = px_arena_strdup(arena, text.data);
	px_buf_release(&text);
	return copy;
}

static bool
is_number(const struct px_json_node *node)
{
	return node->type == PX_JSON_INTEGER || node->type == PX_JSON_REAL;
}

/* A number of a field that holds texts is its digits. */
static int
take_text(const struct px_field *field, const struct px_json_node *node, struct px_arena *arena,
	  struct px_value *out, struct px_err *err)
{
	const char *type = field->kind->json_type;

	if (strcmp(type, "object") == 0)
		*out = px_value_of_text(text_of(node, arena));
	else if (strcmp(type, "number") == 0 ? is_number(node) : node->type == PX_JSON_STRING)
		*out = px_value_of_text(px_arena_strdup(arena, node->string));
	else
		return mistaken(field, node, err);
	return 0;
}

static int
take_one(const struct px_field *field, const struct px_json_node *node, struct px_arena *arena,
	 struct px_value *out, struct px_err *err)
{
	bool boolean = strcmp(field->kind->json_type, "boolean") == 0;

	if (node->type == PX_JSON_NULL) {
		*out = (struct px_value){ .state = PX_UNSET };
		return 0;
	}
	if (field->kind->storage == PX_TEXT || field->kind == &px_kind_reference)
		return take_text(field, node, arena, out, err);
	if (node->type != (boolean ? PX_JSON_BOOL : PX_JSON_INTEGER))
		return mistaken(field, node, err);
	*out = px_value_of_number(node->integer);
	return 0;
}

static int
take_list(const struct px_field *field, const struct px_json_node *node, struct px_arena *arena,
	  struct px_value *out, struct px_err *err)
{
	struct px_value *items;

	if (node->type != PX_JSON_ARRAY)
		return mistaken(field, node, err);
	items = px_arena_alloc(arena, (node->count + 1) * sizeof(*items));
	for (size_t i = 0; i < node->count; i++)
		if (take_one(field, &node->items[i], arena, &items[i], err) != 0)
			return -1;
	*out = (struct px_value){ .state = node->count ? PX_SET : PX_UNSET,
				  .items = items,
				  .count = node->count };
	return 0;
}

int
px_record_from_json(const struct px_json_node *object, struct px_arena *arena,
		    struct px_record *out, struct px_err *err)
{
	const struct px_type *type = out->type;

	if (object->type != PX_JSON_OBJECT)
		return px_err_set(err, PX_REJECTED, _("%s: is no object"), type->name);
	for (size_t i = 0; i < object->count; i++) {
		const struct px_json_node *node = &object->items[i];
		const struct px_field *field = px_field_find(type, node->key);
		struct px_value *value;

		if (!field)
			return px_err_set(err, PX_REJECTED, _("%s: has no field %s"), type->name,
					  node->key);
		if (field->flags & PX_DERIVED)
			continue;
		value = &out->values[px_field_index(type, field)];
		if ((field->flags & PX_LIST ? take_list : take_one)(field, node, arena, value,
								    err) != 0)
			return -1;
	}
	return 0;
}
