/*
 * A page as a tree of our own, made from gumbo's in one pass: nodes in the order of the document,
 * with their lines.  The only door to gumbo.
 *
 * Everything lives in the arena given.  Names are in small letters (those of SVG too).
 */
#ifndef PX_WEB_DOM_H
#define PX_WEB_DOM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

/* Elements that a rule asks for; all others are PX_TAG_OTHER, known by their name. */
enum px_tag {
	PX_TAG_TEXT, /* no element: a text */
	PX_TAG_OTHER,
	PX_TAG_A,
	PX_TAG_AREA,
	PX_TAG_ARTICLE,
	PX_TAG_AUDIO,
	PX_TAG_BASE,
	PX_TAG_BODY,
	PX_TAG_BUTTON,
	PX_TAG_CAPTION,
	PX_TAG_DD,
	PX_TAG_DL,
	PX_TAG_DT,
	PX_TAG_EMBED,
	PX_TAG_FIELDSET,
	PX_TAG_FOOTER,
	PX_TAG_FORM,
	PX_TAG_FRAME,
	PX_TAG_H1,
	PX_TAG_H2,
	PX_TAG_H3,
	PX_TAG_H4,
	PX_TAG_H5,
	PX_TAG_H6,
	PX_TAG_HEAD,
	PX_TAG_HEADER,
	PX_TAG_HTML,
	PX_TAG_IFRAME,
	PX_TAG_IMG,
	PX_TAG_INPUT,
	PX_TAG_LABEL,
	PX_TAG_LEGEND,
	PX_TAG_LI,
	PX_TAG_LINK,
	PX_TAG_MAIN,
	PX_TAG_META,
	PX_TAG_NAV,
	PX_TAG_OBJECT,
	PX_TAG_OL,
	PX_TAG_OPTION,
	PX_TAG_P,
	PX_TAG_SCRIPT,
	PX_TAG_SELECT,
	PX_TAG_SOURCE,
	PX_TAG_STYLE,
	PX_TAG_SUMMARY,
	PX_TAG_SVG,
	PX_TAG_TABLE,
	PX_TAG_TD,
	PX_TAG_TEMPLATE,
	PX_TAG_TEXTAREA,
	PX_TAG_TH,
	PX_TAG_TITLE,
	PX_TAG_TR,
	PX_TAG_TRACK,
	PX_TAG_UL,
	PX_TAG_VIDEO,
};
enum { PX_TAG_COUNT = PX_TAG_VIDEO + 1 };

struct px_attribute {
	const char *name, *value; /* value: "" when it has none */
};

struct px_node {
	enum px_tag tag;
	bool svg;         /* of a drawing, not of HTML: its <title>, its <a> */
	bool made;        /* by the parser: no tag in the file */
	bool unclosed;    /* its end is missing in the file */
	bool moved;       /* by the parser, out of a place where it may not stand */
	long line;        /* of its tag; of a text, where it begins */
	const char *name; /* "li"; NULL of a text */
	const char *text; /* of a text, NULL of an element */
	struct px_attribute *attributes;
	size_t attribute_count;
	struct px_node *parent, *first, *next, *previous; /* NULL: none */
	struct px_node
		*after; /* the node that follows all that is below this one, in document order */
	struct px_node *again; /* the next of the same tag; of PX_TAG_OTHER and texts too */
};

struct px_dom {
	struct px_node *nodes; /* in document order: nodes[i + 1] comes after nodes[i] */
	size_t count;
	struct px_node *root;               /* <html> */
	struct px_node *tags[PX_TAG_COUNT]; /* the first of each */
	const char *doctype;                /* its name, NULL when there is none */
	bool quirks;
};

/* Read a page; bytes must stay as long as the tree.  NULL when it nests deeper than any page does, or has
 * more nodes than a page has. */
struct px_dom *px_dom_read(struct px_arena *arena, const char *bytes, size_t length);

/* The value of an attribute, or NULL when the element has none of this name. */
const char *px_dom_get(const struct px_node *node, const char *name);

/* The same, NULL too when it is empty or blank. */
const char *px_dom_filled(const struct px_node *node, const char *name);

/* The nearest element above of this tag, or NULL. */
const struct px_node *px_dom_above(const struct px_node *node, enum px_tag tag);

/* Is one node below the other, or the other itself? */
bool px_dom_within(const struct px_node *node, const struct px_node *above);

/* The node that comes next in document order, below `top`; NULL at the end. */
const struct px_node *px_dom_walk(const struct px_node *node, const struct px_node *top);

/* Append the text below a node, blanks joined, without what <style> and <script> hold. */
void px_dom_text(const struct px_node *node, struct px_buf *out);

/* Does a list of words parted by blanks hold this one, whatever the case? */
bool px_dom_listed(const char *list, const char *word);

/* Nothing but blanks (U+00A0 too)? */
bool px_dom_blank(const char *text);

#endif
