#include "store/match.h"

#include "base/text.h"
#include "store/schema.h"
#include "store/sql.h"

/* " AND "family_folded" = $2": its place, or that there is none. */
static void
add_condition(struct px_sql *sql, const struct px_field *field, const struct px_value *value,
	      struct px_arena *arena)
{
	px_buf_printf(&sql->text, " AND \"%s%s\" ", field->name,
		      field->flags & PX_FOLDED ? "_folded" : "");
	if (value->state != PX_SET) {
		px_buf_puts(&sql->text, "IS NULL");
		return;
	}
	px_buf_puts(&sql->text, "= ");
	if (px_field_is_number(field))
		px_sql_number(sql, value->number);
	else
		px_sql_text(sql, field->flags & PX_FOLDED ? px_text_folded(arena, value->text)
							  : value->text);
}

int
px_match_find(struct px_store *store, int64_t organization, const struct px_record *record,
	      const struct px_field *const *fields, size_t field_count, int64_t *ids, size_t most,
	      struct px_err *err)
{
	const struct px_type *type = record->type;
	struct px_arena arena = PX_ARENA_INIT;
	struct px_sql sql = PX_SQL_INIT;
	struct px_stmt *stmt;
	int count = 0, step = -1;

	px_buf_printf(&sql.text, "SELECT \"id\" FROM \"%s\" WHERE ", type->name);
	if (type->flags & PX_GLOBAL) {
		px_buf_puts(&sql.text, "1 = 1");
	} else {
		px_buf_puts(&sql.text, "\"organization\" = ");
		px_sql_number(&sql, organization);
	}
	for (size_t i = 0; i < field_count; i++)
		add_condition(&sql, fields[i], &record->values[px_field_index(type, fields[i])],
			      &arena);
	px_buf_printf(&sql.text, " ORDER BY \"id\" LIMIT %zu", most);
	stmt = px_sql_prepare(&sql, store, err);
	while (stmt && (step = px_stmt_step(stmt, err)) == 1)
		ids[count++] = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	px_sql_release(&sql);
	px_arena_release(&arena);
	return step < 0 ? -1 : count;
}
