/*
 * The way from the root of a JSON document to a place of it, for messages that say where.  It is made
 * on the stack or in an arena while a document is read, and is text only when a message needs it.
 */
#ifndef PX_IO_JSON_PATH_H
#define PX_IO_JSON_PATH_H

#include "base/buf.h"
#include "io/json_in.h"

struct px_json_path {
	const struct px_json_path *above; /* NULL: this is the root */
	const char *key;                  /* NULL: an item of a list */
	size_t item;
	long line;
};

/* Below above: the member key, or, key NULL, the item of this number.  node NULL: it is absent, and the
 * line is the one above. */
struct px_json_path px_json_below(const struct px_json_path *above, const struct px_json_node *node,
				  const char *key, size_t item);

/* Append "sections[0].questions[3].kind"; nothing of the root. */
void px_json_path_add(const struct px_json_path *path, struct px_buf *out);

#endif
