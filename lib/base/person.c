#include "base/person.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum { MOST_WORDS = 16 };

static bool
is_capitals(const char *word)
{
	bool letter = false;

	for (; *word; word++) {
		if (islower((unsigned char)*word))
			return false;
		letter = letter || isupper((unsigned char)*word);
	}
	return letter;
}

static bool
is_courtesy(const char *word)
{
	static const char *const courtesies[] = { "dr", "dr.", "docteur", "pr",   "pr.",
						  "m.", "mr",  "mme",     "mme.", "mlle" };

	for (size_t i = 0; i < PX_COUNT(courtesies); i++)
		if (px_text_same(courtesies[i], word))
			return true;
	return false;
}

/* The words that make a name: no blanks between, no courtesy in front. */
static size_t
cut(char *text, char **words)
{
	char *parts[MOST_WORDS];
	size_t count = px_text_split(text, ' ', parts, MOST_WORDS), kept = 0;

	for (size_t i = 0; i < count; i++)
		if (*parts[i] && (kept || !is_courtesy(parts[i])))
			words[kept++] = parts[i];
	return kept;
}

static bool
is_family(char **words, size_t count, size_t i, size_t capitals, bool given_first)
{
	if (capitals && capitals < count)
		return is_capitals(words[i]);
	return count == 1 || (given_first ? i > 0 : i + 1 < count);
}

bool
px_person_split(struct px_arena *arena, const char *text, bool given_first, const char **family,
		const char **given)
{
	char *words[MOST_WORDS];
	size_t count = cut(px_arena_strdup(arena, text), words), capitals = 0;

	*family = *given = "";
	for (size_t i = 0; i < count; i++)
		capitals += is_capitals(words[i]);
	for (size_t i = 0; i < count; i++) {
		const char **to =
			is_family(words, count, i, capitals, given_first) ? family : given;

		*to = px_arena_printf(arena, "%s%s%s", *to, **to ? " " : "", words[i]);
	}
	return count < 3 || (capitals && capitals < count);
}
