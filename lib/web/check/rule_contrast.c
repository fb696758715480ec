/*
 * Contrast of texts (WCAG 2.2, 1.4.3): the ink of each against what is behind it, by day and by night,
 * on a wide and a narrow screen, in print, and while somebody points at it, reaches it by keyboard,
 * presses it, or has been there.  What is over a picture is compared with the colour behind the
 * picture, which shows until that is loaded.  Texts of drawings are left out: what is behind them is
 * drawn, not styled.
 *
 * The verdict belongs to the context (css.h): it is computed once, however many pages have it.
 */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"
#include "web/check/style.h"

/* Large is 18 points, or 14 in bold. */
static double
needed(const struct px_css_style *style)
{
	return style->size >= 24 || (style->size >= 18.66 && style->weight >= 700) ? 3 : 4.5;
}

bool
px_style_seen(const struct px_css_style *style)
{
	return style->display != PX_CSS_NONE && !style->hidden && !style->clipped &&
	       style->fade > 0.01 && style->size > 0;
}

struct px_colour
px_style_faded(const struct px_css_style *style, struct px_colour colour)
{
	colour.alpha = (float)style->fade;
	return px_colour_over(colour, style->beneath);
}

/* The worst of the grounds: its ratio, and the two colours as they are seen. */
static double
worst(const struct px_css_style *style, struct px_colour *ink, struct px_colour *ground)
{
	double least = 100;

	for (size_t i = 0; i < style->ground_count; i++) {
		struct px_colour below = style->grounds[i];
		struct px_colour above = px_colour_over(style->ink, below);
		double ratio;

		if (style->fade < 1) {
			above = px_style_faded(style, above);
			below = px_style_faded(style, below);
		}
		ratio = px_colour_contrast(above, below);
		if (ratio >= least)
			continue;
		least = ratio;
		*ink = above;
		*ground = below;
	}
	return least;
}

/* "#777777 on #ffffff is 4.47, and must be 4.5, in dark mode"; NULL: it holds. */
static const char *
judge(struct px_arena *arena, const struct px_css_style *style, enum px_css_env env,
      const char *state)
{
	struct px_colour ink, ground;
	char names[2][PX_COLOUR_SIZE];
	double ratio;

	/* Grounds are not printed unless somebody asks for them; browsers darken the text then. */
	if (!px_style_seen(style) || (env == PX_CSS_PRINT && !style->exact))
		return NULL;
	ratio = worst(style, &ink, &ground);
	if (ratio >= needed(style))
		return NULL;
	px_colour_write(ink, names[0]);
	px_colour_write(ground, names[1]);
	return px_arena_printf(arena, _("%s on %s: the contrast is %.2f, and must be %.1f%s%s%s%s"),
			       names[0], names[1], floor(ratio * 100) / 100, needed(style),
			       *px_css_env_name(env) ? ", " : "", px_css_env_name(env),
			       *state ? ", " : "", state);
}

static const struct state {
	unsigned bits;
	const char *name; /* N_() */
} states[] = {
	{ PX_CSS_HOVER, N_("when pointed at") },
	{ PX_CSS_FOCUS, N_("when reached by keyboard") },
	{ PX_CSS_HOVER | PX_CSS_FOCUS | PX_CSS_ACTIVE, N_("when pressed") },
	{ PX_CSS_VISITED, N_("when visited") },
};

static const char *
judge_states(struct px_visit *visit, const struct px_node *node)
{
	static const enum px_css_env envs[] = { PX_CSS_LIGHT, PX_CSS_DARK };
	const struct px_node *actor = node;
	const char *verdict = NULL;

	while (actor && !px_check_focusable(actor))
		actor = actor->parent;
	for (size_t i = 0; i < PX_COUNT(states) && !verdict; i++) {
		const struct px_css_state state = { actor ? actor : node, states[i].bits };

		if (!actor && !(states[i].bits & PX_CSS_HOVER))
			continue;
		if (!px_css_affects(visit->css, node, &state))
			continue;
		for (size_t k = 0; k < PX_COUNT(envs) && !verdict; k++) {
			struct px_css_style style;

			px_css_style_in(visit->css, node, &state, envs[k], &style);
			verdict = judge(px_css_arena(visit->css), &style, envs[k],
					px_tr(states[i].name));
		}
	}
	return verdict;
}

/* By day and by night, which are mended apart: the first of each that does not hold. */
static const char *
judge_plain(struct px_visit *visit, const struct px_css_context *context)
{
	static const enum px_css_env envs[2][3] = {
		{ PX_CSS_LIGHT, PX_CSS_NARROW, PX_CSS_PRINT },
		{ PX_CSS_DARK, PX_CSS_NARROW_DARK, PX_CSS_NARROW_DARK },
	};
	struct px_arena *arena = px_css_arena(visit->css);
	const char *both[2] = { NULL, NULL };

	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < 3 && !both[i]; k++)
			both[i] = judge(arena, &context->styles[envs[i][k]], envs[i][k], "");
	if (both[0] && both[1])
		return px_arena_printf(arena, "%s; %s", both[0], both[1]);
	return both[0] ? both[0] : both[1];
}

static const char *
verdict_of(struct px_visit *visit, const struct px_node *node, struct px_css_context *context)
{
	if (context->judged & PX_JUDGED_TEXT)
		return context->verdict;
	context->judged |= PX_JUDGED_TEXT;
	context->verdict = judge_plain(visit, context);
	if (!context->verdict)
		context->verdict = judge_states(visit, node);
	return context->verdict;
}

/* A field shows what is typed into it. */
static bool
shows_text(const struct px_node *node)
{
	static const char without[] = "checkbox|radio|range|color|file|image|hidden";
	const char *type = px_dom_get(node, "type");

	if (px_dom_get(node, "disabled"))
		return false;
	return node->tag == PX_TAG_SELECT || node->tag == PX_TAG_TEXTAREA ||
	       (node->tag == PX_TAG_INPUT && !(type && px_text_listed(without, type)));
}

static bool
is_disabled(const struct px_node *node)
{
	for (; node; node = node->parent)
		if (px_dom_get(node, "disabled"))
			return true;
	return false;
}

bool
px_rule_contrast_text(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i], *styled = node;
		struct px_css_context *context;
		const char *verdict;

		if (node->text) {
			styled = node->parent;
			if (px_dom_blank(node->text) || styled->tag == PX_TAG_OPTION)
				continue;
		} else if (!shows_text(node)) {
			continue;
		}
		context = visit->contexts[styled - visit->dom->nodes];
		if (!context || styled->svg)
			continue;
		tried = true;
		verdict = verdict_of(visit, styled, context);
		if (verdict && !is_disabled(styled))
			px_check_found(visit, styled->line, "%s: %s", px_check_tag(visit, styled),
				       verdict);
	}
	return tried;
}
