/* Rows as text: CSV, ids, tables and cards. */
#include <string.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/sink/sink_format.h"

static enum px_style
style_of(const struct px_sink *sink)
{
	return sink->csv.profile == PX_CSV_EXCEL_FR ? PX_STYLE_EXCEL_FR : PX_STYLE_MACHINE;
}

static void
begin_csv(struct px_sink *sink)
{
	enum px_csv_profile profile =
		px_option_value(sink->run, &px_opt_csv) ? PX_CSV_EXCEL_FR : PX_CSV_PLAIN;

	sink->csv = (struct px_csv_out)PX_CSV_OUT_INIT(&sink->out, profile);
	px_csv_out_start(&sink->csv);
	for (size_t i = 0; i < sink->column_count; i++) {
		px_buf_clear(&sink->cell);
		px_field_column(sink->columns[i].field, style_of(sink), &sink->cell);
		px_csv_out_cell(&sink->csv, sink->cell.data);
	}
	px_csv_out_row(&sink->csv);
}

static void
row_of_csv(struct px_sink *sink, const struct px_record *record)
{
	for (size_t i = 0; i < sink->column_count; i++) {
		const struct px_sink_column *column = &sink->columns[i];
		const char *text = px_sink_cell(sink, column, record, style_of(sink));

		if (column->field->kind->words)
			px_csv_out_words(&sink->csv, text);
		else
			px_csv_out_cell(&sink->csv, text);
	}
	px_csv_out_row(&sink->csv);
}

static void
nothing(struct px_sink *sink)
{
	(void)sink;
}

static void
row_of_ids(struct px_sink *sink, const struct px_record *record)
{
	px_buf_puts(&sink->out, px_sink_cell(sink, &sink->columns[0], record, PX_STYLE_MACHINE));
	px_buf_putc(&sink->out, px_option_given(sink->run, &px_opt_null) ? '\0' : '\n');
}

/* Numbers stand on the right; only prose may be clipped. */
static struct px_table_column
header_of(const struct px_field *field)
{
	const struct px_kind *kind = field->kind;
	bool list = field->flags & PX_LIST;
	bool prose = list || kind == &px_kind_text || kind == &px_kind_markdown ||
		     kind == &px_kind_name || kind == &px_kind_email;

	return (struct px_table_column){
		.header = field->heading ? field->heading : field->name,
		.right = !list && (strcmp(kind->json_type, "integer") == 0 ||
				   strcmp(kind->json_type, "number") == 0),
		.whole = !prose,
	};
}

static struct px_table_options
options_of(const struct px_sink *sink)
{
	return (struct px_table_options){
		.width = px_output_width(sink->run),
		.colour = px_output_colors(sink->run),
	};
}

static bool
has_bars(const struct px_sink *sink)
{
	return sink->chart_count && !px_option_given(sink->run, &px_opt_fields);
}

static void
begin_table(struct px_sink *sink)
{
	struct px_table_options options = options_of(sink);
	size_t count = sink->column_count;

	/* Who names the columns gets them all. */
	options.filled = !px_option_given(sink->run, &px_opt_fields);

	sink->headers = px_arena_alloc(&sink->arena, (count + 1) * sizeof(*sink->headers));
	for (size_t i = 0; i < count; i++)
		sink->headers[i] = header_of(sink->columns[i].field);
	if (has_bars(sink)) {
		sink->chart = px_sink_chart(sink, 0);
		sink->headers[count++] =
			(struct px_table_column){ .header = "bar", .bars = &sink->chart };
	}
	sink->table = px_table_open(&sink->out, sink->headers, count, &options);
}

static void
row_of_table(struct px_sink *sink, const struct px_record *record)
{
	for (size_t i = 0; i < sink->column_count; i++)
		px_table_cell(sink->table,
			      px_sink_cell(sink, &sink->columns[i], record, PX_STYLE_HUMAN),
			      PX_PAINT_PLAIN);
	px_table_row(sink->table);
}

static void
end_table(struct px_sink *sink)
{
	px_table_close(sink->table);
	sink->table = NULL;
	if (!has_bars(sink) || !sink->rows || sink->chart.kind != PX_CHART_STACK ||
	    sink->run->quiet)
		return;
	px_chart_legend(&sink->chart, px_chart_ink(), &sink->out);
	px_buf_putc(&sink->out, '\n');
}

/* Every field that is set, one a line; a blank line between records. */
static void
row_of_cards(struct px_sink *sink, const struct px_record *record)
{
	struct px_table_options options = options_of(sink);
	struct px_card *card;

	if (sink->rows)
		px_buf_putc(&sink->out, '\n');
	card = px_card_open(&sink->out, &options);
	for (size_t i = 0; i < sink->column_count; i++) {
		const char *text = px_sink_cell(sink, &sink->columns[i], record, PX_STYLE_HUMAN);

		if (*text)
			px_card_field(card, sink->columns[i].field->name, text, PX_PAINT_PLAIN);
	}
	px_card_close(card);
}

const struct px_sink_format px_sink_csv = {
	.begin = begin_csv,
	.row = row_of_csv,
	.end = nothing,
};

const struct px_sink_format px_sink_ids = {
	.begin = nothing,
	.row = row_of_ids,
	.end = nothing,
};

const struct px_sink_format px_sink_table = {
	.people = true,
	.draws = true,
	.begin = begin_table,
	.row = row_of_table,
	.end = end_table,
};

const struct px_sink_format px_sink_cards = {
	.begin = nothing,
	.row = row_of_cards,
	.end = nothing,
};
