/*
 * What a template is given: a tree of values.
 *
 * A value has a kind, which says how it reaches the page: a text is escaped, HTML is what this
 * program made (Markdown's output, a chart) and is written as it is, a URL was checked when it was
 * made.  A template cannot change the kind of a value, so that what people typed never becomes HTML.
 *
 * All live in the arena that the tree was begun with, and go with it; there is no release.  Once made,
 * a value is only read: one may stand at several places, and several threads may read it.  A list and
 * a map remember their arena.  Maps keep the order in which keys were put.
 */
#ifndef PX_WEB_DOC_H
#define PX_WEB_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

enum px_doc_kind {
	PX_DOC_TEXT,
	PX_DOC_HTML,
	PX_DOC_URL,
	PX_DOC_NUMBER,
	PX_DOC_BOOL,
	PX_DOC_LIST,
	PX_DOC_MAP,
};
enum { PX_DOC_KIND_COUNT = PX_DOC_MAP + 1 };

struct px_doc_entry;
struct px_doc {
	enum px_doc_kind kind;
	int line;     /* of the file that it was read from; 0: of none */
	size_t count; /* bytes of a text, HTML or URL; items of a list; keys of a map */
	union {
		const char *text; /* of a text, HTML or URL; ended by a NUL that does not count */
		int64_t number;
		bool truth;
		const struct px_doc **items;  /* of a list */
		struct px_doc_entry *entries; /* of a map, in order */
	};
};

struct px_doc_entry {
	const char *key;
	uint32_t length, hash; /* of the key */
	const struct px_doc *value;
};

/* Texts are copied, except by the functions whose name ends in _borrowed: those must live as long as
 * the arena. */
const struct px_doc *px_doc_text(struct px_arena *arena, const char *text);
const struct px_doc *px_doc_text_borrowed(struct px_arena *arena, const char *text, size_t length);
const struct px_doc *px_doc_html(struct px_arena *arena, const char *html, size_t length);
const struct px_doc *px_doc_html_borrowed(struct px_arena *arena, const char *html, size_t length);
const struct px_doc *px_doc_number(struct px_arena *arena, int64_t number);
const struct px_doc *px_doc_bool(bool truth); /* of no arena */

/* An address that a page may link to: http:, https:, mailto:, tel:, or relative (a path, ?query,
 * #fragment; not //host).  Others, and blanks, control characters and \ in one, are refused: NULL,
 * PX_REJECTED. */
const struct px_doc *px_doc_url(struct px_arena *arena, const char *url, struct px_err *err);

/* Would px_doc_url take it?  And does it lead elsewhere (a scheme, whichever)? */
bool px_url_safe(const char *url, size_t length);
bool px_url_absolute(const char *url, size_t length);

struct px_doc *px_doc_list(struct px_arena *arena);
void px_doc_push(struct px_doc *list, const struct px_doc *value);   /* NULL: nothing */
const struct px_doc *px_doc_at(const struct px_doc *list, size_t i); /* NULL past its end */

/* Keys are borrowed: literals, or texts of the arena.  A key that is put again has the new value, at
 * its old place.  A NULL value puts nothing. */
struct px_doc *px_doc_map(struct px_arena *arena);
void px_doc_put(struct px_doc *map, const char *key, const struct px_doc *value);

/* A map in which what is not found is looked for in the parent, a map too: a page under its site. */
struct px_doc *px_doc_map_under(struct px_arena *arena, const struct px_doc *parent);

/* The same in one call; a NULL text puts nothing, nor does an empty one. */
void px_doc_put_text(struct px_doc *map, const char *key, const char *text);
void px_doc_put_html(struct px_doc *map, const char *key, const char *html, size_t length);
void px_doc_put_number(struct px_doc *map, const char *key, int64_t number);
void px_doc_put_bool(struct px_doc *map, const char *key, bool truth);
int px_doc_put_url(struct px_doc *map, const char *key, const char *url, struct px_err *err);
struct px_doc *px_doc_put_map(struct px_doc *map, const char *key);  /* a new one, to be filled */
struct px_doc *px_doc_put_list(struct px_doc *map, const char *key); /* as well */
struct px_doc *px_doc_push_map(struct px_doc *list);                 /* as well */

/* The value of a key, of the map itself or of its parents; of a list, `count`.  NULL when there is none,
 * or when map is NULL or neither. */
const struct px_doc *px_doc_get(const struct px_doc *map, const char *key);

/* The text of a key; NULL when there is none, or of another kind than text, HTML or URL. */
const char *px_doc_get_text(const struct px_doc *map, const char *key);

/* For who looks the same key up many times: its hash, once. */
uint32_t px_doc_hash(const char *key, size_t length);
const struct px_doc *px_doc_find(const struct px_doc *map, const char *key, size_t length,
				 uint32_t hash);

/* Does a section of it show?  Not an empty text, list or map, nor 0, nor false, nor NULL. */
bool px_doc_true(const struct px_doc *value);

#endif
