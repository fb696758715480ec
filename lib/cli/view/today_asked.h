/*
 * Of today's requests for care: whose answer they wait for.
 */
#ifndef PX_CLI_VIEW_TODAY_ASKED_H
#define PX_CLI_VIEW_TODAY_ASKED_H

#include "cli/program.h"

/* Was whoever acts asked for this request, and has not answered?  1, 0, or -1. */
int px_today_asked(struct px_run *run, const struct px_record *request, struct px_err *err);

#endif
