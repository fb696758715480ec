#include "cli/generic.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/import.h"
#include "cli/sink.h"
#include "store/seals.h"

/*
 * list and export: the same rows; export's are JSON Lines unless another format is asked.
 */
static int
print_rows(struct px_run *run, const struct px_query *query, struct px_sink *sink,
	   struct px_err *err)
{
	struct px_cursor *cursor = px_query_open(run->store, query, err);
	struct px_record record;
	int more = -1;

	while (cursor && (more = px_query_next(cursor, &record, err)) == 1) {
		more = -1;
		if (px_sink_put(sink, &record, err) != 0)
			break;
	}
	px_query_close(cursor);
	return more;
}

static int
list_as(struct px_run *run, enum px_sink_shape shape, struct px_err *err)
{
	struct px_filters filters = { 0 };
	struct px_query query;
	struct px_sink *sink = NULL;
	int result = -1;

	if (px_run_query(run, run->type, 0, &query, &filters, err) != 0)
		goto out;
	sink = px_sink_open(run, run->type, shape, err);
	if (!sink)
		goto out;
	query.wanted = px_sink_wanted(sink);
	if (print_rows(run, &query, sink, err) != 0)
		goto out;
	result = px_sink_close(sink, err);
	sink = NULL;
out:
	px_sink_abandon(sink);
	px_filters_release(&filters);
	return result;
}

int
px_generic_list(struct px_run *run, struct px_err *err)
{
	return list_as(run, PX_SINK_MANY, err);
}

int
px_generic_export(struct px_run *run, struct px_err *err)
{
	return list_as(run, PX_SINK_LINES, err);
}

/* `show` alone opens what is sealed, where the key is; elsewhere it says why not. */
static void
unseal(struct px_run *run, struct px_record *record)
{
	struct px_err err = PX_ERR_INIT;

	if (px_seals_open(run->store, run->world.keyring, record, &run->arena, &err) != 0)
		px_say(run, _("stays sealed: %s"), err.message);
}

int
px_generic_show(struct px_run *run, struct px_err *err)
{
	struct px_record record;
	struct px_sink *sink;
	int64_t *ids;
	size_t count;
	bool one = run->operand_count == 1 && strcmp(run->operands[0], "-") != 0 &&
		   !px_filter_is(run->operands[0]);

	if (px_run_records(run, run->type, 0, &ids, &count, err) != 0)
		return -1;
	sink = px_sink_open(run, run->type, one ? PX_SINK_ONE : PX_SINK_MANY, err);
	for (size_t i = 0; sink && i < count; i++) {
		int found =
			px_record_read(run->store, run->type, ids[i], &run->arena, &record, err);

		if (found == 1) {
			px_record_derive(&record, &run->world, &run->arena);
			unseal(run, &record);
		}
		if (found < 0 || (found && px_sink_put(sink, &record, err) != 0)) {
			px_sink_abandon(sink);
			return -1;
		}
	}
	return sink ? px_sink_close(sink, err) : -1;
}

/*
 * count: how many, by groups.
 */
static const struct px_option opt_by = { .name = "by",
					 .letter = 'b',
					 .metavar = "FIELD,…",
					 .help = N_("a line for each value of these fields"),
					 .fields = true };
static const struct px_option opt_sum = {
	.name = "sum", .metavar = "FIELD", .help = N_("add this field up as well"), .fields = true
};

static const char *
name_of_field(const void *data, size_t i)
{
	const struct px_type *type = data;

	return i < type->field_count ? type->fields[i].name : NULL;
}

static const struct px_field *
field_named(const struct px_type *type, const char *name, struct px_err *err)
{
	const struct px_field *field = px_field_by_header(type, name);
	const char *near = field ? NULL : px_text_nearest(name, name_of_field, type);

	if (!field)
		px_err_set(err, PX_USAGE,
			   near ? _("%s: no such field of a %s; did you mean \"%s\"?")
				: _("%s: no such field of a %s"),
			   name, _(type->label), near);
	return field;
}

enum { MOST_GROUPING = 8 };

struct count {
	struct px_run *run;
	const struct px_field *by[MOST_GROUPING];
	size_t by_count;
	const struct px_field *sum;
	struct px_type view;
	struct px_sink *sink;
};

static int
read_grouping(struct px_run *run, struct count *count, struct px_err *err)
{
	const char *by = px_option_value(run, &opt_by), *sum = px_option_value(run, &opt_sum);
	char *parts[MOST_GROUPING + 1];
	size_t parts_count = 0;

	if (by)
		parts_count = px_text_split(px_arena_strdup(&run->arena, by), ',', parts,
					    PX_COUNT(parts));
	if (parts_count > MOST_GROUPING)
		return px_err_set(err, PX_USAGE, _("--by: at most %d fields"), MOST_GROUPING);
	for (size_t i = 0; i < parts_count; i++) {
		count->by[i] = field_named(run->type, px_text_trim(parts[i]), err);
		if (!count->by[i])
			return -1;
		if (count->by[i]->flags & PX_SEALED)
			return px_err_set(err, PX_USAGE, _("--by: %s is sealed"),
					  count->by[i]->name);
	}
	count->by_count = parts_count;
	if (!sum)
		return 0;
	count->sum = field_named(run->type, sum, err);
	if (count->sum && (count->sum->kind->storage != PX_NUMBER || (count->sum->flags & PX_LIST)))
		return px_err_set(err, PX_USAGE, _("--sum: %s is not a number"), sum);
	return count->sum ? 0 : -1;
}

/* The shape of the rows: the fields grouped by, `count`, and the field added up. */
static void
make_view(struct px_run *run, struct count *count)
{
	static const struct px_field counted = { "count", &px_kind_integer, PX_COLUMN,
						 N_("the number of records") };
	struct px_field *fields =
		px_arena_alloc(&run->arena, (count->by_count + 2) * sizeof(*fields));
	size_t at = 0;

	for (; at < count->by_count; at++) {
		fields[at] = *count->by[at];
		fields[at].flags |= PX_COLUMN;
	}
	fields[at++] = counted;
	if (count->sum) {
		fields[at] = *count->sum;
		fields[at].flags |= PX_COLUMN;
		for (size_t i = 0; i < count->by_count; i++)
			if (count->by[i] == count->sum)
				fields[at].name = "sum";
		at++;
	}
	count->view = *run->type;
	count->view.flags = PX_VIEW;
	count->view.fields = fields;
	count->view.field_count = at;
}

static int
put_group(const struct px_group *group, void *data, struct px_err *err)
{
	struct count *count = data;
	struct px_value values[MOST_GROUPING + 2];
	struct px_record record = { &count->view, values };

	for (size_t i = 0; i < count->by_count; i++)
		values[i] = group->values[i];
	values[count->by_count] = px_value_of_number(group->count);
	values[count->by_count + 1] = px_value_of_number(group->sum);
	return px_sink_put(count->sink, &record, err);
}

/* "task: time spent, by status and priority" */
static const char *
title_of(const struct count *count)
{
	struct px_arena *arena = &count->run->arena;
	const struct px_field *fields = count->view.fields;
	const char *label = _(count->run->type->label), *title;

	if (count->sum)
		title = px_arena_printf(arena, _("%s: %s"), label,
					px_sink_heading(arena, &fields[count->by_count + 1]));
	else
		title = px_arena_printf(arena, _("%s: how many"), label);
	for (size_t i = 0; i < count->by_count; i++)
		title = px_arena_printf(arena, i ? _("%s and %s") : _("%s, by %s"), title,
					px_sink_heading(arena, &fields[i]));
	return title;
}

/* What was asked to be added up, else how many there are. */
static void
draw(struct count *count, struct px_sink_chart *chart)
{
	static const size_t labels[MOST_GROUPING] = { 0, 1, 2, 3, 4, 5, 6, 7 };
	const char *title = title_of(count);

	*chart = (struct px_sink_chart){
		.kind = PX_CHART_BAR,
		.title = title,
		.labels = labels,
		.label_count = count->by_count,
		.series = { count->by_count + (count->sum ? 1 : 0) },
		.series_count = 1,
	};
	px_sink_draw(count->sink, title, chart, count->by_count ? 1 : 0);
}

static int
run_count(struct px_run *run, struct px_err *err)
{
	struct px_sink_chart chart;
	struct count count = { .run = run };
	struct px_filters filters = { 0 };
	struct px_query query;
	int result = -1;

	if (read_grouping(run, &count, err) != 0)
		return -1;
	make_view(run, &count);
	if (px_run_filters(run, run->type, 0, &query, &filters, err) != 0)
		goto out;
	count.sink = px_sink_open(run, &count.view, PX_SINK_MANY, err);
	if (!count.sink)
		goto out;
	draw(&count, &chart);
	result = px_query_groups(run->store, &query, count.by, count.by_count, count.sum, put_group,
				 &count, err);
	if (result == 0) {
		result = px_sink_close(count.sink, err);
		count.sink = NULL;
	}
out:
	px_sink_abandon(count.sink);
	px_filters_release(&filters);
	return result;
}

static const struct px_option *const count_options[] = { &opt_by, &opt_sum, NULL };

const struct px_verb px_verb_list = {
	.name = "list",
	.operands = "[FILTER…]",
	.summary = N_("print the records that satisfy every filter"),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_FILTERS | PX_VERB_FORMATS,
	.access = PX_ACCESS_READ,
	.run = px_generic_list,
};

const struct px_verb px_verb_show = {
	.name = "show",
	.operands = "RECORD…",
	.summary = N_("print every field of records"),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_RECORDS | PX_VERB_FORMATS | PX_VERB_ONE,
	.access = PX_ACCESS_READ,
	.run = px_generic_show,
};

const struct px_verb px_verb_export = {
	.name = "export",
	.operands = "[FILTER…]",
	.summary = N_("print records with every field, in JSON Lines, for import elsewhere"),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_FILTERS | PX_VERB_FORMATS,
	.access = PX_ACCESS_READ,
	.run = px_generic_export,
};

const struct px_verb px_verb_count = {
	.name = "count",
	.operands = "[FILTER…]",
	.summary = N_("count records, by the values of fields"),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_FILTERS | PX_VERB_FORMATS | PX_VERB_CHARTS,
	.access = PX_ACCESS_READ,
	.options = count_options,
	.run = run_count,
};

const struct px_verb *const px_generic_verbs[] = {
	&px_verb_add,    &px_verb_list,   &px_verb_show,  &px_verb_edit, &px_verb_remove,
	&px_verb_import, &px_verb_export, &px_verb_count, NULL,
};
