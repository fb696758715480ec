/*
 * What stands around a verb: the database opened as it asks, the organization, who acts, and when.
 */
#ifndef PX_CLI_SETUP_H
#define PX_CLI_SETUP_H

#include "cli/config.h"
#include "cli/program.h"

/* Fill store, organization, home, actor and world of the run, by option, else environment, else
 * configuration, else default. */
int px_run_setup(struct px_run *run, const struct px_config *config, struct px_err *err);

/* Roll back what is open and close; takes a run that px_run_setup left half filled. */
void px_run_teardown(struct px_run *run);

#endif
