/*
 * What people write for the words of fields beside the words themselves and their translations:
 * `urgent` for high, `fait` for done.
 */
#ifndef PX_MODEL_WORDS_H
#define PX_MODEL_WORDS_H

#include <stdbool.h>

/* Is the slug one of the other ways to write this word?  French agreement is the caller's: `same`
 * says whether two slugs are one word. */
bool px_word_is(const char *word, const char *slug, bool (*same)(const char *a, const char *b));

#endif
