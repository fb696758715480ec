/*
 * CSV out, streamed into a px_buf that the caller empties when it likes.
 *
 *	struct px_csv_out csv = PX_CSV_OUT_INIT(&buf, PX_CSV_PLAIN);
 *	px_csv_out_start(&csv);
 *	px_csv_out_cell(&csv, "title"); … px_csv_out_row(&csv);      the header, then each row
 *
 * io/rows.h reads back exactly what was written, in either profile.
 */
#ifndef PX_IO_CSV_OUT_H
#define PX_IO_CSV_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum px_csv_profile {
	/* RFC 4180 with `,` and LF, no mark.  Cells are as they are, but for the few that reading
	 * would mend (a text such as ="0123", '=x or #N/A): these get a ' before them. */
	PX_CSV_PLAIN,
	/* What a French Excel opens well: UTF-8 mark, `;`, CRLF; a ' before what it would take for
	 * a formula (= + - @ TAB CR), except numbers (-12,5) and phones (+33…), and before words
	 * that it would rewrite (px_csv_out_words). */
	PX_CSV_EXCEL_FR,
};

struct px_csv_out {
	struct px_buf *out;
	enum px_csv_profile profile;
	size_t cells;   /* in the row so far */
	bool empty;     /* the row so far is one empty cell */
	char delimiter; /* NUL: the profile's; else one of , ; | TAB */
	bool lines;     /* rows end in LF whatever the profile */
};
#define PX_CSV_OUT_INIT(buf, profile)                                                              \
	{                                                                                          \
		(buf), (profile), 0, false, 0, false                                               \
	}

void px_csv_out_start(struct px_csv_out *csv);                  /* what comes before the header */
void px_csv_out_cell(struct px_csv_out *csv, const char *text); /* NULL: empty */
/* A cell of words: what a spreadsheet would take for a number or a date ("007", "1/2") is guarded for
 * it as a formula is. */
/* A cell after the guard, whatever it holds. */
void px_csv_out_guarded(struct px_csv_out *csv, const char *text);
void px_csv_out_words(struct px_csv_out *csv, const char *text);
void px_csv_out_row(struct px_csv_out *csv); /* ends the row */

#endif
