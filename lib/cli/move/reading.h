/*
 * What the files of restore share.
 *
 *	restore.c        the verb: into a new database or one that is there
 *	fresh.c          a new one, filled
 *	fresh_types.c    its records
 *	fresh_journal.c  its journal
 *	merge.c          one that is there: types, and what both journals share
 *	merge_record.c   one record, three states of it
 *	merge_seals.c    what opens one that is added
 *	compare.c        each record held against the journal
 *	line.c           a record, or a line of the journal, out of a line of a file
 */
#ifndef PX_CLI_MOVE_READING_H
#define PX_CLI_MOVE_READING_H

#include "base/map.h"
#include "cli/move/move.h"
#include "io/lines.h"
#include "store/fill.h"
#include "store/journal.h"

/* What is wrong with a folder when nothing more precise is: take it as it was, or say that it was edited. */
#define PX_MOVE_MEND                                                                               \
	N_("take the folder as it was dumped, or say --edited when it was changed on purpose")

struct px_restored {
	int64_t read, new, changed, unchanged, removed, conflicts;
};

/* Where a line stands. */
struct px_line_at {
	const char *path;
	long number;
	struct px_arena *arena; /* of what is made from it */
	bool complete;          /* it must have every field: it is of this version */
	bool loose;             /* it may lack those too that say which record it is */
	bool *given;            /* per field, filled: does the line say it?  Or NULL */
};

/* The record that a line says; references have their texts alone.  PX_REJECTED names file, line and
 * field. */
int px_line_record(const struct px_line_at *at, const struct px_type *type, const char *text,
		   size_t length, struct px_record *out, struct px_err *err);

/* Of the same its id, its organization and its key, as far as it has them; the rest is not looked at. */
int px_line_key(const struct px_line_at *at, const struct px_type *type, const char *text,
		size_t length, struct px_record *out, struct px_err *err);

/* A line of the journal, every text of it; nothing is checked but that it is one. */
int px_line_journal(const struct px_line_at *at, const char *text, size_t length,
		    struct px_journal_line *out, struct px_err *err);

/* A record of the folder, or one that only the journal knows. */
struct px_seen {
	uint64_t file, last; /* digests: of its line, of what the journal says last; 0: none */
	int64_t id, seq;     /* seq: of its last line in the journal, 0: none */
	long line;           /* 0: it is in no file */
	const struct px_type *type;
};

struct px_reading {
	struct px_run *run;
	const char *folder;
	bool edited, removes;
	struct px_manifest manifest;
	struct px_restored counts;

	/* Of a new database. */
	struct px_store *store;
	struct px_fill *fill;
	struct px_arena row;
	struct px_map keys; /* of types that others refer to, to ids */
	struct px_map uids; /* to places in seen, from 1 */
	struct px_seen *seen;
	size_t seen_count, seen_capacity;
	int64_t *most;       /* per type: its highest id */
	struct px_err doubt; /* a sum that is wrong: said when nothing tells where */
};

/* Part of the database that a key belongs to, for px_map_digest: of a PX_GLOBAL type the whole. */
uint64_t px_move_part(const struct px_type *type, int64_t organization);

size_t px_move_place(const struct px_type *type); /* in px_types */

/*
 * Fill a new database from the folder; the folder's manifest was read.  types and journal are steps of
 * it: the records; the journal, take called for each line that holds.
 */
int px_restore_fresh(struct px_reading *reading, struct px_err *err);

int px_restore_types(struct px_reading *reading, struct px_err *err);
int px_restore_journal(struct px_reading *reading, px_journal_take *take, void *data,
		       struct px_err *err);

/* A file that the manifest names is not there: PX_REJECTED. */
int px_restore_missing(const struct px_reading *reading, const char *name, struct px_err *err);

/* Merge the folder into the run's database. */
int px_restore_merge(struct px_reading *reading, struct px_err *err);

/* What finds and keeps slots made again, by the clock of the organization; home is its record. */
int px_restore_slots(struct px_reading *reading, struct px_store *store,
		     const struct px_record *home, struct px_err *err);

/* Is each record what its last line says?  PX_REJECTED names the first that is not; when the folder was
 * edited, what differs is journaled. */
int px_restore_compare(struct px_reading *reading, struct px_err *err);

#endif
