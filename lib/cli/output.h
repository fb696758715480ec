/*
 * Where the verb's output goes: standard output, or -o FILE, which appears whole when the verb has
 * succeeded, and not at all when it has not.
 */
#ifndef PX_CLI_OUTPUT_H
#define PX_CLI_OUTPUT_H

#include "cli/program.h"

int px_output_open(struct px_run *run, struct px_err *err);
int px_output_close(struct px_run *run, struct px_err *err);
void px_output_abandon(struct px_run *run);

/* Columns of the terminal that run->out is (COLUMNS first); 0 when it is none. */
size_t px_output_width(const struct px_run *run);

/* Columns of the terminal behind a descriptor: COLUMNS, else what it says, else 80. */
size_t px_terminal_width(int descriptor);

/* Are colours wanted there?  --color, then NO_COLOR and TERM=dumb, then whether it is a terminal. */
bool px_output_colors(const struct px_run *run);

#endif
