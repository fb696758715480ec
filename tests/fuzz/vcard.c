/* Cards of persons, organizations and sites; and a person who was read, written in each version, is
 * read back as the same. */
#include "io/vcard/vcard.h"
#include "model/types.h"
#include "rows.h"

/* What of a row are a practitioner's own fields, as text; *record holds them. */
static void
take(const struct px_source *source, const struct px_row *row, struct px_arena *arena,
     struct px_record *record, struct px_buf *text)
{
	const struct px_type *type = &px_type_practitioner;

	*record = px_record_new(arena, type);
	for (size_t i = 0; i < row->count; i++) {
		const struct px_field *field = px_field_find(type, px_source_header(source, i));
		struct px_faults faults = { .arena = arena };
		struct px_parse parse = { fuzz_world(), field, PX_FROM_TEAM, arena, &faults };

		if (field && row->cells[i].text && field->kind != &px_kind_reference)
			px_value_parse(&parse, row->cells[i].text,
				       &record->values[px_field_index(type, field)]);
	}
	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		if (record->values[i].state == PX_BAD)
			record->values[i] = (struct px_value){ .state = PX_UNSET };
		if (type->fields[i].flags & PX_DERIVED)
			continue;
		px_value_print(fuzz_world(), &type->fields[i], &record->values[i], PX_STYLE_MACHINE,
			       text);
		px_buf_putc(text, '\n');
	}
}

static void
write_again(const struct px_record *record, enum px_vcard_version version, const char *text,
	    struct px_arena *arena)
{
	struct px_buf card = PX_BUF_INIT, other = PX_BUF_INIT;
	struct px_source *source;
	struct px_record again;
	struct px_row row;

	px_vcard_write(record, fuzz_world(), version, NULL, &card);
	source = px_source_open(fuzz_file(1, card.data, card.length), NULL, NULL);
	FUZZ_CLAIM(source && px_source_next(source, &row, NULL) == 1 && !row.bad);
	take(source, &row, arena, &again, &other);
	if (strcmp(other.data, text) != 0)
		fprintf(stderr, "%s\n--- written:\n%s\n--- read:\n%s\n", text, card.data,
			other.data);
	FUZZ_CLAIM(strcmp(other.data, text) == 0);
	px_source_close(source);
	px_buf_release(&card);
	px_buf_release(&other);
}

static void
persons_again(const uint8_t *data, size_t size)
{
	struct px_source *source = px_source_open(fuzz_file(0, data, size), NULL, NULL);
	struct px_row row;

	if (source && strcmp(px_source_format(source), "vcard") == 0)
		for (int i = 0; i < 10 && px_source_next(source, &row, NULL) == 1; i++) {
			struct px_arena arena = PX_ARENA_INIT;
			struct px_buf text = PX_BUF_INIT;
			struct px_record record;

			take(source, &row, &arena, &record, &text);
			if (!row.bad && record.values[PX_PRACTITIONER_FAMILY].state == PX_SET)
				for (int v = 0; v < PX_VCARD_VERSION_COUNT; v++)
					write_again(&record, (enum px_vcard_version)v, text.data,
						    &arena);
			px_buf_release(&text);
			px_arena_release(&arena);
		}
	px_source_close(source);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const subjects[] = { "practitioner", "organization", "location" };

	for (size_t i = 0; i < PX_COUNT(subjects); i++) {
		struct px_source_options options = { .subject = subjects[i] };

		fuzz_rows(data, size, &options, i == 0);
	}
	persons_again(data, size);
	return 0;
}
