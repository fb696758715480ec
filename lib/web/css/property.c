/* Properties, as a table: what each makes of a style. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "web/css/property.h"

bool
px_css_paint(const struct px_css_apply *apply, struct px_css_tokens value, struct px_colour *out)
{
	const struct px_colour_base base = {
		apply->style->ink,
		apply->style->dark &&
			(apply->env == PX_CSS_DARK || apply->env == PX_CSS_NARROW_DARK),
	};

	return px_colour_read(value, &base, out) == 0;
}

bool
px_css_word(struct px_css_tokens value, const char *text)
{
	return value.count == 1 && px_css_ident(value.items, text);
}

bool
px_css_resets(struct px_css_tokens value)
{
	return px_css_word(value, "initial") || px_css_word(value, "unset") ||
	       px_css_word(value, "revert") || px_css_word(value, "revert-layer");
}

bool
px_css_next(struct px_css_tokens value, size_t *at, struct px_css_tokens *part)
{
	size_t from = *at;

	while (from < value.count && value.items[from].kind == PX_CSS_SPACE)
		from++;
	if (from >= value.count)
		return false;
	*at = value.items[from].kind == PX_CSS_FUNCTION ? px_css_close(value, from) + 1 : from + 1;
	*part = px_css_part(value, from, *at);
	return true;
}

static bool
apply_display(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	if (px_css_word(value, "none"))
		apply->style->display = PX_CSS_NONE;
	else if (px_css_word(value, "inline") || px_css_word(value, "contents"))
		apply->style->display = PX_CSS_INLINE;
	else if (value.count && strstr("flex grid inline-flex inline-grid", value.items->text) &&
		 *value.items->text)
		apply->style->display = PX_CSS_FLEX;
	else
		apply->style->display = PX_CSS_BOX;
	return true;
}

static bool
apply_visibility(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->hidden = px_css_word(value, "hidden") || px_css_word(value, "collapse");
	return true;
}

static bool
apply_clip(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->clipped =
		value.count && value.items->kind == PX_CSS_FUNCTION &&
		(px_css_function(value.items, "rect") || px_css_function(value.items, "inset"));
	return true;
}

static bool
apply_position(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->lifted = px_css_word(value, "absolute") || px_css_word(value, "fixed");
	return true;
}

static bool
apply_decoration(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->underlined = false;
	for (size_t i = 0; i < value.count; i++)
		if (px_css_ident(&value.items[i], "underline"))
			apply->style->underlined = true;
	return true;
}

static bool
apply_scheme(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->dark = false;
	for (size_t i = 0; i < value.count; i++)
		if (px_css_ident(&value.items[i], "dark"))
			apply->style->dark = true;
	return true;
}

static bool
apply_appearance(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->bare = px_css_word(value, "none");
	if (apply->style->bare)
		apply->style->native = false;
	return true;
}

static bool
apply_printing(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->exact = px_css_word(value, "exact");
	return true;
}

static bool
apply_sizing(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->bordered = px_css_word(value, "border-box");
	return true;
}

static bool
apply_shadow(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->shadowed =
		value.count && !px_css_word(value, "none") && !px_css_resets(value);
	return true;
}

static const struct property {
	const char *name;
	px_css_property *apply;
	int argument;
	bool early;
} properties[] = {
	{ "color-scheme", apply_scheme, 0, true },
	{ "font-size", px_css_apply_size, 0, true },
	{ "font", px_css_apply_font, 0, true },
	{ "color", px_css_apply_ink, 0, true },
	{ "animation", px_css_apply_motion, PX_CSS_ANIMATION },
	{ "animation-name", px_css_apply_motion, PX_CSS_ANIMATION_NAME },
	{ "animation-duration", px_css_apply_motion, PX_CSS_ANIMATION_TIME },
	{ "appearance", apply_appearance },
	{ "-webkit-appearance", apply_appearance },
	{ "-webkit-print-color-adjust", apply_printing },
	{ "background", px_css_apply_background },
	{ "background-color", px_css_apply_ground },
	{ "background-image", px_css_apply_image },
	{ "border", px_css_apply_edge, PX_CSS_ALL },
	{ "border-block", px_css_apply_edge, PX_CSS_BLOCK },
	{ "border-bottom", px_css_apply_edge, PX_CSS_BOTTOM },
	{ "border-bottom-color", px_css_apply_edge_part, PX_CSS_BOTTOM },
	{ "border-bottom-style", px_css_apply_edge_part, PX_CSS_BOTTOM },
	{ "border-bottom-width", px_css_apply_edge_part, PX_CSS_BOTTOM },
	{ "border-color", px_css_apply_edge_part, PX_CSS_ALL },
	{ "border-inline", px_css_apply_edge, PX_CSS_INLINE_SIDES },
	{ "border-left", px_css_apply_edge, PX_CSS_LEFT },
	{ "border-left-color", px_css_apply_edge_part, PX_CSS_LEFT },
	{ "border-left-style", px_css_apply_edge_part, PX_CSS_LEFT },
	{ "border-left-width", px_css_apply_edge_part, PX_CSS_LEFT },
	{ "border-right", px_css_apply_edge, PX_CSS_RIGHT },
	{ "border-right-color", px_css_apply_edge_part, PX_CSS_RIGHT },
	{ "border-right-style", px_css_apply_edge_part, PX_CSS_RIGHT },
	{ "border-right-width", px_css_apply_edge_part, PX_CSS_RIGHT },
	{ "border-style", px_css_apply_edge_part, PX_CSS_ALL },
	{ "border-top", px_css_apply_edge, PX_CSS_TOP },
	{ "border-top-color", px_css_apply_edge_part, PX_CSS_TOP },
	{ "border-top-style", px_css_apply_edge_part, PX_CSS_TOP },
	{ "border-top-width", px_css_apply_edge_part, PX_CSS_TOP },
	{ "border-width", px_css_apply_edge_part, PX_CSS_ALL },
	{ "box-shadow", apply_shadow },
	{ "box-sizing", apply_sizing },
	{ "clip", apply_clip },
	{ "clip-path", apply_clip },
	{ "display", apply_display },
	{ "fill", px_css_apply_fill },
	{ "font-weight", px_css_apply_weight },
	{ "height", px_css_apply_extent, PX_CSS_HEIGHT },
	{ "line-height", px_css_apply_line },
	{ "min-block-size", px_css_apply_extent, PX_CSS_MIN_HEIGHT },
	{ "min-height", px_css_apply_extent, PX_CSS_MIN_HEIGHT },
	{ "min-inline-size", px_css_apply_extent, PX_CSS_MIN_WIDTH },
	{ "min-width", px_css_apply_extent, PX_CSS_MIN_WIDTH },
	{ "opacity", px_css_apply_opacity },
	{ "outline", px_css_apply_edge, PX_CSS_OUTLINE },
	{ "outline-color", px_css_apply_edge_part, PX_CSS_OUTLINE },
	{ "outline-style", px_css_apply_edge_part, PX_CSS_OUTLINE },
	{ "outline-width", px_css_apply_edge_part, PX_CSS_OUTLINE },
	{ "padding", px_css_apply_padding, PX_CSS_ALL },
	{ "padding-block", px_css_apply_padding, PX_CSS_BLOCK },
	{ "padding-bottom", px_css_apply_padding, PX_CSS_BOTTOM },
	{ "padding-inline", px_css_apply_padding, PX_CSS_INLINE_SIDES },
	{ "padding-left", px_css_apply_padding, PX_CSS_LEFT },
	{ "padding-right", px_css_apply_padding, PX_CSS_RIGHT },
	{ "padding-top", px_css_apply_padding, PX_CSS_TOP },
	{ "position", apply_position },
	{ "print-color-adjust", apply_printing },
	{ "scroll-behavior", px_css_apply_motion, PX_CSS_SCROLL },
	{ "text-decoration", apply_decoration },
	{ "text-decoration-line", apply_decoration },
	{ "transition", px_css_apply_motion, PX_CSS_TRANSITION },
	{ "transition-duration", px_css_apply_motion, PX_CSS_TRANSITION_TIME },
	{ "visibility", apply_visibility },
	{ "width", px_css_apply_extent, PX_CSS_WIDTH },
};

int
px_css_numbered(const char *name)
{
	for (size_t i = 0; i < PX_COUNT(properties); i++)
		if (strcmp(properties[i].name, name) == 0)
			return (int)i + 1;
	return 0;
}

bool
px_css_early(int property)
{
	return property && properties[property - 1].early;
}

bool
px_css_apply(struct px_css_apply *apply, struct px_css_tokens value)
{
	int number = apply->declaration->property;
	const struct property *property = number ? &properties[number - 1] : NULL;

	return !property || property->apply(apply, value, property->argument);
}
