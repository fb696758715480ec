#include "store/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "store/inner.h"
#include "store/schema.h"

int
px_row_check(const struct px_record *record, struct px_err *err)
{
	const struct px_type *type = record->type;

	for (size_t i = 0; i < type->field_count; i++)
		if (record->values[i].state == PX_BAD)
			return px_err_set(err, PX_REJECTED, _("%s: %s: this value is not allowed"),
					  px_tr(type->label), type->fields[i].name);
	return 0;
}

/* Bind one value, and its folded companion; returns the next place. */
static int
bind(struct px_stmt *stmt, int place, const struct px_field *field, const struct px_value *value)
{
	struct px_buf folded = PX_BUF_INIT;
	bool set = value->state == PX_SET;

	if (!set)
		px_bind_null(stmt, place);
	else if (px_field_is_number(field))
		px_bind_number(stmt, place, value->number);
	else
		px_bind_text(stmt, place, value->text);
	if (!(field->flags & PX_FOLDED))
		return place + 1;
	if (set)
		px_text_fold(value->text, &folded);
	px_bind_text(stmt, place + 1, set ? folded.data : NULL);
	px_buf_release(&folded);
	return place + 2;
}

static char *
insert_text(const struct px_type *type)
{
	struct px_buf sql = PX_BUF_INIT, places = PX_BUF_INIT;
	int place = 0;

	px_buf_printf(&sql, "INSERT INTO \"%s\" (", type->name);
	for (size_t i = 0; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];

		if (!px_field_has_column(type, field))
			continue;
		px_buf_printf(&sql, "%s\"%s\"", place ? ", " : "", field->name);
		px_buf_printf(&places, "%s$%d", place ? ", " : "", place + 1);
		place++;
		if (!(field->flags & PX_FOLDED))
			continue;
		px_buf_printf(&sql, ", \"%s_folded\"", field->name);
		px_buf_printf(&places, ", $%d", ++place);
	}
	px_buf_printf(&sql, ") VALUES (%s)", places.data);
	px_buf_release(&places);
	return px_buf_detach(&sql);
}

/*
 * Who holds already what the record wants for itself alone: found by the columns that the broken
 * constraint names ("task.organization, task.slug"), which come from the registry.
 */
struct wanted {
	const struct px_field *fields[8];
	size_t count;
	bool there; /* in the record's organization alone */
};

static bool
names_column(const char *columns, const char *column)
{
	size_t length = strlen(column);
	const char *at = columns;

	while ((at = strstr(at, column)) && at[length] && at[length] != ',')
		at += length;
	return at != NULL;
}

static struct wanted
wanted_fields(const struct px_type *type, const char *columns)
{
	struct wanted wanted = { .count = 0 };

	for (size_t i = 0; i < type->field_count && wanted.count < PX_COUNT(wanted.fields); i++) {
		char *column = px_asprintf("%s.%s", type->name, type->fields[i].name);

		if (!names_column(columns, column))
			;
		else if (i == PX_F_ORGANIZATION)
			wanted.there = true;
		else
			wanted.fields[wanted.count++] = &type->fields[i];
		free(column);
	}
	return wanted;
}

/* 0 when nobody is known to: a constraint that names no column of ours says nothing of a holder. */
static int64_t
find_holder(struct px_store *store, const struct px_record *record, const struct wanted *wanted)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int64_t id = 0;

	if (!wanted->count)
		return 0;
	px_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"id\" <> $1", record->type->name);
	for (size_t i = 0; i < wanted->count; i++)
		px_buf_printf(&sql, " AND \"%s\" = $%zu", wanted->fields[i]->name, i + 2);
	if (wanted->there)
		px_buf_printf(&sql, " AND \"organization\" = $%zu", wanted->count + 2);
	stmt = px_store_prepare(store, sql.data, NULL);
	px_buf_release(&sql);
	if (!stmt)
		return 0;
	px_bind_number(stmt, 1, record->values[PX_F_ID].number);
	for (size_t i = 0; i < wanted->count; i++) {
		struct px_field plain = *wanted->fields[i];

		plain.flags &= ~(unsigned)PX_FOLDED;
		bind(stmt, (int)i + 2, &plain,
		     &record->values[px_field_index(record->type, wanted->fields[i])]);
	}
	if (wanted->there)
		px_bind_number(stmt, (int)wanted->count + 2,
			       record->values[PX_F_ORGANIZATION].number);
	if (px_stmt_step(stmt, NULL) == 1)
		id = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return id;
}

/* "slug bpco: already taken by project 3". */
static int
say_taken(struct px_store *store, const struct px_record *record, struct px_err *err)
{
	struct wanted wanted = wanted_fields(record->type, store->broken.name);
	int64_t holder = find_holder(store, record, &wanted);
	struct px_buf what = PX_BUF_INIT;

	for (size_t i = 0; i < wanted.count; i++) {
		const struct px_field *field = wanted.fields[i];
		const struct px_value *value = &record->values[px_field_index(record->type, field)];

		px_buf_printf(&what, "%s%s ", i ? ", " : "", field->name);
		if (field->target)
			px_buf_puts(&what, value->text ? value->text : "");
		else
			px_value_print(NULL, field, value, PX_STYLE_MACHINE, &what);
	}
	if (holder)
		px_err_set(err, PX_CONFLICT, _("%s: already taken by %s %lld"), what.data,
			   px_tr(record->type->label), (long long)holder);
	px_buf_release(&what);
	return -1;
}

static int
finish(struct px_store *store, struct px_stmt *stmt, const struct px_record *record,
       struct px_err *err)
{
	int got = px_stmt_step(stmt, err);

	px_stmt_done(stmt);
	if (got < 0 && store->broken.breach == PX_BREACH_UNIQUE)
		return say_taken(store, record, err);
	return got;
}

struct px_stmt *
px_row_insert_stmt(struct px_store *store, const struct px_type *type, struct px_err *err)
{
	struct px_texts *texts = px_store_texts(store, type);

	if (!texts->insert)
		texts->insert = insert_text(type);
	return px_store_prepare(store, texts->insert, err);
}

struct px_stmt *
px_row_inserting(struct px_store *store, const struct px_record *record, struct px_err *err)
{
	const struct px_type *type = record->type;
	struct px_stmt *stmt = px_row_insert_stmt(store, type, err);
	int place = 1;

	if (!stmt)
		return NULL;
	for (size_t i = 0; i < type->field_count; i++)
		if (px_field_has_column(type, &type->fields[i]))
			place = bind(stmt, place, &type->fields[i], &record->values[i]);
	return stmt;
}

int
px_row_place(const struct px_type *type, size_t field)
{
	int place = 1;

	for (size_t i = 0; i < field; i++)
		if (px_field_has_column(type, &type->fields[i]))
			place += type->fields[i].flags & PX_FOLDED ? 2 : 1;
	return place;
}

int
px_row_insert(struct px_store *store, const struct px_record *record, struct px_err *err)
{
	struct px_stmt *stmt = px_row_inserting(store, record, err);

	return stmt ? finish(store, stmt, record, err) : -1;
}

static bool
is_changed(const struct px_record *before, const struct px_record *after, size_t i)
{
	return px_field_has_column(after->type, &after->type->fields[i]) &&
	       !px_value_equal(&before->values[i], &after->values[i]);
}

/* Only the columns that differ: an index whose columns are not named is not touched. */
static int
update_text(const struct px_record *before, const struct px_record *after, struct px_buf *sql)
{
	int place = 0;

	px_buf_printf(sql, "UPDATE \"%s\" SET ", after->type->name);
	for (size_t i = PX_F_CREATED; i < after->type->field_count; i++) {
		const struct px_field *field = &after->type->fields[i];

		if (!is_changed(before, after, i))
			continue;
		place++;
		px_buf_printf(sql, "%s\"%s\" = $%d", place > 1 ? ", " : "", field->name, place);
		if (!(field->flags & PX_FOLDED))
			continue;
		place++;
		px_buf_printf(sql, ", \"%s_folded\" = $%d", field->name, place);
	}
	px_buf_printf(sql, " WHERE \"id\" = $%d", place + 1);
	if (!(after->type->flags & PX_REGISTER))
		px_buf_printf(sql, " AND \"organization\" = $%d", place + 2);
	return place;
}

int
px_row_update(struct px_store *store, const struct px_record *before, const struct px_record *after,
	      struct px_err *err)
{
	const struct px_type *type = after->type;
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt = NULL;
	int place = update_text(before, after, &sql);

	if (place)
		stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return place ? -1 : 0;
	place = 1;
	for (size_t i = PX_F_CREATED; i < type->field_count; i++)
		if (is_changed(before, after, i))
			place = bind(stmt, place, &type->fields[i], &after->values[i]);
	px_bind_number(stmt, place, after->values[PX_F_ID].number);
	if (!(type->flags & PX_REGISTER))
		px_bind_number(stmt, place + 1, after->values[PX_F_ORGANIZATION].number);
	return finish(store, stmt, after, err);
}

int
px_row_delete(struct px_store *store, const struct px_record *record, struct px_err *err)
{
	bool plain = record->type->flags & PX_REGISTER;
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;

	px_buf_printf(&sql, "DELETE FROM \"%s\" WHERE \"id\" = $1%s", record->type->name,
		      plain ? "" : " AND \"organization\" = $2");
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, record->values[PX_F_ID].number);
	if (!plain)
		px_bind_number(stmt, 2, record->values[PX_F_ORGANIZATION].number);
	return finish(store, stmt, record, err);
}
