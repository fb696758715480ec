/* Places as people and envelopes write them, in the words that communes are known by. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "care/find.h"

enum { SLUG_LIMIT = 120, MOST_TOKENS = 16, POSTCODE_LENGTH = 5, MOST_ARRONDISSEMENTS = 20 };

static bool
is_digits(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

/* "44000 nantes cedex 1": mail goes there, nobody lives there. */
static bool
drop_cedex(char **tokens, size_t *count)
{
	for (size_t i = 1; i < *count; i++) {
		if (strcmp(tokens[i], "cedex") != 0)
			continue;
		*count = i;
		return true;
	}
	return false;
}

/* "st pierre 97410": the postcode comes first. */
static bool
turn_round(char **tokens, size_t count)
{
	char *last = tokens[count - 1];

	if (count < 2 || strlen(last) != POSTCODE_LENGTH || !is_digits(last))
		return false;
	memmove(tokens + 1, tokens, (count - 1) * sizeof(*tokens));
	tokens[0] = last;
	return true;
}

/* "lyon 3e", "paris 1er", "marseille 8ème": two digits. */
static bool
number_arrondissement(char **tokens, size_t count, struct px_arena *arena)
{
	char *end, *last = tokens[count - 1];
	long number = strtol(last, &end, 10);

	if (count != 2 || end == last || number < 1 || number > MOST_ARRONDISSEMENTS ||
	    !px_text_listed("paris|lyon|marseille", tokens[0]) ||
	    !(!*end || px_text_listed("er|e|eme|nd|nde|ieme", end)))
		return false;
	tokens[1] = px_arena_printf(arena, "%02ld", number);
	return true;
}

/* "angers (49)": the name alone; what it shares with others is told then. */
static bool
drop_department(const char *text, char **tokens, size_t *count)
{
	const char *open = strchr(text, '(');

	if (*count < 2 || !open || strspn(open + 1, "0123456789ABab") < 2 || !strchr(open, ')') ||
	    strlen(tokens[*count - 1]) > 3)
		return false;
	--*count;
	return true;
}

const char *
px_find_place(const char *text, struct px_arena *arena)
{
	char *tokens[MOST_TOKENS];
	size_t count =
		px_text_split(px_text_slug(arena, text, SLUG_LIMIT), '-', tokens, MOST_TOKENS);
	const char *place;
	bool other = false;

	if (!count || count == MOST_TOKENS || strpbrk(text, ".,;")) /* degrees, most often */
		return text;
	other = drop_cedex(tokens, &count);
	other = drop_department(text, tokens, &count) || other;
	other = turn_round(tokens, count) || other;
	other = number_arrondissement(tokens, count, arena) || other;
	place = tokens[0];
	for (size_t i = 1; i < count; i++)
		place = px_arena_printf(arena, "%s %s", place, tokens[i]);
	return other ? place : text;
}
