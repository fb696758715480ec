#include "base/money.h"

#include <stdbool.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define NARROW_SPACE "\u202f"
#define HARD_SPACE "\u00a0"

void
px_money_machine(int64_t cents, struct px_buf *out)
{
	px_ratio_fixed(px_ratio_make(cents, 100), 2, out);
}

/* Regroup a plain number ("-1234.5") as the language writes it. */
static void
regroup(const char *plain, bool french, struct px_buf *out)
{
	size_t whole;

	if (*plain == '-') {
		px_buf_putc(out, '-');
		plain++;
	}
	whole = strcspn(plain, ".");
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			px_buf_puts(out, french ? NARROW_SPACE : ",");
		px_buf_putc(out, plain[i]);
	}
	if (plain[whole]) {
		px_buf_putc(out, french ? ',' : '.');
		px_buf_puts(out, plain + whole + 1);
	}
}

void
px_number_human(struct px_ratio r, int decimals, bool fixed, const char *lang, struct px_buf *out)
{
	struct px_buf plain = PX_BUF_INIT;

	(fixed ? px_ratio_fixed : px_ratio_short)(r, decimals, &plain);
	regroup(plain.data, strcmp(lang, "fr") == 0, out);
	px_buf_release(&plain);
}

void
px_money_human(int64_t cents, const char *lang, struct px_buf *out)
{
	bool french = strcmp(lang, "fr") == 0;
	struct px_ratio euros = px_ratio_make(cents, 100);

	if (!french) {
		px_buf_puts(out, cents < 0 ? "-€" : "€");
		if (cents < 0)
			euros.num = -euros.num;
	}
	px_number_human(euros, 2, true, lang, out);
	if (french)
		px_buf_puts(out, HARD_SPACE "€");
}

/* What may stand anywhere in an amount and says nothing. */
static size_t
filler(const char *text)
{
	static const char *const fillers[] = { " ",      "\t", HARD_SPACE, NARROW_SPACE,
					       "\u2009", "€",  "EUR",      "eur" };

	for (size_t i = 0; i < PX_COUNT(fillers); i++) {
		size_t length = strlen(fillers[i]);
		if (strncmp(text, fillers[i], length) == 0)
			return length;
	}
	return 0;
}

/* "1,234.56" and "1.234,56" have thousands: the first kind of mark is dropped.  A lone mark before
 * exactly three digits says nothing sure. */
static bool
drop_thousands(char *digits)
{
	char *comma = strchr(digits, ','), *dot = strchr(digits, '.'), *put = digits;
	char *last = comma && dot ? (comma > dot ? comma : dot) : NULL;
	char mark = last ? (*last == ',' ? '.' : ',') : 0;

	if (!last) {
		char *only = comma ? comma : dot;
		return !only || strspn(only + 1, "0123456789") != 3 || only[4] != '\0';
	}
	for (char *from = digits; *from; from++) {
		if (*from != mark) {
			*put++ = *from;
			continue;
		}
		if (from > last || strspn(from + 1, "0123456789") != 3)
			return false;
	}
	*put = '\0';
	return true;
}

int
px_money_parse(const char *text, int64_t *cents, struct px_err *err)
{
	char digits[40];
	size_t count = 0;
	struct px_ratio euros;

	for (const char *at = text; *at;) {
		size_t skip = filler(at);
		if (skip == 0 && count + 1 < sizeof(digits))
			digits[count++] = *at;
		at += skip ? skip : 1;
	}
	digits[count] = '\0';
	if (count + 1 >= sizeof(digits) || !drop_thousands(digits) ||
	    px_ratio_parse(digits, 2, &euros) < 0 ||
	    px_ratio_integer(px_ratio_mul(euros, px_ratio_whole(100)), cents) < 0)
		return px_err_set(err, PX_FAILED,
				  _("%s: not an amount of money: write 1234.56 or 1 234,56 €"),
				  text);
	return 0;
}
