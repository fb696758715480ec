/* What people call a record. */
#include <string.h>

#include "model/field.h"

static bool
is_keyed(const struct px_field *field)
{
	return field->kind == &px_kind_reference && !(field->flags & (PX_CASCADE | PX_LIST)) &&
	       px_type_find(field->target)->key;
}

static bool
has_title(const struct px_type *type)
{
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		if (type->fields[i].flags & PX_TITLE)
			return true;
	return false;
}

bool
px_record_titles(const struct px_type *type, const struct px_field *field)
{
	if (has_title(type))
		return field->flags & PX_TITLE;
	return is_keyed(field) || strcmp(field->name, "start") == 0;
}

void
px_record_title(const struct px_world *world, const struct px_record *record, struct px_buf *out)
{
	const struct px_type *type = record->type;
	size_t begin = out->length;

	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];
		bool when = field->kind == &px_kind_instant && out->length != begin;

		if (!px_record_titles(type, field) || record->values[i].state != PX_SET ||
		    (out->length != begin && !when))
			continue;
		px_buf_puts(out, when ? ", " : "");
		px_value_print(world, field, &record->values[i], PX_STYLE_HUMAN, out);
	}
}
