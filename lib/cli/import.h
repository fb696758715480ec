/*
 * Import: rows of a file become records, whatever the type.
 *
 * Each row is parsed and checked whole, matched with a stored record (by uid, by id when asked, by
 * the keys of its type, or by equality for a type that has none), then inserted, merged or left
 * alone.  A row that cannot be stored is rejected with its reasons; the others are stored, all in
 * one transaction.  design.md sections 4 and 11 are the contract; plexus-formats(7) tells people.
 *
 *	import.c          the verb: files, rows, counts, summary
 *	import_map.c      headers to fields
 *	import_row.c      a row to a record, and its meeting with the stored one
 *	import_rejects.c  the file of rows that were not taken
 */
#ifndef PX_CLI_IMPORT_H
#define PX_CLI_IMPORT_H

#include "cli/program.h"
#include "cli/progress.h"
#include "io/rows.h"

extern const struct px_option px_opt_map, px_opt_match, px_opt_on_conflict, px_opt_rejects,
	px_opt_strict, px_opt_encoding, px_opt_delimiter;

/* All of them, for the table of a verb that imports. */
#define PX_IMPORT_OPTIONS                                                                          \
	&px_opt_map, &px_opt_match, &px_opt_on_conflict, &px_opt_rejects, &px_opt_strict,          \
		&px_opt_encoding, &px_opt_delimiter

enum px_on_conflict { PX_CONFLICT_UPDATE, PX_CONFLICT_SKIP, PX_CONFLICT_FAIL };

/* What became of the rows; read is the sum of the four that follow it. */
struct px_import_counts {
	int64_t read, new, changed, unchanged, rejected;
	int64_t repaired, suspicious; /* values, not rows */
	int64_t removed;              /* register files only */
};

struct px_rejects;

struct px_import {
	struct px_run *run;
	const struct px_type *type;
	struct px_source *source;
	const struct px_field **columns; /* per column of the source; NULL: not imported */
	size_t column_count;
	bool match_id;
	enum px_on_conflict on_conflict;
	struct px_rejects *rejects; /* NULL without --rejects */
	struct px_arena arena;      /* one row's */
	struct px_import_counts counts;
	struct px_progress progress;
	int64_t said; /* repairs and reasons printed so far */
};

enum px_import_outcome {
	PX_IMPORT_NEW,
	PX_IMPORT_CHANGED,
	PX_IMPORT_UNCHANGED,
	PX_IMPORT_REJECTED,
};

/* One row, inside a savepoint.  Faults receive repairs and the reasons of a rejection.  -1 stops
 * the import: the store failed, or --on-conflict=fail met one. */
int px_import_row(struct px_import *import, const struct px_row *row, struct px_faults *faults,
		  enum px_import_outcome *outcome, struct px_err *err);

/* Find the field of each column known so far; unknown ones are said once.  PX_USAGE when --map
 * names what does not exist, PX_REJECTED when no column is known. */
int px_import_map(struct px_import *import, struct px_err *err);

/* The file of rejects: the columns of the source, then line and reason.  Written when closed. */
struct px_rejects *px_rejects_open(const char *path);
void px_rejects_add(struct px_rejects *rejects, const struct px_source *source,
		    const struct px_row *row, const char *reason);
int px_rejects_close(struct px_rejects *rejects, struct px_err *err); /* NULL is taken */

/* Print the summary: a line for people, an object with --json. */
int px_import_summary(struct px_run *run, const struct px_import_counts *counts,
		      struct px_err *err);

#endif
