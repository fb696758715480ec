#include "store/links.h"

#include <stdlib.h>
#include <string.h>

#include "store/cycle.h"
#include "store/schema.h"

enum { TOGETHER = 64 }; /* owners of one statement, when their ids are far apart */

/* A record's id and its place, to find the owner of a link. */
struct owner {
	int64_t id;
	size_t place;
};

static int
by_id(const void *a, const void *b)
{
	int64_t first = ((const struct owner *)a)->id, second = ((const struct owner *)b)->id;

	return (first > second) - (first < second);
}

static struct owner *
sort_owners(const struct px_record *records, size_t count)
{
	struct owner *owners = px_calloc(count, sizeof(*owners));

	for (size_t i = 0; i < count; i++)
		owners[i] = (struct owner){ records[i].values[PX_F_ID].number, i };
	qsort(owners, count, sizeof(*owners), by_id);
	return owners;
}

static void
select_text(const struct px_type *type, const struct px_field *field, bool range,
	    struct px_buf *sql)
{
	px_buf_puts(sql, "SELECT l.\"owner\", ");
	if (field->target)
		px_buf_printf(sql, "l.\"target\", r.\"%s\" ", px_type_key(px_field_target(field)));
	else
		px_buf_puts(sql, "l.\"value\" ");
	px_buf_printf(sql, "FROM \"%s_%s\" l ", type->name, field->name);
	if (field->target)
		px_buf_printf(sql, "LEFT JOIN \"%s\" r ON r.\"id\" = l.\"target\"%s ",
			      field->target,
			      strcmp(field->target, "organization") == 0
				      ? ""
				      : " AND r.\"organization\" = l.\"organization\"");
	px_buf_puts(sql, "WHERE l.\"organization\" = $1 AND l.\"owner\" ");
	if (range) {
		px_buf_puts(sql, ">= $2 AND l.\"owner\" <= $3");
	} else {
		px_buf_puts(sql, "IN (");
		for (int i = 0; i < TOGETHER; i++)
			px_buf_printf(sql, "%s$%d", i ? ", " : "", i + 2);
		px_buf_putc(sql, ')');
	}
	px_buf_puts(sql, " ORDER BY l.\"owner\", l.\"position\"");
}

static struct px_value
item_of(const struct px_field *field, struct px_stmt *stmt, struct px_arena *arena)
{
	struct px_value item = { .state = PX_SET };

	if (px_field_is_number(field))
		item.number = px_stmt_number(stmt, 1);
	else
		item.text = px_arena_strdup(arena, px_stmt_text(stmt, 1));
	if (field->target)
		item.text = px_arena_strdup(arena, px_stmt_text(stmt, 2));
	return item;
}

/* Items of one owner, collected until the next owner's begin. */
struct items {
	struct px_value *items;
	size_t count, capacity;
};

static void
give(struct items *items, struct px_record *record, size_t place, struct px_arena *arena)
{
	struct px_value *copy;

	if (!items->count)
		return;
	copy = px_arena_alloc(arena, items->count * sizeof(*copy));
	memcpy(copy, items->items, items->count * sizeof(*copy));
	record->values[place] =
		(struct px_value){ .state = PX_SET, .items = copy, .count = items->count };
	items->count = 0;
}

/* Rows come by owner, and owners are sorted: walk both. */
static int
merge(struct px_stmt *stmt, const struct px_field *field, struct px_record *records,
      const struct owner *owners, size_t count, struct px_arena *arena, struct px_err *err)
{
	size_t place = px_field_index(records->type, field), at = 0;
	struct items items = { NULL, 0, 0 };
	int got;

	while ((got = px_stmt_step(stmt, err)) == 1) {
		int64_t owner = px_stmt_number(stmt, 0);

		if (at < count && owner != owners[at].id)
			give(&items, &records[owners[at].place], place, arena);
		while (at < count && owners[at].id < owner)
			at++;
		if (at == count || owners[at].id != owner)
			continue;
		PX_GROW(items.items, items.count, items.capacity);
		items.items[items.count++] = item_of(field, stmt, arena);
	}
	if (at < count)
		give(&items, &records[owners[at].place], place, arena);
	free(items.items);
	return got;
}

/* Of records of one organization, owners sorted: 0 all were filled, else how many, -1. */
static int
load_part(struct px_store *store, const struct px_field *field, struct px_record *records,
	  const struct owner *owners, size_t count, struct px_arena *arena, struct px_err *err)
{
	const struct px_value *values = records[owners[0].place].values;
	int64_t last = owners[count - 1].id;
	bool range = last - owners[0].id < 4 * (int64_t)count;
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int result;

	if (!range && count > TOGETHER)
		count = TOGETHER;
	select_text(records->type, field, range, &sql);
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, values[PX_F_ORGANIZATION].number);
	if (range) {
		px_bind_number(stmt, 2, owners[0].id);
		px_bind_number(stmt, 3, last);
	}
	for (size_t i = 0; i < count && !range; i++)
		px_bind_number(stmt, (int)i + 2, owners[i].id);
	result = merge(stmt, field, records, owners, count, arena, err);
	px_stmt_done(stmt);
	if (result < 0)
		return -1;
	return range ? 0 : (int)count;
}

/* How many owners from the first on are of its organization. */
static size_t
same_organization(const struct px_record *records, const struct owner *owners, size_t count)
{
	int64_t first = records[owners[0].place].values[PX_F_ORGANIZATION].number;
	size_t same = 1;

	while (same < count &&
	       records[owners[same].place].values[PX_F_ORGANIZATION].number == first)
		same++;
	return same;
}

int
px_links_load(struct px_store *store, const struct px_field *field, struct px_record *records,
	      size_t count, struct px_arena *arena, struct px_err *err)
{
	struct owner *owners;
	int result = 0;

	if (!count)
		return 0;
	owners = sort_owners(records, count);
	for (size_t at = 0; at < count && result >= 0;) {
		size_t part = same_organization(records, owners + at, count - at);

		result = load_part(store, field, records, owners + at, part, arena, err);
		at += result > 0 ? (size_t)result : part;
	}
	free(owners);
	return result < 0 ? -1 : 0;
}

int
px_links_clear(struct px_store *store, const struct px_record *record, const struct px_field *field,
	       struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got = -1;

	px_buf_printf(&sql, "DELETE FROM \"%s_%s\" WHERE \"organization\" = $1 AND \"owner\" = $2",
		      record->type->name, field->name);
	stmt = px_store_prepare(store, sql.data, err);
	if (stmt) {
		px_bind_number(stmt, 1, record->values[PX_F_ORGANIZATION].number);
		px_bind_number(stmt, 2, record->values[PX_F_ID].number);
		got = px_stmt_step(stmt, err);
	}
	px_stmt_done(stmt);
	px_buf_release(&sql);
	return got;
}

static int
write_item(struct px_store *store, const char *sql, const struct px_record *record,
	   const struct px_field *field, size_t position, struct px_err *err)
{
	const struct px_value *list = &record->values[px_field_index(record->type, field)];
	struct px_stmt *stmt = px_store_prepare(store, sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, record->values[PX_F_ORGANIZATION].number);
	px_bind_number(stmt, 2, record->values[PX_F_ID].number);
	px_bind_number(stmt, 3, (int64_t)position);
	if (px_field_is_number(field))
		px_bind_number(stmt, 4, list->items[position].number);
	else
		px_bind_text(stmt, 4, list->items[position].text);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

void
px_links_insert_text(const struct px_type *type, const struct px_field *field, struct px_buf *out)
{
	px_buf_printf(out,
		      "INSERT INTO \"%s_%s\" (\"organization\", \"owner\", \"position\", \"%s\") "
		      "VALUES ($1, $2, $3, $4)",
		      type->name, field->name, field->target ? "target" : "value");
}

int
px_links_write(struct px_store *store, const struct px_record *record, const struct px_field *field,
	       struct px_err *err)
{
	const struct px_value *list = &record->values[px_field_index(record->type, field)];
	struct px_buf sql = PX_BUF_INIT;
	int result = 0;

	px_links_insert_text(record->type, field, &sql);
	for (size_t i = 0; list->state == PX_SET && i < list->count && !result; i++)
		result = write_item(store, sql.data, record, field, i, err);
	px_buf_release(&sql);
	return result ? result : px_cycle_check(store, record, field, err);
}
