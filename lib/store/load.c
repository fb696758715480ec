#include "store/load.h"

#include "store/inner.h"
#include "store/schema.h"

int
px_load_begin(struct px_store *store, struct px_err *err)
{
	return store->engine->loading(store->db, PX_LOADING_ROWS, err);
}

int
px_load_sort(struct px_store *store, struct px_err *err)
{
	return store->engine->loading(store->db, PX_LOADING_INDEXES, err);
}

void
px_load_end(struct px_store *store)
{
	struct px_err ignored = PX_ERR_INIT;

	store->engine->loading(store->db, PX_LOADING_DONE, &ignored);
}

int
px_bulk_begin(struct px_store *store, struct px_err *err)
{
	return store->engine->bulk ? store->engine->bulk(store->db, true, err) : 0;
}

int
px_bulk_end(struct px_store *store, struct px_err *err)
{
	return store->engine->bulk ? store->engine->bulk(store->db, false, err) : 0;
}

int
px_load_drop_index(struct px_store *store, const struct px_type *type, const char *columns,
		   struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	int result;

	px_buf_puts(&sql, "DROP INDEX IF EXISTS ");
	px_schema_index_name(type, columns, &sql);
	result = store->engine->run(store->db, sql.data, err);
	px_buf_release(&sql);
	return result;
}

int
px_load_make_index(struct px_store *store, const struct px_type *type, const char *columns,
		   struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	int result;

	px_schema_index(type, columns, &sql);
	result = store->engine->run(store->db, sql.data, err);
	px_buf_release(&sql);
	return result;
}

bool
px_load_strips(const struct px_store *store)
{
	return store->engine->strip != NULL;
}

int
px_load_strip(struct px_store *store, const struct px_type *const *types, struct px_err *err)
{
	struct px_buf names = PX_BUF_INIT;
	int result;

	for (size_t i = 0; types[i]; i++)
		px_buf_printf(&names, "%s'\"%s\"'", i ? ", " : "", types[i]->name);
	result = store->engine->strip(store->db, names.data, true, err);
	px_buf_release(&names);
	return result;
}

int
px_load_dress(struct px_store *store, struct px_err *err)
{
	return store->engine->strip(store->db, NULL, false, err);
}
