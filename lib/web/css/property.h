/* What the files of properties share: each function takes a value for one of them. */
#ifndef PX_WEB_CSS_PROPERTY_H
#define PX_WEB_CSS_PROPERTY_H

#include "web/css/part.h"

typedef bool px_css_property(struct px_css_apply *apply, struct px_css_tokens value, int argument);

/* Is the value this word alone?  And one that takes a property back? */
bool px_css_word(struct px_css_tokens value, const char *text);
bool px_css_resets(struct px_css_tokens value);

/* The next part of a value: one token, or a function with its brackets.  false at the end. */
bool px_css_next(struct px_css_tokens value, size_t *at, struct px_css_tokens *part);

/* A colour, by the ink and scheme of the style. */
bool px_css_paint(const struct px_css_apply *apply, struct px_css_tokens value,
		  struct px_colour *out);

/* The sides that a property is about, for its argument. */
enum {
	PX_CSS_TOP,
	PX_CSS_RIGHT,
	PX_CSS_BOTTOM,
	PX_CSS_LEFT,
	PX_CSS_ALL,
	PX_CSS_BLOCK,
	PX_CSS_INLINE_SIDES,
	PX_CSS_OUTLINE,
};
enum { PX_CSS_WIDTH, PX_CSS_HEIGHT, PX_CSS_MIN_WIDTH, PX_CSS_MIN_HEIGHT };
enum {
	PX_CSS_ANIMATION,
	PX_CSS_ANIMATION_NAME,
	PX_CSS_ANIMATION_TIME,
	PX_CSS_TRANSITION,
	PX_CSS_TRANSITION_TIME,
	PX_CSS_SCROLL,
};

px_css_property px_css_apply_ink, px_css_apply_fill, px_css_apply_ground, px_css_apply_image,
	px_css_apply_background, px_css_apply_size, px_css_apply_weight, px_css_apply_line,
	px_css_apply_font, px_css_apply_opacity;
px_css_property px_css_apply_extent, px_css_apply_padding, px_css_apply_edge,
	px_css_apply_edge_part, px_css_apply_motion;

#endif
