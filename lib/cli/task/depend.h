/*
 * What a task waits for.
 */
#ifndef PX_CLI_TASK_DEPEND_H
#define PX_CLI_TASK_DEPEND_H

#include "cli/program.h"

/* The options of the verb; NULL ends. */
extern const struct px_option *const px_depend_options[];

/* Operands: TASK… on TASK….  The first wait for the others from now on, or no longer (--remove).
 * PX_CONFLICT shows the way round when that would go in a circle. */
int px_run_depend(struct px_run *run, struct px_err *err);

#endif
