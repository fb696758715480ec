/* The inside of the waiting list: what comes free, for whom it is held, and what they let go. */
#ifndef PX_CARE_SLOT_OFFER_H
#define PX_CARE_SLOT_OFFER_H

#include "care/slot/part.h"
#include "care/waiting.h"

/* Whatever they have free that begins between two instants is held for the first whom it suits. */
int px_offer_free(const struct px_slot_at *at, struct px_whose whose, int64_t first, int64_t last,
		  struct px_err *err);

/* Around a slot that was given back, as far as px_slot_settle may have freed others. */
int px_offer_around(const struct px_slot_at *at, const struct px_record *slot, struct px_err *err);

/* The earliest free slot that suits this entry, and nobody before it, is held for it, unless one is. */
int px_offer_to(const struct px_slot_at *at, const struct px_record *waiting, struct px_err *err);

/* Hold a free slot until then, in minutes since 1970. */
int px_hold_put(const struct px_slot_at *at, int64_t slot, const struct px_record *waiting,
		int64_t until, struct px_err *err);

/* Give back what is held for an entry, which waits again and is not offered it again; slot is what it
 * was, for px_offer_around. */
int px_hold_let_go(const struct px_slot_at *at, const struct px_record *waiting,
		   struct px_record *after, struct px_record *slot, struct px_err *err);

/* Holds that ran out are let go and said to be, then what they held is offered: how many, or -1. */
int px_hold_run_out(const struct px_slot_at *at, int64_t organization, struct px_err *err);

/* Once that is so: the slot goes to the next, and the entry may have another that came free meanwhile. */
int px_offer_let_go(const struct px_slot_at *at, const struct px_record *waiting,
		    const struct px_record *slot, struct px_err *err);

/* Whoever offers the slot, which is held, takes it back; waiting is the entry that lost it. */
int px_hold_break(const struct px_slot_at *at, const struct px_record *slot,
		  struct px_record *waiting, struct px_err *err);

/* Those to whom nothing is offered, and who satisfy this too (a filter, or NULL), in their order: urgent
 * ones first, then who came first. */
int px_waiting_each(const struct px_slot_at *at, int64_t organization, const char *also,
		    int (*take)(const struct px_record *waiting, void *data, struct px_err *err),
		    void *data, struct px_err *err);

/* Who entered it is told. */
int px_waiting_tell(const struct px_slot_at *at, const struct px_record *waiting, const char *kind,
		    struct px_err *err);

#endif
