/*
 * Tasks as a tree, for people: projects, under each its tasks, under each task those that it waits
 * for.
 */
#ifndef PX_CLI_TASK_TREE_H
#define PX_CLI_TASK_TREE_H

#include "cli/program.h"

/*
 * Print the tasks that the run's filters leave; what a task waits for and the filters leave out is
 * not shown.  A task that several wait for stands below each, with what it waits for itself below
 * the first alone.  PX_USAGE with a format for machines, which have `depends`.
 */
int px_run_task_tree(struct px_run *run, struct px_err *err);

#endif
