/*
 * Does the journal's chain hold, and has every record's last change its line?
 *
 * Whoever can write to the database can write all of a line anew, its digest, and every chain from there
 * to the end: that holds.  What was kept of it elsewhere (cli/history/anchor.h) tells.
 */
#ifndef PX_STORE_VERIFY_H
#define PX_STORE_VERIFY_H

#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/uid.h"
#include "store/store.h"

/* What is wrong with the first line that is. */
enum px_break {
	PX_WHOLE,
	PX_ALTERED,  /* its content is not what was written */
	PX_MISSING,  /* it is not there */
	PX_UNLINKED, /* its chain does not follow from the line before */
	PX_CUT,      /* nothing stands after the last line, and a record was changed after it */
};
enum { PX_BREAK_COUNT = PX_CUT + 1 };

struct px_verdict {
	int64_t lines; /* those before it; all of them when nothing is wrong */
	char at[PX_INSTANT_SIZE], chain[PX_HASH_SIZE]; /* of the last of these */
	enum px_break what;
	int64_t seq; /* of the line that is wrong */
	/* The record that the line is about, as far as it is known (PX_CUT: of the record without a line,
	 * its id too); else "" and 0. */
	char type[64], uid[PX_UID_SIZE];
	int64_t id;
};

/* For who waits: begin says how many lines there are to tick for, tick is called for each; -1 stops. */
struct px_verify_watch {
	void (*begin)(int64_t lines, void *data);
	int (*tick)(void *data, struct px_err *err);
	void *data;
};

/* The whole journal, by two readers when it is long and the store was opened to read.  0 whatever is
 * found; -1 when it cannot be read.  watch may be NULL. */
int px_journal_examine(struct px_store *store, const struct px_verify_watch *watch,
		       struct px_verdict *out, struct px_err *err);

/* "journal: line 12 was altered: …"; of what is whole nothing. */
void px_verdict_say(const struct px_verdict *verdict, struct px_buf *out);

/* The chain and the instant of this line: 1; 0: there is no such line. */
int px_journal_at(struct px_store *store, int64_t seq, char chain[PX_HASH_SIZE],
		  char at[PX_INSTANT_SIZE], struct px_err *err);

#endif
