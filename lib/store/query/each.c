#include "store/query.h"

static int
take_all(struct px_cursor *cursor,
	 int (*take)(const struct px_record *record, void *data, struct px_err *err), void *data,
	 struct px_err *err)
{
	struct px_record record;
	int more;

	while ((more = px_query_next(cursor, &record, err)) == 1) {
		more = take(&record, data, err);
		if (more != 0)
			break;
	}
	return more;
}

int
px_query_each(struct px_store *store, const struct px_query *query, const char *const *conditions,
	      int (*take)(const struct px_record *record, void *data, struct px_err *err),
	      void *data, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_filters filters = { 0 };
	struct px_query filtered = *query;
	struct px_cursor *cursor = NULL;
	int more = 0;

	for (; *conditions && more == 0; conditions++)
		more = px_filters_add(&filters, query->type, *conditions, query->world, &arena,
				      err);
	if (more == 0) {
		filtered.filters = filters.items;
		filtered.filter_count = filters.count;
		cursor = px_query_open(store, &filtered, err);
		more = cursor ? take_all(cursor, take, data, err) : -1;
	}
	px_query_close(cursor);
	px_filters_release(&filters);
	px_arena_release(&arena);
	return more;
}
