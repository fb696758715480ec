/* A set of 64-bit digests, each with a number. */
#ifndef PX_WEB_CHECK_SET_H
#define PX_WEB_CHECK_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct px_set {
	uint64_t *keys;
	uint32_t *values;
	size_t count, size; /* size: a power of two */
};

/* Put a key that is not there: true.  One that is there keeps its number: false. */
bool px_set_put(struct px_set *set, uint64_t key, uint32_t value);

/* Is it there?  And its number, value may be NULL. */
bool px_set_get(const struct px_set *set, uint64_t key, uint32_t *value);
void px_set_clear(struct px_set *set);
void px_set_release(struct px_set *set);

#endif
