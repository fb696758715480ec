/* What answers bring and what scores mean, for who scores by hand. */
#include <string.h>

#include "base/i18n.h"
#include "care/form_render/words.h"

struct telling {
	const struct px_form *form;
	const char *lang;
	void (*take)(const struct px_form_points *line, void *data);
	void *data;
	struct px_buf question, answer, points;
};

static void
tell(struct telling *telling, int64_t points)
{
	struct px_form_points line;

	px_buf_clear(&telling->points);
	px_form_put_number(points, telling->form->decimals, telling->lang, &telling->points);
	line = (struct px_form_points){ telling->question.data, telling->answer.data,
					telling->points.data };
	telling->take(&line, telling->data);
	px_buf_clear(&telling->answer);
}

/* "from 45 to 54 years", "usual", "only if …" */
static void
tell_range(struct telling *telling, const struct px_form_question *question,
	   const struct px_form_range *range)
{
	const struct px_form *form = telling->form;
	bool open_to = question->has_most && range->to >= question->most;
	struct px_buf from = PX_BUF_INIT, to = PX_BUF_INIT;

	if (open_to)
		px_form_put_value(question, range->from, telling->lang, &from);
	else
		px_form_put_number(range->from, question->decimals, telling->lang, &from);
	px_form_put_value(question, range->to, telling->lang, &to);
	if (question->has_least && range->from <= question->least)
		px_buf_printf(&telling->answer, _("at most %s"), to.data);
	else if (open_to)
		px_buf_printf(&telling->answer, _("at least %s"), from.data);
	else
		px_buf_printf(&telling->answer, _("from %s to %s"), from.data, to.data);
	if (range->when) {
		px_buf_puts(&telling->answer, ", ");
		px_form_put_condition(form, range->when, telling->lang, &telling->answer);
	}
	if (range->variant >= 0)
		px_buf_printf(&telling->answer, " (%s)",
			      px_form_in(form->variants[range->variant].label, telling->lang));
	tell(telling, range->points);
	px_buf_release(&from);
	px_buf_release(&to);
}

static void
tell_question(struct telling *telling, size_t place)
{
	const struct px_form_question *question = &telling->form->questions[place];

	px_buf_clear(&telling->question);
	px_buf_printf(&telling->question, "%zu. %s", place + 1,
		      px_form_in(question->label, telling->lang));
	for (size_t i = 0; i < question->option_count; i++) {
		if (!question->options[i].scored)
			continue;
		px_buf_puts(&telling->answer,
			    px_form_in(question->options[i].label, telling->lang));
		tell(telling, question->options[i].points);
	}
	for (size_t i = 0; i < question->range_count; i++)
		tell_range(telling, question, &question->ranges[i]);
}

void
px_form_each_points(const struct px_form *form, const char *lang,
		    void (*take)(const struct px_form_points *line, void *data), void *data)
{
	struct telling telling = { form, lang, take, data, PX_BUF_INIT, PX_BUF_INIT, PX_BUF_INIT };

	for (size_t i = 0; i < form->question_count; i++)
		if (form->questions[i].scored)
			tell_question(&telling, i);
	px_buf_release(&telling.question);
	px_buf_release(&telling.answer);
	px_buf_release(&telling.points);
}

/*
 * Bands.
 */
static void
put_bounds(const struct px_form *form, const struct px_form_score *score,
	   const struct px_form_band *band, const char *lang, struct px_buf *out)
{
	bool open_from = band->open_from || band->from <= score->least;
	bool open_to = band->open_to || band->to >= score->most;
	struct px_buf from = PX_BUF_INIT, to = PX_BUF_INIT;

	px_form_put_number(band->from, form->decimals, lang, &from);
	px_form_put_number(band->to, form->decimals, lang, &to);
	if (open_from && open_to)
		px_buf_puts(out, _("any score"));
	else if (open_to)
		px_buf_printf(out, _("at least %s"), from.data);
	else if (open_from)
		px_buf_printf(out, _("at most %s"), to.data);
	else if (band->from == band->to)
		px_buf_puts(out, from.data);
	else
		px_buf_printf(out, _("from %s to %s"), from.data, to.data);
	px_buf_release(&from);
	px_buf_release(&to);
}

static void
put_whose(const struct px_form *form, const struct px_form_score *score,
	  const struct px_form_cut *cut, const char *lang, struct px_buf *out)
{
	px_buf_clear(out);
	px_buf_puts(out, px_form_in(score->label, lang));
	if (cut->variant >= 0)
		px_buf_printf(out, " (%s)", px_form_in(form->variants[cut->variant].label, lang));
	if (cut->when) {
		px_buf_puts(out, _(": "));
		px_form_put_condition(form, cut->when, lang, out);
	}
}

static void
each_band_of(const struct px_form *form, const struct px_form_score *score, const char *lang,
	     void (*take)(const struct px_form_band_line *line, void *data), void *data)
{
	struct px_buf of = PX_BUF_INIT, bounds = PX_BUF_INIT;

	for (size_t i = 0; i < score->cut_count; i++) {
		const struct px_form_cut *cut = &score->cuts[i];

		put_whose(form, score, cut, lang, &of);
		for (size_t k = 0; k < cut->count; k++) {
			struct px_form_band_line line = { .of = of.data };

			px_buf_clear(&bounds);
			put_bounds(form, score, &cut->bands[k], lang, &bounds);
			line.from_to = bounds.data;
			line.label = px_form_in(cut->bands[k].label, lang);
			line.advice = px_form_in(cut->bands[k].advice, lang);
			take(&line, data);
		}
	}
	px_buf_release(&of);
	px_buf_release(&bounds);
}

void
px_form_each_band(const struct px_form *form, const char *lang,
		  void (*take)(const struct px_form_band_line *line, void *data), void *data)
{
	for (size_t i = 0; i < form->score_count; i++)
		each_band_of(form, &form->scores[i], lang, take, data);
}

/*
 * How a score is made.
 */
static void
put_item(const struct px_form_item *item, size_t place, struct px_buf *out)
{
	px_buf_printf(out, "%s%zu", place ? ", " : "", item->question + 1);
	if (item->weight != 1)
		px_buf_printf(out, " × %lld", (long long)item->weight);
	if (item->reverse)
		px_buf_puts(out, _(" (reversed)"));
}

void
px_form_put_sum(const struct px_form *form, const struct px_form_score *score, const char *lang,
		struct px_buf *out)
{
	struct px_buf items = PX_BUF_INIT, start = PX_BUF_INIT;

	for (size_t i = 0; i < score->item_count; i++)
		put_item(&score->items[i], i, &items);
	px_form_put_number(score->start, form->decimals, lang, &start);
	if (score->mean)
		px_buf_printf(out, _("%s: mean of the points of questions %s"),
			      px_form_in(score->label, lang), items.data);
	else if (score->start)
		px_buf_printf(out, _("%s: %s, to which the points of questions %s are added"),
			      px_form_in(score->label, lang), start.data, items.data);
	else
		px_buf_printf(out, _("%s: sum of the points of questions %s"),
			      px_form_in(score->label, lang), items.data);
	px_buf_putc(out, '.');
	if (score->missing == PX_FORM_REFUSE)
		px_buf_printf(out, " %s", _("All of them must be answered."));
	else if (score->missing == PX_FORM_PRORATE)
		px_buf_printf(out,
			      _(" Up to %zu may be unanswered: the others count in proportion."),
			      score->missing_most);
	px_buf_release(&items);
	px_buf_release(&start);
}
