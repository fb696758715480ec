/* Answers in, scores out; nothing is stored. */
#include "cli/form/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/progress.h"
#include "io/rows.h"

enum { NO_QUESTION = -1, CARRIED = -2, WARNINGS_LIMIT = 20 };

static const struct px_option opt_text = { "text", 0, NULL,
					   N_("print what people read, not JSON") };
static const struct px_option opt_brief = {
	"brief", 0, NULL, N_("print scores and bands alone, without what is the same for all")
};
static const struct px_option opt_id = {
	"id", 0, "COLUMN",
	N_("hand this column, or member, on to the result: what tells rows apart")
};
static const struct px_option *const score_options[] = { &px_opt_form_variant, &opt_id,
							 &opt_brief,           &opt_text,
							 &px_opt_csv,          NULL };

/* One run of the verb. */
struct scoring {
	struct px_run *run;
	const struct px_form *form;
	struct px_source *source;
	int variant;
	const char *id;        /* of --id */
	struct px_arena arena; /* a row's texts */
	struct px_form_answers answers;
	struct px_form_outcome *outcomes;
	long *places; /* of the source's columns: a question's place, or less than 0 */
	size_t width, capacity;
	size_t refused;
	struct px_score_out out;
};

/* By name, or by the question itself, as spreadsheets head their columns. */
static long
find_question(const struct px_form *form, const char *header)
{
	long place = px_form_question(form, header, strlen(header));

	for (size_t i = 0; place < 0 && i < form->question_count; i++) {
		const struct px_form_question *question = &form->questions[i];

		if (px_text_same(header, question->name) ||
		    px_text_same(header, question->label.fr) ||
		    (question->label.en && px_text_same(header, question->label.en)))
			place = (long)i;
	}
	return place;
}

/* What the columns that came since are. */
static void
map_columns(struct scoring *scoring)
{
	size_t width = px_source_columns(scoring->source);

	if (width > scoring->capacity) {
		scoring->capacity = 2 * width;
		scoring->places =
			px_realloc(scoring->places, scoring->capacity, sizeof(*scoring->places));
	}
	for (; scoring->width < width; scoring->width++) {
		const char *header = px_source_header(scoring->source, scoring->width);
		bool carried = scoring->id && strcmp(header, scoring->id) == 0;

		scoring->places[scoring->width] =
			carried ? CARRIED : find_question(scoring->form, header);
	}
}

static int
refuse_column(struct scoring *scoring, const char *header, struct px_err *err)
{
	struct px_faults faults = { .arena = &scoring->arena };

	px_form_answers_unknown(scoring->form, header, &faults);
	return px_err_set(err, PX_REJECTED, "%s", px_faults_text(&faults, PX_REPAIRED));
}

/* A row's cells as answers; id becomes what is handed on. */
static int
take_row(struct scoring *scoring, const struct px_row *row, const char **id, struct px_err *err)
{
	if (row->bad)
		return px_err_set(err, PX_REJECTED, "%s", row->bad);
	if (scoring->width < row->count)
		map_columns(scoring);
	px_form_answers_clear(&scoring->answers);
	for (size_t i = 0; i < row->count; i++) {
		const struct px_cell *cell = &row->cells[i];
		long place = scoring->places[i];

		if (!cell->text || (cell->null && place >= 0))
			continue;
		if (place == CARRIED)
			*id = cell->text;
		else if (place == NO_QUESTION)
			return refuse_column(scoring, px_source_header(scoring->source, i), err);
		else if (px_form_answer_put(&scoring->answers, (size_t)place, cell->text,
					    strlen(cell->text), err) != 0)
			return -1;
	}
	return 0;
}

/* Said, a few of them, and passed over: one bad row does not hold the others up. */
static void
refuse_row(struct scoring *scoring, const struct px_row *row, const struct px_err *why)
{
	if (scoring->refused++ < WARNINGS_LIMIT)
		px_warn(scoring->run, "%s:%ld: %s", px_source_name(scoring->source), row->line,
			why->message);
	scoring->run->status = px_codes[PX_REJECTED].exit_status;
}

static int
score_rows(struct scoring *scoring, struct px_err *err)
{
	struct px_row row;
	int got;

	while ((got = px_source_next(scoring->source, &row, err)) > 0) {
		struct px_err why = PX_ERR_INIT;
		const char *id = NULL;

		px_progress_of(scoring->run, scoring->source);
		if (px_run_check(scoring->run, err) != 0)
			return -1;
		px_arena_reset(&scoring->arena);
		if (take_row(scoring, &row, &id, &why) != 0) {
			refuse_row(scoring, &row, &why);
			continue;
		}
		px_form_compute(&scoring->answers, scoring->variant, scoring->outcomes);
		if (px_score_put(&scoring->out, id, &scoring->answers, scoring->outcomes, err) != 0)
			return -1;
	}
	return got;
}

static int
say_refused(const struct scoring *scoring)
{
	if (scoring->refused > WARNINGS_LIMIT)
		px_warn(scoring->run, _("%zu rows were refused in all"), scoring->refused);
	return 0;
}

/* One object of answers is one result, which --json prints as one. */
static bool
is_single(struct px_source *source)
{
	return strcmp(px_source_format(source), "jsonl") == 0;
}

static void
choose_style(struct scoring *scoring)
{
	struct px_run *run = scoring->run;

	scoring->out.style = px_option_given(run, &px_opt_csv)    ? PX_SCORE_CSV
			     : px_option_given(run, &px_opt_json) ? PX_SCORE_JSON
			     : px_option_given(run, &opt_text)    ? PX_SCORE_TEXT
								  : PX_SCORE_LINES;
	scoring->out.array = !is_single(scoring->source);
}

static int
score_source(struct scoring *scoring, struct px_err *err)
{
	struct px_run *run = scoring->run;
	const struct px_form *form = scoring->form;
	int result;

	scoring->answers = px_form_answers_new(&run->arena, form);
	scoring->answers.arena = &scoring->arena;
	scoring->outcomes =
		px_arena_alloc(&run->arena, (form->score_count + 1) * sizeof(*scoring->outcomes));
	scoring->out.run = run;
	scoring->out.form = form;
	scoring->out.lang = px_run_form_lang(run);
	scoring->out.variant = px_option_value(run, &px_opt_form_variant);
	scoring->out.carries = scoring->id != NULL;
	scoring->out.brief = px_option_given(run, &opt_brief);
	choose_style(scoring);
	if (scoring->out.style == PX_SCORE_TEXT)
		px_i18n_switch(scoring->out.lang);
	px_score_begin(&scoring->out);
	result = score_rows(scoring, err);
	if (result == 0)
		result = px_score_end(&scoring->out, err);
	px_progress_end(run);
	if (result == 0)
		result = say_refused(scoring);
	px_score_release(&scoring->out);
	px_arena_release(&scoring->arena);
	free(scoring->places);
	return result;
}

static int
form_score(struct px_run *run, struct px_err *err)
{
	const char *path = run->operand_count > 1 ? run->operands[1] : "-";
	struct scoring scoring = { .run = run,
				   .id = px_option_value(run, &opt_id),
				   .arena = PX_ARENA_INIT };
	int result;

	if (run->operand_count == 0 || run->operand_count > 2)
		return px_err_set(err, PX_USAGE,
				  _("a form, then a file of answers or nothing: `plexus-form help "
				    "score`"));
	scoring.form = px_run_form(run, run->operands[0], err);
	if (!scoring.form || px_run_variant(run, scoring.form, &scoring.variant, err) != 0)
		return -1;
	scoring.source = px_source_open(path, NULL, err);
	if (!scoring.source)
		return -1;
	result = score_source(&scoring, err);
	px_source_close(scoring.source);
	return result;
}

static const struct px_example examples[] = {
	{ "echo '{\"interest\":1,\"mood\":2}' | plexus-form score phq-2",
	  N_("one answer, as JSON") },
	{ "plexus-form score bpco bpco.csv --csv=excel-fr -o scores.csv",
	  N_("a column a question in, a column a score out") },
	{ NULL, NULL },
};

const struct px_verb px_verb_form_score = {
	.name = "score",
	.operands = "FORM [FILE]",
	.summary = N_("compute what answers come to; nothing is stored"),
	.details = N_("Answers are JSON objects, a member per question, or CSV, a column per "
		      "question; without a file they come from standard input.  A line of JSON "
		      "comes out for each, with the version and the source.  Figures are exact.  "
		      "Answers that are refused are said and left out, and the program exits "
		      "with 5.  Texts are French unless --lang en."),
	.flags = PX_VERB_MAYBE,
	.access = PX_ACCESS_READ,
	.options = score_options,
	.examples = examples,
	.operand = px_form_operand,
	.schema = "form-score.json",
	.run = form_score,
};
