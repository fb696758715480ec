/*
 * Recognizing the file of the last import, by one quick pass over its bytes.
 */
#ifndef PX_CARE_REGISTER_SAME_H
#define PX_CARE_REGISTER_SAME_H

#include "care/register.h"

/*
 * What the file is, and what it is read with: an import of the same would change nothing.  In the
 * arena; NULL for what can be read only once (a pipe) or not at all, which the reading will say.
 */
const char *px_register_mark(struct px_store *store, const struct px_register_options *options,
			     struct px_arena *arena);

/* Was the last import of this mark?  *same, and then its counts, everything unchanged. */
int px_register_same(struct px_store *store, const char *mark, bool *same,
		     struct px_register_counts *counts, struct px_err *err);

/* Remember the import that was done; one with rejected rows is to be done again, to say them. */
int px_register_remember(struct px_store *store, const char *mark,
			 const struct px_register_counts *counts, struct px_err *err);

#endif
