/* Rows as JSON: one array, one object, or an object a line. */
#include "cli/sink/sink_format.h"
#include "model/value_json.h"

/* Keys are the same in every row: made once, with the comma before them. */
static void
make_keys(struct px_sink *sink)
{
	for (size_t i = 0; i < sink->column_count; i++)
		sink->columns[i].key = px_arena_printf(&sink->arena, "%s\"%s\":", i ? "," : "",
						       sink->columns[i].field->name);
}

static void
put_object(struct px_sink *sink, const struct px_record *record)
{
	px_buf_putc(&sink->out, '{');
	for (size_t i = 0; i < sink->column_count; i++) {
		const struct px_sink_column *column = &sink->columns[i];

		px_json_key_raw(&sink->json, column->key);
		px_value_json(column->field, &record->values[column->place], &sink->json);
	}
	px_buf_putc(&sink->out, '}');
}

static void
end_nothing(struct px_sink *sink)
{
	(void)sink;
}

static void
end_line(struct px_sink *sink)
{
	px_buf_putc(&sink->out, '\n');
}

/* An object a line inside the array: still one JSON value, and diff and grep work on it. */
static void
begin_array(struct px_sink *sink)
{
	make_keys(sink);
	px_buf_putc(&sink->out, '[');
}

static void
row_of_array(struct px_sink *sink, const struct px_record *record)
{
	px_buf_puts(&sink->out, sink->rows ? ",\n" : "\n");
	put_object(sink, record);
}

static void
end_array(struct px_sink *sink)
{
	px_buf_puts(&sink->out, sink->rows ? "\n]\n" : "]\n");
}

static void
row_of_lines(struct px_sink *sink, const struct px_record *record)
{
	put_object(sink, record);
	end_line(sink);
}

const struct px_sink_format px_sink_json = {
	.begin = begin_array,
	.row = row_of_array,
	.end = end_array,
};

const struct px_sink_format px_sink_object = {
	.begin = make_keys,
	.row = put_object,
	.end = end_line,
};

const struct px_sink_format px_sink_jsonl = {
	.begin = make_keys,
	.row = row_of_lines,
	.end = end_nothing,
};
