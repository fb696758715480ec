/* What is looked for, in everyday words: professions and specialties, and services by their kind. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/find.h"
#include "care/slot/part.h"

enum { SLUG_LIMIT = 80 };

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
	const char **trades;
	size_t count, limit;
};

static void
add(struct meaning *meaning, const char *trade)
{
	for (size_t i = 0; i < meaning->count; i++)
		if (strcmp(meaning->trades[i], trade) == 0)
			return;
	if (meaning->count < meaning->limit)
		meaning->trades[meaning->count++] = trade;
}

static bool
add_services(struct meaning *meaning, struct px_arena *arena, const char *word)
{
	const char *slug = px_text_slug(arena, word, SLUG_LIMIT);
	bool found = false;

	for (size_t i = 0; i < PX_COUNT(services); i++) {
		if (!px_text_listed(services[i].words, slug) && strcmp(services[i].kind, slug) != 0)
			continue;
		add(meaning, px_arena_printf(arena, "service/%s", services[i].kind));
		found = true;
	}
	return found;
}

static int
say_unknown(const char *word, struct px_err *err)
{
	const char *near = px_find_nearest(word);

	return near ? px_err_set(err, PX_USAGE,
				 _("%s: no profession or specialty is called so (did you mean "
				   "%s?)"),
				 word, near)
		    : px_err_set(err, PX_USAGE, _("%s: no profession or specialty is called so"),
				 word);
}

/* Words that are no profession must be a service's, one by one. */
static int
check_names(const struct px_find *find, struct meaning *meaning, struct px_arena *arena,
	    struct px_err *err)
{
	for (size_t i = 0; i < find->name_count; i++)
		if (!add_services(meaning, arena, find->names[i]))
			return say_unknown(find->names[i], err);
	return 0;
}

int
px_slot_words(char *const *words, size_t count, struct px_arena *arena, const char *const **trades,
	      size_t *trade_count, struct px_buf *said, struct px_err *err)
{
	struct px_find find = { .within = -1 };
	struct meaning meaning = { .count = 0 };

	px_find_words(&find, words, count, arena, said);
	meaning.limit = find.trade_count + PX_COUNT(services);
	meaning.trades = px_arena_alloc(arena, meaning.limit * sizeof(*meaning.trades));
	for (size_t i = 0; i < find.trade_count; i++)
		add(&meaning, px_arena_printf(arena, "%s/%s", find.trades[i].profession,
					      find.trades[i].skill ? find.trades[i].skill : "*"));
	for (size_t i = 0; i < count; i++)
		add_services(&meaning, arena, words[i]);
	if (check_names(&find, &meaning, arena, err))
		return -1;
	*trades = meaning.trades;
	*trade_count = meaning.count;
	return 0;
}
