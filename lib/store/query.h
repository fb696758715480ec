/*
 * Many records: filtered, sorted, cut, streamed; or counted by groups.
 * What SQL can do it does; regular expressions and derived fields are applied after it, before
 * sort and limit, so that every engine gives the same rows in the same order.
 */
#ifndef PX_STORE_QUERY_H
#define PX_STORE_QUERY_H

#include "model/filter.h"
#include "store/store.h"

struct px_order {
	const struct px_field *field;
	bool descending;
};

struct px_query {
	const struct px_type *type;
	int64_t organization; /* 0: all */
	const struct px_filter *filters;
	size_t filter_count;
	const struct px_order *orders; /* then by id */
	size_t order_count;
	int64_t limit; /* -1: none */
	const struct px_world *world;
	const bool *wanted; /* per field: load it (and what filters and orders need); NULL: all */
};

struct px_cursor;

struct px_cursor *px_query_open(struct px_store *store, const struct px_query *query,
				struct px_err *err);
/* 1 and a record (derived fields filled) whose values live until the next call; 0 at the end; -1. */
int px_query_next(struct px_cursor *cursor, struct px_record *record, struct px_err *err);
void px_query_close(struct px_cursor *cursor);

/*
 * Every record that satisfies the conditions, written as people type filters ("status=held"), NULL
 * after the last; the query says the rest (type, organization, world, orders) and is left as it is.
 * take returns 0 to go on; the record lives until it returns.  0 at the end, else what stopped it.
 */
int px_query_each(struct px_store *store, const struct px_query *query,
		  const char *const *conditions,
		  int (*take)(const struct px_record *record, void *data, struct px_err *err),
		  void *data, struct px_err *err);

/* Groups: for each combination of the values of `by`, in their order, the number of records and the
 * sum of one number field.  take returns 0 to go on.  Values are as px_query_next gives them; of a
 * list, one item: a record counts in the group of each.  Without `by` there is one group, be it 0. */
struct px_group {
	const struct px_value *values; /* one per `by` field */
	int64_t count, sum;
};
int px_query_groups(struct px_store *store, const struct px_query *query,
		    const struct px_field *const *by, size_t by_count, const struct px_field *sum,
		    int (*take)(const struct px_group *group, void *data, struct px_err *err),
		    void *data, struct px_err *err);

#endif
