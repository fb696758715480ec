#include "base/i18n.h"
#include "care/aci_report/render.h"
#include "io/csv_out.h"

static void
put_number(struct px_csv_out *csv, struct px_ratio number)
{
	struct px_buf text = PX_BUF_INIT;

	px_ratio_fixed(number, 2, &text);
	for (size_t i = 0; i < text.length && csv->profile == PX_CSV_EXCEL_FR; i++)
		if (text.data[i] == '.')
			text.data[i] = ',';
	px_csv_out_cell(csv, text.data);
	px_buf_release(&text);
}

static void
put_integer(struct px_csv_out *csv, int64_t number)
{
	struct px_buf text = PX_BUF_INIT;

	px_buf_number(&text, number);
	px_csv_out_cell(csv, text.data);
	px_buf_release(&text);
}

static void
put_files(struct px_csv_out *csv, const struct px_aci_line *line)
{
	struct px_buf text = PX_BUF_INIT;

	for (size_t i = 0; i < line->evidence_count; i++)
		px_buf_printf(&text, "%s%s", i ? "," : "", line->evidence[i]->name);
	px_csv_out_cell(csv, text.data);
	px_buf_release(&text);
}

static void
put_line(struct px_csv_out *csv, const struct px_aci_report *report, const struct px_aci_line *line)
{
	bool excel = csv->profile == PX_CSV_EXCEL_FR;

	put_integer(csv, report->year);
	px_csv_out_cell(csv, report->rules->name);
	px_csv_out_cell(csv, excel ? (report->provisional ? "vrai" : "faux")
				   : (report->provisional ? "true" : "false"));
	px_csv_out_cell(csv, line->rule->code);
	put_integer(csv, line->rule->axis);
	px_csv_out_cell(csv, px_aci_class_names[line->class]);
	px_csv_out_cell(csv, px_aci_in(line->rule->label, report->lang));
	px_csv_out_cell(csv, px_aci_status_names[line->status]);
	put_number(csv, line->points);
	if (excel)
		put_number(csv, px_ratio_make(line->amount_cents, 100));
	else
		put_integer(csv, line->amount_cents);
	put_files(csv, line);
	px_csv_out_cell(csv, line->reason);
	px_csv_out_row(csv);
}

void
px_aci_render_csv(const struct px_aci_report *report, bool excel_fr, struct px_buf *out)
{
	static const char *const headers[] = {
		"exercise", "rules",  "provisional", "code",         "axis",     "class",
		"label",    "status", "points",      "amount_cents", "evidence", "reason"
	};
	struct px_csv_out csv = PX_CSV_OUT_INIT(out, excel_fr ? PX_CSV_EXCEL_FR : PX_CSV_PLAIN);

	px_csv_out_start(&csv);
	for (size_t i = 0; i < PX_COUNT(headers); i++)
		px_csv_out_cell(&csv, headers[i]);
	px_csv_out_row(&csv);
	for (size_t i = 0; i < report->line_count; i++)
		put_line(&csv, report, &report->lines[i]);
}
