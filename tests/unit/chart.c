/* Charts: bars in characters, and drawings that say their figures. */
#include "io/chart.h"

#include <stdlib.h>

#include "tap.h"

static struct px_buf out = PX_BUF_INIT;

#define VALUE(number, text)                                                                        \
	{                                                                                          \
		.label = text, .values = { { number, 1 } }, .texts = { #number }                   \
	}

static const char *
bar(const struct px_chart *chart, size_t row, size_t columns, enum px_chart_ink ink)
{
	px_buf_clear(&out);
	px_chart_bar(chart, row, columns, ink, &out);
	return out.data;
}

static size_t
count_of(const char *part)
{
	size_t count = 0;

	for (const char *at = out.data; (at = strstr(at, part)); at++)
		count++;
	return count;
}

static void
check_bars(void)
{
	const struct px_chart_row rows[] = { VALUE(3, "a"), VALUE(0, "b"), VALUE(1, "c"),
					     VALUE(-2, "d") };
	const struct px_chart_row large[] = { VALUE(1000000, "a"), VALUE(1, "b"),
					      VALUE(250000, "c") };
	struct px_chart_row unknown = { .label = "e", .values = { { 0, 0 } } };
	struct px_chart chart = { .series = { "n" }, .series_count = 1, .rows = rows, .count = 4 };

	px_chart_measure(&chart);
	tap_is_number((long long)px_chart_columns(&chart, 40), 3, "as wide as the largest number");
	tap_is(bar(&chart, 0, 40, PX_CHART_BLOCKS), "███", "a column a unit");
	tap_is(bar(&chart, 2, 40, PX_CHART_ASCII), "#", "in ASCII");
	tap_is(bar(&chart, 1, 40, PX_CHART_BLOCKS), "", "nothing for nothing");
	tap_is(bar(&chart, 3, 40, PX_CHART_BLOCKS), "", "nor for less");
	tap_is(bar(&chart, 2, 2, PX_CHART_BLOCKS), "▋", "five eighths of a column");
	chart.rows = large;
	chart.count = 3;
	px_chart_measure(&chart);
	tap_is(bar(&chart, 0, 8, PX_CHART_BLOCKS), "████████", "to a scale");
	tap_is(bar(&chart, 1, 8, PX_CHART_BLOCKS), "▏", "one among a million is seen");
	tap_is(bar(&chart, 1, 8, PX_CHART_ASCII), "#", "in ASCII too");
	tap_is(bar(&chart, 2, 8, PX_CHART_ASCII), "##", "a quarter");
	chart.rows = &unknown;
	chart.count = 1;
	px_chart_measure(&chart);
	tap_is(bar(&chart, 0, 8, PX_CHART_BLOCKS), "", "what is unknown is not drawn");
}

static void
check_stacks(void)
{
	const struct px_chart_row rows[] = {
		{ .label = "a", .values = { { 50, 1 }, { 49, 1 }, { 1, 1 } } },
		{ .label = "b", .values = { { 0, 1 }, { 25, 1 }, { 25, 1 } } },
		{ .label = "c", .values = { { 1, 1 }, { 1, 1 }, { 1, 1 } } },
		{ .label = "d", .values = { { 99, 1 }, { 0, 1 }, { 1, 1 } } },
	};
	struct px_chart chart = { .kind = PX_CHART_STACK,
				  .series = { "x", "y", "z" },
				  .series_count = 3,
				  .rows = rows,
				  .count = 4 };

	px_chart_measure(&chart);
	tap_is(bar(&chart, 0, 10, PX_CHART_BLOCKS), "█████▒▒▒▒▒", "never past the room");
	tap_is(bar(&chart, 1, 10, PX_CHART_BLOCKS), "▒▒▒░░", "a half");
	tap_is(bar(&chart, 2, 10, PX_CHART_ASCII), "#=-", "each part is seen");
	tap_is(bar(&chart, 3, 10, PX_CHART_ASCII), "##########", "when there is room");
	px_buf_clear(&out);
	px_chart_legend(&chart, PX_CHART_ASCII, &out);
	tap_is(out.data, "# x  = y  - z", "what the signs mean");
}

static void
check_gauges(void)
{
	px_buf_clear(&out);
	px_chart_gauge(px_ratio_whole(1), px_ratio_whole(4), 8, PX_CHART_BLOCKS, &out);
	tap_is(out.data, "██░░░░░░", "a quarter of the way");
	px_buf_clear(&out);
	px_chart_gauge(px_ratio_whole(9), px_ratio_whole(4), 8, PX_CHART_ASCII, &out);
	tap_is(out.data, "########", "past the end");
	px_buf_clear(&out);
	px_chart_gauge(px_ratio_whole(5), px_ratio_whole(0), 4, PX_CHART_ASCII, &out);
	tap_is(out.data, "....", "nothing to reach");
}

static void
check_ink(void)
{
	static const struct {
		const char *all, *ctype, *lang;
		enum px_chart_ink ink;
	} cases[] = {
		{ "fr_FR.UTF-8", "", "", PX_CHART_BLOCKS },
		{ "", "C.utf8", "C", PX_CHART_BLOCKS },
		{ "C", "", "fr_FR.UTF-8", PX_CHART_ASCII },
		{ "", "", "fr_FR@euro", PX_CHART_ASCII },
		{ "", "", "fr_FR.ISO-8859-1", PX_CHART_ASCII },
		{ "", "", "", PX_CHART_ASCII },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		setenv("LC_ALL", cases[i].all, 1);
		setenv("LC_CTYPE", cases[i].ctype, 1);
		setenv("LANG", cases[i].lang, 1);
		tap_ok(px_chart_ink() == cases[i].ink, "ink of %s, %s, %s", cases[i].all,
		       cases[i].ctype, cases[i].lang);
	}
}

static void
check_drawings(void)
{
	struct px_chart_row rows[50];
	struct px_chart chart = { .name = "few",
				  .title = "A <b> & co",
				  .label = "year",
				  .series = { "n" },
				  .series_count = 1,
				  .rows = rows,
				  .count = 2 };

	for (size_t i = 0; i < 50; i++)
		rows[i] = (struct px_chart_row)VALUE(7, "l'an <1>");
	rows[1].values[0] = px_ratio_make(7, 2);
	px_chart_measure(&chart);
	px_buf_clear(&out);
	px_chart_svg(&chart, &out);
	tap_ok(strstr(out.data, "A &lt;b&gt; &amp; co") && !strstr(out.data, "<b>"), "escaped");
	tap_ok(strstr(out.data, "role=\"img\"") && strstr(out.data, "<title id=\"few-title\">") &&
		       strstr(out.data, "aria-labelledby=\"few-title\""),
	       "named");
	tap_ok(strstr(out.data, "<desc id=\"few-desc\">l&#39;an &lt;1&gt;: 7; ") != NULL,
	       "described");
	tap_ok(strstr(out.data, "width=\"100.00%\"") && strstr(out.data, "width=\"50.00%\""),
	       "to scale");
	chart.count = 50;
	px_chart_measure(&chart);
	px_buf_clear(&out);
	px_chart_svg(&chart, &out);
	tap_is_number((long long)count_of("<rect"), 40, "forty rows at most");
	tap_ok(strstr(out.data, "40 lines of 50") != NULL, "which is said");
	px_buf_clear(&out);
	px_chart_table(&chart, &out);
	tap_is_number((long long)count_of("<tr>"), 51, "the table has them all");
	chart.kind = PX_CHART_LINE;
	px_buf_clear(&out);
	px_chart_svg(&chart, &out);
	tap_is_number((long long)count_of("<circle"), 50, "a mark a point");
	tap_is_number((long long)count_of("class=\"line d0\""), 49, "and what joins them");
	chart.count = 0;
	px_buf_clear(&out);
	px_chart_svg(&chart, &out);
	tap_is(out.data, "", "no rows, no drawing");
	px_buf_clear(&out);
	px_chart_cell(px_ratio_whole(INT64_MAX), px_ratio_whole(INT64_MAX), "all", &out);
	tap_ok(strstr(out.data, "width=\"100.00%\"") && strstr(out.data, "aria-label=\"all\""),
	       "a bar of a cell");
}

int
main(void)
{
	check_bars();
	check_stacks();
	check_gauges();
	check_ink();
	check_drawings();
	px_buf_release(&out);
	return tap_done();
}
