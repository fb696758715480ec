#include "cli/sink.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "base/text.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/sink/sink_format.h"
#include "store/seals.h"

enum { BLOCK = 64 * 1024, NAMES_LIMIT = 256 };

static const char *
field_name(const void *data, size_t i)
{
	const struct px_type *type = data;

	return i < type->field_count ? type->fields[i].name : NULL;
}

static const struct px_field *
find_field(const struct px_type *type, const char *name, const struct px_option *option,
	   struct px_err *err)
{
	const struct px_field *field = px_field_find(type, name);
	const char *nearest;

	if (field || (field = px_field_by_header(type, name)))
		return field;
	nearest = px_text_nearest(name, field_name, type);
	if (nearest)
		px_err_set(err, PX_USAGE, _("--%s: no field %s (did you mean %s?)"), option->name,
			   name, nearest);
	else
		px_err_set(err, PX_USAGE, _("--%s: no field %s of %s"), option->name, name,
			   type->name);
	return NULL;
}

/* Read "-due,title" into orders, in the arena. */
static int
read_orders(const struct px_run *run, const struct px_type *type, struct px_arena *arena,
	    const struct px_order **out, size_t *count, struct px_err *err)
{
	const char *text = px_option_value(run, &px_opt_sort);
	char *names[NAMES_LIMIT];
	struct px_order *orders;

	*count = 0;
	if (!text)
		return 0;
	*count = px_text_split(px_arena_strdup(arena, text), ',', names, NAMES_LIMIT);
	*out = orders = px_arena_alloc(arena, *count * sizeof(*orders));
	for (size_t i = 0; i < *count; i++) {
		char *name = px_text_trim(names[i]);

		orders[i].descending = *name == '-';
		orders[i].field = find_field(type, name + (*name == '-'), &px_opt_sort, err);
		if (!orders[i].field)
			return -1;
		if (orders[i].field->flags & PX_SEALED)
			return px_err_set(err, PX_USAGE, _("--sort: %s is sealed"),
					  orders[i].field->name);
	}
	return 0;
}

int
px_run_filters(struct px_run *run, const struct px_type *type, size_t first_operand,
	       struct px_query *query, struct px_filters *filters, struct px_err *err)
{
	*query = (struct px_query){
		.type = type, .organization = run->organization, .limit = -1, .world = &run->world
	};
	for (size_t i = first_operand; i < run->operand_count; i++)
		if (px_filters_add(filters, type, run->operands[i], &run->world, &run->arena, err) <
		    0)
			return -1;
	query->filters = filters->items;
	query->filter_count = filters->count;
	return 0;
}

int
px_run_query(struct px_run *run, const struct px_type *type, size_t first_operand,
	     struct px_query *query, struct px_filters *filters, struct px_err *err)
{
	if (px_run_filters(run, type, first_operand, query, filters, err) < 0 ||
	    read_orders(run, type, &run->arena, &query->orders, &query->order_count, err) < 0 ||
	    px_option_number(run, &px_opt_limit, 0, INT64_MAX, -1, &query->limit, err) < 0)
		return -1;
	run->sorted = true;
	return 0;
}

static void
add_column(struct px_sink *sink, const struct px_field *field)
{
	struct px_sink_column *column = &sink->columns[sink->column_count++];

	column->field = field;
	column->place = px_field_index(sink->type, field);
	sink->wanted[column->place] = true;
}

static void
add_default_columns(struct px_sink *sink, unsigned flag)
{
	for (size_t i = 0; i < sink->type->field_count; i++)
		if (!flag || sink->type->fields[i].flags & flag)
			add_column(sink, &sink->type->fields[i]);
}

/* --fields, else what people or machines see when nothing is said. */
static int
choose_columns(struct px_sink *sink, struct px_err *err)
{
	const char *text = px_option_value(sink->run, &px_opt_fields);
	char *names[NAMES_LIMIT];
	size_t count = 0, fields = sink->type->field_count;

	if (text)
		count = px_text_split(px_arena_strdup(&sink->arena, text), ',', names, NAMES_LIMIT);
	sink->wanted = px_arena_alloc(&sink->arena, fields * sizeof(*sink->wanted));
	sink->columns = px_arena_alloc(&sink->arena, (count + fields) * sizeof(*sink->columns));
	for (size_t i = 0; i < count; i++) {
		const struct px_field *field =
			find_field(sink->type, px_text_trim(names[i]), &px_opt_fields, err);

		if (!field)
			return -1;
		if (!sink->wanted[px_field_index(sink->type, field)])
			add_column(sink, field);
	}
	if (!sink->column_count && sink->format->people)
		add_default_columns(sink, sink->format == &px_sink_html ? PX_COLUMN | PX_PAGE
									: PX_COLUMN);
	if (!sink->column_count)
		add_default_columns(sink, 0);
	return 0;
}

/* Ids alone: the column `id`, which rows of some reports lack. */
static int
choose_id(struct px_sink *sink, struct px_err *err)
{
	const struct px_field *field = px_field_find(sink->type, "id");

	if (px_option_given(sink->run, &px_opt_fields))
		return px_err_set(err, PX_USAGE, _("--ids and --fields exclude each other"));
	if (!field)
		return px_err_set(err, PX_USAGE, _("--ids: these rows have no id"));
	sink->wanted = px_arena_alloc(&sink->arena, sink->type->field_count * sizeof(bool));
	sink->columns = px_arena_alloc(&sink->arena, sizeof(*sink->columns));
	add_column(sink, field);
	return 0;
}

/* What the query has not done (rows of a report are made, not read), the sink does. */
static int
take_order(struct px_sink *sink, struct px_err *err)
{
	const struct px_order *orders = NULL;

	sink->limit = -1;
	if (sink->run->sorted)
		return 0;
	if (read_orders(sink->run, sink->type, &sink->arena, &orders, &sink->order_count, err) < 0)
		return -1;
	sink->orders = orders;
	for (size_t i = 0; i < sink->order_count; i++)
		sink->wanted[px_field_index(sink->type, orders[i].field)] = true;
	return px_option_number(sink->run, &px_opt_limit, 0, INT64_MAX, -1, &sink->limit, err);
}

static const struct px_sink_format *
choose_format(const struct px_run *run, enum px_sink_shape shape)
{
	bool one = shape == PX_SINK_ONE, cards = one || shape == PX_SINK_CARDS;

	if (px_option_given(run, &px_opt_json))
		return one ? &px_sink_object : &px_sink_json;
	if (px_option_given(run, &px_opt_jsonl))
		return &px_sink_jsonl;
	if (px_option_given(run, &px_opt_csv))
		return &px_sink_csv;
	if (px_option_given(run, &px_opt_ids))
		return &px_sink_ids;
	if (px_option_given(run, &px_opt_html))
		return &px_sink_html;
	if (shape == PX_SINK_LINES)
		return &px_sink_jsonl;
	return cards || (run->verb->flags & PX_VERB_ONE && !(run->verb->flags & PX_VERB_CHANGES))
		       ? &px_sink_cards
		       : &px_sink_table;
}

static void
speak_of_page(struct px_sink *sink)
{
	const char *lang = px_option_value(sink->run, &px_opt_lang);

	sink->reader = px_i18n_lang();
	px_i18n_switch(lang ? lang : "fr");
}

struct px_sink *
px_sink_open(struct px_run *run, const struct px_type *type, enum px_sink_shape shape,
	     struct px_err *err)
{
	struct px_sink *sink = px_calloc(1, sizeof(*sink));
	int status;

	*sink = (struct px_sink){
		.run = run, .type = type, .shape = shape, .out = PX_BUF_INIT, .cell = PX_BUF_INIT
	};
	sink->format = choose_format(run, shape);
	sink->json.out = &sink->out;
	if (px_seals_any(type))
		sink->values =
			px_arena_alloc(&sink->arena, type->field_count * sizeof(*sink->values));
	if (sink->format == &px_sink_html)
		speak_of_page(sink);
	status = sink->format == &px_sink_ids ? choose_id(sink, err) : choose_columns(sink, err);
	if (status < 0 || take_order(sink, err) < 0) {
		px_sink_abandon(sink);
		return NULL;
	}
	return sink;
}

void
px_sink_draw(struct px_sink *sink, const char *title, const struct px_sink_chart *charts,
	     size_t count)
{
	sink->title = title;
	sink->charts = charts;
	sink->chart_count = count;
	for (size_t i = 0; sink->format->draws && i < count; i++) {
		for (size_t k = 0; k < charts[i].label_count; k++)
			sink->wanted[charts[i].labels[k]] = true;
		for (size_t k = 0; k < charts[i].series_count; k++)
			sink->wanted[charts[i].series[k]] = true;
	}
}

/* Charts need to know all rows before the first is written. */
static bool
keeps(const struct px_sink *sink)
{
	return sink->order_count || (sink->format->draws && sink->chart_count);
}

static void
begin(struct px_sink *sink)
{
	if (!sink->begun)
		sink->format->begin(sink);
	sink->begun = true;
}

const bool *
px_sink_wanted(const struct px_sink *sink)
{
	return sink->wanted;
}

/* Hand what is gathered to the run's output. */
static void
flush(struct px_sink *sink)
{
	fwrite(sink->out.data, 1, sink->out.length, sink->run->out);
	px_buf_clear(&sink->out);
}

static void
write_row(struct px_sink *sink, const struct px_record *record)
{
	if (sink->limit == 0)
		return;
	begin(sink);
	if (sink->limit > 0)
		sink->limit--;
	sink->format->row(sink, record);
	sink->rows++;
	if (sink->out.length >= BLOCK)
		flush(sink);
}

/* What is sealed leaves as a word, in every format: whoever opened it first shows it (`show`). */
static const struct px_record *
veiled(struct px_sink *sink, const struct px_record *record, struct px_record *copy)
{
	*copy = (struct px_record){ record->type, sink->values };
	memcpy(sink->values, record->values, record->type->field_count * sizeof(*sink->values));
	for (size_t i = 0; i < record->type->field_count; i++)
		if (record->type->fields[i].flags & PX_SEALED && sink->values[i].state == PX_SET &&
		    px_seal_is(sink->values[i].text))
			sink->values[i].text = px_sealed_word;
	return copy;
}

int
px_sink_put(struct px_sink *sink, const struct px_record *record, struct px_err *err)
{
	struct px_record copy;

	if (sink->values)
		record = veiled(sink, record, &copy);
	px_progress_printed(sink->run);
	if (px_interrupt_check(err) < 0)
		return -1;
	if (!keeps(sink)) {
		write_row(sink, record);
		return !sink->out.length && ferror(sink->run->out) /* a block was written */
			       ? px_err_set(err, PX_SYSTEM, _("the output cannot be written"))
			       : 0;
	}
	PX_GROW(sink->kept, sink->kept_count, sink->kept_capacity);
	sink->kept[sink->kept_count++] = px_record_copy(&sink->arena, record);
	return 0;
}

/* Rows keep their order where the fields asked say nothing: a merge sort is stable. */
static int
compare_rows(const struct px_sink *sink, const struct px_record *a, const struct px_record *b)
{
	for (size_t i = 0; i < sink->order_count; i++) {
		const struct px_order *order = &sink->orders[i];
		size_t place = px_field_index(sink->type, order->field);
		int way = px_value_compare(order->field, &a->values[place], &b->values[place]);

		/* Unset values stay last whichever way. */
		if (way && order->descending && a->values[place].state == PX_SET &&
		    b->values[place].state == PX_SET)
			way = -way;
		if (way)
			return way;
	}
	return 0;
}

static void
sort_rows(const struct px_sink *sink, struct px_record *rows, struct px_record *room, size_t count)
{
	size_t half = count / 2, left = 0, right = half, to = 0;

	if (count < 2)
		return;
	sort_rows(sink, rows, room, half);
	sort_rows(sink, rows + half, room, count - half);
	while (left < half && right < count)
		room[to++] = compare_rows(sink, &rows[left], &rows[right]) <= 0 ? rows[left++]
										: rows[right++];
	while (left < half)
		room[to++] = rows[left++];
	memcpy(rows, room, to * sizeof(*rows));
}

static void
write_kept(struct px_sink *sink)
{
	struct px_record *room = px_calloc(sink->kept_count + 1, sizeof(*room));

	if (sink->order_count)
		sort_rows(sink, sink->kept, room, sink->kept_count);
	if (sink->limit >= 0 && sink->kept_count > (size_t)sink->limit)
		sink->kept_count = (size_t)sink->limit;
	for (size_t i = 0; i < sink->kept_count; i++)
		write_row(sink, &sink->kept[i]);
	free(room);
}

int
px_sink_close(struct px_sink *sink, struct px_err *err)
{
	struct px_run *run;
	size_t rows;

	if (!sink)
		return 0;
	run = sink->run;
	if (keeps(sink))
		write_kept(sink);
	begin(sink);
	rows = sink->rows;
	sink->format->end(sink);
	flush(sink);
	px_sink_abandon(sink);
	if (rows == 0 && px_option_given(run, &px_opt_exit_code))
		run->status = px_codes[PX_NOT_FOUND].exit_status;
	return px_interrupt_check(err);
}

/* Of a type without key, people know the number. */
static bool
is_named_by_id(const struct px_field *field)
{
	const struct px_type *target = field->target ? px_type_find(field->target) : NULL;

	return target && field->kind == &px_kind_reference &&
	       (!target->key || strcmp(target->key, "uid") == 0);
}

void
px_sink_human(const struct px_world *world, const struct px_field *field,
	      const struct px_value *value, struct px_buf *out)
{
	if (!is_named_by_id(field)) {
		px_value_print(world, field, value, PX_STYLE_HUMAN, out);
	} else if (value->state == PX_SET && field->flags & PX_LIST) {
		for (size_t i = 0; i < value->count; i++) {
			px_buf_puts(out, i ? "," : "");
			px_buf_number(out, value->items[i].number);
		}
	} else if (value->state == PX_SET) {
		px_buf_number(out, value->number);
	}
}

const char *
px_sink_cell(struct px_sink *sink, const struct px_sink_column *column,
	     const struct px_record *record, enum px_style style)
{
	const struct px_world *world = &sink->run->world;
	const struct px_value *value = &record->values[column->place];

	px_buf_clear(&sink->cell);
	if (style == PX_STYLE_HUMAN)
		px_sink_human(world, column->field, value, &sink->cell);
	else
		px_value_print(world, column->field, value, style, &sink->cell);
	return sink->cell.data;
}

void
px_sink_abandon(struct px_sink *sink)
{
	if (!sink)
		return;
	if (sink->reader)
		px_i18n_switch(sink->reader);
	px_table_abandon(sink->table);
	px_buf_release(&sink->out);
	px_buf_release(&sink->cell);
	px_arena_release(&sink->arena);
	free(sink->kept);
	free(sink);
}
