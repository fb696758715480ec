/*
 * Rows sorted in memory, for orders that SQL cannot make: copies of records, the best of them kept.
 */
#ifndef PX_STORE_ROWS_H
#define PX_STORE_ROWS_H

#include "store/query.h"

struct px_rows;

/* The query, borrowed, says the order and how many of the first to keep. */
struct px_rows *px_rows_new(const struct px_query *query);
void px_rows_add(struct px_rows *rows, const struct px_record *record);

/* Sort; the records are then read in order by place, until NULL. */
void px_rows_sort(struct px_rows *rows);
const struct px_record *px_rows_at(const struct px_rows *rows, size_t i);
void px_rows_free(struct px_rows *rows);

/* Compare two values for sorting: unset last whatever the direction. */
int px_order_compare(const struct px_order *order, const struct px_value *a,
		     const struct px_value *b);

#endif
