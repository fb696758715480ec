#include "care/ledger/keyed.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_BITS = 10, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static bool
is_free(const char *slot)
{
	return !((const struct px_keyed_head *)slot)->key_plus_one;
}

/* Kept at most three quarters full. */
static void
grow(struct px_keyed *keyed)
{
	struct px_keyed old = *keyed;

	keyed->capacity = old.capacity ? 2 * old.capacity : 1 << FIRST_BITS;
	keyed->shift = old.capacity ? old.shift - 1 : 64 - (FIRST_BITS - 3);
	keyed->slots = px_calloc(keyed->capacity, keyed->size);
	for (size_t i = 0; i < old.capacity; i++) {
		const char *slot = old.slots + i * old.size;

		if (!is_free(slot))
			memcpy(px_keyed_slot(keyed, px_keyed_key(slot)), slot, old.size);
	}
	free(old.slots);
}

void *
px_keyed_add(struct px_keyed *keyed, uint64_t key)
{
	struct px_keyed_head *head = px_keyed_find(keyed, key);

	if (head)
		return head;
	if (4 * (keyed->count + 1) > 3 * keyed->capacity)
		grow(keyed);
	head = px_keyed_slot(keyed, key);
	head->key_plus_one = key + 1;
	keyed->count++;
	return head;
}

static uint64_t
largest_key(const char *records, size_t count, size_t size)
{
	uint64_t largest = 0;

	for (size_t i = 0; i < count; i++)
		if (px_keyed_key(records + i * size) > largest)
			largest = px_keyed_key(records + i * size);
	return largest;
}

static size_t
digit_of(const char *record, unsigned shift)
{
	return px_keyed_key(record) >> shift & (DIGITS - 1);
}

/* One pass of a radix sort: by these bits of the key. */
static void
sort_by_digit(const char *records, size_t count, size_t size, unsigned shift, char *to)
{
	size_t starts[DIGITS + 1] = { 0 };

	for (size_t i = 0; i < count; i++)
		starts[digit_of(records + i * size, shift) + 1]++;
	for (size_t i = 1; i < DIGITS; i++)
		starts[i] += starts[i - 1];
	for (size_t i = 0; i < count; i++) {
		const char *record = records + i * size;

		memcpy(to + starts[digit_of(record, shift)]++ * size, record, size);
	}
}

void *
px_keyed_sort(void *records, size_t count, size_t size)
{
	uint64_t largest = largest_key(records, count, size);
	char *from = records, *to = px_calloc(count, size), *sorted;

	for (unsigned shift = 0; shift < 64 && largest >> shift; shift += DIGIT_BITS) {
		sort_by_digit(from, count, size, shift, to);
		sorted = to;
		to = from;
		from = sorted;
	}
	free(to);
	return from;
}

void
px_keyed_release(struct px_keyed *keyed)
{
	free(keyed->slots);
	keyed->slots = NULL;
	keyed->count = keyed->capacity = 0;
}
