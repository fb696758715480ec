/*
 * Terms of the national nomenclatures (ANS): professions, specialties and skills.  A table of them is
 * ended by a NULL code.
 *
 * The words are beside the codes, and not in share/ as rules are: they go with a nomenclature, not with a
 * date, and every completion, filter and cell asks for them, in programs that live a few milliseconds.
 */
#ifndef PX_MODEL_TERM_H
#define PX_MODEL_TERM_H

#include <stdbool.h>

struct px_term {
	const char *code;       /* "60", "SM04" */
	const char *profession; /* of those who have it; of a profession, its own code */
	const char *label;      /* the nomenclature's own, French whatever the locale */
	const char *english;
	const char *word;   /* what people write, a slug: the one that completion offers */
	const char *others; /* that they write too, slugs between '|' */
	bool medical;       /* physicians, dentists, midwives: public health code, part 4, book I */
};

/* NULL when the table has none of this code. */
const struct px_term *px_term_by_code(const struct px_term *terms, const char *code);

/* Does it look like a code of specialties and skills (SM54, SI01), known here or not?  Anything else is
 * somebody's own words. */
bool px_term_is_code(const char *text);

/* Is the slug one of its words? */
bool px_term_is(const struct px_term *term, const char *slug);

/* For people: in the language of the process; the code itself when it is unknown.  Borrowed. */
const char *px_term_name(const struct px_term *terms, const char *code);

#endif
