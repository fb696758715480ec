/*
 * An exercise as the records tell it: what was declared for the year, what can be counted over the
 * year's records, the evidence kept.  It feeds care/aci, which knows of no database.
 */
#ifndef PX_CARE_EXERCISE_H
#define PX_CARE_EXERCISE_H

#include "base/zone.h"
#include "care/aci/evaluate.h"
#include "model/field.h"
#include "store/store.h"

struct px_exercise_of {
	struct px_store *store;
	int64_t organization;
	const struct px_world *world;
	int year;
};

/* The id of the year's exercise record, 0 when there is none yet; -1 on error. */
int64_t px_exercise_find(const struct px_exercise_of *of, struct px_err *err);

/* Put into facts what the records count and what the exercise declares.  Counts and their records
 * live in the facts' arena.  *counted, *counted_count: for `explain`; may be NULL. */
int px_exercise_facts(const struct px_exercise_of *of, struct px_aci_facts *facts,
		      const struct px_aci_counted **counted, size_t *counted_count,
		      struct px_err *err);

/* The evidence kept for the year, in the arena. */
int px_exercise_evidence(const struct px_exercise_of *of, struct px_arena *arena,
			 struct px_aci_evidence **evidence, size_t *count, struct px_err *err);

/*
 * Writing, in a transaction; the exercise's record is made when it is not there.  1: something was
 * written, 0: it was so already; out is the fact or the evidence, NULL type when there is none.
 */

/* "fact=value" declares a fact, "fact=" takes it back.  facts (its rules) check it: PX_FAILED. */
int px_exercise_set(const struct px_exercise_of *of, struct px_aci_facts *facts, const char *word,
		    struct px_record *out, struct px_err *err);

/* Keep the name, size and SHA-256 of a file that proves this indicator. */
int px_exercise_keep(const struct px_exercise_of *of, struct px_arena *arena, const char *code,
		     const char *path, struct px_record *out, struct px_err *err);

#endif
