/* Filters, an operand a line: whatever is taken for one can be asked of a record, and != is the
 * complement of =. */
#include "base/text.h"
#include "fuzz.h"
#include "model/filter.h"
#include "model/types.h"

static const struct px_type *const types[] = { &px_type_task, &px_type_practitioner,
					       &px_type_meeting };

static const char *const texts[] = { "title=Écrire l'Œuvre",
				     "status=started",
				     "due=2025-03-14",
				     "minutes=90",
				     "family=Dupont",
				     "email=a@b.fr",
				     "start=2025-03-14T17:30:00Z" };

static struct px_record
record_of(const struct px_type *type, struct px_arena *arena)
{
	struct px_record record = px_record_new(arena, type);
	struct px_faults faults = { .arena = arena };

	for (size_t i = 0; i < PX_COUNT(texts); i++) {
		const char *equals = strchr(texts[i], '=');
		const struct px_field *field = px_field_find(
			type, px_arena_strndup(arena, texts[i], (size_t)(equals - texts[i])));
		struct px_parse parse = { fuzz_world(), field, PX_FROM_TEAM, arena, &faults };

		if (field)
			px_value_parse(&parse, equals + 1,
				       &record.values[px_field_index(type, field)]);
	}
	px_record_derive(&record, fuzz_world(), arena);
	return record;
}

/* 1, 0, or -1 when it is refused or gives up. */
static int
ask(const char *operand, const struct px_record *record, struct px_arena *arena)
{
	struct px_filters filters = { 0 };
	struct px_err err = PX_ERR_INIT;
	int answer = -1;

	if (px_filters_add(&filters, record->type, operand, fuzz_world(), arena, &err) == 0)
		answer = px_filter_match(&filters.items[0], record, &err);
	FUZZ_CLAIM((answer < 0) == (err.code != PX_OK));
	px_filters_release(&filters);
	return answer;
}

static void
operand_holds(const char *operand, const struct px_record *record, struct px_arena *arena)
{
	int answer = ask(operand, record, arena);
	size_t name = strcspn(operand, "!<>=~");

	if (px_filter_is(operand) && operand[name] == '=') {
		const char *other =
			px_arena_printf(arena, "%.*s!%s", (int)name, operand, operand + name);
		int opposite = ask(other, record, arena);

		FUZZ_CLAIM(answer < 0 ? opposite < 0 : opposite == !answer);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	char *text = fuzz_text(data, size), *lines[8];
	size_t count = px_text_split(text, '\n', lines, PX_COUNT(lines));

	for (size_t t = 0; t < PX_COUNT(types); t++) {
		struct px_record record = record_of(types[t], &arena);

		for (size_t i = 0; i < count; i++)
			operand_holds(lines[i], &record, &arena);
	}
	free(text);
	px_arena_release(&arena);
	return 0;
}
