/*
 * Removing a record: its children first, never while something else refers to it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/guard.h"
#include "store/inner.h"
#include "store/record.h"
#include "store/row.h"
#include "store/schema.h"

enum { SHOWN = 5 }; /* ids that a refusal names */

struct ids {
	int64_t *ids;
	size_t count, capacity;
};

/* Ids of the records of type `from` whose field refers to the record; itself left out. */
static int
referrers(struct px_store *store, const struct px_type *from, const struct px_field *field,
	  const struct px_record *record, struct ids *ids, struct px_err *err)
{
	bool list = field->flags & PX_LIST;
	bool to_organization = strcmp(record->type->name, "organization") == 0;
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got;

	px_buf_printf(&sql, "SELECT \"%s\" FROM \"%s%s%s\" WHERE \"%s\" = $1%s%s ORDER BY \"%s\"",
		      list ? "owner" : "id", from->name, list ? "_" : "", list ? field->name : "",
		      list ? "target" : field->name,
		      to_organization ? "" : " AND \"organization\" = $2",
		      from != record->type ? ""
		      : list               ? " AND \"owner\" <> $1"
					   : " AND \"id\" <> $1",
		      list ? "owner" : "id");
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, record->values[PX_F_ID].number);
	if (!to_organization)
		px_bind_number(stmt, 2, record->values[PX_F_ORGANIZATION].number);
	while ((got = px_stmt_step(stmt, err)) == 1) {
		PX_GROW(ids->ids, ids->count, ids->capacity);
		ids->ids[ids->count++] = px_stmt_number(stmt, 0);
	}
	px_stmt_done(stmt);
	return got;
}

static const char *
name_of(const struct px_record *record, struct px_arena *arena)
{
	const struct px_type *type = record->type;
	const char *key = NULL;

	if (type->key)
		key = record->values[px_field_index(type, px_field_find(type, type->key))].text;
	return key ? key
		   : px_arena_printf(arena, "%lld", (long long)record->values[PX_F_ID].number);
}

static int
refuse(const struct px_record *record, const struct px_type *from, const struct ids *ids,
       struct px_arena *arena, struct px_err *err)
{
	struct px_buf list = PX_BUF_INIT;

	for (size_t i = 0; i < ids->count && i < SHOWN; i++)
		px_buf_printf(&list, "%s%lld", i ? ", " : "", (long long)ids->ids[i]);
	if (ids->count > SHOWN)
		px_buf_puts(&list, "…");
	px_err_set(err, PX_CONFLICT,
		   px_trn("%s %s cannot be removed: %zu record refers to it (%s %s): change or "
			  "remove it first",
			  "%s %s cannot be removed: %zu records refer to it (%s %s): change or "
			  "remove them first",
			  ids->count),
		   px_tr(record->type->label), name_of(record, arena), ids->count,
		   px_tr(from->label), list.data);
	px_buf_release(&list);
	return -1;
}

static int
remove_children(struct px_store *store, const struct px_type *type, const struct ids *ids,
		struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	int result = 0;

	for (size_t i = 0; i < ids->count && !result; i++) {
		struct px_record child;
		int got = px_record_read(store, type, ids->ids[i], &arena, &child, err);

		result = got == 1 ? px_record_remove(store, &child, &arena, err) : got;
		px_arena_reset(&arena);
	}
	px_arena_release(&arena);
	return result;
}

static int
clear_field(struct px_store *store, const struct px_type *from, const struct px_field *field,
	    const struct px_record *record, struct px_arena *arena, struct px_err *err)
{
	struct ids ids = { NULL, 0, 0 };
	int result = referrers(store, from, field, record, &ids, err);

	if (!result && ids.count)
		result = field->flags & PX_CASCADE ? remove_children(store, from, &ids, err)
						   : refuse(record, from, &ids, arena, err);
	free(ids.ids);
	return result;
}

/* Does this field, stored somewhere, refer to records of the type?  Rows of inner tables are no
 * records: they go with those that they were made from. */
static bool
refers(const struct px_type *from, const struct px_field *field, const struct px_type *type)
{
	return !(from->flags & PX_INNER) && field->target &&
	       strcmp(field->target, type->name) == 0 &&
	       (px_field_is_list(field) || px_field_has_column(from, field));
}

int
px_record_remove(struct px_store *store, const struct px_record *record, struct px_arena *arena,
		 struct px_err *err)
{
	if (px_store_must_write(store, err))
		return -1;
	if (record->type->flags & PX_REGISTER)
		return px_row_delete(store, record, err);
	if (px_guard_ask(store, record, NULL, arena, err))
		return -1;
	for (size_t i = 0; i < px_type_count; i++) {
		const struct px_type *from = px_types[i];

		for (size_t j = 0; j < from->field_count; j++)
			if (refers(from, &from->fields[j], record->type) &&
			    clear_field(store, from, &from->fields[j], record, arena, err))
				return -1;
	}
	return px_record_erase(store, record, arena, err);
}

/*
 * Taking back.
 */

/* What was made with its parent and is as it was made. */
static int
take_child(struct px_store *store, const struct px_type *type, int64_t id, struct px_arena *arena,
	   struct px_err *err)
{
	struct px_record child;
	int got = px_record_read(store, type, id, arena, &child, err);

	if (got <= 0)
		return got;
	if (strcmp(child.values[PX_F_UPDATED].text, child.values[PX_F_CREATED].text) != 0)
		return px_err_set(err, PX_CONFLICT, _("%s %lld: was changed since"),
				  px_tr(type->label), (long long)id);
	return px_record_erase_kept(store, &child, arena, err);
}

static int
take_made(struct px_store *store, const struct px_type *from, const struct px_field *field,
	  const struct px_record *record, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct ids ids = { NULL, 0, 0 };
	int result = referrers(store, from, field, record, &ids, err);

	for (size_t i = 0; i < ids.count && !result; i++) {
		result = take_child(store, from, ids.ids[i], &arena, err);
		px_arena_reset(&arena);
	}
	px_arena_release(&arena);
	free(ids.ids);
	return result;
}

/* Of what the database refused because something refers to it: what does. */
static int
say_referrers(struct px_store *store, const struct px_record *record, struct px_arena *arena,
	      struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;

	for (size_t i = 0; i < px_type_count && why.code == PX_OK; i++) {
		const struct px_type *from = px_types[i];

		for (size_t j = 0; j < from->field_count && why.code == PX_OK; j++) {
			struct ids ids = { NULL, 0, 0 };

			if (refers(from, &from->fields[j], record->type) &&
			    referrers(store, from, &from->fields[j], record, &ids, &why) == 0 &&
			    ids.count)
				refuse(record, from, &ids, arena, &why);
			free(ids.ids);
		}
	}
	return why.code == PX_CONFLICT ? px_err_copy(err, &why) : -1;
}

int
px_record_take_back(struct px_store *store, const struct px_record *record, struct px_arena *arena,
		    struct px_err *err)
{
	if (px_store_must_write(store, err))
		return -1;
	for (size_t i = 0; i < px_type_count; i++) {
		const struct px_type *from = px_types[i];

		for (size_t j = 0; from->flags & PX_MADE && j < from->field_count; j++)
			if (from->fields[j].flags & PX_CASCADE &&
			    refers(from, &from->fields[j], record->type) &&
			    take_made(store, from, &from->fields[j], record, err))
				return -1;
	}
	if (px_guard_ask(store, record, NULL, arena, err) < 0)
		return -1;
	if (px_record_erase_kept(store, record, arena, err) == 0)
		return 0;
	return store->broken.breach == PX_BREACH_REFERENCE
		       ? say_referrers(store, record, arena, err)
		       : -1;
}
