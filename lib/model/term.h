/*
 * Terms of the national nomenclatures (ANS): professions, specialties and skills.  A table of them is
 * ended by a NULL code.
 */
#ifndef PX_MODEL_TERM_H
#define PX_MODEL_TERM_H

#include <stdbool.h>

struct px_term {
	const char *code;       /* "60", "SM04" */
	const char *profession; /* of those who have it; of a profession, its own code */
	const char *label;      /* the nomenclature's own, French whatever the locale */
	const char *english;
	const char
		*words; /* what people write, as slugs between '|'; completion offers the first */
	bool medical;   /* physicians, dentists, midwives: public health code, part 4, book I */
};

/* NULL when the table has none of this code. */
const struct px_term *px_term_by_code(const struct px_term *terms, const char *code);

/* For people: in the language of the process; the code itself when it is unknown.  Borrowed. */
const char *px_term_name(const struct px_term *terms, const char *code);

#endif
