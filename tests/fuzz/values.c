/* Cells of every kind: what a cell was taken for, written for machines and read again, is the same
 * value. */
#include "fuzz.h"
#include "model/field.h"

static void
value_holds(const struct px_field *field, const char *text, enum px_origin origin)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults faults = { .arena = &arena };
	struct px_parse parse = { fuzz_world(), field, origin, &arena, &faults };
	struct px_value value = { 0 }, again = { 0 };
	struct px_buf out = PX_BUF_INIT;

	px_value_parse(&parse, text, &value);
	FUZZ_CLAIM((value.state == PX_BAD) == (px_faults_count(&faults, PX_REJECTING) > 0));
	if (value.state == PX_SET) {
		px_value_print(fuzz_world(), field, &value, PX_STYLE_MACHINE, &out);
		px_value_parse(&parse, out.data, &again);
		if (!px_value_equal(&value, &again))
			fprintf(stderr, "%s: '%s' then '%s': %s\n", field->name, text, out.data,
				px_faults_text(&faults, PX_REPAIRED));
		FUZZ_CLAIM(px_value_equal(&value, &again));
		px_buf_clear(&out);
		px_value_print(fuzz_world(), field, &value, PX_STYLE_HUMAN, &out);
	}
	px_buf_release(&out);
	px_arena_release(&arena);
}

/* The first field of each kind that is one value, and the first that is a list. */
static const struct px_field *
field_of(const struct px_kind *kind, unsigned list)
{
	for (size_t t = 0; t < px_type_count; t++)
		for (size_t i = 0; i < px_types[t]->field_count; i++) {
			const struct px_field *field = &px_types[t]->fields[i];

			if (field->kind == kind && (field->flags & PX_LIST) == list)
				return field;
		}
	return NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);

	for (size_t i = 0; px_kinds[i]; i++)
		for (unsigned list = 0; list <= PX_LIST; list += PX_LIST) {
			const struct px_field *field = field_of(px_kinds[i], list);

			for (int origin = 0; field && origin <= PX_FROM_FILTER; origin++)
				value_holds(field, text, (enum px_origin)origin);
		}
	free(text);
	return 0;
}
