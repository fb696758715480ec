/*
 * Progress of what takes long: a line on standard error, after a second, on a terminal only, never
 * with -q, wiped before anything else is said and at the end.  It never writes an escape sequence.
 *
 * Every loop that asks px_run_check counts a row.  Of a file the bytes are known as well, and with
 * its size a bar, a part of a hundred and the time left; a verb that knows how many rows there are
 * says so with px_progress_begin.  Rows that nobody announced are counted only where standard
 * output is no terminal, since they are likely to be printed there.
 */
#ifndef PX_CLI_PROGRESS_H
#define PX_CLI_PROGRESS_H

#include <time.h>

#include "cli/program.h"
#include "io/chart.h"
#include "io/rows.h"

/* How far it is.  What is 0 is unknown. */
struct px_progress_state {
	const char *name; /* of the file, or what is done; or NULL */
	int64_t rows, all_rows;
	uint64_t bytes, all_bytes;
	int64_t milliseconds; /* since it began */
};

struct px_progress {
	struct px_progress_state state;
	struct timespec start;
	int64_t next;    /* milliseconds until it is shown again */
	size_t drawn;    /* columns of the line that stands there; 0: none */
	bool known, off; /* whether it is wanted was looked at, and it is not */
	bool apart;      /* the output goes elsewhere than to a terminal */
	bool announced;
};

/* What follows is `name` (borrowed until the end), of so many rows; 0: who knows. */
void px_progress_begin(const struct px_run *run, const char *name, int64_t rows);

/* How far the source is; its rows are counted by px_run_check. */
void px_progress_of(const struct px_run *run, const struct px_source *source);

/* One row more: worked on, or printed, which counts where none was announced. */
void px_progress_row(const struct px_run *run);
void px_progress_printed(const struct px_run *run);

void px_progress_wipe(const struct px_run *run); /* what stands there; it may come again */

/* Was px_say or px_warn called? */
bool px_said_anything(void);
void px_progress_end(const struct px_run *run); /* wipes, and forgets */

/* The line itself, at most this many columns: name, bar, percent, rows, rate, time left. */
void px_progress_line(const struct px_progress_state *state, size_t columns, enum px_chart_ink ink,
		      struct px_buf *out);

#endif
