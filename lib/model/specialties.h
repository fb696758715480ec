/*
 * Specialties and skills of the national nomenclature (ANS, TRE_R38): SM of physicians, SCD of
 * dentists, SI of nurses.
 */
#ifndef PX_MODEL_SPECIALTIES_H
#define PX_MODEL_SPECIALTIES_H

struct px_specialty {
	const char *code;       /* "SM04" */
	const char *profession; /* of those who have it: "10" */
	const char *label;      /* French */
	const char *english;
	const char *words; /* what people write, as slugs between '|'; may be empty */
};

/* Ended by a NULL code. */
extern const struct px_specialty px_specialties[];

const struct px_specialty *px_specialty_by_code(const char *code);

/* For people: in the language of the process; the code itself when it is unknown.  Borrowed. */
const char *px_specialty_name(const char *code);

#endif
