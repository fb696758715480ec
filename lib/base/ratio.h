/*
 * Exact fractions, for points and money: never a double.
 *
 * A ratio is kept in lowest terms with a positive denominator.  What does not fit 126 bits is
 * refused: the result is then bad (denominator 0), and whatever is computed from it is bad too,
 * so that a caller checks once, at the end, with px_ratio_ok.
 */
#ifndef PX_BASE_RATIO_H
#define PX_BASE_RATIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

__extension__ typedef __int128 px_int128;

struct px_ratio {
	px_int128 num, den;
};

struct px_ratio px_ratio_make(int64_t num, int64_t den); /* den 0: bad */
struct px_ratio px_ratio_whole(int64_t number);
bool px_ratio_ok(struct px_ratio r);

struct px_ratio px_ratio_add(struct px_ratio a, struct px_ratio b);
struct px_ratio px_ratio_sub(struct px_ratio a, struct px_ratio b);
struct px_ratio px_ratio_mul(struct px_ratio a, struct px_ratio b);
struct px_ratio px_ratio_div(struct px_ratio a, struct px_ratio b); /* by zero: bad */

/* Negative, 0, positive.  Exact, without overflow.  A bad ratio is greater than any other. */
int px_ratio_compare(struct px_ratio a, struct px_ratio b);
int px_ratio_sign(struct px_ratio r); /* -1, 0, 1; 0 when bad */
struct px_ratio px_ratio_min(struct px_ratio a, struct px_ratio b);
struct px_ratio px_ratio_max(struct px_ratio a, struct px_ratio b);

/* Whole ratios: towards minus infinity, towards plus infinity, to the nearest with halves up
 * (2.5 to 3, -2.5 to -2). */
struct px_ratio px_ratio_floor(struct px_ratio r);
struct px_ratio px_ratio_ceiling(struct px_ratio r);
struct px_ratio px_ratio_round(struct px_ratio r);

/* 0 and the nearest integer, halves up; -1 when the ratio is bad or the integer over 64 bits. */
int px_ratio_integer(struct px_ratio r, int64_t *out);

/* Read "12", "-0.05", "7,5": at most `decimals` decimals, at most 15 digits before them.  0 or
 * -1. */
int px_ratio_parse(const char *text, int decimals, struct px_ratio *out);

/* Append with exactly this many decimals, halves up, a dot: "3550.00".  "?" when the ratio is
 * bad, or has more than 18 digits in all. */
void px_ratio_fixed(struct px_ratio r, int decimals, struct px_buf *out);

/* Append with at most this many decimals and no zero at the end: "7.5", "12". */
void px_ratio_short(struct px_ratio r, int decimals, struct px_buf *out);

/*
 * Largest remainder: whole parts that sum to total, as near to the exact ones as can be.  total
 * must be the sum of the exact parts rounded (either way).  Parts with equal remainders are
 * served in the order of their keys, so that the order of the rows changes nothing.  0, or -1
 * when a part is bad, or when total is not such a sum.
 */
int px_ratio_apportion(const struct px_ratio *exact, const char *const *keys, size_t count,
		       int64_t total, int64_t *out);

#endif
