#include <stdlib.h>

#include "care/register/part.h"

enum { FIRST_CAPACITY = 1024 };

/* Digests are spread already: their low bits are the place, the next free one when it is taken. */
static struct px_register_entry *
place_of(const struct px_register_map *map, uint64_t digest)
{
	size_t mask = map->capacity - 1, at = (size_t)digest & mask;

	while (map->entries[at].digest && map->entries[at].digest != digest)
		at = (at + 1) & mask;
	return &map->entries[at];
}

static void
grow(struct px_register_map *map)
{
	struct px_register_map old = *map;

	map->capacity = old.capacity ? 2 * old.capacity : FIRST_CAPACITY;
	map->entries = px_calloc(map->capacity, sizeof(*map->entries));
	for (size_t i = 0; i < old.capacity; i++)
		if (old.entries[i].digest)
			*place_of(map, old.entries[i].digest) = old.entries[i];
	free(old.entries);
}

struct px_register_entry *
px_register_map_at(struct px_register_map *map, uint64_t digest)
{
	struct px_register_entry *entry;

	if (4 * map->count >= 3 * map->capacity)
		grow(map);
	entry = place_of(map, digest);
	if (!entry->digest) {
		entry->digest = digest;
		map->count++;
	}
	return entry;
}

struct px_register_entry *
px_register_map_find(const struct px_register_map *map, uint64_t digest)
{
	struct px_register_entry *entry = map->capacity ? place_of(map, digest) : NULL;

	return entry && entry->digest ? entry : NULL;
}

void
px_register_map_release(struct px_register_map *map)
{
	free(map->entries);
	*map = (struct px_register_map)PX_REGISTER_MAP_INIT;
}

void
px_register_list_add(struct px_register_list *list, uint64_t digest)
{
	PX_GROW(list->items, list->count, list->capacity);
	list->items[list->count++] = digest;
}

static int
compare(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

	return (one > other) - (one < other);
}

int64_t
px_register_list_common(struct px_register_list *a, struct px_register_list *b)
{
	int64_t common = 0;

	if (!a->count || !b->count)
		return 0;
	qsort(a->items, a->count, sizeof(*a->items), compare);
	qsort(b->items, b->count, sizeof(*b->items), compare);
	for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
		int order = compare(&a->items[i], &b->items[j]);

		common += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return common;
}

void
px_register_list_release(struct px_register_list *list)
{
	free(list->items);
	*list = (struct px_register_list)PX_REGISTER_LIST_INIT;
}
