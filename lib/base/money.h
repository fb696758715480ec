/*
 * Money is integer cents.  Text for machines is "1234.56"; for people "1 234,56 €" in French
 * (narrow no-break spaces between thousands, a no-break space before the sign) and "€1,234.56" in
 * English.
 */
#ifndef PX_BASE_MONEY_H
#define PX_BASE_MONEY_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/ratio.h"

void px_money_machine(int64_t cents, struct px_buf *out);
void px_money_human(int64_t cents, const char *lang, struct px_buf *out); /* lang: "fr" or "en" */

/* A number for people: "8 000", "7,5" in French, "8,000", "7.5" in English; at most (or, when
 * fixed, exactly) this many decimals. */
void px_number_human(struct px_ratio r, int decimals, bool fixed, const char *lang,
		     struct px_buf *out);

/*
 * Cents out of what people and machines write: 1234.56, 1 234,56 €, 12,5 EUR, -3, €1,234.56.
 * Blanks of every kind are passed over.  0, or PX_FAILED: not an amount, more than two decimals,
 * too large. A lone comma or dot before three digits is refused: it may mean thousands or
 * decimals.
 */
int px_money_parse(const char *text, int64_t *cents, struct px_err *err);

#endif
