/*
 * The day of a team, or of one person: what is late, what comes within a week, meetings, and what
 * the ACI report of the exercise still waits for.
 */
#ifndef PX_CLI_VIEW_TODAY_H
#define PX_CLI_VIEW_TODAY_H

#include "cli/program.h"

/* Prints it, for people or with --json as one object. */
int px_run_today(struct px_run *run, struct px_err *err);

#endif
