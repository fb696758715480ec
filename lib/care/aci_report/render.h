/*
 * A report as bytes.  JSON is the contract of the toolkit's report (keys and their meaning do not
 * depend on the language); text, CSV and HTML are for people, in the report's language.
 */
#ifndef PX_CARE_ACI_REPORT_RENDER_H
#define PX_CARE_ACI_REPORT_RENDER_H

#include "base/buf.h"
#include "care/aci/evaluate.h"
#include "care/aci_report/explain.h"
#include "io/table_out.h"

void px_aci_render_json(const struct px_aci_report *report, struct px_buf *out);
void px_aci_render_text(const struct px_aci_report *report, const struct px_table_options *options,
			struct px_buf *out);

/* One line an indicator, RFC 4180; excel_fr: what a French spreadsheet opens without harm
 * (`;`, CRLF, BOM, decimal commas, formulas guarded by an apostrophe). */
void px_aci_render_csv(const struct px_aci_report *report, bool excel_fr, struct px_buf *out);

/* One self-contained page; organization is the team's name, or NULL. */
void px_aci_render_html(const struct px_aci_report *report, const char *organization,
			struct px_buf *out);

/* What a change of facts changes: the lines that differ, then the totals. */
void px_aci_render_changes_text(const struct px_aci_changes *changes,
				const struct px_table_options *options, struct px_buf *out);
void px_aci_render_changes_json(const struct px_aci_changes *changes, struct px_buf *out);

/* How a line was computed, step by step. */
void px_aci_render_explain_text(const struct px_aci_explanation *explanation,
				const struct px_table_options *options, struct px_buf *out);
void px_aci_render_explain_json(const struct px_aci_explanation *explanation, struct px_buf *out);

/* What the renderers share.  Words are in the language of the process, figures in the
 * report's; texts made are in the arena of the report's facts. */
const char *px_aci_class_label(enum px_aci_class class);
const char *px_aci_status_label(enum px_aci_status status);
const char *px_aci_origin_label(enum px_aci_origin origin);
const char *px_aci_points_text(const struct px_aci_report *report, struct px_ratio points);
const char *px_aci_money_text(const struct px_aci_report *report, int64_t cents);
const char *px_aci_fact_text(const struct px_aci_report *report, size_t fact);
/* The same with the words' labels in place of the words ("la moitié au moins" for half). */
const char *px_aci_fact_label(const struct px_aci_report *report, size_t fact);

/* "rates used: share of patients with C2S (%) 9.5; …": the facts behind the uplift, "" when
 * there is none. */
const char *px_aci_rates_text(const struct px_aci_report *report);

/* The lines under the indicators: uplift, floor, total, advance, balance; i-th one, false past the
 * last.  A line without points has points NULL. */
struct px_aci_sum_line {
	const char *key, *label, *points, *money;
};
bool px_aci_sum_line(const struct px_aci_report *report, size_t i, struct px_aci_sum_line *out);

#endif
