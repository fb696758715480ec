/*
 * Cases that are texts of many lines, in one file:
 *
 *   === what is tried
 *   --- part
 *   its lines
 *   --- other part
 *   its lines
 */
#ifndef TESTS_UNIT_CASES_H
#define TESTS_UNIT_CASES_H

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

enum { CASE_PARTS = 8 };
struct case_texts {
	const char *name;
	struct {
		const char *name, *text; /* the text ends with its last line's end */
	} parts[CASE_PARTS];
	size_t count;
};

/* NULL: the case has none of this name. */
static inline const char *
case_part(const struct case_texts *texts, const char *name)
{
	for (size_t i = 0; i < texts->count; i++)
		if (strcmp(texts->parts[i].name, name) == 0)
			return texts->parts[i].text;
	return NULL;
}

/* The text after the next line that begins with the mark ("\n=== "), which is cut off what is before. */
static inline char *
case_cut(char *text, const char *mark)
{
	char *next = strncmp(text, mark + 1, 4) == 0 ? text - 1 : strstr(text, mark);

	if (!next)
		return NULL;
	if (next >= text)
		next[1] = '\0';
	return next + strlen(mark);
}

static inline char *
case_line(char *text)
{
	char *rest = strchr(text, '\n') + 1;

	rest[-1] = '\0';
	return rest;
}

/* Each case of the file; the number of them. */
static inline size_t
cases_run(const char *path,
	  void (*try_case)(struct px_arena *arena, const struct case_texts *texts))
{
	struct px_buf file = PX_BUF_INIT;
	struct px_arena arena = PX_ARENA_INIT;
	size_t count = 0;

	px_buf_read_file(&file, path, 1 << 20, NULL);
	for (char *at = case_cut(file.data, "\n=== "), *next; at; at = next) {
		struct case_texts texts = { .name = at };
		char *part, *after;

		next = case_cut(at, "\n=== ");
		for (part = case_cut(at, "\n--- "); part; part = after) {
			after = case_cut(part, "\n--- ");
			texts.parts[texts.count].name = part;
			texts.parts[texts.count++].text = case_line(part);
		}
		case_line(at);
		try_case(&arena, &texts);
		px_arena_reset(&arena);
		count++;
	}
	px_arena_release(&arena);
	px_buf_release(&file);
	return count;
}

#endif
