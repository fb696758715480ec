/* Rows as a page: their charts, and the table that says the same. */
#include <string.h>

#include "base/date_words.h"
#include "base/i18n.h"
#include "base/money.h"
#include "base/zone.h"
#include "cli/sink/sink_format.h"
#include "io/html.h"
#include "model/types.h"

enum { NO_SEPARATOR = 10000 }; /* four digits are read without one; a year has none */

const char *
px_sink_heading(struct px_arena *arena, const struct px_field *field)
{
	const char *help = _(field->help);
	size_t length = strcspn(help, ",;:(");

	while (length && help[length - 1] == ' ')
		length--;
	return px_arena_strndup(arena, help, length);
}

static const char *
heading(struct px_sink *sink, const struct px_field *field)
{
	return px_sink_heading(&sink->arena, field);
}

static bool
is_number(const struct px_field *field)
{
	return !(field->flags & PX_LIST) && field->kind->storage == PX_NUMBER &&
	       field->kind != &px_kind_reference && field->kind != &px_kind_boolean;
}

/* As people of the page's language read it; kept. */
static const char *
text_of(struct px_sink *sink, size_t place, const struct px_record *record)
{
	const struct px_field *field = &sink->type->fields[place];
	const struct px_value *value = &record->values[place];
	const struct px_sink_column column = { .field = field, .place = place };
	bool day = field->kind == &px_kind_date || field->kind == &px_kind_instant;
	bool french = strcmp(px_i18n_lang(), "fr") == 0;

	if (value->state == PX_SET && field->kind == &px_kind_integer &&
	    !(field->flags & PX_LIST) && value->number >= NO_SEPARATOR) {
		px_buf_clear(&sink->cell);
		px_number_human(px_ratio_whole(value->number), 0, true, px_i18n_lang(),
				&sink->cell);
	} else {
		px_sink_cell(sink, &column, record,
			     day && french ? PX_STYLE_EXCEL_FR : PX_STYLE_HUMAN);
	}
	return px_arena_strdup(&sink->arena, sink->cell.data);
}

static const char *
label_of(struct px_sink *sink, const struct px_sink_chart *chart, const struct px_record *record)
{
	struct px_buf label = PX_BUF_INIT;
	const char *kept;

	for (size_t i = 0; i < chart->label_count; i++) {
		const char *text = text_of(sink, chart->labels[i], record);

		px_buf_printf(&label, "%s%s", i ? ", " : "", *text ? text : _("(none)"));
	}
	kept = px_arena_strdup(&sink->arena, label.data);
	px_buf_release(&label);
	return kept;
}

static struct px_ratio
number_of(const struct px_record *record, size_t place)
{
	const struct px_value *value = &record->values[place];

	return value->state == PX_SET ? px_ratio_whole(value->number) : px_ratio_make(0, 0);
}

static const char *
progress_text(struct px_sink *sink, const char *done, const char *whole)
{
	return px_arena_printf(&sink->arena, _("%s of %s"), done, whole);
}

static struct px_chart_row
row_of(struct px_sink *sink, const struct px_sink_chart *chart, const struct px_record *record)
{
	struct px_chart_row row = { .label = label_of(sink, chart, record) };

	for (size_t i = 0; i < chart->series_count; i++) {
		row.values[i] = number_of(record, chart->series[i]);
		row.texts[i] = text_of(sink, chart->series[i], record);
	}
	if (chart->kind != PX_CHART_PROGRESS)
		return row;
	row.whole = number_of(record, chart->whole);
	row.texts[0] = progress_text(sink, row.texts[0], text_of(sink, chart->whole, record));
	return row;
}

struct px_chart
px_sink_chart(struct px_sink *sink, size_t i)
{
	const struct px_sink_chart *of = &sink->charts[i];
	struct px_chart_row *rows =
		px_arena_alloc(&sink->arena, (sink->kept_count + 1) * sizeof(*rows));
	struct px_chart chart = {
		.kind = of->kind,
		.name = px_arena_printf(&sink->arena, "chart%c", (char)('a' + (int)i)),
		.title = of->title,
		.series_count = of->series_count,
		.rows = rows,
		.count = sink->kept_count,
	};

	for (size_t s = 0; s < of->series_count; s++)
		chart.series[s] = heading(sink, &sink->type->fields[of->series[s]]);
	for (size_t row = 0; row < sink->kept_count; row++)
		rows[row] = row_of(sink, of, &sink->kept[row]);
	px_chart_measure(&chart);
	return chart;
}

/* Whose figures these are, and when they were read. */
static void
put_head(struct px_sink *sink)
{
	struct px_run *run = sink->run;
	struct px_date today = px_zone_local(run->world.zone, run->world.now).date;
	struct px_record organization;
	struct px_err ignored = PX_ERR_INIT;
	struct px_buf line = PX_BUF_INIT;

	px_html_element(&sink->out, "h1", NULL, sink->title);
	if (run->organization &&
	    px_record_read(run->store, &px_type_organization, run->organization, &sink->arena,
			   &organization, &ignored) == 1)
		px_buf_printf(&line, "%s, ", px_record_text(&organization, PX_ORGANIZATION_NAME));
	px_date_words(today, 0, &line);
	px_html_element(&sink->out, "p", NULL, line.data);
	px_buf_release(&line);
}

static void
begin_page(struct px_sink *sink)
{
	struct px_html_page page = { .lang = px_i18n_lang(), .title = sink->title };

	px_html_begin(&sink->out, &page);
	put_head(sink);
	for (size_t i = 0; i < sink->chart_count; i++) {
		struct px_chart chart = px_sink_chart(sink, i);

		px_chart_svg(&chart, &sink->out);
	}
	px_html_table_open(&sink->out, "figures", _("The figures"));
	for (size_t i = 0; i < sink->column_count; i++)
		px_html_element(&sink->out, "th",
				is_number(sink->columns[i].field) ? "scope=\"col\" class=\"n\""
								  : "scope=\"col\"",
				heading(sink, sink->columns[i].field));
	px_html_table_body(&sink->out);
}

static void
row_of_page(struct px_sink *sink, const struct px_record *record)
{
	px_buf_puts(&sink->out, "<tr>");
	for (size_t i = 0; i < sink->column_count; i++)
		px_html_element(&sink->out, "td",
				is_number(sink->columns[i].field) ? "class=\"n\"" : NULL,
				text_of(sink, sink->columns[i].place, record));
	px_buf_puts(&sink->out, "</tr>\n");
}

static void
end_page(struct px_sink *sink)
{
	px_html_table_close(&sink->out);
	if (!sink->rows)
		px_html_element(&sink->out, "p", NULL, _("There is nothing to show."));
	px_html_end(&sink->out);
}

const struct px_sink_format px_sink_html = {
	.people = true,
	.draws = true,
	.begin = begin_page,
	.row = row_of_page,
	.end = end_page,
};
