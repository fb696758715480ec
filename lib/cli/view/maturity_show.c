/* The matrix for people: in a terminal, on a page. */
#include <string.h>

#include "base/date_words.h"
#include "base/i18n.h"
#include "base/zone.h"
#include "cli/output.h"
#include "cli/sink.h"
#include "cli/view/maturity.h"
#include "io/chart.h"
#include "io/html.h"
#include "io/table_out.h"
#include "model/types.h"

struct showing {
	struct px_run *run;
	const struct px_maturity *maturity;
	const struct px_maturity_tasks *tasks;
	struct px_buf *out;
	struct px_chart chart;
	const char *lang;
};

const char *
px_maturity_level(struct px_run *run, const struct px_maturity_dimension *dimension,
		  const char *lang)
{
	const struct px_form_question *question = dimension->question;
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	if (!dimension->answered)
		return _("nobody answered");
	if (dimension->level >= 0)
		px_buf_printf(&text, "%s%s%s", question->options[dimension->level].value, _(": "),
			      px_form_in(question->options[dimension->level].label, lang));
	for (size_t i = 0; dimension->level < 0 && i < question->option_count; i++)
		if (dimension->tied >> i & 1)
			px_buf_printf(&text, "%s%s", text.length ? _(" or ") : "",
				      question->options[i].value);
	if (dimension->level < 0)
		px_buf_puts(&text, _(": as many voices, to be talked over"));
	kept = px_arena_strdup(&run->arena, text.data);
	px_buf_release(&text);
	return kept;
}

const char *
px_maturity_lacks(struct px_run *run, const struct px_record *task)
{
	static const struct {
		size_t field;
		const char *text;
	} needs[] = { { PX_TASK_DUE, N_("no day") },
		      { PX_TASK_ASSIGNEES, N_("nobody in charge") },
		      { PX_TASK_NOTES, N_("no means") } };
	const char *lacks = NULL;

	for (size_t i = 0; i < PX_COUNT(needs); i++)
		if (task->values[needs[i].field].state != PX_SET)
			lacks = px_arena_printf(&run->arena, "%s%s%s", lacks ? lacks : "",
						lacks ? ", " : "", _(needs[i].text));
	return lacks;
}

/* The level of the year before, when it was another. */
static const char *
evolution(struct showing *showing, const struct px_maturity_dimension *dimension)
{
	int64_t change = dimension->points - dimension->points_before;

	if (dimension->before < 0)
		return "";
	if (dimension->level < 0 || change == 0)
		return px_arena_printf(&showing->run->arena, "%s", dimension->level < 0 ? "" : "=");
	return px_arena_printf(&showing->run->arena, _("%s (%s in %d)"), change > 0 ? "+" : "-",
			       dimension->question->options[dimension->before].value,
			       showing->maturity->year - 1);
}

static void
make_chart(struct showing *showing)
{
	const struct px_maturity *maturity = showing->maturity;
	struct px_chart_row *rows =
		px_arena_alloc(&showing->run->arena, (maturity->count + 1) * sizeof(*rows));

	for (size_t i = 0; i < maturity->count; i++) {
		const struct px_maturity_dimension *of = &maturity->dimensions[i];

		rows[i].label = px_form_in(of->question->label, showing->lang);
		rows[i].whole = px_ratio_whole(of->most);
		rows[i].values[0] = of->answered ? px_ratio_whole(of->points) : px_ratio_make(0, 0);
		rows[i].values[1] = of->answered_before ? px_ratio_whole(of->points_before)
							: px_ratio_make(0, 0);
		rows[i].texts[0] = px_maturity_level(showing->run, of, showing->lang);
		rows[i].texts[1] = of->before >= 0 ? of->question->options[of->before].value : "";
	}
	showing->chart = (struct px_chart){
		.kind = PX_CHART_RADAR,
		.name = "maturity",
		.title = px_arena_printf(&showing->run->arena, _("Levels in %d"), maturity->year),
		.label = _("Dimension"),
		.series = { px_arena_printf(&showing->run->arena, "%d", maturity->year),
			    px_arena_printf(&showing->run->arena, "%d", maturity->year - 1) },
		.series_count = maturity->members_before ? 2 : 1,
		.rows = rows,
		.count = maturity->count
	};
	px_chart_measure(&showing->chart);
}

static const char *
title_of(struct showing *showing)
{
	return px_arena_printf(&showing->run->arena, "%s, %d",
			       px_form_in(showing->maturity->form->title, showing->lang),
			       showing->maturity->year);
}

static const char *
members_of(struct showing *showing)
{
	size_t count = showing->maturity->member_count;
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	px_buf_printf(
		&text,
		px_trn("%zu member answered: ", "%zu members answered: ", (unsigned long)count),
		count);
	for (size_t i = 0; i < count; i++)
		px_buf_printf(&text, "%s%s", i ? ", " : "",
			      showing->maturity->members[i].name
				      ? showing->maturity->members[i].name
				      : _("(no name)"));
	kept = px_arena_strdup(&showing->run->arena, count ? text.data : _("nobody answered"));
	px_buf_release(&text);
	return kept;
}

/*
 * Text.
 */
static void
put_dimensions(struct showing *showing)
{
	const struct px_table_column columns[] = { { .header = _("dimension") },
						   { .header = "", .bars = &showing->chart },
						   { .header = _("level") },
						   { .header = _("evolution") } };
	struct px_table_options options = { px_output_width(showing->run),
					    px_output_colors(showing->run), false, true };
	struct px_table *table = px_table_open(showing->out, columns, PX_COUNT(columns), &options);

	for (size_t i = 0; i < showing->maturity->count; i++) {
		const struct px_maturity_dimension *of = &showing->maturity->dimensions[i];

		px_table_cell(table, showing->chart.rows[i].label, PX_PAINT_PLAIN);
		px_table_cell(table, NULL, PX_PAINT_PLAIN);
		px_table_cell(table, showing->chart.rows[i].texts[0],
			      of->level < 0 ? PX_PAINT_WARNING : PX_PAINT_PLAIN);
		px_table_cell(table, evolution(showing, of), PX_PAINT_PLAIN);
		px_table_row(table);
	}
	px_table_close(table);
}

static const char *
field_text(struct showing *showing, const struct px_record *task, size_t field)
{
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	if (task->values[field].state == PX_SET)
		px_sink_human(&showing->run->world, &px_type_task.fields[field],
			      &task->values[field], &text);
	kept = px_arena_strdup(&showing->run->arena, text.length ? text.data : "-");
	px_buf_release(&text);
	return kept;
}

static void
put_actions(struct showing *showing)
{
	bool any = false;

	for (size_t i = 0; i < showing->maturity->count; i++)
		for (size_t k = 0; k < showing->tasks[i].count; k++) {
			const struct px_record *task = &showing->tasks[i].items[k];
			const char *lacks = px_maturity_lacks(showing->run, task);

			if (!any)
				px_buf_printf(showing->out, "\n%s\n", _("Actions"));
			any = true;
			px_buf_printf(showing->out, "  %lld %s: %s, %s, %s%s%s\n",
				      (long long)task->values[PX_F_ID].number,
				      px_record_text(task, PX_TASK_TITLE),
				      field_text(showing, task, PX_TASK_STATUS),
				      field_text(showing, task, PX_TASK_DUE),
				      field_text(showing, task, PX_TASK_ASSIGNEES),
				      lacks ? "; " : "", lacks ? lacks : "");
		}
}

void
px_maturity_text(struct px_run *run, const struct px_maturity *maturity,
		 const struct px_maturity_tasks *tasks, struct px_buf *out)
{
	struct showing showing = { run, maturity, tasks, out, .lang = px_i18n_lang() };

	make_chart(&showing);
	px_paint_put(out, PX_PAINT_STRONG, px_output_colors(run), title_of(&showing));
	px_buf_printf(out, "\n%s\n\n", members_of(&showing));
	put_dimensions(&showing);
	put_actions(&showing);
}

/*
 * Page.
 */
static void
put_heads(struct showing *showing, const char *const *heads, size_t count)
{
	for (size_t i = 0; i < count; i++)
		px_html_element(showing->out, "th", "scope=\"col\"", heads[i]);
	px_html_table_body(showing->out);
}

static void
put_levels(struct showing *showing)
{
	const char *const heads[] = { _("Axis"), _("Dimension"), _("Level"), _("Evolution") };

	px_html_table_open(showing->out, "figures", _("What the team agrees on"));
	put_heads(showing, heads, PX_COUNT(heads));
	for (size_t i = 0; i < showing->maturity->count; i++) {
		const struct px_maturity_dimension *of = &showing->maturity->dimensions[i];
		const char *axis = px_form_in(of->axis->title, showing->lang);
		const char *name = px_arena_printf(&showing->run->arena, "%zu. %s", i + 1,
						   showing->chart.rows[i].label);

		px_buf_puts(showing->out, "<tr>");
		px_html_element(showing->out, "td", NULL, axis ? axis : "");
		px_html_element(showing->out, "th", "scope=\"row\"", name);
		px_html_element(showing->out, "td", NULL, showing->chart.rows[i].texts[0]);
		px_html_element(showing->out, "td", NULL, evolution(showing, of));
		px_buf_puts(showing->out, "</tr>\n");
	}
	px_html_table_close(showing->out);
}

static void
put_members(struct showing *showing)
{
	const struct px_maturity *maturity = showing->maturity;

	px_html_table_open(showing->out, "figures", _("What each member chose"));
	px_html_element(showing->out, "th", "scope=\"col\"", _("Dimension"));
	for (size_t k = 0; k < maturity->member_count; k++)
		px_html_element(showing->out, "th", "scope=\"col\"",
				maturity->members[k].name ? maturity->members[k].name
							  : _("(no name)"));
	px_html_table_body(showing->out);
	for (size_t i = 0; i < maturity->count; i++) {
		px_buf_puts(showing->out, "<tr>");
		px_html_element(showing->out, "th", "scope=\"row\"", showing->chart.rows[i].label);
		for (size_t k = 0; k < maturity->member_count; k++) {
			long level = maturity->members[k].levels[i];

			px_html_element(
				showing->out, "td", NULL,
				level < 0 ? "-"
					  : maturity->dimensions[i].question->options[level].value);
		}
		px_buf_puts(showing->out, "</tr>\n");
	}
	px_html_table_close(showing->out);
}

static void
put_action_row(struct showing *showing, size_t i, const struct px_record *task)
{
	const char *lacks = px_maturity_lacks(showing->run, task);

	px_buf_puts(showing->out, "<tr>");
	px_html_element(showing->out, "td", NULL, showing->chart.rows[i].label);
	px_html_element(showing->out, "th", "scope=\"row\"", px_record_text(task, PX_TASK_TITLE));
	px_html_element(showing->out, "td", NULL, field_text(showing, task, PX_TASK_DUE));
	px_html_element(showing->out, "td", NULL, field_text(showing, task, PX_TASK_ASSIGNEES));
	px_html_element(showing->out, "td", NULL, field_text(showing, task, PX_TASK_NOTES));
	px_html_element(showing->out, "td", NULL,
			lacks ? lacks : field_text(showing, task, PX_TASK_STATUS));
	px_buf_puts(showing->out, "</tr>\n");
}

static void
put_action_table(struct showing *showing)
{
	const char *const heads[] = { _("Dimension"), _("Action"), _("By when"),
				      _("Who"),       _("Means"),  _("Status") };
	size_t count = 0;

	for (size_t i = 0; i < showing->maturity->count; i++)
		count += showing->tasks[i].count;
	if (!count) {
		px_html_element(showing->out, "p", NULL, _("No action was chosen yet."));
		return;
	}
	px_html_table_open(showing->out, NULL, _("Actions"));
	put_heads(showing, heads, PX_COUNT(heads));
	for (size_t i = 0; i < showing->maturity->count; i++)
		for (size_t k = 0; k < showing->tasks[i].count; k++)
			put_action_row(showing, i, &showing->tasks[i].items[k]);
	px_html_table_close(showing->out);
}

void
px_maturity_page(struct px_run *run, const struct px_maturity *maturity,
		 const struct px_maturity_tasks *tasks, struct px_buf *out)
{
	struct showing showing = { run, maturity, tasks, out, .lang = px_i18n_lang() };
	struct px_html_page page = { .lang = px_i18n_lang(), .title = title_of(&showing) };
	struct px_date today = px_zone_local(run->world.zone, run->world.now).date;
	struct px_buf day = PX_BUF_INIT;

	make_chart(&showing);
	px_html_begin(out, &page);
	px_html_element(out, "h1", NULL, page.title);
	px_date_words(today, 0, &day);
	px_html_element(out, "p", NULL, day.data);
	px_html_element(out, "p", NULL, members_of(&showing));
	if (maturity->member_count) {
		px_chart_svg(&showing.chart, out);
		put_levels(&showing);
		put_members(&showing);
	}
	px_html_element(out, "h2", NULL, _("Actions"));
	put_action_table(&showing);
	px_html_element(out, "p", NULL, px_form_in(maturity->form->source, showing.lang));
	px_html_end(out);
	px_buf_release(&day);
}
