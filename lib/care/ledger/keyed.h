/*
 * Small records found by a number, for sums over millions of rows: one open table, no allocation a
 * record.  A record is a struct whose first member is its key.
 *
 *	struct px_keyed people = PX_KEYED_INIT(struct person);
 *	struct person *person = px_keyed_add(&people, id);    found, or made of zeros
 *
 * What is returned holds until the next px_keyed_add.
 */
#ifndef PX_CARE_LEDGER_KEYED_H
#define PX_CARE_LEDGER_KEYED_H

#include <stddef.h>
#include <stdint.h>

/* The key that is stored: one more than the number, so that a slot of zeros is free. */
struct px_keyed_head {
	uint64_t key_plus_one;
};

struct px_keyed {
	char *slots;
	size_t size;            /* of a record */
	size_t count, capacity; /* capacity: 0 or a power of two */
	unsigned shift;
};
#define PX_KEYED_INIT(type)                                                                        \
	{                                                                                          \
		NULL, sizeof(type), 0, 0, 0                                                        \
	}

static inline uint64_t
px_keyed_key(const void *record)
{
	return ((const struct px_keyed_head *)record)->key_plus_one - 1;
}

/* The slot of the key: where its record is, or where it would go.  Eight neighbours stay together,
 * because keys that follow each other are asked for one after the other. */
static inline void *
px_keyed_slot(const struct px_keyed *keyed, uint64_t key)
{
	uint64_t block = (key >> 3) * 0x9E3779B97F4A7C15u >> keyed->shift;
	size_t at = (size_t)(block << 3 | (key & 7));

	for (;; at++) {
		char *slot = keyed->slots + (at & (keyed->capacity - 1)) * keyed->size;
		uint64_t held = ((struct px_keyed_head *)slot)->key_plus_one;

		if (!held || held == key + 1)
			return slot;
	}
}

static inline void *
px_keyed_find(const struct px_keyed *keyed, uint64_t key)
{
	void *slot = keyed->capacity ? px_keyed_slot(keyed, key) : NULL;

	return slot && ((struct px_keyed_head *)slot)->key_plus_one ? slot : NULL;
}

void *px_keyed_add(struct px_keyed *keyed, uint64_t key);

/* Sort a plain array of such records by rising key, what is equal in its order.  Returns the sorted
 * array, which takes the place of the one that was given. */
void *px_keyed_sort(void *records, size_t count, size_t size);

void px_keyed_release(struct px_keyed *keyed);

#endif
