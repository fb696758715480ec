/*
 * Charts: one description, drawn in SVG for a page and in characters for a terminal.
 *
 * In a page a chart reads in grey: series differ by pattern, mark or dash, and figures stand beside
 * what they measure.  Its widths are percentages, so that its letters are as large on a telephone
 * as on a screen.  It has a title, a description, and the table of its figures beside it.  On a
 * terminal bars are as wide as the room that is given, in blocks, or in ASCII where there is no
 * UTF-8.  Nothing here is copied: what a chart points to lives as long as it does.
 */
#ifndef PX_IO_CHART_H
#define PX_IO_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/ratio.h"

enum px_chart_kind {
	PX_CHART_BAR,      /* the first series, all rows on one scale */
	PX_CHART_PROGRESS, /* the first series, each row of its own whole */
	PX_CHART_STACK,    /* the series one after the other */
	PX_CHART_LINE,     /* a line a series, rows from left to right */
	PX_CHART_RADAR, /* a spoke a row, three at least, each of its own whole; a line a series */
};

enum { PX_CHART_SERIES = 4 };

struct px_chart_row {
	const char *label;
	struct px_ratio values[PX_CHART_SERIES]; /* what is bad or below 0 is drawn as nothing */
	const char *texts[PX_CHART_SERIES];      /* the values as people read them, unit included */
	struct px_ratio whole;                   /* of PX_CHART_PROGRESS, PX_CHART_RADAR */
};

struct px_chart {
	enum px_chart_kind kind;
	const char *name;  /* of its ids in the page: letters, used once there */
	const char *title; /* what is shown */
	const char *label; /* what rows are: heads their column in the table */
	const char *series[PX_CHART_SERIES];
	size_t series_count;
	const struct px_chart_row *rows;
	size_t count;
	/* What px_chart_measure finds: the longest bar, and whether all values are whole. */
	struct px_ratio most;
	bool units;
};

/* Once, when the rows are there; everything below needs it. */
void px_chart_measure(struct px_chart *chart);

/* A figure with its caption, its legend when it has several series, and its drawing.  Of more rows
 * than a figure holds (lines apart) the first are drawn, and it is said.  Texts that it adds are
 * in the language of the process. */
void px_chart_svg(const struct px_chart *chart, struct px_buf *out);

/* The same figures as a table: the text alternative, where the page has no other. */
void px_chart_table(const struct px_chart *chart, struct px_buf *out);

/* A bar without letters, for the cell of a table: done of whole, said by the alternative. */
void px_chart_cell(struct px_ratio done, struct px_ratio whole, const char *alternative,
		   struct px_buf *out);

/* What a terminal's bars are drawn with. */
enum px_chart_ink { PX_CHART_ASCII, PX_CHART_BLOCKS };

/* The ink that the process's environment can show: blocks where LC_ALL, LC_CTYPE or LANG name UTF-8. */
enum px_chart_ink px_chart_ink(void);

/* Append the bar of a row, at most this many columns wide; a line is drawn as the bar of its first
 * series.  One column a unit where that fits; what is there is seen, be it one among thousands. */
void px_chart_bar(const struct px_chart *chart, size_t row, size_t columns, enum px_chart_ink ink,
		  struct px_buf *out);

/* The columns that the longest bar needs, at most this many. */
size_t px_chart_columns(const struct px_chart *chart, size_t most);

/* What the signs of a stack mean, "█ open  ░ done"; nothing for other kinds. */
void px_chart_legend(const struct px_chart *chart, enum px_chart_ink ink, struct px_buf *out);

/* A bar of so many columns, as far as done is of whole, and the track for the rest. */
void px_chart_gauge(struct px_ratio done, struct px_ratio whole, size_t columns,
		    enum px_chart_ink ink, struct px_buf *out);

/* A title, then a line a row: label, bar, figures; width as of px_table_options. */
void px_chart_text(const struct px_chart *chart, size_t width, bool colour, struct px_buf *out);

#endif
