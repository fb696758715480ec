#include "cli/view/parts.h"

#include <string.h>

#include "cli/options.h"

bool
px_parts_shown(const struct px_run *run, const struct px_type *type)
{
	return run->type == type && run->operand_count == 1 && !px_run_prints(run) &&
	       !px_option_given(run, &px_opt_fields) && strcmp(run->operands[0], "-") != 0 &&
	       !px_filter_is(run->operands[0]);
}

static int
keep(const struct px_record *record, void *data, struct px_err *err)
{
	struct px_parts *parts = data;

	(void)err;
	PX_GROW(parts->items, parts->count, parts->capacity);
	parts->items[parts->count] = px_record_copy(&parts->run->arena, record);
	px_record_derive(&parts->items[parts->count++], &parts->run->world, &parts->run->arena);
	return 0;
}

int
px_parts_read(struct px_parts *parts, const struct px_type *type, const char *field,
	      struct px_err *err)
{
	struct px_run *run = parts->run;
	struct px_query query = { .type = type,
				  .limit = -1,
				  .world = &run->world,
				  .organization = parts->owner->values[PX_F_ORGANIZATION].number };
	const char *const conditions[] = { px_arena_printf(
						   &run->arena, "%s=%lld", field,
						   (long long)parts->owner->values[PX_F_ID].number),
					   NULL };

	parts->count = 0;
	return px_query_each(run->store, &query, conditions, keep, parts, err);
}

void
px_parts_value(const struct px_parts *parts, const struct px_record *record, size_t field,
	       struct px_buf *out)
{
	px_value_print(&parts->run->world, &record->type->fields[field], &record->values[field],
		       PX_STYLE_HUMAN, out);
}

void
px_parts_print(const struct px_parts *parts, const char *title,
	       void (*put)(const struct px_parts *, struct px_record *, struct px_buf *))
{
	struct px_buf line = PX_BUF_INIT;

	if (parts->count)
		fprintf(parts->run->out, "\n%s\n", title);
	for (size_t i = 0; i < parts->count; i++) {
		px_buf_clear(&line);
		put(parts, &parts->items[i], &line);
		fprintf(parts->run->out, "  %s\n", line.data);
	}
	px_buf_release(&line);
}
