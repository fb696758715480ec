/*
 * A SQL text in the making, with the values for its places in the order of the places.
 */
#ifndef PX_STORE_SQL_H
#define PX_STORE_SQL_H

#include "base/buf.h"
#include "base/mem.h"
#include "store/store.h"

struct px_param {
	bool is_text;
	int64_t number;
	const char *text; /* borrowed */
};

struct px_sql {
	struct px_buf text;
	struct px_param *params;
	size_t count, capacity;
};
#define PX_SQL_INIT                                                                                \
	{                                                                                          \
		PX_BUF_INIT, NULL, 0, 0                                                            \
	}

/* Append the next place ($1, $2…) and remember its value. */
void px_sql_number(struct px_sql *sql, int64_t number);
void px_sql_text(struct px_sql *sql, const char *text);

/* The statement with its values bound, or NULL. */
struct px_stmt *px_sql_prepare(const struct px_sql *sql, struct px_store *store,
			       struct px_err *err);
void px_sql_release(struct px_sql *sql);

#endif
