#include "io/source/guard.h"

#include <string.h>

#include "base/mem.h"

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

		return is_formula(rest) || px_guard_error(rest) ? text + 1 : text;
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

	return (is_formula(rest) || px_guard_error(rest)) && !(rest == text && is_number(text));
}

bool
px_guard_ambiguous(const char *text)
{
	const char *rest = text + strspn(text, "'");
	size_t length;

	if (rest > text)
		return is_formula(rest) || px_guard_error(rest);
	return is_quoted(text, &length) || px_guard_error(text);
}
