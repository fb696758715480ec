/*
 * Languages that people speak: ISO 639-1 codes, and ISO 639-3 where there is none of two letters
 * (French sign language is fsl).  Those that are spoken in France by people who have come there, the
 * regional ones and those of overseas.
 */
#ifndef PX_MODEL_LANGUAGES_H
#define PX_MODEL_LANGUAGES_H

#include <stddef.h>

struct px_language {
	const char *code;
	const char *french, *english; /* as they stand in a sentence */
	const char *others;           /* what people write too, slugs between '|' */
};

/* Ended by a NULL code, in the order of codes. */
extern const struct px_language px_languages[];

/* By code or by name in French or English, blind to case, accents and a feminine e; NULL: unknown. */
const struct px_language *px_language_find(const char *text);

/* Its name in the language of the process; the code itself when it is unknown.  Borrowed. */
const char *px_language_name(const char *code);

/* The word that completion offers for the i-th; suggestions, in either language.  NULL past the last. */
const char *px_language_word(size_t i);
const char *px_language_any(const void *unused, size_t i);

#endif
