/* Form files: what loads can be answered and scored, whatever the answers. */
#include "care/form.h"
#include "fuzz.h"

/* One answer that is surely taken, where there is one. */
static const char *
some_answer(const struct px_form_question *question, unsigned turn)
{
	switch (question->kind) {
	case PX_FORM_SINGLE:
	case PX_FORM_MULTIPLE:
		return question->options[turn % question->option_count].value;
	case PX_FORM_DATE:
		return "2020-02-29";
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
	case PX_FORM_TEXT:
		break;
	}
	return turn ? "1" : "0";
}

static void
fuzz_form(struct px_arena *arena, const struct px_form *form)
{
	struct px_form_outcome outcomes[PX_FORM_SCORES_LIMIT];
	struct px_form_answers answers = px_form_answers_new(arena, form);
	size_t places[PX_FORM_QUESTIONS_LIMIT];

	for (unsigned turn = 0; turn < 3; turn++) {
		struct px_buf text = PX_BUF_INIT;

		for (size_t i = turn; i < form->question_count; i++) {
			const char *answer = some_answer(&form->questions[i], turn);

			px_form_answer_put(&answers, i, answer, strlen(answer), NULL);
		}
		px_form_compute(&answers,
				(int)turn - 1 < (int)form->variant_count ? (int)turn - 1 : -1,
				outcomes);
		for (size_t i = 0; i < form->score_count; i++) {
			FUZZ_CLAIM(!outcomes[i].known || outcomes[i].parts > 0);
			px_form_value(form, &outcomes[i], &text);
		}
		FUZZ_CLAIM(px_form_unanswered(&answers, places) <= form->question_count);
		px_form_answers_write(&answers, &text);
		for (size_t i = 0; i < form->question_count; i++)
			px_form_answer_human(&answers, i, "en", &text);
		px_buf_release(&text);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_form_faults faults = { .arena = &arena };
	const struct px_form *form = px_form_lint((const char *)data, size, &faults);

	FUZZ_CLAIM((form == NULL) == (faults.errors > 0));
	if (form)
		fuzz_form(&arena, form);
	px_arena_release(&arena);
	return 0;
}
