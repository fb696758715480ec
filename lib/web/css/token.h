/*
 * Words of CSS, as CSS Syntax Level 3 cuts them (https://www.w3.org/TR/css-syntax-3/, section 4), with
 * their lines.  Comments are gone; blanks are a token.
 */
#ifndef PX_WEB_CSS_TOKEN_H
#define PX_WEB_CSS_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

enum px_css_kind {
	PX_CSS_END,
	PX_CSS_IDENT,
	PX_CSS_FUNCTION, /* text is its name; its bracket is part of it */
	PX_CSS_AT,
	PX_CSS_HASH,
	PX_CSS_STRING,
	PX_CSS_URL,
	PX_CSS_BAD, /* a string or an address that does not end */
	PX_CSS_NUMBER,
	PX_CSS_PERCENT,
	PX_CSS_DIMENSION, /* text is its unit, in small letters */
	PX_CSS_SPACE,
	PX_CSS_MARK, /* : ; , { } [ ] ( ) and any other character, in `mark` */
};

struct px_css_token {
	enum px_css_kind kind;
	char mark;        /* of PX_CSS_MARK */
	long line;        /* from 1 */
	double number;    /* of PX_CSS_NUMBER, PX_CSS_PERCENT, PX_CSS_DIMENSION */
	const char *text; /* escapes undone; "" where it says nothing */
};

struct px_css_tokens {
	const struct px_css_token *items;
	size_t count; /* without the PX_CSS_END that follows the last */
};

/* Cut a text that begins on this line, a comment that has no end too; bytes that are not UTF-8 stand. */
struct px_css_tokens px_css_cut(struct px_arena *arena, const char *bytes, size_t length,
				long line);

bool px_css_is(const struct px_css_token *token, char mark);
bool px_css_ident(const struct px_css_token *token, const char *word); /* whatever the case */
bool px_css_function(const struct px_css_token *token, const char *name);

/* Where the block that opens at `at` (a bracket, or a function) ends: the place of its closing bracket, or
 * the count. */
size_t px_css_close(struct px_css_tokens tokens, size_t at);

/* Tokens from this place to that one, without blanks around. */
struct px_css_tokens px_css_part(struct px_css_tokens tokens, size_t from, size_t to);

/* The place of the next comma (or other mark) outside brackets, from here on, or the count. */
size_t px_css_find(struct px_css_tokens tokens, size_t from, char mark);

/* The tokens as they may be written, for messages. */
char *px_css_written(struct px_arena *arena, struct px_css_tokens tokens);

#endif
