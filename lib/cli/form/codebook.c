/* What the columns of an export mean. */
#include <string.h>

#include "base/i18n.h"
#include "care/form_render/words.h"
#include "cli/form/export.h"
#include "cli/sink.h"

enum {
	BOOK_COLUMN,
	BOOK_QUESTION,
	BOOK_LABEL,
	BOOK_KIND,
	BOOK_REQUIRED,
	BOOK_WHEN,
	BOOK_VALUES,
	BOOK_UNIT,
	BOOK_LIMITS,
	BOOK_SCORING,
	BOOK_VERSION,
	BOOK_FIELDS,
};

static const struct px_field fields[] = {
	[BOOK_COLUMN] = { "column", &px_kind_text, PX_COLUMN, N_("the column of the table") },
	[BOOK_QUESTION] = { "question", &px_kind_integer, 0, N_("the question's number") },
	[BOOK_LABEL] = { "label", &px_kind_text, PX_COLUMN, N_("what is asked, or ticked") },
	[BOOK_KIND] = { "kind", &px_kind_text, PX_COLUMN,
			N_("single, multiple (0 or 1), number, date, text, scale, score, band") },
	[BOOK_REQUIRED] = { "required", &px_kind_boolean, 0, N_("it must be answered") },
	[BOOK_WHEN] = { "when", &px_kind_text, 0, N_("when it is asked, unless always") },
	[BOOK_VALUES] = { "values", &px_kind_text, PX_COLUMN,
			  N_("values and their labels: yes = Oui; no = Non") },
	[BOOK_UNIT] = { "unit", &px_kind_text, PX_COLUMN, N_("the unit of a number") },
	[BOOK_LIMITS] = { "limits", &px_kind_text, 0, N_("what a number or a day may be") },
	[BOOK_SCORING] = { "scoring", &px_kind_text, 0,
			   N_("what values bring, how a score is made") },
	[BOOK_VERSION] = { "version", &px_kind_text, 0, N_("version of the form") },
};

const struct px_type px_view_codebook = {
	.name = "codebook",
	.plural = "codebook",
	.label = N_("column"),
	.help = N_("what a column of an export means"),
	.flags = PX_VIEW,
	.fields = fields,
	.field_count = PX_COUNT(fields),
};

struct px_export_column *
px_export_columns(struct px_run *run, const struct px_form *form, size_t *count)
{
	size_t most = 0;
	struct px_export_column *columns;

	for (size_t i = 0; i < form->question_count; i++)
		most += form->questions[i].option_count + 1;
	columns = px_arena_alloc(&run->arena, (most + 1) * sizeof(*columns));
	*count = 0;
	for (size_t i = 0; i < form->question_count; i++) {
		const struct px_form_question *question = &form->questions[i];

		if (question->kind != PX_FORM_MULTIPLE) {
			columns[(*count)++] = (struct px_export_column){ question->name, i, -1 };
			continue;
		}
		for (size_t k = 0; k < question->option_count; k++)
			columns[(*count)++] = (struct px_export_column){
				px_arena_printf(&run->arena, "%s.%s", question->name,
						question->options[k].value),
				i, (int)k
			};
	}
	return columns;
}

/* The buffer's text as a value, and the buffer empty; unset when there is none. */
static struct px_value
taken(struct px_run *run, struct px_buf *text)
{
	struct px_value value =
		px_value_of_text(text->length ? px_arena_strdup(&run->arena, text->data) : NULL);

	px_buf_clear(text);
	return value;
}

static void
put_values(const struct px_form_question *question, const char *lang, struct px_buf *out)
{
	for (size_t i = 0; i < question->option_count; i++)
		px_buf_printf(out, "%s%s = %s", i ? "; " : "", question->options[i].value,
			      px_form_in(question->options[i].label, lang));
}

static void
put_scoring(const struct px_form *form, const struct px_form_question *question, const char *lang,
	    struct px_buf *out)
{
	for (size_t i = 0; i < question->option_count; i++) {
		if (!question->options[i].scored)
			continue;
		px_buf_printf(out, "%s%s = ", out->length ? "; " : "", question->options[i].value);
		px_form_put_number(question->options[i].points, form->decimals, "en", out);
	}
	for (size_t i = 0; i < question->range_count; i++) {
		const struct px_form_range *range = &question->ranges[i];

		px_buf_puts(out, out->length ? "; " : "");
		px_form_put_number(range->from, question->decimals, "en", out);
		px_buf_puts(out, "..");
		px_form_put_number(range->to, question->decimals, "en", out);
		px_buf_puts(out, " = ");
		px_form_put_number(range->points, form->decimals, "en", out);
		if (range->when) {
			px_buf_puts(out, ", ");
			px_form_put_condition(form, range->when, lang, out);
		}
		if (range->variant >= 0)
			px_buf_printf(out, " (%s)", form->variants[range->variant].name);
	}
}

static int
put_question(struct px_run *run, struct px_sink *sink, const struct px_form *form,
	     const struct px_export_column *column, struct px_err *err)
{
	const struct px_form_question *question = &form->questions[column->question];
	const char *lang = px_i18n_lang(), *label = px_form_in(question->label, lang);
	struct px_value values[BOOK_FIELDS] = { { .state = PX_UNSET } };
	struct px_record row = { &px_view_codebook, values };
	struct px_buf text = PX_BUF_INIT;

	if (column->option >= 0)
		label = px_arena_printf(&run->arena, "%s %s", label,
					px_form_in(question->options[column->option].label, lang));
	values[BOOK_COLUMN] = px_value_of_text(column->name);
	values[BOOK_QUESTION] = px_value_of_number((int64_t)column->question + 1);
	values[BOOK_LABEL] = px_value_of_text(label);
	values[BOOK_KIND] = px_value_of_text(px_form_kind_names[question->kind]);
	values[BOOK_REQUIRED] = px_value_of_number(question->required);
	values[BOOK_UNIT] = px_value_of_text(px_form_in(question->unit, lang));
	values[BOOK_VERSION] = px_value_of_text(form->version);
	if (question->when)
		px_form_put_condition(form, question->when, lang, &text);
	values[BOOK_WHEN] = taken(run, &text);
	if (column->option < 0)
		put_values(question, lang, &text);
	values[BOOK_VALUES] = taken(run, &text);
	if (question->kind != PX_FORM_MULTIPLE)
		px_form_put_hint(question, lang, &text);
	values[BOOK_LIMITS] = taken(run, &text);
	put_scoring(form, question, lang, &text);
	values[BOOK_SCORING] = taken(run, &text);
	px_buf_release(&text);
	return px_sink_put(sink, &row, err);
}

static int
put_score(struct px_run *run, struct px_sink *sink, const struct px_form *form, size_t i, bool band,
	  struct px_err *err)
{
	const struct px_form_score *score = &form->scores[i];
	struct px_value values[BOOK_FIELDS] = { { .state = PX_UNSET } };
	struct px_record row = { &px_view_codebook, values };
	const char *part = band ? "band" : "score", *lang = px_i18n_lang();
	struct px_buf text = PX_BUF_INIT;

	values[BOOK_COLUMN] = px_value_of_text(
		i ? px_arena_printf(&run->arena, "%s.%s", score->name, part) : part);
	values[BOOK_LABEL] = px_value_of_text(px_form_in(score->label, lang));
	values[BOOK_KIND] = px_value_of_text(part);
	values[BOOK_VERSION] = px_value_of_text(form->version);
	for (size_t c = 0; band && c < score->cut_count; c++)
		for (size_t k = 0; k < score->cuts[c].count; k++) {
			const struct px_form_band *one = &score->cuts[c].bands[k];

			px_buf_printf(&text, "%s%s = %s", text.length ? "; " : "", one->name,
				      px_form_in(one->label, lang));
		}
	values[BOOK_VALUES] = taken(run, &text);
	if (!band)
		px_form_put_sum(form, score, lang, &text);
	values[BOOK_SCORING] = taken(run, &text);
	px_buf_release(&text);
	return px_sink_put(sink, &row, err);
}

int
px_export_codebook(struct px_run *run, const struct px_form *form, struct px_err *err)
{
	struct px_sink *sink = px_sink_open(run, &px_view_codebook, PX_SINK_MANY, err);
	struct px_export_column *columns;
	size_t count;
	int result = sink ? 0 : -1;

	columns = px_export_columns(run, form, &count);
	for (size_t i = 0; result == 0 && i < count; i++)
		result = put_question(run, sink, form, &columns[i], err);
	for (size_t i = 0; result == 0 && i < 2 * form->score_count; i++)
		result = put_score(run, sink, form, i / 2, i % 2, err);
	if (result == 0)
		return px_sink_close(sink, err);
	px_sink_abandon(sink);
	return -1;
}
