/*
 * The journal as rows: who changed what, when, and from what to what; or what each command did.  For
 * `plexus log`.
 */
#ifndef PX_CLI_HISTORY_LOG_H
#define PX_CLI_HISTORY_LOG_H

#include "cli/program.h"

/* The options of a verb that prints the journal; NULL ends. */
extern const struct px_option *const px_log_options[];

extern const struct px_type px_view_log;

/* Types of records, for completion. */
const char *px_log_operand(struct px_run *run, size_t at, size_t i);

/* Operands: filters, and a type, a type and a record's name (TYPE:NAME too), or a uid or the ending of
 * one (of a removed record too).  PX_NOT_FOUND when nothing was ever written about what is named. */
int px_run_log(struct px_run *run, struct px_err *err);

#endif
