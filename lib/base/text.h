/*
 * Text: UTF-8, folding, width, likeness.  The only door to utf8proc.
 *
 * Folding is what sorting and searching compare: case and accents removed, œ æ ø ß written out,
 * every run of blanks one space, none at the ends.  Folding twice changes nothing.
 */
#ifndef PX_BASE_TEXT_H
#define PX_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

/* The length of the longest valid UTF-8 beginning of these bytes: length when all is valid.
 * A NUL byte is not valid text. */
size_t px_utf8_valid(const char *bytes, size_t length);

/* Append the folded text to out. */
void px_text_fold(const char *text, struct px_buf *out);
char *px_text_folded(struct px_arena *arena, const char *text);

/* The words of a text for searching: folded, cut at whatever is neither letter nor digit.
 * Calls take(word, data) for each, in order, repeated ones too. */
void px_text_words(const char *text, void (*take)(const char *word, void *data), void *data);

/* The beginning of a handle or slug: folded words joined by '-', at most limit bytes. */
char *px_text_slug(struct px_arena *arena, const char *text, size_t limit);

/* Columns that a terminal gives to this text (combining marks 0, wide characters 2). */
size_t px_text_width(const char *text);

/* Append the text cut to this many columns, ending in an ellipsis when something was cut. */
void px_text_clip(const char *text, size_t columns, struct px_buf *out);
char *px_text_clipped(struct px_arena *arena, const char *text, size_t columns);

/* The order of the folded forms (as strcmp), and whether they are the same. */
int px_text_compare(const char *a, const char *b);
bool px_text_same(const char *a, const char *b);

/* Is the word one of a list that '|' parts?  An empty word never is. */
bool px_text_listed(const char *list, const char *word);

/* Is the first the second in capitals and nothing more, its accents kept or lost ("EVE" of "Ève")? */
bool px_text_shouted(const char *shouted, const char *text);

/* A name that is all in capitals as a sentence writes it: "Le Goff-D'Arc" of "LE GOFF-D'ARC"; any other is
 * returned as it is.  Of the arena, or the text itself. */
const char *px_text_calm(struct px_arena *arena, const char *text);

/* The candidate nearest to the word (Damerau-Levenshtein on folded text), or NULL when none is
 * near enough to be meant.  next(data, i) gives the i-th candidate, NULL at the end. */
const char *px_text_nearest(const char *word, const char *(*next)(const void *data, size_t i),
			    const void *data);

/* Cut a text in place at each separator byte: returns the number of parts, at most limit; the last one
 * keeps what is left, separators and all. */
size_t px_text_split(char *text, char separator, char **parts, size_t limit);

/* The length of the blank inside a number that stands here (plain, U+00A0, U+202F); 0: none. */
size_t px_text_blank(const char *text);

/* ASCII letters made small, or great, in place, whatever the locale; other bytes stay.  Returns text. */
char *px_text_lower(char *text);
char *px_text_upper(char *text);

/* Control characters but new lines and tabs become blanks, in place, so that nothing that comes from data
 * drives a terminal.  Returns text. */
char *px_text_tame(char *text);

/* "   abc " to "abc", in place; NBSP and U+202F count as blanks. */
char *px_text_trim(char *text);

#endif
