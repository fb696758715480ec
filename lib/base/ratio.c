#include "base/ratio.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* So that the sum of two is one that 128 bits hold. */
static const px_int128 limit = ((px_int128)1 << 126) - 1;
static const struct px_ratio bad = { 0, 0 };

static px_int128
absolute(px_int128 n)
{
	return n < 0 ? -n : n;
}

static px_int128
gcd(px_int128 a, px_int128 b)
{
	a = absolute(a);
	b = absolute(b);
	while (b != 0) {
		px_int128 rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* Products and sums that stay under the limit; the compilers' own checks need a runtime
 * library that not every clang links. */
static bool
multiply(px_int128 a, px_int128 b, px_int128 *out)
{
	if (a != 0 && absolute(b) > limit / absolute(a))
		return false;
	*out = a * b;
	return true;
}

static struct px_ratio
reduce(px_int128 num, px_int128 den)
{
	if (den == 0 || absolute(num) > limit || absolute(den) > limit)
		return bad;
	px_int128 g = gcd(num, den);
	if (den < 0)
		g = -g;
	return (struct px_ratio){ num / g, den / g };
}

struct px_ratio
px_ratio_make(int64_t num, int64_t den)
{
	return reduce(num, den);
}

struct px_ratio
px_ratio_whole(int64_t number)
{
	return (struct px_ratio){ number, 1 };
}

bool
px_ratio_ok(struct px_ratio r)
{
	return r.den > 0;
}

struct px_ratio
px_ratio_add(struct px_ratio a, struct px_ratio b)
{
	if (!px_ratio_ok(a) || !px_ratio_ok(b))
		return bad;
	px_int128 g = gcd(a.den, b.den), left, right, den;
	if (!multiply(a.num, b.den / g, &left) || !multiply(b.num, a.den / g, &right) ||
	    !multiply(a.den, b.den / g, &den))
		return bad;
	return reduce(left + right, den);
}

struct px_ratio
px_ratio_sub(struct px_ratio a, struct px_ratio b)
{
	b.num = -b.num;
	return px_ratio_add(a, b);
}

struct px_ratio
px_ratio_mul(struct px_ratio a, struct px_ratio b)
{
	if (!px_ratio_ok(a) || !px_ratio_ok(b))
		return bad;
	/* Crossed, so that the product of the lowest terms is all that must fit. */
	px_int128 g = gcd(a.num, b.den), h = gcd(b.num, a.den), num, den;
	if (!multiply(a.num / g, b.num / h, &num) || !multiply(a.den / h, b.den / g, &den))
		return bad;
	return reduce(num, den);
}

struct px_ratio
px_ratio_div(struct px_ratio a, struct px_ratio b)
{
	if (!px_ratio_ok(b) || b.num == 0)
		return bad;
	return px_ratio_mul(a, b.num < 0 ? (struct px_ratio){ -b.den, -b.num }
					 : (struct px_ratio){ b.den, b.num });
}

static px_int128
floor_div(px_int128 num, px_int128 den)
{
	px_int128 quotient = num / den;
	return num % den < 0 ? quotient - 1 : quotient;
}

int
px_ratio_compare(struct px_ratio a, struct px_ratio b)
{
	if (!px_ratio_ok(a) || !px_ratio_ok(b))
		return px_ratio_ok(b) - px_ratio_ok(a);
	/* Whole parts first, then the fractions upside down: nothing is ever multiplied. */
	for (int sign = 1;; sign = -sign) {
		px_int128 whole_a = floor_div(a.num, a.den), whole_b = floor_div(b.num, b.den);
		if (whole_a != whole_b)
			return whole_a < whole_b ? -sign : sign;
		px_int128 rest_a = a.num - whole_a * a.den, rest_b = b.num - whole_b * b.den;
		if (rest_a == 0 || rest_b == 0)
			return sign * ((rest_a > 0) - (rest_b > 0));
		a = (struct px_ratio){ a.den, rest_a };
		b = (struct px_ratio){ b.den, rest_b };
	}
}

int
px_ratio_sign(struct px_ratio r)
{
	return px_ratio_ok(r) ? (r.num > 0) - (r.num < 0) : 0;
}

struct px_ratio
px_ratio_min(struct px_ratio a, struct px_ratio b)
{
	if (!px_ratio_ok(a) || !px_ratio_ok(b))
		return bad;
	return px_ratio_compare(a, b) <= 0 ? a : b;
}

struct px_ratio
px_ratio_max(struct px_ratio a, struct px_ratio b)
{
	if (!px_ratio_ok(a) || !px_ratio_ok(b))
		return bad;
	return px_ratio_compare(a, b) >= 0 ? a : b;
}

struct px_ratio
px_ratio_floor(struct px_ratio r)
{
	return px_ratio_ok(r) ? (struct px_ratio){ floor_div(r.num, r.den), 1 } : bad;
}

struct px_ratio
px_ratio_ceiling(struct px_ratio r)
{
	return px_ratio_ok(r) ? (struct px_ratio){ -floor_div(-r.num, r.den), 1 } : bad;
}

struct px_ratio
px_ratio_round(struct px_ratio r)
{
	return px_ratio_floor(px_ratio_add(r, px_ratio_make(1, 2)));
}

int
px_ratio_integer(struct px_ratio r, int64_t *out)
{
	r = px_ratio_round(r);
	if (!px_ratio_ok(r) || r.num > INT64_MAX || r.num < INT64_MIN)
		return -1;
	*out = (int64_t)r.num;
	return 0;
}

int
px_ratio_parse(const char *text, int decimals, struct px_ratio *out)
{
	bool negative = *text == '-', point = false;
	int64_t number = 0, scale = 1;
	int digits = 0, after = 0;

	for (text += negative; *text; text++) {
		if ((*text == '.' || *text == ',') && !point && digits > 0) {
			point = true;
			continue;
		}
		if (*text < '0' || *text > '9' || (point ? ++after > decimals : ++digits > 15))
			return -1;
		if (number > (INT64_MAX - 9) / 10 || scale > INT64_MAX / 10)
			return -1;
		number = number * 10 + (*text - '0');
		scale *= point ? 10 : 1;
	}
	if (digits == 0 || (point && after == 0))
		return -1;
	*out = px_ratio_make(negative ? -number : number, scale);
	return 0;
}

void
px_ratio_fixed(struct px_ratio r, int decimals, struct px_buf *out)
{
	int64_t scale = 1, units;

	for (int i = 0; i < decimals; i++)
		scale *= 10;
	if (px_ratio_integer(px_ratio_mul(r, px_ratio_whole(scale)), &units) < 0 ||
	    units == INT64_MIN) {
		px_buf_putc(out, '?');
		return;
	}
	if (units < 0) {
		px_buf_putc(out, '-');
		units = -units;
	}
	px_buf_number(out, units / scale);
	if (decimals > 0)
		px_buf_printf(out, ".%0*lld", decimals, (long long)(units % scale));
}

void
px_ratio_short(struct px_ratio r, int decimals, struct px_buf *out)
{
	size_t start = out->length, length;

	px_ratio_fixed(r, decimals, out);
	if (!strchr(out->data + start, '.'))
		return;
	for (length = out->length; out->data[length - 1] == '0';)
		length--;
	px_buf_truncate(out, out->data[length - 1] == '.' ? length - 1 : length);
}

struct part {
	struct px_ratio remainder;
	const char *key;
	size_t place;
};

static int
by_remainder(const void *left, const void *right)
{
	const struct part *a = left, *b = right;
	int order = px_ratio_compare(b->remainder, a->remainder);

	if (order == 0)
		order = strcmp(a->key, b->key);
	return order ? order : (a->place > b->place) - (a->place < b->place);
}

int
px_ratio_apportion(const struct px_ratio *exact, const char *const *keys, size_t count,
		   int64_t total, int64_t *out)
{
	struct part *parts = px_calloc(count + 1, sizeof(*parts));
	px_int128 left = total;
	int rc = -1;

	for (size_t i = 0; i < count; i++) {
		struct px_ratio whole = px_ratio_floor(exact[i]);
		if (!px_ratio_ok(whole) || px_ratio_integer(whole, &out[i]) < 0)
			goto out;
		parts[i] = (struct part){ px_ratio_sub(exact[i], whole), keys[i], i };
		left -= out[i];
	}
	if (left < 0 || left > (px_int128)count)
		goto out;
	qsort(parts, count, sizeof(*parts), by_remainder);
	for (size_t i = 0; i < (size_t)left; i++)
		out[parts[i].place]++;
	rc = 0;
out:
	free(parts);
	return rc;
}
