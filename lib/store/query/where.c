#include "store/query/where.h"

#include <string.h>

#include "base/text.h"
#include "store/record.h"
#include "store/schema.h"

/* What building a condition needs. */
struct where {
	struct px_store *store;
	const struct px_query *query;
	struct px_arena *arena;
	struct px_sql *sql;
	struct px_err *err;
};

static bool
is_equality(const struct px_filter *filter)
{
	return filter->compare == PX_EQUAL || filter->compare == PX_DIFFERENT;
}

bool
px_where_takes(const struct px_type *type, const struct px_filter *filter)
{
	if (filter->compare == PX_WORDS)
		return !(type->flags & PX_REGISTER); /* registers have no tokens */
	if (filter->compare == PX_MATCHES || (filter->field->flags & PX_DERIVED))
		return false;
	if (px_field_is_list(filter->field))
		return is_equality(filter);
	if (filter->field->target && !is_equality(filter))
		return false; /* by key, which the row does not hold */
	return px_field_has_column(type, filter->field);
}

static void
put(struct where *where, const char *text)
{
	px_buf_puts(&where->sql->text, text);
}

/* Words of an enumeration in their own order; unknown ones last. */
static void
put_word_order(const struct px_field *field, struct px_buf *out)
{
	int place = 0;

	px_buf_printf(out, "CASE t.\"%s\"", field->name);
	for (; field->words[place]; place++)
		px_buf_printf(out, " WHEN '%s' THEN %d", field->words[place], place);
	px_buf_printf(out, " ELSE CASE WHEN t.\"%s\" IS NULL THEN NULL ELSE %d END END",
		      field->name, place);
}

/* The text that SQL compares for this field: its folded form when there is a column for it. */
static const char *
compared_text(struct where *where, const struct px_field *field, const char *text)
{
	return field->flags & PX_FOLDED ? px_text_folded(where->arena, text) : text;
}

/* Over all organizations a key may be several records': the ids of all of them. */
static int
put_all_named(struct where *where, const struct px_type *target, const char *key)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	const char *separator = "";
	int got;

	px_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"%s\" = $1", target->name,
		      target->key);
	stmt = px_store_prepare(where->store, sql.data, where->err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, key);
	while ((got = px_stmt_step(stmt, where->err)) == 1) {
		put(where, separator);
		px_sql_number(where->sql, px_stmt_number(stmt, 0));
		separator = ", ";
	}
	px_stmt_done(stmt);
	return got;
}

static int
put_reference(struct where *where, const struct px_field *field, const struct px_value *value)
{
	const struct px_type *target = px_field_target(field);
	struct px_err why = PX_ERR_INIT;
	int64_t id = value->number;

	if (id || px_record_name(where->store, target, where->query->organization, value->text, &id,
				 &why) == 0) {
		px_sql_number(where->sql, id);
		return 0;
	}
	if (why.code == PX_CONFLICT && !where->query->organization && target->key)
		return put_all_named(where, target, value->text);
	return px_err_copy(where->err, &why);
}

static int
put_value(struct where *where, const struct px_field *field, const struct px_value *value)
{
	if (field->target)
		return put_reference(where, field, value);
	if (px_field_is_number(field))
		px_sql_number(where->sql, value->number);
	else
		px_sql_text(where->sql, compared_text(where, field, value->text));
	return 0;
}

static int
put_any(struct where *where, const struct px_filter *filter, const char *column)
{
	px_buf_printf(&where->sql->text, "%s IN (", column);
	for (size_t i = 0; i < filter->count; i++) {
		put(where, i ? ", " : "");
		if (put_value(where, filter->field, &filter->values[i]))
			return -1;
	}
	put(where, ")");
	return 0;
}

/* A day, or a second, of an instant. */
static void
put_ranges(struct where *where, const struct px_filter *filter, const char *column)
{
	for (size_t i = 0; i < filter->count; i++) {
		px_buf_printf(&where->sql->text, "%s(%s >= ", i ? " OR " : "", column);
		px_sql_text(where->sql, filter->values[i].text);
		px_buf_printf(&where->sql->text, " AND %s < ", column);
		px_sql_text(where->sql, filter->ends[i].text);
		put(where, ")");
	}
}

static int
put_equality(struct where *where, const struct px_filter *filter)
{
	const struct px_field *field = filter->field;
	const char *column = px_arena_printf(where->arena, "t.\"%s%s\"", field->name,
					     field->flags & PX_FOLDED ? "_folded" : "");
	bool same = filter->compare == PX_EQUAL;

	if (!filter->count) {
		px_buf_printf(&where->sql->text, "%s IS %sNULL", column, same ? "" : "NOT ");
		return 0;
	}
	if (!same)
		px_buf_printf(&where->sql->text, "%s IS NULL OR NOT (", column);
	if (filter->ends)
		put_ranges(where, filter, column);
	else if (put_any(where, filter, column))
		return -1;
	if (!same)
		put(where, ")");
	return 0;
}

/* A list equals a value when one of its items does: the owners of such items, by the index. */
static int
put_list(struct where *where, const struct px_filter *filter)
{
	const struct px_field *field = filter->field;
	const char *item = field->target ? "l.\"target\"" : "l.\"value\"";
	bool holds = (filter->compare == PX_EQUAL) == (filter->count > 0);

	px_buf_printf(&where->sql->text,
		      "t.\"id\" %sIN (SELECT l.\"owner\" FROM \"%s_%s\" l WHERE ",
		      holds ? "" : "NOT ", where->query->type->name, field->name);
	if (where->query->organization) {
		put(where, "l.\"organization\" = ");
		px_sql_number(where->sql, where->query->organization);
	} else {
		put(where, "1 = 1");
	}
	if (filter->count) {
		put(where, " AND (");
		if (put_any(where, filter, item))
			return -1;
		put(where, ")");
	}
	put(where, ")");
	return 0;
}

static const char *
sign_of(enum px_compare compare)
{
	switch (compare) {
	case PX_LESS:
		return "<";
	case PX_LESS_EQUAL:
		return "<=";
	case PX_GREATER:
		return ">";
	case PX_GREATER_EQUAL:
		return ">=";
	case PX_EQUAL:
	case PX_DIFFERENT:
	case PX_MATCHES:
	case PX_WORDS:
		break;
	}
	return "=";
}

static void
put_comparison(struct where *where, const struct px_filter *filter)
{
	const struct px_field *field = filter->field;
	const struct px_value *value = &filter->values[0];
	const char *sign = sign_of(filter->compare);
	struct px_buf *text = &where->sql->text;

	if (field->kind == &px_kind_word) {
		put_word_order(field, text);
		px_buf_printf(text, " %s %d", sign, px_word_place(field, value->text));
	} else if (field->kind == &px_kind_decimal) {
		px_buf_printf(text, "CAST(t.\"%s\" AS NUMERIC) %s CAST(", field->name, sign);
		px_sql_text(where->sql, value->text);
		put(where, " AS NUMERIC)");
	} else {
		px_buf_printf(text, "t.\"%s%s\" %s ", field->name,
			      field->flags & PX_FOLDED ? "_folded" : "", sign);
		put_value(where, field, value);
	}
}

/* One word: the records that have a word beginning with it. */
static void
put_word(const char *word, void *data)
{
	struct where *where = data;

	put(where, " AND t.\"id\" IN (SELECT k.\"id\" FROM \"token\" k WHERE k.\"organization\" ");
	if (where->query->organization) {
		put(where, "= ");
		px_sql_number(where->sql, where->query->organization);
	} else {
		put(where, "IN (SELECT \"id\" FROM \"organization\")");
	}
	put(where, " AND k.\"type\" = ");
	px_sql_text(where->sql, where->query->type->name);
	put(where, " AND k.\"word\" >= ");
	px_sql_text(where->sql, px_arena_strdup(where->arena, word));
	put(where, " AND k.\"word\" < ");
	/* after whatever begins so: the last character of Unicode */
	px_sql_text(where->sql, px_arena_printf(where->arena, "%s\xF4\x8F\xBF\xBF", word));
	put(where, ")");
}

static int
put_filter(struct where *where, const struct px_filter *filter)
{
	int result = 0;

	if (filter->compare == PX_WORDS) {
		px_text_words(filter->words, put_word, where);
		return 0;
	}
	put(where, " AND (");
	if (px_field_is_list(filter->field))
		result = put_list(where, filter);
	else if (is_equality(filter))
		result = put_equality(where, filter);
	else
		put_comparison(where, filter);
	put(where, ")");
	return result;
}

int
px_where_add(struct px_store *store, const struct px_query *query, struct px_arena *arena,
	     struct px_sql *sql, struct px_err *err)
{
	struct where where = { store, query, arena, sql, err };

	if (query->organization && !(query->type->flags & PX_REGISTER)) {
		put(&where, " WHERE t.\"organization\" = ");
		px_sql_number(sql, query->organization);
	} else {
		put(&where, " WHERE 1 = 1");
	}
	for (size_t i = 0; i < query->filter_count; i++)
		if (px_where_takes(query->type, &query->filters[i]) &&
		    put_filter(&where, &query->filters[i]))
			return -1;
	return 0;
}

bool
px_order_takes(const struct px_type *type, const struct px_field *field)
{
	return px_field_has_column(type, field);
}

/* The expression that sorts the field, a folded column apart. */
static void
put_sorted(const struct px_type *type, const struct px_field *field, struct px_buf *out)
{
	if (field->target)
		px_buf_printf(out, "r%zu.\"%s\"", px_field_index(type, field),
			      px_type_key(px_field_target(field)));
	else if (field->kind == &px_kind_word)
		put_word_order(field, out);
	else if (field->kind == &px_kind_decimal)
		px_buf_printf(out, "CAST(t.\"%s\" AS NUMERIC)", field->name);
	else
		px_buf_printf(out, "t.\"%s\"", field->name);
}

/* Does SQL narrow the rows?  They are then found by the filter's index and sorted afterwards: the
 * sign keeps the planner, which has no statistics, from walking the whole type in order of id. */
static const char *
sign_of_id(const struct px_query *query)
{
	for (size_t i = 0; i < query->filter_count; i++)
		if (px_where_takes(query->type, &query->filters[i]))
			return "+";
	return "";
}

void
px_order_add(const struct px_query *query, bool grouped, struct px_buf *out)
{
	const char *separator = " ORDER BY ";

	for (size_t i = 0; i < query->order_count; i++) {
		const struct px_field *field = query->orders[i].field;
		bool unset = !(field->flags & (PX_REQUIRED | PX_STORED_BY_US));
		const char *way = query->orders[i].descending ? " DESC" : "";

		/* A column that is never unset can be sorted by its index: say nothing of nulls. */
		if (field->flags & PX_FOLDED) {
			px_buf_printf(out, "%st.\"%s_folded\"%s%s", separator, field->name, way,
				      unset ? " NULLS LAST" : "");
			separator = ", ";
		}
		px_buf_puts(out, separator);
		put_sorted(query->type, field, out);
		px_buf_printf(out, "%s%s", way, unset ? " NULLS LAST" : "");
		separator = ", ";
	}
	if (!grouped)
		px_buf_printf(out, "%s%st.\"id\"", separator, sign_of_id(query));
}
