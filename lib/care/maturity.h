/*
 * The maturity of the team: what each member scored on the matrix, and what the team agrees on.
 *
 * The matrix is a form of which each question with levels (a choice that brings points) is a dimension
 * and each section an axis; each member answers it alone (facts: HAS, "matrice de maturité").  Of a
 * year the last answers of each member count.  The team's level of a dimension is the one that most
 * members chose; when several were chosen as often there is none until they talk it over, and it is
 * said between which.
 */
#ifndef PX_CARE_MATURITY_H
#define PX_CARE_MATURITY_H

#include "care/answers.h"

struct px_maturity_member {
	int64_t practitioner;      /* 0: the answers name nobody */
	const char *handle, *name; /* NULL of nobody */
	const char *authored;      /* YYYY-MM-DD */
	long *levels;              /* of each dimension: the option's place, -1 none */
};

struct px_maturity_dimension {
	const struct px_form_question *question;
	const struct px_form_section *axis;
	int64_t *voices; /* of each option */
	int64_t answered;
	long level;            /* the team's: the option's place; -1: none */
	uint64_t tied;         /* when there is none, those that were chosen as often: a bit each */
	int64_t points, most;  /* of the level (the least of those tied), and of the best */
	long before;           /* the team's level the year before; -1 none, or not asked then */
	int64_t points_before; /* of it, or the least of those tied then */
	int64_t answered_before;
};

struct px_maturity {
	const struct px_form *form;
	int year;
	struct px_maturity_member *members; /* by name */
	size_t member_count, members_before;
	struct px_maturity_dimension *dimensions;
	size_t count;
};

/* All lives in at->arena.  PX_NOT_FOUND: no such form; PX_FAILED: it has no dimension. */
int px_maturity_year(const struct px_forms_at *at, const char *form, int year,
		     struct px_maturity *out, struct px_err *err);

/* What the `item` of a task says that improves a dimension: "maturity 2025 team_meetings". */
const char *px_maturity_item(struct px_arena *arena, int year,
			     const struct px_maturity_dimension *dimension);

#endif
