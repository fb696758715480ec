#include "io/source/guard.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* English and French spreadsheets. */
static const char *const errors[] = {
	"#N/A",     "#REF!", "#VALEUR!", "#VALUE!", "#DIV/0!", "#NOM?",         "#NAME?",
	"#NOMBRE!", "#NUM!", "#NUL!",    "#NULL!",  "#SPILL!", "#PROPAGATION!",
};

bool
px_guard_error(const char *text)
{
	size_t hashes;

	if (text[0] != '#')
		return false;
	for (size_t i = 0; i < PX_COUNT(errors); i++) {
		if (strcmp(text, errors[i]) == 0)
			return true;
	}
	hashes = strspn(text, "#"); /* a column too narrow, saved as shown */
	return hashes > 3 && text[hashes] == '\0';
}

static bool
is_formula(const char *text)
{
	return *text != '\0' && strchr("=+-@\t\r", *text);
}

/* What spreadsheets know beside digits; three letters of a month or of a day are enough for them. */
static const char *const months[] = {
	"janvier", "février",   "mars",    "avril",    "mai",      "juin", "juillet",
	"août",    "septembre", "octobre", "novembre", "décembre", "janv", "févr",
	"fév",     "avr",       "juil",    "sept",     "oct",      "nov",  "déc",
};
static const char *const others[] = { "lundi",    "mardi",  "mercredi", "jeudi",
				      "vendredi", "samedi", "dimanche", "e",
				      "am",       "pm",     "eur" };
static const char *const truths[] = { "vrai", "faux", "true", "false" };
enum { LONGEST_RETYPED = 40 };

static bool
is_among(const char *const *words, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (px_text_same(words[i], text))
			return true;
	return false;
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (unsigned char)byte >= 0x80;
}

/* The length of what stands between words and numbers here, 0 when it is none of it. */
static size_t
mark_at(const char *text)
{
	static const char *const wide[] = { "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x82\xac",
					    "\xe2\x88\x92" };

	for (size_t i = 0; i < PX_COUNT(wide); i++)
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	return *text && strchr(" .,/:+-%$()", *text) ? 1 : 0;
}

/* Nothing but numbers, the signs between them, and the words of a date? */
static bool
is_dated(const char *text)
{
	size_t length, numbers = 0;

	while (*text) {
		char word[LONGEST_RETYPED + 1];

		if (*text >= '0' && *text <= '9') {
			numbers++;
			text += strspn(text, "0123456789");
			continue;
		}
		if ((length = mark_at(text)) > 0) {
			text += length;
			continue;
		}
		while (is_letter(text[length]) && !mark_at(text + length))
			length++;
		if (!length)
			return false;
		memcpy(word, text, length);
		word[length] = '\0';
		if (!is_among(months, PX_COUNT(months), word) &&
		    !is_among(others, PX_COUNT(others), word))
			return false;
		text += length;
	}
	return numbers > 0;
}

/* Written back as it stands: no zero too many, and few enough digits to be shown. */
static bool
is_plain(const char *text)
{
	enum { MOST_DIGITS = 11 };
	const char *first = text + (*text == '-');
	size_t whole = strspn(first, "0123456789"), more;

	if (*text == '+' && text[1] && text[1 + strspn(text + 1, "0123456789 ")] == '\0')
		return true;
	if (!whole || whole > MOST_DIGITS || (*first == '0' && whole > 1))
		return false;
	if (!first[whole])
		return true;
	more = first[whole] == ',' ? strspn(first + whole + 1, "0123456789") : 0;
	return more && !first[whole + 1 + more] && first[whole + more] != '0';
}

bool
px_guard_retyped(const char *text)
{
	if (!*text || strlen(text) > LONGEST_RETYPED || is_plain(text))
		return false;
	return is_among(truths, PX_COUNT(truths), text) || is_dated(text);
}

/* What a ' is put before, and taken away from. */
static bool
is_guarded(const char *text)
{
	return is_formula(text) || px_guard_error(text) || px_guard_retyped(text);
}

/* Is this ="0123" and nothing else?  *length is that of what is quoted. */
static bool
is_quoted(const char *text, size_t *length)
{
	if (text[0] != '=' || text[1] != '"')
		return false;
	*length = strcspn(text + 2, "\"");
	return text[2 + *length] == '"' && text[3 + *length] == '\0';
}

char *
px_guard_undo(char *text)
{
	size_t length;

	if (text[0] == '\'') {
		const char *rest = text + strspn(text, "'");

		return is_guarded(rest) ? text + 1 : text;
	}
	if (!is_quoted(text, &length))
		return text;
	text[2 + length] = '\0';
	return text + 2;
}

static bool
is_number(const char *text)
{
	size_t length = strlen(text);

	return (text[0] == '-' || text[0] == '+') && text[1] >= '0' && text[1] <= '9' &&
	       strspn(text + 1, "0123456789 .,") == length - 1;
}

bool
px_guard_needed(const char *text)
{
	const char *rest = text + strspn(text, "'");

	if (rest > text)
		return is_guarded(rest);
	return (is_formula(text) || px_guard_error(text)) && !is_number(text);
}

bool
px_guard_ambiguous(const char *text)
{
	const char *rest = text + strspn(text, "'");
	size_t length;

	if (rest > text)
		return is_guarded(rest);
	return is_quoted(text, &length) || px_guard_error(text);
}
