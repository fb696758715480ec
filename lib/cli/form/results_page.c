/* Results for people: on a page with charts, in a terminal with bars. */
#include <string.h>

#include "base/date_words.h"
#include "base/i18n.h"
#include "base/money.h"
#include "base/zone.h"
#include "cli/form/form.h"
#include "cli/output.h"
#include "io/chart.h"
#include "io/html.h"
#include "io/table_out.h"
#include "model/types.h"

struct showing {
	struct px_run *run;
	const struct px_results *results;
	const struct px_results_asked *asked;
	struct px_buf *out;
	size_t charts;
	bool html;
};

static const char *
figure(struct showing *showing, struct px_ratio value, int decimals)
{
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	px_number_human(value, decimals, false, px_i18n_lang(), &text);
	kept = px_arena_strdup(&showing->run->arena, text.data);
	px_buf_release(&text);
	return kept;
}

/* "27 (90 %)", "masked" */
static const char *
count_text(struct showing *showing, const struct px_result *line)
{
	const char *count, *percent;

	if (line->count < 0)
		return _("masked");
	count = figure(showing, px_ratio_whole(line->count), 0);
	if (line->whole <= 0)
		return count;
	percent = figure(showing, px_ratio_make(100 * line->count, line->whole), 1);
	return px_arena_printf(&showing->run->arena, _("%s (%s %%)"), count, percent);
}

/* What is said of a question, a score, a month below its name. */
static const char *
said_of(struct showing *showing, const struct px_result *line)
{
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	if (line->why == PX_RESULT_NOBODY && line->count <= 0)
		px_buf_puts(&text, _("nobody answered"));
	else if (line->count < 0)
		px_buf_puts(&text, _("masked: too few people"));
	else
		px_buf_printf(&text, px_trn("%s answer", "%s answers", (unsigned long)line->count),
			      figure(showing, px_ratio_whole(line->count), 0));
	if (line->whole > line->count && line->count >= 0)
		px_buf_printf(&text, _(", %s %% of %s"),
			      figure(showing, px_ratio_make(100 * line->count, line->whole), 1),
			      figure(showing, px_ratio_whole(line->whole), 0));
	if (px_ratio_ok(line->mean))
		px_buf_printf(&text, _("; mean %s, median %s"),
			      figure(showing, line->mean, line->decimals),
			      figure(showing, line->median, line->decimals));
	else if (line->why == PX_RESULT_LINKED)
		px_buf_printf(&text, "; %s", _("mean masked: it would give a masked figure away"));
	if (line->of == PX_RESULT_FORM && px_ratio_ok(line->complete))
		px_buf_printf(&text, _("; complete: %s %%"), figure(showing, line->complete, 1));
	kept = px_arena_strdup(&showing->run->arena, text.data);
	px_buf_release(&text);
	return kept;
}

static bool
is_part(const struct px_result *line)
{
	return line->of == PX_RESULT_OPTION || line->of == PX_RESULT_BAND ||
	       line->of == PX_RESULT_UNANSWERED || line->of == PX_RESULT_UNASKED;
}

static bool
is_group(const struct px_result *line)
{
	return line->of == PX_RESULT_MONTH || line->of == PX_RESULT_VERSION;
}

/* With what is said of them besides their count, when there is something. */
static const char *
part_label(struct showing *showing, const struct px_result *line)
{
	if (!px_ratio_ok(line->mean))
		return line->label;
	return px_arena_printf(&showing->run->arena, _("%s (mean %s, median %s)"), line->label,
			       figure(showing, line->mean, line->decimals),
			       figure(showing, line->median, line->decimals));
}

/* Lines from this one on, as one chart with its table. */
static void
show_chart(struct showing *showing, const char *title, size_t from, size_t to)
{
	struct px_chart_row *rows =
		px_arena_alloc(&showing->run->arena, (to - from + 1) * sizeof(*rows));
	struct px_chart chart = { .kind = PX_CHART_BAR,
				  .title = title,
				  .label = _("answer"),
				  .series = { _("answers") },
				  .series_count = 1,
				  .rows = rows,
				  .count = to - from };

	if (from == to)
		return;
	chart.name = px_arena_printf(&showing->run->arena, "c%zu", ++showing->charts);
	for (size_t i = from; i < to; i++) {
		const struct px_result *line = &showing->results->items[i];

		rows[i - from] =
			(struct px_chart_row){ .label = part_label(showing, line),
					       .values = { line->count < 0
								   ? px_ratio_make(0, 0)
								   : px_ratio_whole(line->count) },
					       .texts = { count_text(showing, line) } };
	}
	px_chart_measure(&chart);
	if (showing->html) {
		px_chart_svg(&chart, showing->out);
		px_chart_table(&chart, showing->out);
	} else {
		px_chart_text(&chart, px_output_width(showing->run), px_output_colors(showing->run),
			      showing->out);
	}
}

static void
show_words(struct showing *showing, const char *text)
{
	if (showing->html)
		px_html_element(showing->out, "p", NULL, text);
	else
		px_buf_printf(showing->out, "%s\n", text);
}

static void
show_heading(struct showing *showing, const char *text)
{
	if (showing->html) {
		px_html_element(showing->out, "h2", NULL, text);
		return;
	}
	px_buf_putc(showing->out, '\n');
	px_paint_put(showing->out, PX_PAINT_STRONG, px_output_colors(showing->run), text);
	px_buf_putc(showing->out, '\n');
}

/* A question or a score, and the lines that are parts of it: the next after them. */
static size_t
show_one(struct showing *showing, size_t at)
{
	const struct px_result *line = &showing->results->items[at];
	size_t end = at + 1;

	show_heading(showing, line->label);
	show_words(showing, said_of(showing, line));
	while (end < showing->results->count && is_part(&showing->results->items[end]))
		end++;
	if (showing->html)
		show_chart(showing, line->label, at + 1, end);
	else
		show_chart(showing, "", at + 1, end);
	return end;
}

static size_t
show_groups(struct showing *showing, size_t at)
{
	enum px_result_of of = showing->results->items[at].of;
	size_t end = at;

	while (end < showing->results->count && showing->results->items[end].of == of)
		end++;
	show_heading(showing, of == PX_RESULT_MONTH ? _("Months") : _("Versions"));
	show_chart(showing, of == PX_RESULT_MONTH ? _("Answers by month") : _("Answers by version"),
		   at, end);
	return end;
}

static void
show_lines(struct showing *showing)
{
	size_t at = 1;

	show_words(showing, said_of(showing, &showing->results->items[0]));
	while (at < showing->results->count)
		at = is_group(&showing->results->items[at]) ? show_groups(showing, at)
							    : show_one(showing, at);
}

/* Whose answers, of when, and what is masked. */
static void
show_terms(struct showing *showing)
{
	const struct px_results_asked *asked = showing->asked;
	struct px_buf text = PX_BUF_INIT;

	if (asked->since)
		px_buf_printf(&text, _("Since %s. "), asked->since);
	if (asked->until)
		px_buf_printf(&text, _("Until %s. "), asked->until);
	if (asked->version)
		px_buf_printf(&text, _("Version %s. "), asked->version);
	if (asked->least > 1)
		px_buf_printf(&text,
			      _("Counts of fewer than %lld people are masked, and others with "
				"them, so that no total gives them away."),
			      (long long)asked->least);
	if (text.length)
		show_words(showing, text.data);
	px_buf_release(&text);
}

void
px_results_text(struct px_run *run, const struct px_results *results,
		const struct px_results_asked *asked, struct px_buf *out)
{
	struct showing showing = { run, results, asked, out, 0, false };

	px_paint_put(out, PX_PAINT_STRONG, px_output_colors(run), results->items[0].label);
	px_buf_putc(out, '\n');
	show_lines(&showing);
	px_buf_putc(out, '\n');
	show_terms(&showing);
}

static void
put_head(struct showing *showing)
{
	struct px_run *run = showing->run;
	struct px_record organization;
	struct px_err ignored = PX_ERR_INIT;
	struct px_buf line = PX_BUF_INIT;

	if (run->organization &&
	    px_record_read(run->store, &px_type_organization, run->organization, &run->arena,
			   &organization, &ignored) == 1)
		px_buf_printf(&line, "%s, ", px_record_text(&organization, PX_ORGANIZATION_NAME));
	px_date_words(px_zone_local(run->world.zone, run->world.now).date, 0, &line);
	px_html_element(showing->out, "p", NULL, line.data);
	px_buf_release(&line);
}

void
px_results_page(struct px_run *run, const struct px_results *results,
		const struct px_results_asked *asked, struct px_buf *out)
{
	struct showing showing = { run, results, asked, out, 0, true };
	struct px_html_page page = { .lang = px_i18n_lang(), .title = results->items[0].label };

	px_html_begin(out, &page);
	px_html_element(out, "h1", NULL, page.title);
	put_head(&showing);
	show_lines(&showing);
	show_terms(&showing);
	px_html_end(out);
}
