/*
 * missing: the facts that a public site must say, and that the records do not hold (care/public.h).
 */
#ifndef PX_CLI_VIEW_MISSING_H
#define PX_CLI_VIEW_MISSING_H

#include "cli/program.h"

extern const struct px_type px_view_missing;

/* One row a fact; the exit status is that of a check that failed when there is one. */
int px_missing_verb(struct px_run *run, struct px_err *err);

#endif
