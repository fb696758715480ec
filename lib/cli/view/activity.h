/*
 * activity: what each person did, month by month.
 */
#ifndef PX_CLI_VIEW_ACTIVITY_H
#define PX_CLI_VIEW_ACTIVITY_H

#include "cli/program.h"

extern const struct px_verb px_verb_activity;

#endif
