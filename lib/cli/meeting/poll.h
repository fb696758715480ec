/*
 * What the verbs of polls share.  For lib/cli/meeting alone.
 */
#ifndef PX_CLI_MEETING_POLL_H
#define PX_CLI_MEETING_POLL_H

#include "care/poll.h"
#include "cli/program.h"

struct px_poll_of px_run_poll_of(struct px_run *run);

/* PX_CONFLICT when the poll is not open any more. */
int px_poll_check_open(const struct px_poll *poll, struct px_err *err);

/* "Thursday 20 March 2025 12:30", in local time. */
void px_poll_put_date(const struct px_run *run, int64_t start, struct px_buf *out);

/* Print the poll: its dates and who can come, for people or as one JSON object.  chosen, when it is
 * not NULL, is the date taken. */
void px_poll_print(struct px_run *run, const struct px_poll *poll,
		   const struct px_poll_choice *chosen);

#endif
