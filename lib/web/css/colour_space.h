/* From sRGB to Oklab and back (CSS Color Level 4, section 9.2 and its matrices), and mixing. */
#ifndef PX_WEB_CSS_COLOUR_SPACE_H
#define PX_WEB_CSS_COLOUR_SPACE_H

#include "web/css/colour.h"

struct px_oklab {
	double light, a, b;
};

double px_srgb_linear(double channel);

/* Each channel of a colour that a screen lacks is cut to what it has, as browsers do. */
struct px_colour px_oklab_colour(struct px_oklab lab);
struct px_oklab px_colour_oklab(struct px_colour colour);

/* Mix in "srgb", "srgb-linear", "oklab" or "oklch" (hue the shorter way); share is of a. -1: another. */
int px_colour_mix(const char *space, struct px_colour a, struct px_colour b, double share,
		  struct px_colour *out);

#endif
