/*
 * `plexus task list` is `plexus-task list`: the programs that stand beside this one, by name.
 */
#ifndef PX_CLI_DISPATCH_H
#define PX_CLI_DISPATCH_H

#include "cli/program.h"

/* When the first operand, or the word after `help`, is no verb of this program but names another
 * one, become it (no return).  0 when there is none; -1 when it cannot be run. */
int px_dispatch(const struct px_program *program, char **words, size_t count, struct px_err *err);

/* The name ("task") of the i-th program beside this one, sorted; NULL at the end. */
const char *px_dispatch_name(size_t i);

/* What it says of itself, one line, in the language of this process; empty when it says nothing. */
void px_dispatch_summary(const char *name, struct px_buf *out);

/* The one whose name is nearest to the word, or NULL. */
const char *px_dispatch_nearest(const char *word);

#endif
