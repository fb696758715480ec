/*
 * What completion offers where the report asks for one of its own names: codes of indicators, facts
 * and their values, of the newest rules.
 */
#ifndef PX_CLI_VIEW_ACI_WORDS_H
#define PX_CLI_VIEW_ACI_WORDS_H

#include "cli/program.h"

/* The i-th of "trainees=", "sas=", then "sas=none", "sas=half", "coordination=yes"…; NULL at the end,
 * or when the rules cannot be read. */
const char *px_aci_fact_word(struct px_run *run, size_t i);

/* The same for operands of verbs (struct px_verb): facts everywhere, facts after a year, codes, codes
 * after a year. */
const char *px_aci_fact_operand(struct px_run *run, size_t at, size_t i);
const char *px_aci_set_operand(struct px_run *run, size_t at, size_t i);
const char *px_aci_code_operand(struct px_run *run, size_t at, size_t i);
const char *px_aci_evidence_operand(struct px_run *run, size_t at, size_t i);

#endif
