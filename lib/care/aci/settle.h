/*
 * From points to money: what evaluate.c and opportunities.c share.
 */
#ifndef PX_CARE_ACI_SETTLE_H
#define PX_CARE_ACI_SETTLE_H

#include "care/aci/run.h"

/* Exact amounts in cents; all 0 but percent when the gate fails. */
struct px_aci_money {
	struct px_ratio points, percent;
	struct px_ratio base, uplift, floor, total;
	int64_t total_cents; /* rounded once, half up */
};

/* -1 when a figure is too large. */
int px_aci_settle(struct px_aci_run *run, struct px_ratio points, bool gate_ok,
		  struct px_aci_money *out);

/* The gate, were the points of one indicator these (indicator past the last: nothing is
 * replaced). */
bool px_aci_gate(struct px_aci_run *run, size_t indicator, struct px_ratio points);

/* Fill report->opportunities. */
int px_aci_opportunities(struct px_aci_run *run, struct px_aci_report *report);

#endif
