/* Results for people. */
#include <string.h>

#include "base/i18n.h"
#include "cli/form/score.h"

static void
add_figure(const struct px_score_out *out, const struct px_form_outcome *outcome,
	   struct px_buf *text)
{
	size_t before = text->length;

	px_form_value(out->form, outcome, text);
	for (size_t i = before; strcmp(out->lang, "fr") == 0 && i < text->length; i++)
		if (text->data[i] == '.')
			text->data[i] = ',';
}

static void
add_score(const struct px_score_out *out, size_t i, const struct px_form_outcome *outcome,
	  struct px_buf *text)
{
	const struct px_form_score *score = &out->form->scores[i];
	const char *label = px_form_in(score->label, out->lang);
	const char *advice = outcome->band ? px_form_in(outcome->band->advice, out->lang) : NULL;

	px_buf_printf(text, "%s: ", label ? label : score->name);
	if (!outcome->known) {
		px_buf_printf(text,
			      px_trn("%zu answer is missing", "%zu answers are missing",
				     outcome->missing),
			      outcome->missing);
		px_buf_putc(text, '\n');
		return;
	}
	add_figure(out, outcome, text);
	if (outcome->band)
		px_buf_printf(text, " (%s)", px_form_in(outcome->band->label, out->lang));
	px_buf_putc(text, '\n');
	if (advice)
		px_buf_printf(text, "  %s\n", advice);
}

void
px_score_text(const struct px_score_out *out, const char *id, const struct px_form_answers *answers,
	      const struct px_form_outcome *outcomes, struct px_buf *text)
{
	const struct px_form *form = out->form;
	const char *source = px_form_in(form->source, out->lang);
	size_t count = px_form_unanswered(answers, out->missing);

	if (id)
		px_buf_printf(text, "%s: ", id);
	px_buf_printf(text, "%s (%s %s)\n", px_form_in(form->title, out->lang), form->name,
		      form->version);
	for (size_t i = 0; i < form->score_count; i++)
		add_score(out, i, &outcomes[i], text);
	for (size_t i = 0; i < count; i++)
		px_buf_printf(text, _("not answered: %s\n"),
			      px_form_in(form->questions[out->missing[i]].label, out->lang));
	if (source)
		px_buf_printf(text, _("source: %s\n"), source);
}
