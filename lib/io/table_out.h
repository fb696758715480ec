/*
 * Tables and cards for people, in text: columns align whatever the accents, no borders, so that
 * lines can be grepped.  Output goes to a px_buf that the caller empties when it likes.
 *
 * Rows are kept until there are enough to know how wide columns are (1,000), so a long list
 * streams; later batches may widen a column, never narrow it.  Control characters in cells are
 * shown as blanks: nothing that comes from data can drive the terminal.
 */
#ifndef PX_IO_TABLE_OUT_H
#define PX_IO_TABLE_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "io/chart.h"

/* How a text is painted when colours are on. */
enum px_paint {
	PX_PAINT_PLAIN,
	PX_PAINT_HEADER, /* column headers, labels */
	PX_PAINT_STRONG,
	PX_PAINT_DIM,
	PX_PAINT_GOOD,
	PX_PAINT_WARNING,
	PX_PAINT_BAD,
};
enum { PX_PAINT_COUNT = PX_PAINT_BAD + 1 };

struct px_table_column {
	const char *header; /* as people read it, translated; borrowed until close */
	bool right;         /* numbers: aligned on the right, never clipped */
	bool whole;         /* ids, dates: never clipped */
	/* Not cells (put NULL): the bar of each row, in the room that is left.  The chart must hold
	 * all rows before the first is put; borrowed until close. */
	const struct px_chart *bars;
};

struct px_table_options {
	size_t width; /* columns of the terminal; 0: no limit, nothing is clipped */
	bool colour;  /* paint */
	bool no_headers;
	bool filled; /* leave out columns without a text, of a table that is one batch */
};

/* Append the text, painted when colour. */
void px_paint_put(struct px_buf *out, enum px_paint paint, bool colour, const char *text);

struct px_table;

/* columns and out are borrowed until close. */
struct px_table *px_table_open(struct px_buf *out, const struct px_table_column *columns,
			       size_t count, const struct px_table_options *options);

/* The next cell of the row, copied; NULL is empty.  Missing cells at the end are empty. */
void px_table_cell(struct px_table *table, const char *text, enum px_paint paint);
void px_table_row(struct px_table *table); /* ends the row; now and then appends a batch to out */

/* Appends what is left and frees.  Nothing at all, not even headers, when no row was put. */
void px_table_close(struct px_table *table);
void px_table_abandon(struct px_table *table); /* frees, appends nothing more */

/* A card: one field a line, labels aligned; the lines of a longer value stand below each other. */
struct px_card;

struct px_card *px_card_open(struct px_buf *out, const struct px_table_options *options);
void px_card_field(struct px_card *card, const char *label, const char *value, enum px_paint paint);
void px_card_close(struct px_card *card); /* appends the card and frees */

#endif
