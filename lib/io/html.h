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
 * not UTF-8 and control characters become U+FFFD, controls of direction are left out. */
void px_html_text(struct px_buf *out, const char *text);
void px_html_bytes(struct px_buf *out, const char *text, size_t length);

/* The length of the control of direction that stands here (U+202A to U+202E, U+2066 to U+2069), which
 * makes a text look other than it reads; 0: none. */
size_t px_html_direction(const char *text, size_t length);

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
 * A table that scrolls by itself where it is wider than the page: open, the cells of the header
 * row (<th scope="col">), body, the rows (<tr>…</tr>), close.  class NULL: none.
 */
void px_html_table_open(struct px_buf *out, const char *class, const char *caption);
void px_html_table_body(struct px_buf *out);
void px_html_table_close(struct px_buf *out);

#endif
