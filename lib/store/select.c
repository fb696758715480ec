#include "store/select.h"

#include <stdlib.h>
#include <string.h>

#include "store/schema.h"

/* The join that gives field number i its target as r<i>. */
static void
add_join(const struct px_type *type, size_t i, struct px_buf *out)
{
	const struct px_field *field = &type->fields[i];

	px_buf_printf(out, " LEFT JOIN \"%s\" r%zu ON r%zu.\"id\" = t.\"%s\"", field->target, i, i,
		      field->name);
	/* Where tables are spread over machines, a join that names the organization stays on one. */
	if (strcmp(field->target, "organization") != 0)
		px_buf_printf(out, " AND r%zu.\"organization\" = t.\"organization\"", i);
}

static void
add_field(struct px_select *select, size_t i, int *next)
{
	const struct px_field *field = &select->type->fields[i];

	select->columns[i] = *next;
	px_buf_printf(&select->list, "%st.\"%s\"", *next ? ", " : "", field->name);
	++*next;
	if (!field->target)
		return;
	px_buf_printf(&select->list, ", r%zu.\"%s\"", i, px_type_key(px_field_target(field)));
	add_join(select->type, i, &select->joins);
	++*next;
}

void
px_select_init(struct px_select *select, const struct px_type *type, const bool *wanted)
{
	int next = 0;

	*select = (struct px_select){ type, px_calloc(type->field_count, sizeof(int)), PX_BUF_INIT,
				      PX_BUF_INIT };
	for (size_t i = 0; i < type->field_count; i++) {
		select->columns[i] = -1;
		if ((!wanted || wanted[i]) && px_field_has_column(type, &type->fields[i]))
			add_field(select, i, &next);
	}
}

void
px_select_release(struct px_select *select)
{
	free(select->columns);
	px_buf_release(&select->list);
	px_buf_release(&select->joins);
}

static const char *
text_of(struct px_stmt *stmt, int column, struct px_arena *arena)
{
	const char *text = px_stmt_text(stmt, column);

	return arena && text ? px_arena_strdup(arena, text) : text;
}

static struct px_value
load(const struct px_field *field, struct px_stmt *stmt, int column, struct px_arena *arena)
{
	struct px_value value = { .state = PX_UNSET };

	/* A null is 0 as a number, nothing as a text: asking first would cost each cell a call. */
	if (!px_field_is_number(field)) {
		value.text = text_of(stmt, column, arena);
		value.state = value.text ? PX_SET : PX_UNSET;
		return value;
	}
	value.number = px_stmt_number(stmt, column);
	if (!value.number && px_stmt_null(stmt, column))
		return value;
	value.state = PX_SET;
	if (field->target)
		value.text = text_of(stmt, column + 1, arena);
	return value;
}

void
px_select_load(const struct px_select *select, struct px_stmt *stmt, struct px_arena *arena,
	       struct px_record *record)
{
	const struct px_type *type = select->type;

	for (size_t i = 0; i < type->field_count; i++) {
		if (select->columns[i] >= 0)
			record->values[i] = load(&type->fields[i], stmt, select->columns[i], arena);
		else
			record->values[i] = (struct px_value){ .state = PX_UNSET };
	}
}
