/*
 * The journal: every change of a record, written in the same transaction, linked in a chain.
 *
 * digest = SHA-256 of the canonical JSON array of the line's columns, from `at` to `after`;
 * chain = SHA-256 of the previous line's chain and of the digest (64 zeros before the first line).
 */
#ifndef PX_STORE_JOURNAL_H
#define PX_STORE_JOURNAL_H

#include "store/store.h"

struct px_journal_line {
	int64_t seq;
	const char *at, *actor, *operation; /* operation: add, edit, remove */
	int64_t organization;
	const char *type, *uid;
	const char *before, *after; /* JSON objects; NULL before an add and after a remove */
	const char *digest, *chain;
};

/* Write one; at, actor come from px_store_identify; seq, digest and chain are computed. */
int px_journal_add(struct px_store *store, const struct px_journal_line *line, struct px_err *err);

/* Lines from seq `from` on, of one record when uid is not NULL; take returns 0 to go on. */
int px_journal_read(struct px_store *store, int64_t from, const char *uid,
		    int (*take)(const struct px_journal_line *line, void *data, struct px_err *err),
		    void *data, struct px_err *err);

/* The number of the last line; 0 when there is none. */
int px_journal_last(struct px_store *store, int64_t *seq, struct px_err *err);

/* Recompute the whole chain, and look for the line of every record's last change (an end that was cut
 * leaves a chain that holds): 0 and the number of lines, or -1 and PX_REJECTED with the first broken
 * seq. */
int px_journal_verify(struct px_store *store, int64_t *lines, struct px_err *err);

#endif
