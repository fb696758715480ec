/*
 * What was counted, as lines; what would say who answered what is masked (care/small_cells.h).
 *
 * Lines are linked by more than their totals, and each link is looked at here:
 *
 *	- a question that is asked only of some has as many unasked as the question before it says:
 *	  where that one has masked cells, the unasked of this one are masked;
 *	- a mean times its number is a sum: a score's mean is withheld where its bands are masked, or
 *	  the options of exactly one of its questions, which the sum would give;
 *	- the steps of a scale and their mean: the steps are left out as soon as one must be masked.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "care/answers/part.h"
#include "care/small_cells.h"

enum { MORE_DECIMALS = 2, STEPS_MOST = 11 };

const char *const px_result_words[PX_RESULT_COUNT + 1] = {
	[PX_RESULT_FORM] = NC_("results", "form"),
	[PX_RESULT_VERSION] = NC_("results", "version"),
	[PX_RESULT_MONTH] = NC_("results", "month"),
	[PX_RESULT_SCORE] = NC_("results", "score"),
	[PX_RESULT_BAND] = NC_("results", "band"),
	[PX_RESULT_QUESTION] = NC_("results", "question"),
	[PX_RESULT_OPTION] = NC_("results", "option"),
	[PX_RESULT_UNASKED] = NC_("results", "unasked"),
	[PX_RESULT_UNANSWERED] = NC_("results", "unanswered"),
};

struct telling {
	struct px_tally *tally;
	const struct px_results_asked *asked;
	struct px_results *out;
	size_t capacity;
	struct px_result *items;
	bool shown; /* the number of answers is */
};

static struct px_ratio
none(void)
{
	return px_ratio_make(0, 0);
}

static struct px_result *
add(struct telling *telling, enum px_result_of of, const char *name, const char *label)
{
	PX_GROW(telling->items, telling->out->count, telling->capacity);
	telling->items[telling->out->count] = (struct px_result){ .of = of,
								  .name = name,
								  .label = label,
								  .count = -1,
								  .whole = -1,
								  .mean = none(),
								  .median = none(),
								  .complete = none() };
	return &telling->items[telling->out->count++];
}

static void
put_count(struct px_result *line, const struct px_cell_count *cell)
{
	line->count = cell->masked ? -1 : cell->count;
	line->why = cell->masked ? PX_RESULT_SMALL : PX_RESULT_KNOWN;
}

static struct px_ratio
scaled(struct px_ratio value, int decimals)
{
	struct px_ratio unit = px_ratio_whole(1);

	for (int i = 0; i < decimals; i++)
		unit = px_ratio_mul(unit, px_ratio_whole(10));
	return px_ratio_div(value, unit);
}

/* Mean and median of so many numbers, unless they are too few. */
static void
put_middle(const struct telling *telling, struct px_result *line, struct px_histogram *values,
	   int decimals)
{
	int64_t count = px_histogram_total(values);

	line->decimals = decimals + MORE_DECIMALS;
	if (count == 0 || count < telling->asked->least) {
		line->why = count ? PX_RESULT_SMALL : PX_RESULT_NOBODY;
		return;
	}
	line->mean = scaled(px_histogram_mean(values), decimals);
	line->median = scaled(px_histogram_median(values), decimals);
}

static int
score_decimals(const struct telling *telling)
{
	return telling->tally->form->decimals + MORE_DECIMALS;
}

/*
 * The whole, and parts of it: months, versions.
 */
static void
tell_form(struct telling *telling)
{
	const struct px_tally_group *all = &telling->tally->all;
	struct px_cell_count cells[] = { { all->complete, false },
					 { all->count - all->complete, false } };
	struct px_result *line = add(telling, PX_RESULT_FORM, telling->tally->form->name,
				     px_form_in(telling->tally->form->title, telling->asked->lang));

	telling->shown = px_small_cells(cells, PX_COUNT(cells), telling->asked->least);
	put_count(line, &(struct px_cell_count){ all->count, !telling->shown });
	if (!cells[0].masked && all->count)
		line->complete =
			px_ratio_mul(px_ratio_make(all->complete, all->count), px_ratio_whole(100));
	if (!all->count)
		line->why = PX_RESULT_NOBODY;
}

static void
tell_groups(struct telling *telling, enum px_result_of of, struct px_tally_groups *groups)
{
	struct px_cell_count *cells = px_calloc(groups->count + 1, sizeof(*cells));

	for (size_t i = 0; i < groups->count; i++) {
		int64_t scored = px_histogram_total(&groups->items[i].scores);

		cells[i] = (struct px_cell_count){ groups->items[i].count,
						   scored && scored < telling->asked->least };
	}
	px_small_cells(cells, groups->count, telling->asked->least);
	for (size_t i = 0; i < groups->count; i++) {
		struct px_tally_group *group = &groups->items[i];
		struct px_result *line = add(telling, of, group->key, group->key);

		put_count(line, &cells[i]);
		line->whole = telling->shown ? telling->tally->all.count : -1;
		if (!cells[i].masked && telling->tally->score_count)
			put_middle(telling, line, &group->scores, score_decimals(telling));
		if (px_ratio_ok(line->mean))
			line->decimals = telling->tally->form->decimals + MORE_DECIMALS;
	}
	free(cells);
}

/*
 * Questions.
 */
struct cells {
	struct px_cell_count *options, *unanswered, *unasked, *all;
	struct px_cell_count given;
	size_t count;
};

static bool
asks_masked(const struct px_tally *tally, const struct px_form *form,
	    const struct px_form_condition *condition)
{
	const char *name = form->questions[condition->question].name;

	for (size_t i = 0; i < condition->part_count; i++)
		if (asks_masked(tally, form, &condition->parts[i]))
			return true;
	for (size_t i = 0; !condition->part_count && i < tally->question_count; i++)
		if (tally->questions[i].masked &&
		    strcmp(tally->questions[i].question->name, name) == 0)
			return true;
	return false;
}

/* Of a single choice its options are parts of the whole; of the others, who answered. */
static struct cells
make_cells(const struct telling *telling, const struct px_tally_question *question)
{
	bool single = question->question->kind == PX_FORM_SINGLE;
	size_t parts = single ? question->option_count : 1;
	struct cells cells = { .count = parts + 2 };

	cells.all = px_calloc(cells.count, sizeof(*cells.all));
	cells.options = cells.all;
	cells.unanswered = &cells.all[parts];
	cells.unasked = &cells.all[parts + 1];
	for (size_t i = 0; single && i < parts; i++)
		cells.options[i].count = question->counts[i];
	if (!single)
		cells.options[0].count = question->given;
	cells.unanswered->count = question->unanswered;
	cells.unasked->count = question->unasked;
	cells.unasked->masked =
		question->question->when &&
		asks_masked(telling->tally, question->form, question->question->when);
	px_small_cells(cells.all, cells.count, telling->asked->least);
	cells.given = (struct px_cell_count){ question->given,
					      cells.unanswered->masked || cells.unasked->masked ||
						      (!single && cells.options[0].masked) };
	return cells;
}

static bool
has_masked(const struct cells *cells)
{
	for (size_t i = 0; i < cells->count; i++)
		if (cells->all[i].masked)
			return true;
	return false;
}

/* Each option of several is a whole by itself: who chose it, who did not. */
static struct px_cell_count
several_cell(const struct telling *telling, const struct px_tally_question *question,
	     const struct cells *cells, size_t i)
{
	int64_t count = question->counts[i], others = question->given - count;
	int64_t least = telling->asked->least;

	return (struct px_cell_count){ count, cells->given.masked || (count && count < least) ||
						      (others && others < least) };
}

static void
tell_option(struct telling *telling, const struct px_tally_question *question, size_t i,
	    const struct px_cell_count *cell, const struct cells *cells)
{
	const struct px_form_option *option = question->options[i];
	struct px_result *line = add(telling, PX_RESULT_OPTION, question->question->name,
				     px_form_in(option->label, telling->asked->lang));

	line->option = option->value;
	put_count(line, cell);
	line->whole = cells->given.masked ? -1 : question->given;
}

static void
tell_options(struct telling *telling, struct px_tally_question *question, const struct cells *cells)
{
	for (size_t i = 0; i < question->option_count; i++) {
		struct px_cell_count cell = question->question->kind == PX_FORM_MULTIPLE
						    ? several_cell(telling, question, cells, i)
						    : cells->options[i];

		question->masked = question->masked || cell.masked;
		tell_option(telling, question, i, &cell, cells);
	}
}

/* All steps of a scale, or none. */
static void
tell_steps(struct telling *telling, const struct px_tally_question *question,
	   const struct cells *cells)
{
	const struct px_form_question *scale = question->question;
	struct px_cell_count steps[STEPS_MOST] = { { 0, false } };
	size_t count = (size_t)(scale->most - scale->least) + 1;

	if (scale->kind != PX_FORM_SCALE || count > STEPS_MOST || cells->given.masked)
		return;
	for (size_t i = 0; i < count; i++) {
		steps[i].count = px_histogram_count(&question->values, scale->least + (int64_t)i);
		if (steps[i].count && steps[i].count < telling->asked->least)
			return;
	}
	for (size_t i = 0; i < count; i++) {
		const char *step = px_arena_printf(telling->tally->arena, "%lld",
						   (long long)scale->least + (long long)i);
		struct px_result *line = add(telling, PX_RESULT_OPTION, scale->name, step);

		line->option = step;
		put_count(line, &steps[i]);
		line->whole = question->given;
	}
}

static void
tell_rest(struct telling *telling, const struct px_tally_question *question, enum px_result_of of,
	  const char *label, const struct px_cell_count *cell)
{
	struct px_result *line;

	if (!cell->count && !cell->masked)
		return;
	line = add(telling, of, question->question->name, label);
	put_count(line, cell);
	line->whole = telling->shown ? telling->tally->all.count : -1;
}

static void
tell_question_line(struct telling *telling, struct px_tally_question *question,
		   const struct cells *cells)
{
	const struct px_form_question *of = question->question;
	struct px_result *line = add(telling, PX_RESULT_QUESTION, of->name,
				     px_form_in(of->label, telling->asked->lang));
	int64_t asked = question->given + question->unanswered;
	bool number = of->kind == PX_FORM_NUMBER || of->kind == PX_FORM_SCALE;

	put_count(line, &cells->given);
	if (!cells->unasked->masked && telling->shown)
		line->whole = asked;
	if (!asked)
		line->why = PX_RESULT_NOBODY;
	if (line->count >= 0 && line->whole > 0)
		line->complete =
			px_ratio_mul(px_ratio_make(line->count, asked), px_ratio_whole(100));
	if (number && !cells->given.masked)
		put_middle(telling, line, &question->values, of->decimals);
}

static void
tell_question(struct telling *telling, struct px_tally_question *question)
{
	struct cells cells = make_cells(telling, question);

	question->masked = has_masked(&cells);
	if (telling->asked->months || telling->asked->bands) {
		free(cells.all);
		return;
	}
	tell_question_line(telling, question, &cells);
	if (!telling->asked->questions) {
		tell_options(telling, question, &cells);
		tell_steps(telling, question, &cells);
		tell_rest(telling, question, PX_RESULT_UNANSWERED, _("without an answer"),
			  cells.unanswered);
		tell_rest(telling, question, PX_RESULT_UNASKED, _("not asked"), cells.unasked);
	}
	free(cells.all);
}

/*
 * Scores.
 */
static size_t
masked_items(const struct px_tally *tally, const struct px_tally_score *score)
{
	size_t masked = 0;

	for (size_t i = 0; i < score->score->item_count; i++) {
		size_t place = score->score->items[i].question;
		const char *name = score->form->questions[place].name;

		for (size_t k = 0; k < tally->question_count; k++)
			masked += tally->questions[k].masked &&
				  strcmp(tally->questions[k].question->name, name) == 0;
	}
	return masked;
}

/* A band by its name, wherever the form has it. */
static const struct px_form_band *
band_of(const struct px_form_score *score, const char *name)
{
	for (size_t i = 0; i < score->cut_count; i++)
		for (size_t k = 0; k < score->cuts[i].count; k++)
			if (strcmp(score->cuts[i].bands[k].name, name) == 0)
				return &score->cuts[i].bands[k];
	return NULL;
}

/* In the order of the form, those that nobody is in too. */
static void
complete_bands(struct px_tally_score *score, struct px_arena *arena)
{
	struct px_tally_groups ordered = { NULL, 0, 0, 0 };

	for (size_t i = 0; i < score->score->cut_count; i++)
		for (size_t k = 0; k < score->score->cuts[i].count; k++) {
			const char *name = score->score->cuts[i].bands[k].name;

			px_tally_group(&ordered, name, strlen(name), arena);
		}
	for (size_t i = 0; i < score->bands.count; i++) {
		const char *name = score->bands.items[i].key;
		struct px_tally_group *into = px_tally_group(&ordered, name, strlen(name), arena);

		into->count = score->bands.items[i].count;
		into->scores = score->bands.items[i].scores;
	}
	free(score->bands.items);
	score->bands = ordered;
}

static void
tell_band(struct telling *telling, const struct px_tally_score *score, struct px_tally_group *group,
	  const struct px_cell_count *cell, int64_t whole)
{
	const struct px_form_band *band = band_of(score->score, group->key);
	struct px_result *line = add(telling, PX_RESULT_BAND, score->score->name,
				     band          ? px_form_in(band->label, telling->asked->lang)
				     : *group->key ? group->key
						   : _("in no band"));

	line->option = group->key;
	put_count(line, cell);
	line->whole = whole;
	if (telling->asked->bands && !cell->masked && cell->count)
		put_middle(telling, line, &group->scores, score_decimals(telling));
	line->decimals = telling->tally->form->decimals + MORE_DECIMALS;
}

static void
tell_score_line(struct telling *telling, struct px_tally_score *score, bool masked_bands,
		const struct px_cell_count *unknown)
{
	struct px_result *line = add(telling, PX_RESULT_SCORE, score->score->name,
				     px_form_in(score->score->label, telling->asked->lang));
	int64_t known = px_histogram_total(&score->values);

	put_count(line, &(struct px_cell_count){ known, unknown->masked });
	line->whole = telling->shown ? telling->tally->all.count : -1;
	if (masked_bands || masked_items(telling->tally, score) == 1)
		line->why = line->count < 0 ? PX_RESULT_SMALL : PX_RESULT_LINKED;
	else if (!unknown->masked)
		put_middle(telling, line, &score->values, score_decimals(telling));
	line->decimals = telling->tally->form->decimals + MORE_DECIMALS;
}

static void
tell_score(struct telling *telling, struct px_tally_score *score)
{
	struct px_cell_count *cells, *unknown;
	bool masked = false;
	size_t count;

	complete_bands(score, telling->tally->arena);
	count = score->bands.count;
	cells = px_calloc(count + 1, sizeof(*cells));
	for (size_t i = 0; i < count; i++)
		cells[i].count = score->bands.items[i].count;
	unknown = &cells[count];
	unknown->count = score->unknown;
	px_small_cells(cells, count + 1, telling->asked->least);
	for (size_t i = 0; i < count; i++)
		masked = masked || cells[i].masked;
	tell_score_line(telling, score, masked, unknown);
	for (size_t i = 0; i < count && score->score->cut_count; i++)
		tell_band(telling, score, &score->bands.items[i], &cells[i],
			  unknown->masked ? -1 : px_histogram_total(&score->values));
	free(cells);
}

static void
tell(struct telling *telling)
{
	struct px_tally *tally = telling->tally;
	const struct px_results_asked *asked = telling->asked;
	size_t questions;

	tell_form(telling);
	if (tally->versions.count > 1 && !asked->months && !asked->bands)
		tell_groups(telling, PX_RESULT_VERSION, &tally->versions);
	if (asked->months)
		tell_groups(telling, PX_RESULT_MONTH, &tally->months);
	/* Questions first: what is masked of them decides what is told of scores, which come first. */
	questions = telling->out->count;
	for (size_t i = 0; i < tally->question_count; i++)
		tell_question(telling, &tally->questions[i]);
	if (!asked->months && !asked->questions) {
		size_t told = telling->out->count - questions;
		struct px_result *kept = px_calloc(told + 1, sizeof(*kept));

		if (told)
			memcpy(kept, &telling->items[questions], told * sizeof(*kept));
		telling->out->count = questions;
		for (size_t i = 0; i < tally->score_count; i++)
			tell_score(telling, &tally->scores[i]);
		for (size_t i = 0; i < told; i++)
			*add(telling, kept[i].of, kept[i].name, kept[i].label) = kept[i];
		free(kept);
	}
}

int
px_results_count(const struct px_forms_at *at, const struct px_results_asked *asked,
		 struct px_results *out, struct px_err *err)
{
	struct px_tally tally;
	struct telling telling = { .tally = &tally, .asked = asked, .out = out };
	int result = px_tally_count(at, asked, &tally, err);

	*out = (struct px_results){ .form = tally.form };
	if (result == 0) {
		tell(&telling);
		out->items = px_arena_alloc(at->arena, (out->count + 1) * sizeof(*out->items));
		memcpy(out->items, telling.items, out->count * sizeof(*out->items));
	}
	free(telling.items);
	px_tally_release(&tally);
	return result;
}
