/* A phrase cut into tokens: words, numbers, signs. */
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/when/when_parse.h"

/* In folded text, a byte past ASCII is part of a letter: no word of ours has one. */
static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c & 0x80);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
run_length(const char *at)
{
	bool (*same)(char) = is_digit(*at) ? is_digit : is_letter;
	size_t length = 0;

	while (at[length] != '\0' && same(at[length]))
		length++;
	return length == 0 ? 1 : length;
}

/* Apres-demain and aujourd'hui are two words, "nov." is one. */
static bool
joins_words(const char *text, const char *at)
{
	if (at == text || !is_letter(at[-1]))
		return false;
	return *at == '.' || ((*at == '-' || *at == '\'') && is_letter(at[1]));
}

/* False when the token is longer than any that a date has. */
static bool
fill(struct px_when_token *token, const char *at, size_t length)
{
	size_t limit = is_digit(*at) ? PX_WHEN_DIGITS : PX_WHEN_WORD - 1;

	if (length > limit)
		return false;
	memcpy(token->text, at, length);
	token->text[length] = '\0';
	token->kind = is_digit(*at)    ? PX_TOKEN_NUMBER
		      : is_letter(*at) ? PX_TOKEN_WORD
				       : PX_TOKEN_SIGN;
	token->number = 0;
	token->digits = token->kind == PX_TOKEN_NUMBER ? (int)length : 0;
	for (int i = 0; i < token->digits; i++)
		token->number = 10 * token->number + (at[i] - '0');
	return true;
}

static bool
cut(struct px_when_parse *p, const char *text)
{
	bool glued = false;

	for (const char *at = text; *at != '\0';) {
		size_t length = run_length(at);

		if (*at == ' ' || joins_words(text, at)) {
			glued = false;
			at++;
			continue;
		}
		if (p->count == PX_WHEN_TOKENS || !fill(&p->tokens[p->count], at, length))
			return false;
		p->tokens[p->count++].glued = glued;
		glued = true;
		at += length;
	}
	return true;
}

/* The minus sign of typography, as a phone writes it: -3j. */
static void
mend_minus(char *text)
{
	static const char minus[] = "\xe2\x88\x92";
	char *at;

	while ((at = strstr(text, minus))) {
		*at = '-';
		memmove(at + 1, at + 3, strlen(at + 3) + 1);
	}
}

int
px_when_lex(struct px_when_parse *p, struct px_err *err)
{
	struct px_buf folded = PX_BUF_INIT;
	bool done;

	if (strlen(p->phrase) > PX_WHEN_LENGTH)
		return px_err_set(err, PX_USAGE,
				  _("a text of %zu bytes is no date: write 2025-12-24 or demain"),
				  strlen(p->phrase));
	px_text_fold(p->phrase, &folded);
	mend_minus(folded.data);
	p->count = 0;
	done = cut(p, folded.data);
	px_buf_release(&folded);
	if (done)
		return 0;
	return px_err_set(err, PX_USAGE, _("'%s': not a date: write 2025-12-24 or demain"),
			  p->phrase);
}
