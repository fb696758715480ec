/* What may stand in place of an operand: read from the same text that help prints. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "cli/help/complete_part.h"

enum { MOST_PLACES = 8, MOST_CHOICES = 8, NAME_SIZE = 64 };

/* "TASK… on TASK…" cut at its blanks. */
struct places {
	char *items[MOST_PLACES];
	size_t count;
};

static const char more[] = "…";

static bool
is_repeated(const char *place)
{
	return strstr(place, more) != NULL;
}

static bool
is_literal(const char *place)
{
	return islower((unsigned char)*place) != 0;
}

/* Operands that were given, options left out; the run is as before but for its arena. */
static size_t
count_given(const struct px_asking *asking, char ***operands)
{
	struct px_run *run = asking->run;
	struct px_run before = *run;
	struct px_err ignored = PX_ERR_INIT;
	size_t count = 0;

	if (px_options_parse(run, asking->words, asking->count, &ignored) == 0) {
		*operands = run->operands;
		count = run->operand_count;
	}
	before.arena = run->arena;
	*run = before;
	return count;
}

/* The type that a word in capitals names; WHO is a person. */
static const struct px_type *
type_named(const char *capitals)
{
	char name[NAME_SIZE];
	size_t length = strspn(capitals, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (length == 0 || length >= sizeof(name))
		return NULL;
	for (size_t i = 0; i < length; i++)
		name[i] = (char)tolower((unsigned char)capitals[i]);
	name[length] = '\0';
	return px_type_find(strcmp(name, "who") == 0 ? "practitioner" : name);
}

/* One place: "add|edit", "[TITLE|SERIES…]", "TASK…". */
static void
offer_place(const struct px_asking *asking, const char *place)
{
	char *copy = px_arena_strdup(&asking->run->arena, place), *choices[MOST_CHOICES];
	size_t count = px_text_split(copy, '|', choices, MOST_CHOICES);

	for (size_t i = 0; i < count; i++) {
		char *choice = choices[i] + strspn(choices[i], "[(");

		choice = strncmp(choice, "STATE:]", 7) == 0 ? choice + 7 : choice;
		const struct px_type *type = type_named(choice);

		choice[strcspn(choice, "])")] = '\0';
		if (is_literal(choice))
			px_complete_offer(asking, choice, NULL);
		else if (strcmp(choice, "RECORD") == 0 || strncmp(choice, "RECORD…", 6) == 0)
			px_complete_records(asking, asking->type, asking->verb->applies);
		else if (type)
			px_complete_records(asking, type, asking->verb->applies);
	}
}

static bool
is_given(char **operands, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(operands[i], word) == 0)
			return true;
	return false;
}

/* The word between two lists ("on") may come once the first has begun, and ends it. */
static void
offer_in_lists(const struct px_asking *asking, const struct places *places, char **operands,
	       size_t given)
{
	if (given && !is_given(operands, given, places->items[1]))
		px_complete_offer(asking, places->items[1], NULL);
	offer_place(asking, places->items[0]);
}

void
px_complete_operands(const struct px_asking *asking)
{
	const char *text = asking->verb->operands;
	struct places places = { .count = 0 };
	struct px_asking named = *asking;
	const char *colon;
	char **operands = NULL, *copy;
	size_t given, at;

	if (!text)
		return;
	copy = px_arena_strdup(&asking->run->arena, text);
	places.count = px_text_split(copy, ' ', places.items, MOST_PLACES);
	given = count_given(asking, &operands);
	if (places.count == 3 && is_repeated(places.items[0]) && is_literal(places.items[1])) {
		offer_in_lists(asking, &places, operands, given);
		return;
	}
	/* `log TYPE RECORD`: a record of that type. */
	if (given && strncmp(places.items[0], "[TYPE", 5) == 0 && px_type_find(operands[0]))
		named.type = px_type_find(operands[0]);
	/* `absent:dupont`: the state is settled. */
	colon = strstr(text, "[STATE:]") ? strchr(asking->last, ':') : NULL;
	if (colon)
		named.before = (size_t)(colon + 1 - asking->last);
	at = given < places.count                          ? given
	     : is_repeated(places.items[places.count - 1]) ? places.count - 1
							   : places.count;
	if (at == places.count)
		return;
	for (size_t i = 0; asking->verb->operand; i++) {
		const char *word = asking->verb->operand(asking->run, at, i);

		if (!word)
			break;
		px_complete_word(asking, word);
	}
	if (!strchr(asking->last, '='))
		offer_place(&named, places.items[at]);
}
