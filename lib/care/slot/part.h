/*
 * What the files of lib/care/slot share.
 *
 *	actor.c    whose slots they are: what they are found by, where they are
 *	open.c     an offer, and the slots that it makes
 *	opening.c  free slots where they are found
 *	words.c    what is looked for, in everyday words
 *	find.c     who looks for one
 *	busy.c     what is taken of somebody's time
 *	settle.c   slots that others stand in the way of
 *	claim.c    a slot taken or held, and its quanta
 *	book.c     appointments: booked, moved, cancelled, over
 *	tell.c     who is told of them
 *	asked.c    what somebody asks for: care and place, in everyday words
 *	hold.c     slots held for who waits: offered, let go, accepted
 *	offer.c    what comes free, and who is the first that it suits
 *	waiting.c  the waiting list: entered, left, looked after
 *	outside.c  who has a slot, and what other software says of its own
 *	told.c     appointments that other software made
 *	check.c    do the tables of the program's own say what the records say?
 *	rebuild.c  they are made anew
 *	link.c     what reaches patients: contacts forgotten, links
 */
#ifndef PX_CARE_SLOT_PART_H
#define PX_CARE_SLOT_PART_H

#include "care/slot.h"

/* Whose time: the number of a practitioner, or less the number of a service, of an organization. */
struct px_whose {
	int64_t organization, actor;
};

struct px_whose px_slot_whose(const struct px_record *slot);

/* "practitioner" or "service": the column that holds them. */
const char *px_whose_column(struct px_whose whose);

/* What they are found by ("10/SM54 10/SI01 10/~sophrologie", the arena's), and where they are: what nobody knows stays
 * NULL. */
struct px_slot_ground {
	const char *trades, *lat, *lon, *commune;
};
int px_slot_ground(const struct px_slot_at *at, const struct px_record *schedule,
		   struct px_slot_ground *out, struct px_err *err);

/* What somebody is found by, from their specialty (or NULL) and skills: "10/ 10/SM04 10/SI01
 * 10/~sophrologie". */
const char *px_trades_of(struct px_arena *arena, const char *profession, const char *specialty,
			 const char *const *skills, size_t skill_count);

/* What somebody of this profession is found by for a skill, after what is there already: by codes of the
 * register, or by its own words when it has none. */
void px_trades_of_skill(struct px_arena *arena, const char *profession, const char *skill,
			struct px_buf *out);

/* Where the national register has somebody (an RPPS number, or NULL) practise, into lat, lon and commune,
 * which stay as they are when it does not: 1, 0, -1. */
int px_slot_practice(const struct px_slot_at *at, const char *rpps, struct px_slot_ground *out,
		     struct px_err *err);

/* Where the organization is, into lat and lon, which stay as they are when nobody knows. */
int px_slot_team(const struct px_slot_at *at, struct px_slot_ground *out, struct px_err *err);

/* The local day of an instant, where this organization is. */
int px_slot_day(const struct px_slot_at *at, int64_t organization, int64_t instant, int64_t *day,
		struct px_err *err);

/* Quanta from first to before end. */
struct px_span {
	int64_t first, end;
};

/* What a slot would take, with the buffers of its offer; start is an instant, the rest minutes. */
struct px_span px_span_of(int64_t start, int64_t minutes, int64_t before, int64_t after);
struct px_span px_slot_span(const struct px_record *slot, const struct px_record *schedule);

/* When a slot can be taken first and last, in minutes since 1970. */
struct px_terms {
	int64_t opens, closes;
};
struct px_terms px_slot_terms(int64_t start, const struct px_record *schedule);

/*
 * What is taken of somebody's time in a span, and how many appointments they have on its days.
 */
struct px_busy_day {
	int64_t day, count;
};

struct px_busy {
	int64_t *quanta; /* rising */
	size_t count, capacity;
	struct px_busy_day *days; /* rising */
	size_t day_count, day_capacity;
};
#define PX_BUSY_INIT                                                                               \
	{                                                                                          \
		NULL, 0, 0, NULL, 0, 0                                                             \
	}

/* The days are read as well, or not.  Released by the caller, in any case. */
int px_busy_read(const struct px_slot_at *at, struct px_whose whose, struct px_span span, bool days,
		 struct px_busy *out, struct px_err *err);
void px_busy_release(struct px_busy *busy);

bool px_busy_meets(const struct px_busy *busy, struct px_span span);
int64_t px_busy_on(const struct px_busy *busy, int64_t day);

/* Could a slot of this span be taken?  Its offer allows so many appointments a day (0: any number). */
struct px_wanted {
	int64_t start; /* an instant */
	struct px_span span;
	int64_t daily;
};
int px_busy_leaves(const struct px_slot_at *at, struct px_whose whose, const struct px_busy *busy,
		   const struct px_wanted *wanted, bool *free, struct px_err *err);

/*
 * Put slots among those that are found, and take one away.
 */
struct px_opening {
	int64_t slot, start; /* start: an instant */
};

/* slot has what they share. */
int px_openings_put(const struct px_slot_at *at, const struct px_record *slot,
		    const struct px_record *schedule, const struct px_opening *openings,
		    size_t count, struct px_err *err);
int px_opening_put(const struct px_slot_at *at, const struct px_record *slot,
		   const struct px_record *schedule, struct px_err *err);
int px_opening_remove(const struct px_slot_at *at, const struct px_record *slot,
		      struct px_err *err);

/* Its status in its row: what its appointments' lines tell, so that it has none of its own. */
int px_slot_mark(const struct px_slot_at *at, const struct px_record *slot, const char *status,
		 struct px_err *err);

/* The slots of somebody that meet this span, or are of the day of this instant: free when nothing
 * stands in their way, else busy-unavailable. */
int px_slot_settle(const struct px_slot_at *at, struct px_whose whose, struct px_span span,
		   int64_t start, struct px_err *err);

/* Those of them whose status is not so; items are freed by the caller. */
struct px_slot_ids {
	int64_t *items;
	size_t count, capacity;
};
int px_slot_unsettled(const struct px_slot_at *at, struct px_whose whose, struct px_span span,
		      int64_t start, struct px_slot_ids *out, struct px_err *err);

/* Who takes or holds a slot. */
struct px_claim {
	const struct px_record *slot, *schedule;
	int64_t appointment; /* 0: held */
	int64_t waiting, until;
	int asked;  /* rank */
	bool known; /* it was taken long ago, by terms that held then */
};

/* The claim of a slot, or its quanta, alone. */
int px_claim_put(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err);
int px_quanta_put(const struct px_slot_at *at, const struct px_record *slot,
		  const struct px_record *schedule, struct px_err *err);

/* Take the slot: claim, quanta, statuses, openings.  PX_CONFLICT. */
int px_claim_make(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err);

/* What finds and keeps the slot is taken away, whatever its status: busy-unavailable then, unless it is
 * closed, and its neighbours are as they were. */
int px_claim_lift(const struct px_slot_at *at, const struct px_record *slot,
		  const struct px_record *schedule, struct px_err *err);

/* Give it back: it is free again, unless something else stands in its way. */
int px_claim_release(const struct px_slot_at *at, const struct px_record *slot,
		     const struct px_record *schedule, struct px_err *err);

/* Everyone who offers a slot; items are freed by the caller. */
struct px_everyone {
	struct px_whose *items;
	size_t count, capacity;
};
int px_slot_everyone(const struct px_slot_at *at, struct px_everyone *out, struct px_err *err);

/* From the year 1970 on, for ever. */
extern const struct px_span px_span_all;

/* PX_NOT_FOUND: -1. */
int px_slot_missing(int64_t id, struct px_err *err);

/* What a hold is more than any claim: until when (minutes), and who shows it from then on. */
int px_claim_until(const struct px_slot_at *at, const struct px_record *slot, int64_t *until,
		   struct px_err *err);

/* A hold becomes an appointment's: the same row, the same quanta, never free in between.
 * PX_CONFLICT: it is not held for this one. */
int px_claim_turn(const struct px_slot_at *at, const struct px_record *slot, int64_t waiting,
		  int64_t appointment, struct px_err *err);

/* The openings of a slot that is held: nobody finds them before. */
int px_opening_hold(const struct px_slot_at *at, const struct px_record *slot, int64_t until,
		    struct px_err *err);

/*
 * What somebody asks for.
 */

/* "kiné" as "70/" and a star: any skill.  PX_USAGE: it means nothing. */
int px_asked_trades(const struct px_slot_at *at, const char *care, struct px_value *out,
		    struct px_err *err);
int px_asked_place(const struct px_slot_at *at, const char *text, struct px_value *lat,
		   struct px_value *lon, struct px_err *err);

/* Is one of their trades ("10/SM04 10/SI01") one of those asked? */
bool px_asked_meets(const char *asked, const char *trades);

/* Whose slot it is, unless they are who acts: booked, moved, cancelled. */
int px_slot_tell(const struct px_slot_at *at, const struct px_record *appointment, int64_t actor,
		 const char *kind, struct px_err *err);

/* Who booked it, unless they are who acts or whose slot it is: the professional's side moved or cancelled
 * it. */
int px_slot_tell_by(const struct px_slot_at *at, const struct px_record *appointment,
		    const char *kind, struct px_err *err);

struct px_value px_slot_instant_value(const struct px_slot_at *at, int64_t instant);

/* px_slot_open, of what somebody has already: it is offered to nobody who waits. */
int px_slot_open_taken(const struct px_slot_at *at, struct px_record *schedule,
		       struct px_slot_counts *counts, struct px_err *err);

/*
 * Slots that other software tells of.
 */

/* 1 and the number of the slot that begins then, 0 when they have none. */
int px_told_find(const struct px_slot_at *at, const struct px_slot_told *told, int64_t *slot,
		 struct px_err *err);

/* Open it; one that is taken there is offered to nobody who waits. */
int px_told_open(const struct px_slot_at *at, const struct px_slot_told *told, struct px_err *err);

/* Was it opened by what other software said of it? */
bool px_told_made(const struct px_record *schedule, const struct px_slot_told *told);

/* What was closed is free again, unless something else stands in its way by now. */
int px_slot_free_again(const struct px_slot_at *at, const struct px_record *slot,
		       const struct px_record *schedule, struct px_err *err);

/* PX_CONFLICT: it lasts otherwise here. */
int px_told_check_length(const struct px_slot_told *told, const struct px_record *slot,
			 struct px_err *err);

/* A slot and its schedule. */
int px_slot_read(const struct px_slot_at *at, int64_t id, struct px_record *slot,
		 struct px_record *schedule, struct px_err *err);

#endif
