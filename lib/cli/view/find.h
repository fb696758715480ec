/*
 * find: people of the team and of the register, by what they do, by name, and by distance.
 */
#ifndef PX_CLI_VIEW_FIND_H
#define PX_CLI_VIEW_FIND_H

#include "cli/program.h"

/* --near, --within; NULL ends. */
extern const struct px_option *const px_find_options[];

extern const struct px_type px_view_find;

int px_find_verb(struct px_run *run, struct px_err *err);

#endif
