/* Pseudo-classes, as a table: which holds when, and what of an element it asks for. */
#ifndef PX_WEB_CSS_PSEUDO_H
#define PX_WEB_CSS_PSEUDO_H

#include "web/css/part.h"

struct px_css_pseudo {
	const char *name;
	bool (*holds)(const struct px_node *node, const struct px_css_simple *simple,
		      const struct px_css_state *state);
	unsigned states;
	bool ends, emptiness;
	const char *attributes[3];
};

const struct px_css_pseudo *px_css_pseudo_of(const char *name); /* or NULL */

/* :lang(fr), the word in simple->name. */
bool px_css_pseudo_lang(const struct px_node *node, const struct px_css_simple *simple,
			const struct px_css_state *state);

/* Is no element before it (or after it), of its own name only? */
bool px_css_alone(const struct px_node *node, bool last, bool of_type);

/* The place of an element among its siblings, from 1; from the end; of its own name only. */
int px_css_place(const struct px_node *node, bool last, bool of_type);

#endif
