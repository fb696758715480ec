/*
 * Forms as people fill them in: a part of a page that works without a script and on paper, a whole
 * page, and a sheet of text.
 *
 * Ids begin with a prefix, so that several forms stand in one page.  Controls are named as their
 * questions, those of a choice share the name; what goes with them is in hidden controls, whose names
 * no question can have: `form.name` and `form.version`.  Nothing is hidden: a question that is asked only of
 * some says of whom, in words.  Texts are in the language asked, whatever that of the process.
 */
#ifndef PX_CARE_FORM_RENDER_H
#define PX_CARE_FORM_RENDER_H

#include "base/buf.h"
#include "care/form.h"

struct px_form_look {
	const char *lang;   /* "fr" or "en" */
	const char *action; /* where answers are sent; NULL: nowhere, there is no button */
	int heading;        /* the level of its title, 1 to 5; 0: no title; sections are below */
	const char *prefix; /* of ids: letters, digits, '-'; NULL: the form's name */
	bool scoring;       /* add what answers bring, and the bands, for who scores by hand */
};

/* Append the form as a part of a page: valid HTML, without style.  PX_USAGE: the action is neither
 * http, https nor relative. */
int px_form_html(const struct px_form *form, const struct px_form_look *look, struct px_buf *out,
		 struct px_err *err);

/* Append a whole page of it, with a style that prints; the heading is 1. */
int px_form_page(const struct px_form *form, const struct px_form_look *look, struct px_buf *out,
		 struct px_err *err);

/* Append it as text, for paper and mail: lines of at most 76 columns, boxes `[ ]`. */
void px_form_sheet(const struct px_form *form, const struct px_form_look *look, struct px_buf *out);

#endif
