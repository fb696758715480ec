#include "cli/view/today_aci.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "io/table_out.h"

static void
print_count_json(struct px_json *json, const char *name, const struct px_pace_count *count)
{
	px_json_key(json, name);
	px_json_open(json, '{');
	px_json_key(json, "done");
	px_json_number(json, count->done);
	px_json_key(json, "needed");
	px_json_number(json, count->needed);
	px_json_key(json, "projected");
	px_json_number(json, count->projected);
	px_json_close(json, '}');
}

/* Concertations so far, and by 31 December; null when none is asked. */
static void
print_pace_json(struct px_json *json, const struct px_pace *pace)
{
	px_json_key(json, "pace");
	if (!pace->code) {
		px_json_null(json);
		return;
	}
	px_json_open(json, '{');
	print_count_json(json, "meetings", &pace->meetings);
	print_count_json(json, "files", &pace->files);
	px_json_close(json, '}');
}

void
px_today_aci_json(struct px_json *json, const struct px_aci_report *report,
		  const struct px_pace *pace)
{
	px_json_key(json, "aci");
	if (!report) {
		px_json_null(json);
		return;
	}
	px_json_open(json, '{');
	px_json_key(json, "exercise");
	px_json_number(json, report->year);
	px_json_key(json, "missing");
	px_json_open(json, '[');
	for (size_t i = 0; i < report->missing_count; i++) {
		px_json_open(json, '{');
		px_json_key(json, "code");
		px_json_string(json, report->missing[i].code);
		px_json_key(json, "what");
		px_json_string(json, report->missing[i].what);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
	print_pace_json(json, pace);
	px_json_close(json, '}');
}

/* "Concertation: 3 of 6 meetings, 15 of 30 files; by 31 December at this pace 5 and 25" */
static void
print_pace(const struct px_pace *pace, struct px_buf *out)
{
	px_buf_putc(out, '\n');
	px_buf_printf(
		out,
		_("Concertation: %lld of %lld meetings, %lld of %lld files; by 31 December at "
		  "this pace %lld and %lld"),
		(long long)pace->meetings.done, (long long)pace->meetings.needed,
		(long long)pace->files.done, (long long)pace->files.needed,
		(long long)pace->meetings.projected, (long long)pace->files.projected);
	px_buf_putc(out, '\n');
}

static void
print_missing(const struct px_run *run, const struct px_aci_report *report, struct px_buf *out)
{
	static const struct px_table_column columns[] = { { .header = "", .whole = true },
							  { .header = "", .whole = true } };
	struct px_table_options options = { px_output_width(run), px_output_colors(run), true };
	struct px_table *table;
	char *title = px_asprintf(_("The ACI of %d still waits for"), report->year);

	px_buf_puts(out, "\n");
	px_paint_put(out, PX_PAINT_STRONG, options.colour, title);
	px_buf_puts(out, "\n");
	free(title);
	table = px_table_open(out, columns, PX_COUNT(columns), &options);
	for (size_t i = 0; i < report->missing_count; i++) {
		px_table_cell(table, report->missing[i].code, PX_PAINT_DIM);
		px_table_cell(table, report->missing[i].what, PX_PAINT_PLAIN);
		px_table_row(table);
	}
	px_table_close(table);
}

void
px_today_aci_text(const struct px_run *run, const struct px_aci_report *report,
		  const struct px_pace *pace, struct px_buf *out)
{
	if (report && report->missing_count)
		print_missing(run, report, out);
	if (pace->code)
		print_pace(pace, out);
}
