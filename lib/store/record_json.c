/*
 * A record as canonical JSON: the journal's, and export's.
 */
#include "model/value_json.h"
#include "store/record.h"

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
		px_value_json(field, &record->values[i], &json);
	}
	px_json_close(&json, '}');
}
