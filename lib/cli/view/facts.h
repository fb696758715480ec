/*
 * The facts that an exercise's report asks for: what each is called, what it holds, and from where.
 */
#ifndef PX_CLI_VIEW_FACTS_H
#define PX_CLI_VIEW_FACTS_H

#include "cli/program.h"

extern const struct px_type px_view_aci_fact;

/* Print them, in the rules' order; year 0: the exercise that is being closed. */
int px_run_facts(struct px_run *run, int year, const char *rules_path, struct px_err *err);

#endif
