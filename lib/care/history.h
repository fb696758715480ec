/*
 * History: what one command did, undone; what was undone, done again.
 *
 * An operation is all that one run of one command wrote (store/journal.h).  To undo it, its lines are
 * reverted, the newest first: what was added is taken away, what was removed is put back, what was
 * changed is what it was, numbers and times included.  That is an operation too, whose lines name the
 * one that it undoes; to do that one again is to revert them in turn, so that what no line of the first
 * told (the slots made with their offer) comes back as it was.
 *
 * Nothing is undone that something changed since, nor `init`.  Registers, settings and keys are in no
 * journal.
 */
#ifndef PX_CARE_HISTORY_H
#define PX_CARE_HISTORY_H

#include "care/slot.h"
#include "store/journal.h"

enum px_direction { PX_UNDO, PX_REDO };

/* An operation that can be undone, or done again.  Texts are the arena's. */
struct px_done {
	const char *uid;        /* or "line-12" */
	const char *command;    /* or "", of a line of before operations */
	const char *at, *actor; /* of its own lines */
	const char *lines_of; /* the column `operation` of the lines to revert: its own, or those of
				  * what undid or did it again last */
	int64_t newest, oldest; /* lines between which those are */
	int64_t count;          /* of those */
};

/*
 * The newest `most` operations of the organization that stand (PX_UNDO), or that were undone last
 * (PX_REDO), in the order to revert them; undo, redo and init are none.  How many are fewer when there
 * are no more.  px_journal_settle first.
 */
int px_history_newest(const struct px_slot_at *at, enum px_direction direction, size_t most,
		      struct px_done *out, size_t *count, struct px_err *err);

/* The one of this uid, or of this ending of 6 characters or more; that of what undid it, or did it again,
 * means it too.  PX_NOT_FOUND; PX_CONFLICT: the ending
 * fits several, or it is undone already, stands already, or is none that can be undone. */
int px_history_named(const struct px_slot_at *at, enum px_direction direction, const char *name,
		     struct px_done *out, struct px_err *err);

/*
 * Revert it, in a write transaction.  reverted is called with each record as it was and as it became,
 * either NULL: they live until it returns.  PX_CONFLICT names the records (five of them, and how many
 * more) that are not what it left, and what changed them; the transaction has to be rolled back.
 */
struct px_reverted {
	int (*take)(const struct px_done *done, const struct px_record *before,
		    const struct px_record *after, void *data, struct px_err *err);
	void *data;
};
int px_history_revert(const struct px_slot_at *at, enum px_direction direction,
		      const struct px_done *done, const struct px_reverted *reverted,
		      struct px_err *err);

/*
 * Every operation of the organization (0: all), the oldest first, as people look for one to undo.
 */
struct px_operation_row {
	const char *uid, *command, *undoes; /* "" of none */
	const char *at, *actor;
	int64_t first, records; /* its first line; how many records it is about */
	bool undone;
};
int px_history_each(const struct px_slot_at *at, int64_t organization,
		    int (*take)(const struct px_operation_row *row, void *data, struct px_err *err),
		    void *data, struct px_err *err);

#endif
