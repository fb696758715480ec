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
 * A table that scrolls by itself where it is wider than the page: open, the cells of the header
 * row (<th scope="col">), body, the rows (<tr>…</tr>), close.  class NULL: none.
 */
void px_html_table_open(struct px_buf *out, const char *class, const char *caption);
void px_html_table_body(struct px_buf *out);
void px_html_table_close(struct px_buf *out);

#endif
