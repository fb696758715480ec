/*
 * Import: rows of a file become records, whatever the type.
 *
 * Each row is parsed and checked whole, matched with a stored record (by uid, by id when asked, by
 * the keys of its type, or by equality for a type that has none), then inserted, merged or left
 * alone.  A row that cannot be stored is rejected with its reasons; the others are stored, all in
 * one transaction.  design.md sections 4 and 11 are the contract; plexus-formats(7) tells people.
 *
 *	import.c                 the verb: files, counts, summary
 *	import/import_map.c      headers to fields
 *	import/import_rows.c     the rows of a file, those that must wait for others too
 *	import/import_row.c      a row to a record, and its meeting with the stored one
 *	import/import_presence.c who was at a meeting, in columns of names
 *	import/import_sheet.c    what a spreadsheet that saved the file made of its cells
 *	import/import_match.c    which stored record a row is about
 *	import/import_rejects.c  the file of rows that were not taken
 */
#ifndef PX_CLI_IMPORT_H
#define PX_CLI_IMPORT_H

#include "cli/program.h"
#include "io/rows.h"

extern const struct px_option px_opt_map, px_opt_match, px_opt_on_conflict, px_opt_rejects,
	px_opt_strict, px_opt_encoding, px_opt_delimiter;

/* All of them, for the table of a verb that imports. */
#define PX_IMPORT_OPTIONS                                                                          \
	&px_opt_map, &px_opt_match, &px_opt_on_conflict, &px_opt_rejects, &px_opt_strict,          \
		&px_opt_encoding, &px_opt_delimiter

/* What became of the rows; read is the sum of the four that follow it. */
struct px_import_counts {
	int64_t read, new, changed, unchanged, rejected;
	int64_t repaired, suspicious; /* values, not rows */
	int64_t removed;              /* register files only */
	bool replaces;                /* of slots that a file has no more: */
	int64_t closed, kept;         /* taken back; left, since somebody has them */
};

/*
 * The file of rejects: the columns of the source, then line and reason, which a file of rejects that
 * is imported again already has.  open: NULL in *rejects without --rejects; PX_USAGE when it is one
 * of the files read.  Written when closed, never when abandoned; both take NULL.
 */
struct px_rejects;

int px_rejects_open(const struct px_run *run, struct px_rejects **rejects, struct px_err *err);
void px_rejects_source(struct px_rejects *rejects, const struct px_source *source);
/* The columns of a table that is no source; rows of it are added with NULL for the source. */
void px_rejects_columns(struct px_rejects *rejects, const char *const *headers, size_t count,
			char delimiter);
void px_rejects_add(struct px_rejects *rejects, const struct px_source *source,
		    const struct px_row *row, const char *reason);
/* Is this one of the two headers that are ours? */
bool px_rejects_own(const char *header);
int px_rejects_close(struct px_rejects *rejects, struct px_err *err);
void px_rejects_abandon(struct px_rejects *rejects);

/* With --strict one rejected row is enough for nothing to be stored: true when it was so, the
 * transaction rolled back, that said, and the counts what they are then. */
bool px_import_all_or_none(struct px_run *run, struct px_import_counts *counts);

/* Print the summary: a line for people, an object with --json. */
int px_import_summary(struct px_run *run, const struct px_import_counts *counts,
		      struct px_err *err);

#endif
