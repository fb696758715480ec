/*
 * Kinds of numbers: integers, minutes, cents, decimals, booleans.
 *
 * People write thousands with a blank (plain, U+00A0 or U+202F) and decimals with a comma; machines
 * write neither.  What comes from JSON (parse->literal) is read as machines write it.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/text.h"
#include "base/when.h"
#include "model/kind.h"

enum {
	NUMBER_SIZE = 64, /* of a number written out, with the NUL */
	DECIMALS = 7,     /* of a px_kind_decimal: a centimetre on the ground */
};

/* What every JSON reader can hold (RFC 8259, section 6). */
#define MOST_INTEGER 9007199254740991LL
#define SCALE 10000000LL /* 10 to the power DECIMALS */

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Three digits and no more, as after a blank that parts thousands. */
static bool
is_group(const char *text)
{
	return is_digit(text[0]) && is_digit(text[1]) && is_digit(text[2]) && !is_digit(text[3]);
}

/* Copy the text without the blanks that part thousands and with the sign that a typographer uses
 * made plain.  False when it is too long or when a blank parts anything else. */
static bool
plain_number(const char *text, char out[NUMBER_SIZE])
{
	size_t length = 0, blank;

	if (strncmp(text, "\xe2\x88\x92", 3) == 0) { /* U+2212, minus */
		out[length++] = '-';
		text += 3;
	}
	while (*text) {
		if (length + 1 >= NUMBER_SIZE)
			return false;
		if ((blank = px_text_blank(text)) == 0) {
			out[length++] = *text++;
			continue;
		}
		if (!length || !is_digit(out[length - 1]) || !is_group(text + blank))
			return false;
		text += blank;
	}
	out[length] = '\0';
	return true;
}

/* The digits at text as a number, held to MOST_INTEGER; NULL when there is none or too many. */
static const char *
read_digits(const char *text, int64_t *out)
{
	const char *p = text;
	int64_t number = 0;

	for (; is_digit(*p); p++) {
		number = 10 * number + (*p - '0');
		if (number > MOST_INTEGER)
			return NULL;
	}
	*out = number;
	return p > text ? p : NULL;
}

static const char *
read_sign(const char *text, bool *negative)
{
	*negative = *text == '-';
	return *text == '-' || *text == '+' ? text + 1 : text;
}

static bool
read_integer(const char *text, int64_t *out)
{
	bool negative;
	const char *end = read_digits(read_sign(text, &negative), out);

	if (!end || *end)
		return false;
	if (negative)
		*out = -*out;
	return true;
}

/* Excel shows long numbers as 2,60E+13: the digits that are gone cannot be found again. */
static bool
is_scientific(const char *text)
{
	const char *e = strpbrk(text, "eE");

	return e && e > text && is_digit(text[0]) && (e[1] == '+' || e[1] == '-' || is_digit(e[1]));
}

static void
parse_integer(const struct px_parse *parse, const char *text, struct px_value *out)
{
	char plain[NUMBER_SIZE];
	int64_t number;

	if (plain_number(text, plain) && read_integer(plain, &number))
		px_kind_number_is(number, out);
	else
		px_kind_refuse(parse, text, out, _("not a whole number"));
}

const struct px_kind px_kind_integer = {
	.name = "integer",
	.metavar = "NUMBER",
	.json_type = "integer",
	.storage = PX_NUMBER,
	.parse = parse_integer,
};

static void
parse_span(const struct px_parse *parse, const char *text,
	   int (*read)(const char *phrase, int64_t *out, struct px_err *err), struct px_value *out)
{
	struct px_err err = PX_ERR_INIT;
	int64_t minutes;

	if (!px_kind_line(parse, text, NUMBER_SIZE, out))
		return;
	if (read(text, &minutes, &err) == 0)
		px_kind_number_is(minutes, out);
	else
		px_kind_refuse_as(parse, &err, out);
}

static void
parse_minutes(const struct px_parse *parse, const char *text, struct px_value *out)
{
	parse_span(parse, text, px_when_minutes, out);
}

static void
parse_delay(const struct px_parse *parse, const char *text, struct px_value *out)
{
	parse_span(parse, text, px_when_delay, out);
}

/* 45min, 2h, 1h30: forms that are read again. */
static void
print_minutes(const struct px_world *world, const struct px_field *field,
	      const struct px_value *value, enum px_style style, struct px_buf *out)
{
	int64_t hours = value->number / 60, minutes = value->number % 60;

	(void)world;
	(void)field;
	if (style != PX_STYLE_HUMAN || value->number < 0)
		px_buf_number(out, value->number);
	else if (!hours)
		px_buf_printf(out, "%lldmin", (long long)minutes);
	else if (!minutes)
		px_buf_printf(out, "%lldh", (long long)hours);
	else
		px_buf_printf(out, "%lldh%02lld", (long long)hours, (long long)minutes);
}

const struct px_kind px_kind_minutes = {
	.name = "minutes",
	.metavar = "MINUTES",
	.json_type = "integer",
	.storage = PX_NUMBER,
	.parse = parse_minutes,
	.print = print_minutes,
};

const struct px_kind px_kind_delay = {
	.name = "delay",
	.metavar = "DURATION",
	.json_type = "integer",
	.storage = PX_NUMBER,
	.parse = parse_delay,
	.print = print_minutes,
};

/* "-12,5" as a number of 10 to the power -DECIMALS; false when it is not one or has more decimals. */
static bool
read_scaled(const char *text, int64_t *out)
{
	bool negative;
	int64_t whole, part = 0;
	int digits = 0;

	text = read_digits(read_sign(text, &negative), &whole);
	if (!text)
		return false;
	if (*text == ',' || *text == '.') {
		const char *end = read_digits(text + 1, &part);

		if (!end)
			return false;
		digits = (int)(end - text - 1);
		text = end;
	}
	if (*text || digits > DECIMALS)
		return false;
	for (int i = 0; i < DECIMALS; i++) {
		whole *= 10;
		part *= i < digits ? 1 : 10;
		if (whole > MOST_INTEGER)
			return false;
	}
	*out = negative ? -(whole + part) : whole + part;
	return true;
}

/*
 * The fields of this kind end in _cents, so a bare whole number is cents wherever it comes from:
 * `--budget_cents 1250`, a CSV cell 1250 and JSON 1250 are all 12,50 €.  A decimal separator or a
 * currency sign says euros: "12,50", "12.5", "1 234,56 €", "12 €".  JSON takes whole cents only.
 * In a column whose header does not say cents (`Budget`, `Taux horaire`, `budget_euros`), a bare
 * whole number is euros: a spreadsheet writes 75 for the 75,00 that it was given.
 */
static void
parse_cents(const struct px_parse *parse, const char *text, struct px_value *out)
{
	struct px_err err = PX_ERR_INIT;
	char plain[NUMBER_SIZE];
	int64_t number;

	if (!parse->euros && plain_number(text, plain) && read_integer(plain, &number)) {
		px_kind_number_is(number, out);
	} else if (parse->literal) {
		px_kind_refuse(parse, text, out, _("must be whole cents"));
	} else if (px_money_parse(text, &number, &err) == 0 && number <= MOST_INTEGER &&
		   number >= -MOST_INTEGER) {
		px_kind_number_is(number, out);
	} else {
		px_kind_refuse(
			parse, text, out,
			_("not an amount: write 12,50 (at most two decimals) or 1250 (cents)"));
	}
}

static void
print_cents(const struct px_world *world, const struct px_field *field,
	    const struct px_value *value, enum px_style style, struct px_buf *out)
{
	size_t start = out->length;

	(void)world;
	(void)field;
	switch (style) {
	case PX_STYLE_MACHINE:
		px_buf_number(out, value->number);
		break;
	case PX_STYLE_EXCEL_FR:
		px_money_machine(value->number, out);
		for (size_t i = start; i < out->length; i++)
			if (out->data[i] == '.')
				out->data[i] = ',';
		break;
	case PX_STYLE_HUMAN:
		px_money_human(value->number, px_i18n_lang(), out);
		break;
	}
}

const struct px_kind px_kind_cents = {
	.name = "cents",
	.metavar = "AMOUNT",
	.json_type = "integer",
	.storage = PX_NUMBER,
	.parse = parse_cents,
	.print = print_cents,
};

/* Cut what follows the seventh decimal: sources give coordinates to the atom. */
static void
cut_decimals(char *text)
{
	char *separator = strpbrk(text, ",.");

	if (separator && strspn(separator + 1, "0123456789") > DECIMALS &&
	    separator[1 + strspn(separator + 1, "0123456789")] == '\0')
		separator[1 + DECIMALS] = '\0';
}

/* 485000000 becomes "48.5". */
static const char *
decimal_text(struct px_arena *arena, int64_t scaled)
{
	uint64_t size = scaled < 0 ? 0 - (uint64_t)scaled : (uint64_t)scaled;
	char *text = px_arena_printf(arena, "%s%llu.%07llu", scaled < 0 ? "-" : "",
				     (unsigned long long)(size / SCALE),
				     (unsigned long long)(size % SCALE));
	size_t length = strlen(text);

	while (text[length - 1] == '0')
		text[--length] = '\0';
	if (text[length - 1] == '.')
		text[length - 1] = '\0';
	return text;
}

static void
parse_decimal(const struct px_parse *parse, const char *text, struct px_value *out)
{
	const struct px_field *field = parse->field;
	char plain[NUMBER_SIZE];
	bool limited = field->most > field->least && parse->origin != PX_FROM_FILTER;
	int64_t scaled;

	if (!plain_number(text, plain) || is_scientific(plain)) {
		px_kind_refuse(parse, text, out, _("not a number"));
		return;
	}
	cut_decimals(plain);
	if (!read_scaled(plain, &scaled))
		px_kind_refuse(parse, text, out, _("not a number"));
	else if (limited && (scaled < field->least * SCALE || scaled > field->most * SCALE))
		px_kind_refuse(parse, text, out,
			       px_arena_printf(parse->arena, _("must be between %lld and %lld"),
					       (long long)field->least, (long long)field->most));
	else
		*out = (struct px_value){ .state = PX_SET,
					  .text = decimal_text(parse->arena, scaled) };
}

static void
print_decimal(const struct px_world *world, const struct px_field *field,
	      const struct px_value *value, enum px_style style, struct px_buf *out)
{
	(void)world;
	(void)field;
	for (const char *p = value->text; *p; p++)
		px_buf_putc(out, *p == '.' && style == PX_STYLE_EXCEL_FR ? ',' : *p);
}

int
px_decimal_compare(const char *a, const char *b)
{
	int64_t one = 0, other = 0;

	if (!read_scaled(a, &one) || !read_scaled(b, &other))
		return strcmp(a, b);
	return (one > other) - (one < other);
}

const struct px_kind px_kind_decimal = {
	.name = "decimal",
	.metavar = "NUMBER",
	.json_type = "number",
	.storage = PX_TEXT,
	.parse = parse_decimal,
	.print = print_decimal,
};

/* What spreadsheets, forms and people write for yes and for no. */
static const char *const yes_words[] = { "true", "yes", "oui", "vrai", "1", "x", "o", "y", NULL };
static const char *const no_words[] = { "false", "no", "non", "faux", "0", "n", NULL };
static const char *const boolean_words[] = { "yes", "no" };

static bool
is_among(const char *const *words, const char *text)
{
	for (; *words; words++)
		if (strcmp(*words, text) == 0)
			return true;
	return false;
}

bool
px_boolean_is(const char *text)
{
	struct px_buf folded = PX_BUF_INIT;
	bool known;

	px_text_fold(text, &folded);
	known = folded.data &&
		(is_among(yes_words, folded.data) || is_among(no_words, folded.data));
	px_buf_release(&folded);
	return known;
}

static void
parse_boolean(const struct px_parse *parse, const char *text, struct px_value *out)
{
	const char *folded = px_text_folded(parse->arena, text);

	if (is_among(yes_words, folded))
		px_kind_number_is(1, out);
	else if (is_among(no_words, folded))
		px_kind_number_is(0, out);
	else
		px_kind_refuse(parse, text, out, _("neither yes nor no"));
}

static void
print_boolean(const struct px_world *world, const struct px_field *field,
	      const struct px_value *value, enum px_style style, struct px_buf *out)
{
	bool yes = value->number != 0;

	(void)world;
	(void)field;
	switch (style) {
	case PX_STYLE_MACHINE:
		px_buf_puts(out, yes ? "true" : "false");
		break;
	case PX_STYLE_EXCEL_FR:
		px_buf_puts(out, yes ? "vrai" : "faux");
		break;
	case PX_STYLE_HUMAN:
		px_buf_puts(out, yes ? _("yes") : _("no"));
		break;
	}
}

static const char *
word_of_boolean(const struct px_field *field, size_t i)
{
	(void)field;
	return i < PX_COUNT(boolean_words) ? boolean_words[i] : NULL;
}

const struct px_kind px_kind_boolean = {
	.name = "boolean",
	.metavar = "YES|NO",
	.json_type = "boolean",
	.storage = PX_NUMBER,
	.parse = parse_boolean,
	.print = print_boolean,
	.word = word_of_boolean,
};
