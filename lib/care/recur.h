/*
 * Tasks that come again.
 *
 * Only one task of a recurrence is open at a time: the next is made when this one is done, in the same
 * transaction, so that nothing piles up and nothing is lost.  base/recur/recur.h says which day.
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

/* A task that is being done now: write the one that comes next (who does it, project, priority and
 * notes are the same; begin and wait days keep their distance to the day it is due).  1 and the new
 * task, 0 when it comes no more, -1. */
int px_recur_make_next(const struct px_recur_at *at, const struct px_record *task,
		       struct px_record *next, struct px_err *err);

/* The local day it is. */
int64_t px_recur_today(const struct px_world *world);

/* The recurrence of a task and the day of its rule: 1, 0 when it has none. */
int px_recur_of(const struct px_record *task, struct px_recur *recur, int64_t *occurrence);

#endif
