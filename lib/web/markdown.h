/*
 * Markdown to HTML: CommonMark with tables, strikethrough, task lists, bare addresses and footnotes.
 *
 * Raw HTML is refused: what a page needs beyond Markdown is the theme's business.  Headings begin under
 * the page's own <h1>, and have ids; images have a description and a size; links are checked; French
 * text gets the spaces that French wants.  The only door to cmark-gfm.
 */
#ifndef PX_WEB_MARKDOWN_H
#define PX_WEB_MARKDOWN_H

#include "base/buf.h"
#include "web/doc.h"

enum {
	PX_MARKDOWN_BYTES = 512 * 1024, /* of a text */
	PX_MARKDOWN_DEPTH = 64,         /* quotes inside lists inside quotes */
};

/* An image as the page shows it. */
struct px_markdown_image {
	const char *src;    /* relative to the page */
	const char *srcset; /* "a-480.jpg 480w, a-960.jpg 960w"; NULL: none */
	const char *
		webp; /* the srcset of the same in WebP, which <picture> offers first; NULL: none */
	const char *sizes; /* of both; NULL: "(min-width: 48rem) 44rem, 100vw" */
	int width, height; /* 0: not known, not said */
};

struct px_markdown_form {
	const char *path; /* what faults say */
	int line;         /* of the text's first line, for faults; 0 is 1 */
	const char *lang; /* "fr", "fr-FR": French spaces; others leave the text as it is */

	/* The address of a relative link ("contact.md#horaires", "documents/x.pdf") in the page, in the
	 * arena; NULL and why ("no such page") when it leads nowhere.  Not asked for "#fragment", which is
	 * checked against the page's own headings.  Without it links stay as they are. */
	const char *(*link)(void *data, const char *href, struct px_arena *arena,
			    struct px_err *err);
	/* The image of a relative address; -1 and why.  Without it images stay as they are. */
	int (*image)(void *data, const char *src, struct px_arena *arena,
		     struct px_markdown_image *out, struct px_err *err);
	void *data; /* of both */
};

struct px_markdown {
	const struct px_doc *body; /* HTML */
	const struct px_doc
		*summary; /* text: the first paragraph, cut at a word near 200 characters;
					 NULL: none */
	const struct px_doc *contents; /* list of {level (2 to 6), title, href ("#id")}, in order */
};

/*
 * 0, or -1 when something is PX_REJECTING; faults say "PATH:LINE: what: how to mend".  Refused: raw HTML,
 * a link that is broken or of an unsafe scheme, an image without description or from another site, a
 * text past the limits.  All of out is in the arena of the faults, there in both cases (empty past the
 * limits).  Threads may each render theirs.
 */
int px_markdown_render(const struct px_markdown_form *form, const char *text, size_t length,
		       struct px_markdown *out, struct px_faults *faults);

#endif
