/*
 * Progress of a long reading: on standard error, after a second, on a terminal only, never with -q.
 */
#ifndef PX_CLI_PROGRESS_H
#define PX_CLI_PROGRESS_H

#include <time.h>

#include "cli/program.h"
#include "io/rows.h"

struct px_progress {
	const struct px_run *run;
	struct timespec start;
	long calls;
	time_t shown; /* the second that was shown last; 0: nothing yet */
};
#define PX_PROGRESS_INIT(run)                                                                      \
	{                                                                                          \
		(run), { 0, 0 }, 0, 0                                                              \
	}

/* Cheap: looks at the clock once in a while.  Shows bytes read, the rate, and the time left when the
 * size is known. */
void px_progress_of(struct px_progress *progress, const struct px_source *source);

/* Wipe the line, when there is one. */
void px_progress_end(struct px_progress *progress);

#endif
