/*
 * Time spent on tasks that looks forgotten: the type adds what has passed since `start`
 * (px_settle_task), a night too, and people should hear of that.
 */
#ifndef PX_CLI_TASK_SPENT_H
#define PX_CLI_TASK_SPENT_H

#include "cli/program.h"

/* Starts zeroed; what it holds lives in the run's arena. */
struct px_spent {
	int64_t *ids;
	size_t count, capacity;
};

/* Before a task is stopped or closed: remember it when it was begun longer ago than people work. */
void px_spent_look(struct px_run *run, const struct px_record *task, struct px_spent *spent);

/* After the commit: say each that was remembered, and how to mend its minutes. */
void px_spent_warn(const struct px_run *run, const struct px_spent *spent);

#endif
