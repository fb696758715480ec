/*
 * The quick way through an object of plain members: strings without escapes, numbers, true, false,
 * null, lists of strings without commas and of numbers.  That is what machines write a million times;
 * whatever else an object holds, and whatever is wrong with it, is the affair of io/json_in.h, which
 * is asked when this gives up.
 */
#ifndef PX_IO_SOURCE_JSON_FLAT_H
#define PX_IO_SOURCE_JSON_FLAT_H

#include <stdbool.h>
#include <stddef.h>

/* Spans of the object's text; of a string without its quotes, of null empty, of a list what is between
 * its brackets. */
struct px_flat_member {
	char *key, *text;
	size_t key_length, length;
	bool list;
};

enum { PX_FLAT_LIMIT = 256 };

/* The members of the object that is all of the text: how many, or -1 when it is not so plain.  The
 * text is not changed; the byte after each span is the text's too, and may be. */
int px_json_flat(char *text, size_t length, struct px_flat_member members[PX_FLAT_LIMIT]);

/* Make the items of a list one text, in its place: commas between them, no quotes, no blanks. */
void px_json_flat_join(struct px_flat_member *list);

#endif
