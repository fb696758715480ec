/*
 * The journal: every change of a record, written in the same transaction, linked in a chain.
 *
 * digest = SHA-256 of the canonical JSON array of the line's columns, from `at` to `after`;
 * chain = SHA-256 of the previous line's chain and of the digest (64 zeros before the first line).
 */
#ifndef PX_STORE_JOURNAL_H
#define PX_STORE_JOURNAL_H

#include "base/buf.h"
#include "base/hash.h"
#include "store/store.h"

struct px_journal_line {
	int64_t seq;
	const char *at, *actor;
	const char
		*operation; /* what one command did has the same on all of its lines: see below */
	int64_t organization;
	const char *type, *uid;
	const char *before, *after; /* JSON objects; NULL before an add and after a remove */
	const char *digest, *chain;
};

/* Write one; at, actor and operation come from px_store_identify and px_store_set_command; seq, digest
 * and chain are computed. */
int px_journal_add(struct px_store *store, const struct px_journal_line *line, struct px_err *err);

/* Lines from seq `from` on, of one record when uid is not NULL; take returns 0 to go on. */
typedef int px_journal_take(const struct px_journal_line *line, void *data, struct px_err *err);
int px_journal_read(struct px_store *store, int64_t from, const char *uid, px_journal_take *take,
		    void *data, struct px_err *err);

/* Those from seq `from` to seq `to`. */
int px_journal_part(struct px_store *store, int64_t from, int64_t to, px_journal_take *take,
		    void *data, struct px_err *err);

/* At most `most` of those before line `below`, the newest first: how many there were, or -1.  What waits
 * is not among them: settle first.  Of heads, `before` and `after` are "" where there is one: who looks
 * for operations passes by millions. */
int px_journal_back(struct px_store *store, int64_t below, int most, bool heads,
		    px_journal_take *take, void *data, struct px_err *err);

/* The number of the last line; 0 when there is none.  And of the last one that waits for nothing. */
int px_journal_last(struct px_store *store, int64_t *seq, struct px_err *err);
int px_journal_settled(struct px_store *store, int64_t *seq, struct px_err *err);

/* Recompute the whole chain, and look for the line of every record's last change (an end that was cut
 * leaves a chain that holds): 0 and the number of lines, or -1 and PX_REJECTED with the first broken
 * seq. */
int px_journal_verify(struct px_store *store, int64_t *lines, struct px_err *err);

/*
 * Where several programs write at once (PostgreSQL), a line waits for its place in the chain when
 * another one is writing to it.  Readers see those that wait after the others, numbered and chained as
 * they would be.  This puts them there for good: for what keeps the chain's head (`plexus anchor`), or
 * changes what was written.  Opened to read, the store is of the moment before: it sees no difference.
 * Where nothing waits, or nothing may be written, it does nothing.  PX_BUSY, in a transaction or after
 * 10 s: something waits still, since another program is writing to the chain.
 */
int px_journal_settle(struct px_store *store, struct px_err *err);

/*
 * The column `operation` is COMMAND/UID: program and verb ("task-add", "meeting-hold", "undo"), and a
 * UUIDv7 that is the same on every line of one run; of `undo` and `redo` COMMAND/UID/UID, the last one
 * being that of the operation undone, or done again.  Lines of before that hold "add", "edit" or
 * "remove" there: each is an operation of its own, "line-SEQ", of no known command.
 */
enum { PX_COMMAND_SIZE = 80, PX_OPERATION_SIZE = 40 };
struct px_operation {
	char command[PX_COMMAND_SIZE];  /* empty: not known */
	char uid[PX_OPERATION_SIZE];    /* or "line-12" */
	char undoes[PX_OPERATION_SIZE]; /* or empty */
};
void px_journal_operation(const struct px_journal_line *line, struct px_operation *out);

/* "add", "edit" or "remove": what stands on both sides tells. */
extern const char *const px_changes[];
const char *px_journal_change(const struct px_journal_line *line);

/*
 * For who copies lines as they are, and checks them.
 */

/* 64 zeros: the chain before the first line. */
extern const char px_chain_first[PX_HASH_SIZE];

/* Of the columns from `at` to `after`, as a JSON array; text is room to work in. */
void px_line_digest(const struct px_journal_line *line, struct px_buf *text,
		    char out[PX_HASH_SIZE]);

/* Of the 128 characters of the previous chain and the digest. */
void px_line_chain(const char *previous, const char *digest, char out[PX_HASH_SIZE]);

/* The statement that adds one, places in the order of struct px_journal_line. */
extern const char px_journal_insert_text[];

#endif
