/*
 * Cursors: from SQL to records, in three steps that a query takes only when it must: lists are read
 * for a batch of records at a time, what SQL could not filter is filtered here, what it could not
 * sort is sorted here.
 */
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

#include "store/links.h"
#include "store/inner.h"
#include "store/query/rows.h"
#include "store/schema.h"
#include "store/select.h"
#include "store/query/where.h"

/* Records whose lists are read together: few at first, for those who only look at the head. */
enum { FIRST_BATCH = 32, BATCH = 512, MANY = 5000 };

struct px_cursor {
	struct px_store *store;
	struct px_query query;
	struct px_select select;
	struct px_stmt *stmt;
	struct px_arena arena; /* of the batch */
	struct px_arena kept;  /* of the whole cursor: texts of the filters */
	bool *wanted;
	bool derives, lists, filters; /* what is left to do after SQL */
	struct px_record *batch;
	size_t batch_count, batch_at, batch_size;
	bool at_end;
	int64_t left;         /* rows that the limit still allows, -1: no limit */
	struct px_rows *rows; /* when sorted here */
	size_t rows_at;
};

static void
want(struct px_cursor *cursor, const struct px_field *field)
{
	cursor->wanted[px_field_index(cursor->query.type, field)] = true;
}

/* A derived field is made from the record's others: any of them. */
static void
want_stored(struct px_cursor *cursor)
{
	const struct px_type *type = cursor->query.type;

	for (size_t i = 0; i < type->field_count; i++)
		cursor->wanted[i] |= !(type->fields[i].flags & PX_DERIVED);
}

/* What a filter that is applied here reads. */
static void
want_filter(struct px_cursor *cursor, const struct px_filter *filter)
{
	const struct px_type *type = cursor->query.type;

	if (filter->field)
		want(cursor, filter->field);
	for (size_t i = 0; !filter->field && i < type->field_count; i++)
		cursor->wanted[i] |= (type->fields[i].flags & PX_SEARCHED) != 0;
}

/* Decide what to load, and what is left to do after SQL. */
static void
plan(struct px_cursor *cursor)
{
	const struct px_query *query = &cursor->query;
	const struct px_type *type = query->type;

	cursor->wanted = px_calloc(type->field_count, sizeof(bool));
	for (size_t i = 0; i < type->field_count; i++)
		cursor->wanted[i] = !query->wanted || query->wanted[i];
	cursor->wanted[PX_F_ID] = true;
	for (size_t i = 0; i < query->filter_count; i++) {
		if (px_where_takes(type, &query->filters[i]))
			continue;
		cursor->filters = true;
		want_filter(cursor, &query->filters[i]);
	}
	for (size_t i = 0; i < query->order_count; i++)
		want(cursor, query->orders[i].field);
	for (size_t i = 0; i < type->field_count; i++)
		cursor->derives |= cursor->wanted[i] && (type->fields[i].flags & PX_DERIVED);
	if (cursor->derives)
		want_stored(cursor);
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		cursor->lists |= cursor->wanted[i] && px_field_is_list(&type->fields[i]);
	if (cursor->lists)
		cursor->wanted[PX_F_ORGANIZATION] = true;
}

static bool
sorts_here(const struct px_query *query)
{
	for (size_t i = 0; i < query->order_count; i++)
		if (!px_order_takes(query->type, query->orders[i].field))
			return true;
	return false;
}

static int
start(struct px_cursor *cursor, struct px_err *err)
{
	const struct px_query *query = &cursor->query;
	bool here = sorts_here(query);
	struct px_sql sql = PX_SQL_INIT;
	int result;

	px_select_init(&cursor->select, query->type, cursor->wanted);
	px_buf_printf(&sql.text, "SELECT %s FROM \"%s\" t%s", cursor->select.list.data,
		      query->type->name, cursor->select.joins.data);
	result = px_where_add(cursor->store, query, &cursor->kept, &sql, err);
	if (!here)
		px_order_add(query, false, &sql.text);
	if (!here && !cursor->filters && query->limit >= 0) {
		px_buf_puts(&sql.text, " LIMIT ");
		px_sql_number(&sql, query->limit);
	}
	if (!result)
		cursor->stmt = px_sql_prepare(&sql, cursor->store, err);
	/* A command that writes asks for few, again and again, unless it asks for all. */
	if (cursor->stmt && (cursor->store->reads || !query->filter_count) &&
	    (query->limit < 0 || query->limit > MANY))
		px_stmt_by_pieces(cursor->stmt);
	px_sql_release(&sql);
	if (here)
		cursor->rows = px_rows_new(query);
	return cursor->stmt ? 0 : -1;
}

struct px_cursor *
px_query_open(struct px_store *store, const struct px_query *query, struct px_err *err)
{
	struct px_cursor *cursor = px_calloc(1, sizeof(*cursor));

	cursor->store = store;
	cursor->query = *query;
	cursor->left = query->limit;
	plan(cursor);
	cursor->batch_size = cursor->lists ? FIRST_BATCH : 1;
	cursor->batch = px_calloc(cursor->lists ? BATCH : 1, sizeof(*cursor->batch));
	if (start(cursor, err) == 0)
		return cursor;
	px_query_close(cursor);
	return NULL;
}

/* Rows out of SQL.  A single one borrows the statement's texts; more are copied. */
static int
fetch(struct px_cursor *cursor, struct px_err *err)
{
	bool many = cursor->batch_size > 1;
	int got = 1;

	px_arena_reset(&cursor->arena);
	cursor->batch_count = cursor->batch_at = 0;
	while (!cursor->at_end && cursor->batch_count < cursor->batch_size &&
	       (got = px_stmt_step(cursor->stmt, err)) == 1) {
		struct px_record *record = &cursor->batch[cursor->batch_count++];

		*record = px_record_new(&cursor->arena, cursor->query.type);
		px_select_load(&cursor->select, cursor->stmt, many ? &cursor->arena : NULL, record);
	}
	cursor->at_end = cursor->at_end || got == 0;
	return got < 0 ? -1 : 0;
}

static int
fill_lists(struct px_cursor *cursor, struct px_err *err)
{
	const struct px_type *type = cursor->query.type;

	for (size_t i = PX_F_OWN; cursor->lists && i < type->field_count; i++)
		if (cursor->wanted[i] && px_field_is_list(&type->fields[i]) &&
		    px_links_load(cursor->store, &type->fields[i], cursor->batch,
				  cursor->batch_count, &cursor->arena, err))
			return -1;
	return 0;
}

static int
fill_batch(struct px_cursor *cursor, struct px_err *err)
{
	if (fetch(cursor, err) || fill_lists(cursor, err))
		return -1;
	if (cursor->lists)
		cursor->batch_size = BATCH;
	for (size_t i = 0; cursor->derives && i < cursor->batch_count; i++)
		px_record_derive(&cursor->batch[i], cursor->query.world, &cursor->arena);
	return 0;
}

/* Does the record satisfy the filters that SQL did not take? */
static int
passes(struct px_cursor *cursor, const struct px_record *record, struct px_err *err)
{
	const struct px_query *query = &cursor->query;
	int result = 1;

	for (size_t i = 0; cursor->filters && i < query->filter_count && result == 1; i++)
		if (!px_where_takes(query->type, &query->filters[i]))
			result = px_filter_match(&query->filters[i], record, err);
	return result;
}

/* The next record that passes, in SQL's order. */
static int
next(struct px_cursor *cursor, const struct px_record **record, struct px_err *err)
{
	int passed = 0;

	while (passed == 0) {
		if (cursor->batch_at == cursor->batch_count) {
			if (cursor->at_end)
				return 0;
			if (fill_batch(cursor, err))
				return -1;
			if (!cursor->batch_count)
				return 0;
		}
		*record = &cursor->batch[cursor->batch_at++];
		passed = passes(cursor, *record, err);
	}
	return passed;
}

/* The next record of those that are sorted here. */
static int
next_sorted(struct px_cursor *cursor, const struct px_record **record, struct px_err *err)
{
	int got = 1;

	if (cursor->stmt) {
		while ((got = next(cursor, record, err)) == 1)
			px_rows_add(cursor->rows, *record);
		px_stmt_done(cursor->stmt);
		cursor->stmt = NULL;
		if (got < 0)
			return -1;
		px_rows_sort(cursor->rows);
	}
	*record = px_rows_at(cursor->rows, cursor->rows_at++);
	return *record ? 1 : 0;
}

int
px_query_next(struct px_cursor *cursor, struct px_record *record, struct px_err *err)
{
	const struct px_record *found;
	int got;

	if (cursor->left == 0)
		return 0;
	got = cursor->rows ? next_sorted(cursor, &found, err) : next(cursor, &found, err);
	if (got != 1)
		return got;
	if (cursor->left > 0)
		cursor->left--;
	*record = *found;
	return 1;
}

void
px_query_close(struct px_cursor *cursor)
{
	if (!cursor)
		return;
	px_stmt_done(cursor->stmt);
	px_rows_free(cursor->rows);
	px_select_release(&cursor->select);
	px_arena_release(&cursor->arena);
	px_arena_release(&cursor->kept);
	free(cursor->wanted);
	free(cursor->batch);
	free(cursor);
}
