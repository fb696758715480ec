/*
 * A month of tasks and meetings: a grid for people, a line a day for machines.
 */
#ifndef PX_CLI_TASK_MONTH_H
#define PX_CLI_TASK_MONTH_H

#include "cli/program.h"

/* The options of the verb `calendar`; NULL ends. */
extern const struct px_option *const px_month_options[];

extern const struct px_type px_view_day;

/* Operands are filters of tasks; those that meetings have too (project=) are theirs as well. */
int px_run_month(struct px_run *run, struct px_err *err);

/* The run's operands as conditions of a query, NULL after the last. */
const char *const *px_task_conditions(struct px_run *run);

#endif
