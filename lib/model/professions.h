/*
 * Professions: the codes of the national nomenclature (ANS, JDV_J106) with their labels, and four of
 * our own for the people of a team whom no register holds: coordinator, secretary, social-worker,
 * other.  What decides money (which professions are paramedical) is rule data, not here.
 */
#ifndef PX_MODEL_PROFESSIONS_H
#define PX_MODEL_PROFESSIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/term.h"

/* Ended by a NULL code. */
extern const struct px_term px_professions[];

/* By code, label or everyday word, blind to case, accents, gender marks ("infirmier(e)") and a final
 * s; NULL when unknown. */
const struct px_term *px_profession_find(const char *text);
const struct px_term *px_profession_by_code(const char *code);

/* A word that means a physician of a specialty ("cardiologue"): the profession alone loses that. */
bool px_profession_is_specialist(const char *text);

/* A word that means a nurse of advanced practice ("IPA"), which is a skill (SI01 to SI05). */
bool px_profession_is_advanced(const char *text);

/* The official label, or the code itself when it is unknown.  Borrowed. */
const char *px_profession_label(const char *code);

/* For people: the label in the language of the process. */
const char *px_profession_name(const char *code);

bool px_profession_medical(const char *code);

/* The word that completion and suggestions offer for the i-th; NULL past the last. */
const char *px_profession_word(const void *unused, size_t i);

#endif
