/*
 * `recur`: the days on which a task comes again.
 */
#ifndef PX_CLI_TASK_RECUR_H
#define PX_CLI_TASK_RECUR_H

#include "cli/program.h"

extern const struct px_type px_view_recurrence;

/* One operand names a task. */
int px_run_recur(struct px_run *run, struct px_err *err);

#endif
