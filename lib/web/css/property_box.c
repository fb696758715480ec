/* Sizes, paddings, borders and outlines; and what moves. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "web/css/property.h"

bool
px_css_apply_extent(struct px_css_apply *apply, struct px_css_tokens value, int which)
{
	struct px_css_style *style = apply->style;
	double *const extents[] = { &style->width, &style->height, &style->min_width,
				    &style->min_height };

	if (px_css_length(value, &apply->measure, extents[which]) != 0)
		*extents[which] = -1;
	return true;
}

/* Which sides a word of a property means, as bits of PX_CSS_TOP to PX_CSS_LEFT. */
static unsigned
sides(int which)
{
	switch (which) {
	case PX_CSS_ALL:
		return 0xF;
	case PX_CSS_BLOCK:
		return 1 << PX_CSS_TOP | 1 << PX_CSS_BOTTOM;
	case PX_CSS_INLINE_SIDES:
		return 1 << PX_CSS_RIGHT | 1 << PX_CSS_LEFT;
	default:
		return 1u << which;
	}
}

/* One to four values, as CSS spreads them: the one that a side takes. */
static size_t
spread(size_t side, size_t count)
{
	if (side == PX_CSS_LEFT)
		return count == 4 ? 3 : count > 1 ? 1 : 0;
	if (side == PX_CSS_BOTTOM)
		return count > 2 ? 2 : 0;
	return side < count ? side : 0;
}

static size_t
take_parts(struct px_css_tokens value, struct px_css_tokens parts[4])
{
	size_t count = 0, at = 0;

	while (count < 4 && px_css_next(value, &at, &parts[count]))
		count++;
	return count;
}

bool
px_css_apply_padding(struct px_css_apply *apply, struct px_css_tokens value, int which)
{
	struct px_css_tokens parts[4];
	size_t count = take_parts(value, parts);

	for (size_t side = PX_CSS_TOP; count && side <= PX_CSS_LEFT; side++) {
		size_t from = which == PX_CSS_ALL                  ? spread(side, count)
			      : count > 1 && side >= PX_CSS_BOTTOM ? 1
								   : 0;

		if ((sides(which) & 1u << side) &&
		    px_css_length(parts[from], &apply->measure, &apply->style->padding[side]) != 0)
			apply->style->padding[side] = 0;
	}
	return count > 0;
}

static struct px_css_edge *
edge_of(struct px_css_style *style, size_t side)
{
	return side == PX_CSS_OUTLINE ? &style->outline : &style->borders[side];
}

/* A word of `border: 1px solid red`, whichever it is. */
static bool
take_edge(struct px_css_apply *apply, struct px_css_tokens part, struct px_css_edge *edge)
{
	static const char styles[] = "none|hidden|solid|dashed|dotted|double|groove|ridge|inset|"
				     "outset|auto";
	double width;

	if (part.count == 1 && part.items->kind == PX_CSS_IDENT &&
	    px_text_listed(styles, part.items->text)) {
		edge->drawn = !px_css_word(part, "none") && !px_css_word(part, "hidden");
		edge->native = px_css_word(part, "auto");
	} else if (px_css_word(part, "thin") || px_css_word(part, "medium") ||
		   px_css_word(part, "thick")) {
		edge->width = px_css_word(part, "thin") ? 1 : px_css_word(part, "thick") ? 5 : 3;
	} else if (px_css_length(part, &apply->measure, &width) == 0) {
		edge->width = width;
	} else if (px_css_paint(apply, part, &edge->colour)) {
		edge->coloured = true;
	} else {
		return false;
	}
	return true;
}

/* border, border-top, outline…: what is not said is back to its beginning. */
bool
px_css_apply_edge(struct px_css_apply *apply, struct px_css_tokens value, int which)
{
	for (size_t side = PX_CSS_TOP; side <= PX_CSS_OUTLINE; side++) {
		struct px_css_edge edge = { .width = 3 };
		struct px_css_tokens part;
		size_t at = 0;

		if (side > PX_CSS_LEFT && side < PX_CSS_OUTLINE)
			continue;
		if (which == PX_CSS_OUTLINE
			    ? side != PX_CSS_OUTLINE
			    : side == PX_CSS_OUTLINE || !(sides(which) & 1u << side))
			continue;
		while (px_css_next(value, &at, &part))
			take_edge(apply, part, &edge);
		*edge_of(apply->style, side) = edge;
		if (side != PX_CSS_OUTLINE)
			apply->style->native = false;
	}
	return true;
}

/* border-color, border-top-style, outline-width…: one kind of word, of one to four sides. */
bool
px_css_apply_edge_part(struct px_css_apply *apply, struct px_css_tokens value, int which)
{
	struct px_css_tokens parts[4];
	size_t count = take_parts(value, parts);

	if (!count)
		return false;
	if (which == PX_CSS_OUTLINE)
		return take_edge(apply, parts[0], &apply->style->outline);
	for (size_t side = PX_CSS_TOP; side <= PX_CSS_LEFT; side++) {
		if (!(sides(which) & 1u << side))
			continue;
		take_edge(apply, parts[which == PX_CSS_ALL ? spread(side, count) : 0],
			  &apply->style->borders[side]);
		apply->style->native = false;
	}
	return true;
}

/* Is there a time in it that somebody can see? */
static bool
lasts(struct px_css_tokens value)
{
	for (size_t i = 0; i < value.count; i++) {
		const struct px_css_token *token = &value.items[i];
		double scale = strcmp(token->text, "s") == 0 ? 1 : 0.001;

		if (token->kind == PX_CSS_DIMENSION && strchr("sm", token->text[0]) &&
		    token->number * scale > 0.02)
			return true;
	}
	return false;
}

/* Sizes and places that change are motion; colours that do are not. */
static bool
slides(struct px_css_tokens value)
{
	static const char *const moving[] = { "all",    "transform",  "translate", "scale",
					      "rotate", "top",        "left",      "right",
					      "bottom", "width",      "height",    "margin",
					      "inset",  "max-height", "font-size" };
	bool named = false;

	for (size_t i = 0; i < value.count; i++) {
		const struct px_css_token *token = &value.items[i];

		for (size_t k = 0; k < PX_COUNT(moving); k++)
			if (px_css_ident(token, moving[k]))
				return true;
		if (token->kind == PX_CSS_IDENT && strncasecmp(token->text, "ease", 4) != 0 &&
		    !px_css_ident(token, "linear"))
			named = true;
	}
	return !named; /* a time alone is of all properties */
}

bool
px_css_apply_motion(struct px_css_apply *apply, struct px_css_tokens value, int which)
{
	unsigned bit = which == PX_CSS_SCROLL ? 4 : which >= PX_CSS_TRANSITION ? 2 : 1;
	bool moves;

	if (which == PX_CSS_SCROLL)
		moves = px_css_word(value, "smooth");
	else if (which == PX_CSS_ANIMATION_NAME)
		moves = !px_css_word(value, "none") && !px_css_resets(value);
	else if (which == PX_CSS_ANIMATION_TIME || which == PX_CSS_TRANSITION_TIME)
		moves = lasts(value) && (apply->style->moves & bit);
	else
		moves = lasts(value) && (which == PX_CSS_ANIMATION || slides(value));
	apply->style->moves &= ~bit;
	if (moves) {
		apply->style->moves |= bit;
		apply->style->mover = apply->declaration->file;
		apply->style->mover_line = apply->declaration->line;
	}
	return true;
}
