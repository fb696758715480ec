/*
 * Specialties and skills of the national nomenclature (ANS, TRE_R38): SM of physicians, SCD of
 * dentists, SI of nurses.
 */
#ifndef PX_MODEL_SPECIALTIES_H
#define PX_MODEL_SPECIALTIES_H

#include "model/term.h"

/* Ended by a NULL code. */
extern const struct px_term px_specialties[];

const struct px_term *px_specialty_by_code(const char *code);

/* As px_term_name. */
const char *px_specialty_name(const char *code);

#endif
