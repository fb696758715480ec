/* Exact fractions: arithmetic, refusal of overflow, roundings, texts, largest remainder. */
#include <stdint.h>

#include "base/ratio.h"
#include "tap.h"

static const char *
text(struct px_ratio r, int decimals, bool fixed)
{
	static struct px_buf out = PX_BUF_INIT;

	px_buf_clear(&out);
	(fixed ? px_ratio_fixed : px_ratio_short)(r, decimals, &out);
	return out.data;
}

static void
check_arithmetic(void)
{
	struct px_ratio third = px_ratio_make(1, 3), sixth = px_ratio_make(-2, -12);

	tap_ok(sixth.num == 1 && sixth.den == 6, "lowest terms, positive denominator");
	tap_ok(px_ratio_compare(px_ratio_add(third, sixth), px_ratio_make(1, 2)) == 0, "sum");
	tap_ok(px_ratio_compare(px_ratio_sub(third, sixth), sixth) == 0, "difference");
	tap_ok(px_ratio_compare(px_ratio_mul(third, sixth), px_ratio_make(1, 18)) == 0, "product");
	tap_ok(px_ratio_compare(px_ratio_div(third, px_ratio_make(-1, 6)), px_ratio_whole(-2)) == 0,
	       "quotient by a negative");
	tap_ok(!px_ratio_ok(px_ratio_div(third, px_ratio_whole(0))), "by zero: bad");
	tap_ok(!px_ratio_ok(px_ratio_make(1, 0)), "over zero: bad");
	tap_ok(px_ratio_sign(px_ratio_make(-1, 7)) == -1 && px_ratio_sign(third) == 1 &&
		       px_ratio_sign(px_ratio_whole(0)) == 0,
	       "signs");
	tap_ok(px_ratio_compare(px_ratio_min(third, sixth), sixth) == 0 &&
		       px_ratio_compare(px_ratio_max(third, sixth), third) == 0,
	       "least and most");
}

static void
check_overflow(void)
{
	struct px_ratio big = px_ratio_whole(INT64_MAX), square = px_ratio_mul(big, big);
	struct px_ratio near = px_ratio_div(square, px_ratio_add(square, px_ratio_whole(1)));

	tap_ok(px_ratio_ok(square), "a square of 64 bits fits");
	tap_ok(!px_ratio_ok(px_ratio_mul(square, big)), "a cube does not: bad");
	tap_ok(!px_ratio_ok(px_ratio_mul(px_ratio_whole(INT64_MIN), px_ratio_whole(INT64_MIN))),
	       "nor what takes 127 bits, twice which would not be a number");
	tap_ok(!px_ratio_ok(px_ratio_add(px_ratio_mul(square, big), big)), "bad stays bad");
	tap_ok(!px_ratio_ok(px_ratio_min(px_ratio_mul(square, big), big)), "in min too");
	tap_ok(px_ratio_compare(near, px_ratio_whole(1)) < 0, "compared without overflow");
	tap_ok(px_ratio_compare(near,
				px_ratio_sub(px_ratio_whole(1), px_ratio_make(1, INT64_MAX))) > 0,
	       "on both sides");
	int64_t whole;
	tap_ok(px_ratio_integer(square, &whole) < 0, "no 64-bit integer for it");
}

static void
check_rounding(void)
{
	static const struct {
		int64_t num, den;
		const char *floor, *ceiling, *round;
	} cases[] = {
		{ 5, 2, "2", "3", "3" },   { -5, 2, "-3", "-2", "-2" }, { 7, 3, "2", "3", "2" },
		{ 8, 3, "2", "3", "3" },   { -7, 3, "-3", "-2", "-2" }, { -8, 3, "-3", "-2", "-3" },
		{ 4, 1, "4", "4", "4" },   { 0, 1, "0", "0", "0" },     { 1, 2, "0", "1", "1" },
		{ -1, 2, "-1", "0", "0" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct px_ratio r = px_ratio_make(cases[i].num, cases[i].den);
		tap_is(text(px_ratio_floor(r), 0, true), cases[i].floor, "floor");
		tap_is(text(px_ratio_ceiling(r), 0, true), cases[i].ceiling, "ceiling");
		tap_is(text(px_ratio_round(r), 0, true), cases[i].round, "round");
	}
	tap_is(text(px_ratio_make(24000, 13), 2, true), "1846.15", "two decimals");
	tap_is(text(px_ratio_make(1, 200), 2, true), "0.01", "half up");
	tap_is(text(px_ratio_make(-1, 200), 2, true), "0.00", "a negative half goes up");
	tap_is(text(px_ratio_make(-3, 200), 2, true), "-0.01", "and above it too");
	tap_is(text(px_ratio_make(-5, 4), 2, true), "-1.25", "a negative");
	tap_is(text(px_ratio_make(15, 2), 4, false), "7.5", "short");
	tap_is(text(px_ratio_make(1, 0), 2, true), "?", "a bad one");
	tap_is(text(px_ratio_make(1, 0), 2, false), "?", "a bad one, short");
	tap_is(text(px_ratio_whole(INT64_MAX), 4, false), "?", "one too long");
	tap_is(text(px_ratio_whole(100), 4, false), "100", "zeros of a whole number are kept");
}

static void
check_parse(void)
{
	static const struct {
		const char *text, *value;
	} good[] = { { "12", "12" },   { "-0.05", "-0.05" },
		     { "7,5", "7.5" }, { "0.0001", "0.0001" },
		     { "007", "7" },   { "123456789012345", "123456789012345" } };
	static const char *const wrong[] = { "",      "-",     ".5",      "1.",
					     "1.2.3", "1e3",   " 1",      "+1",
					     "abc",   "1,2,3", "1.23456", "1234567890123456",
					     "0x10",  "--1",   "1 000" };
	struct px_ratio r;

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		tap_ok(px_ratio_parse(good[i].text, 4, &r) == 0, "reads %s", good[i].text);
		tap_is(text(r, 4, false), good[i].value, good[i].text);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		tap_ok(px_ratio_parse(wrong[i], 4, &r) < 0, "refuses `%s`", wrong[i]);
}

static void
check_apportion(void)
{
	struct px_ratio thirds[] = { px_ratio_make(1, 3), px_ratio_make(1, 3),
				     px_ratio_make(1, 3) };
	struct px_ratio mixed[] = { px_ratio_make(5, 4), px_ratio_make(7, 4), px_ratio_whole(2) };
	const char *forward[] = { "a", "b", "c" }, *backward[] = { "c", "b", "a" };
	int64_t out[3];

	tap_ok(px_ratio_apportion(thirds, forward, 3, 1, out) == 0 && out[0] == 1 && !out[1] &&
		       !out[2],
	       "equal remainders: the first key");
	tap_ok(px_ratio_apportion(thirds, backward, 3, 1, out) == 0 && !out[0] && !out[1] &&
		       out[2] == 1,
	       "whatever the order of the rows");
	tap_ok(px_ratio_apportion(mixed, forward, 3, 5, out) == 0 && out[0] == 1 && out[1] == 2 &&
		       out[2] == 2,
	       "the larger remainder is served");
	tap_ok(px_ratio_apportion(mixed, forward, 3, 9, out) < 0, "a total that is no such sum");
	tap_ok(px_ratio_apportion(mixed, forward, 3, 3, out) < 0, "nor under it");
	mixed[0] = px_ratio_make(1, 0);
	tap_ok(px_ratio_apportion(mixed, forward, 3, 5, out) < 0, "nor a bad part");
}

int
main(void)
{
	check_arithmetic();
	check_overflow();
	check_rounding();
	check_parse();
	check_apportion();
	return tap_done();
}
