/*
 * What is left to do, week after week.
 */
#ifndef PX_CLI_TASK_BURNDOWN_H
#define PX_CLI_TASK_BURNDOWN_H

#include "cli/program.h"

/* The options of the verb; NULL ends. */
extern const struct px_option *const px_burndown_options[];

extern const struct px_type px_view_burndown;

/* Operands are filters.  A line a week: tasks added, done, dropped, and open at its end, as their
 * times of creation and completion say; for people a bar as well. */
int px_run_burndown(struct px_run *run, struct px_err *err);

#endif
