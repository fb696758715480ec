/*
 * Filling a database that nobody sees yet (px_store_draft): rows as they come, their ids, uids and times
 * with them, nothing journaled; the words for searching and the indexes once all rows are there.
 *
 * What the caller says is what is written: ids of references are looked for by nobody, so that the order
 * of rows is free.  Broken keys and checks are found as elsewhere.
 */
#ifndef PX_STORE_FILL_H
#define PX_STORE_FILL_H

#include "model/field.h"
#include "store/journal.h"
#include "store/store.h"

struct px_fill;

struct px_fill *px_fill_begin(struct px_store *store, struct px_err *err);

/* A row of any type that has a table, with its lists and its words.  References hold ids. */
int px_fill_record(struct px_fill *fill, const struct px_record *record, struct px_err *err);

/* A line of the journal, as it is; the head of the chain is this one from now on. */
int px_fill_line(struct px_fill *fill, const struct px_journal_line *line, struct px_err *err);

/* The last id that was given to the type. */
int px_fill_last_id(struct px_fill *fill, const char *type, int64_t last, struct px_err *err);

/* Words and indexes. */
int px_fill_end(struct px_fill *fill, struct px_err *err);
void px_fill_free(struct px_fill *fill); /* NULL is taken */

#endif
