/*
 * What is sealed (base/seal.h), in the database: the sealed text in its record's row and in the
 * journal, its wrapped data key in the table `seal` alone.
 */
#ifndef PX_STORE_SEALS_H
#define PX_STORE_SEALS_H

#include "model/field.h"
#include "store/store.h"

struct px_keyring;

/*
 * For who writes records (record.c).
 */

/* Before `after` is compared with what is stored (NULL: a new record): the word that stands for a
 * sealed value means the one that is there.  PX_REJECTED: something clear, which is not repeated. */
int px_seals_settle(const struct px_record *before, struct px_record *after, struct px_err *err);

/* Take what is fresh apart: the wraps go into their table, and those of values that are no longer
 * there are removed from it for good.  Either record may be NULL. */
int px_seals_keep(struct px_store *store, const struct px_record *before, struct px_record *after,
		  struct px_arena *arena, struct px_err *err);

/* Of a record that becomes again what it was: is the data key of each sealed value that `now` (or NULL)
 * has not got there still?  PX_CONFLICT: it was forgotten. */
int px_seals_there(struct px_store *store, const struct px_record *now,
		   const struct px_record *then, struct px_err *err);

/* The names of what records hold sealed (organization 0: all of them); the caller frees it.  A key of
 * another name is that of what was undone: nobody needs it elsewhere. */
struct px_seals_held;
struct px_seals_held *px_seals_held(struct px_store *store, int64_t organization,
				    struct px_err *err);
bool px_seals_holds(const struct px_seals_held *held, const char *name);
void px_seals_held_free(struct px_seals_held *held);

/* Forget what no record of the organization holds any more, since what brought it was undone: how many. */
int px_seals_sweep(struct px_store *store, int64_t organization, int64_t *count,
		   struct px_err *err);

/*
 * For who reads them.
 */

/* Put the clear text of each sealed value that can be opened into the record: the arena's.  0, or -1
 * and why one stays sealed (the others are opened all the same). */
int px_seals_open(struct px_store *store, struct px_keyring *ring, struct px_record *record,
		  struct px_arena *arena, struct px_err *err);

/* A sealed text as it was before it was stored, its wrap with it, in the arena: for the record that gets
 * it, once this one has it no more.  NULL in out when it was forgotten. */
int px_seals_fresh(struct px_store *store, int64_t organization, const char *text,
		   struct px_arena *arena, const char **out, struct px_err *err);

/* Has the type a field that is sealed? */
bool px_seals_any(const struct px_type *type);

/* Wrap every data key of the organization under the current key; how many there are.  In a write
 * transaction. */
int px_seals_wrap_again(struct px_store *store, struct px_keyring *ring, int64_t organization,
			int64_t *count, struct px_err *err);

/* How many values are sealed in the organization. */
int px_seals_count(struct px_store *store, int64_t organization, int64_t *count,
		   struct px_err *err);

#endif
