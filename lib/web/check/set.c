#include "web/check/set.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* 0 marks an empty place. */
static size_t
place(const struct px_set *set, uint64_t key)
{
	size_t at = key & (set->size - 1);

	while (set->keys[at] && set->keys[at] != key)
		at = (at + 1) & (set->size - 1);
	return at;
}

static void
grow(struct px_set *set)
{
	struct px_set wider = { .size = set->size ? 2 * set->size : 64, .count = set->count };

	wider.keys = px_calloc(wider.size, sizeof(*wider.keys));
	wider.values = px_calloc(wider.size, sizeof(*wider.values));
	for (size_t i = 0; i < set->size; i++) {
		size_t at;

		if (!set->keys[i])
			continue;
		at = place(&wider, set->keys[i]);
		wider.keys[at] = set->keys[i];
		wider.values[at] = set->values[i];
	}
	px_set_release(set);
	*set = wider;
}

bool
px_set_put(struct px_set *set, uint64_t key, uint32_t value)
{
	size_t at;

	key = key ? key : 1;
	if (2 * set->count >= set->size)
		grow(set);
	at = place(set, key);
	if (set->keys[at])
		return false;
	set->keys[at] = key;
	set->values[at] = value;
	set->count++;
	return true;
}

bool
px_set_get(const struct px_set *set, uint64_t key, uint32_t *value)
{
	size_t at;

	if (!set->size)
		return false;
	key = key ? key : 1;
	at = place(set, key);
	if (set->keys[at] && value)
		*value = set->values[at];
	return set->keys[at] != 0;
}

void
px_set_clear(struct px_set *set)
{
	if (set->count)
		memset(set->keys, 0, set->size * sizeof(*set->keys));
	set->count = 0;
}

void
px_set_release(struct px_set *set)
{
	free(set->keys);
	free(set->values);
	*set = (struct px_set){ NULL, NULL, 0, 0 };
}
