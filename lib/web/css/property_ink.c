/* Colours, grounds and letters. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "web/css/property.h"

bool
px_css_apply_ink(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	struct px_css_style *style = apply->style;

	(void)argument;
	if (px_css_word(value, "inherit") || px_css_word(value, "unset") ||
	    px_css_word(value, "currentcolor")) {
		style->ink = apply->parent->ink;
		return true;
	}
	return px_css_paint(apply, value, &style->ink);
}

bool
px_css_apply_fill(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	if (px_css_word(value, "none")) {
		apply->style->fill = (struct px_colour){ 0, 0, 0, 0 };
		return true;
	}
	return px_css_paint(apply, value, &apply->style->fill);
}

bool
px_css_apply_ground(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	struct px_css_style *style = apply->style;

	(void)argument;
	style->native = false;
	if (px_css_resets(value)) {
		style->own = (struct px_colour){ 0, 0, 0, 0 };
		return true;
	}
	if (px_css_word(value, "inherit")) {
		style->own = apply->parent->own;
		return true;
	}
	return px_css_paint(apply, value, &style->own);
}

/* The colours that a gradient goes through: each is a ground. */
static void
take_stops(struct px_css_apply *apply, struct px_css_tokens inside)
{
	struct px_css_style *style = apply->style;

	for (size_t from = 0; from < inside.count && style->ground_count < PX_CSS_GROUNDS;) {
		size_t end = px_css_find(inside, from, ','), at = 0;
		struct px_css_tokens stop = px_css_part(inside, from, end), part;

		if (px_css_next(stop, &at, &part) &&
		    px_css_paint(apply, part, &style->grounds[style->ground_count]))
			style->ground_count++;
		from = end + 1;
	}
}

bool
px_css_apply_image(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	(void)argument;
	apply->style->ground_count = 0; /* stops, until the grounds are made of them */
	apply->style->picture = false;
	for (size_t i = 0; i < value.count; i++) {
		const struct px_css_token *token = &value.items[i];

		if (token->kind == PX_CSS_URL || px_css_function(token, "url") ||
		    px_css_function(token, "image-set"))
			apply->style->picture = true;
		else if (token->kind == PX_CSS_FUNCTION && strstr(token->text, "gradient"))
			take_stops(apply, px_css_part(value, i + 1, px_css_close(value, i)));
	}
	return true;
}

bool
px_css_apply_background(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	struct px_css_style *style = apply->style;
	struct px_css_tokens part;
	size_t at = 0;

	px_css_apply_image(apply, value, argument);
	style->own = (struct px_colour){ 0, 0, 0, 0 };
	style->native = false;
	while (px_css_next(value, &at, &part))
		if (!px_css_is(part.items, '/'))
			px_css_paint(apply, part, &style->own);
	return true;
}

static const struct size_word {
	const char *name;
	double pixels; /* below 0: a share of the parent's */
} size_words[] = {
	{ "xx-small", 9 },
	{ "x-small", 10 },
	{ "small", 13 },
	{ "medium", 16 },
	{ "large", 18 },
	{ "x-large", 24 },
	{ "xx-large", 32 },
	{ "x"
	  "xx-large",
	  48 },
	{ "smaller", -0.8333 },
	{ "larger", -1.2 },
};

bool
px_css_apply_size(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	double parent = apply->parent->size, size = parent;
	const struct px_css_measure measure = { parent, apply->measure.rem, parent,
						apply->measure.view };

	(void)argument;
	if (px_css_word(value, "initial"))
		size = 16;
	for (size_t i = 0; i < PX_COUNT(size_words); i++)
		if (px_css_word(value, size_words[i].name))
			size = size_words[i].pixels < 0 ? -size_words[i].pixels * parent
							: size_words[i].pixels;
	if (value.count && value.items->kind != PX_CSS_IDENT &&
	    px_css_length(value, &measure, &size) != 0)
		return false;
	apply->style->size = size;
	apply->measure.em = size;
	return true;
}

bool
px_css_apply_weight(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	int parent = apply->parent->weight;

	(void)argument;
	if (value.count == 1 && value.items->kind == PX_CSS_NUMBER)
		apply->style->weight = (int)value.items->number;
	else if (px_css_word(value, "bold"))
		apply->style->weight = 700;
	else if (px_css_word(value, "normal") || px_css_word(value, "initial"))
		apply->style->weight = 400;
	else if (px_css_word(value, "bolder"))
		apply->style->weight = parent < 350 ? 400 : parent < 550 ? 700 : 900;
	else if (px_css_word(value, "lighter"))
		apply->style->weight = parent < 550 ? 100 : parent < 750 ? 400 : 700;
	else if (px_css_word(value, "inherit") || px_css_word(value, "unset"))
		apply->style->weight = parent;
	else
		return false;
	return true;
}

bool
px_css_apply_line(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	const struct px_css_measure measure = { apply->style->size, apply->measure.rem,
						apply->style->size, apply->measure.view };

	(void)argument;
	if (value.count == 1 && value.items->kind == PX_CSS_NUMBER) {
		apply->style->line = value.items->number; /* a factor, which descendants inherit */
		return true;
	}
	if (px_css_word(value, "normal")) {
		apply->style->line = 1.2;
		return true;
	}
	if (px_css_length(value, &measure, &apply->style->line) != 0)
		return false;
	apply->style->line /= apply->style->size > 0 ? apply->style->size : 16;
	return true;
}

/* font: [italic] [bold] SIZE[/LINE] family */
bool
px_css_apply_font(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	struct px_css_tokens part = { NULL, 0 };
	size_t at = 0;

	if (px_css_word(value, "inherit")) {
		apply->style->size = apply->parent->size;
		apply->style->weight = apply->parent->weight;
		apply->style->line = apply->parent->line;
		return true;
	}
	apply->style->weight = 400;
	apply->style->line = 1.2;
	while (px_css_next(value, &at, &part)) {
		if (part.items->kind == PX_CSS_NUMBER || px_css_word(part, "bold") ||
		    px_css_word(part, "bolder") || px_css_word(part, "lighter"))
			px_css_apply_weight(apply, part, argument);
		else if (part.items->kind != PX_CSS_IDENT && !px_css_is(part.items, '/'))
			break;
	}
	if (!part.count || !px_css_apply_size(apply, part, argument))
		return false;
	if (!px_css_next(value, &at, &part) || !px_css_is(part.items, '/'))
		return true;
	return px_css_next(value, &at, &part) && px_css_apply_line(apply, part, argument);
}

bool
px_css_apply_opacity(struct px_css_apply *apply, struct px_css_tokens value, int argument)
{
	const struct px_css_token *token = value.items;
	double share;

	(void)argument;
	if (value.count != 1 || (token->kind != PX_CSS_NUMBER && token->kind != PX_CSS_PERCENT))
		return false;
	share = token->kind == PX_CSS_PERCENT ? token->number / 100 : token->number;
	apply->style->fade = share < 0 ? 0 : share > 1 ? 1 : share;
	return true;
}
