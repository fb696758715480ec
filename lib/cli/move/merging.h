/*
 * What the files of the merge share.
 */
#ifndef PX_CLI_MOVE_MERGING_H
#define PX_CLI_MOVE_MERGING_H

#include "cli/move/reading.h"
#include "cli/move/states.h"

/* A record of the database, of the type under way. */
struct px_there {
	uint64_t digest; /* of its JSON */
	int64_t id;
	const char *uid;
	bool seen; /* the file has it */
};

/* One that the file of its type has not. */
struct px_missing {
	const struct px_type *type;
	const char *path;
	struct px_there there;
};

struct px_merging {
	struct px_reading *reading;
	struct px_run *run;
	struct px_states states;
	struct px_arena arena; /* of the record under way */
	struct px_arena texts; /* of the type under way */
	int64_t common;        /* the last line that both journals have */
	struct px_map removed; /* uids of what the folder's journal removed after it */
	uint64_t *chains;      /* of each line of the folder's, in short */
	size_t chain_count, chain_capacity;
	const struct px_type *type;
	struct px_map uids; /* to places in there, from 1 */
	struct px_there *there;
	size_t there_count, there_capacity;
	struct px_missing *missing; /* of all types */
	size_t missing_count, missing_capacity;
	bool seals_read; /* the folder's; by name, to places in wraps, from 1 */
	struct px_map wrapped;
	const char **wraps;
	size_t wrap_count, wrap_capacity;
	bool slots; /* some that concern slots were written */
};

/* The record of a line of the file; at says where. */
int px_merge_line(struct px_merging *merging, const struct px_line_at *at, const char *text,
		  size_t length, struct px_err *err);

/* One that the file has not, and may have had. */
int px_merge_missing(struct px_merging *merging, const char *path, const struct px_there *there,
		     struct px_err *err);

/* What opens the sealed values of a record that is added, stored; the record's texts are then as they
 * are stored.  In the write transaction. */
int px_merge_seals(struct px_merging *merging, struct px_record *record, struct px_err *err);

#endif
