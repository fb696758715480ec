/*
 * What a report draws: points earned of those of each axis, and the progress of the indicators that
 * count over the year.  Labels and figures live in the arena of the report's facts.
 */
#ifndef PX_CARE_ACI_REPORT_CHARTS_H
#define PX_CARE_ACI_REPORT_CHARTS_H

#include "care/aci/evaluate.h"
#include "io/chart.h"

struct px_aci_axis {
	struct px_ratio points, best;
	int64_t cents; /* before the uplift */
};

struct px_aci_axis px_aci_axis_sum(const struct px_aci_report *report, size_t axis);

struct px_chart px_aci_axes_chart(const struct px_aci_report *report);

/* Without rows when no indicator counts over the year. */
struct px_chart px_aci_progress_chart(const struct px_aci_report *report);

#endif
