/*
 * Loading a register: indexes whose keys come in no order are dropped before many rows are written
 * and made again after them, which costs a third of keeping them up to date row by row.  Both in the caller's
 * transaction: who reads meanwhile sees the old register, indexes and all.
 */
#ifndef PX_STORE_LOAD_H
#define PX_STORE_LOAD_H

#include "model/field.h"
#include "store/store.h"

/* What the engine should expect: many rows, until px_load_sort, then indexes to be made, until
 * px_load_end (after a failure too). */
int px_load_begin(struct px_store *store, struct px_err *err);
int px_load_sort(struct px_store *store, struct px_err *err);
void px_load_end(struct px_store *store);

/* Many rows of any type, by plain `INSERT INTO t (…) VALUES ($1, …)`: from begin to end the engine may
 * send them together, and say late what is wrong with them, at the latest at the end.  Anything else that
 * is asked meanwhile finds them there. */
int px_bulk_begin(struct px_store *store, struct px_err *err);
int px_bulk_end(struct px_store *store, struct px_err *err);

/* columns: one declared index of the type, as the registry writes it. */
int px_load_drop_index(struct px_store *store, const struct px_type *type, const char *columns,
		       struct px_err *err);
int px_load_make_index(struct px_store *store, const struct px_type *type, const char *columns,
		       struct px_err *err);

/*
 * Types that hold no row yet: where the engine strips (else indexes are dropped, as above), they are without
 * keys and indexes until px_load_dress, so that a row costs no more than its bytes.  types ends in NULL.
 */
bool px_load_strips(const struct px_store *store);
int px_load_strip(struct px_store *store, const struct px_type *const *types, struct px_err *err);
int px_load_dress(struct px_store *store, struct px_err *err);

#endif
