#include <string.h>

#include "base/i18n.h"
#include "care/aci_report/charts.h"
#include "care/aci_report/render.h"
#include "model/types.h"

static void
put_head(const struct px_aci_report *report, struct px_buf *out)
{
	px_buf_printf(out, _("ACI %d: %s (%s)\n"), report->year,
		      px_aci_in(report->rules->title, report->lang), report->rules->name);
	if (report->provisional)
		px_buf_printf(out,
			      _("PROVISIONAL: the rules of %d are not known, those of %d are "
				"used\n"),
			      report->year, report->rules->last_year);
	if (report->days < report->year_days)
		px_buf_printf(out, _("%lld days of %lld under contract\n"), (long long)report->days,
			      (long long)report->year_days);
	if (!report->gate_ok) {
		px_buf_puts(out, _("prerequisites missing, nothing is paid:"));
		for (size_t i = 0; i < report->gate_failed_count; i++)
			px_buf_printf(out, " %s", report->gate_failed[i]);
		px_buf_putc(out, '\n');
	}
	px_buf_putc(out, '\n');
}

static enum px_paint
paint_of(enum px_aci_status status)
{
	switch (status) {
	case PX_ACI_MET:
		return PX_PAINT_GOOD;
	case PX_ACI_PARTIAL:
	case PX_ACI_EVIDENCE_MISSING:
		return PX_PAINT_WARNING;
	case PX_ACI_UNMET:
		break;
	}
	return PX_PAINT_DIM;
}

static void
put_row(struct px_table *table, const struct px_aci_report *report, const struct px_aci_line *line)
{
	px_table_cell(table, line->rule->code, PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_in(line->rule->label, report->lang), PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_class_label(line->class), PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_status_label(line->status), paint_of(line->status));
	px_table_cell(table, px_aci_points_text(report, line->points), PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_money_text(report, line->amount_cents), PX_PAINT_PLAIN);
	px_table_row(table);
}

static void
put_indicators(const struct px_aci_report *report, const struct px_table_options *options,
	       struct px_buf *out)
{
	const struct px_table_column columns[] = {
		{ _("code"), false, true },  { _("indicator"), false, false },
		{ _("class"), false, true }, { _("status"), false, true },
		{ _("points"), true, true }, { _("amount"), true, true },
	};
	struct px_table *table = px_table_open(out, columns, PX_COUNT(columns), options);

	for (size_t i = 0; i < report->line_count; i++)
		put_row(table, report, &report->lines[i]);
	px_table_close(table);
	px_buf_putc(out, '\n');
}

static void
put_sums(const struct px_aci_report *report, const struct px_table_options *options,
	 struct px_buf *out)
{
	const struct px_table_column columns[] = {
		{ "", false, true },
		{ "", true, true },
		{ "", true, true },
	};
	struct px_table_options plain = *options;
	struct px_aci_sum_line sum;

	plain.no_headers = true;
	struct px_table *table = px_table_open(out, columns, PX_COUNT(columns), &plain);
	for (size_t i = 0; px_aci_sum_line(report, i, &sum); i++) {
		enum px_paint paint =
			strcmp(sum.key, "total") == 0 ? PX_PAINT_STRONG : PX_PAINT_PLAIN;
		px_table_cell(table, sum.label, paint);
		px_table_cell(table, sum.points, paint);
		px_table_cell(table, sum.money, paint);
		px_table_row(table);
	}
	px_table_close(table);
	px_buf_printf(out, "%s\n", px_aci_rates_text(report));
}

static void
put_chart(const struct px_chart *chart, const struct px_table_options *options, struct px_buf *out)
{
	px_buf_puts(out, chart->count ? "\n" : "");
	px_chart_text(chart, options->width, options->colour, out);
}

static void
put_charts(const struct px_aci_report *report, const struct px_table_options *options,
	   struct px_buf *out)
{
	struct px_chart axes = px_aci_axes_chart(report), progress = px_aci_progress_chart(report);

	put_chart(&axes, options, out);
	put_chart(&progress, options, out);
}

static void
put_title(const char *title, const struct px_table_options *options, struct px_buf *out)
{
	px_buf_putc(out, '\n');
	px_paint_put(out, PX_PAINT_HEADER, options->colour, title);
	px_buf_putc(out, '\n');
}

static void
put_opportunities(const struct px_aci_report *report, const struct px_table_options *options,
		  struct px_buf *out)
{
	const struct px_table_column columns[] = {
		{ _("code"), false, true },
		{ _("points"), true, true },
		{ _("amount"), true, true },
		{ _("how"), false, false },
	};
	struct px_table *table;

	if (report->opportunity_count == 0)
		return;
	put_title(_("What could still be earned"), options, out);
	table = px_table_open(out, columns, PX_COUNT(columns), options);
	for (size_t i = 0; i < report->opportunity_count; i++) {
		const struct px_aci_opportunity *opportunity = &report->opportunities[i];
		px_table_cell(table, opportunity->code, PX_PAINT_PLAIN);
		px_table_cell(table, px_aci_points_text(report, opportunity->points),
			      PX_PAINT_PLAIN);
		px_table_cell(table, px_aci_money_text(report, opportunity->amount_cents),
			      PX_PAINT_GOOD);
		px_table_cell(table, opportunity->how, PX_PAINT_PLAIN);
		px_table_row(table);
	}
	px_table_close(table);
}

static void
put_lists(const struct px_aci_report *report, const struct px_table_options *options,
	  struct px_buf *out)
{
	if (report->missing_count > 0)
		put_title(_("What is missing"), options, out);
	for (size_t i = 0; i < report->missing_count; i++) {
		px_buf_printf(out, _("%s: %s"), report->missing[i].code, report->missing[i].what);
		px_buf_putc(out, '\n');
	}
	if (report->warning_count > 0)
		put_title(_("Warnings"), options, out);
	for (size_t i = 0; i < report->warning_count; i++)
		px_buf_printf(out, "%s\n", report->warnings[i]);
}

static void
put_evidence(const struct px_aci_report *report, const struct px_table_options *options,
	     struct px_buf *out)
{
	const struct px_table_column columns[] = {
		{ _("code"), false, true },
		{ "SHA-256", false, true },
		{ _("file"), false, true },
	};
	struct px_buf text = PX_BUF_INIT;
	struct px_table *table = px_table_open(&text, columns, PX_COUNT(columns), options);

	for (size_t i = 0; i < report->line_count; i++) {
		const struct px_aci_line *line = &report->lines[i];
		for (size_t e = 0; e < line->evidence_count; e++) {
			px_table_cell(table, line->rule->code, PX_PAINT_PLAIN);
			px_table_cell(table, line->evidence[e]->sha256, PX_PAINT_DIM);
			px_table_cell(table, line->evidence[e]->name, PX_PAINT_PLAIN);
			px_table_row(table);
		}
	}
	px_table_close(table);
	if (text.length > 0) {
		put_title(_("Index of the evidence"), options, out);
		px_buf_puts(out, text.data);
	}
	px_buf_release(&text);
}

void
px_aci_render_text(const struct px_aci_report *report, const struct px_table_options *options,
		   struct px_buf *out)
{
	put_head(report, out);
	put_indicators(report, options, out);
	put_sums(report, options, out);
	put_charts(report, options, out);
	put_lists(report, options, out);
	put_opportunities(report, options, out);
	put_evidence(report, options, out);
}

static void
put_changed_facts(const struct px_aci_changes *changes, struct px_buf *out)
{
	for (size_t i = 0; i < changes->fact_count; i++) {
		size_t fact = changes->facts[i];
		px_buf_printf(out, "%s: %s -> %s\n", changes->after->rules->facts[fact].name,
			      px_aci_fact_text(changes->before, fact),
			      px_aci_fact_text(changes->after, fact));
	}
	px_buf_putc(out, '\n');
}

static void
put_changed_line(struct px_table *table, const struct px_aci_changes *changes, size_t i)
{
	const struct px_aci_line *before = &changes->before->lines[i];
	const struct px_aci_line *after = &changes->after->lines[i];

	px_table_cell(table, after->rule->code, PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_status_label(after->status), paint_of(after->status));
	px_table_cell(table, px_aci_points_text(changes->before, before->points), PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_points_text(changes->after, after->points), PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_money_text(changes->before, before->amount_cents),
		      PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_money_text(changes->after, after->amount_cents),
		      PX_PAINT_PLAIN);
	px_table_row(table);
}

void
px_aci_render_changes_text(const struct px_aci_changes *changes,
			   const struct px_table_options *options, struct px_buf *out)
{
	const struct px_aci_report *before = changes->before, *after = changes->after;
	const struct px_table_column columns[] = {
		{ _("code"), false, true },  { _("status"), false, true },
		{ _("points"), true, true }, { _("would be"), true, true },
		{ _("amount"), true, true }, { _("would be"), true, true },
	};
	struct px_table *table;

	put_head(after, out);
	put_changed_facts(changes, out);
	table = px_table_open(out, columns, PX_COUNT(columns), options);
	for (size_t i = 0; i < changes->line_count; i++)
		put_changed_line(table, changes, changes->lines[i]);
	px_table_cell(table, _("total"), PX_PAINT_STRONG);
	px_table_cell(table, NULL, PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_points_text(before, before->points), PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_points_text(after, after->points), PX_PAINT_PLAIN);
	px_table_cell(table, px_aci_money_text(before, before->total_cents), PX_PAINT_STRONG);
	px_table_cell(table, px_aci_money_text(after, after->total_cents), PX_PAINT_STRONG);
	px_table_row(table);
	px_table_close(table);
	px_buf_printf(out, _("\ndifference: %s\n"),
		      px_aci_money_text(after, after->total_cents - before->total_cents));
}

static void
put_counted(const struct px_aci_record *record, struct px_buf *out)
{
	const struct px_type *type = px_type_find(record->type);

	px_buf_printf(out, _("    %s %s: %s (%lld)\n"), type ? _(type->label) : record->type,
		      record->uid, record->label, (long long)record->number);
}

static void
put_explained_facts(const struct px_aci_explanation *explanation, struct px_buf *out)
{
	const struct px_aci_report *report = explanation->report;

	px_buf_printf(out, "\n%s\n", _("Facts"));
	for (size_t i = 0; i < explanation->fact_count; i++) {
		const struct px_aci_fact_rule *rule = explanation->facts[i];
		size_t index = (size_t)(rule - report->rules->facts);
		const struct px_aci_fact *fact = &report->facts->items[index];
		const struct px_aci_counted *counted = fact->counted;
		px_buf_printf(out, _("  %s = %s (%s): %s\n"), rule->name,
			      px_aci_fact_text(report, index), px_aci_origin_label(fact->origin),
			      px_aci_in(rule->label, report->lang));
		if (counted && counted->reason)
			px_buf_printf(out, "    %s\n", counted->reason);
		for (size_t r = 0; counted && r < counted->record_count; r++)
			put_counted(&counted->records[r], out);
	}
}

static void
put_explained_steps(const struct px_aci_explanation *explanation, struct px_buf *out)
{
	const struct px_aci_line *line = explanation->line;

	if (explanation->quantity_count > 0)
		px_buf_printf(out, "\n%s\n", _("Computed on the way"));
	for (size_t i = 0; i < explanation->quantity_count; i++) {
		const struct px_aci_named *named = &explanation->quantities[i];
		px_buf_printf(out, "  %s = %s%s%s\n", named->name, named->text,
			      named->label ? _(": ") : "", named->label ? named->label : "");
	}
	px_buf_printf(out, "\n%s\n", _("Steps"));
	for (size_t i = 0; i < line->trace_count; i++)
		px_buf_printf(out, "  %zu. %s: %s -> %s\n", i + 1, line->trace[i].shape,
			      line->trace[i].text,
			      px_aci_points_text(explanation->report, line->trace[i].points));
}

void
px_aci_render_explain_text(const struct px_aci_explanation *explanation,
			   const struct px_table_options *options, struct px_buf *out)
{
	const struct px_aci_report *report = explanation->report;
	const struct px_aci_line *line = explanation->line;

	px_paint_put(out, PX_PAINT_STRONG, options->colour, line->rule->code);
	px_buf_printf(out, " %s (%s)\n", px_aci_in(line->rule->label, report->lang),
		      px_aci_class_label(line->class));
	px_buf_printf(
		out, _("%d, %s: %s points of %s, %s, %s\n"), report->year, report->rules->name,
		px_aci_points_text(report, line->points), px_aci_points_text(report, line->best),
		px_aci_money_text(report, line->amount_cents), px_aci_status_label(line->status));
	if (report->provisional)
		px_buf_printf(out, "%s\n", report->warnings[0]);
	if (line->reason)
		px_buf_printf(out, "%s\n", line->reason);
	put_explained_facts(explanation, out);
	put_explained_steps(explanation, out);
	if (line->evidence_wanted > 0)
		px_buf_printf(out, _("\nEvidence: %zu of %lld\n"), line->evidence_count,
			      (long long)line->evidence_wanted);
	for (size_t i = 0; i < line->evidence_count; i++)
		px_buf_printf(out, "  %s  %s\n", line->evidence[i]->sha256,
			      line->evidence[i]->name);
}
