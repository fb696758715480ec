#include "store/load.h"

#include <string.h>

#include "store/inner.h"
#include "store/schema.h"

int
px_load_begin(struct px_store *store, struct px_err *err)
{
	return store->engine->loading(store->db, true, err);
}

void
px_load_end(struct px_store *store)
{
	struct px_err ignored = PX_ERR_INIT;

	store->engine->loading(store->db, false, &ignored);
}

/* One statement for each declared index, made by `put`. */
static int
each_index(struct px_store *store, const struct px_type *type,
	   void (*put)(const struct px_type *type, const char *columns, struct px_buf *out),
	   struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	int result = 0;

	for (size_t i = 0; !result && type->indexes && type->indexes[i]; i++) {
		px_buf_clear(&sql);
		put(type, type->indexes[i], &sql);
		result = store->engine->run(store->db, sql.data, err);
	}
	px_buf_release(&sql);
	return result;
}

/* DROP INDEX and the name that CREATE INDEX gives. */
static void
put_drop(const struct px_type *type, const char *columns, struct px_buf *out)
{
	static const char create[] = "CREATE INDEX ";
	struct px_buf made = PX_BUF_INIT;
	const char *name;

	px_schema_index(type, columns, &made);
	name = made.data + sizeof(create) - 1;
	px_buf_printf(out, "DROP INDEX IF EXISTS %.*s", (int)strcspn(name, " "), name);
	px_buf_release(&made);
}

int
px_load_drop_indexes(struct px_store *store, const struct px_type *type, struct px_err *err)
{
	return each_index(store, type, put_drop, err);
}

int
px_load_make_indexes(struct px_store *store, const struct px_type *type, struct px_err *err)
{
	return each_index(store, type, px_schema_index, err);
}
