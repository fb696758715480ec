/*
 * The verb `reconcile`: the team beside the national register, as a table of findings for people,
 * or as a patch that import takes.
 */
#ifndef PX_CLI_VIEW_RECONCILE_H
#define PX_CLI_VIEW_RECONCILE_H

#include "cli/program.h"

int px_reconcile_run(struct px_run *run, struct px_err *err);

#endif
