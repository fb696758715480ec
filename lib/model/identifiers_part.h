/*
 * What the files of lib/model/identifiers*.c share.
 */
#ifndef PX_MODEL_IDENTIFIERS_PART_H
#define PX_MODEL_IDENTIFIERS_PART_H

#include "model/identifiers.h"

/* Exactly length digits and nothing more. */
bool px_id_digits(const char *text, size_t length);

/* Copy, cut to size. */
void px_id_store(const char *text, char out[PX_ID_SIZE]);

/* Set the reason and return the verdict. */
enum px_verdict px_id_say(enum px_verdict verdict, const char *words, const char **reason);

/* The NIR's check, of a text without blanks. */
enum px_verdict px_check_nir(char *id, const char **reason);

/* Each contact's check, used through px_identifier_check: out receives what is to be stored. */
enum px_verdict px_check_phone(const char *text, char out[PX_ID_SIZE], const char **reason);
enum px_verdict px_check_email(const char *text, char out[PX_ID_SIZE], const char **reason);
enum px_verdict px_check_mssante(const char *text, char out[PX_ID_SIZE], const char **reason);

#endif
