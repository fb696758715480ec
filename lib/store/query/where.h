/*
 * Filters and orders as SQL, for a table named t (targets of references r<field>, as select.h names
 * them).  What SQL cannot say is told apart first.
 */
#ifndef PX_STORE_WHERE_H
#define PX_STORE_WHERE_H

#include "store/query.h"
#include "store/sql.h"

/* Regular expressions, derived fields and the order of references are left to px_filter_match. */
bool px_where_takes(const struct px_type *type, const struct px_filter *filter);

/* Append " WHERE …" for the organization and every filter that SQL takes; nothing when there is
 * none.  References are looked up here: PX_NOT_FOUND names the nearest key.  Texts go to the arena. */
int px_where_add(struct px_store *store, const struct px_query *query, struct px_arena *arena,
		 struct px_sql *sql, struct px_err *err);

/* Can SQL sort by this field?  Not by lists, nor by what it does not store. */
bool px_order_takes(const struct px_type *type, const struct px_field *field);

/* Append " ORDER BY …", unset last whatever the direction; ends by id unless grouped. */
void px_order_add(const struct px_query *query, bool grouped, struct px_buf *out);

#endif
