/*
 * The row of a record in its type's table, and the key made for it.
 */
#ifndef PX_STORE_ROW_H
#define PX_STORE_ROW_H

#include "model/field.h"
#include "store/store.h"

/* A value that no parse should have let through is PX_REJECTED. */
int px_row_check(const struct px_record *record, struct px_err *err);

int px_row_insert(struct px_store *store, const struct px_record *record, struct px_err *err);

/* The statement that inserts a record of the type, its places in the order of px_row_place. */
struct px_stmt *px_row_insert_stmt(struct px_store *store, const struct px_type *type,
				   struct px_err *err);

/* The statement that inserts it, every value bound; and the place of a field that has a column. */
struct px_stmt *px_row_inserting(struct px_store *store, const struct px_record *record,
				 struct px_err *err);
int px_row_place(const struct px_type *type, size_t field);

/* The columns that differ, and `updated`. */
int px_row_update(struct px_store *store, const struct px_record *before,
		  const struct px_record *after, struct px_err *err);
int px_row_delete(struct px_store *store, const struct px_record *record, struct px_err *err);

/* Fill the key when the type makes it from another field and it is unset: `dupont`, else the number
 * after the highest of `dupont-2`, `dupont-3`… */
int px_slug_fill(struct px_store *store, struct px_record *record, struct px_arena *arena,
		 struct px_err *err);

/* Parts of writing a record (record.c): both id and key of every reference; its lists; its line of the
 * journal, where before or after is NULL. */
int px_record_settle_references(struct px_store *store, struct px_record *record,
				struct px_arena *arena, struct px_err *err);
int px_record_write_lists(struct px_store *store, const struct px_record *record,
			  struct px_err *err);
int px_record_journal(struct px_store *store, const struct px_record *before,
		      const struct px_record *after, struct px_err *err);

/* The record without its children and without a word about what refers to it (write/remove.c). */
int px_record_erase(struct px_store *store, const struct px_record *record, struct px_arena *arena,
		    struct px_err *err);

/* The same, but what is sealed in it can be opened still (write/turn_back.c). */
int px_record_erase_kept(struct px_store *store, const struct px_record *record,
			 struct px_arena *arena, struct px_err *err);

#endif
