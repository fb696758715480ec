/* What rules about styles share. */
#ifndef PX_WEB_CHECK_STYLE_H
#define PX_WEB_CHECK_STYLE_H

#include "web/css/css.h"

/* Bits of a context's `judged`, and the places of verdicts. */
enum {
	PX_JUDGED_TEXT = 1 << 0,
	PX_JUDGED_PARTS = 1 << 1,
	PX_JUDGED_FOCUS = 1 << 2,
	PX_JUDGED_LINK = 1 << 3,
	PX_JUDGED_TARGET = 1 << 4,
	PX_JUDGED_MOTION = 1 << 5,
};
enum { PX_VERDICT_PARTS, PX_VERDICT_FOCUS, PX_VERDICT_LINK, PX_VERDICT_TARGET };

/* Is what has this style seen at all? */
bool px_style_seen(const struct px_css_style *style);

/* A colour as it shows through the opacity of the style. */
struct px_colour px_style_faded(const struct px_css_style *style, struct px_colour colour);

#endif
