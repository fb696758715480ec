/*
 * Lists: rows of the table `<type>_<field>`, in order.
 */
#ifndef PX_STORE_LINKS_H
#define PX_STORE_LINKS_H

#include "model/field.h"
#include "store/store.h"

/*
 * Fill this list of count records, whose ids are known and rise or not.  Items live in the arena.
 * Few statements for many records: one range when the ids lie close together, else 64 at a time.
 */
int px_links_load(struct px_store *store, const struct px_field *field, struct px_record *records,
		  size_t count, struct px_arena *arena, struct px_err *err);

/* Make the stored list what the record says; PX_CONFLICT when it would lead round (store/cycle.h). */
int px_links_write(struct px_store *store, const struct px_record *record,
		   const struct px_field *field, struct px_err *err);
/* The statement that does so for one item: organization, owner, position, item. */
void px_links_insert_text(const struct px_type *type, const struct px_field *field,
			  struct px_buf *out);
int px_links_clear(struct px_store *store, const struct px_record *record,
		   const struct px_field *field, struct px_err *err);

#endif
