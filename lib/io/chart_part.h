/*
 * Inside charts: lengths, for both drawings.
 */
#ifndef PX_IO_CHART_PART_H
#define PX_IO_CHART_PART_H

#include "io/chart.h"

/* A value as it is drawn: what is bad, or below 0, is 0. */
struct px_ratio px_chart_seen(struct px_ratio value);

/* How much of `full` units the value takes, of whole: rounded, at most full, and 1 at least when
 * there is anything. */
int64_t px_chart_length(struct px_ratio value, struct px_ratio whole, int64_t full);

#endif
