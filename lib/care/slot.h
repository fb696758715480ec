/*
 * Slots: offering time, finding what is free, taking it.
 *
 * A schedule is what somebody offers by one command; its slots are made with it.  A slot is free until
 * an appointment takes it.  All that decides who may take what stands in the database (model/
 * types_slot.h: claims and quanta), in the transaction that takes it: there is one winner whatever
 * programs run together.
 *
 * An appointment takes the quanta of its slot and those of the buffers before and after it, so that
 * nothing overlaps; free slots of the same person that lack a quantum now are busy-unavailable until
 * it is given back.
 */
#ifndef PX_CARE_SLOT_H
#define PX_CARE_SLOT_H

#include "base/buf.h"
#include "care/geo.h"
#include "model/field.h"
#include "model/types_slot.h"
#include "store/store.h"

enum {
	PX_SLOT_AHEAD = 366,      /* days: a rule without end gives slots no further */
	PX_SLOT_MOST = 200000,    /* of one offer */
	PX_SLOT_ALTERNATIVES = 3, /* what the loser is told */
	PX_SLOT_ALTERNATIVES_KM = 30,
};

struct px_slot_at {
	struct px_store *store;
	struct px_arena *arena;
	const struct px_world *world;
	int64_t organization;
	const char *communes; /* the compact file of care/communes.h */
	int64_t actor;        /* the practitioner who acts, or 0 */
};

/* The place of a word in its list; -1 when it is none of them. */
int px_slot_rank(const char *const *words, const char *word);

/* Is the last day of a practitioner over by this day (of base/date.h)?  1, 0, -1. */
int px_slot_has_left(const struct px_slot_at *at, int64_t practitioner, int64_t day,
		     struct px_err *err);

/*
 * Offering.
 */
struct px_slot_counts {
	int64_t made, there; /* there: that person offered one at that time already, it stays */
	int64_t first;       /* the id of the first made; they follow each other */
	int64_t begun;       /* of those made */
	bool cut;            /* the rule goes on after what was made */
};

/* Store the schedule (checked, references resolved) and make its slots.  In a write transaction.
 * PX_USAGE: the rule gives none, or more than PX_SLOT_MOST.  PX_CONFLICT: they have left by then. */
int px_slot_open(const struct px_slot_at *at, struct px_record *schedule,
		 struct px_slot_counts *counts, struct px_err *err);

/* Take back a slot that is free or busy-unavailable: 1, 0 when it was closed already.  PX_CONFLICT
 * when somebody has it. */
int px_slot_close(const struct px_slot_at *at, int64_t slot, struct px_err *err);

/* Offer again a slot that was taken back, to whom it was shown before: 1, 0 when it is not closed.  It is
 * free unless something else takes that time by now.  PX_CONFLICT: it has begun, whoever offers it has left
 * by then, or it is other software's to open. */
int px_slot_reopen(const struct px_slot_at *at, int64_t slot, struct px_err *err);

/* Show a slot to others than before: 1, 0 when it was so already. */
int px_slot_publish(const struct px_slot_at *at, int64_t slot, const char *audience,
		    struct px_err *err);

/*
 * Finding.
 */
struct px_slot_search {
	/* "10/SM54", "10/" (without specialty), "10/" and a star (any), "60/~asalee" (a skill in words),
	 * "service/imaging"; none: every one there is */
	const char *const *trades;
	size_t trade_count;
	bool placed; /* look around the point; else everywhere */
	struct px_point point;
	double radius;       /* kilometres; negative: no limit */
	int64_t from, until; /* instants: begins in [from, until[ */
	int audience;        /* rank of who asks */
	int mode;            /* place in px_modes, or -1 */
	int64_t limit;
};

/* What everyday words mean ("kiné", "cardiologue", "imagerie", or what a skill of somebody of the
 * organization says: "infirmière asalée"): trades for a search, in the arena.  A word of several meanings
 * is told in said (px_find_words).  PX_USAGE names the nearest word. */
int px_slot_words(const struct px_slot_at *at, char *const *words, size_t count,
		  const char *const **trades, size_t *trade_count, struct px_buf *said,
		  struct px_err *err);

struct px_slot_found {
	int64_t id, start; /* start: an instant */
	double km;         /* negative: not known, or not asked */
};

struct px_slot_list {
	struct px_slot_found *items; /* freed by the caller */
	size_t count, capacity;
};

/* Free slots, earliest first, then nearest, then by id. */
int px_slot_find(const struct px_slot_at *at, const struct px_slot_search *search,
		 struct px_slot_list *out, struct px_err *err);

/* What could be taken in place of this slot by whoever wanted it for the appointment: the next ones
 * that begin no sooner, of its trades and around its place; then those before it.  At most
 * PX_SLOT_ALTERNATIVES. */
int px_slot_alternatives(const struct px_slot_at *at, int64_t slot,
			 const struct px_record *appointment, struct px_slot_list *out,
			 struct px_err *err);

/*
 * Taking.  In a write transaction each; appointment comes checked, with its references resolved.
 */

/* May it be taken, as far as can be seen without a transaction?  0, or PX_CONFLICT. */
int px_slot_check(const struct px_slot_at *at, int64_t slot, struct px_err *err);

/* What an appointment has of its slot: with whom, when; and as one of whom it is booked, when that is
 * not said: whoever offers it, else one of the team. */
int px_slot_fill(const struct px_slot_at *at, int64_t slot, struct px_record *appointment,
		 struct px_err *err);

/* Take the slot for the appointment, which is stored.  PX_CONFLICT: it is taken already, or what the
 * terms of its offer say against it. */
int px_slot_book(const struct px_slot_at *at, int64_t slot, struct px_record *appointment,
		 struct px_err *err);

/* The appointment leaves its slot for another and stays the same one.  after is what it became.  side is
 * "patient" or "professional"; NULL: the professional's when whoever has the slot acts.  Of what their side
 * does, who booked it is told as well. */
int px_slot_move(const struct px_slot_at *at, const struct px_record *appointment, int64_t slot,
		 const char *side, struct px_record *after, struct px_err *err);

/* It is given up: side is "patient" or "professional", and who booked it is told of the latter; late or not
 * by its offer's terms. */
int px_slot_cancel(const struct px_slot_at *at, const struct px_record *appointment,
		   const char *side, const char *reason, struct px_record *after,
		   struct px_err *err);

/* It was attended ("fulfilled") or missed ("noshow"); PX_CONFLICT before it began. */
int px_slot_end(const struct px_slot_at *at, const struct px_record *appointment,
		const char *status, struct px_record *after, struct px_err *err);

/*
 * What other software says of somebody's slot.  Free there and unknown here, it is opened; not free
 * there, one that is free here is taken back; free there again, one that was opened here by what it
 * said is open again and shown to whom it says.  What somebody has booked is left alone.  In a write
 * transaction.  PX_CONFLICT, and nothing is written, when one of another length begins then.
 */
struct px_slot_told {
	const struct px_record *who; /* a practitioner, or an organization that is a service */
	int64_t start;               /* an instant, of five minutes */
	int64_t minutes;
	bool free;
	const char *audience, *mode, *reason; /* the reason, or NULL */
};
enum px_slot_heard { PX_SLOT_LEFT, PX_SLOT_OPENED, PX_SLOT_CHANGED };

int px_slot_hear(const struct px_slot_at *at, const struct px_slot_told *told,
		 enum px_slot_heard *heard, struct px_err *err);

/*
 * All that other software has of somebody in a span of time.  What it told of once, which begins in it
 * from now on, and is not among these, is taken back; what somebody has stays: kept is called with it.
 * In a write transaction.
 */
struct px_slot_snapshot {
	const struct px_record *who;
	int64_t first, end;    /* instants */
	const int64_t *starts; /* instants, rising */
	size_t count;
};
int px_slot_replace(const struct px_slot_at *at, const struct px_slot_snapshot *snapshot,
		    int64_t *closed, void (*kept)(int64_t slot, int64_t appointment, void *data),
		    void *data, struct px_err *err);

/*
 * An appointment that other software made.  It is known again by its uid, when it is one of ours, else by
 * its identifier; it takes its slot by the rules of any other, at the time when it was made there.  A slot
 * that is unknown here is opened for it.  Of the patient nothing is known: the identifier is the reference
 * that stands for them.  In a write transaction.  PX_CONFLICT, and nothing is written, when a rule or what
 * became of it here stands in the way.
 */
struct px_booking_told {
	/* minutes, start and who 0: not said, they are what they were; free: false */
	struct px_slot_told slot;
	const char *uid;                 /* of ours, or NULL */
	const char *system, *identifier; /* NULL in one of ours; the system in others too */
	const char *status;              /* of px_appointment_statuses */
	int64_t made;                    /* an instant, or 0 */
	int64_t by;         /* a practitioner, or 0: whoever has the slot, else who acts */
	const char *asked;  /* of px_audiences: as one of whom */
	const char *reason; /* what for, or NULL */
	const char *side, *cancel_reason; /* of one that is cancelled, or NULL */
	bool creates, updates;            /* a message of that kind: of what is known, or unknown */
};

int px_booking_hear(const struct px_slot_at *at, const struct px_booking_told *told,
		    enum px_slot_heard *heard, struct px_err *err);

/* Who has a slot: the appointment that took it or the entry it is held for; 0 of both when it is
 * nobody's. */
struct px_slot_holder {
	int64_t appointment, waiting;
};
int px_slot_holder(const struct px_slot_at *at, const struct px_record *slot,
		   struct px_slot_holder *out, struct px_err *err);

/*
 * Do the tables of the program's own (claims, quanta, openings) say what slots and appointments say?
 * said is called with a line for each way in which they do not.  And make them anew, in a write
 * transaction: appointments keep their slots.  Both of the whole database.
 */
int px_slot_verify(const struct px_slot_at *at, void (*said)(const char *line, void *data),
		   void *data, struct px_err *err);
int px_slot_rebuild(const struct px_slot_at *at, struct px_err *err);

/*
 * Links of patients: a token for each, which cancels or moves one appointment, once, before it begins.
 */
enum px_link_action { PX_LINK_ANY, PX_LINK_CANCEL, PX_LINK_MOVE };
extern const char *const px_link_actions[]; /* their words */

/* Append the token, signed with the organization's key: the same one until one of the appointment's
 * is used, and stored nowhere.  PX_CONFLICT: it is over; PX_NOT_FOUND: there is no key. */
int px_link_make(const struct px_slot_at *at, const struct px_record *appointment,
		 enum px_link_action action, struct px_buf *out, struct px_err *err);

/* Cancel (slot 0) or move what the token is for, on the patient's side, and all tokens of that
 * appointment are used.  In a write transaction.  PX_USAGE: it is none of ours, was altered, or is for
 * something else; PX_CONFLICT: it was used or is over, or the slot is nothing for a patient: neither of
 * the same professional nor shown to everyone. */
int px_link_use(const struct px_slot_at *at, const char *token, int64_t slot, const char *reason,
		struct px_record *before, struct px_record *after, struct px_err *err);

/* What was done with a link at this instant is undone, and it is good again; or it was done again, and it
 * is used. */
int px_link_turn(const struct px_slot_at *at, int64_t appointment, int64_t made, bool used,
		 struct px_err *err);

/* How many days after an appointment its organization keeps the contact: what it says, else 30. */
int64_t px_contact_days(const struct px_record *organization);

/* Appointments that began or ended more than so many days ago and have a contact still; ids are freed
 * by the caller. */
int px_contacts_overdue(const struct px_slot_at *at, int64_t days, int64_t **ids, size_t *count,
			struct px_err *err);

#endif
