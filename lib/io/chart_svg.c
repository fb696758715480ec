/* Charts in SVG, inside a page; their rules of style are the page's (io/html.c). */
#include "io/chart.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "io/chart_part.h"
#include "io/html.h"

enum {
	WHOLE = 10000, /* hundredths of a percent: the unit of widths */
	ROWS = 40,     /* of a figure; the table has them all */
	ROW_HEIGHT = 42,
	BAR_TOP = 20,
	BAR_HEIGHT = 14,
	LABEL_COLUMNS = 34,
	LINE_TOP = 30,
	LINE_HEIGHT = 170,
	LINE_EDGE = 300, /* of WHOLE, left and right of the points */
	DOTS = 60,       /* more points than that have no mark of their own */
};

static size_t
shown(const struct px_chart *chart)
{
	return chart->kind == PX_CHART_LINE || chart->kind == PX_CHART_RADAR || chart->count <= ROWS
		       ? chart->count
		       : ROWS;
}

/* x="12.50%" */
static void
put_percent(struct px_buf *out, const char *attribute, int64_t part)
{
	px_buf_printf(out, " %s=\"%lld.%02lld%%\"", attribute, (long long)(part / 100),
		      (long long)(part % 100));
}

/* A text in the drawing; end: it ends at x. */
static void
put_letters(struct px_buf *out, int64_t x, int64_t y, const char *anchor, const char *text)
{
	px_buf_puts(out, "<text");
	put_percent(out, "x", x);
	px_buf_printf(out, " y=\"%lld\"", (long long)y);
	if (strcmp(anchor, "start") != 0)
		px_buf_printf(out, " text-anchor=\"%s\"", anchor);
	px_buf_puts(out, ">");
	px_html_text(out, text);
	px_buf_puts(out, "</text>\n");
}

/*
 * What a drawing says to who does not see it.
 */
static void
put_row_words(const struct px_chart *chart, const struct px_chart_row *row, struct px_buf *out)
{
	px_html_text(out, row->label);
	for (size_t i = 0; i < chart->series_count; i++) {
		px_buf_puts(out, i ? ", " : _(": "));
		if (chart->series_count > 1) {
			px_html_text(out, chart->series[i]);
			px_buf_putc(out, ' ');
		}
		px_html_text(out, row->texts[i] && *row->texts[i] ? row->texts[i] : "-");
	}
}

static void
put_words(const struct px_chart *chart, struct px_buf *out)
{
	size_t last = shown(chart);

	px_buf_printf(out, "<title id=\"%s-title\">", chart->name);
	px_html_text(out, chart->title);
	px_buf_printf(out, "</title>\n<desc id=\"%s-desc\">", chart->name);
	for (size_t i = 0; i < last && i < ROWS; i++) {
		px_buf_puts(out, i ? "; " : "");
		put_row_words(chart, &chart->rows[i], out);
	}
	px_buf_puts(out, last > ROWS ? " …</desc>\n" : "</desc>\n");
}

/* The fills of series after the first: stripes, dots, paper. */
static void
put_patterns(const struct px_chart *chart, struct px_buf *out)
{
	if (chart->kind != PX_CHART_STACK)
		return;
	px_buf_printf(out,
		      "<defs><pattern id=\"%s-1\" width=\"6\" height=\"6\" "
		      "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
		      "<rect class=\"paper\" width=\"6\" height=\"6\"/>"
		      "<rect class=\"ink\" width=\"3\" height=\"6\"/></pattern>\n",
		      chart->name);
	px_buf_printf(out,
		      "<pattern id=\"%s-2\" width=\"6\" height=\"6\" "
		      "patternUnits=\"userSpaceOnUse\"><rect class=\"paper\" width=\"6\" "
		      "height=\"6\"/><circle class=\"ink\" cx=\"3\" cy=\"3\" r=\"1.3\"/></pattern>"
		      "</defs>\n",
		      chart->name);
}

/* fill="…" of a series of a stack; the first is plain ink, the last plain paper. */
static void
put_fill(const struct px_chart *chart, size_t series, struct px_buf *out)
{
	if (series == 0)
		px_buf_puts(out, " class=\"fill\"");
	else if (series < PX_CHART_SERIES - 1)
		px_buf_printf(out, " class=\"edge\" fill=\"url(#%s-%zu)\"", chart->name, series);
	else
		px_buf_puts(out, " class=\"paper edge\"");
}

static void
put_box(const struct px_chart *chart, size_t series, int64_t from, int64_t to, int64_t top,
	struct px_buf *out)
{
	px_buf_puts(out, "<rect");
	put_fill(chart, series, out);
	put_percent(out, "x", from);
	put_percent(out, "width", to - from);
	px_buf_printf(out, " y=\"%lld\" height=\"%d\"/>\n", (long long)top, BAR_HEIGHT);
}

/*
 * Bars: the label above, the figures at the end of its line.
 */
static void
put_bar(const struct px_chart *chart, const struct px_chart_row *row, int64_t top,
	struct px_buf *out)
{
	bool stack = chart->kind == PX_CHART_STACK;
	struct px_ratio whole = chart->kind == PX_CHART_PROGRESS ? row->whole : chart->most;
	struct px_ratio sum = px_ratio_whole(0);
	int64_t from = 0;

	if (chart->kind == PX_CHART_PROGRESS)
		px_buf_printf(out,
			      "<rect class=\"track\" x=\"0\" width=\"100%%\" y=\"%lld\" "
			      "height=\"%d\"/>\n",
			      (long long)top, BAR_HEIGHT);
	for (size_t i = 0; i < (stack ? chart->series_count : 1); i++) {
		int64_t to;

		sum = px_ratio_add(sum, px_chart_seen(row->values[i]));
		to = px_chart_length(sum, whole, WHOLE);
		if (to > from)
			put_box(chart, i, from, to, top, out);
		from = to > from ? to : from;
	}
}

static void
put_figures(const struct px_chart *chart, const struct px_chart_row *row, int64_t y,
	    struct px_buf *out)
{
	size_t count = chart->kind == PX_CHART_STACK ? chart->series_count : 1;
	struct px_buf text = PX_BUF_INIT;

	for (size_t i = 0; i < count; i++)
		px_buf_printf(&text, "%s%s", i ? " · " : "", row->texts[i] ? row->texts[i] : "");
	put_letters(out, WHOLE, y, "end", text.data);
	px_buf_release(&text);
}

static void
put_bars(const struct px_chart *chart, struct px_buf *out)
{
	struct px_buf label = PX_BUF_INIT;

	for (size_t i = 0; i < shown(chart); i++) {
		const struct px_chart_row *row = &chart->rows[i];
		int64_t top = (int64_t)i * ROW_HEIGHT;

		px_buf_clear(&label);
		px_text_clip(row->label, LABEL_COLUMNS, &label);
		put_letters(out, 0, top + BAR_TOP - 6, "start", label.data);
		put_figures(chart, row, top + BAR_TOP - 6, out);
		put_bar(chart, row, top + BAR_TOP, out);
	}
	px_buf_release(&label);
}

/*
 * Lines: the largest value and 0 as rules, each series with its own dash and mark, and its name and
 * last figure at its end.
 */
static int64_t
place(const struct px_chart *chart, size_t i)
{
	return chart->count < 2 ? WHOLE / 2
				: LINE_EDGE + (int64_t)i * (WHOLE - 2 * LINE_EDGE) /
						      ((int64_t)chart->count - 1);
}

static int64_t
height(const struct px_chart *chart, const struct px_chart_row *row, size_t series)
{
	return LINE_TOP + LINE_HEIGHT -
	       px_chart_length(row->values[series], chart->most, LINE_HEIGHT);
}

static void
put_mark(size_t series, int64_t x, int64_t y, struct px_buf *out)
{
	bool hollow = series % 2;

	px_buf_printf(out,
		      series < 2 ? "<circle class=\"%s\" r=\"4\""
				 : "<rect class=\"%s\" width=\"8\" height=\"8\" "
				   "transform=\"translate(-4 -4)\"",
		      hollow ? "paper edge" : "fill");
	put_percent(out, series < 2 ? "cx" : "x", x);
	px_buf_printf(out, " %s=\"%lld\"/>\n", series < 2 ? "cy" : "y", (long long)y);
}

static void
put_line(const struct px_chart *chart, size_t series, struct px_buf *out)
{
	for (size_t i = 1; i < chart->count; i++) {
		px_buf_printf(out, "<line class=\"line d%zu\"", series);
		put_percent(out, "x1", place(chart, i - 1));
		put_percent(out, "x2", place(chart, i));
		px_buf_printf(out, " y1=\"%lld\" y2=\"%lld\"/>\n",
			      (long long)height(chart, &chart->rows[i - 1], series),
			      (long long)height(chart, &chart->rows[i], series));
	}
	for (size_t i = 0; i < chart->count && chart->count <= DOTS; i++)
		put_mark(series, place(chart, i), height(chart, &chart->rows[i], series), out);
}

static void
put_rule(int64_t y, struct px_buf *out)
{
	px_buf_printf(out, "<line class=\"rule\" x1=\"0\" x2=\"100%%\" y1=\"%lld\" y2=\"%lld\"/>\n",
		      (long long)y, (long long)y);
}

/* The text of the largest value stands at its rule: nothing else names the scale. */
static const char *
largest_text(const struct px_chart *chart)
{
	for (size_t i = 0; i < chart->count; i++)
		for (size_t s = 0; s < chart->series_count; s++)
			if (px_ratio_compare(chart->rows[i].values[s], chart->most) == 0)
				return chart->rows[i].texts[s];
	return "";
}

static void
put_lines(const struct px_chart *chart, struct px_buf *out)
{
	static const char *const anchors[] = { "start", "middle", "end" };
	int64_t bottom = LINE_TOP + LINE_HEIGHT;
	size_t labels = chart->count < 3 ? chart->count : 3;

	put_rule(LINE_TOP, out);
	put_rule(bottom, out);
	put_letters(out, 0, LINE_TOP - 8, "start", largest_text(chart));
	for (size_t s = 0; s < chart->series_count; s++)
		put_line(chart, s, out);
	for (size_t i = 0; i < labels; i++) {
		size_t row = labels < 2 ? 0 : i * (chart->count - 1) / (labels - 1);
		const char *anchor = labels < 2 ? "middle" : labels < 3 && i ? "end" : anchors[i];

		put_letters(out,
			    strcmp(anchor, "start") == 0 ? 0
			    : strcmp(anchor, "end") == 0 ? WHOLE
							 : place(chart, row),
			    bottom + 20, anchor, chart->rows[row].label);
	}
}

/*
 * The figure.
 */
static void
put_sample(const struct px_chart *chart, size_t series, struct px_buf *out)
{
	px_buf_puts(out, "<svg class=\"sample\" width=\"28\" height=\"14\" aria-hidden=\"true\">");
	if (chart->kind == PX_CHART_LINE || chart->kind == PX_CHART_RADAR) {
		px_buf_printf(out,
			      "<line class=\"line d%zu\" x1=\"0\" x2=\"28\" y1=\"7\" y2=\"7\"/>",
			      series);
		put_mark(series, WHOLE / 2, 7, out);
	} else {
		put_box(chart, series, 0, WHOLE, 0, out);
	}
	px_buf_puts(out, "</svg>");
}

static void
put_legend(const struct px_chart *chart, struct px_buf *out)
{
	if (chart->series_count < 2 || chart->kind == PX_CHART_BAR ||
	    chart->kind == PX_CHART_PROGRESS)
		return;
	px_buf_puts(out, "<ul class=\"legend\">\n");
	for (size_t i = 0; i < chart->series_count; i++) {
		px_buf_puts(out, "<li>");
		put_sample(chart, i, out);
		px_html_element(out, "span", NULL, chart->series[i]);
		px_buf_puts(out, "</li>\n");
	}
	px_buf_puts(out, "</ul>\n");
}

void
px_chart_svg(const struct px_chart *chart, struct px_buf *out)
{
	size_t rows = shown(chart);
	long long tall = chart->kind == PX_CHART_LINE ? LINE_TOP + LINE_HEIGHT + 30
						      : (long long)rows * ROW_HEIGHT;
	struct px_buf more = PX_BUF_INIT;

	if (!chart->count)
		return;
	px_buf_puts(out, "<figure class=\"chart\">\n");
	px_html_element(out, "figcaption", NULL, chart->title);
	put_legend(chart, out);
	if (chart->kind == PX_CHART_RADAR)
		px_buf_printf(
			out,
			"<svg class=\"radar\" role=\"img\" width=\"100%%\" viewBox=\"0 0 %d %d\" "
			"aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\">\n",
			PX_RADAR_SIZE, PX_RADAR_SIZE, chart->name, chart->name);
	else
		px_buf_printf(out,
			      "<svg role=\"img\" width=\"100%%\" height=\"%lld\" "
			      "aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\">\n",
			      tall, chart->name, chart->name);
	put_words(chart, out);
	put_patterns(chart, out);
	if (chart->kind == PX_CHART_RADAR)
		px_chart_radar(chart, out);
	else if (chart->kind == PX_CHART_LINE)
		put_lines(chart, out);
	else
		put_bars(chart, out);
	px_buf_puts(out, "</svg>\n");
	if (chart->kind == PX_CHART_RADAR)
		px_chart_radar_list(chart, out);
	if (rows < chart->count) {
		px_buf_printf(&more, _("The first %zu lines of %zu; the table has them all."), rows,
			      chart->count);
		px_html_element(out, "p", NULL, more.data);
	}
	px_buf_puts(out, "</figure>\n");
	px_buf_release(&more);
}

void
px_chart_table(const struct px_chart *chart, struct px_buf *out)
{
	px_html_table_open(out, "figures", chart->title);
	px_html_element(out, "th", "scope=\"col\"", chart->label);
	for (size_t i = 0; i < chart->series_count; i++)
		px_html_element(out, "th", "scope=\"col\" class=\"n\"", chart->series[i]);
	px_html_table_body(out);
	for (size_t row = 0; row < chart->count; row++) {
		px_buf_puts(out, "<tr>\n");
		px_html_element(out, "th", "scope=\"row\"", chart->rows[row].label);
		for (size_t i = 0; i < chart->series_count; i++)
			px_html_element(out, "td", "class=\"n\"",
					chart->rows[row].texts[i] ? chart->rows[row].texts[i] : "");
		px_buf_puts(out, "</tr>\n");
	}
	px_html_table_close(out);
}

void
px_chart_cell(struct px_ratio done, struct px_ratio whole, const char *alternative,
	      struct px_buf *out)
{
	px_buf_puts(out, "<svg class=\"bar\" role=\"img\" aria-label=\"");
	px_html_text(out, alternative);
	px_buf_puts(out, "\"><rect class=\"track\" x=\"0\" y=\"0\" width=\"100%\" "
			 "height=\"100%\"/><rect class=\"fill\" x=\"0\" y=\"15%\" height=\"70%\"");
	put_percent(out, "width", px_chart_length(done, whole, WHOLE));
	px_buf_puts(out, "/></svg>\n");
}
