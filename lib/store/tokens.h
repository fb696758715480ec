/*
 * Words for searching: the token table holds, once a record, the folded words of its searched
 * fields.  A search for the beginning of a word reads one range of the table.
 */
#ifndef PX_STORE_TOKENS_H
#define PX_STORE_TOKENS_H

#include "model/field.h"
#include "store/store.h"

/* Write what the change from before to after asks; either may be NULL (none). */
int px_tokens_write(struct px_store *store, const struct px_record *before,
		    const struct px_record *after, struct px_arena *arena, struct px_err *err);

/* The statement that adds one: organization, type, word, id. */
extern const char px_tokens_insert_text[];

#endif
