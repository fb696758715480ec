/*
 * What completion offers where the report asks for one of its own names: codes of indicators, facts
 * and their values, of the newest rules.
 */
#ifndef PX_CLI_VIEW_ACI_WORDS_H
#define PX_CLI_VIEW_ACI_WORDS_H

#include "cli/program.h"

/* The i-th, NULL at the end, or when the rules cannot be read. */
const char *px_aci_code_word(struct px_run *run, size_t i);

/* "trainees=", "sas=", then "sas=none", "sas=half", "coordination=yes"… */
const char *px_aci_fact_word(struct px_run *run, size_t i);

#endif
