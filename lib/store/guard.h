/*
 * What a command lets stand between it and the records that it writes: a guard is asked before each
 * is written, and told what was, and what became of the transaction.  The command line's runs the
 * user's executables (cli/hook.h).
 *
 * Registers, the program's own tables, and what a parent makes in bulk (px_record_make) pass
 * without being asked.
 */
#ifndef PX_STORE_GUARD_H
#define PX_STORE_GUARD_H

#include "model/field.h"
#include "store/store.h"

/* What becomes of what was written since the last mark (a savepoint, else the beginning). */
enum px_turn {
	PX_TURN_MARK,        /* a savepoint */
	PX_TURN_UNDONE,      /* back to the savepoint */
	PX_TURN_ROLLED_BACK, /* nothing of the transaction is left */
	PX_TURN_COMMITTED,   /* all of it is durable, and the lock is given back */
};

struct px_guard {
	/* A record is about to be added (before is NULL), changed, or removed (after is NULL).  `after`
	 * is whole (id, uid, keys of references) and may be changed, its new values the arena's: 1 then.
	 * 0: as it is.  -1 and an error: nothing of it is written. */
	int (*ask)(const struct px_record *before, struct px_record *after, struct px_arena *arena,
		   void *data, struct px_err *err);
	/* It was.  -1 ends the command. */
	int (*wrote)(const struct px_record *before, const struct px_record *after, void *data,
		     struct px_err *err);
	void (*turn)(enum px_turn turn, void *data);
	void *data;
};

/* From now on; NULL: none.  The guard is borrowed until the store is closed. */
void px_store_set_guard(struct px_store *store, const struct px_guard *guard);

/*
 * For lib/store alone.
 */
int px_guard_ask(struct px_store *store, const struct px_record *before, struct px_record *after,
		 struct px_arena *arena, struct px_err *err);
int px_guard_wrote(struct px_store *store, const struct px_record *before,
		   const struct px_record *after, struct px_err *err);
void px_guard_turn(struct px_store *store, enum px_turn turn);

#endif
