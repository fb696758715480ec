#include "store/query/rows.h"

#include <stdlib.h>
#include <string.h>

enum { SLACK = 1024 }; /* rows beyond twice the limit before the worst are dropped */

struct row {
	const struct px_query *query;
	struct px_record record;
};

struct px_rows {
	const struct px_query *query;
	struct px_arena arena;
	struct row *rows;
	size_t count, capacity;
};

struct px_rows *
px_rows_new(const struct px_query *query)
{
	struct px_rows *rows = px_calloc(1, sizeof(*rows));

	rows->query = query;
	return rows;
}

int
px_order_compare(const struct px_order *order, const struct px_value *a, const struct px_value *b)
{
	int result;

	if (a->state != PX_SET || b->state != PX_SET)
		return (a->state != PX_SET) - (b->state != PX_SET);
	result = px_value_compare(order->field, a, b);
	return order->descending ? -result : result;
}

static int
compare(const void *first, const void *second)
{
	const struct row *a = first, *b = second;
	const struct px_query *query = a->query;
	int64_t id_a = a->record.values[PX_F_ID].number, id_b = b->record.values[PX_F_ID].number;
	int result = 0;

	for (size_t i = 0; i < query->order_count && !result; i++) {
		size_t place = px_field_index(query->type, query->orders[i].field);

		result = px_order_compare(&query->orders[i], &a->record.values[place],
					  &b->record.values[place]);
	}
	return result ? result : (id_a > id_b) - (id_a < id_b);
}

/* Keep the first rows alone, in memory of their own. */
static void
cut(struct px_rows *rows)
{
	size_t limit = (size_t)rows->query->limit;
	struct px_arena old = rows->arena;

	qsort(rows->rows, rows->count, sizeof(*rows->rows), compare);
	rows->arena = (struct px_arena)PX_ARENA_INIT;
	rows->count = limit < rows->count ? limit : rows->count;
	for (size_t i = 0; i < rows->count; i++)
		rows->rows[i].record = px_record_copy(&rows->arena, &rows->rows[i].record);
	px_arena_release(&old);
}

void
px_rows_add(struct px_rows *rows, const struct px_record *record)
{
	int64_t limit = rows->query->limit;

	PX_GROW(rows->rows, rows->count, rows->capacity);
	rows->rows[rows->count++] =
		(struct row){ rows->query, px_record_copy(&rows->arena, record) };
	if (limit >= 0 && (int64_t)(rows->count / 2) - SLACK > limit)
		cut(rows);
}

void
px_rows_sort(struct px_rows *rows)
{
	if (rows->count)
		qsort(rows->rows, rows->count, sizeof(*rows->rows), compare);
}

const struct px_record *
px_rows_at(const struct px_rows *rows, size_t i)
{
	return i < rows->count ? &rows->rows[i].record : NULL;
}

void
px_rows_free(struct px_rows *rows)
{
	if (!rows)
		return;
	px_arena_release(&rows->arena);
	free(rows->rows);
	free(rows);
}
