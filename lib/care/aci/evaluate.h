/*
 * From rules, facts and evidence to a report.  Facts decide points; evidence decides only status.
 *
 * Points are exact until the end.  The total in cents is rounded once, half up, from the exact sum;
 * lines (indicators, uplift, floor) are shared out so that they end on it, by largest remainder.
 * Everything in a report lives in the arena given.
 */
#ifndef PX_CARE_ACI_EVALUATE_H
#define PX_CARE_ACI_EVALUATE_H

#include "base/date.h"
#include "care/aci/facts.h"
#include "care/aci/rules.h"

struct px_aci_evidence {
	const char *code; /* the indicator */
	const char *name; /* of the file */
	int64_t size;
	const char *sha256;
};

enum px_aci_status {
	PX_ACI_MET,
	PX_ACI_PARTIAL,
	PX_ACI_UNMET,
	PX_ACI_EVIDENCE_MISSING,
};
enum { PX_ACI_STATUS_COUNT = PX_ACI_EVIDENCE_MISSING + 1 };
extern const char *const px_aci_status_names[PX_ACI_STATUS_COUNT];

/* One step of a computation, for `explain`. */
struct px_aci_trace {
	const char *shape;
	const char *text;       /* "1700 x 8000 / 4000" */
	struct px_ratio points; /* after it */
};

struct px_aci_line {
	const struct px_aci_indicator *rule;
	enum px_aci_class class; /* in this exercise */
	struct px_ratio points;  /* whatever the gate says */
	struct px_ratio
		best; /* the most it can bring with these patients, people and share of the year */
	struct px_ratio full; /* the same for a full year */
	int64_t amount_cents; /* before the uplift */
	enum px_aci_status status;
	const char *reason; /* why not (all of) its points; NULL: nothing to say */
	const struct px_aci_evidence *const *evidence;
	size_t evidence_count;
	int64_t evidence_wanted; /* files; 0: none is asked */
	const struct px_aci_trace *trace;
	size_t trace_count;
	int64_t done, needed; /* the progress that the rule shows; needed 0: none */
	const char *progress; /* what is counted there */
};

struct px_aci_missing {
	const char *code, *what;
};

struct px_aci_opportunity {
	const char *code;
	struct px_ratio points; /* the whole's points with it less those without */
	int64_t amount_cents;   /* the same of the total, uplift and floor included */
	const char *how;
};

struct px_aci_report {
	const struct px_aci_rules *rules;
	const struct px_aci_facts *facts;
	const char *lang;
	int year;
	bool provisional; /* the rules do not cover this exercise */

	bool gate_ok;
	const char **gate_failed; /* codes */
	size_t gate_failed_count;

	struct px_aci_line *lines; /* one an indicator, in the rules' order */
	size_t line_count;

	struct px_ratio sum;    /* of the lines' points */
	struct px_ratio points; /* the same; 0 when the gate fails */
	struct px_ratio uplift_percent;
	int64_t uplift_cents, floor_cents, total_cents;
	int64_t advance_cents; /* the computed one, whatever was paid */
	int64_t balance_cents; /* total less what was paid, else less the computed advance */
	bool advance_paid;     /* it is known what was paid */
	int64_t days, year_days;

	struct px_aci_missing *missing;
	size_t missing_count;
	const char **warnings;
	size_t warning_count;
	struct px_aci_opportunity *opportunities; /* the largest amounts first */
	size_t opportunity_count;
};

struct px_aci_inputs {
	const struct px_aci_facts *facts; /* its rules and year are those evaluated */
	const struct px_aci_evidence *evidence;
	size_t evidence_count;
	const char *lang; /* "fr" or "en": of reasons, warnings, and what renders the report */
};

/* PX_FAILED: the exercise is before the rules' first; figures too large to be computed exactly. */
struct px_aci_report *px_aci_evaluate(struct px_arena *arena, const struct px_aci_inputs *inputs,
				      struct px_err *err);

/* The exercise that a report is of when nobody says: the last closed one until its declaration is
 * due, then the current one. */
int px_aci_default_year(const struct px_aci_rules *rules, struct px_date today);

#endif
