#include "io/json_line.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

static int
fail(struct px_json_line *line, const char *fault)
{
	line->fault = fault;
	return -1;
}

static void
skip_blanks(struct px_json_line *line)
{
	while (line->at < line->end &&
	       (*line->at == ' ' || *line->at == '\t' || *line->at == '\n' || *line->at == '\r'))
		line->at++;
}

static bool
take(struct px_json_line *line, char byte)
{
	skip_blanks(line);
	if (line->at == line->end || *line->at != byte)
		return false;
	line->at++;
	return true;
}

static int
hex_of(const char *digits)
{
	int value = 0;

	for (int i = 0; i < 4; i++) {
		int digit = digits[i] >= '0' && digits[i] <= '9'   ? digits[i] - '0'
			    : digits[i] >= 'a' && digits[i] <= 'f' ? digits[i] - 'a' + 10
			    : digits[i] >= 'A' && digits[i] <= 'F' ? digits[i] - 'A' + 10
								   : -1;

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

enum { HIGH_FIRST = 0xd800, LOW_FIRST = 0xdc00, LOW_LAST = 0xdfff };

/* The length of the escape that begins here with its backslash; 0 when it is none. */
static size_t
escape_length(const char *at, const char *end)
{
	int first, second;

	if (end - at < 2)
		return 0;
	if (at[1] != 'u')
		return strchr("\"\\/bfnrt", at[1]) ? 2 : 0;
	first = end - at < 6 ? -1 : hex_of(at + 2);
	if (first <= 0 || (first >= LOW_FIRST && first <= LOW_LAST))
		return 0;
	if (first < HIGH_FIRST || first > LOW_LAST)
		return 6;
	second = end - at < 12 || at[6] != '\\' || at[7] != 'u' ? -1 : hex_of(at + 8);
	return second >= LOW_FIRST && second <= LOW_LAST ? 12 : 0;
}

/* Up to the first byte that says something: a quote, a backslash, a control character.  Eight at a time:
 * in each byte of a word the high bit tells. */
static const char *
plain(const char *at, const char *end)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;

	while (end - at >= 8) {
		uint64_t word, quotes, slashes, small;

		memcpy(&word, at, sizeof(word));
		quotes = word ^ ones * '"';
		slashes = word ^ ones * '\\';
		small = (word - ones * 0x20) & ~word;
		quotes = (quotes - ones) & ~quotes;
		slashes = (slashes - ones) & ~slashes;
		if ((quotes | slashes | small) & highs)
			break;
		at += 8;
	}
	while (at < end && (unsigned char)*at >= 0x20 && *at != '"' && *at != '\\')
		at++;
	return at;
}

static int
read_string(struct px_json_line *line, struct px_json_span *out)
{
	*out = (struct px_json_span){ .type = PX_JSON_STRING, .text = line->at };
	for (;;) {
		size_t length;

		line->at = plain(line->at, line->end);
		if (line->at == line->end)
			return fail(line, N_("a text without its closing quote"));
		if (*line->at == '"')
			break;
		if (*line->at != '\\')
			return fail(line, N_("a control character in a text"));
		length = escape_length(line->at, line->end);
		if (!length)
			return fail(line, N_("an escape that means nothing"));
		out->escaped = true;
		line->at += length;
	}
	out->length = (size_t)(line->at++ - out->text);
	return 0;
}

static size_t
digits(const char *at, const char *end)
{
	const char *from = at;

	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return (size_t)(at - from);
}

/* The length of the number that stands here, 0: none; whole tells whether it has neither fraction nor
 * exponent. */
static size_t
number_length(const char *from, const char *end, bool *whole)
{
	const char *at = from + (from < end && *from == '-');
	size_t count = digits(at, end);

	*whole = true;
	if (!count || (count > 1 && *at == '0'))
		return 0;
	at += count;
	if (at < end && *at == '.') {
		*whole = false;
		count = digits(at + 1, end);
		if (!count)
			return 0;
		at += 1 + count;
	}
	if (at < end && (*at == 'e' || *at == 'E')) {
		*whole = false;
		at++;
		at += at < end && (*at == '+' || *at == '-');
		count = digits(at, end);
		if (!count)
			return 0;
		at += count;
	}
	return (size_t)(at - from);
}

/* In 64 bits?  Digits of the same number compare as numbers do. */
static bool
fits(const char *text, size_t length)
{
	static const char most[] = "9223372036854775807", least[] = "9223372036854775808";
	bool negative = *text == '-';

	text += negative;
	length -= negative;
	return length < sizeof(most) - 1 ||
	       (length == sizeof(most) - 1 && memcmp(text, negative ? least : most, length) <= 0);
}

static int
read_number(struct px_json_line *line, struct px_json_span *out)
{
	bool whole;
	size_t length = number_length(line->at, line->end, &whole);

	if (!length)
		return fail(line, N_("neither a value nor a number"));
	*out = (struct px_json_span){ .type = PX_JSON_INTEGER, .text = line->at, .length = length };
	if (!whole || !fits(line->at, length))
		out->type = PX_JSON_REAL;
	line->at += length;
	return 0;
}

static int
read_word(struct px_json_line *line, const char *word, enum px_json_type type,
	  struct px_json_span *out)
{
	size_t length = strlen(word);

	if ((size_t)(line->end - line->at) < length || memcmp(line->at, word, length) != 0)
		return fail(line, N_("neither a value nor a number"));
	*out = (struct px_json_span){ .type = type, .text = line->at, .length = length };
	line->at += length;
	return 0;
}

static int read_value(struct px_json_line *line, int depth, struct px_json_span *out);

/* Over the value of a bracket and all that is in it. */
static int
read_nested(struct px_json_line *line, int depth, struct px_json_span *out)
{
	struct px_json_span key, value;
	struct px_json_line inside = *line;
	char open = *line->at;
	int got;

	if (depth >= PX_JSON_DEPTH_LIMIT)
		return fail(line, N_("brackets too deep"));
	inside.at++;
	inside.first = true;
	inside.close = open == '{' ? '}' : ']';
	while (!(got = take(&inside, inside.close))) {
		bool keyed = inside.close == '}';

		if (!inside.first && !take(&inside, ','))
			got = fail(&inside, N_("no comma between two values"));
		inside.first = false;
		if (got == 0 && keyed && (!take(&inside, '"') || read_string(&inside, &key) != 0))
			got = inside.fault ? -1 : fail(&inside, N_("no key in quotes"));
		if (got == 0 && keyed && !take(&inside, ':'))
			got = fail(&inside, N_("no colon after a key"));
		if (got == 0)
			got = read_value(&inside, depth + 1, &value);
		if (got != 0)
			break;
	}
	*out = (struct px_json_span){ .type = open == '{' ? PX_JSON_OBJECT : PX_JSON_ARRAY,
				      .text = line->at,
				      .length = (size_t)(inside.at - line->at) };
	line->at = inside.at;
	line->fault = inside.fault;
	return got == 1 ? 0 : -1;
}

static int
read_value(struct px_json_line *line, int depth, struct px_json_span *out)
{
	skip_blanks(line);
	if (line->at == line->end)
		return fail(line, N_("no value"));
	switch (*line->at) {
	case '"':
		line->at++;
		return read_string(line, out);
	case '{':
	case '[':
		return read_nested(line, depth, out);
	case 't':
		return read_word(line, "true", PX_JSON_BOOL, out);
	case 'f':
		return read_word(line, "false", PX_JSON_BOOL, out);
	case 'n':
		return read_word(line, "null", PX_JSON_NULL, out);
	default:
		return read_number(line, out);
	}
}

int
px_json_line_open(struct px_json_line *line, const char *text, size_t length, char bracket)
{
	*line = (struct px_json_line){ .start = text,
				       .at = text,
				       .end = text + length,
				       .close = bracket == '{' ? '}' : ']',
				       .first = true };
	return take(line, bracket) ? 0
				   : fail(line, bracket == '{' ? N_("no object") : N_("no array"));
}

int
px_json_line_next(struct px_json_line *line, struct px_json_span *key, struct px_json_span *value)
{
	if (take(line, line->close)) {
		skip_blanks(line);
		return line->at == line->end ? 0 : fail(line, N_("something stands after the end"));
	}
	if (!line->first && !take(line, ','))
		return fail(line, line->at == line->end ? N_("it ends too soon")
							: N_("no comma between two values"));
	line->first = false;
	if (key && (!take(line, '"') || read_string(line, key) != 0))
		return line->fault ? -1 : fail(line, N_("no key in quotes"));
	if (key && !take(line, ':'))
		return fail(line, N_("no colon after a key"));
	return read_value(line, 1, value) == 0 ? 1 : -1;
}

long
px_json_line_column(const struct px_json_line *line)
{
	return (long)(line->at - line->start) + 1;
}

static size_t
put_point(char *out, uint32_t point)
{
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xc0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3f));
		return 2;
	}
	if (point < 0x10000) {
		out[0] = (char)(0xe0 | point >> 12);
		out[1] = (char)(0x80 | (point >> 6 & 0x3f));
		out[2] = (char)(0x80 | (point & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | point >> 18);
	out[1] = (char)(0x80 | (point >> 12 & 0x3f));
	out[2] = (char)(0x80 | (point >> 6 & 0x3f));
	out[3] = (char)(0x80 | (point & 0x3f));
	return 4;
}

/* One escape of a text that was read: how far it goes, and what it means; never longer than it was. */
static size_t
unescape(const char *at, char **out)
{
	static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
	const char *letter = strchr(letters, at[1]);
	uint32_t point;

	if (at[1] != 'u') {
		*(*out)++ = letter ? meanings[letter - letters] : at[1];
		return 2;
	}
	point = (uint32_t)hex_of(at + 2);
	if (point < HIGH_FIRST || point > LOW_LAST) {
		*out += put_point(*out, point);
		return 6;
	}
	point = 0x10000 + ((point - HIGH_FIRST) << 10) + ((uint32_t)hex_of(at + 8) - LOW_FIRST);
	*out += put_point(*out, point);
	return 12;
}

char *
px_json_span_text(const struct px_json_span *span, struct px_arena *arena)
{
	const char *at = span->text, *end = span->text + span->length;
	char *text, *out;

	if (!span->escaped)
		return px_arena_strndup(arena, span->text, span->length);
	text = out = px_arena_alloc(arena, span->length + 1);
	while (at < end) {
		if (*at == '\\')
			at += unescape(at, &out);
		else
			*out++ = *at++;
	}
	*out = '\0';
	return text;
}

int64_t
px_json_span_number(const struct px_json_span *span)
{
	bool negative = span->length && span->text[0] == '-';
	int64_t number = 0; /* below zero, where there is room for one more */

	for (size_t at = negative; at < span->length; at++)
		number = number * 10 - (span->text[at] - '0');
	return negative ? number : -number;
}
