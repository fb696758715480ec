/*
 * Contexts: elements that style sheets cannot tell apart share one.  The key is a digest of the context
 * above, of what selectors ask of the element (its shape), and, where they ask for siblings, of the
 * shapes just before it and of which shapes there were at all.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "web/css/pseudo.h"

enum { MOST_CONTEXTS = 30000 };

struct shape {
	uint64_t digest;
	uint64_t before; /* the sum of the different shapes of the siblings before it */
};

struct shaper {
	struct px_css_view *view;
	const struct px_dom *dom;
	struct shape *shapes; /* of all nodes, by their places */
	struct px_buf text;
};

static void
put_number(struct px_buf *out, uint64_t number)
{
	px_buf_add(out, &number, sizeof(number));
}

static void
put_classes(struct px_buf *out, const struct px_css_asked *asked, const struct px_node *node)
{
	const char *list = px_dom_get(node, "class");
	char name[128];

	for (; list && *list; list += strspn(list, " \t\n\f\r")) {
		size_t size = strcspn(list, " \t\n\f\r");

		if (size && size < sizeof(name)) {
			memcpy(name, list, size);
			name[size] = '\0';
			if (px_css_named(&asked->classes, name))
				px_buf_printf(out, ".%s", name);
		}
		list += size;
	}
}

/* What browsers themselves ask (browser.c); of all but these it only counts that they are there. */
static const char *const always[] = { "style", "hidden", "type", "open", "href" };
static const char valued[] = "style|type|lang";

static void
put_attributes(struct px_buf *out, const struct px_css_asked *asked, const struct px_node *node)
{
	for (size_t i = 0; i < node->attribute_count; i++) {
		const struct px_attribute *attribute = &node->attributes[i];
		bool wanted = px_css_named(&asked->attributes, attribute->name);

		for (size_t k = 0; !wanted && k < PX_COUNT(always); k++)
			wanted = strcmp(always[k], attribute->name) == 0;
		if (wanted)
			px_buf_printf(out, "[%s=%s]", attribute->name,
				      px_text_listed(valued, attribute->name) ? attribute->value
									      : "");
	}
	for (size_t i = 0; i < asked->test_count; i++)
		if (px_css_has(node, asked->tests[i]))
			px_buf_printf(out, "t%zu", i);
}

/* Places that no selector tells apart are one. */
static uint64_t
place_of(const struct px_css_asked *asked, const struct px_node *node, unsigned way)
{
	int place = px_css_place(node, way & 1, way & 2);

	if (place > asked->most + asked->cycle)
		place = asked->most + 1 + (place - asked->most - 1) % asked->cycle;
	return (uint64_t)place;
}

static void
put_places(struct px_buf *out, const struct px_css_asked *asked, const struct px_node *node)
{
	for (unsigned way = 0; way < 4; way++) {
		if (asked->places & 1u << way)
			put_number(out, place_of(asked, node, way));
		if (asked->ends)
			put_number(out, px_css_alone(node, way & 1, way & 2));
	}
	if (asked->emptiness)
		px_buf_putc(out, node->first ? 'f' : 'e');
}

static uint64_t
shape_of(struct shaper *shaper, const struct px_node *node)
{
	const struct px_css_asked *asked = &shaper->view->asked;
	const char *id = px_dom_get(node, "id");
	struct px_buf *out = &shaper->text;

	px_buf_clear(out);
	px_buf_puts(out, node->name);
	if (id && px_css_named(&asked->ids, id))
		px_buf_printf(out, "#%s", id);
	if (node->attribute_count) {
		put_classes(out, asked, node);
		put_attributes(out, asked, node);
	}
	if (!node->parent) /* <meta name="color-scheme"> counts for the root */
		for (const struct px_node *at = node; at && at->tag != PX_TAG_BODY;
		     at = px_dom_walk(at, node))
			if (at->tag == PX_TAG_META && px_dom_get(at, "name") &&
			    strcmp(px_dom_get(at, "name"), "color-scheme") == 0 &&
			    px_dom_get(at, "content"))
				px_buf_puts(out, px_dom_get(at, "content"));
	put_places(out, asked, node);
	return px_digest(out->data, out->length);
}

static const struct px_node *
before(const struct px_node *node)
{
	do
		node = node->previous;
	while (node && node->text);
	return node;
}

static struct shape *
shape_at(const struct shaper *shaper, const struct px_node *node)
{
	return &shaper->shapes[node - shaper->dom->nodes];
}

/* Lists are long and their items alike: the same shape is found at once, or hardly ever. */
enum { LOOK_BACK = 64 };

static void
sum_before(const struct shaper *shaper, const struct px_node *node)
{
	const struct px_node *last = before(node), *at = last;
	struct shape *shape = shape_at(shaper, node);

	shape->before = last ? shape_at(shaper, last)->before : 0;
	for (size_t i = 0; last && i < LOOK_BACK; i++) {
		at = before(at);
		if (!at)
			break;
		if (shape_at(shaper, at)->digest == shape_at(shaper, last)->digest)
			return;
	}
	if (last)
		shape->before += shape_at(shaper, last)->digest;
}

static uint64_t
key_of(struct shaper *shaper, const struct px_node *node, const struct px_css_context *parent)
{
	const struct px_css_asked *asked = &shaper->view->asked;
	struct shape *shape = shape_at(shaper, node);
	const struct px_node *at = node;
	struct px_buf *out = &shaper->text;

	shape->digest = shape_of(shaper, node);
	px_buf_clear(out);
	put_number(out, (uint64_t)(uintptr_t)parent);
	put_number(out, shape->digest);
	if (asked->siblings) {
		sum_before(shaper, node);
		put_number(out, shape->before);
		for (size_t i = 0; i < asked->siblings && (at = before(at)); i++)
			put_number(out, shape_at(shaper, at)->digest);
	}
	return px_digest(out->data, out->length);
}

static void
grow(struct px_css_view *view)
{
	size_t size = view->table_size ? 2 * view->table_size : 256;
	struct px_css_context **table = px_calloc(size, sizeof(struct px_css_context *));

	for (size_t i = 0; i < view->table_size; i++) {
		struct px_css_context *context = view->table[i];
		size_t at;

		if (!context)
			continue;
		for (at = context->key & (size - 1); table[at];)
			at = (at + 1) & (size - 1);
		table[at] = context;
	}
	free(view->table);
	view->table = table;
	view->table_size = size;
}

static struct px_css_context *
make(struct px_css_view *view, uint64_t key, const struct px_node *node,
     const struct px_css_context *parent)
{
	struct px_css_context *context = px_arena_alloc(&view->arena, sizeof(*context));
	struct px_css_fit fit;

	context->key = key;
	context->parent = parent;
	/* Values of a style attribute may become variables: they stay as long as the context. */
	px_css_fit(view, px_dom_get(node, "style") ? &view->arena : &view->scratch, node, NULL,
		   &fit);
	for (size_t env = 0; env < PX_CSS_ENVS; env++)
		px_css_compute(view, &view->arena, &fit, node, parent ? &parent->styles[env] : NULL,
			       NULL, (enum px_css_env)env, &context->styles[env]);
	px_arena_reset(&view->scratch);
	return context;
}

static struct px_css_context *
find(struct shaper *shaper, const struct px_node *node, const struct px_css_context *parent)
{
	struct px_css_view *view = shaper->view;
	uint64_t key = key_of(shaper, node, parent);
	size_t at;

	if (2 * view->context_count >= view->table_size)
		grow(view);
	for (at = key & (view->table_size - 1); view->table[at];
	     at = (at + 1) & (view->table_size - 1))
		if (view->table[at]->key == key)
			return view->table[at];
	if (view->context_count == MOST_CONTEXTS)
		return NULL;
	if (++view->context_count == MOST_CONTEXTS)
		px_css_note(view, "", 0,
			    _("pages differ too much for their style to be checked whole"));
	view->table[at] = make(view, key, node, parent);
	return view->table[at];
}

struct px_css_context **
px_css_contexts(struct px_css_view *view, struct px_arena *arena, const struct px_dom *dom)
{
	struct px_css_context **contexts = px_arena_alloc(arena, dom->count * sizeof(*contexts));
	struct shaper shaper = { view, dom, NULL, PX_BUF_INIT };

	shaper.shapes = px_arena_alloc(arena, dom->count * sizeof(*shaper.shapes));
	for (size_t i = 0; i < dom->count; i++) {
		const struct px_node *node = &dom->nodes[i];
		const struct px_css_context *parent =
			node->parent ? contexts[node->parent - dom->nodes] : NULL;

		if (!node->text && (!node->parent || parent))
			contexts[i] = find(&shaper, node, parent);
	}
	px_buf_release(&shaper.text);
	return contexts;
}
