/* What browsers do before any style sheet (HTML, section 15.3), as far as it is asked here. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "web/css/part.h"

static const char blocks[] =
	"html|body|address|article|aside|blockquote|center|dd|details|dialog|dir|div|dl|dt|"
	"fieldset|"
	"figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hgroup|hr|legend|li|main|menu|nav|"
	"ol|"
	"optgroup|option|p|pre|search|section|summary|table|caption|thead|tbody|tfoot|tr|td|th|ul|"
	"img|svg|video|iframe|button|input|select|textarea|meter|progress|canvas|object";
static const char nothings[] = "area|base|datalist|head|link|meta|noembed|noframes|param|rp|script|"
			       "source|style|template|title|track";
static const char bold[] = "b|strong|th|h1|h2|h3|h4|h5|h6|optgroup";

static const struct scale {
	const char *name;
	double share;
} scales[] = {
	{ "h1", 2 },         { "h2", 1.5 },     { "h3", 1.17 },    { "h5", 0.83 }, { "h6", 0.67 },
	{ "small", 0.8333 }, { "sub", 0.8333 }, { "sup", 0.8333 }, { "big", 1.2 },
};

static bool
is_control(const struct px_node *node)
{
	return node->tag == PX_TAG_INPUT || node->tag == PX_TAG_SELECT ||
	       node->tag == PX_TAG_TEXTAREA || node->tag == PX_TAG_BUTTON;
}

/* A box to tick, a slider: no text in it, and not painted by background and border. */
static bool
is_widget(const struct px_node *node)
{
	const char *type = px_dom_get(node, "type");

	return node->tag == PX_TAG_INPUT && type &&
	       (strcasecmp(type, "checkbox") == 0 || strcasecmp(type, "radio") == 0 ||
		strcasecmp(type, "range") == 0 || strcasecmp(type, "color") == 0 ||
		strcasecmp(type, "file") == 0 || strcasecmp(type, "image") == 0);
}

static bool
is_gone(const struct px_node *node)
{
	const char *type = px_dom_get(node, "type");

	return px_text_listed(nothings, node->name) || px_dom_get(node, "hidden") ||
	       (node->tag == PX_TAG_INPUT && type && strcasecmp(type, "hidden") == 0) ||
	       (strcmp(node->name, "dialog") == 0 && !px_dom_get(node, "open"));
}

static const struct px_css_style initial = {
	.ink = { 0, 0, 0, 1 },
	.fill = { 0, 0, 0, 1 },
	.grounds = { { 1, 1, 1, 1 } },
	.ground_count = 1,
	.fade = 1,
	.size = 16,
	.rem = 16,
	.line = 1.2,
	.weight = 400,
	.display = PX_CSS_BOX,
};

static void
inherit(const struct px_css_style *parent, struct px_css_style *out)
{
	*out = (struct px_css_style){
		.ink = parent->ink,
		.fill = parent->fill,
		.fade = 1,
		.size = parent->size,
		.rem = parent->rem,
		.line = parent->line,
		.weight = parent->weight,
		.hidden = parent->hidden,
		.dark = parent->dark,
		.exact = parent->exact,
		.vars = parent->vars,
		.width = -1,
		.height = -1,
		.min_width = -1,
		.min_height = -1,
	};
}

/* <meta name="color-scheme" content="light dark"> */
static bool
page_takes_dark(const struct px_node *root)
{
	for (const struct px_node *at = root; at && at->tag != PX_TAG_BODY;
	     at = px_dom_walk(at, root)) {
		const char *name = at->tag == PX_TAG_META ? px_dom_get(at, "name") : NULL;
		const char *content = name ? px_dom_get(at, "content") : NULL;

		if (content && strcasecmp(name, "color-scheme") == 0)
			return px_dom_listed(content, "dark");
	}
	return false;
}

void
px_css_begin(const struct px_node *node, const struct px_css_style *parent,
	     struct px_css_style *out)
{
	inherit(parent ? parent : &initial, out);
	if (!parent)
		out->dark = page_takes_dark(node);
	out->display = is_gone(node)                        ? PX_CSS_NONE
		       : px_text_listed(blocks, node->name) ? PX_CSS_BOX
							    : PX_CSS_INLINE;
	if (px_text_listed(bold, node->name))
		out->weight = 700;
	for (size_t i = 0; i < PX_COUNT(scales); i++)
		if (strcmp(scales[i].name, node->name) == 0)
			out->size *= scales[i].share;
	if (is_control(node)) {
		out->size = 13.333;
		out->weight = 400;
		out->line = 1.2;
		out->native = true;
	}
	if ((node->tag == PX_TAG_A && px_dom_get(node, "href")) || strcmp(node->name, "u") == 0)
		out->underlined = true;
}

static bool
is_night(enum px_css_env env)
{
	return env == PX_CSS_DARK || env == PX_CSS_NARROW_DARK;
}

static struct px_colour
named(const char *name, bool dark)
{
	const struct px_css_token tokens[2] = { { .kind = PX_CSS_IDENT, .text = name },
						{ .kind = PX_CSS_END, .text = "" } };
	const struct px_colour_base base = { { 0, 0, 0, 1 }, dark };
	struct px_colour colour = { 0, 0, 0, 1 };

	px_colour_read((struct px_css_tokens){ tokens, 1 }, &base, &colour);
	return colour;
}

void
px_css_tint(const struct px_node *node, enum px_css_env env, struct px_css_style *style)
{
	bool dark = style->dark && is_night(env);

	if (!node->parent)
		style->ink = named("canvastext", dark);
	if (node->tag == PX_TAG_A && px_dom_get(node, "href"))
		style->ink = named("linktext", dark);
	if (strcmp(node->name, "mark") == 0) {
		style->ink = named("marktext", dark);
		style->own = named("mark", dark);
	}
	if (!is_control(node))
		return;
	style->ink = named(node->tag == PX_TAG_BUTTON ? "buttontext" : "fieldtext", dark);
	if (!is_widget(node))
		style->own = named(node->tag == PX_TAG_BUTTON ? "buttonface" : "field", dark);
	for (size_t i = 0; i < 4; i++)
		style->borders[i] = (struct px_css_edge){
			.drawn = true,
			.native = true,
			.width = 2,
			.coloured = true,
			.colour = dark ? (struct px_colour){ 0.52F, 0.52F, 0.52F, 1 }
				       : (struct px_colour){ 0.46F, 0.46F, 0.46F, 1 }
		};
}

static void
lay_grounds(const struct px_css_style *parent, struct px_css_style *style)
{
	struct px_colour below = px_colour_over(style->own, parent->grounds[0]);

	style->picture = style->picture || (parent->picture && style->own.alpha < 1);
	if (style->ground_count) { /* the stops of a gradient, over its colour */
		for (size_t i = 0; i < style->ground_count; i++)
			style->grounds[i] = px_colour_over(style->grounds[i], below);
		return;
	}
	style->ground_count = style->own.alpha >= 1 ? 1 : parent->ground_count;
	for (size_t i = 0; i < style->ground_count; i++)
		style->grounds[i] = px_colour_over(style->own, parent->grounds[i]);
}

void
px_css_finish(const struct px_css_style *parent, enum px_css_env env, struct px_css_style *style)
{
	struct px_css_style root = initial;
	bool tiny =
		style->width >= 0 && style->width <= 1 && style->height >= 0 && style->height <= 1;

	if (!parent) {
		root.grounds[0] = named("canvas", style->dark && is_night(env));
		style->rem = style->size;
		parent = &root;
	}
	lay_grounds(parent, style);
	style->beneath = parent->fade < 1 ? parent->beneath : parent->grounds[0];
	style->fade *= parent->fade;
	style->clipped = (style->lifted && (style->clipped || tiny)) || parent->clipped;
	if (parent->display == PX_CSS_NONE)
		style->display = PX_CSS_NONE;
	else if (parent->display == PX_CSS_FLEX && style->display == PX_CSS_INLINE)
		style->display = PX_CSS_BOX;
}
