/* Answers to a record: checked, scored, written. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json_out.h"
#include "care/answers.h"
#include "model/types_form.h"
#include "store/record.h"

void
px_answers_check(struct px_form_answers *answers, struct px_faults *faults)
{
	const struct px_form *form = answers->form;

	for (size_t i = 0; i < form->question_count; i++) {
		const struct px_form_question *question = &form->questions[i];
		bool shown = px_form_shown(answers, i), given = answers->items[i].given;

		if (!shown && given) {
			answers->items[i] = (struct px_form_answer){ .given = false };
			memset(answers->shown, 0, form->question_count);
			px_faults_add(faults, PX_REPAIRED, question->name,
				      _("left out: it is not asked of who answers so"));
		} else if (shown && !given && question->required) {
			px_faults_add(faults, PX_REJECTING, question->name,
				      _("an answer is required"));
		}
	}
}

static void
put_scores(const struct px_form *form, const struct px_form_outcome *outcomes, struct px_buf *out)
{
	struct px_json json = PX_JSON_INIT(out);
	struct px_buf value = PX_BUF_INIT;

	px_json_open(&json, '{');
	for (size_t i = 0; i < form->score_count; i++) {
		px_json_key(&json, form->scores[i].name);
		px_json_open(&json, '{');
		px_json_key(&json, "score");
		px_buf_clear(&value);
		if (outcomes[i].known)
			px_form_value(form, &outcomes[i], &value);
		px_json_raw(&json, value.length ? value.data : "null");
		px_json_key(&json, "band");
		px_json_string(&json, outcomes[i].band ? outcomes[i].band->name : NULL);
		px_json_close(&json, '}');
	}
	px_json_close(&json, '}');
	px_buf_release(&value);
}

static int
put_outcome(const struct px_forms_at *at, const struct px_answered *answered, int variant,
	    struct px_record *out)
{
	const struct px_form *form = answered->form;
	struct px_form_outcome *outcomes =
		px_arena_alloc(at->arena, (form->score_count + 1) * sizeof(*outcomes));
	struct px_buf text = PX_BUF_INIT;

	px_form_compute(answered->answers, variant, outcomes);
	if (form->score_count && outcomes[0].known) {
		px_form_value(form, &outcomes[0], &text);
		out->values[PX_RESPONSE_SCORE] =
			px_value_of_text(px_arena_strdup(at->arena, text.data));
	}
	if (form->score_count && outcomes[0].band)
		out->values[PX_RESPONSE_BAND] = px_value_of_text(outcomes[0].band->name);
	px_buf_clear(&text);
	put_scores(form, outcomes, &text);
	if (form->score_count)
		out->values[PX_RESPONSE_SCORES] =
			px_value_of_text(px_arena_strdup(at->arena, text.data));
	px_buf_clear(&text);
	px_form_answers_write(answered->answers, &text);
	out->values[PX_RESPONSE_ANSWERS] = px_value_of_text(px_arena_strdup(at->arena, text.data));
	px_buf_release(&text);
	return 0;
}

static int
check_who(const struct px_answered *answered, struct px_err *err)
{
	if (answered->form->anonymous && (answered->practitioner || answered->respondent))
		return px_err_set(err, PX_USAGE,
				  _("%s: the form is anonymous: nothing of who answers is kept"),
				  answered->form->name);
	return 0;
}

int
px_answers_record(const struct px_forms_at *at, const struct px_answered *answered,
		  struct px_record *out, struct px_err *err)
{
	const struct px_form *form = answered->form;
	long variant = answered->variant ? px_form_variant(form, answered->variant) : -1;

	if (check_who(answered, err) != 0)
		return -1;
	if (answered->variant && variant < 0)
		return px_err_set(err, PX_USAGE, _("%s: %s has no such variant"), answered->variant,
				  form->name);
	*out = px_record_new(at->arena, &px_type_questionnaire_response);
	out->values[PX_F_UID] = px_value_of_text(answered->uid);
	out->values[PX_F_ORGANIZATION] = px_value_of_number(at->organization);
	out->values[PX_RESPONSE_QUESTIONNAIRE] = px_value_of_number(answered->questionnaire);
	out->values[PX_RESPONSE_FORM] = px_value_of_text(form->name);
	out->values[PX_RESPONSE_VERSION] = px_value_of_text(form->version);
	out->values[PX_RESPONSE_AUTHORED] = px_value_of_day(at->arena, answered->authored);
	out->values[PX_RESPONSE_SOURCE] = px_value_of_text(answered->source);
	out->values[PX_RESPONSE_IDENTIFIER] = px_value_of_text(answered->identifier);
	out->values[PX_RESPONSE_VARIANT] = px_value_of_text(answered->variant);
	if (answered->practitioner)
		out->values[PX_RESPONSE_PRACTITIONER] = px_value_of_number(answered->practitioner);
	out->values[PX_RESPONSE_RESPONDENT] = px_value_of_text(answered->respondent);
	return put_outcome(at, answered, (int)variant, out);
}

void
px_answers_outcome(const struct px_form *form, const struct px_record *record, const char *lang,
		   struct px_buf *out)
{
	const char *score = px_record_text(record, PX_RESPONSE_SCORE);
	const char *name = px_record_text(record, PX_RESPONSE_BAND);

	if (!form->score_count)
		return;
	px_buf_printf(out, "%s%s%s", px_form_in(form->scores[0].label, lang), _(": "),
		      score ? score : _("unknown, answers are missing"));
	for (size_t i = 0; name && i < form->scores[0].cut_count; i++) {
		const struct px_form_cut *cut = &form->scores[0].cuts[i];

		for (size_t k = 0; k < cut->count; k++) {
			const struct px_form_band *band = &cut->bands[k];

			if (strcmp(band->name, name) != 0)
				continue;
			px_buf_printf(out, ". %s", px_form_in(band->label, lang));
			if (px_form_in(band->advice, lang))
				px_buf_printf(out, ". %s", px_form_in(band->advice, lang));
			return;
		}
	}
}
