/*
 * What the files of lib/store/journal share.
 *
 *	journal.c    lines written and read
 *	operation.c  what one command did: the name that its lines share
 *	waiting.c    lines that wait for their place in the chain
 *	verify.c     does the chain hold?
 */
#ifndef PX_STORE_JOURNAL_PART_H
#define PX_STORE_JOURNAL_PART_H

#include "base/buf.h"
#include "store/inner.h"
#include "store/journal.h"

/* The chain's last line, into the store; known for the rest of the transaction once read. */
int px_journal_head(struct px_store *store, struct px_err *err);

/* Give the line, whose digest is known, its number and chain after the last one, and write it. */
int px_line_append(struct px_store *store, struct px_journal_line *line, struct px_err *err);

/* The name of the operation of this run, made when `seq` is the first line that it writes. */
const char *px_operation_name(struct px_store *store, int64_t seq);

/*
 * Lines that wait.
 */

/* May this transaction write to the chain?  1, once what waited is in it; 0: the line has to wait. */
int px_chain_enter(struct px_store *store, struct px_err *err);

/* The columns from seq to digest of the statement's row; texts until its next step. */
struct px_journal_line px_line_read(struct px_stmt *stmt);

/* Write one among those that wait. */
int px_line_wait(struct px_store *store, const struct px_journal_line *line, struct px_err *err);

/* Those that wait, of one record when uid is not NULL, as they would follow the last line, from
 * number `from` on.  None where nothing ever waits. */
int px_waiting_read(struct px_store *store, int64_t from, const char *uid, px_journal_take *take,
		    void *data, struct px_err *err);
int px_waiting_count(struct px_store *store, int64_t *count, struct px_err *err);

#endif
