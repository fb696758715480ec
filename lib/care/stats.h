/*
 * What became of a year's slots and requests: the indicators that a CPTS reports.
 *
 * A slot counts where it begins, an appointment too, a request where it was made, by the
 * organization's clock.  Offered is what was shown to others than whoever offers it, and not taken
 * back.  A delay goes from the booking to the appointment; those that were cancelled have none.
 * What there is no data for is unset, with the reason why; 0 is a figure.
 */
#ifndef PX_CARE_STATS_H
#define PX_CARE_STATS_H

#include "model/field.h"
#include "store/store.h"

enum px_stats_by {
	PX_STATS_WHOLE,
	PX_STATS_BY_SPECIALTY,
	PX_STATS_BY_PROFESSION,
	PX_STATS_BY_MONTH,
	PX_STATS_BY_AUDIENCE,
	PX_STATS_BY_COMMUNE,
	PX_STATS_BY_ORIGIN,
};
/* "specialty", "profession"… by place less one; NULL ends. */
extern const char *const px_stats_bys[];

enum { PX_STATS_NONE = -1 }; /* a figure that there is no data for */

struct px_stats_line {
	const char
		*key; /* a specialty's code, "2026-03", an audience…; "" when there is none; NULL of
			  * the whole */
	int64_t offered, booked, attended, missed, cancelled, cancelled_late;
	int64_t requests, accepted, unanswered;
	int64_t median, p90;          /* minutes: nearest rank */
	int64_t under_24h, under_48h; /* of `delays` */
	int64_t delays;               /* appointments that have a delay */
};

struct px_stats {
	struct px_stats_line *items; /* in the order of their keys */
	size_t count, capacity;
};

/* texts are the arena's; items are freed by the caller.  organization 0: all, each by its own clock. */
int px_stats_year(struct px_store *store, int64_t organization, const struct px_world *world,
		  int year, enum px_stats_by by, struct px_arena *arena, struct px_stats *out,
		  struct px_err *err);

#endif
