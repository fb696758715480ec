/*
 * What can be done now: open tasks, the most urgent first.  A task waits for its `wait` day and for
 * the tasks that it depends on.
 */
#ifndef PX_CLI_TASK_NEXT_H
#define PX_CLI_TASK_NEXT_H

#include "cli/program.h"

/* The options of the verb; NULL ends. */
extern const struct px_option *const px_next_options[];

/* Operands are filters.  Prints the tasks, or with --explain the terms of their urgency. */
int px_run_next(struct px_run *run, struct px_err *err);

/* The terms of urgency, for help and manual (struct px_verb). */
const char *px_next_term(size_t i, struct px_buf *text);

#endif
