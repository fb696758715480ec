/*
 * References: from what people type to ids, and from ids to keys.
 */
#ifndef PX_STORE_NAME_H
#define PX_STORE_NAME_H

#include "model/field.h"
#include "store/store.h"

/* Give one value of a reference its id and its key, whichever it lacks.  Errors as px_record_name;
 * the key lives in the arena. */
int px_reference_resolve(struct px_store *store, const struct px_field *field, int64_t organization,
			 struct px_value *value, struct px_arena *arena, struct px_err *err);

#endif
