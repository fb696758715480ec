/*
 * Finding stored records that a row of a file is about.
 */
#ifndef PX_STORE_MATCH_H
#define PX_STORE_MATCH_H

#include "model/field.h"
#include "store/store.h"

/*
 * Ids of the organization's records whose fields equal the record's, names by their folded form;
 * at most `most` of them are written to ids.  A PX_GLOBAL type is looked for in every organization.
 * A field that the record leaves unset is looked for unset; its references are resolved.  Returns
 * their number, or -1.
 */
int px_match_find(struct px_store *store, int64_t organization, const struct px_record *record,
		  const struct px_field *const *fields, size_t field_count, int64_t *ids,
		  size_t most, struct px_err *err);

#endif
