/*
 * The ledger of meeting time as rows: a line a person and meeting, or summed by what --by names.
 * For `plexus-meeting time` and `plexus-report time`.
 */
#ifndef PX_CLI_VIEW_TIME_H
#define PX_CLI_VIEW_TIME_H

#include "cli/program.h"

/* The options of a verb that prints the ledger: --year, --by; NULL ends. */
extern const struct px_option *const px_time_options[];

extern const struct px_type px_view_ledger;

/* Print it; by: what to sum by when --by is not given, or NULL for every line. */
int px_run_time(struct px_run *run, const char *by, struct px_err *err);

#endif
