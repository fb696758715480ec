/*
 * What the files of lib/cli/history share: the rows of the history.
 *
 *	rows.c         their fields
 *	log.c          plexus log
 *	operations.c   plexus log --operations
 *	undo.c         plexus undo, plexus redo
 */
#ifndef PX_CLI_HISTORY_ROWS_H
#define PX_CLI_HISTORY_ROWS_H

#include "cli/history/log.h"

enum {
	PX_LOG_SEQ,
	PX_LOG_AT,
	PX_LOG_ACTOR,
	PX_LOG_COMMAND,
	PX_LOG_CHANGE,
	PX_LOG_TYPE,
	PX_LOG_UID,
	PX_LOG_WHAT,
	PX_LOG_OPERATION,
	PX_LOG_UNDOES,
	PX_LOG_BEFORE,
	PX_LOG_AFTER,
	PX_LOG_DIGEST,
	PX_LOG_CHAIN,
	PX_LOG_FIELDS,
};

enum {
	PX_OPERATION_AT,
	PX_OPERATION_ACTOR,
	PX_OPERATION_COMMAND,
	PX_OPERATION_RECORDS,
	PX_OPERATION_UNDONE,
	PX_OPERATION_UID,
	PX_OPERATION_UNDOES,
	PX_OPERATION_SEQ,
	PX_OPERATION_FIELDS,
};

extern const struct px_type px_view_operation;

/* The name of a type of record: people read what it is called. */
/* The type of record of this name, or of what it is called in the user's language; else NULL. */
const struct px_type *px_log_type(const char *text);

extern const struct px_kind px_kind_record_type;

/* The uid of an operation: people read the 6 characters that name it. */
extern const struct px_kind px_kind_operation;

/* Print those that the filters let pass. */
int px_run_operations(struct px_run *run, const struct px_filters *filters, struct px_err *err);

#endif
