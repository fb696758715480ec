/*
 * One evaluation under way: expressions and indicators, each computed once.
 */
#ifndef PX_CARE_ACI_RUN_H
#define PX_CARE_ACI_RUN_H

#include "care/aci/evaluate.h"

/* What an indicator is computed for. */
enum px_aci_mode {
	PX_ACI_ACTUAL, /* what the facts bring */
	PX_ACI_BEST,   /* the most it can bring with these patients, people and share of the year */
	PX_ACI_FULL,   /* the same for a full year */
};

struct px_aci_run {
	struct px_arena *arena;
	const struct px_aci_rules *rules;
	const struct px_aci_facts *facts;
	const char *lang;
	struct px_aci_value *quantities;
	bool *known;             /* one a quantity */
	struct px_ratio *points; /* one an indicator */
	bool *counted;
	bool failed;           /* a figure grew too large to be computed exactly */
	const char **disputed; /* texts of the choices that were made */
	size_t disputed_count;
};

void px_aci_run_start(struct px_aci_run *run, struct px_arena *arena,
		      const struct px_aci_facts *facts, const char *lang);

struct px_aci_value px_aci_value_of(struct px_aci_run *run, const struct px_aci_expr *expr);
struct px_ratio px_aci_number_of(struct px_aci_run *run, const struct px_aci_expr *expr);
bool px_aci_true(struct px_aci_run *run, const struct px_aci_expr *expr);

/* The text with each {name} replaced by its value for people; in the run's arena. */
const char *px_aci_expand(struct px_aci_run *run, struct px_aci_text text);

/* Days of the year from the latest of these dates on (all when none is known or later). */
int64_t px_aci_days_from(struct px_aci_run *run, const struct px_aci_expr *dates, size_t count);
int px_aci_year_days(int year);

/* The computation of one indicator. */
struct px_aci_tally {
	struct px_aci_run *run;
	enum px_aci_mode mode;
	struct px_ratio points;
	bool stopped;
	struct px_buf reason; /* joined by "; " */
	struct px_buf text;   /* of the step's trace */
};

/* Run the steps.  Of PX_ACI_ACTUAL, reason and trace are filled when line is not NULL. */
struct px_ratio px_aci_compute(struct px_aci_run *run, const struct px_aci_indicator *indicator,
			       enum px_aci_mode mode, struct px_aci_line *line);

/* The actual points of an indicator, computed once. */
struct px_ratio px_aci_points(struct px_aci_run *run, size_t indicator);

/* shapes.c: one step, and the name of its shape. */
const char *px_aci_step_shape(const struct px_aci_step *step);
void px_aci_step_run(struct px_aci_tally *tally, const struct px_aci_step *step);

#endif
