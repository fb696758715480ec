#include "web/css/pseudo.h"

#include <string.h>
#include <strings.h>

#define TEST                                                                                       \
	const struct px_node *node, const struct px_css_simple *simple,                            \
		const struct px_css_state *state

int
px_css_place(const struct px_node *node, bool last, bool of_type)
{
	const struct px_node *at = node;
	int place = 0;

	for (; at; at = last ? at->next : at->previous)
		if (!at->text && (!of_type || strcmp(at->name, node->name) == 0))
			place++;
	return place;
}

bool
px_css_alone(const struct px_node *node, bool last, bool of_type)
{
	const struct px_node *at = last ? node->next : node->previous;

	while (at && (at->text || (of_type && strcmp(at->name, node->name) != 0)))
		at = last ? at->next : at->previous;
	return !at;
}

/* Is somebody doing this to the node, or to something inside it? */
static bool
done(const struct px_node *node, const struct px_css_state *state, unsigned bits)
{
	return state && (state->bits & bits) && px_dom_within(state->node, node);
}

static bool
is_link(const struct px_node *node)
{
	return (node->tag == PX_TAG_A || node->tag == PX_TAG_AREA) && px_dom_get(node, "href");
}

static bool
is_root(TEST)
{
	(void)simple, (void)state;
	return !node->parent;
}

static bool
is_hovered(TEST)
{
	(void)simple;
	return done(node, state, PX_CSS_HOVER);
}

static bool
is_focused(TEST)
{
	(void)simple;
	return state && state->node == node && (state->bits & PX_CSS_FOCUS);
}

static bool
holds_focus(TEST)
{
	(void)simple;
	return done(node, state, PX_CSS_FOCUS);
}

static bool
is_active(TEST)
{
	(void)simple;
	return done(node, state, PX_CSS_ACTIVE);
}

static bool
is_visited(TEST)
{
	(void)simple;
	return is_link(node) && state && state->node == node && (state->bits & PX_CSS_VISITED);
}

static bool
is_fresh(TEST)
{
	return is_link(node) && !is_visited(node, simple, state);
}

static bool
is_any_link(TEST)
{
	(void)simple, (void)state;
	return is_link(node);
}

static bool
is_first(TEST)
{
	(void)simple, (void)state;
	return px_css_alone(node, false, false);
}

static bool
is_last(TEST)
{
	(void)simple, (void)state;
	return px_css_alone(node, true, false);
}

static bool
is_only(TEST)
{
	return is_first(node, simple, state) && is_last(node, simple, state);
}

static bool
is_first_of_type(TEST)
{
	(void)simple, (void)state;
	return px_css_alone(node, false, true);
}

static bool
is_last_of_type(TEST)
{
	(void)simple, (void)state;
	return px_css_alone(node, true, true);
}

static bool
is_only_of_type(TEST)
{
	return is_first_of_type(node, simple, state) && is_last_of_type(node, simple, state);
}

static bool
is_empty(TEST)
{
	(void)simple, (void)state;
	return !node->first;
}

static bool
is_checked(TEST)
{
	(void)simple, (void)state;
	return px_dom_get(node, "checked") || px_dom_get(node, "selected");
}

static bool
is_field(const struct px_node *node)
{
	return node->tag == PX_TAG_INPUT || node->tag == PX_TAG_SELECT ||
	       node->tag == PX_TAG_TEXTAREA || node->tag == PX_TAG_BUTTON ||
	       node->tag == PX_TAG_OPTION || node->tag == PX_TAG_FIELDSET;
}

static bool
is_disabled(TEST)
{
	(void)simple, (void)state;
	return is_field(node) && px_dom_get(node, "disabled");
}

static bool
is_enabled(TEST)
{
	return is_field(node) && !is_disabled(node, simple, state);
}

static bool
is_required(TEST)
{
	(void)simple, (void)state;
	return is_field(node) && px_dom_get(node, "required");
}

static bool
is_optional(TEST)
{
	return is_field(node) && !is_required(node, simple, state);
}

static bool
is_open(TEST)
{
	(void)simple, (void)state;
	return px_dom_get(node, "open") != NULL;
}

/* Of a page as it is built: nothing is typed, aimed at or played. */
static bool
never(TEST)
{
	(void)node, (void)simple, (void)state;
	return false;
}

bool
px_css_pseudo_lang(TEST)
{
	size_t length = strlen(simple->name);

	(void)state;
	for (; node; node = node->parent) {
		const char *lang = px_dom_get(node, "lang");

		if (lang)
			return strncasecmp(lang, simple->name, length) == 0 &&
			       (lang[length] == '\0' || lang[length] == '-');
	}
	return false;
}

static const struct px_css_pseudo pseudos[] = {
	{ "root", is_root },
	{ "hover", is_hovered, PX_CSS_HOVER },
	{ "focus", is_focused, PX_CSS_FOCUS },
	{ "focus-visible", is_focused, PX_CSS_FOCUS },
	{ "focus-within", holds_focus, PX_CSS_FOCUS },
	{ "active", is_active, PX_CSS_ACTIVE },
	{ "visited", is_visited, PX_CSS_VISITED, .attributes = { "href" } },
	{ "link", is_fresh, PX_CSS_VISITED, .attributes = { "href" } },
	{ "any-link", is_any_link, .attributes = { "href" } },
	{ "first-child", is_first, .ends = true },
	{ "last-child", is_last, .ends = true },
	{ "only-child", is_only, .ends = true },
	{ "first-of-type", is_first_of_type, .ends = true },
	{ "last-of-type", is_last_of_type, .ends = true },
	{ "only-of-type", is_only_of_type, .ends = true },
	{ "empty", is_empty, .emptiness = true },
	{ "checked", is_checked, .attributes = { "checked", "selected" } },
	{ "disabled", is_disabled, .attributes = { "disabled" } },
	{ "enabled", is_enabled, .attributes = { "disabled" } },
	{ "required", is_required, .attributes = { "required" } },
	{ "optional", is_optional, .attributes = { "required" } },
	{ "open", is_open, .attributes = { "open" } },
	{ "target", never },
	{ "target-within", never },
	{ "invalid", never },
	{ "valid", never },
	{ "user-invalid", never },
	{ "user-valid", never },
	{ "in-range", never },
	{ "out-of-range", never },
	{ "placeholder-shown", never },
	{ "autofill", never },
	{ "indeterminate", never },
	{ "default", never },
	{ "read-only", never },
	{ "read-write", never },
	{ "fullscreen", never },
	{ "modal", never },
	{ "popover-open", never },
	{ "host", never },
	{ "defined", never },
};

const struct px_css_pseudo *
px_css_pseudo_of(const char *name)
{
	for (size_t i = 0; i < PX_COUNT(pseudos); i++)
		if (strcasecmp(pseudos[i].name, name) == 0)
			return &pseudos[i];
	return NULL;
}
