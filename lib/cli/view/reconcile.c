#include "cli/view/reconcile.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "care/reconcile.h"
#include "cli/progress.h"
#include "cli/sink.h"
#include "model/types.h"
#include "model/value_json.h"

enum {
	FINDING_ID,
	FINDING_PRACTITIONER,
	FINDING_FAMILY,
	FINDING_GIVEN,
	FINDING_FINDING,
	FINDING_FIELD,
	FINDING_BEFORE,
	FINDING_AFTER,
	FINDING_REASON,
	FINDING_FIELDS,
};

static const struct px_field finding_fields[] = {
	[FINDING_ID] = { "id", &px_kind_integer, PX_COLUMN, N_("the practitioner's number") },
	[FINDING_PRACTITIONER] = { "practitioner", &px_kind_text, PX_COLUMN, N_("who") },
	[FINDING_FAMILY] = { "family", &px_kind_text, 0, N_("family name") },
	[FINDING_GIVEN] = { "given", &px_kind_text, 0, N_("given name") },
	[FINDING_FINDING] = { "finding", &px_kind_word, PX_COLUMN, N_("what was found"), NULL,
			      px_finding_words },
	[FINDING_FIELD] = { "field", &px_kind_text, PX_COLUMN,
			    N_("the field to change; none: for people to settle") },
	[FINDING_BEFORE] = { "before", &px_kind_text, PX_COLUMN, N_("its value in the team") },
	[FINDING_AFTER] = { "after", &px_kind_text, PX_COLUMN, N_("its value in the patch") },
	[FINDING_REASON] = { "reason", &px_kind_text, PX_COLUMN, N_("why") },
};

/* A finding, for people; JSON is the patch: share/schemas/reconcile.json. */
static const struct px_type view_finding = {
	.name = "finding",
	.plural = "findings",
	.label = N_("finding"),
	.help = N_("a difference between the team and the national register"),
	.flags = PX_VIEW,
	.fields = finding_fields,
	.field_count = PX_COUNT(finding_fields),
};

/* What machines read is the same in every language: without the reasons. */
static const struct px_type view_finding_for_machines = {
	.name = "finding",
	.plural = "findings",
	.label = N_("finding"),
	.help = N_("a difference between the team and the national register"),
	.flags = PX_VIEW,
	.fields = finding_fields,
	.field_count = FINDING_REASON,
};

enum { MANY_GONE = 3 };

/* One run: findings go to the sink, or lines of the patch to out. */
struct work {
	struct px_run *run;
	struct px_reconcile *reconcile;
	struct px_sink *sink;        /* NULL: the patch is printed */
	const struct px_type *shape; /* of what goes to the sink */
	bool array;                  /* --json: lines stand in one array */
	struct px_buf out;
	struct px_arena arena; /* of the practitioner at hand */
	size_t lines;
	long seen, gone;
};

static struct px_value
text(const char *value)
{
	return (struct px_value){ .state = value && *value ? PX_SET : PX_UNSET, .text = value };
}

/* What a table shows of a value. */
static struct px_value
printed(struct work *work, const struct px_field *field, const struct px_value *value)
{
	struct px_buf buf = PX_BUF_INIT;
	struct px_value out;

	px_value_print(&work->run->world, field, value, PX_STYLE_MACHINE, &buf);
	out = text(px_arena_strdup(&work->arena, buf.data));
	px_buf_release(&buf);
	return out;
}

static int
put_finding(struct work *work, const struct px_record *record, const struct px_finding *finding,
	    struct px_err *err)
{
	const struct px_field *field =
		finding->field ? &record->type->fields[finding->field] : NULL;
	struct px_value values[FINDING_FIELDS] = {
		[FINDING_ID] = record->values[PX_F_ID],
		[FINDING_PRACTITIONER] = text(px_record_text(record, PX_PRACTITIONER_HANDLE)),
		[FINDING_FAMILY] = text(px_record_text(record, PX_PRACTITIONER_FAMILY)),
		[FINDING_GIVEN] = text(px_record_text(record, PX_PRACTITIONER_GIVEN)),
		[FINDING_FINDING] = text(px_finding_words[finding->kind]),
		[FINDING_FIELD] = text(field ? field->name : NULL),
		[FINDING_REASON] = text(finding->reason),
	};
	struct px_record row = { work->shape, values };

	if (field) {
		values[FINDING_BEFORE] = printed(work, field, &record->values[finding->field]);
		values[FINDING_AFTER] = printed(work, field, &finding->after);
	}
	return px_sink_put(work->sink, &row, err);
}

/* {"uid": …, "specialty": …}: the fields to change and no other, since null would clear one. */
static void
put_line(struct work *work, const struct px_record *record, const struct px_findings *findings)
{
	struct px_json json = PX_JSON_INIT(&work->out);
	bool any = false;

	for (size_t i = 0; i < findings->count; i++) {
		const struct px_finding *finding = &findings->items[i];
		const struct px_field *field = &record->type->fields[finding->field];

		if (!finding->field)
			continue;
		if (!any) {
			if (work->array)
				px_buf_puts(&work->out, work->lines ? ",\n" : "\n");
			work->lines++;
			px_json_open(&json, '{');
			px_json_key(&json, "uid");
			px_json_string(&json, px_record_text(record, PX_F_UID));
		}
		any = true;
		px_json_key(&json, field->name);
		px_value_json(field, &finding->after, &json);
	}
	if (any) {
		px_json_close(&json, '}');
		px_buf_puts(&work->out, work->array ? "" : "\n");
	}
}

static int
put(struct work *work, const struct px_record *record, const struct px_findings *findings,
    struct px_err *err)
{
	work->seen++;
	for (size_t i = 0; i < findings->count; i++)
		work->gone += findings->items[i].kind == PX_FINDING_GONE;
	if (!work->sink) {
		put_line(work, record, findings);
		return 0;
	}
	for (size_t i = 0; i < findings->count; i++)
		if (put_finding(work, record, &findings->items[i], err) != 0)
			return -1;
	return 0;
}

static int
keep_count(const struct px_group *group, void *data, struct px_err *err)
{
	(void)err;
	*(int64_t *)data = group->count;
	return 0;
}

/* How many there are to look at, for who waits. */
static int
count_all(struct px_run *run, const struct px_query *query, int64_t *all, struct px_err *err)
{
	return px_query_groups(run->store, query, NULL, 0, NULL, keep_count, all, err);
}

static int
look_at_all(struct work *work, const struct px_query *query, struct px_err *err)
{
	struct px_cursor *cursor = px_query_open(work->run->store, query, err);
	struct px_record record;
	int more = cursor ? 1 : -1;
	int64_t all = 0;

	if (count_all(work->run, query, &all, err) != 0)
		more = -1;
	px_progress_begin(work->run, _("register"), all);
	while (more == 1 && (more = px_query_next(cursor, &record, err)) == 1) {
		struct px_findings findings = { .count = 0 };

		px_arena_reset(&work->arena);
		if (px_run_check(work->run, err) != 0 ||
		    px_reconcile_one(work->reconcile, &record, &work->arena, &findings, err) != 0 ||
		    put(work, &record, &findings, err) != 0)
			more = -1;
	}
	px_query_close(cursor);
	px_progress_end(work->run);
	return more;
}

static int
finish(struct work *work, struct px_err *err)
{
	struct px_sink *sink = work->sink;

	/* A register of one department makes everybody else look gone. */
	if (work->gone >= MANY_GONE && 2 * work->gone > work->seen)
		px_warn(work->run,
			_("%ld of %ld are not in the register: is it the whole of it? look before "
			  "you "
			  "import the patch"),
			work->gone, work->seen);
	work->sink = NULL;
	if (sink)
		return px_sink_close(sink, err);
	if (work->array)
		px_buf_puts(&work->out, work->lines ? "\n]\n" : "]\n");
	fwrite(work->out.data, 1, work->out.length, work->run->out);
	if (!work->lines && px_option_given(work->run, &px_opt_exit_code))
		work->run->status = px_codes[PX_NOT_FOUND].exit_status;
	return 0;
}

/* The patch is whole, in the order of the team: what shapes rows has no meaning there. */
static int
begin(struct work *work, struct px_err *err)
{
	static const struct px_option *const shapes[] = { &px_opt_fields, &px_opt_sort,
							  &px_opt_limit };
	struct px_run *run = work->run;

	work->array = px_option_given(run, &px_opt_json);
	if (!work->array && !px_option_given(run, &px_opt_jsonl)) {
		work->shape = px_option_given(run, &px_opt_csv) ? &view_finding_for_machines
								: &view_finding;
		work->sink = px_sink_open(run, work->shape, PX_SINK_MANY, err);
		return work->sink ? 0 : -1;
	}
	for (size_t i = 0; i < PX_COUNT(shapes); i++)
		if (px_option_given(run, shapes[i]))
			return px_err_set(err, PX_USAGE,
					  _("--%s is for the table: a patch in JSON is whole"),
					  shapes[i]->name);
	if (work->array)
		px_buf_putc(&work->out, '[');
	return 0;
}

int
px_reconcile_run(struct px_run *run, struct px_err *err)
{
	struct work work = { .run = run, .out = PX_BUF_INIT, .arena = PX_ARENA_INIT };
	struct px_filters filters = { 0 };
	struct px_query query;
	int result = -1;

	if (px_run_filters(run, &px_type_practitioner, 0, &query, &filters, err) == 0 &&
	    (work.reconcile = px_reconcile_open(run->store, &run->world, err)) &&
	    begin(&work, err) == 0 && look_at_all(&work, &query, err) == 0)
		result = finish(&work, err);
	px_sink_abandon(work.sink);
	px_reconcile_close(work.reconcile);
	px_filters_release(&filters);
	px_buf_release(&work.out);
	px_arena_release(&work.arena);
	return result;
}
