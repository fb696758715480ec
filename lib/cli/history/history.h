/*
 * What one command did: undone, and done again.
 */
#ifndef PX_CLI_HISTORY_HISTORY_H
#define PX_CLI_HISTORY_HISTORY_H

#include "cli/program.h"

/* A record that undo or redo made what it was. */
extern const struct px_type px_view_reverted;

int px_run_undo(struct px_run *run, struct px_err *err);
int px_run_redo(struct px_run *run, struct px_err *err);

#endif
