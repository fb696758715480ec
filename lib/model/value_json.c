#include "model/value_json.h"

#include <string.h>

static void
put_one(const struct px_field *field, const struct px_value *value, struct px_json *json)
{
	const char *type = field->kind->json_type;

	if (value->state != PX_SET)
		px_json_null(json);
	else if (field->kind->storage == PX_NUMBER && strcmp(type, "boolean") == 0)
		px_json_bool(json, value->number != 0);
	else if (field->kind->storage == PX_NUMBER)
		px_json_number(json, value->number);
	else if (strcmp(type, "number") == 0 || strcmp(type, "object") == 0)
		px_json_raw(json, value->text);
	else
		px_json_string(json, value->text);
}

void
px_value_json(const struct px_field *field, const struct px_value *value, struct px_json *json)
{
	if (!(field->flags & PX_LIST)) {
		put_one(field, value, json);
		return;
	}
	px_json_open(json, '[');
	for (size_t i = 0; value->state == PX_SET && i < value->count; i++)
		put_one(field, &value->items[i], json);
	px_json_close(json, ']');
}
