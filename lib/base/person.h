/*
 * Names of persons in one text, told apart.
 */
#ifndef PX_BASE_PERSON_H
#define PX_BASE_PERSON_H

#include <stdbool.h>

#include "base/mem.h"

/*
 * "DUPONT Jean", "Jean DUPONT": what is in capitals is the family's.  Else, when the given name comes
 * first, all but the first word is; else all but the last.  A single word is a family name; "Dr" and
 * "Mme" are nobody's.  Both are "" when there is none.  False when it is a guess: three words or more
 * and no capitals.
 */
bool px_person_split(struct px_arena *arena, const char *text, bool given_first,
		     const char **family, const char **given);

/* The text after the courtesies and blanks that it begins with: "Anne Dupont" of "Dr Anne Dupont". */
const char *px_person_bare(const char *text);

#endif
