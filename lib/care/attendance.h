/*
 * Who came to a meeting, how long, and at what rate.
 *
 * An attendance is one person at one meeting.  Only a present person has minutes (the meeting's when
 * nobody says) and, once the meeting is held, a rate: the dated one of the profession and nature on
 * the local day of the meeting, frozen there.  When no rate holds it stays unset, never 0.
 */
#ifndef PX_CARE_ATTENDANCE_H
#define PX_CARE_ATTENDANCE_H

#include "model/field.h"
#include "store/store.h"

/* A meeting, in a write transaction. */
struct px_at_meeting {
	struct px_store *store;
	struct px_arena *arena;
	const struct px_world *world;
	const struct px_record *meeting;
};

enum { PX_MEETING_MINUTES_WHOLE = -1 };

/* The attendance of a person: 1 a stored one, 0 a new one that is not stored yet. */
int px_attendance_find(const struct px_at_meeting *at, int64_t practitioner, struct px_record *out,
		       struct px_err *err);

/* Say in which state a person is, and for how many minutes when present.  1 written, 0 it was so
 * already; out is the attendance as stored. */
int px_attendance_set(const struct px_at_meeting *at, int64_t practitioner, const char *state,
		      int64_t minutes, struct px_record *out, struct px_err *err);

/* Freeze the rates of who is present, for a meeting that is (about to be) held.  present is how many
 * they are; unrated is raised by those that no rate holds for. */
int px_attendance_freeze(const struct px_at_meeting *at, int64_t *present, int64_t *unrated,
			 struct px_err *err);

#endif
