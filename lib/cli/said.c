#include <string.h>

#include "base/i18n.h"
#include "cli/sink.h"

static void
say_one(struct px_run *run, const struct px_record *record, const char *said)
{
	const char *what = px_tr_in(record->type->name, said);
	struct px_buf title = PX_BUF_INIT;
	const char *label = _(record->type->label);
	long long id = (long long)record->values[PX_F_ID].number;

	px_record_title(&run->world, record, &title);
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
