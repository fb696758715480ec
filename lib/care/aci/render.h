/*
 * A report as bytes.  JSON is the contract of the toolkit's report (keys and their meaning do not
 * depend on the language); text, CSV and HTML are for people, in the report's language.
 */
#ifndef PX_CARE_ACI_RENDER_H
#define PX_CARE_ACI_RENDER_H

#include "base/buf.h"
#include "care/aci/evaluate.h"
#include "care/aci/explain.h"

void px_aci_render_json(const struct px_aci_report *report, struct px_buf *out);
void px_aci_render_text(const struct px_aci_report *report, struct px_buf *out);

/* One line an indicator, RFC 4180; excel_fr: what a French spreadsheet opens without harm (`;`, CRLF,
 * BOM, decimal commas, formulas guarded by an apostrophe). */
void px_aci_render_csv(const struct px_aci_report *report, bool excel_fr, struct px_buf *out);

/* One self-contained page; organization is the team's name, or NULL. */
void px_aci_render_html(const struct px_aci_report *report, const char *organization,
			struct px_buf *out);

/* What a change of facts changes: the lines that differ, then the totals. */
void px_aci_render_changes_text(const struct px_aci_changes *changes, struct px_buf *out);
void px_aci_render_changes_json(const struct px_aci_changes *changes, struct px_buf *out);

/* How a line was computed, step by step. */
void px_aci_render_explain_text(const struct px_aci_explanation *explanation, struct px_buf *out);
void px_aci_render_explain_json(const struct px_aci_explanation *explanation, struct px_buf *out);

/* Words for people, in the report's language. */
const char *px_aci_class_label(enum px_aci_class class);
const char *px_aci_status_label(enum px_aci_status status);

#endif
