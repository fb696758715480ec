#include "web/css/token.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

struct cutter {
	struct px_arena *arena;
	const char *at, *end;
	long line;
	struct px_css_token *items;
	size_t count, capacity;
	struct px_buf text;
};

/* The byte this far on, 0 at the end. */
static char
peek(const struct cutter *cutter, size_t ahead)
{
	return (size_t)(cutter->end - cutter->at) > ahead ? cutter->at[ahead] : '\0';
}

static void
forward(struct cutter *cutter)
{
	if (cutter->at < cutter->end && *cutter->at++ == '\n')
		cutter->line++;
}

static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool
is_hex(char byte)
{
	return is_digit(byte) || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

static bool
begins_name(char byte)
{
	return ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '_' ||
	       (unsigned char)byte >= 0x80;
}

static bool
in_name(char byte)
{
	return begins_name(byte) || is_digit(byte) || byte == '-';
}

static bool
escapes(const struct cutter *cutter, size_t ahead)
{
	return peek(cutter, ahead) == '\\' && peek(cutter, ahead + 1) != '\n' &&
	       peek(cutter, ahead + 1) != '\0';
}

static bool
begins_ident(const struct cutter *cutter, size_t ahead)
{
	char first = peek(cutter, ahead);

	if (first == '-')
		return peek(cutter, ahead + 1) == '-' || begins_name(peek(cutter, ahead + 1)) ||
		       escapes(cutter, ahead + 1);
	return begins_name(first) || escapes(cutter, ahead);
}

static bool
begins_number(const struct cutter *cutter)
{
	size_t sign = peek(cutter, 0) == '+' || peek(cutter, 0) == '-';

	return is_digit(peek(cutter, sign)) ||
	       (peek(cutter, sign) == '.' && is_digit(peek(cutter, sign + 1)));
}

static void
put_character(struct px_buf *out, unsigned long code)
{
	if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		code = 0xFFFD;
	if (code < 0x80) {
		px_buf_putc(out, (char)code);
	} else if (code < 0x800) {
		px_buf_putc(out, (char)(0xC0 | code >> 6));
		px_buf_putc(out, (char)(0x80 | (code & 0x3F)));
	} else if (code < 0x10000) {
		px_buf_putc(out, (char)(0xE0 | code >> 12));
		px_buf_putc(out, (char)(0x80 | (code >> 6 & 0x3F)));
		px_buf_putc(out, (char)(0x80 | (code & 0x3F)));
	} else {
		px_buf_putc(out, (char)(0xF0 | code >> 18));
		px_buf_putc(out, (char)(0x80 | (code >> 12 & 0x3F)));
		px_buf_putc(out, (char)(0x80 | (code >> 6 & 0x3F)));
		px_buf_putc(out, (char)(0x80 | (code & 0x3F)));
	}
}

/* After the backslash: 4.3.7. */
static void
take_escape(struct cutter *cutter)
{
	unsigned long code = 0;
	size_t digits = 0;

	if (!is_hex(peek(cutter, 0))) {
		if (cutter->at < cutter->end)
			px_buf_putc(&cutter->text, *cutter->at);
		forward(cutter);
		return;
	}
	for (; digits < 6 && is_hex(peek(cutter, 0)); digits++) {
		char byte = peek(cutter, 0);

		code = code * 16 +
		       (unsigned long)(is_digit(byte) ? byte - '0' : (byte | 0x20) - 'a' + 10);
		forward(cutter);
	}
	if (is_space(peek(cutter, 0)))
		forward(cutter);
	put_character(&cutter->text, code);
}

static const char *
kept(struct cutter *cutter)
{
	const char *text = px_arena_strndup(cutter->arena, cutter->text.data, cutter->text.length);

	px_buf_clear(&cutter->text);
	return text;
}

static void
take_name(struct cutter *cutter)
{
	for (;;) {
		if (escapes(cutter, 0)) {
			forward(cutter);
			take_escape(cutter);
		} else if (in_name(peek(cutter, 0))) {
			px_buf_putc(&cutter->text, peek(cutter, 0));
			forward(cutter);
		} else {
			return;
		}
	}
}

static struct px_css_token *
put(struct cutter *cutter, enum px_css_kind kind)
{
	if (cutter->count == cutter->capacity) {
		size_t wider = cutter->capacity ? 2 * cutter->capacity : 32;
		struct px_css_token *more = px_arena_alloc(cutter->arena, wider * sizeof(*more));

		if (cutter->count)
			memcpy(more, cutter->items, cutter->count * sizeof(*more));
		cutter->items = more;
		cutter->capacity = wider;
	}
	cutter->items[cutter->count] =
		(struct px_css_token){ .kind = kind, .line = cutter->line, .text = "" };
	return &cutter->items[cutter->count++];
}

static void
take_string(struct cutter *cutter)
{
	char quote = peek(cutter, 0);
	struct px_css_token *token = put(cutter, PX_CSS_STRING);

	forward(cutter);
	while (cutter->at < cutter->end && *cutter->at != quote) {
		if (*cutter->at == '\n') {
			token->kind = PX_CSS_BAD;
			break;
		}
		if (*cutter->at != '\\') {
			px_buf_putc(&cutter->text, *cutter->at);
			forward(cutter);
			continue;
		}
		forward(cutter);
		if (peek(cutter, 0) == '\n')
			forward(cutter);
		else
			take_escape(cutter);
	}
	if (token->kind == PX_CSS_STRING)
		forward(cutter);
	token->text = kept(cutter);
}

/* url( without quotes, after its bracket: 4.3.6. */
static void
take_url(struct cutter *cutter, struct px_css_token *token)
{
	token->kind = PX_CSS_URL;
	while (cutter->at < cutter->end && *cutter->at != ')') {
		if (strchr("\"'(", *cutter->at))
			token->kind = PX_CSS_BAD;
		if (escapes(cutter, 0)) {
			forward(cutter);
			take_escape(cutter);
		} else {
			px_buf_putc(&cutter->text, *cutter->at);
			forward(cutter);
		}
	}
	forward(cutter);
	px_text_trim(cutter->text.data);
	px_buf_truncate(&cutter->text, strlen(cutter->text.data));
	token->text = kept(cutter);
}

static void
take_ident(struct cutter *cutter)
{
	struct px_css_token *token = put(cutter, PX_CSS_IDENT);
	size_t blanks = 0;

	take_name(cutter);
	token->text = kept(cutter);
	if (peek(cutter, 0) != '(')
		return;
	forward(cutter);
	token->kind = PX_CSS_FUNCTION;
	if (strcasecmp(token->text, "url") != 0)
		return;
	while (is_space(peek(cutter, blanks)))
		blanks++;
	if (peek(cutter, blanks) != '"' && peek(cutter, blanks) != '\'')
		take_url(cutter, token);
}

/* Digits at most: what is longer than any number of a style sheet counts no further. */
static double
take_digits(struct cutter *cutter, double number, double *scale)
{
	while (is_digit(peek(cutter, 0))) {
		if (number < 1e15) {
			number = number * 10 + (peek(cutter, 0) - '0');
			*scale *= 10;
		}
		forward(cutter);
	}
	return number;
}

static double
take_value(struct cutter *cutter)
{
	double sign = peek(cutter, 0) == '-' ? -1 : 1, scale = 1, number;
	size_t exponent = 1;

	if (peek(cutter, 0) == '-' || peek(cutter, 0) == '+')
		forward(cutter);
	number = take_digits(cutter, 0, &scale);
	scale = 1;
	if (peek(cutter, 0) == '.' && is_digit(peek(cutter, 1))) {
		forward(cutter);
		number = take_digits(cutter, number, &scale);
	}
	number /= scale;
	if (peek(cutter, 1) == '-' || peek(cutter, 1) == '+')
		exponent = 2;
	if ((peek(cutter, 0) | 0x20) == 'e' && is_digit(peek(cutter, exponent))) {
		double power, unused = 1;
		bool less = peek(cutter, 1) == '-';

		for (size_t i = 0; i < exponent; i++)
			forward(cutter);
		power = take_digits(cutter, 0, &unused);
		number *= pow(10, less ? -fmin(power, 300) : fmin(power, 300));
	}
	return sign * number;
}

static void
take_number(struct cutter *cutter)
{
	struct px_css_token *token = put(cutter, PX_CSS_NUMBER);

	token->number = take_value(cutter);
	if (peek(cutter, 0) == '%') {
		token->kind = PX_CSS_PERCENT;
		forward(cutter);
	} else if (begins_ident(cutter, 0)) {
		token->kind = PX_CSS_DIMENSION;
		take_name(cutter);
		px_text_lower(cutter->text.data);
		token->text = kept(cutter);
	}
}

static void
take_comment(struct cutter *cutter)
{
	forward(cutter);
	forward(cutter);
	while (cutter->at < cutter->end && !(peek(cutter, 0) == '*' && peek(cutter, 1) == '/'))
		forward(cutter);
	forward(cutter);
	forward(cutter);
}

static void
take_named(struct cutter *cutter, enum px_css_kind kind)
{
	struct px_css_token *token = put(cutter, kind);

	forward(cutter);
	take_name(cutter);
	token->text = kept(cutter);
}

static void
take_token(struct cutter *cutter)
{
	char byte = peek(cutter, 0);

	if (is_space(byte)) {
		put(cutter, PX_CSS_SPACE);
		while (is_space(peek(cutter, 0)))
			forward(cutter);
	} else if (byte == '"' || byte == '\'') {
		take_string(cutter);
	} else if (begins_number(cutter)) {
		take_number(cutter);
	} else if (begins_ident(cutter, 0)) {
		take_ident(cutter);
	} else if (byte == '#' && (in_name(peek(cutter, 1)) || escapes(cutter, 1))) {
		take_named(cutter, PX_CSS_HASH);
	} else if (byte == '@' && begins_ident(cutter, 1)) {
		take_named(cutter, PX_CSS_AT);
	} else {
		put(cutter, PX_CSS_MARK)->mark = byte;
		forward(cutter);
	}
}

struct px_css_tokens
px_css_cut(struct px_arena *arena, const char *bytes, size_t length, long line)
{
	struct cutter cutter = { arena, bytes, bytes + length, line, NULL, 0, 0, PX_BUF_INIT };

	while (cutter.at < cutter.end) {
		if (peek(&cutter, 0) == '/' && peek(&cutter, 1) == '*')
			take_comment(&cutter);
		else
			take_token(&cutter);
	}
	put(&cutter, PX_CSS_END);
	px_buf_release(&cutter.text);
	return (struct px_css_tokens){ cutter.items, cutter.count - 1 };
}

bool
px_css_is(const struct px_css_token *token, char mark)
{
	return token->kind == PX_CSS_MARK && token->mark == mark;
}

bool
px_css_ident(const struct px_css_token *token, const char *word)
{
	return token->kind == PX_CSS_IDENT && strcasecmp(token->text, word) == 0;
}

bool
px_css_function(const struct px_css_token *token, const char *name)
{
	return token->kind == PX_CSS_FUNCTION && strcasecmp(token->text, name) == 0;
}

/* One bracket more, one less, or neither. */
static int
step(const struct px_css_token *token)
{
	if (token->kind == PX_CSS_FUNCTION)
		return 1;
	if (token->kind != PX_CSS_MARK || !token->mark)
		return 0;
	if (strchr("([{", token->mark))
		return 1;
	return strchr(")]}", token->mark) ? -1 : 0;
}

size_t
px_css_close(struct px_css_tokens tokens, size_t at)
{
	int depth = 0;

	for (; at < tokens.count; at++) {
		depth += step(&tokens.items[at]);
		if (depth <= 0)
			return at;
	}
	return tokens.count;
}

struct px_css_tokens
px_css_part(struct px_css_tokens tokens, size_t from, size_t to)
{
	if (to > tokens.count)
		to = tokens.count;
	while (from < to && tokens.items[from].kind == PX_CSS_SPACE)
		from++;
	while (to > from && tokens.items[to - 1].kind == PX_CSS_SPACE)
		to--;
	return (struct px_css_tokens){ tokens.items + from, to - from };
}

size_t
px_css_find(struct px_css_tokens tokens, size_t from, char mark)
{
	int depth = 0;

	for (; from < tokens.count; from++) {
		if (depth <= 0 && px_css_is(&tokens.items[from], mark))
			return from;
		depth += step(&tokens.items[from]);
	}
	return tokens.count;
}

static void
write_token(struct px_buf *out, const struct px_css_token *token)
{
	char number[32];

	snprintf(number, sizeof(number), "%g", token->number);
	switch (token->kind) {
	case PX_CSS_NUMBER:
	case PX_CSS_PERCENT:
	case PX_CSS_DIMENSION:
		px_buf_printf(out, "%s%s%s", number, token->text,
			      token->kind == PX_CSS_PERCENT ? "%" : "");
		break;
	case PX_CSS_SPACE:
		px_buf_putc(out, ' ');
		break;
	case PX_CSS_MARK:
		px_buf_putc(out, token->mark);
		break;
	case PX_CSS_STRING:
		px_buf_printf(out, "\"%s\"", token->text);
		break;
	case PX_CSS_URL:
		px_buf_printf(out, "url(%s)", token->text);
		break;
	case PX_CSS_END:
	case PX_CSS_IDENT:
	case PX_CSS_FUNCTION:
	case PX_CSS_AT:
	case PX_CSS_HASH:
	case PX_CSS_BAD:
		px_buf_printf(out, "%s%s%s",
			      token->kind == PX_CSS_AT     ? "@"
			      : token->kind == PX_CSS_HASH ? "#"
							   : "",
			      token->text, token->kind == PX_CSS_FUNCTION ? "(" : "");
	}
}

char *
px_css_written(struct px_arena *arena, struct px_css_tokens tokens)
{
	struct px_buf out = PX_BUF_INIT;
	char *text;

	for (size_t i = 0; i < tokens.count && out.length < 120; i++)
		write_token(&out, &tokens.items[i]);
	text = px_arena_strndup(arena, out.data, out.length);
	px_buf_release(&out);
	return text;
}
