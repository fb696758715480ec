/*
 * Loading a register: its declared indexes are dropped before many rows are written and made again
 * after them, which costs a third of keeping them up to date row by row.  Both in the caller's
 * transaction: who reads meanwhile sees the old register, indexes and all.
 */
#ifndef PX_STORE_LOAD_H
#define PX_STORE_LOAD_H

#include "model/field.h"
#include "store/store.h"

/* Take more memory, and a second thread for sorting, until px_load_end.  Only of a transaction that
 * loads a register; px_load_end also after a failure. */
int px_load_begin(struct px_store *store, struct px_err *err);
void px_load_end(struct px_store *store);

int px_load_drop_indexes(struct px_store *store, const struct px_type *type, struct px_err *err);
int px_load_make_indexes(struct px_store *store, const struct px_type *type, struct px_err *err);

#endif
