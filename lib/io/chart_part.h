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

/* Of PX_CHART_RADAR (chart_radar.c): what is drawn, in a square of PX_RADAR_SIZE, and the names of its
 * spokes. */
enum { PX_RADAR_SIZE = 400 };
void px_chart_radar(const struct px_chart *chart, struct px_buf *out);
void px_chart_radar_list(const struct px_chart *chart, struct px_buf *out);

#endif
