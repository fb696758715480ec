/*
 * A record out of its canonical JSON object: the way back from px_record_json (store/record.h), for
 * what undoes and what restores.
 *
 * Nothing is guessed: each value is of its field's JSON type, as it was written.  References are their
 * keys (number 0) for the store to resolve; `organization` is too.
 */
#ifndef PX_IO_RECORD_IN_H
#define PX_IO_RECORD_IN_H

#include "io/json_in.h"
#include "model/field.h"

/* Fill out, a record of the type whose values are the arena's.  A field that the object lacks stays
 * as it is there (who reads old lines begins with what they want it to be).  PX_REJECTED names the
 * field: it is of another type, or there is no such field. */
int px_record_from_json(const struct px_json_node *object, struct px_arena *arena,
			struct px_record *out, struct px_err *err);

#endif
