/*
 * Polls: dates proposed, who can come, and which date a rule takes.
 *
 * Dates have numbers from 1, in the order in which they were proposed; those never change.  A
 * person is asked when invited, or has answered all the same.
 *
 * Rules; a date that is no worse than another is settled by the earliest:
 *	most     the most people say yes, then maybe; somebody does
 *	all      everyone asked says yes or maybe; the most yes
 *	half     half of those asked, at least, say yes; then as most
 *	doctors  the most doctors say yes, then as most; one does
 */
#ifndef PX_CARE_POLL_H
#define PX_CARE_POLL_H

#include "model/field.h"
#include "store/store.h"

enum px_answer { PX_NO_ANSWER, PX_YES, PX_MAYBE, PX_NO };
enum { PX_ANSWERS = PX_NO + 1 };
enum { PX_POLL_DATES_LIMIT = 100, PX_POLL_PEOPLE_LIMIT = 5000 };

/* "", "yes", "maybe", "no": of the registry's. */
extern const char *const px_answer_words[PX_ANSWERS];

struct px_poll_date {
	int64_t id; /* of the poll_option */
	int64_t start;
	size_t counts[PX_ANSWERS];
	size_t doctors; /* who say yes */
};

struct px_poll_person {
	int64_t id;
	const char *handle, *family, *given; /* given may be NULL */
	bool doctor, invited;
	enum px_answer *answers; /* one per date */
};

struct px_poll {
	struct px_record record; /* of px_type_poll */
	struct px_poll_date *dates;
	size_t date_count;
	struct px_poll_person *people; /* those invited in their order, then others by id */
	size_t person_count;
};

struct px_poll_of {
	struct px_store *store;
	struct px_arena *arena;
	const struct px_world *world;
	int64_t organization; /* where names are looked for; 0: any */
};

/* Read a poll by its name (an id, a uid or its ending).  PX_NOT_FOUND. */
int px_poll_read(const struct px_poll_of *of, const char *name, struct px_poll *out,
		 struct px_err *err);

/* Who this person is in the poll, added when they are not asked yet.  NULL: PX_NOT_FOUND. */
struct px_poll_person *px_poll_person(const struct px_poll_of *of, struct px_poll *poll,
				      int64_t practitioner, struct px_err *err);

/* Store what a person answers, one per date; PX_NO_ANSWER leaves what is stored.  In a write
 * transaction.  1 when something changed, 0 when it was so already; the poll's counts follow. */
int px_poll_answer(const struct px_poll_of *of, struct px_poll *poll, struct px_poll_person *person,
		   const enum px_answer *answers, struct px_err *err);

struct px_poll_choice {
	size_t date;    /* its place */
	uint64_t equal; /* a bit per date that is as good, itself left out: of the first 64 */
};

/* The date that a rule takes.  PX_CONFLICT says why none does, and who is in the way. */
int px_poll_choose(const struct px_poll *poll, const char *rule, struct px_poll_choice *out,
		   struct px_err *err);

#endif
