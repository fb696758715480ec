/*
 * JSON in: small documents (rule files, facts, configuration) as a tree.  The only door to jansson.
 * Big arrays of records go through io/rows.h, which streams them.
 *
 * Strict RFC 8259, any top-level value, duplicate keys refused.  A NUL escape in a string is
 * refused (our texts are C strings).  Nesting is held to 512 levels.
 */
#ifndef PX_IO_JSON_IN_H
#define PX_IO_JSON_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

enum { PX_JSON_DEPTH_LIMIT = 512 };

enum px_json_type {
	PX_JSON_NULL,
	PX_JSON_BOOL,
	PX_JSON_INTEGER,
	PX_JSON_REAL,
	PX_JSON_STRING,
	PX_JSON_ARRAY,
	PX_JSON_OBJECT,
};

struct px_json_node {
	enum px_json_type type;
	const char *key;    /* of a member of an object; NULL elsewhere */
	int64_t integer;    /* PX_JSON_INTEGER; 0 or 1 of a PX_JSON_BOOL */
	double real;        /* PX_JSON_REAL */
	const char *string; /* PX_JSON_STRING; of a number, its digits as the document has them */
	const struct px_json_node *items; /* of an array or object, in the document's order */
	size_t count;
	long line; /* where the value begins, from 1 */
};

/* Parse length bytes; name is what messages call them ("facts.json").  The tree lives in the arena.
 * NULL and "facts.json:3:14: …" (PX_FAILED) when they are not JSON. */
const struct px_json_node *px_json_parse(struct px_arena *arena, const char *bytes, size_t length,
					 const char *name, struct px_err *err);
const struct px_json_node *px_json_parse_file(struct px_arena *arena, const char *path,
					      struct px_err *err);

/* What is wrong with a text that is not taken, and where. */
struct px_json_fault {
	bool syntax; /* not JSON; else JSON that we refuse: a key twice, a NUL, a number too big */
	long line, column;
	char message[256];
};

/* Parse one value of a longer text, which begins at this line of it (io/rows.h reads records so).
 * Every number is a PX_JSON_REAL there, of any length: its digits are what counts.  NULL and the
 * fault. */
const struct px_json_node *px_json_parse_part(struct px_arena *arena, const char *bytes,
					      size_t length, long line,
					      struct px_json_fault *fault);

/* The member of this name, or NULL when the node is no object or has none. */
const struct px_json_node *px_json_member(const struct px_json_node *node, const char *key);

/* The text of a string, a number (its digits), a boolean ("true"), a null (""); NULL of the others. */
const char *px_json_scalar(const struct px_json_node *node);

/* "string", "integer"… for messages, translated. */
const char *px_json_type_name(enum px_json_type type);

#endif
