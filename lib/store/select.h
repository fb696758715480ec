/*
 * Reading records: the columns of a SELECT, the joins that give references their keys, and the
 * values out of its rows.  Lists are read apart, for many records at once (links.h).
 */
#ifndef PX_STORE_SELECT_H
#define PX_STORE_SELECT_H

#include "base/buf.h"
#include "model/field.h"
#include "store/store.h"

struct px_select {
	const struct px_type *type;
	int *columns;        /* per field: its first column in the row, -1 when not loaded */
	struct px_buf list;  /* t."id", t."title", r7."slug"… */
	struct px_buf joins; /* of the tables whose keys are in the list; begins with a blank */
};

/* wanted: per field, or NULL for all.  Scalar stored fields only; others are left out. */
void px_select_init(struct px_select *select, const struct px_type *type, const bool *wanted);
void px_select_release(struct px_select *select);

/* Fill the record's values from the statement's row.  Texts are the statement's until its next
 * step, or copied into the arena when one is given. */
void px_select_load(const struct px_select *select, struct px_stmt *stmt, struct px_arena *arena,
		    struct px_record *record);

#endif
