/*
 * Lists that refer to records of their own type (what a task depends on) say an order: following
 * them never comes back to where it began.
 */
#ifndef PX_STORE_CYCLE_H
#define PX_STORE_CYCLE_H

#include "model/field.h"
#include "store/store.h"

/* Of a record whose list is written: PX_CONFLICT shows the way round when it reaches itself.  Lists
 * that refer to another type are no order: 0. */
int px_cycle_check(struct px_store *store, const struct px_record *record,
		   const struct px_field *field, struct px_err *err);

#endif
