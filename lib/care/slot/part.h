/*
 * What the files of lib/care/slot share.
 *
 *	actor.c    whose slots they are: what they are found by, where they are
 *	open.c     an offer, and the slots that it makes
 *	opening.c  free slots where they are found
 *	find.c     who looks for one
 *	claim.c    a slot taken or held, its quanta, and what stands in its way
 *	book.c     appointments: booked, moved, cancelled, over
 */
#ifndef PX_CARE_SLOT_PART_H
#define PX_CARE_SLOT_PART_H

#include "care/slot.h"

/* Whose time: the number of a practitioner, or less the number of a service. */
int64_t px_slot_actor(const struct px_record *record, size_t practitioner, size_t service);

/* What they are found by ("10/SM54 10/SI01", the arena's), and where they are: lat and lon stay NULL
 * when nobody knows. */
struct px_slot_ground {
	const char *trades, *lat, *lon;
};
int px_slot_ground(const struct px_slot_at *at, const struct px_record *schedule,
		   struct px_slot_ground *out, struct px_err *err);

/* Where the organization is, into lat and lon, which stay as they are when nobody knows. */
int px_slot_team(const struct px_slot_at *at, struct px_slot_ground *out, struct px_err *err);

int64_t px_slot_instant(const struct px_record *record, size_t field);

/* Put a slot among those that are found, and take it away; the record is of px_type_slot. */
int px_opening_put(const struct px_slot_at *at, const struct px_record *slot, struct px_err *err);
int px_opening_remove(const struct px_slot_at *at, const struct px_record *slot,
		      struct px_err *err);

/* Its status in its row: what its appointments' lines tell, so that it has none of its own. */
int px_slot_mark(const struct px_slot_at *at, int64_t slot, const char *status, struct px_err *err);

/* Who takes or holds a slot. */
struct px_claim {
	const struct px_record *slot, *schedule;
	int64_t appointment; /* 0: held */
	int64_t waiting, until;
	int asked; /* rank */
};

/* Take the slot: claim, quanta, statuses, openings.  PX_CONFLICT. */
int px_claim_make(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err);

/* Give it back: it is free again, unless something else stands in its way. */
int px_claim_release(const struct px_slot_at *at, const struct px_record *slot,
		     const struct px_record *schedule, struct px_err *err);

/* A slot and its schedule. */
int px_slot_read(const struct px_slot_at *at, int64_t id, struct px_record *slot,
		 struct px_record *schedule, struct px_err *err);

#endif
