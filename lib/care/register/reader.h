/*
 * What every register is read with: rows one after the other, what is said of them, counts.
 */
#ifndef PX_CARE_REGISTER_READER_H
#define PX_CARE_REGISTER_READER_H

#include "care/register.h"
#include "model/identifiers.h"

struct px_reader {
	const struct px_register_options *options;
	struct px_register_counts *counts;
	struct px_source *source;
	struct px_arena arena;   /* a row's */
	struct px_faults faults; /* a row's; they live in its arena */
	int64_t rows;            /* of the file, so far */
	bool passed; /* set by take: the row is no row of the register, do not count it */
	void *data;  /* the register's own */
};

/* Open the file and set the counts to 0.  how: what the register asks of its source; the encoding and
 * the delimiter are those of options. */
int px_reader_open(struct px_reader *reader, const struct px_register_options *options,
		   const struct px_source_options *how, struct px_register_counts *counts,
		   struct px_err *err);
void px_reader_close(struct px_reader *reader); /* takes one that was not opened */

/*
 * Read every row.  take stores it, and counts it as new, changed or unchanged; it refuses it by a
 * PX_REJECTING fault (px_reader_refused), and then stores nothing of it.  Counts of what is said are
 * kept here.  PX_REJECTED in the end when no row at all could be stored: an empty or ruined file
 * must not empty the register.
 */
int px_reader_rows(struct px_reader *reader,
		   int (*take)(struct px_reader *reader, const struct px_row *row,
			       struct px_err *err),
		   struct px_err *err);

/* Count a row that needed no reading: it was passed over (px_source_options, known). */
void px_reader_pass(struct px_reader *reader);

bool px_reader_refused(const struct px_reader *reader);

/* Note in the database that the register of this name was imported now, from this file. */
int px_register_sign(struct px_store *store, const char *name, const char *file,
		     struct px_err *err);

/*
 * One cell under the policy of a national register: what is wrong is stored and said, what a
 * spreadsheet ruined is refused (model/identifiers.h).  NULL for an empty cell; else the text, or
 * what it becomes, in the faults' arena.
 */
const char *px_reader_checked(enum px_identifier identifier, const char *field, const char *text,
			      struct px_faults *faults);

#endif
