/*
 * The waiting list.  A slot that comes free (given up, moved away from, let go, newly opened or shown)
 * is held for the first whom it suits: urgent ones first, then who came first.  Whom it does not suit
 * (trade, distance, mode, audience, last day, notice, most a day) is passed over and keeps their place.
 *
 * A hold is a claim (model/types_slot.h) with an end: the time that its offer says, never later than the
 * slot can be booked.  Until then nobody finds or takes it; its opening says from when it may be found
 * again, so that a hold that ran out hides nothing, whether or not anybody looked after it.  It is then
 * given to the next by whoever writes first.
 *
 * Every function that writes runs in a write transaction.
 */
#ifndef PX_CARE_WAITING_H
#define PX_CARE_WAITING_H

#include "care/slot.h"
#include "model/types_waiting.h"

enum { PX_WAITING_KM = 30 }; /* around a place, when that is not said */

/* Store an entry (checked, references resolved); a free slot that suits is held at once.  PX_USAGE:
 * care or place means nothing. */
int px_waiting_enter(const struct px_slot_at *at, struct px_record *waiting, struct px_err *err);

/* What is held becomes an appointment.  PX_CONFLICT: nothing is held, or its time is over. */
int px_waiting_accept(const struct px_slot_at *at, const struct px_record *waiting,
		      struct px_record *appointment, struct px_record *after, struct px_err *err);

/* What is held goes to the next; the entry keeps its place for other slots.  PX_CONFLICT. */
int px_waiting_decline(const struct px_slot_at *at, const struct px_record *waiting,
		       struct px_record *after, struct px_err *err);

/* Nobody waits any more; what is held goes to the next.  PX_CONFLICT: it is over. */
int px_waiting_leave(const struct px_slot_at *at, const struct px_record *waiting,
		     struct px_record *after, struct px_err *err);

/* Has a hold run out that nobody looked after?  1, 0, -1; without a transaction. */
int px_waiting_is_due(const struct px_slot_at *at, struct px_err *err);

/* Let it go, and offer what it held. */
int px_waiting_run_out(const struct px_slot_at *at, struct px_err *err);

struct px_waiting_counts {
	int64_t expired; /* holds */
	int64_t offered;
	int64_t ended; /* entries whose last day is over */
};

/* Holds that ran out go to the next; entries past their last day end; slots that can be booked from now
 * on are offered. */
int px_waiting_climb(const struct px_slot_at *at, struct px_waiting_counts *counts,
		     struct px_err *err);

#endif
