/* Answers to a shipped form: as they are stored, as people type them, as FHIR has them. */
#include "base/text.h"
#include "care/answers.h"
#include "fuzz.h"
#include "io/json_in.h"
#include "io/rows.h"

static const struct px_form *
shipped(void)
{
	static struct px_arena arena = PX_ARENA_INIT;
	static const struct px_form *form;

	if (!form)
		form = px_form_read(&arena, "share/forms/satisfaction.json", NULL);
	FUZZ_CLAIM(form);
	return form;
}

/* What was taken is written, read again and written: the same, by the quick way and by the slow one. */
static void
fuzz_stored(const struct px_form_answers *answers)
{
	struct px_form_answers again = px_form_answers_new(answers->arena, answers->form);
	struct px_faults faults = { .arena = answers->arena };
	struct px_buf text = PX_BUF_INIT, quick = PX_BUF_INIT, slow = PX_BUF_INIT;
	const struct px_json_node *node;

	px_form_answers_write(answers, &text);
	FUZZ_CLAIM(px_answers_read(answers->form, text.data, text.length, &again, NULL) == 0);
	px_form_answers_write(&again, &quick);
	FUZZ_CLAIM(strcmp(text.data, quick.data) == 0);
	px_form_answers_clear(&again);
	node = px_json_parse(answers->arena, text.data, text.length, "stored", NULL);
	FUZZ_CLAIM(node);
	px_form_answers_read(&again, node, &faults);
	FUZZ_CLAIM(faults.count == 0);
	px_form_answers_write(&again, &slow);
	FUZZ_CLAIM(strcmp(text.data, slow.data) == 0);
	px_buf_release(&text);
	px_buf_release(&quick);
	px_buf_release(&slow);
}

/* A line a question, in turn. */
static void
fuzz_typed(struct px_form_answers *answers, const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *lines[32];
	size_t count = px_text_split(text, '\n', lines, PX_COUNT(lines));

	px_form_answers_clear(answers);
	for (size_t i = 0; i < count; i++)
		if (px_utf8_valid(lines[i], strlen(lines[i])) == strlen(lines[i]))
			px_answers_type(answers, i % answers->form->question_count, lines[i], NULL);
	fuzz_stored(answers);
	free(text);
}

static void
fuzz_fhir(struct px_form_answers *answers, const uint8_t *data, size_t size)
{
	struct px_source_options options = { .subject = "questionnaire_response" };
	struct px_source *source = px_source_open(fuzz_file(0, data, size), &options, NULL);
	static const char prefix[] = "answer.";
	struct px_row row;

	while (source && px_source_next(source, &row, NULL) == 1) {
		px_form_answers_clear(answers);
		for (size_t i = 0; i < row.count && i < px_source_columns(source); i++) {
			const char *header = px_source_header(source, i);
			long place = strncmp(header, prefix, sizeof(prefix) - 1) != 0
					     ? -1
					     : px_form_question(
						       answers->form, header + sizeof(prefix) - 1,
						       strlen(header) - sizeof(prefix) + 1);

			if (place >= 0 && row.cells[i].text)
				px_form_answer_put(answers, (size_t)place, row.cells[i].text,
						   strlen(row.cells[i].text), NULL);
		}
		fuzz_stored(answers);
	}
	px_source_close(source);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_form_answers answers = px_form_answers_new(&arena, shipped());

	if (px_answers_read(answers.form, (const char *)data, size, &answers, NULL) == 0)
		fuzz_stored(&answers);
	fuzz_typed(&answers, data, size);
	fuzz_fhir(&answers, data, size);
	px_arena_release(&arena);
	return 0;
}
