/*
 * Meetings as iCalendar: the verb `ics`.
 */
#ifndef PX_CLI_VIEW_CALENDAR_H
#define PX_CLI_VIEW_CALENDAR_H

#include "cli/program.h"

/* The options of the verb; NULL ends. */
extern const struct px_option *const px_calendar_options[];

/* Write the meetings that the operands name, or that the filters leave, as one calendar. */
int px_run_calendar(struct px_run *run, struct px_err *err);

#endif
