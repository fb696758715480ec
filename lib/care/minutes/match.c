/* Items recognized when they come again: as they were, with other people, days or marks, or with a
 * title slightly reworded. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "care/minutes.h"

/* Titles are compared by their first bytes; what differs further on differs little. */
enum { COMPARED = 200, LETTERS = 32 };

struct side {
	const struct px_minutes_item *item;
	const char *title; /* folded, cut to COMPARED */
	size_t length;
	unsigned char letters[LETTERS]; /* how many of each, by their low bits */
	bool taken;
};

struct matching {
	struct px_arena arena;
	struct side *old, *items;
	size_t old_count, count;
	size_t *was;
};

static struct side *
make_sides(struct px_arena *arena, const struct px_minutes_item *items, size_t count)
{
	struct side *sides = px_arena_alloc(arena, (count + 1) * sizeof(*sides));

	for (size_t i = 0; i < count; i++) {
		char *title = px_text_folded(arena, items[i].title);

		sides[i].item = &items[i];
		sides[i].title = title;
		sides[i].length = strlen(title);
		if (sides[i].length > COMPARED)
			sides[i].length = COMPARED;
		for (size_t k = 0; k < sides[i].length; k++)
			sides[i].letters[(unsigned char)title[k] % LETTERS]++;
	}
	return sides;
}

static bool
same_who(const struct px_minutes_item *a, const struct px_minutes_item *b)
{
	if (a->who_count != b->who_count)
		return false;
	for (size_t i = 0; i < a->who_count; i++) {
		size_t k = 0;

		while (k < b->who_count && !px_text_same(a->who[i], b->who[k]))
			k++;
		if (k == b->who_count)
			return false;
	}
	return true;
}

static bool
same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool
same_title(const struct side *a, const struct side *b)
{
	return strcmp(a->title, b->title) == 0;
}

static bool
same_line(const struct side *a, const struct side *b)
{
	return same_text(a->item->title, b->item->title) && same_who(a->item, b->item) &&
	       same_text(a->item->due, b->item->due) &&
	       same_text(a->item->project, b->item->project) && a->item->high == b->item->high;
}

static bool
same_title_and_who(const struct side *a, const struct side *b)
{
	return same_title(a, b) && same_who(a->item, b->item);
}

static void
take(struct matching *matching, size_t old, size_t item)
{
	matching->old[old].taken = matching->items[item].taken = true;
	matching->was[item] = old;
}

/* Pairs that are alike in this way, the first of each with the first. */
static void
pair(struct matching *matching, bool (*alike)(const struct side *a, const struct side *b))
{
	for (size_t i = 0; i < matching->count; i++)
		for (size_t k = 0; k < matching->old_count && !matching->items[i].taken; k++)
			if (!matching->old[k].taken &&
			    alike(&matching->old[k], &matching->items[i]))
				take(matching, k, i);
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters added, removed or replaced (Levenshtein), or limit + 1 when there are more. */
static size_t
distance(const struct side *a, const struct side *b, size_t limit)
{
	size_t row[COMPARED + 1], more = 0, fewer = 0;

	for (size_t i = 0; i < LETTERS; i++) {
		more += a->letters[i] - least(a->letters[i], b->letters[i]);
		fewer += b->letters[i] - least(a->letters[i], b->letters[i]);
	}
	if (more > limit || fewer > limit)
		return limit + 1;
	for (size_t k = 0; k <= b->length; k++)
		row[k] = k;
	for (size_t i = 1; i <= a->length; i++) {
		size_t diagonal = row[0], best = row[0] = i;

		for (size_t k = 1; k <= b->length; k++) {
			size_t cost = diagonal + (a->title[i - 1] != b->title[k - 1]);

			diagonal = row[k];
			row[k] = least(cost, least(row[k], row[k - 1]) + 1);
			best = least(best, row[k]);
		}
		if (best > limit)
			return limit + 1;
	}
	return row[b->length];
}

/* "Relancer l'ARS" became "Relancer l'ARS par courrier": the shorter is the beginning of the other,
 * up to the end of a word. */
static bool
begins(const struct side *a, const struct side *b)
{
	enum { LEAST = 8 };
	const struct side *shorter = a->length < b->length ? a : b, *longer = shorter == a ? b : a;

	return shorter->length >= LEAST &&
	       memcmp(shorter->title, longer->title, shorter->length) == 0 &&
	       longer->title[shorter->length] == ' ';
}

enum { UNLIKE = 1001 };

/* How far two titles are, in thousandths of the longer; UNLIKE when it is another matter.  A third
 * of the letters may change, and half of them when the same people are named. */
static size_t
unlikeness(const struct side *a, const struct side *b)
{
	size_t longer = a->length > b->length ? a->length : b->length, limit, found;
	bool people = a->item->who_count && same_who(a->item, b->item);

	if (longer == 0)
		return UNLIKE;
	limit = people ? longer / 2 : longer / 3;
	found = distance(a, b, limit);
	if (found <= limit)
		return found * 1000 / longer;
	return people && begins(a, b) ? 500 : (size_t)UNLIKE;
}

struct likely {
	size_t unlikeness, old, item;
};

static int
compare_likely(const void *a, const void *b)
{
	const struct likely *one = a, *other = b;

	if (one->unlikeness != other->unlikeness)
		return one->unlikeness < other->unlikeness ? -1 : 1;
	if (one->item != other->item)
		return one->item < other->item ? -1 : 1;
	return (one->old > other->old) - (one->old < other->old);
}

/* Reworded titles: the nearest pairs first. */
static void
pair_reworded(struct matching *matching)
{
	struct likely *pairs = NULL;
	size_t count = 0, capacity = 0;

	for (size_t i = 0; i < matching->count; i++)
		for (size_t k = 0; k < matching->old_count && !matching->items[i].taken; k++) {
			size_t found = matching->old[k].taken
					       ? (size_t)UNLIKE
					       : unlikeness(&matching->old[k], &matching->items[i]);

			if (found == UNLIKE)
				continue;
			PX_GROW(pairs, count, capacity);
			pairs[count++] = (struct likely){ found, k, i };
		}
	if (count)
		qsort(pairs, count, sizeof(*pairs), compare_likely);
	for (size_t i = 0; i < count; i++)
		if (!matching->old[pairs[i].old].taken && !matching->items[pairs[i].item].taken)
			take(matching, pairs[i].old, pairs[i].item);
	free(pairs);
}

void
px_minutes_match(const struct px_minutes_item *old, size_t old_count,
		 const struct px_minutes_item *items, size_t count, size_t *was)
{
	struct matching matching = {
		.arena = PX_ARENA_INIT, .old_count = old_count, .count = count, .was = was
	};

	matching.old = make_sides(&matching.arena, old, old_count);
	matching.items = make_sides(&matching.arena, items, count);
	for (size_t i = 0; i < count; i++)
		was[i] = PX_MINUTES_NEW;
	pair(&matching, same_line);
	pair(&matching, same_title_and_who);
	pair(&matching, same_title);
	pair_reworded(&matching);
	px_arena_release(&matching.arena);
}
