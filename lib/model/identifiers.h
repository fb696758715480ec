/*
 * Identifiers of French health care: form, check digits, and what may be mended without doubt.
 *
 * The verdict says what a text is; what follows from it depends on where it came from:
 *
 *	verdict     typed, team file     national register
 *	VALID       stored, normalised   stored, normalised
 *	REPAIRED    stored mended, said  stored mended, said
 *	ODD         stored, said         stored, said
 *	WRONG       refused              stored as it came, said
 *	DAMAGED     refused              refused
 *
 * Blanks, and the dots and dashes of a phone, are not faults.  Repaired, and nothing else: a phone of
 * 9 digits or without its +, a postcode of 4, a FINESS of 8 whose key is then right, an RPPS or ADELI
 * given as national identifier (8 or 0 before it), an address with its display name.
 */
#ifndef PX_MODEL_IDENTIFIERS_H
#define PX_MODEL_IDENTIFIERS_H

#include <stdbool.h>
#include <stddef.h>

enum px_identifier {
	PX_ID_RPPS,     /* 11 digits, Luhn */
	PX_ID_ADELI,    /* 9: department, profession, sequence, Luhn key */
	PX_ID_FINESS,   /* 9, Luhn with A as 1 and B as 2 */
	PX_ID_SIREN,    /* 9 digits, Luhn */
	PX_ID_SIRET,    /* 14 digits, Luhn; La Poste's sites: sum of digits divisible by 5 */
	PX_ID_PHONE,    /* stored +33XXXXXXXXX, +262…; short numbers as they are */
	PX_ID_EMAIL,    /* the domain in lower case */
	PX_ID_MSSANTE,  /* an address of the secure mail space, of a professional */
	PX_ID_POSTCODE, /* 5 digits */
	PX_ID_INSEE,    /* commune: 5 characters, 2A and 2B for Corsica */
	PX_ID_NIR,      /* social security number and INS: 13 and a key, 97 - N mod 97 */
};
enum { PX_ID_COUNT = PX_ID_NIR + 1 };

enum px_verdict { PX_ID_VALID, PX_ID_REPAIRED, PX_ID_ODD, PX_ID_WRONG, PX_ID_DAMAGED };

enum { PX_ID_SIZE = 256 }; /* of a normalised identifier, with the NUL */

/*
 * text is trimmed and not empty.  out receives what is to be stored: normalised or mended, or the
 * text cut to size when it is WRONG or DAMAGED.  reason is NULL when VALID, else translated words
 * that say what is wrong or what was done ("wrong check digit").
 */
enum px_verdict px_identifier_check(enum px_identifier identifier, const char *text,
				    char out[PX_ID_SIZE], const char **reason);

/* A normalised phone of France as it is dialled there, ten digits: 0241000000 of +33241000000.  False for
 * short numbers and other countries. */
bool px_phone_home(const char *phone, char out[PX_ID_SIZE]);

/* The Luhn sum of these digits is a multiple of ten (ISO/IEC 7812-1).  False for none. */
bool px_luhn(const char *digits, size_t length);

#endif
