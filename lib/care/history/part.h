/*
 * What the files of lib/care/history share.
 *
 *	find.c     operations: the newest, those that are named
 *	revert.c   what one did is undone, line by line, or all of it stays
 *	state.c    is a record what an operation left?
 *	slots.c    what finds and keeps slots follows their records
 */
#ifndef PX_CARE_HISTORY_PART_H
#define PX_CARE_HISTORY_PART_H

#include "care/history.h"
#include "store/journal.h"

/*
 * Slots.  What finds and keeps one (openings, claims, quanta) is made of records: it is taken away
 * before they change and made again after the last one did.
 */
struct px_lifted {
	int64_t slot, organization, actor; /* actor: whose time, as in care/slot/part.h */
	int64_t first, end, start;         /* its quanta, buffers included; when it begins */
};

struct px_lifting {
	struct px_lifted *items;
	size_t count, capacity;
};

/* Before a line of this record is reverted: now is what is stored, then what it will be; either may be
 * NULL. */
int px_history_lift(const struct px_slot_at *at, struct px_lifting *lifting,
		    const struct px_record *now, const struct px_record *then, struct px_err *err);

/* After the last one: PX_CONFLICT when somebody has the time of one that is taken again. */
int px_history_lay(const struct px_slot_at *at, struct px_lifting *lifting, struct px_err *err);

/* The link that a patient used for what is reverted is good again, or used again with it. */
int px_history_relink(const struct px_slot_at *at, enum px_direction direction,
		      const struct px_done *done, const struct px_record *record,
		      struct px_err *err);

/*
 * States.
 */

/* Is the record (NULL: there is none) what the line left?  -1 on an error.  What its own rows do not
 * tell (whether a slot is free, the names of what it refers to) is not looked at. */
int px_history_same(const struct px_slot_at *at, const struct px_journal_line *line,
		    const struct px_record *record, struct px_arena *arena, struct px_err *err);

/* The record of the line's type that the JSON text tells of; base is what fields have that it lacks (a
 * line of before they were), or NULL. */
int px_history_parse(const struct px_slot_at *at, const struct px_journal_line *line,
		     const char *text, const struct px_record *base, struct px_arena *arena,
		     struct px_record *out, struct px_err *err);

/* 1 and the record of the line as it is stored, 0 when there is none. */
int px_history_stored(const struct px_slot_at *at, const struct px_journal_line *line,
		      struct px_arena *arena, struct px_record *out, struct px_err *err);

#endif
