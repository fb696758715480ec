/*
 * Replacing a register of one table by the rows of a file, of some hundred thousand at most.
 *
 * A row is known by its key (some of its fields).  A row of a new key is inserted, one that differs
 * from the stored one is written over it and keeps its number, and what the file does not hold is
 * removed at the end.  All in the caller's transaction.
 */
#ifndef PX_CARE_REGISTER_REPLACE_H
#define PX_CARE_REGISTER_REPLACE_H

#include "care/register/reader.h"
#include "model/field.h"

struct px_replace;

/* keys: places of fields in the type, ended by 0.  Reads what is stored. */
struct px_replace *px_replace_open(struct px_store *store, const struct px_type *type,
				   const size_t *keys, struct px_err *err);
void px_replace_close(struct px_replace *replace); /* NULL is taken */

/* texts: one per field of the type, NULL for unset; system fields are passed over.  Counts it.  A row
 * whose key was in the file already is unchanged when it says the same, else refused. */
int px_replace_row(struct px_replace *replace, const char *const *texts, struct px_reader *reader,
		   struct px_err *err);

/* Remove what was not in the file, and count it. */
int px_replace_end(struct px_replace *replace, struct px_register_counts *counts,
		   struct px_err *err);

#endif
