/*
 * Templates: a folder of .html files, compiled once and filled for each page.
 *
 *   {{a.b}}          the value, escaped as its kind and place ask (web/doc.h)
 *   {{.}}            the value itself, within a section
 *   {{#x}}…{{/x}}    a list: once for each item; a map: once, inside it; what is true or not empty: once
 *   {{^x}}…{{/x}}    once where {{#x}} would show nothing
 *   {{#x.count}}…    once where the list x has something: around what repeats
 *   {{>name}}        the file name.html of the same theme
 *   {{! comment}}
 *
 * A name is looked for in the value of the section, then in those around it; after a dot, only inside
 * what the dot follows.  Nothing unescapes.  A name that is not found is empty, and is told
 * afterwards (px_theme_unmet).  A line that holds only a section's tag, a partial or a comment leaves no
 * line; blanks between elements become one byte, except in <pre>, <textarea>, <script> and <style>.
 *
 * A template is HTML, and is read as HTML when it is compiled.  A value may stand in text and in a
 * quoted attribute, and nowhere else: not in <script>, <style>, a comment, a tag's or attribute's name,
 * an attribute without quotes, `style` or `on…`.  In an attribute that is an address (href, src…), a
 * text is checked as a URL is, and what is not safe shows nothing.  A section ends in the place of the
 * page where it began.
 */
#ifndef PX_WEB_TEMPLATE_H
#define PX_WEB_TEMPLATE_H

#include <stdint.h>

#include "base/buf.h"
#include "web/doc.h"

struct px_theme;
struct px_template;

enum {
	PX_TEMPLATE_BYTES = 256 * 1024, /* of a file */
	PX_TEMPLATE_FILES = 256,        /* of a theme */
	PX_TEMPLATE_DEPTH = 24,         /* sections inside sections; partials inside partials */
	PX_TEMPLATE_NAME = 64,          /* bytes of a file's name, and of each part of a key */
	PX_TEMPLATE_PAGE = 32 * 1024 * 1024, /* bytes of a page, and steps to make it */
};

/* Read and compile every .html of the folders; a file of an earlier folder stands in place of the one
 * of the same name in a later one.  PX_REJECTED: "FILE:LINE: what: how to mend"; PX_NOT_FOUND,
 * PX_SYSTEM.  Freed by px_theme_free. */
struct px_theme *px_theme_open(const char *const *folders, size_t count, struct px_err *err);

/* The same from memory: name without .html; path is what errors say.  All are copied. */
struct px_template_source {
	const char *name, *path, *text;
	size_t length;
};
struct px_theme *px_theme_compile(const struct px_template_source *sources, size_t count,
				  struct px_err *err);
void px_theme_free(struct px_theme *theme); /* NULL is taken */

/* What the files hold, in one number: a page needs no new rendering while it stays. */
uint64_t px_theme_digest(const struct px_theme *theme);

/* "page" is the file page.html; NULL when there is none.  Borrowed from the theme. */
const struct px_template *px_theme_find(const struct px_theme *theme, const char *name);

/* Append the page to out.  root is a map.  PX_REJECTED past PX_TEMPLATE_PAGE; out then holds what it
 * held before.  Several threads may render from one theme. */
int px_template_render(const struct px_template *template, const struct px_doc *root,
		       struct px_buf *out, struct px_err *err);

/* After rendering: each name that was looked for and never found, or never found to be what its place
 * can show (a list in a text, an unsafe address), in the order of files and lines. */
struct px_unmet {
	const char *path, *name; /* borrowed from the theme */
	int line;
};
void px_theme_unmet(const struct px_theme *theme,
		    void (*take)(const struct px_unmet *unmet, void *data), void *data);

#endif
