/*
 * Tasks that come again.
 *
 * Only one task of a recurrence is open at a time: the next is made when this one is done, in the same
 * transaction and whichever way it is done (a verb, an edit, a file, minutes), so that nothing piles up
 * and nothing is lost.  base/recur/recur.h says which day.
 */
#ifndef PX_CARE_RECUR_H
#define PX_CARE_RECUR_H

#include "base/recur/recur.h"
#include "model/field.h"
#include "store/store.h"

struct px_recur_at {
	struct px_store *store;
	struct px_arena *arena;
	const struct px_world *world;
};

/* What became of the task that comes next, and that task. */
enum px_recur_fate {
	PX_RECUR_NOTHING,
	PX_RECUR_MADE,
	PX_RECUR_TAKEN_BACK, /* nobody had touched it: removed */
	PX_RECUR_STAYS, /* somebody had: it goes on, and the task that was reopened ends there */
};

struct px_recur_follow {
	enum px_recur_fate fate;
	struct px_record next;
};

/*
 * A task's status was changed, and that is stored; `was` is the one before.  Done, it makes the task
 * that comes next (who does it, project, priority and notes are the same; begin and wait days keep
 * their distance to the day it is due).  Opened again, it takes that one back; one that somebody has
 * changed, begun or done stays, and the recurrence with it: `after` has none any more, so that only
 * one task of a recurrence is ever open.  careful: make none where there is one already (rows of a
 * file may hold both).  0, or -1.
 */
int px_recur_follow(const struct px_recur_at *at, const char *was, struct px_record *after,
		    bool careful, struct px_recur_follow *out, struct px_err *err);

/* The recurrence of a task and the day of its rule: 1, 0 when it has none. */
int px_recur_of(const struct px_record *task, struct px_recur *recur, int64_t *occurrence);

#endif
