/*
 * The team beside the national register: who has moved, retired, gone, changed name, profession,
 * specialty or skills, whose RPPS number the register knows, and who stands twice in the team.
 *
 * A finding that can be acted on without a guess names a field and its new value; the others are for
 * people to settle.  What the register does not say (an unknown specialty, words in place of a code)
 * contradicts nobody.  Whoever has left the team is not looked at.
 */
#ifndef PX_CARE_RECONCILE_H
#define PX_CARE_RECONCILE_H

#include "model/field.h"
#include "store/store.h"

enum px_finding_kind {
	PX_FINDING_NUMBER, /* without RPPS, known by name, place and profession */
	PX_FINDING_NAME,   /* another name of exercise */
	PX_FINDING_PROFESSION,
	PX_FINDING_SPECIALTY,
	PX_FINDING_SKILLS,    /* of the register, that the team does not have */
	PX_FINDING_MOVED,     /* no activity where the organization or its sites are */
	PX_FINDING_RETIRED,   /* in the register, without any activity */
	PX_FINDING_GONE,      /* not in the register any more */
	PX_FINDING_DUPLICATE, /* the same person twice in the team */
};
enum { PX_FINDING_COUNT = PX_FINDING_DUPLICATE + 1 };

/* "number", "name"… in this order; NULL ends. */
extern const char *const px_finding_words[PX_FINDING_COUNT + 1];

struct px_finding {
	enum px_finding_kind kind;
	size_t field;          /* of the practitioner; 0: nothing is to be changed */
	struct px_value after; /* its new value */
	const char *reason;    /* for people, translated */
};

enum { PX_FINDINGS_LIMIT = 16 };
struct px_findings {
	struct px_finding items[PX_FINDINGS_LIMIT];
	size_t count;
};

struct px_reconcile;

/* PX_NOT_FOUND without a register.  world is borrowed: `now` is the day that people leave. */
struct px_reconcile *px_reconcile_open(struct px_store *store, const struct px_world *world,
				       struct px_err *err);
void px_reconcile_close(struct px_reconcile *reconcile);

/* The findings on one practitioner, as the store gives them; texts are the arena's.  Numbers given to
 * one person are not given to another by the same px_reconcile. */
int px_reconcile_one(struct px_reconcile *reconcile, const struct px_record *practitioner,
		     struct px_arena *arena, struct px_findings *out, struct px_err *err);

#endif
