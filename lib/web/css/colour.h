/*
 * Colours of CSS (CSS Color Level 4 and 5), and how well one is read on another.
 */
#ifndef PX_WEB_CSS_COLOUR_H
#define PX_WEB_CSS_COLOUR_H

#include <stdbool.h>

#include "web/css/token.h"

struct px_colour {
	float red, green, blue, alpha; /* sRGB, 0 to 1 */
};

enum { PX_COLOUR_SIZE = 10 };

/* "#rrggbb", or with its alpha "#rrggbbaa". */
void px_colour_write(struct px_colour colour, char out[PX_COLOUR_SIZE]);

/* One over the other. */
struct px_colour px_colour_over(struct px_colour above, struct px_colour below);

/* The ratio of WCAG 2 (1 to 21) between two opaque colours: relative luminance, 0.04045 as the knee. */
double px_colour_contrast(struct px_colour a, struct px_colour b);

/* What words that are no colour by themselves stand for. */
struct px_colour_base {
	struct px_colour ink; /* currentcolor */
	bool dark;            /* light-dark(), and the colours of the system */
};

/* Read a colour that the whole of the tokens is: 0 and the colour, -1: it is none that we know. */
int px_colour_read(struct px_css_tokens tokens, const struct px_colour_base *base,
		   struct px_colour *out);

/* A colour by its name, small letters: 0, or -1. */
int px_colour_named(const char *name, struct px_colour *out);

#endif
