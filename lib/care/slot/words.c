/* What is looked for, in everyday words: professions and specialties, and services by their kind; and
 * skills that the organization writes in words of its own. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/find.h"
#include "care/slot/part.h"

enum { SLUG_LIMIT = 80, MOST_TRADES = 16 };

/* Kinds of organizations that offer slots, and what people call what they do. */
static const struct {
	const char *kind, *words;
} services[] = {
	{ "imaging", "imagerie|radio|radiologie|radiologue|scanner|irm|echographie|echo|"
		     "mammographie|imaging|radiology" },
	{ "laboratory", "labo|laboratoire|biologie|prise-de-sang|analyses|laboratory" },
	{ "pharmacy", "pharmacie|pharmacien|pharmacienne|pharmacy" },
	{ "hospital", "hopital|clinique|hospitalisation|hospital" },
	{ "ehpad", "ehpad|maison-de-retraite|nursing-home" },
	{ "social", "social|assistante-sociale|social-worker" },
};

struct meaning {
	struct px_arena *arena;
	const char **trades;
	size_t count, capacity;
};

static void
add(struct meaning *meaning, const char *trade)
{
	const char **bigger;

	for (size_t i = 0; i < meaning->count; i++)
		if (strcmp(meaning->trades[i], trade) == 0)
			return;
	if (meaning->count == meaning->capacity) {
		meaning->capacity = meaning->capacity ? 2 * meaning->capacity : 16;
		bigger = px_arena_alloc(meaning->arena, meaning->capacity * sizeof(*bigger));
		if (meaning->count)
			memcpy(bigger, meaning->trades, meaning->count * sizeof(*bigger));
		meaning->trades = bigger;
	}
	meaning->trades[meaning->count++] = trade;
}

static bool
add_services(struct meaning *meaning, const char *word)
{
	const char *slug = px_text_slug(meaning->arena, word, SLUG_LIMIT);
	bool found = false;

	for (size_t i = 0; i < PX_COUNT(services); i++) {
		if (!px_text_listed(services[i].words, slug) && strcmp(services[i].kind, slug) != 0)
			continue;
		add(meaning, px_arena_printf(meaning->arena, "service/%s", services[i].kind));
		found = true;
	}
	return found;
}

/* The word as it was written, accents and all: these are what was asked, of which word is one, folded. */
struct written {
	char *const *words;
	size_t count;
};

/* Is it a sign between words?  What is no ASCII is a letter. */
static bool
is_between(char c)
{
	return c && !((unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
		      (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
}

static const char *
as_written(struct px_arena *arena, const struct written *written, const char *word)
{
	for (size_t i = 0; i < written->count; i++)
		for (const char *text = written->words[i]; *text;) {
			const char *begin = text, *part;

			while (*text && !is_between(*text))
				text++;
			part = px_arena_strndup(arena, begin, (size_t)(text - begin));
			if (*part && strcmp(px_text_slug(arena, part, SLUG_LIMIT), word) == 0)
				return part;
			while (is_between(*text))
				text++;
		}
	return word;
}

static int
say_unknown(const char *word, const char *folded, struct px_err *err)
{
	const char *near = px_find_nearest(folded);

	return near ? px_err_set(err, PX_USAGE,
				 _("%s: no profession, specialty or skill is called so (did you "
				   "mean %s?)"),
				 word, near)
		    : px_err_set(err, PX_USAGE,
				 _("%s: no profession, specialty or skill is called so"), word);
}

/*
 * Skills in words.  Different ones are few: they are read one after the other out of their index,
 * whatever the number of people who have them.
 */
static const char next_skill_sql[] =
	"SELECT \"value\" FROM \"practitioner_skills\" WHERE \"organization\" = $1 "
	"AND \"value\" > $2 ORDER BY \"value\" LIMIT 1";
static const char professions_sql[] =
	"SELECT DISTINCT p.\"profession\" FROM \"practitioner_skills\" s "
	"JOIN \"practitioner\" p ON p.\"organization\" = s.\"organization\" "
	"AND p.\"id\" = s.\"owner\" WHERE s.\"organization\" = $1 AND s.\"value\" = $2 "
	"AND p.\"profession\" IS NOT NULL";

struct skill_search {
	const struct px_slot_at *at;
	const struct px_find *find;
	char **words; /* each begins a word of the skill */
	size_t word_count;
	struct meaning *meaning;
	const struct written *written;
};

static void
add_skill(struct skill_search *search, const char *profession, const char *skill)
{
	struct px_buf text = PX_BUF_INIT;
	char *trades[MOST_TRADES];
	size_t count;

	px_trades_of_skill(search->at->arena, profession, skill, &text);
	count = px_text_split(px_arena_strdup(search->at->arena, text.data ? text.data : ""), ' ',
			      trades, MOST_TRADES);
	for (size_t i = 0; i < count; i++)
		add(search->meaning, trades[i]);
	px_buf_release(&text);
}

/* Of the professions that were named with it; else of whoever has it. */
static int
add_professions(struct skill_search *search, const char *skill, struct px_err *err)
{
	struct px_stmt *stmt;
	int got = 1;

	for (size_t i = 0; i < search->find->trade_count; i++)
		add_skill(search, search->find->trades[i].profession, skill);
	if (search->find->trade_count)
		return 0;
	stmt = px_store_prepare(search->at->store, professions_sql, err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, search->at->organization);
	px_bind_text(stmt, 2, skill);
	while ((got = px_stmt_step(stmt, err)) > 0)
		add_skill(search, px_stmt_text(stmt, 0), skill);
	px_stmt_done(stmt);
	return got;
}

/* The skill after this one, in the arena: 1, 0 past the last, -1. */
static int
next_skill(const struct px_slot_at *at, const char **skill, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, next_skill_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_text(stmt, 2, *skill);
	got = px_stmt_step(stmt, err);
	if (got > 0)
		*skill = px_arena_strdup(at->arena, px_stmt_text(stmt, 0));
	px_stmt_done(stmt);
	return got;
}

static bool
says_all(const struct skill_search *search, const char *skill)
{
	for (size_t i = 0; i < search->word_count; i++)
		if (!px_find_says(skill, search->words[i], search->at->arena))
			return false;
	return true;
}

static const char *
phrase_of(const struct skill_search *search, bool written)
{
	struct px_arena *arena = search->at->arena;
	const char *phrase = "";

	for (size_t i = 0; i < search->word_count; i++)
		phrase = px_arena_printf(
			arena, "%s%s%s", phrase, i ? " " : "",
			written ? as_written(arena, search->written, search->words[i])
				: search->words[i]);
	return phrase;
}

static int
add_skills(struct skill_search *search, struct px_err *err)
{
	size_t count = search->meaning->count;
	const char *skill = "";
	int got;

	while ((got = next_skill(search->at, &skill, err)) > 0)
		if (says_all(search, skill) && add_professions(search, skill, err))
			return -1;
	if (got == 0 && search->meaning->count == count)
		return say_unknown(phrase_of(search, true), phrase_of(search, false), err);
	return got;
}

/* A specialty is found by its code alone: nobody knows who of its people has the skill too. */
static int
check_alone(const struct px_find *find, const char *skill, struct px_err *err)
{
	for (size_t i = 0; i < find->trade_count; i++)
		if (find->trades[i].skill)
			return px_err_set(err, PX_USAGE,
					  _("%s: say it alone or with a profession, and with no "
					    "specialty"),
					  skill);
	return 0;
}

/* Words that are no profession are a service's, one by one, or those of a skill, together. */
static int
add_names(const struct px_slot_at *at, const struct px_find *find, const struct written *written,
	  struct meaning *meaning, struct px_err *err)
{
	struct skill_search search = {
		.at = at, .find = find, .meaning = meaning, .written = written
	};

	search.words = px_arena_alloc(at->arena, (find->name_count + 1) * sizeof(*search.words));
	for (size_t i = 0; i < find->name_count; i++)
		if (!add_services(meaning, find->names[i]))
			search.words[search.word_count++] = find->names[i];
	if (!search.word_count)
		return 1;
	return check_alone(find, as_written(at->arena, written, search.words[0]), err) ||
			       add_skills(&search, err)
		       ? -1
		       : 0;
}

int
px_slot_words(const struct px_slot_at *at, char *const *words, size_t count,
	      const char *const **trades, size_t *trade_count, struct px_buf *said,
	      struct px_err *err)
{
	struct px_find find = { .within = -1 };
	struct meaning meaning = { .arena = at->arena };
	const struct written written = { words, count };
	int whole;

	px_find_words(&find, words, count, at->arena, said);
	for (size_t i = 0; i < count; i++)
		add_services(&meaning, words[i]);
	whole = add_names(at, &find, &written, &meaning, err);
	if (whole < 0)
		return -1;
	for (size_t i = 0; whole && i < find.trade_count; i++)
		add(&meaning, px_arena_printf(at->arena, "%s/%s", find.trades[i].profession,
					      find.trades[i].skill ? find.trades[i].skill : "*"));
	if (count && !meaning.count)
		return px_err_set(err, PX_USAGE, _("'%s': no word to look for"), words[0]);
	*trades = meaning.trades;
	*trade_count = meaning.count;
	return 0;
}
