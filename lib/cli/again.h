/*
 * A command that another one was in the way of (two that each wait for the other: the server ends one)
 * is run again from its beginning, by itself, a few times.
 */
#ifndef PX_CLI_AGAIN_H
#define PX_CLI_AGAIN_H

#include "cli/program.h"

/* Is that why it failed, and did it say nothing and read nothing of standard input that would be missed?
 * Then wait a little and run it anew, in the place of this process: it does not return but when it cannot
 * be done. */
void px_again(struct px_run *run, const struct px_err *err, char **argv);

#endif
