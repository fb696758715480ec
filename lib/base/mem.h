/*
 * Memory.  These are the only allocators of the toolkit: they never return NULL, exhaustion aborts.
 * Input is held to limits before anything is allocated for it, so that this stays theoretical.
 *
 * An arena holds what lives and dies together (a row and all that was parsed for it).
 */
#ifndef PX_BASE_MEM_H
#define PX_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

#include "base/err.h"

#define PX_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The caller's to free(), all of them. */
void *px_malloc(size_t size);
void *px_calloc(size_t count, size_t size); /* zeroed; aborts when count x size overflows */
void *px_realloc(void *old, size_t count, size_t size);
char *px_strdup(const char *text);
char *px_strndup(const char *text, size_t length); /* of a shorter text, all of it */
char *px_asprintf(const char *format, ...) PX_PRINTF(1, 2);

/* Make room for one more element of a growing array: items is the array, capacity its size. */
#define PX_GROW(items, count, capacity)                                                            \
	do {                                                                                       \
		if ((count) == (capacity)) {                                                       \
			(capacity) = (capacity) ? 2 * (capacity) : 8;                              \
			(items) = px_realloc((items), (capacity), sizeof(*(items)));               \
		}                                                                                  \
	} while (0)

struct px_arena_block;
struct px_arena {
	struct px_arena_block *blocks; /* the newest first */
};
#define PX_ARENA_INIT                                                                              \
	{                                                                                          \
		NULL                                                                               \
	}

void *px_arena_alloc(struct px_arena *arena, size_t size); /* zeroed, aligned for any type */
char *px_arena_strdup(struct px_arena *arena, const char *text);
char *px_arena_strndup(struct px_arena *arena, const char *text, size_t length);
char *px_arena_printf(struct px_arena *arena, const char *format, ...) PX_PRINTF(2, 3);
char *px_arena_vprintf(struct px_arena *arena, const char *format, va_list args);

/* Forget everything but keep one block, for the next row. */
void px_arena_reset(struct px_arena *arena);
void px_arena_release(struct px_arena *arena);

#endif
