/*
 * Where a figure comes from, and what would change it.
 */
#ifndef PX_CARE_ACI_REPORT_EXPLAIN_H
#define PX_CARE_ACI_REPORT_EXPLAIN_H

#include "care/aci/evaluate.h"

struct px_aci_named {
	const char *name, *label; /* label NULL: none */
	const char *text;         /* of the value, for people */
	const char *json;         /* of the value */
};

struct px_aci_explanation {
	const struct px_aci_report *report;
	const struct px_aci_line *line;
	const struct px_aci_fact_rule **facts; /* those used; their values are in report->facts */
	size_t fact_count;
	struct px_aci_named *quantities; /* computed on the way, in the rules' order */
	size_t quantity_count;
};

/* NULL and PX_NOT_FOUND when no indicator has this code (blind to case; the nearest is
 * suggested). */
struct px_aci_explanation *px_aci_explain(struct px_arena *arena,
					  const struct px_aci_report *report, const char *code,
					  struct px_err *err);

/* Two reports of the same rules, side by side. */
struct px_aci_changes {
	const struct px_aci_report *before, *after;
	size_t *lines; /* indexes of the lines whose points, amount or status differ */
	size_t line_count;
	size_t *facts; /* indexes of the facts whose values differ */
	size_t fact_count;
};

struct px_aci_changes *px_aci_compare(struct px_arena *arena, const struct px_aci_report *before,
				      const struct px_aci_report *after);

#endif
