/*
 * A record as canonical JSON: the journal's, and export's.
 */
#include <string.h>

#include "base/json_out.h"
#include "store/record.h"
#include "store/schema.h"

static void
put_one(struct px_json *json, const struct px_field *field, const struct px_value *value)
{
	if (field->target ||
	    (field->kind->storage == PX_TEXT && strcmp(field->kind->json_type, "string") == 0))
		px_json_string(json, value->text);
	else if (strcmp(field->kind->json_type, "boolean") == 0)
		px_json_bool(json, value->number != 0);
	else if (field->kind->storage == PX_NUMBER)
		px_json_number(json, value->number);
	else /* a decimal: a number, written as text so that it stays exact */
		px_json_raw(json, value->text);
}

static void
put_value(struct px_json *json, const struct px_field *field, const struct px_value *value)
{
	if (field->flags & PX_LIST) {
		px_json_open(json, '[');
		for (size_t i = 0; value->state == PX_SET && i < value->count; i++)
			put_one(json, field, &value->items[i]);
		px_json_close(json, ']');
	} else if (value->state == PX_SET) {
		put_one(json, field, value);
	} else {
		px_json_null(json);
	}
}

void
px_record_json(const struct px_record *record, bool derived, struct px_buf *out)
{
	struct px_json json = PX_JSON_INIT(out);

	px_json_open(&json, '{');
	for (size_t i = 0; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];

		if (!derived && (field->flags & PX_DERIVED))
			continue;
		px_json_key(&json, field->name);
		put_value(&json, field, &record->values[i]);
	}
	px_json_close(&json, '}');
}
