#include <string.h>

#include "base/i18n.h"
#include "cli/sink.h"

static bool
is_keyed(const struct px_field *field)
{
	return field->kind == &px_kind_reference && !(field->flags & (PX_CASCADE | PX_LIST)) &&
	       px_type_find(field->target)->key;
}

static bool
has_title(const struct px_type *type)
{
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		if (type->fields[i].flags & PX_TITLE)
			return true;
	return false;
}

bool
px_run_titles(const struct px_type *type, const struct px_field *field)
{
	if (has_title(type))
		return field->flags & PX_TITLE;
	return is_keyed(field) || strcmp(field->name, "start") == 0;
}

void
px_run_title(const struct px_world *world, const struct px_record *record, struct px_buf *out)
{
	const struct px_type *type = record->type;
	size_t begin = out->length;

	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];
		bool when = field->kind == &px_kind_instant && out->length != begin;

		if (!px_run_titles(type, field) || record->values[i].state != PX_SET ||
		    (out->length != begin && !when))
			continue;
		px_buf_puts(out, when ? ", " : "");
		px_value_print(world, field, &record->values[i], PX_STYLE_HUMAN, out);
	}
}

static void
say_one(struct px_run *run, const struct px_record *record, const char *said)
{
	const char *what = px_tr_in(record->type->name, said);
	struct px_buf title = PX_BUF_INIT;
	const char *label = _(record->type->label);
	long long id = (long long)record->values[PX_F_ID].number;

	px_run_title(&run->world, record, &title);
	if (run->dry_run)
		fputs(_("dry run: "), run->out);
	/* TRANSLATORS: task 12 added: Call.  Where words agree with the type of record, begin with
	 * what was done: %3$s. */
	if (title.length)
		fprintf(run->out, _("%s %lld %s: %s"), label, id, what, title.data);
	else
		fprintf(run->out, _("%s %lld %s"), label, id, what);
	fputc('\n', run->out);
	px_buf_release(&title);
}

int
px_run_said(struct px_run *run, const struct px_type *type, const struct px_record *records,
	    size_t count, enum px_sink_shape shape, const char *said, struct px_err *err)
{
	struct px_sink *sink;

	if (!px_run_prints(run)) {
		for (size_t i = 0; i < count && !run->quiet; i++)
			say_one(run, &records[i], said);
		return 0;
	}
	sink = px_sink_open(run, type, shape, err);
	if (!sink)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (px_sink_put(sink, &records[i], err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	}
	return px_sink_close(sink, err);
}
