#include "store/match.h"

#include "base/buf.h"
#include "base/text.h"
#include "store/schema.h"

static const struct px_value *
value_of(const struct px_record *record, const struct px_field *field)
{
	return &record->values[px_field_index(record->type, field)];
}

/* WHERE "organization" = $1 AND "family_folded" = $2 AND "given_folded" IS NULL AND … */
static void
write_sql(const struct px_record *record, const struct px_field *const *fields, size_t count,
	  size_t most, struct px_buf *sql)
{
	const struct px_type *type = record->type;

	px_buf_printf(sql, "SELECT \"id\" FROM \"%s\" WHERE ", type->name);
	px_buf_puts(sql, type->flags & PX_GLOBAL ? "CAST($1 AS bigint) IS NOT NULL"
						 : "\"organization\" = $1");
	for (size_t i = 0; i < count; i++) {
		px_buf_printf(sql, " AND \"%s%s\" ", fields[i]->name,
			      fields[i]->flags & PX_FOLDED ? "_folded" : "");
		if (value_of(record, fields[i])->state == PX_SET)
			px_buf_printf(sql, "= $%zu", i + 2);
		else
			px_buf_puts(sql, "IS NULL");
	}
	px_buf_printf(sql, " ORDER BY \"id\" LIMIT %zu", most);
}

static void
bind_value(struct px_stmt *stmt, int place, const struct px_field *field,
	   const struct px_value *value)
{
	struct px_buf folded = PX_BUF_INIT;

	if (px_field_is_number(field)) {
		px_bind_number(stmt, place, value->number);
	} else if (field->flags & PX_FOLDED) {
		px_text_fold(value->text, &folded);
		px_bind_text(stmt, place, folded.data);
	} else {
		px_bind_text(stmt, place, value->text);
	}
	px_buf_release(&folded);
}

int
px_match_find(struct px_store *store, int64_t organization, const struct px_record *record,
	      const struct px_field *const *fields, size_t field_count, int64_t *ids, size_t most,
	      struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int count = 0, step;

	write_sql(record, fields, field_count, most, &sql);
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, organization);
	for (size_t i = 0; i < field_count; i++)
		if (value_of(record, fields[i])->state == PX_SET)
			bind_value(stmt, (int)i + 2, fields[i], value_of(record, fields[i]));
	while ((step = px_stmt_step(stmt, err)) == 1)
		ids[count++] = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return step < 0 ? -1 : count;
}
