/*
 * Ctrl-C, and the other signals that end a program: loops ask px_run_check (cli/program.h) and stop
 * in order; what never asks is ended a second later.
 */
#ifndef PX_CLI_INTERRUPT_H
#define PX_CLI_INTERRUPT_H

#include "base/err.h"

/* Once, at start. */
void px_interrupt_catch(void);

/* PX_INTERRUPTED, and -1, when one came. */
int px_interrupt_check(struct px_err *err);

#endif
