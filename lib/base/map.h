/*
 * Numbers found by a 64-bit digest (base/hash.h): keys to ids, uids to places in an array.  Two keys of
 * one digest are one key: for what nobody gains by forging, and as many as fit in memory.
 */
#ifndef PX_BASE_MAP_H
#define PX_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

struct px_map_entry {
	uint64_t digest; /* 0: nothing is here */
	int64_t number;
};
struct px_map {
	struct px_map_entry *entries; /* capacity of them, a power of two */
	size_t count, capacity;
};
#define PX_MAP_INIT                                                                                \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

/* The digest of a text that belongs to a part of the whole, itself a number; never 0. */
uint64_t px_map_digest(uint64_t part, const char *text, size_t length);

/* The number of this digest, added as 0 when it is new.  Valid until the next call. */
int64_t *px_map_at(struct px_map *map, uint64_t digest);
/* The same, or NULL when it is not there. */
int64_t *px_map_find(const struct px_map *map, uint64_t digest);
void px_map_release(struct px_map *map);

#endif
