/* Scores. */
#include <string.h>

#include "care/form.h"

/* The first range that holds, those of the variant before the usual ones. */
static bool
range_points(const struct px_form_answers *answers, const struct px_form_question *question,
	     int64_t value, int variant, int64_t *out)
{
	for (size_t i = 0; i < question->range_count; i++) {
		const struct px_form_range *range = &question->ranges[i];

		if (range->variant == variant && value >= range->from && value <= range->to &&
		    (!range->when || px_form_holds(range->when, answers))) {
			*out = range->points;
			return true;
		}
	}
	return variant >= 0 && range_points(answers, question, value, -1, out);
}

static int64_t
chosen_points(const struct px_form_question *question, uint64_t chosen)
{
	int64_t points = 0;

	for (size_t i = 0; i < question->option_count; i++)
		if (chosen >> i & 1)
			points += question->options[i].points;
	return points;
}

/* What an answer brings; false: nobody can say (no range holds, for want of another answer). */
static bool
find_points(const struct px_form_answers *answers, size_t place, int variant, int64_t *out)
{
	const struct px_form_question *question = &answers->form->questions[place];
	const struct px_form_answer *answer = &answers->items[place];

	if (question->kind == PX_FORM_SINGLE)
		*out = question->options[answer->number].points;
	else if (question->kind == PX_FORM_MULTIPLE)
		*out = chosen_points(question, answer->chosen);
	else if (question->range_count > 0)
		return range_points(answers, question, answer->number, variant, out);
	else {
		*out = answer->number;
		for (int i = question->decimals; i < answers->form->decimals; i++)
			*out *= 10;
	}
	return true;
}

/* What the items of a score come to. */
struct tally {
	int64_t sum, weights;
	size_t shown, answered;
};

static struct tally
add_items(const struct px_form_answers *answers, const struct px_form_score *score, int variant)
{
	struct tally tally = { 0, 0, 0, 0 };

	for (size_t i = 0; i < score->item_count; i++) {
		const struct px_form_item *item = &score->items[i];
		const struct px_form_question *question = &answers->form->questions[item->question];
		int64_t points;

		if (answers->form->conditional && !px_form_shown(answers, item->question))
			continue;
		tally.shown++;
		if (!answers->items[item->question].given ||
		    !find_points(answers, item->question, variant, &points))
			continue;
		if (item->reverse)
			points = question->points_least + question->points_most - points;
		tally.answered++;
		tally.sum += points * item->weight;
		tally.weights += item->weight;
	}
	return tally;
}

static bool
is_known(const struct px_form_score *score, const struct tally *tally)
{
	size_t missing = tally->shown - tally->answered;

	if (tally->answered == 0)
		return tally->shown == 0 && !score->mean;
	if (score->missing == PX_FORM_REFUSE)
		return missing == 0;
	return missing <= score->missing_most ||
	       (score->missing == PX_FORM_IGNORE && score->missing_most == 0);
}

static void
settle(const struct px_form_score *score, const struct tally *tally, struct px_form_outcome *out)
{
	out->units = score->start + tally->sum;
	out->parts = 1;
	if (score->mean) {
		out->units = tally->sum;
		out->parts = tally->weights;
	} else if (score->missing == PX_FORM_PRORATE && tally->answered < tally->shown) {
		out->parts = (int64_t)tally->answered;
		out->units = score->start * out->parts + tally->sum * (int64_t)tally->shown;
	}
	if (out->parts > 1 && out->units % out->parts == 0) {
		out->units /= out->parts;
		out->parts = 1;
	}
}

/* Between the whole units of two bands (a fraction), the lower one; past either end, that one. */
static const struct px_form_band *
find_band(const struct px_form_cut *cut, const struct px_form_outcome *outcome)
{
	const struct px_form_band *band = cut->bands;

	for (size_t i = 1; i < cut->count; i++)
		if (cut->bands[i].from * outcome->parts <= outcome->units)
			band = &cut->bands[i];
	return band;
}

static const struct px_form_cut *
find_cut(const struct px_form_answers *answers, const struct px_form_score *score, int variant)
{
	for (size_t i = 0; i < score->cut_count; i++) {
		const struct px_form_cut *cut = &score->cuts[i];

		if (cut->variant == variant && (!cut->when || px_form_holds(cut->when, answers)))
			return cut;
	}
	return variant >= 0 ? find_cut(answers, score, -1) : NULL;
}

void
px_form_compute(const struct px_form_answers *answers, int variant, struct px_form_outcome *out)
{
	for (size_t i = 0; i < answers->form->score_count; i++) {
		const struct px_form_score *score = &answers->form->scores[i];
		struct tally tally = add_items(answers, score, variant);
		const struct px_form_cut *cut;

		out[i] = (struct px_form_outcome){ .parts = 1,
						   .missing = tally.shown - tally.answered };
		if (!is_known(score, &tally))
			continue;
		out[i].known = true;
		settle(score, &tally, &out[i]);
		cut = find_cut(answers, score, variant);
		out[i].band = cut ? find_band(cut, &out[i]) : NULL;
	}
}

static int64_t
unit_of(const struct px_form *form)
{
	int64_t unit = 1;

	for (int i = 0; i < form->decimals; i++)
		unit *= 10;
	return unit;
}

struct px_ratio
px_form_ratio(const struct px_form *form, const struct px_form_outcome *outcome)
{
	return px_ratio_div(px_ratio_make(outcome->units, outcome->parts),
			    px_ratio_whole(unit_of(form)));
}

void
px_form_value(const struct px_form *form, const struct px_form_outcome *outcome, struct px_buf *out)
{
	if (outcome->parts > 1) {
		px_ratio_short(px_form_ratio(form, outcome), form->decimals + 2, out);
		return;
	}
	if (form->decimals == 0)
		px_buf_number(out, outcome->units);
	else
		px_ratio_fixed(px_form_ratio(form, outcome), form->decimals, out);
}
