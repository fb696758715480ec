/*
 * What each person of the team did in a year, month by month: meetings, tasks, slots, requests.
 *
 * Months are those of the organization's clock: a meeting's by its start, a task's by its completion,
 * a slot's and an appointment's by their start, a request's by when it was taken.
 */
#ifndef PX_CARE_ACTIVITY_H
#define PX_CARE_ACTIVITY_H

#include "model/field.h"
#include "store/store.h"

enum px_activity_figure {
	PX_ACTIVITY_MEETINGS, /* held, at which they were present */
	PX_ACTIVITY_MEETING_MINUTES,
	PX_ACTIVITY_TASKS,        /* done, of theirs */
	PX_ACTIVITY_TASK_MINUTES, /* of those; each who did it has all of it */
	PX_ACTIVITY_OFFERED,      /* slots shown to others, and not taken back */
	PX_ACTIVITY_BOOKED,
	PX_ACTIVITY_ATTENDED,
	PX_ACTIVITY_MISSED,
	PX_ACTIVITY_REQUESTS, /* taken */
};
enum { PX_ACTIVITY_FIGURES = PX_ACTIVITY_REQUESTS + 1, PX_ACTIVITY_NONE = -1 };

struct px_activity_line {
	int month;        /* 1 to 12 */
	const char *who;  /* handle */
	const char *name; /* given and family */
	int64_t figures
		[PX_ACTIVITY_FIGURES]; /* PX_ACTIVITY_NONE: nothing of that kind in the year */
};

struct px_activity {
	struct px_activity_line *items; /* by month, then by handle */
	size_t count, capacity;
};

/* Texts are the arena's; items are freed by the caller. */
int px_activity_year(struct px_store *store, int64_t organization, const struct px_world *world,
		     int year, struct px_arena *arena, struct px_activity *out, struct px_err *err);

#endif
