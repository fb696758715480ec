/*
 * Records counted by groups: by SQL when every field is a column, else here, with the same result.
 * A record whose list has several items counts in the group of each of them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/query/rows.h"
#include "store/schema.h"
#include "store/select.h"
#include "store/query/where.h"

enum { MOST_FIELDS = 16, SLACK = 4096 };

struct groups {
	struct px_store *store;
	struct px_query query; /* its orders are the fields of the groups */
	struct px_order orders[MOST_FIELDS];
	const struct px_field *sum;
	int (*take)(const struct px_group *group, void *data, struct px_err *err);
	void *data;
};

static bool
sql_can(const struct groups *groups)
{
	const struct px_type *type = groups->query.type;

	for (size_t i = 0; i < groups->query.order_count; i++)
		if (!px_field_has_column(type, groups->orders[i].field))
			return false;
	for (size_t i = 0; i < groups->query.filter_count; i++)
		if (!px_where_takes(type, &groups->query.filters[i]))
			return false;
	return !groups->sum || px_field_has_column(type, groups->sum);
}

static void
group_text(const struct groups *groups, const struct px_select *select, struct px_buf *out)
{
	const char *separator = ", ";

	if (!groups->query.order_count)
		return;
	px_buf_printf(out, " GROUP BY %s", select->list.data);
	for (size_t i = 0; i < groups->query.order_count; i++)
		if (groups->orders[i].field->flags & PX_FOLDED)
			px_buf_printf(out, "%st.\"%s_folded\"", separator,
				      groups->orders[i].field->name);
	px_order_add(&groups->query, true, out);
}

static int
take_rows(const struct groups *groups, const struct px_select *select, int columns,
	  struct px_stmt *stmt, struct px_err *err)
{
	const struct px_query *query = &groups->query;
	struct px_arena arena = PX_ARENA_INIT;
	struct px_value values[MOST_FIELDS];
	int got;

	while ((got = px_stmt_step(stmt, err)) == 1) {
		struct px_record record = px_record_new(&arena, query->type);
		struct px_group group = { values, px_stmt_number(stmt, columns),
					  px_stmt_number(stmt, columns + 1) };

		px_select_load(select, stmt, NULL, &record);
		for (size_t i = 0; i < query->order_count; i++)
			values[i] =
				record.values[px_field_index(query->type, groups->orders[i].field)];
		if (groups->take(&group, groups->data, err)) {
			got = -1;
			break;
		}
		px_arena_reset(&arena);
	}
	px_arena_release(&arena);
	return got;
}

static int
count_columns(const struct px_select *select)
{
	int count = 0;

	for (size_t i = 0; i < select->type->field_count; i++)
		if (select->columns[i] >= 0)
			count += select->type->fields[i].target ? 2 : 1;
	return count;
}

static int
by_sql(const struct groups *groups, const bool *wanted, struct px_err *err)
{
	const struct px_query *query = &groups->query;
	struct px_arena arena = PX_ARENA_INIT;
	struct px_sql sql = PX_SQL_INIT;
	struct px_select select;
	struct px_stmt *stmt = NULL;
	int result = -1;

	px_select_init(&select, query->type, wanted);
	px_buf_printf(&sql.text, "SELECT %s%sCOUNT(*), ", select.list.data,
		      select.list.length ? ", " : "");
	if (groups->sum)
		px_buf_printf(&sql.text, "CAST(COALESCE(SUM(t.\"%s\"), 0) AS BIGINT)",
			      groups->sum->name);
	else
		px_buf_puts(&sql.text, "0");
	px_buf_printf(&sql.text, " FROM \"%s\" t%s", query->type->name, select.joins.data);
	if (px_where_add(groups->store, query, &arena, &sql, err) == 0) {
		group_text(groups, &select, &sql.text);
		stmt = px_sql_prepare(&sql, groups->store, err);
	}
	if (stmt)
		result = take_rows(groups, &select, count_columns(&select), stmt, err);
	px_stmt_done(stmt);
	px_select_release(&select);
	px_sql_release(&sql);
	px_arena_release(&arena);
	return result;
}

/*
 * In memory: an entry a record (or an item of its lists), sorted and merged now and then.
 */

struct entry {
	const struct groups *groups;
	struct px_value *values;
	int64_t count, sum;
};

struct heap {
	const struct groups *groups;
	struct px_arena arena;
	struct entry *entries;
	size_t count, capacity, merged;
};

static int
compare(const void *first, const void *second)
{
	const struct entry *a = first, *b = second;
	int result = 0;

	for (size_t i = 0; i < a->groups->query.order_count && !result; i++)
		result = px_order_compare(&a->groups->orders[i], &a->values[i], &b->values[i]);
	return result;
}

static void
merge(struct heap *heap)
{
	struct px_arena old = heap->arena;
	size_t kept = 0, fields = heap->groups->query.order_count;

	if (heap->count)
		qsort(heap->entries, heap->count, sizeof(*heap->entries), compare);
	heap->arena = (struct px_arena)PX_ARENA_INIT;
	for (size_t i = 0; i < heap->count; i++) {
		struct entry *entry = &heap->entries[i],
			     *last = kept ? &heap->entries[kept - 1] : NULL;
		struct px_value *values;

		if (last && compare(last, entry) == 0) {
			last->count += entry->count;
			last->sum += entry->sum;
			continue;
		}
		values = px_arena_alloc(&heap->arena, (fields + 1) * sizeof(*values));
		for (size_t j = 0; j < fields; j++)
			values[j] = px_value_copy(&heap->arena, &entry->values[j]);
		heap->entries[kept] = *entry;
		heap->entries[kept++].values = values;
	}
	px_arena_release(&old);
	heap->count = heap->merged = kept;
}

static void
add_entry(struct heap *heap, const struct px_value *values, int64_t sum)
{
	size_t fields = heap->groups->query.order_count;
	struct px_value *copy = px_arena_alloc(&heap->arena, (fields + 1) * sizeof(*copy));

	for (size_t i = 0; i < fields; i++)
		copy[i] = px_value_copy(&heap->arena, &values[i]);
	PX_GROW(heap->entries, heap->count, heap->capacity);
	heap->entries[heap->count++] = (struct entry){ heap->groups, copy, 1, sum };
	if (heap->count > 2 * heap->merged + SLACK)
		merge(heap);
}

/* Every combination of the items of the lists among the fields, from field i on. */
static void
add_items(struct heap *heap, const struct px_record *record, struct px_value *values, size_t i,
	  int64_t sum)
{
	const struct groups *groups = heap->groups;
	const struct px_value *value;

	if (i == groups->query.order_count) {
		add_entry(heap, values, sum);
		return;
	}
	value = &record->values[px_field_index(record->type, groups->orders[i].field)];
	values[i] = *value;
	if (value->state != PX_SET || !value->count) {
		add_items(heap, record, values, i + 1, sum);
		return;
	}
	for (size_t j = 0; j < value->count; j++) {
		values[i].items = &value->items[j];
		values[i].count = 1;
		add_items(heap, record, values, i + 1, sum);
	}
}

static int
collect(struct heap *heap, const bool *wanted, struct px_err *err)
{
	const struct groups *groups = heap->groups;
	struct px_query query = groups->query;
	struct px_value values[MOST_FIELDS];
	struct px_cursor *cursor;
	struct px_record record;
	int got;

	query.order_count = 0;
	query.wanted = wanted;
	cursor = px_query_open(groups->store, &query, err);
	if (!cursor)
		return -1;
	while ((got = px_query_next(cursor, &record, err)) == 1) {
		int64_t sum = groups->sum
				      ? px_record_number(&record,
							 px_field_index(query.type, groups->sum), 0)
				      : 0;

		add_items(heap, &record, values, 0, sum);
	}
	px_query_close(cursor);
	return got;
}

static int
by_memory(const struct groups *groups, const bool *wanted, struct px_err *err)
{
	struct heap heap = { .groups = groups };
	int result = collect(&heap, wanted, err);

	merge(&heap);
	if (!result && !heap.count && !groups->query.order_count)
		result = groups->take(&(struct px_group){ NULL, 0, 0 }, groups->data, err);
	for (size_t i = 0; i < heap.count && !result; i++) {
		struct px_group group = { heap.entries[i].values, heap.entries[i].count,
					  heap.entries[i].sum };

		result = groups->take(&group, groups->data, err);
	}
	px_arena_release(&heap.arena);
	free(heap.entries);
	return result;
}

int
px_query_groups(struct px_store *store, const struct px_query *query,
		const struct px_field *const *by, size_t by_count, const struct px_field *sum,
		int (*take)(const struct px_group *group, void *data, struct px_err *err),
		void *data, struct px_err *err)
{
	struct groups groups = { store, *query, { { NULL, false } }, sum, take, data };
	bool *wanted;
	int result;

	if (by_count > MOST_FIELDS)
		return px_err_set(err, PX_USAGE, _("more than %d fields to group by"), MOST_FIELDS);
	wanted = px_calloc(query->type->field_count, sizeof(*wanted));
	for (size_t i = 0; i < by_count; i++) {
		groups.orders[i].field = by[i];
		wanted[px_field_index(query->type, by[i])] = true;
	}
	groups.query.orders = groups.orders;
	groups.query.order_count = by_count;
	groups.query.limit = -1;
	if (sql_can(&groups)) {
		result = by_sql(&groups, wanted, err);
	} else {
		if (sum)
			wanted[px_field_index(query->type, sum)] = true;
		result = by_memory(&groups, wanted, err);
	}
	free(wanted);
	return result;
}
