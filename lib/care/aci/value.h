/*
 * Values of facts and of what is computed from them.  Numbers are exact; what a file holds with
 * decimals (four at most) becomes an exact ratio at once.
 */
#ifndef PX_CARE_ACI_VALUE_H
#define PX_CARE_ACI_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/ratio.h"

enum px_aci_type {
	PX_ACI_NUMBER,
	PX_ACI_BOOLEAN,
	PX_ACI_DATE,
	PX_ACI_WORD,
	PX_ACI_WORDS,
	PX_ACI_ACQUIRED, /* no, yes, or the date since when */
};
enum { PX_ACI_TYPE_COUNT = PX_ACI_ACQUIRED + 1 };

struct px_aci_value {
	enum px_aci_type type;
	struct px_ratio number; /* of a number; 0 or 1 of a boolean or of what is acquired */
	bool dated;             /* the day is known */
	int64_t day;            /* days since 1970 */
	const char *const *words;
	size_t count; /* of words; 0 or 1 for a single word */
};

/* A text in the languages that rule files speak.  Both are always there. */
struct px_aci_text {
	const char *fr, *en;
};

/* "fr", or whatever else is English. */
const char *px_aci_in(struct px_aci_text text, const char *lang);

/* Append the value as a rule file, a facts file and `set` write it: 2.5, true, 2024-07-01, a,b. */
void px_aci_value_text(const struct px_aci_value *value, struct px_buf *out);
void px_aci_value_json(const struct px_aci_value *value, struct px_buf *out);

/* Append the value for people of this language: 2,5 · oui · 01/07/2024 · a, b. */
void px_aci_value_human(const struct px_aci_value *value, const char *lang, struct px_buf *out);

#endif
