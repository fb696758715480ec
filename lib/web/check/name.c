/* What a screen reader says of an element (Accessible Name and Description Computation 1.2, in short). */
#include <string.h>
#include <strings.h>

#include "web/check/visit.h"

const char *
px_check_text(struct px_visit *visit, const struct px_node *node)
{
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	px_dom_text(node, &text);
	kept = px_arena_strdup(visit->arena, text.data);
	px_buf_release(&text);
	return kept;
}

bool
px_check_silent(const struct px_node *node)
{
	for (; node; node = node->parent) {
		const char *hidden = px_dom_get(node, "aria-hidden");

		if ((hidden && strcasecmp(hidden, "true") == 0) || px_dom_get(node, "hidden"))
			return true;
	}
	return false;
}

static bool
is_hidden(const struct px_node *node)
{
	const char *hidden = px_dom_get(node, "aria-hidden");

	return (hidden && strcasecmp(hidden, "true") == 0) || px_dom_get(node, "hidden") ||
	       node->tag == PX_TAG_STYLE || node->tag == PX_TAG_SCRIPT;
}

/* Texts and alternatives below a node, in order. */
static void
add_content(struct px_buf *out, const struct px_node *top)
{
	const struct px_node *at = top->first;

	while (at) {
		const char *label = at->text ? NULL : px_dom_filled(at, "aria-label");
		bool hidden = !at->text && is_hidden(at);

		if (at->text) {
			px_dom_text(at, out);
			px_buf_putc(out, ' ');
		} else if (!hidden && label) {
			px_buf_printf(out, " %s ", label);
		} else if (!hidden && (at->tag == PX_TAG_IMG || at->tag == PX_TAG_AREA) &&
			   px_dom_get(at, "alt")) {
			px_buf_printf(out, " %s ", px_dom_get(at, "alt"));
		}
		if (hidden || label)
			at = at->after && px_dom_within(at->after, top) ? at->after : NULL;
		else
			at = px_dom_walk(at, top);
	}
}

static void
add_labelled(struct px_visit *visit, struct px_buf *out, const char *ids)
{
	while (*ids) {
		size_t size = strcspn(ids, " \t\n\f\r");
		const struct px_node *node =
			size ? px_check_by_id(visit, px_arena_strndup(visit->arena, ids, size))
			     : NULL;

		if (node)
			add_content(out, node);
		ids += size;
		ids += strspn(ids, " \t\n\f\r");
	}
}

static const char *
make_name(struct px_visit *visit, const struct px_node *node)
{
	const char *ids = px_dom_filled(node, "aria-labelledby"), *kept;
	const char *label = px_dom_filled(node, "aria-label"), *title;
	struct px_buf raw = PX_BUF_INIT, text = PX_BUF_INIT;
	struct px_node words = { .tag = PX_TAG_TEXT };

	if (ids)
		add_labelled(visit, &raw, ids);
	if (!raw.length && label)
		px_buf_puts(&raw, label);
	if (!raw.length && (node->tag == PX_TAG_IMG || node->tag == PX_TAG_INPUT) &&
	    px_dom_get(node, "alt"))
		px_buf_puts(&raw, px_dom_get(node, "alt"));
	if (!raw.length)
		add_content(&raw, node);
	if (px_dom_blank(raw.data) && (title = px_dom_filled(node, "title")))
		px_buf_puts(&raw, title);
	words.text = raw.data;
	px_dom_text(&words, &text);
	kept = px_arena_strdup(visit->arena,
			       text.length && text.data[0] == ' ' ? text.data + 1 : text.data);
	px_buf_release(&raw);
	px_buf_release(&text);
	return kept;
}

const char *
px_check_name(struct px_visit *visit, const struct px_node *node)
{
	const char **kept = &visit->names[node - visit->dom->nodes];

	if (!*kept)
		*kept = make_name(visit, node);
	return *kept;
}

const char *
px_check_tag(struct px_visit *visit, const struct px_node *node)
{
	static const char *const telling[] = {
		"id", "href", "src", "name", "class", "type", "rel"
	};

	for (size_t i = 0; i < PX_COUNT(telling); i++) {
		const char *value = px_dom_filled(node, telling[i]);

		if (value)
			return px_arena_printf(visit->arena, "<%s %s=\"%.60s\">", node->name,
					       telling[i], value);
	}
	return px_arena_printf(visit->arena, "<%s>", node->name);
}
