/*
 * Inside templates: reading one.
 */
#ifndef PX_CLI_TASK_TEMPLATE_READ_H
#define PX_CLI_TASK_TEMPLATE_READ_H

#include "base/date.h"
#include "cli/program.h"

/* One row: a task to be, and the steps to be done before it. */
struct px_step {
	const char *name; /* what `depends` of others says */
	long line;
	struct px_record task;
	char **after; /* names of steps */
	size_t after_count;
	bool added;
};

struct px_template {
	const char *path;
	const char *title;     /* of a CSV, what stands alone above its header; or NULL */
	struct px_step *steps; /* in the order of the file, in the run's arena */
	size_t count, capacity;
};

/*
 * Read the file as on the day of start.  The tasks have what the rows say, references not resolved.
 * PX_REJECTED: "file:line: why" (a column or a value that is none, two steps of one name).
 */
int px_template_read(struct px_run *run, const char *path, struct px_date start,
		     struct px_template *out, struct px_err *err);

#endif
