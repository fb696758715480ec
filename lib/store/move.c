#include "store/move.h"

#include <string.h>

#include "model/types_seal.h"
#include "model/types_slot.h"
#include "store/inner.h"
#include "store/query.h"
#include "store/schema.h"

static const char register_settings[] = "register.";
static const char schema_setting[] = "schema"; /* of engines that have no better place for it */

/* Of the program's own tables, those that nothing else tells of. */
static bool
is_original(const struct px_type *type)
{
	return type == &px_type_seal || type == &px_type_redemption;
}

bool
px_move_holds(const struct px_type *type, bool registers)
{
	if (type->view || (type->flags & PX_VIEW))
		return false;
	if (type->flags & PX_REGISTER)
		return registers;
	return !(type->flags & PX_INNER) || is_original(type);
}

bool
px_move_keeps(const char *setting, bool registers)
{
	if (strcmp(setting, schema_setting) == 0)
		return false;
	return registers || strncmp(setting, register_settings, sizeof(register_settings) - 1) != 0;
}

static int
records(struct px_store *store, const struct px_type *type,
	int (*take)(const struct px_record *record, void *data, struct px_err *err), void *data,
	struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	bool *wanted = px_arena_alloc(&arena, type->field_count * sizeof(*wanted));
	struct px_query query = { .type = type, .limit = -1, .wanted = wanted };
	struct px_cursor *cursor;
	struct px_record record;
	int got = -1;

	for (size_t i = 0; i < type->field_count; i++)
		wanted[i] = !(type->fields[i].flags & PX_DERIVED);
	cursor = px_query_open(store, &query, err);
	while (cursor && (got = px_query_next(cursor, &record, err)) == 1) {
		got = -1;
		if (take(&record, data, err) != 0)
			break;
	}
	px_query_close(cursor);
	px_arena_release(&arena);
	return got;
}

/* ORDER BY t."organization", t."appointment", t."ordinal" of "appointment+ordinal". */
static void
add_order(const struct px_type *type, struct px_buf *sql)
{
	px_buf_puts(sql, " ORDER BY t.\"organization\"");
	for (const char *at = type->clustered; *at;) {
		size_t length = strcspn(at, "+");

		px_buf_printf(sql, ", t.\"%.*s\"", (int)length, at);
		at += length + (at[length] == '+');
	}
}

static int
inner_rows(struct px_store *store, const struct px_type *type,
	   int (*take)(const struct px_record *record, void *data, struct px_err *err), void *data,
	   struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record record = px_record_new(&arena, type);
	struct px_buf sql = PX_BUF_INIT;
	struct px_select select;
	struct px_stmt *stmt;
	int got = -1;

	px_select_init(&select, type, NULL);
	px_buf_printf(&sql, "SELECT %s FROM \"%s\" t%s", select.list.data, type->name,
		      select.joins.data);
	add_order(type, &sql);
	stmt = px_store_prepare(store, sql.data, err);
	if (stmt)
		px_stmt_by_pieces(stmt);
	while (stmt && (got = px_stmt_step(stmt, err)) == 1) {
		px_select_load(&select, stmt, NULL, &record);
		got = -1;
		if (take(&record, data, err) != 0)
			break;
	}
	px_stmt_done(stmt);
	px_select_release(&select);
	px_buf_release(&sql);
	px_arena_release(&arena);
	return got;
}

int
px_move_rows(struct px_store *store, const struct px_type *type,
	     int (*take)(const struct px_record *record, void *data, struct px_err *err),
	     void *data, struct px_err *err)
{
	return type->flags & PX_INNER ? inner_rows(store, type, take, data, err)
				      : records(store, type, take, data, err);
}

int
px_move_settings(struct px_store *store,
		 int (*take)(const char *name, const char *value, void *data, struct px_err *err),
		 void *data, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		store,
		"SELECT \"name\", \"value\" FROM \"setting\" WHERE \"name\" <> 'schema' "
		"ORDER BY \"name\"",
		err);
	int got = -1;

	while (stmt && (got = px_stmt_step(stmt, err)) == 1) {
		got = -1;
		if (take(px_stmt_text(stmt, 0), px_stmt_text(stmt, 1), data, err) != 0)
			break;
	}
	px_stmt_done(stmt);
	return got;
}

int
px_store_last_id(struct px_store *store, const struct px_type *type, int64_t *last,
		 struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, store->engine->dialect->last_id, err);
	int got = -1;

	if (stmt) {
		px_bind_text(stmt, 1, type->name);
		got = px_stmt_step(stmt, err);
	}
	*last = got == 1 ? px_stmt_number(stmt, 0) : 0;
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}
