/*
 * Series: a rule, and the meetings that it gives.
 *
 * Each occurrence is a meeting like any other, which knows its series and the instant that the rule
 * gives it (`recurrence`).  Meetings are made a year ahead, no further: extending a series makes those
 * that have come within the year.  When a series changes, its coming meetings follow, each in what it
 * still has of the series: one that was moved, renamed or cancelled by itself stays so; one that the
 * rule gives no more is cancelled.  What is past, or was held, never changes.
 */
#ifndef PX_CARE_SERIES_H
#define PX_CARE_SERIES_H

#include "model/field.h"
#include "store/store.h"

enum { PX_SERIES_MOST = 400, PX_SERIES_AHEAD = 366 }; /* meetings at once; days */

struct px_series_at {
	struct px_store *store; /* in a write transaction */
	struct px_arena *arena;
	const struct px_world *world;
};

/* What became of its meetings; kept ones were changed by themselves, and the rule gives them no more. */
struct px_series_counts {
	int64_t added, changed, cancelled, kept;
};

/* A rule that the series may have: 0, or PX_USAGE.  Called before the record is written. */
int px_series_check(const struct px_series_at *at, const struct px_record *series,
		    struct px_err *err);

/* Bring the meetings of a stored series up to it.  before is the series as it was: NULL when it is
 * new, the same when it is only extended. */
int px_series_follow(const struct px_series_at *at, const struct px_record *before,
		     const struct px_record *after, struct px_series_counts *counts,
		     struct px_err *err);

struct px_rule;

/* The rule of a stored series, from its start on.  PX_USAGE. */
struct px_rule *px_series_rule(const struct px_world *world, const struct px_record *series,
			       struct px_err *err);

/* Hand over its meetings, by id. */
int px_series_members(const struct px_series_at *at, const struct px_record *series,
		      int (*each)(const struct px_record *, void *, struct px_err *), void *data,
		      struct px_err *err);

#endif
