/*
 * What the parts of Markdown's rendering share: a walk over the tree that cmark-gfm made.
 */
#ifndef PX_WEB_MARKDOWN_PART_H
#define PX_WEB_MARKDOWN_PART_H

#include <cmark-gfm.h>
#include <stdbool.h>

#include "web/markdown.h"

struct px_anchor {
	const char *id;
	int line;
};

struct px_walk {
	const struct px_markdown_form *form;
	struct px_faults *faults;
	struct px_arena *arena;
	struct px_buf out, scratch;
	struct px_err err; /* of the caller's functions */
	bool french;
	bool linked; /* inside a link */
	int shift;   /* added to the level of headings */
	int level;   /* of the last heading, as it was written out */
	int tables, notes, images, depth;
	const char *heading; /* the last one's text, or NULL */
	const char *summary; /* the first paragraph's text, or NULL */
	struct px_doc *contents;
	struct px_doc *ids;        /* of headings: how many wanted each */
	struct px_doc *called;     /* footnotes that the text called already */
	struct px_anchor *anchors; /* links to #id, to be looked for in the end */
	size_t anchor_count, anchor_capacity;
	const cmark_node *struck;   /* the parent of ~~ that is open */
	const cmark_node *unstruck; /* the parent in which no other ~~ follows */
	bool header;                /* in the first row of a table */
	int column;                 /* of the cell */
	cmark_node *table;
};

/* "PATH:LINE: …", the line of the node or of what it is in. */
void px_walk_fault(struct px_walk *walk, cmark_node *node, const char *format, ...) PX_PRINTF(3, 4);
int px_walk_line(const struct px_walk *walk, cmark_node *node);

/* A word of the page, in its language. */
const char *px_walk_word(const struct px_walk *walk, const char *word);

/* The node's words without their marks, in the arena. */
const char *px_walk_plain(struct px_walk *walk, cmark_node *node);

/* Each kind of node: what it puts before and after its children.  Returns whether they are walked. */
struct px_walk_kind {
	bool (*enter)(struct px_walk *walk, cmark_node *node);
	void (*leave)(struct px_walk *walk, cmark_node *node);
};
extern const struct px_walk_kind px_walk_blocks[16], px_walk_inlines[16];
extern const struct px_walk_kind px_walk_table, px_walk_row, px_walk_cell, px_walk_task;

/* Raw HTML: said, and left out. */
bool px_walk_html(struct px_walk *walk, cmark_node *node);

/* Text as people typed it, with the spaces of French, ~~, and addresses that become links.  after is the
 * node that follows the text, which ~~ is looked for in. */
void px_walk_text(struct px_walk *walk, cmark_node *parent, const char *text, size_t length,
		  cmark_node *after);

/* "href=\"…\"" of an address that was checked; bytes that have no place in one are encoded. */
void px_walk_address(struct px_buf *out, const char *url);

/* How long cmark-gfm would be at it, in nanoseconds at most, and the line that costs most; -1 in place of
 * the cost, and the line, where blocks nest too deep. */
int64_t px_markdown_cost(const char *text, size_t length, int *line);

#endif
