/*
 * Rows of a quoted CSV text (RFC 4180) as they stand: no header, no mending.  The only door to
 * libcsv, which runs in strict mode without trimming: an ambiguous quote is an error, not a guess.
 *
 * One kindness: a bare ="0123", which programs write for spreadsheets, is taken as that text.
 */
#ifndef PX_IO_CSV_IN_H
#define PX_IO_CSV_IN_H

#include "base/err.h"
#include "io/rows.h"
#include "io/source/input.h"

enum {
	PX_ROW_COLUMNS_LIMIT = 1024,
	PX_ROW_CELL_LIMIT = 1024 * 1024, /* bytes of a cell */
	PX_ROW_LIMIT = 16 * 1024 * 1024, /* bytes of a row */
};

/* A row as cut: cells may be changed and has room for PX_ROW_COLUMNS_LIMIT.  All texts lie in
 * [text, text + length), each ended by a NUL. */
struct px_raw_row {
	long line;
	size_t count;
	struct px_cell *cells;
	bool more; /* cells beyond the limit that were not empty */
	bool cut;  /* the last row, and no line end closes it */
	const char *text;
	size_t length;
};

struct px_csv_in;

/* input is borrowed; line is the one that its window begins with. */
struct px_csv_in *px_csv_in_open(struct px_input *input, char delimiter, long line);
void px_csv_in_close(struct px_csv_in *in);

/* 1 and a row that is valid until the next call, 0 at the end, -1 and "name:line: …".  Blank lines
 * are no rows. */
int px_csv_in_next(struct px_csv_in *in, struct px_raw_row *row, struct px_err *err);

#endif
