#include "base/map.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"

enum { FIRST_CAPACITY = 1024 };

uint64_t
px_map_digest(uint64_t part, const char *text, size_t length)
{
	/* Parts are small numbers: spread over all bits, or two of them would differ in a few. */
	uint64_t digest = px_digest(text, length) ^ (part + 1) * UINT64_C(0x9e3779b97f4a7c15);

	digest = (digest ^ digest >> 32) * UINT64_C(0xd6e8feb86659fd93);
	digest ^= digest >> 32;
	return digest ? digest : 1;
}

/* Low bits are the place, the next free one when it is taken. */
static struct px_map_entry *
place_of(const struct px_map *map, uint64_t digest)
{
	size_t mask = map->capacity - 1, at = (size_t)digest & mask;

	while (map->entries[at].digest && map->entries[at].digest != digest)
		at = (at + 1) & mask;
	return &map->entries[at];
}

static void
grow(struct px_map *map)
{
	struct px_map old = *map;

	map->capacity = old.capacity ? 2 * old.capacity : FIRST_CAPACITY;
	map->entries = px_calloc(map->capacity, sizeof(*map->entries));
	for (size_t i = 0; i < old.capacity; i++)
		if (old.entries[i].digest)
			*place_of(map, old.entries[i].digest) = old.entries[i];
	free(old.entries);
}

int64_t *
px_map_at(struct px_map *map, uint64_t digest)
{
	struct px_map_entry *entry;

	if (4 * map->count >= 3 * map->capacity)
		grow(map);
	entry = place_of(map, digest);
	if (!entry->digest) {
		entry->digest = digest;
		map->count++;
	}
	return &entry->number;
}

int64_t *
px_map_find(const struct px_map *map, uint64_t digest)
{
	struct px_map_entry *entry = map->capacity ? place_of(map, digest) : NULL;

	return entry && entry->digest ? &entry->number : NULL;
}

void
px_map_release(struct px_map *map)
{
	free(map->entries);
	*map = (struct px_map)PX_MAP_INIT;
}
