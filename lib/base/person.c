#include "base/person.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum { MOST_WORDS = 16, COURTESY_SIZE = 16 /* bytes, its end too */ };

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

static const char courtesies[] = "dr|dr.|docteur|pr|pr.|m.|mr|mme|mme.|mlle";

static bool
is_courtesy(const char *word)
{
	struct px_buf folded = PX_BUF_INIT;
	bool is;

	px_text_fold(word, &folded);
	is = px_text_listed(courtesies, folded.data);
	px_buf_release(&folded);
	return is;
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

const char *
px_person_bare(const char *text)
{
	for (;;) {
		char word[COURTESY_SIZE];
		size_t length = strcspn(text += strspn(text, " "), " ");

		if (!length || length >= sizeof(word) || !text[length])
			return text;
		memcpy(word, text, length);
		word[length] = '\0';
		if (!is_courtesy(word))
			return text;
		text += length;
	}
}
