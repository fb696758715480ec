/*
 * Rules about what the style sheets make, texts apart: edges of fields, the mark of the keyboard's
 * place, links in a text, the size of targets, motion, and what of the sheets could not be read.
 */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"
#include "web/check/style.h"

enum { LEAST_PARTS = 3, LEAST_TARGET = 24 };

static const enum px_css_env day_and_night[] = { PX_CSS_LIGHT, PX_CSS_DARK };

typedef const char *judge_context(struct px_visit *visit, const struct px_node *node,
				  const struct px_css_context *context);

/* The verdict of a context, made the first time. */
static const char *
verdict_of(struct px_visit *visit, const struct px_node *node, unsigned bit, size_t place,
	   judge_context *judge)
{
	struct px_css_context *context = visit->contexts[node - visit->dom->nodes];

	if (!context)
		return NULL;
	if (!(context->judged & bit)) {
		context->judged |= bit;
		context->verdicts[place] = judge(visit, node, context);
	}
	return context->verdicts[place];
}

static const char *
say(struct px_visit *visit, const char *what, struct px_colour a, struct px_colour b,
    enum px_css_env env)
{
	char names[2][PX_COLOUR_SIZE];

	px_colour_write(a, names[0]);
	px_colour_write(b, names[1]);
	return px_arena_printf(px_css_arena(visit->css), "%s: %s / %s: %.2f < %d.0%s%s", what,
			       names[0], names[1], floor(px_colour_contrast(a, b) * 100) / 100,
			       LEAST_PARTS, *px_css_env_name(env) ? ", " : "",
			       px_css_env_name(env));
}

static bool
is_drawn_field(const struct px_node *node)
{
	static const char others[] = "hidden|submit|reset|button|image|range|color|file";
	const char *type = px_dom_get(node, "type");

	if (px_dom_get(node, "disabled"))
		return false;
	return node->tag == PX_TAG_SELECT || node->tag == PX_TAG_TEXTAREA ||
	       (node->tag == PX_TAG_INPUT && !(type && px_text_listed(others, type)));
}

/* The edge of a field against what is around it, or its ground against that: one of them shows. */
static const char *
judge_parts(struct px_visit *visit, const struct px_node *node,
	    const struct px_css_context *context)
{
	(void)node;
	for (size_t i = 0; i < PX_COUNT(day_and_night); i++) {
		const struct px_css_style *style = &context->styles[day_and_night[i]];
		struct px_colour around, edge;
		bool shown = false;

		if (!px_style_seen(style) || style->native || !context->parent)
			continue;
		around = context->parent->styles[day_and_night[i]].grounds[0];
		edge = style->grounds[0];
		if (px_colour_contrast(edge, around) >= LEAST_PARTS)
			continue;
		for (size_t side = 0; side < 4 && !shown; side++) {
			const struct px_css_edge *border = &style->borders[side];

			if (!border->drawn || border->width <= 0)
				continue;
			edge = px_colour_over(border->coloured ? border->colour : style->ink,
					      around);
			shown = px_colour_contrast(edge, around) >= LEAST_PARTS;
		}
		if (!shown && !(style->shadowed))
			return say(visit, _("the edge of the field does not show"), edge, around,
				   day_and_night[i]);
	}
	return NULL;
}

bool
px_rule_contrast_parts(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		const char *verdict;

		if (!is_drawn_field(node))
			continue;
		tried = true;
		verdict = verdict_of(visit, node, PX_JUDGED_PARTS, PX_VERDICT_PARTS, judge_parts);
		if (verdict)
			px_check_found(visit, node->line, "%s: %s", px_check_tag(visit, node),
				       verdict);
	}
	return tried;
}

static bool
same_colour(struct px_colour a, struct px_colour b)
{
	return px_colour_contrast(a, b) < 1.5;
}

/* Does the focus change the element itself: its ground, ink, border, underline, shadow? */
static bool
changes(const struct px_css_style *focused, const struct px_css_style *before)
{
	const struct px_css_edge *edge = &focused->borders[2], *was = &before->borders[2];

	return !same_colour(focused->grounds[0], before->grounds[0]) ||
	       focused->underlined != before->underlined || focused->shadowed != before->shadowed ||
	       edge->drawn != was->drawn || fabs(edge->width - was->width) >= 1 ||
	       !same_colour(focused->ink, before->ink) ||
	       (edge->drawn && edge->coloured && was->coloured &&
		!same_colour(edge->colour, was->colour));
}

/* The outline of what has this style, against what is around it: does it show? */
static bool
outlined(const struct px_css_style *style, struct px_colour around, struct px_colour *line)
{
	if (!style->outline.drawn || style->outline.width <= 0)
		return false;
	*line = px_colour_over(style->outline.coloured ? style->outline.colour : style->ink,
			       around);
	return style->outline.native || px_colour_contrast(*line, around) >= LEAST_PARTS;
}

/* Does something that the element is in show it: the card that it is the link of? */
static bool
shown_above(struct px_visit *visit, const struct px_css_state *state, enum px_css_env env)
{
	for (const struct px_node *at = state->node->parent; at && at->parent; at = at->parent) {
		const struct px_css_context *context = visit->contexts[at - visit->dom->nodes];
		struct px_css_style style;
		struct px_colour line;

		if (!context || at->tag == PX_TAG_BODY)
			return false;
		px_css_style_in(visit->css, at, state, env, &style);
		if (outlined(&style, context->parent->styles[env].grounds[0], &line) ||
		    changes(&style, &context->styles[env]))
			return true;
	}
	return false;
}

static const char *
judge_focus(struct px_visit *visit, const struct px_node *node,
	    const struct px_css_context *context)
{
	const struct px_css_state state = { node, PX_CSS_FOCUS };

	for (size_t i = 0; i < PX_COUNT(day_and_night); i++) {
		enum px_css_env env = day_and_night[i];
		struct px_css_style style;
		struct px_colour around, line;

		px_css_style_in(visit->css, node, &state, env, &style);
		around = context->parent ? context->parent->styles[env].grounds[0]
					 : style.grounds[0];
		if (!px_style_seen(&style) || outlined(&style, around, &line) ||
		    changes(&style, &context->styles[env]) || shown_above(visit, &state, env))
			continue;
		if (style.outline.drawn && style.outline.width > 0)
			return say(visit, _("the outline of the keyboard's place does not show"),
				   line, around, env);
		return px_arena_printf(
			px_css_arena(visit->css),
			_("nothing shows that the keyboard is here: outline is taken "
			  "out, and nothing put in its place%s%s"),
			i ? ", " : "", px_css_env_name(env));
	}
	return NULL;
}

bool
px_rule_focus(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		const char *verdict;

		if (!px_check_focusable(node) || node->svg)
			continue;
		tried = true;
		verdict = verdict_of(visit, node, PX_JUDGED_FOCUS, PX_VERDICT_FOCUS, judge_focus);
		if (verdict)
			px_check_found(visit, node->line, "%s: %s", px_check_tag(visit, node),
				       verdict);
	}
	return tried;
}

/* A link among words, which only its colour tells from them. */
static const char *
judge_link(struct px_visit *visit, const struct px_node *node, const struct px_css_context *context)
{
	(void)node;
	for (size_t i = 0; i < PX_COUNT(day_and_night); i++) {
		const struct px_css_style *style = &context->styles[day_and_night[i]], *around;

		if (!context->parent || !px_style_seen(style) || style->underlined ||
		    style->display != PX_CSS_INLINE)
			continue;
		around = &context->parent->styles[day_and_night[i]];
		if (style->own.alpha > 0 || style->weight - around->weight >= 200 ||
		    (style->borders[2].drawn && style->borders[2].width > 0) ||
		    px_colour_contrast(style->ink, around->ink) >= LEAST_PARTS)
			continue;
		return say(visit, _("only its colour tells this link from the text: underline it"),
			   style->ink, around->ink, day_and_night[i]);
	}
	return NULL;
}

static bool
is_among_words(const struct px_node *link)
{
	for (const struct px_node *at = link->parent->first; at; at = at->next)
		if (at->text &&
		    strcspn(at->text, "abcdefghijklmnopqrstuvwxyzéèàABCDEFGHIJKLMNOP") + 2 <
			    strlen(at->text))
			return true;
	return false;
}

bool
px_rule_link_distinct(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_A]; at; at = at->again) {
		const char *verdict;

		if (at->svg || !px_dom_get(at, "href") || !at->parent || !is_among_words(at))
			continue;
		tried = true;
		verdict = verdict_of(visit, at, PX_JUDGED_LINK, PX_VERDICT_LINK, judge_link);
		if (verdict)
			px_check_found(visit, at->line, "%s: %s", px_check_tag(visit, at), verdict);
	}
	return tried;
}

/* The height that its text, padding and edges give, or that the sheet says. */
static double
height_of(const struct px_css_style *style)
{
	double around = style->padding[0] + style->padding[2], height;

	for (size_t side = 0; side < 4; side += 2)
		if (style->borders[side].drawn)
			around += style->borders[side].width;
	height = style->height >= 0 ? style->height + (style->bordered ? 0 : around)
				    : style->size * style->line + around;
	if (style->min_height >= 0)
		height = fmax(height, style->min_height + (style->bordered ? 0 : around));
	return height;
}

static double
width_of(const struct px_css_style *style)
{
	double around = style->padding[1] + style->padding[3];

	if (style->width < 0)
		return LEAST_TARGET; /* as wide as its text */
	return fmax(style->width, style->min_width) + (style->bordered ? 0 : around);
}

static const char *
judge_target(struct px_visit *visit, const struct px_node *node,
	     const struct px_css_context *context)
{
	static const enum px_css_env envs[] = { PX_CSS_LIGHT, PX_CSS_NARROW };

	for (size_t i = 0; i < PX_COUNT(envs); i++) {
		const struct px_css_style *style = &context->styles[envs[i]];
		bool filled = node->first && (!node->first->text || node->first->next);

		/* In a line of text, or as browsers draw it: the criterion leaves these out. */
		if (!px_style_seen(style) || style->display == PX_CSS_INLINE || style->native ||
		    (filled && style->height < 0))
			continue;
		if (height_of(style) < LEAST_TARGET - 0.5 || width_of(style) < LEAST_TARGET - 0.5)
			return px_arena_printf(px_css_arena(visit->css),
					       _("%.0f by %.0f pixels to aim at, and %d by %d are "
						 "the least"),
					       width_of(style), height_of(style), LEAST_TARGET,
					       LEAST_TARGET);
	}
	return NULL;
}

static bool
is_ticked(const struct px_node *node)
{
	const char *type = px_dom_get(node, "type");

	return node->tag == PX_TAG_INPUT && type && px_text_listed("checkbox|radio|range", type);
}

bool
px_rule_target_size(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		const char *verdict;

		/* The label of what is ticked is part of its target. */
		if (!px_check_focusable(node) || node->svg || is_ticked(node))
			continue;
		tried = true;
		verdict =
			verdict_of(visit, node, PX_JUDGED_TARGET, PX_VERDICT_TARGET, judge_target);
		if (verdict)
			px_check_found(visit, node->line, "%s: %s", px_check_tag(visit, node),
				       verdict);
	}
	return tried;
}

bool
px_rule_motion(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		struct px_css_context *context = visit->contexts[i];
		const struct px_css_style *still;

		if (!context)
			continue;
		tried |= context->styles[PX_CSS_LIGHT].moves != 0;
		if (context->judged & PX_JUDGED_MOTION)
			continue;
		context->judged |= PX_JUDGED_MOTION;
		still = &context->styles[PX_CSS_STILL];
		if (still->moves)
			px_check_found_in(visit,
					  strcmp(still->mover, "style=") == 0 ? visit->file->path
									      : still->mover,
					  still->mover_line,
					  _("what moves must stop for who asks for less motion: "
					    "@media (prefers-reduced-motion: reduce)"));
	}
	return tried;
}

bool
px_rule_css_unread(struct px_visit *visit)
{
	size_t count;
	const struct px_css_note *notes = px_css_notes(visit->css, &count);

	for (; visit->view->noted < count; visit->view->noted++) {
		const struct px_css_note *note = &notes[visit->view->noted];
		bool here = !*note->file || strcmp(note->file, "style=") == 0;

		px_check_found_in(visit, here ? visit->file->path : note->file, note->line, "%s",
				  note->message);
	}
	return true;
}
