/* Charts in characters, and the lengths that both drawings share. */
#include "io/chart.h"

#include <stdlib.h>
#include <strings.h>

#include "io/chart_part.h"
#include "io/table_out.h"

enum { EIGHTHS = 8 };

struct px_ratio
px_chart_seen(struct px_ratio value)
{
	return px_ratio_ok(value) && px_ratio_sign(value) > 0 ? value : px_ratio_whole(0);
}

static size_t
stacked(const struct px_chart *chart)
{
	return chart->kind == PX_CHART_STACK ? chart->series_count : 1;
}

/* What a row comes to: the sum of a stack, else its first series. */
static struct px_ratio
row_sum(const struct px_chart *chart, size_t row)
{
	struct px_ratio sum = px_ratio_whole(0);

	for (size_t i = 0; i < stacked(chart); i++)
		sum = px_ratio_add(sum, px_chart_seen(chart->rows[row].values[i]));
	return sum;
}

void
px_chart_measure(struct px_chart *chart)
{
	size_t series = chart->kind == PX_CHART_LINE ? chart->series_count : stacked(chart);
	struct px_ratio most = px_ratio_whole(0);

	chart->units = true;
	for (size_t row = 0; row < chart->count; row++) {
		most = px_ratio_max(most, row_sum(chart, row));
		for (size_t i = 0; i < series; i++) {
			struct px_ratio value = px_chart_seen(chart->rows[row].values[i]);

			most = px_ratio_max(most, value);
			chart->units = chart->units && value.den == 1;
		}
	}
	chart->most = px_ratio_sign(most) > 0 ? most : px_ratio_whole(1);
}

int64_t
px_chart_length(struct px_ratio value, struct px_ratio whole, int64_t full)
{
	struct px_ratio seen = px_chart_seen(value);
	int64_t length = 0;

	if (px_ratio_sign(seen) == 0 || px_ratio_sign(whole) <= 0)
		return 0;
	if (px_ratio_compare(seen, whole) >= 0)
		return full;
	if (px_ratio_integer(px_ratio_mul(px_ratio_div(seen, whole), px_ratio_whole(full)),
			     &length) != 0)
		return 0;
	return length > 0 ? length : 1;
}

enum px_chart_ink
px_chart_ink(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *locale = getenv(names[i]);

		if (!locale || !*locale)
			continue;
		while (*locale && *locale != '.')
			locale++;
		return strncasecmp(locale, ".UTF-8", 6) == 0 || strncasecmp(locale, ".UTF8", 5) == 0
			       ? PX_CHART_BLOCKS
			       : PX_CHART_ASCII;
	}
	return PX_CHART_ASCII;
}

static const char *const signs[][PX_CHART_SERIES] = {
	[PX_CHART_ASCII] = { "#", "=", "-", "." },
	[PX_CHART_BLOCKS] = { "█", "▒", "░", "▓" },
};
static const char *const tracks[] = { [PX_CHART_ASCII] = ".", [PX_CHART_BLOCKS] = "░" };

static void
put_times(const char *sign, int64_t times, struct px_buf *out)
{
	while (times-- > 0)
		px_buf_puts(out, sign);
}

/* Blocks divide a column in eight. */
static void
put_fine(struct px_ratio value, struct px_ratio whole, int64_t columns, enum px_chart_ink ink,
	 struct px_buf *out)
{
	static const char *const parts[EIGHTHS] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	int64_t fine = ink == PX_CHART_ASCII ? 1 : EIGHTHS;
	int64_t length = px_chart_length(value, whole, columns * fine);

	put_times(signs[ink][0], length / fine, out);
	px_buf_puts(out, parts[length % fine]);
}

void
px_chart_gauge(struct px_ratio done, struct px_ratio whole, size_t columns, enum px_chart_ink ink,
	       struct px_buf *out)
{
	int64_t length = px_chart_length(done, whole, (int64_t)columns);

	put_times(signs[ink][0], length, out);
	put_times(tracks[ink], (int64_t)columns - length, out);
}

/* A column is a unit when numbers are whole and small enough. */
size_t
px_chart_columns(const struct px_chart *chart, size_t most)
{
	int64_t units = 0;

	if (chart->kind != PX_CHART_PROGRESS && chart->kind != PX_CHART_RADAR && chart->units &&
	    px_ratio_integer(chart->most, &units) == 0 && units <= (int64_t)most)
		return (size_t)units;
	return most;
}

/* Each part ends where the sum so far says, so that rows of one sum are of one length; a part that
 * is there has a sign. */
static void
put_stack(const struct px_chart *chart, const struct px_chart_row *row, int64_t columns,
	  enum px_chart_ink ink, struct px_buf *out)
{
	struct px_ratio sum = px_ratio_whole(0);
	int64_t end = 0;

	for (size_t i = 0; i < chart->series_count; i++) {
		struct px_ratio value = px_chart_seen(row->values[i]);
		int64_t before = end;

		sum = px_ratio_add(sum, value);
		end = px_chart_length(sum, chart->most, columns);
		end = px_ratio_sign(value) > 0 && end <= before ? before + 1 : end;
		end = end < before ? before : end;
		put_times(signs[ink][i], (end > columns ? columns : end) - before, out);
	}
}

void
px_chart_bar(const struct px_chart *chart, size_t row, size_t columns, enum px_chart_ink ink,
	     struct px_buf *out)
{
	const struct px_chart_row *of = &chart->rows[row];

	if (chart->kind == PX_CHART_PROGRESS || chart->kind == PX_CHART_RADAR) {
		px_chart_gauge(of->values[0], of->whole, columns, ink, out);
		return;
	}
	columns = px_chart_columns(chart, columns);
	if (chart->kind == PX_CHART_STACK)
		put_stack(chart, of, (int64_t)columns, ink, out);
	else
		put_fine(of->values[0], chart->most, (int64_t)columns, ink, out);
}

void
px_chart_legend(const struct px_chart *chart, enum px_chart_ink ink, struct px_buf *out)
{
	for (size_t i = 0; chart->kind == PX_CHART_STACK && i < chart->series_count; i++)
		px_buf_printf(out, "%s%s %s", i ? "  " : "", signs[ink][i], chart->series[i]);
}

void
px_chart_text(const struct px_chart *chart, size_t width, bool colour, struct px_buf *out)
{
	const struct px_table_column columns[] = {
		{ .header = "" },
		{ .header = "", .bars = chart },
		{ .header = "", .right = true },
	};
	struct px_table_options options = { .width = width, .colour = colour, .no_headers = true };
	struct px_table *table;

	if (!chart->count)
		return;
	px_paint_put(out, PX_PAINT_STRONG, colour, chart->title);
	px_buf_putc(out, '\n');
	table = px_table_open(out, columns, sizeof(columns) / sizeof(columns[0]), &options);
	for (size_t i = 0; i < chart->count; i++) {
		px_table_cell(table, chart->rows[i].label, PX_PAINT_PLAIN);
		px_table_cell(table, NULL, PX_PAINT_PLAIN);
		px_table_cell(table, chart->rows[i].texts[0], PX_PAINT_PLAIN);
		px_table_row(table);
	}
	px_table_close(table);
}
