/* plexus-form results: what was answered, counted. */
#include <string.h>

#include "base/i18n.h"
#include "care/small_cells.h"
#include "cli/form/form.h"
#include "cli/place.h"
#include "cli/sink.h"

static const char *const groups[] = { N_("month"), N_("band"), N_("question"), NULL };
static const struct px_option opt_by = {
	"by", 0, "WORD", N_("only months, bands, or a line a question: month band question"), groups
};
static const struct px_option opt_since = { "since", 's', "DATE",
					    N_("answers of this day and after") };
static const struct px_option opt_until = { "until", 'u', "DATE",
					    N_("answers of this day and before") };
static const struct px_option opt_year = { "year", 'Y', "YEAR", N_("answers of this year") };
static const struct px_option opt_min_cell = {
	"min-cell", 0, "N",
	N_("mask counts of fewer people; share/rules/small-cells.json unless said")
};

enum {
	SHOWN_OF,
	SHOWN_NAME,
	SHOWN_OPTION,
	SHOWN_LABEL,
	SHOWN_COUNT,
	SHOWN_WHOLE,
	SHOWN_PERCENT,
	SHOWN_MEAN,
	SHOWN_MEDIAN,
	SHOWN_COMPLETE,
	SHOWN_REASON,
	SHOWN_FIELDS,
};

static const struct px_field fields[] = {
	[SHOWN_OF] = { "of", &px_kind_word, PX_COLUMN, N_("what the line is of"), NULL,
		       px_result_words, .context = "results" },
	[SHOWN_NAME] = { "name", &px_kind_text, 0,
			 N_("name of the question or score, the version, the month") },
	[SHOWN_OPTION] = { "option", &px_kind_text, 0,
			   N_("value of the choice, name of the band") },
	[SHOWN_LABEL] = { "label", &px_kind_text, PX_COLUMN, N_("the same in words") },
	[SHOWN_COUNT] = { "count", &px_kind_integer, PX_COLUMN, N_("answers") },
	[SHOWN_WHOLE] = { "whole", &px_kind_integer, 0, N_("answers of which they are a part") },
	[SHOWN_PERCENT] = { "percent", &px_kind_decimal, PX_COLUMN,
			    N_("the part that they are, in percent"), .heading = "%" },
	[SHOWN_MEAN] = { "mean", &px_kind_decimal, PX_COLUMN, N_("mean") },
	[SHOWN_MEDIAN] = { "median", &px_kind_decimal, PX_COLUMN, N_("median") },
	[SHOWN_COMPLETE] = { "complete_percent", &px_kind_decimal, 0,
			     N_("of those who were asked, how many answered, in percent; of the "
				"form, how many left no required question out") },
	[SHOWN_REASON] = { "reason", &px_kind_text, 0, N_("why a figure is missing") },
};

static const struct px_type view = {
	.name = "result",
	.plural = "results",
	.label = N_("result"),
	.help = N_("what was answered, counted"),
	.flags = PX_VIEW,
	.fields = fields,
	.field_count = PX_COUNT(fields),
};

static const char *
reason_of(const struct px_result *line)
{
	static const char *const reasons[] = {
		[PX_RESULT_KNOWN] = NULL,
		[PX_RESULT_NOBODY] = N_("nobody answered"),
		[PX_RESULT_SMALL] = N_("masked: too few people"),
		[PX_RESULT_LINKED] = N_("masked: it would give a masked figure away"),
	};

	return line->why == PX_RESULT_KNOWN ? NULL : _(reasons[line->why]);
}

static struct px_value
decimal(struct px_run *run, struct px_ratio ratio, int decimals)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_value value = { .state = PX_UNSET };

	if (px_ratio_ok(ratio)) {
		px_ratio_short(ratio, decimals, &text);
		value = px_value_of_text(px_arena_strdup(&run->arena, text.data));
		px_buf_release(&text);
	}
	return value;
}

static struct px_value
count_of(int64_t count)
{
	return (struct px_value){ .state = count < 0 ? PX_UNSET : PX_SET, .number = count };
}

static int
put_line(struct px_run *run, struct px_sink *sink, const struct px_result *line, struct px_err *err)
{
	bool part = line->count >= 0 && line->whole > 0;
	struct px_value values[SHOWN_FIELDS] = {
		[SHOWN_OF] = px_value_of_text(px_result_words[line->of]),
		[SHOWN_NAME] = px_value_of_text(line->name),
		[SHOWN_OPTION] = px_value_of_text(line->option),
		[SHOWN_LABEL] = px_value_of_text(line->label),
		[SHOWN_COUNT] = count_of(line->count),
		[SHOWN_WHOLE] = count_of(line->whole),
		[SHOWN_PERCENT] = decimal(run,
					  part ? px_ratio_make(100 * line->count, line->whole)
					       : px_ratio_make(0, 0),
					  1),
		[SHOWN_MEAN] = decimal(run, line->mean, line->decimals),
		[SHOWN_MEDIAN] = decimal(run, line->median, line->decimals),
		[SHOWN_COMPLETE] = decimal(run, line->complete, 1),
		[SHOWN_REASON] = px_value_of_text(reason_of(line)),
	};
	struct px_record row = { &view, values };

	return px_sink_put(sink, &row, err);
}

static int
put_lines(struct px_run *run, const struct px_results *results, struct px_err *err)
{
	struct px_sink *sink = px_sink_open(run, &view, PX_SINK_MANY, err);

	for (size_t i = 0; sink && i < results->count; i++)
		if (put_line(run, sink, &results->items[i], err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	return sink ? px_sink_close(sink, err) : -1;
}

/* Rows were asked for: a program reads them, or people who chose their columns. */
static bool
wants_rows(const struct px_run *run)
{
	static const struct px_option *const asks[] = { &px_opt_json, &px_opt_jsonl,  &px_opt_csv,
							&px_opt_ids,  &px_opt_fields, &px_opt_sort,
							&px_opt_limit };

	for (size_t i = 0; i < PX_COUNT(asks); i++)
		if (px_option_given(run, asks[i]))
			return true;
	return false;
}

static int
show(struct px_run *run, const struct px_results *results, const struct px_results_asked *asked,
     struct px_err *err)
{
	struct px_buf out = PX_BUF_INIT;

	if (wants_rows(run))
		return put_lines(run, results, err);
	if (px_option_given(run, &px_opt_html))
		px_results_page(run, results, asked, &out);
	else
		px_results_text(run, results, asked, &out);
	fwrite(out.data, 1, out.length, run->out);
	px_buf_release(&out);
	return 0;
}

/*
 * What is asked.
 */
static int
read_days(struct px_run *run, struct px_results_asked *asked, struct px_err *err)
{
	int64_t year;

	if (px_option_number(run, &opt_year, 1, 9999, 0, &year, err) != 0)
		return -1;
	if (year) {
		asked->since = px_arena_printf(&run->arena, "%04d-01-01", (int)year);
		asked->until = px_arena_printf(&run->arena, "%04d-12-31", (int)year);
	}
	return px_run_form_day(run, &opt_since, &asked->since, err) != 0 ||
			       px_run_form_day(run, &opt_until, &asked->until, err) != 0
		       ? -1
		       : 0;
}

static int
read_asked(struct px_run *run, struct px_results_asked *asked, struct px_err *err)
{
	const char *by = px_option_value(run, &opt_by), *mark;
	int64_t least;

	*asked = (struct px_results_asked){ .name = run->operands[0], .lang = px_i18n_lang() };
	mark = strrchr(asked->name, '@');
	if (mark) {
		asked->version = mark + 1;
		asked->name =
			px_arena_strndup(&run->arena, asked->name, (size_t)(mark - asked->name));
	}
	asked->months = by && strcmp(by, groups[0]) == 0;
	asked->bands = by && strcmp(by, groups[1]) == 0;
	asked->questions = by && strcmp(by, groups[2]) == 0;
	if (px_small_cells_read(px_place_share(&run->arena, "rules/small-cells.json"), &least,
				err) != 0 ||
	    px_option_number(run, &opt_min_cell, 1, 1000, least, &asked->least, err) != 0)
		return -1;
	return read_days(run, asked, err);
}

static int
run_results(struct px_run *run, struct px_err *err)
{
	struct px_forms_at at = px_run_forms(run);
	bool page = px_option_given(run, &px_opt_html);
	const char *was = px_i18n_lang();
	struct px_results_asked asked;
	struct px_results results;
	int result;

	at.organization = run->organization;
	if (read_asked(run, &asked, err) != 0)
		return -1;
	if (page) {
		px_i18n_switch(px_run_form_lang(run));
		asked.lang = px_i18n_lang();
	}
	result = px_results_count(&at, &asked, &results, err);
	if (result == 0)
		result = show(run, &results, &asked, err);
	px_i18n_switch(was);
	return result;
}

static const struct px_option *const options[] = { &opt_by,   &opt_since,    &opt_until,
						   &opt_year, &opt_min_cell, NULL };

static const struct px_example examples[] = {
	{ "plexus-form results satisfaction --year 2025", N_("each question, with its counts") },
	{ "plexus-form results findrisc --by month --csv=excel-fr -o findrisc.csv",
	  N_("how the scores go, month by month") },
	{ "plexus-form results satisfaction --html -o satisfaction.html",
	  N_("a page with charts, for the team and its users") },
	{ NULL, NULL },
};

const struct px_verb px_verb_form_results = {
	.name = "results",
	.operands = "FORM",
	.summary = N_("count what was answered: choices, numbers, scores, bands"),
	.details =
		N_("Every version of the form counts, unless one is said (findrisc@1); questions "
		   "and choices are those of the newest that was answered.  Counts of fewer people "
		   "than --min-cell are masked, and others with them, so that no total gives them "
		   "away; --min-cell 1 masks nothing, for who may see it all.  Means and medians "
		   "are exact.  A figure that is missing says why: it is never 0."),
	.flags = PX_VERB_FORMATS | PX_VERB_CHARTS,
	.access = PX_ACCESS_READ,
	.options = options,
	.output = &view,
	.examples = examples,
	.operand = px_form_operand,
	.run = run_results,
};
