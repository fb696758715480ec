/*
 * What the files of lib/care/find share.
 *
 *	words.c    what is typed, and what it means
 *	place.c    places as people write them
 *	team.c     who of the team is meant
 *	names.c    who of the register bears these names
 *	near.c     who of the register is near
 *	found.c    people in order
 */
#ifndef PX_CARE_FIND_PART_H
#define PX_CARE_FIND_PART_H

#include "care/find.h"

struct px_finding {
	struct px_store *store;
	const struct px_find *find;
	struct px_arena *arena;
	struct px_find_people *out;
	size_t team; /* of them are of the team */
	/* Trades of the register by number: is it meant? */
	bool *meant;
	size_t trade_limit;
	struct px_register_map *persons; /* numbers of those that are in out already */
};

/* Do the names, folded, hold each thing asked at the beginning of a word? */
bool px_find_named(const struct px_find *find, const char *family, const char *given);

/* Does a word of the folded text begin so? */
bool px_find_begins(const char *text, const char *beginning);

/* Who left, or is of another organization, is left out. */
int px_find_team(struct px_finding *finding, struct px_err *err);

/* By the names: 1 done, 0 when too many bear them (by place then, which stops at the nearest), -1. */
int px_find_by_name(struct px_finding *finding, struct px_err *err);

int px_find_by_place(struct px_finding *finding, struct px_err *err);

/* Add the person of an activity unless they are there: 1 added, 0 not, -1. */
int px_find_add(struct px_finding *finding, int64_t activity, double km, struct px_err *err);

/* Are there as many as are asked? */
bool px_find_full(const struct px_finding *finding);

#endif
