#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/find.h"
#include "model/professions.h"
#include "model/specialties.h"

enum { SLUG_LIMIT = 120, MOST_TOKENS = 32, LONGEST_PHRASE = 6, MOST_ALTERNATIVES = 8 };

/* Words that stand for others: those of several meanings are told, as they are written here. */
static const struct {
	const char *word, *meanings;
} abbreviations[] = {
	{ "ortho", "orthophoniste|orthoptiste|orthodontiste|orthopédiste" },
	{ "psy", "psychologue|psychiatre|psychothérapeute" },
	{ "rea", "réanimateur|anesthésiste" },
	{ "radio", "radiologue|manipulateur-radio" },
	{ "nutritionniste", "diététicien|endocrinologue" },
	{ "nutrition", "diététicien|endocrinologue" },
	{ "gyn", "gynécologue" },
	{ "derm", "dermatologue" },
	{ "ophta", "ophtalmologue" },
	{ "gastro-entero", "gastro-entérologue" },
	{ "dentaire", "dentiste" },
	{ "pharmacie", "pharmacien" },
	{ "officine", "pharmacien" },
	{ "opticien-optometriste", "opticien" },
	{ "optique", "opticien" },
	{ "audio", "audioprothésiste" },
	{ "labo", "biologiste" },
	{ "laboratoire", "biologiste" },
	{ "imagerie", "radiologue" },
	{ "irm", "radiologue" },
	{ "scanner", "radiologue" },
	{ "psychomot", "psychomotricien" },
	{ "toubib", "généraliste" },
	{ "nurse-practitioner", "ipa" },
	{ "soins-infirmiers", "infirmier" },
	{ "cabinet-infirmier", "infirmier" },
	{ "kinesitherapie", "kinésithérapeute" },
	{ "osteopathie", "ostéopathe" },
	{ "orthophonie", "orthophoniste" },
	{ "orthoptie", "orthoptiste" },
	{ "podologie", "podologue" },
	{ "pedicurie", "pédicure" },
	{ "psychologie", "psychologue" },
	{ "psychotherapie", "psychothérapeute" },
	{ "ergotherapie", "ergothérapeute" },
	{ "psychomotricite", "psychomotricien" },
	{ "dietetique", "diététicien" },
	{ "maieutique", "sage-femme" },
};

/* What a team says of its own, and no register: looked for among the skills, whatever profession the
 * word is written for in a file. */
static const char skill_words[] = "asalee|infirmier-asalee|infirmiere-asalee";

/* A physician who is nobody's specialist: the three forms of general practice, or no skill at all. */
static const char general_words[] =
	"generaliste|medecin-generaliste|medecin-traitant|medecin-de-famille|medecine-generale|mg|"
	"gp|"
	"general-practitioner|family-doctor|omnipraticien|omnipraticienne";
static const struct px_find_trade general[] = {
	{ "10", "SM26" }, { "10", "SM53" }, { "10", "SM54" }, { "10", "" }
};

static void
add_trade(struct px_find *find, struct px_arena *arena, struct px_find_trade trade)
{
	struct px_find_trade *bigger;

	if (find->trade_count == find->trade_capacity) {
		find->trade_capacity = find->trade_capacity ? 2 * find->trade_capacity : 16;
		bigger = px_arena_alloc(arena, find->trade_capacity * sizeof(*bigger));
		if (find->trade_count)
			memcpy(bigger, find->trades, find->trade_count * sizeof(*bigger));
		find->trades = bigger;
	}
	find->trades[find->trade_count++] = trade;
}

static bool
add_specialties(struct px_find *find, struct px_arena *arena, const char *slug)
{
	bool found = false;

	for (const struct px_term *s = px_specialties; s->code; s++) {
		if (!px_term_is(s, slug))
			continue;
		add_trade(find, arena, (struct px_find_trade){ s->profession, s->code });
		found = true;
	}
	return found;
}

/* One meaning, in the singular. */
static bool
add_meaning(struct px_find *find, struct px_arena *arena, const char *slug)
{
	const struct px_term *profession;

	if (px_text_listed(general_words, slug)) {
		for (size_t i = 0; i < PX_COUNT(general); i++)
			add_trade(find, arena, general[i]);
		return true;
	}
	if (add_specialties(find, arena, slug))
		return true;
	profession = px_profession_is_specialist(slug) ? NULL : px_profession_find(slug);
	if (profession)
		add_trade(find, arena, (struct px_find_trade){ profession->code, NULL });
	return profession != NULL;
}

/* "psy: psychologue, psychiatre, psychothérapeute", and each of them is meant. */
static bool
add_abbreviation(struct px_find *find, struct px_arena *arena, const char *slug,
		 struct px_buf *said)
{
	char *meanings[MOST_ALTERNATIVES];
	size_t i = 0, count;

	while (i < PX_COUNT(abbreviations) && strcmp(abbreviations[i].word, slug) != 0)
		i++;
	if (i == PX_COUNT(abbreviations))
		return false;
	count = px_text_split(px_arena_strdup(arena, abbreviations[i].meanings), '|', meanings,
			      MOST_ALTERNATIVES);
	if (count > 1)
		px_buf_printf(said, "%s%s: ", said->length ? "; " : "", slug);
	for (size_t j = 0; j < count; j++) {
		add_meaning(find, arena, px_text_slug(arena, meanings[j], SLUG_LIMIT));
		if (count > 1)
			px_buf_printf(said, "%s%s", j ? ", " : "", meanings[j]);
	}
	return true;
}

static bool
take_phrase(struct px_find *find, struct px_arena *arena, char *slug, struct px_buf *said)
{
	size_t length = strlen(slug);

	if (px_text_listed(skill_words, slug))
		return false;
	if (add_abbreviation(find, arena, slug, said) || add_meaning(find, arena, slug))
		return true;
	if (length < 4 || slug[length - 1] != 's')
		return false;
	slug[length - 1] = '\0';
	return add_meaning(find, arena, slug);
}

/* The first of these tokens that make a word, as many as possible: their number. */
static size_t
take_tokens(struct px_find *find, struct px_arena *arena, char *const *tokens, size_t count,
	    struct px_buf *said)
{
	for (size_t length = count < LONGEST_PHRASE ? count : LONGEST_PHRASE; length; length--) {
		struct px_buf phrase = PX_BUF_INIT;
		bool taken;

		for (size_t i = 0; i < length; i++)
			px_buf_printf(&phrase, "%s%s", i ? "-" : "", tokens[i]);
		taken = take_phrase(find, arena, phrase.data, said);
		px_buf_release(&phrase);
		if (taken)
			return length;
	}
	return 0;
}

/* "médecin cardiologue": the profession as a whole gives way to the skills that were said of it. */
static void
narrow(struct px_find *find)
{
	size_t kept = 0;

	for (size_t i = 0; i < find->trade_count; i++) {
		bool wider = false;

		for (size_t j = 0; j < find->trade_count && !find->trades[i].skill; j++)
			wider = wider ||
				(find->trades[j].skill && strcmp(find->trades[j].profession,
								 find->trades[i].profession) == 0);
		if (!wider)
			find->trades[kept++] = find->trades[i];
	}
	find->trade_count = kept;
}

void
px_find_words(struct px_find *find, char *const *words, size_t count, struct px_arena *arena,
	      struct px_buf *said)
{
	char *tokens[MOST_TOKENS];
	size_t token_count = 0;

	for (size_t i = 0; i < count && token_count < MOST_TOKENS; i++) {
		char *slug = px_text_slug(arena, words[i], SLUG_LIMIT);

		if (*slug)
			token_count += px_text_split(slug, '-', tokens + token_count,
						     MOST_TOKENS - token_count);
	}
	find->names = px_arena_alloc(arena, (token_count + 1) * sizeof(*find->names));
	for (size_t i = 0, taken; i < token_count; i += taken ? taken : 1) {
		taken = take_tokens(find, arena, tokens + i, token_count - i, said);
		if (!taken)
			find->names[find->name_count++] = tokens[i];
	}
	narrow(find);
}

/* The first word of each profession, then of each specialty. */
static const char *
nth_word(const void *data, size_t i)
{
	size_t professions = 0;

	(void)data;
	while (px_professions[professions].code)
		professions++;
	return i < professions ? px_professions[i].word : px_specialties[i - professions].word;
}

const char *
px_find_word(size_t i)
{
	return nth_word(NULL, i);
}

const char *
px_find_nearest(const char *word)
{
	return px_text_nearest(word, nth_word, NULL);
}
