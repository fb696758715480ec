/*
 * JSON in, for a million lines of one flat object each: read in place, member by member, nothing built.
 * Strict RFC 8259, but for what the caller sees to: a key twice.  The bytes must be valid UTF-8
 * (base/text.h).  A NUL escape is refused, nesting held to PX_JSON_DEPTH_LIMIT.
 *
 *	px_json_line_open(&line, text, length, '{');
 *	while ((got = px_json_line_next(&line, &key, &value)) == 1)
 *		…
 *	got == 0: the bracket was closed, and nothing stands after it; -1: line.fault says why
 */
#ifndef PX_IO_JSON_LINE_H
#define PX_IO_JSON_LINE_H

#include "io/json_in.h"

/* A value: of a string what stands between its quotes, of anything else all of it.  Borrowed. */
struct px_json_span {
	enum px_json_type type;
	bool escaped; /* a string with a backslash in it */
	const char *text;
	size_t length;
};

struct px_json_line {
	const char *start, *at, *end;
	char close; /* the bracket that ends it */
	bool first;
	const char *fault; /* N_() */
};

/* bracket: '{', or '[' of a value that is an array.  0, or -1 and the fault. */
int px_json_line_open(struct px_json_line *line, const char *text, size_t length, char bracket);

/* key is filled in objects alone (NULL for an array).  A number is a PX_JSON_REAL when it is no integer
 * of 64 bits. */
int px_json_line_next(struct px_json_line *line, struct px_json_span *key,
		      struct px_json_span *value);

/* Where it stands, from 1: of a fault, its column in bytes. */
long px_json_line_column(const struct px_json_line *line);

/* A copy of the text in the arena, escapes undone. */
char *px_json_span_text(const struct px_json_span *span, struct px_arena *arena);

/* Of a PX_JSON_INTEGER. */
int64_t px_json_span_number(const struct px_json_span *span);

#endif
