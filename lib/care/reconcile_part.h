/*
 * What the files lib/care/reconcile*.c share.
 *
 *	reconcile.c           one practitioner: number, name, place, retirement
 *	reconcile_skills.c    profession, specialty, skills
 *	reconcile_register.c  what the register says, read
 */
#ifndef PX_CARE_RECONCILE_PART_H
#define PX_CARE_RECONCILE_PART_H

#include "care/reconcile.h"

/* A row of the register about a person; texts may be NULL. */
struct px_register_activity {
	const char *rpps, *family, *given, *profession, *skill_type, *skill, *mode;
	const char *structure; /* its identifier, NULL: no place of practice */
	const char *postcode, *city, *city_folded, *finess, *phone;
};

struct px_register_activities {
	struct px_register_activity *items;
	size_t count, capacity;
};

/* The rows of the person who has this RPPS, or of all who have this family name and a number, each
 * person's together.  Texts are the arena's; the list is the caller's to free. */
int px_reconcile_by_number(struct px_store *store, const char *rpps, struct px_arena *arena,
			   struct px_register_activities *out, struct px_err *err);
int px_reconcile_by_name(struct px_store *store, const char *family_folded, struct px_arena *arena,
			 struct px_register_activities *out, struct px_err *err);

/* One look at a practitioner. */
struct px_reconciling {
	const struct px_record *practitioner;
	const struct px_register_activities *rows;
	struct px_arena *arena;
	struct px_findings *out;
};

/* field 0 and value NULL: nothing to change. */
void px_reconcile_found(struct px_reconciling *r, enum px_finding_kind kind, size_t field,
			const struct px_value *after, const char *reason);
void px_reconcile_text(struct px_reconciling *r, enum px_finding_kind kind, size_t field,
		       const char *after, const char *reason);

void px_reconcile_profession(struct px_reconciling *r);
void px_reconcile_specialty(struct px_reconciling *r);
void px_reconcile_skills(struct px_reconciling *r);

#endif
