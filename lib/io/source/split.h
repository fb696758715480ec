/*
 * Rows of a register file, which knows no quoting: lines cut at each delimiter, a quote is data.
 * One separator at the end of each line closes its last cell (the Annuaire Santé writes it so).
 */
#ifndef PX_IO_SOURCE_SPLIT_H
#define PX_IO_SOURCE_SPLIT_H

#include "io/csv_in.h"

struct px_split;

struct px_split *px_split_open(struct px_input *input, char delimiter, long line);
void px_split_close(struct px_split *split);

/* Pass over the lines that are known: px_source_options. */
void px_split_skip(struct px_split *split,
		   bool (*known)(const char *line, size_t length, void *data), void *data);

/* As px_csv_in_next.  The cells lie in the input's window: nothing is copied. */
int px_split_next(struct px_split *split, struct px_raw_row *row, struct px_err *err);

#endif
