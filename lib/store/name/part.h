/*
 * Inside names: what finds a record.
 */
#ifndef PX_STORE_NAME_PART_H
#define PX_STORE_NAME_PART_H

#include "model/field.h"
#include "store/store.h"

/* The organization to look in, 0 for any: organizations are looked for in the whole database, since
 * they are what the others are inside of. */
int64_t px_name_scope(const struct px_type *type, int64_t organization);

/* Are its records people, who have a family and a given name? */
bool px_name_of_people(const struct px_type *type);

/* Find by a condition on $1, and on $2 unless second is NULL: the number of ids found, 2 when there
 * are more, or -1.  id is the first. */
int px_name_find(struct px_store *store, const struct px_type *type, int64_t organization,
		 const char *condition, const char *text, const char *second, int64_t *id,
		 struct px_err *err);
int px_name_find_field(struct px_store *store, const struct px_type *type, int64_t organization,
		       const char *field, const char *text, int64_t *id, struct px_err *err);

/* The same for what is neither a key nor an ending of a uid: the key as people write it, as long as
 * nobody else has that name; of people also the full name and the mail. */
int px_name_called(struct px_store *store, const struct px_type *type, int64_t organization,
		   const char *name, int64_t *id, struct px_err *err);

#endif
