#include "base/i18n.h"
#include "care/aci_report/charts.h"
#include "care/aci_report/render.h"
#include "io/html.h"

/* On a narrow screen each row of a wide table becomes a small card; states read without colour. */
static const char style[] =
	":root{--good:#1b5e20;--half:#7a4b00;--none:#595959}\n"
	"@media (prefers-color-scheme:dark){:root{--good:#8fd694;--half:#f0c36d;--none:#b5b5b5}}\n"
	".sums{max-width:40rem}.sums div{display:flex;justify-content:space-between;gap:1rem;"
	"padding:.2rem .75rem}.sums dd{margin:0;text-align:right;white-space:nowrap;"
	"font-variant-numeric:tabular-nums}\n"
	".sums .total{background:var(--soft);border-left:.4rem solid var(--strong);"
	"font-weight:bold;font-size:1.25rem;margin:.3rem 0}.sums .total small{display:block}\n"
	".rows td.bar{width:20%}.rows small,caption{color:var(--none)}caption{font-size:.9rem}\n"
	"th[scope=row]{white-space:nowrap}.facts "
	"th[scope=row],.axes th[scope=row]{white-space:normal;font-weight:normal;"
	"color:inherit}code{overflow-wrap:anywhere;font-size:.85em}\n"
	".state{display:inline-block;border:1px solid;border-radius:1rem;padding:0 .6rem;"
	"font-size:.85rem;white-space:nowrap;color:var(--none)}\n"
	".state.met{color:var(--good)}.state.partial{color:var(--half)}"
	".state.evidence-missing{color:var(--alert)}\n"
	"@media screen and (max-width:45rem){.rows,.rows tbody,.rows caption{display:block}"
	".rows thead{position:absolute;left:-999rem}"
	".rows tr{display:grid;grid-template:'code money' 'label label' 'bar bar' 'state points'"
	"/1fr auto;column-gap:1rem;padding:.5rem 0;border-bottom:1px solid var(--edge)}"
	".rows th,.rows td{border:0;padding:.1rem 0}.rows .code{grid-area:code}"
	".rows .money{grid-area:money}.rows .label{grid-area:label}"
	".rows td.bar{grid-area:bar;width:auto}.rows .state-cell{grid-area:state}"
	".rows .points{grid-area:points}}\n"
	"@media print{:root{--good:#000;--half:#000;--none:#000}.rows td.bar{width:10%}}\n";

/* "<td class="n">text</td>" */
static void
cell(struct px_buf *out, const char *attributes, const char *text)
{
	px_html_element(out, "td", attributes, text);
}

static void
open_table(struct px_buf *out, const char *class, const char *caption, const char *const *headers,
	   size_t count)
{
	px_html_table_open(out, class, caption);
	for (size_t i = 0; i < count; i++)
		px_html_element(out, "th", "scope=\"col\"", headers[i]);
	px_html_table_body(out);
}

static void
put_banners(const struct px_aci_report *report, struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;

	if (report->provisional) {
		px_buf_printf(&text,
			      _("Provisional: the rules of %d are not known, those of %d are used"),
			      report->year, report->rules->last_year);
		px_html_element(out, "p", "class=\"banner\"", text.data);
	}
	px_buf_clear(&text);
	if (!report->gate_ok) {
		px_buf_puts(&text, _("Prerequisites missing, nothing is paid:"));
		for (size_t i = 0; i < report->gate_failed_count; i++)
			px_buf_printf(&text, " %s", report->gate_failed[i]);
		px_html_element(out, "p", "class=\"banner\"", text.data);
	}
	px_buf_release(&text);
}

static void
put_head(const struct px_aci_report *report, const char *title, struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;

	px_html_element(out, "h1", NULL, title);
	px_buf_printf(&text, "%s (%s)", px_aci_in(report->rules->title, report->lang),
		      report->rules->name);
	px_html_element(out, "p", NULL, text.data);
	px_buf_clear(&text);
	if (report->days < report->year_days) {
		px_buf_printf(&text, _("%lld days of %lld under contract"), (long long)report->days,
			      (long long)report->year_days);
		px_html_element(out, "p", NULL, text.data);
	}
	px_buf_release(&text);
	put_banners(report, out);
}

static void
put_sums(const struct px_aci_report *report, struct px_buf *out)
{
	struct px_aci_sum_line sum;
	struct px_buf text = PX_BUF_INIT;

	px_html_element(out, "h2", NULL, _("The year in euros"));
	px_buf_puts(out, "<dl class=\"sums\">\n");
	for (size_t i = 0; px_aci_sum_line(report, i, &sum); i++) {
		px_buf_puts(out, sum.points ? "<div class=\"total\">" : "<div>");
		px_html_element(out, "dt", NULL, sum.label);
		px_buf_puts(out, "<dd>");
		px_html_text(out, sum.money);
		if (sum.points) {
			px_buf_clear(&text);
			px_buf_printf(&text, _("%s points"), sum.points);
			px_html_element(out, "small", NULL, text.data);
		}
		px_buf_puts(out, "</dd></div>\n");
	}
	px_buf_puts(out, "</dl>\n");
	px_html_element(out, "p", NULL, px_aci_rates_text(report));
	px_buf_release(&text);
}

static void
put_axis(const struct px_aci_report *report, size_t axis, struct px_buf *out)
{
	struct px_aci_axis sum = px_aci_axis_sum(report, axis);

	px_buf_puts(out, "<tr>\n");
	px_html_element(out, "th", "scope=\"row\"",
			px_aci_in(report->rules->axes[axis], report->lang));
	cell(out, "class=\"n\"", px_aci_points_text(report, sum.points));
	cell(out, "class=\"n\"", px_aci_points_text(report, sum.best));
	cell(out, "class=\"n\"", px_aci_money_text(report, sum.cents));
	px_buf_puts(out, "</tr>\n");
}

static void
put_axes(const struct px_aci_report *report, struct px_buf *out)
{
	const char *const headers[] = { _("axis"), _("points"), _("of at most"), _("amount") };
	struct px_chart chart = px_aci_axes_chart(report);

	px_html_element(out, "h2", NULL, _("Points by axis"));
	px_chart_svg(&chart, out);
	open_table(out, "axes", _("Points by axis, before the uplift"), headers, PX_COUNT(headers));
	for (size_t i = 0; i < report->rules->axis_count; i++)
		put_axis(report, i, out);
	px_html_table_close(out);
}

/* What it is, of which class, and why it does not bring all that it could. */
static void
put_label(const struct px_aci_report *report, const struct px_aci_line *line, struct px_buf *out)
{
	px_buf_puts(out, "<td class=\"label\">");
	px_html_text(out, px_aci_in(line->rule->label, report->lang));
	px_buf_puts(out, "<br><small>");
	px_html_text(out, px_aci_class_label(line->class));
	if (line->reason) {
		px_buf_puts(out, " · ");
		px_html_text(out, line->reason);
	}
	px_buf_puts(out, "</small></td>\n");
}

static void
put_line(const struct px_aci_report *report, const struct px_aci_line *line, int64_t largest,
	 struct px_buf *out)
{
	const char *money = px_aci_money_text(report, line->amount_cents);

	px_buf_puts(out, "<tr>\n");
	px_html_element(out, "th", "scope=\"row\" class=\"code\"", line->rule->code);
	put_label(report, line, out);
	px_buf_printf(out, "<td class=\"state-cell\"><span class=\"state %s\">",
		      px_aci_status_names[line->status]);
	px_html_text(out, px_aci_status_label(line->status));
	px_buf_puts(out, "</span></td>\n");
	px_buf_puts(out, "<td class=\"bar\">");
	px_chart_cell(px_ratio_whole(line->amount_cents), px_ratio_whole(largest), money, out);
	px_buf_puts(out, "</td>\n");
	cell(out, "class=\"n points\"", px_aci_points_text(report, line->points));
	cell(out, "class=\"n money\"", money);
	px_buf_puts(out, "</tr>\n");
}

static void
put_lines(const struct px_aci_report *report, struct px_buf *out)
{
	const char *const headers[] = { _("code"),     _("indicator"), _("status"),
					_("in euros"), _("points"),    _("amount") };
	int64_t largest = 0;

	for (size_t i = 0; i < report->line_count; i++)
		if (report->lines[i].amount_cents > largest)
			largest = report->lines[i].amount_cents;
	px_html_element(out, "h2", NULL, _("Money by indicator"));
	open_table(out, "rows", _("Money by indicator, before the uplift"), headers,
		   PX_COUNT(headers));
	for (size_t i = 0; i < report->line_count; i++)
		put_line(report, &report->lines[i], largest, out);
	px_html_table_close(out);
}

static void
put_progress(const struct px_aci_report *report, struct px_buf *out)
{
	struct px_chart chart = px_aci_progress_chart(report);

	if (!chart.count)
		return;
	px_html_element(out, "h2", NULL, _("Progress"));
	px_chart_svg(&chart, out);
	px_chart_table(&chart, out);
}

static void
put_lists(const struct px_aci_report *report, struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;

	if (report->missing_count > 0) {
		px_html_element(out, "h2", NULL, _("What is missing"));
		px_buf_puts(out, "<ul>\n");
		for (size_t i = 0; i < report->missing_count; i++) {
			px_buf_clear(&text);
			px_buf_printf(&text, _("%s: %s"), report->missing[i].code,
				      report->missing[i].what);
			px_html_element(out, "li", NULL, text.data);
		}
		px_buf_puts(out, "</ul>\n");
	}
	if (report->warning_count > 0) {
		px_html_element(out, "h2", NULL, _("Warnings"));
		px_buf_puts(out, "<ul>\n");
		for (size_t i = 0; i < report->warning_count; i++)
			px_html_element(out, "li", NULL, report->warnings[i]);
		px_buf_puts(out, "</ul>\n");
	}
	px_buf_release(&text);
}

static void
put_opportunities(const struct px_aci_report *report, struct px_buf *out)
{
	const char *const headers[] = { _("code"), _("how"), _("points"), _("amount") };

	if (report->opportunity_count == 0)
		return;
	px_html_element(out, "h2", NULL, _("What could still be earned"));
	open_table(out, "rows", _("What could still be earned, each line alone"), headers,
		   PX_COUNT(headers));
	for (size_t i = 0; i < report->opportunity_count; i++) {
		const struct px_aci_opportunity *opportunity = &report->opportunities[i];
		px_buf_puts(out, "<tr>\n");
		px_html_element(out, "th", "scope=\"row\" class=\"code\"", opportunity->code);
		cell(out, "class=\"label\"", opportunity->how);
		cell(out, "class=\"n points\"", px_aci_points_text(report, opportunity->points));
		cell(out, "class=\"n money\"",
		     px_aci_money_text(report, opportunity->amount_cents));
		px_buf_puts(out, "</tr>\n");
	}
	px_html_table_close(out);
}

static size_t
evidence_count(const struct px_aci_report *report)
{
	size_t count = 0;

	for (size_t i = 0; i < report->line_count; i++)
		count += report->lines[i].evidence_count;
	return count;
}

static void
put_evidence(const struct px_aci_report *report, struct px_buf *out)
{
	const char *const headers[] = { _("code"), _("file"), "SHA-256" };

	if (evidence_count(report) == 0)
		return;
	px_html_element(out, "h2", NULL, _("Index of the evidence"));
	open_table(out, "index", _("Index of the evidence"), headers, PX_COUNT(headers));
	for (size_t i = 0; i < report->line_count; i++) {
		const struct px_aci_line *line = &report->lines[i];
		for (size_t e = 0; e < line->evidence_count; e++) {
			px_buf_puts(out, "<tr>\n");
			px_html_element(out, "th", "scope=\"row\"", line->rule->code);
			cell(out, NULL, line->evidence[e]->name);
			px_buf_puts(out, "<td>");
			px_html_element(out, "code", NULL, line->evidence[e]->sha256);
			px_buf_puts(out, "</td>\n</tr>\n");
		}
	}
	px_html_table_close(out);
}

static void
put_facts(const struct px_aci_report *report, struct px_buf *out)
{
	const char *const headers[] = { _("fact"), _("value"), _("source") };
	const struct px_aci_rules *rules = report->rules;

	px_html_element(out, "h2", NULL, _("Facts used"));
	open_table(out, "facts", _("Facts used, and where each comes from"), headers,
		   PX_COUNT(headers));
	for (size_t i = 0; i < rules->fact_count; i++) {
		px_buf_puts(out, "<tr>\n");
		px_html_element(out, "th", "scope=\"row\"",
				px_aci_in(rules->facts[i].label, report->lang));
		cell(out, "class=\"n\"", px_aci_fact_label(report, i));
		cell(out, NULL, px_aci_origin_label(report->facts->items[i].origin));
		px_buf_puts(out, "</tr>\n");
	}
	px_html_table_close(out);
	px_html_element(out, "p", NULL, px_aci_in(rules->source, report->lang));
}

void
px_aci_render_html(const struct px_aci_report *report, const char *organization, struct px_buf *out)
{
	struct px_buf title = PX_BUF_INIT;

	px_buf_printf(&title, "ACI %d", report->year);
	if (organization)
		px_buf_printf(&title, " - %s", organization);
	struct px_html_page page = { .lang = report->lang, .title = title.data, .style = style };

	px_html_begin(out, &page);
	put_head(report, title.data, out);
	put_sums(report, out);
	put_axes(report, out);
	put_progress(report, out);
	put_lines(report, out);
	put_lists(report, out);
	put_opportunities(report, out);
	put_evidence(report, out);
	put_facts(report, out);
	px_html_end(out);
	px_buf_release(&title);
}
