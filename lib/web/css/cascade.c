/* The cascade: which declarations fit an element, in which order, and what they make of it. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "web/css/part.h"

static void
put(struct px_arena *arena, struct px_css_fit *fit, struct px_css_declaration *declaration,
    const struct px_css_rule *rule, unsigned specificity)
{
	bool important = declaration->important;
	int layer = rule ? rule->layer : PX_CSS_NO_LAYER;
	uint64_t weight;

	/* What is important wins the other way round: layers before what is in none. */
	if (important)
		layer = PX_CSS_NO_LAYER - layer;
	weight = (uint64_t)important << 60 | (uint64_t)layer << 34 | (uint64_t)(!rule) << 33 |
		 specificity;
	if (fit->count == fit->capacity) {
		size_t wider = fit->capacity ? 2 * fit->capacity : 32;
		struct px_css_fitting *more = px_arena_alloc(arena, wider * sizeof(*more));

		if (fit->count)
			memcpy(more, fit->items, fit->count * sizeof(*more));
		fit->items = more;
		fit->capacity = wider;
	}
	fit->items[fit->count] =
		(struct px_css_fitting){ declaration, rule ? rule->envs : ~0u, weight, fit->count };
	fit->count++;
}

static int
by_weight(const void *a, const void *b)
{
	const struct px_css_fitting *first = a, *second = b;

	if (first->weight != second->weight)
		return first->weight < second->weight ? -1 : 1;
	return first->order < second->order ? -1 : 1;
}

void
px_css_fit(struct px_css_view *view, struct px_arena *arena, const struct px_node *node,
	   const struct px_css_state *state, struct px_css_fit *out)
{
	const char *inner = px_dom_get(node, "style");
	uint64_t traits = px_css_traits(node);

	*out = (struct px_css_fit){ NULL, 0, 0 };
	for (const struct px_css_rule *rule = view->rules; rule; rule = rule->next) {
		unsigned most = 0;
		bool fits = false;

		for (const struct px_css_selector *at = rule->selectors; at; at = at->next) {
			if ((at->traits & ~traits) || (fits && at->specificity <= most))
				continue;
			if (px_css_matches(at, node, state)) {
				fits = true;
				most = at->specificity;
			}
		}
		for (struct px_css_declaration *at = rule->declarations; fits && at; at = at->next)
			put(arena, out, at, rule, most);
	}
	if (inner) {
		struct px_css_tokens tokens = px_css_cut(arena, inner, strlen(inner), node->line);

		for (struct px_css_declaration *at =
			     px_css_declarations(view, arena, tokens, "style=");
		     at; at = at->next)
			put(arena, out, at, NULL, 0);
	}
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items), by_weight);
}

static void
set_vars(struct px_arena *arena, const struct px_css_fit *fit, enum px_css_env env,
	 struct px_css_style *style)
{
	struct px_css_var *first = NULL, *var;

	for (size_t i = 0; i < fit->count; i++) {
		const struct px_css_declaration *declaration = fit->items[i].declaration;

		if (!(fit->items[i].envs & 1u << env) || strncmp(declaration->name, "--", 2) != 0)
			continue;
		var = px_arena_alloc(arena, sizeof(*var));
		var->name = declaration->name;
		var->value = declaration->value;
		var->next = style->vars;
		style->vars = var;
		first = first ? first : var;
	}
	if (!first)
		return;
	/* All of an element's see each other, and what is above it. */
	for (var = (struct px_css_var *)style->vars;; var = (struct px_css_var *)var->next) {
		var->scope = style->vars;
		if (var == first)
			return;
	}
}

static void
complain(struct px_css_view *view, struct px_css_declaration *declaration, bool resolved)
{
	if (declaration->noted)
		return;
	declaration->noted = true;
	px_css_note(view, declaration->file, declaration->line,
		    resolved ? _("%s: %s: this value is not read")
			     : _("%s: %s: nothing sets this variable, and there is no fallback"),
		    declaration->name, px_css_written(&view->scratch, declaration->value));
}

enum pass { SCHEME, EARLY, LATE };

static enum pass
pass_of(const struct px_css_declaration *declaration)
{
	if (!px_css_early(declaration->property))
		return LATE;
	return strcmp(declaration->name, "color-scheme") == 0 ? SCHEME : EARLY;
}

static void
apply_pass(struct px_css_view *view, const struct px_css_fit *fit, struct px_css_apply *apply,
	   enum pass pass)
{
	for (size_t i = 0; i < fit->count; i++) {
		struct px_css_declaration *declaration = fit->items[i].declaration;
		struct px_css_tokens value;
		bool resolved;

		if (!(fit->items[i].envs & 1u << apply->env) ||
		    strncmp(declaration->name, "--", 2) == 0 || pass_of(declaration) != pass)
			continue;
		resolved = px_css_resolve(&view->scratch, declaration->value, apply->style->vars,
					  &value);
		apply->declaration = declaration;
		if (!resolved || !px_css_apply(apply, value))
			complain(view, declaration, resolved);
	}
}

void
px_css_compute(struct px_css_view *view, struct px_arena *arena, const struct px_css_fit *fit,
	       const struct px_node *node, const struct px_css_style *parent,
	       const struct px_css_state *state, enum px_css_env env, struct px_css_style *out)
{
	bool narrow = env == PX_CSS_NARROW || env == PX_CSS_NARROW_DARK;
	struct px_css_style above;
	struct px_css_apply apply = { .parent = parent, .style = out, .env = env };

	px_css_begin(node, parent, out);
	if (!parent) {
		above = *out;
		apply.parent = &above;
	}
	if (state && state->node == node && (state->bits & PX_CSS_FOCUS))
		out->outline = (struct px_css_edge){ .drawn = true, .native = true, .width = 1 };
	set_vars(arena, fit, env, out);
	apply.measure = (struct px_css_measure){ out->size, out->rem, -1, narrow ? 320 : 1280 };
	apply_pass(view, fit, &apply, SCHEME);
	px_css_tint(node, env, out);
	if (!parent)
		above.ink = out->ink;
	apply_pass(view, fit, &apply, EARLY);
	if (!parent)
		apply.measure.rem = out->size;
	apply_pass(view, fit, &apply, LATE);
	px_css_finish(parent, env, out);
}

static bool
fits(const struct px_css_rule *rule, const struct px_node *node, const struct px_css_state *state)
{
	for (const struct px_css_selector *at = rule->selectors; at; at = at->next)
		if (px_css_matches(at, node, state))
			return true;
	return false;
}

bool
px_css_affects(const struct px_css_view *view, const struct px_node *node,
	       const struct px_css_state *state)
{
	for (const struct px_css_rule *rule = view->rules; rule; rule = rule->next)
		for (const struct px_node *at = rule->states & state->bits ? node : NULL; at;
		     at = at->parent)
			if (fits(rule, at, state))
				return true;
	return false;
}

void
px_css_style_in(struct px_css_view *view, const struct px_node *node,
		const struct px_css_state *state, enum px_css_env env, struct px_css_style *out)
{
	const struct px_node *chain[600]; /* no page is deeper: px_dom_read sees to it */
	struct px_css_style parent;
	size_t depth = 0;

	px_arena_reset(&view->scratch);
	for (const struct px_node *at = node; at && depth < PX_COUNT(chain); at = at->parent)
		chain[depth++] = at;
	for (size_t i = depth; i-- > 0;) {
		struct px_css_fit fit;

		px_css_fit(view, &view->scratch, chain[i], state, &fit);
		if (i + 1 < depth)
			parent = *out;
		px_css_compute(view, &view->scratch, &fit, chain[i], i + 1 < depth ? &parent : NULL,
			       state, env, out);
	}
}
