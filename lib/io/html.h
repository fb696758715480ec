/*
 * HTML out: escaping, and the skeleton of a self-contained page.
 *
 * A page needs nothing from the network: its style is inside, light or dark as the reader's machine
 * asks, and prints well.  Sections are the caller's.
 */
#ifndef PX_IO_HTML_H
#define PX_IO_HTML_H

#include "base/buf.h"

/* Append a text as content or as an attribute's value: & < > " ' are escaped, bytes that are
 * not UTF-8 and control characters become U+FFFD. */
void px_html_text(struct px_buf *out, const char *text);

/* "<tag>text</tag>"; attributes NULL or already HTML (`class="n"`). */
void px_html_element(struct px_buf *out, const char *tag, const char *attributes, const char *text);

struct px_html_page {
	const char *lang;  /* "fr" */
	const char *title; /* of the document */
	const char *style; /* rules added to the shared ones, or NULL */
	const char *skip;  /* of the link to the content; NULL: "Skip to content", translated */
};

/* Everything up to the inside of <main id="content">, and everything from its end on. */
void px_html_begin(struct px_buf *out, const struct px_html_page *page);
void px_html_end(struct px_buf *out);

/*
 * A bar of 0 to full, drawn in SVG with its figures as a text alternative.  It reads without
 * colour: a light track with an edge, a dark fill.  done past full fills it.
 */
void px_html_bar(struct px_buf *out, int64_t done, int64_t full, const char *alternative);

#endif
