#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *
sure(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

void *
px_malloc(size_t size)
{
	return sure(malloc(size ? size : 1));
}

void *
px_calloc(size_t count, size_t size)
{
	return sure(calloc(count ? count : 1, size ? size : 1));
}

void *
px_realloc(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		abort();
	return sure(realloc(old, count && size ? count * size : 1));
}

char *
px_strdup(const char *text)
{
	return px_strndup(text, strlen(text));
}

char *
px_strndup(const char *text, size_t length)
{
	size_t size = strnlen(text, length); /* of a shorter text, no byte past its end */
	char *copy = px_malloc(size + 1);

	memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

char *
px_asprintf(const char *format, ...)
{
	va_list args, again;
	char *text;
	int length;

	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		abort();
	text = px_malloc((size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

/*
 * Arenas: blocks that double up to a limit; what is larger than a block gets one of its own.
 */
struct px_arena_block {
	struct px_arena_block *next;
	size_t used, size;
	max_align_t bytes[];
};

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20, ALIGNMENT = sizeof(max_align_t) };

static struct px_arena_block *
add_block(struct px_arena *arena, size_t needed)
{
	size_t size = arena->blocks ? 2 * arena->blocks->size : FIRST_BLOCK;
	struct px_arena_block *block;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < needed)
		size = needed;
	block = px_malloc(sizeof(*block) + size);
	block->used = 0;
	block->size = size;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

void *
px_arena_alloc(struct px_arena *arena, size_t size)
{
	struct px_arena_block *block = arena->blocks;
	size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	void *memory;

	if (rounded < size)
		abort();
	if (!block || block->size - block->used < rounded)
		block = add_block(arena, rounded);
	memory = (char *)block->bytes + block->used;
	block->used += rounded;
	return memset(memory, 0, size);
}

char *
px_arena_strndup(struct px_arena *arena, const char *text, size_t length)
{
	size_t size = strnlen(text, length);
	char *copy = px_arena_alloc(arena, size + 1);

	memcpy(copy, text, size);
	return copy;
}

char *
px_arena_strdup(struct px_arena *arena, const char *text)
{
	return px_arena_strndup(arena, text, strlen(text));
}

char *
px_arena_vprintf(struct px_arena *arena, const char *format, va_list args)
{
	va_list again;
	char *text;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args);
	if (length < 0)
		abort();
	text = px_arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

char *
px_arena_printf(struct px_arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = px_arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

void
px_arena_reset(struct px_arena *arena)
{
	struct px_arena_block *kept = arena->blocks;

	if (!kept)
		return;
	arena->blocks = kept->next;
	px_arena_release(arena);
	kept->next = NULL;
	kept->used = 0;
	arena->blocks = kept;
}

void
px_arena_release(struct px_arena *arena)
{
	while (arena->blocks) {
		struct px_arena_block *block = arena->blocks;

		arena->blocks = block->next;
		free(block);
	}
}
