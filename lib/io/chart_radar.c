/*
 * Radars in SVG: a spoke a row, numbered, and a line a series around them.  Rings stand where whole units
 * do.  Spokes are numbered, since their names are too long to stand around a circle: the list below, and
 * the table, have them.
 */
#include <math.h>

#include "base/i18n.h"
#include "io/chart_part.h"
#include "io/html.h"

enum {
	CENTRE = PX_RADAR_SIZE / 2,
	RADIUS = 160,
	LETTERS = 182, /* where numbers stand */
	RINGS = 10,    /* more are not drawn */
};

struct point {
	double x, y;
};

/* The point of a spoke, this far from the centre; the first spoke is upright. */
static struct point
point_of(size_t spoke, size_t count, double away)
{
	double angle = 2 * acos(-1) * (double)spoke / (double)count;

	return (struct point){ CENTRE + away * sin(angle), CENTRE - away * cos(angle) };
}

static void
put_corner(size_t spoke, size_t count, int64_t part, struct px_buf *out)
{
	struct point point = point_of(spoke, count, RADIUS * (double)part / 1000);

	px_buf_printf(out, "%.1f,%.1f ", point.x, point.y);
}

static int64_t
part_of(const struct px_chart_row *row, size_t series)
{
	return px_chart_length(row->values[series], row->whole, 1000);
}

/* Whole units of the scale, when all spokes have the same. */
static int64_t
rings(const struct px_chart *chart)
{
	int64_t whole = 0;

	for (size_t i = 0; i < chart->count; i++)
		if (px_ratio_compare(chart->rows[i].whole, chart->rows[0].whole) != 0)
			return 1;
	if (px_ratio_integer(chart->rows[0].whole, &whole) != 0 || whole < 1 || whole > RINGS)
		return 1;
	return whole;
}

static void
put_spoke(size_t spoke, size_t count, struct px_buf *out)
{
	struct point end = point_of(spoke, count, RADIUS), name = point_of(spoke, count, LETTERS);

	px_buf_printf(out, "<line class=\"rule\" x1=\"%d\" y1=\"%d\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
		      CENTRE, CENTRE, end.x, end.y);
	px_buf_printf(out,
		      "<text text-anchor=\"middle\" dominant-baseline=\"middle\" x=\"%.1f\" "
		      "y=\"%.1f\">%zu</text>\n",
		      name.x, name.y, spoke + 1);
}

static void
put_web(const struct px_chart *chart, struct px_buf *out)
{
	int64_t count = rings(chart);

	for (int64_t ring = 1; ring <= count; ring++) {
		px_buf_puts(out, "<polygon class=\"rule\" fill=\"none\" points=\"");
		for (size_t i = 0; i < chart->count; i++)
			put_corner(i, chart->count, 1000 * ring / count, out);
		px_buf_puts(out, "\"/>\n");
	}
	for (size_t i = 0; i < chart->count; i++)
		put_spoke(i, chart->count, out);
}

/* The first series is filled, and its marks are; those after it are dashed, theirs hollow. */
static void
put_series(const struct px_chart *chart, size_t series, struct px_buf *out)
{
	px_buf_printf(out, "<polygon class=\"line d%zu\" %s points=\"", series,
		      series ? "fill=\"none\"" : "fill=\"currentColor\" fill-opacity=\"0.12\"");
	for (size_t i = 0; i < chart->count; i++)
		put_corner(i, chart->count, part_of(&chart->rows[i], series), out);
	px_buf_puts(out, "\"/>\n");
	for (size_t i = 0; i < chart->count; i++) {
		double part = (double)part_of(&chart->rows[i], series) / 1000;
		struct point point = point_of(i, chart->count, RADIUS * part);

		if (px_ratio_ok(chart->rows[i].values[series]))
			px_buf_printf(out,
				      "<circle class=\"%s\" r=\"4\" cx=\"%.1f\" cy=\"%.1f\"/>\n",
				      series ? "paper edge" : "fill", point.x, point.y);
	}
}

void
px_chart_radar(const struct px_chart *chart, struct px_buf *out)
{
	put_web(chart, out);
	for (size_t series = chart->series_count; series-- > 0;)
		put_series(chart, series, out);
}

void
px_chart_radar_list(const struct px_chart *chart, struct px_buf *out)
{
	px_buf_puts(out, "<ol class=\"spokes\">\n");
	for (size_t i = 0; i < chart->count; i++) {
		const char *text = chart->rows[i].texts[0];

		px_buf_puts(out, "<li>");
		px_html_text(out, chart->rows[i].label);
		px_buf_puts(out, _(": "));
		px_html_text(out, text ? text : "-");
		px_buf_puts(out, "</li>\n");
	}
	px_buf_puts(out, "</ol>\n");
}
