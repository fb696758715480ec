#include <string.h>

#include "base/i18n.h"
#include "model/field.h"

#include "base/date.h"

struct px_record
px_record_new(struct px_arena *arena, const struct px_type *type)
{
	return (struct px_record){ type, px_arena_alloc(arena, type->field_count *
								       sizeof(struct px_value)) };
}

struct px_record
px_record_copy(struct px_arena *arena, const struct px_record *record)
{
	struct px_record copy = px_record_new(arena, record->type);

	for (size_t i = 0; i < record->type->field_count; i++)
		copy.values[i] = px_value_copy(arena, &record->values[i]);
	return copy;
}

void
px_record_derive(struct px_record *record, const struct px_world *world, struct px_arena *arena)
{
	for (size_t i = 0; i < record->type->field_count; i++) {
		if (!record->type->fields[i].derive)
			continue;
		record->values[i] = (struct px_value){ .state = PX_UNSET };
		record->type->fields[i].derive(record, world, arena, &record->values[i]);
	}
}

void
px_record_defaults(struct px_record *record, const struct px_world *world, struct px_arena *arena)
{
	struct px_faults faults = { .arena = arena };

	for (size_t i = 0; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];
		struct px_parse parse = { world, field, PX_FROM_TYPED, arena, &faults };

		if (field->fallback && record->values[i].state == PX_UNSET)
			px_value_parse(&parse, field->fallback, &record->values[i]);
	}
}

void
px_record_settle(struct px_record *record, const struct px_world *world, struct px_arena *arena)
{
	if (record->type->settle)
		record->type->settle(record, world, arena);
}

/* The key that the store makes from another field (a handle from the family name). */
static bool
is_made_by_store(const struct px_type *type, const struct px_field *field)
{
	return type->slug_from && type->key && strcmp(type->key, field->name) == 0;
}

void
px_record_check(const struct px_record *record, struct px_faults *faults)
{
	for (size_t i = PX_F_OWN; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];

		if ((field->flags & PX_REQUIRED) && record->values[i].state == PX_UNSET &&
		    !is_made_by_store(record->type, field))
			px_faults_add(faults, PX_REJECTING, field->name, _("is required"));
	}
}

int64_t
px_record_instant(const struct px_record *record, size_t field, int64_t unset)
{
	const char *text = px_record_text(record, field);
	int64_t instant = unset;

	if (text)
		px_instant_parse(text, &instant);
	return instant;
}
