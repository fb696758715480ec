/*
 * From nodes and values to a page.
 */
#include "web/template/part.h"

#include <string.h>

#include "base/i18n.h"
#include "io/html.h"

struct scope {
	const struct px_doc *value;
	const struct scope *around;
};

struct render {
	const struct px_template *template; /* the outermost, for what is said */
	struct px_buf *out;
	size_t begin; /* of the page in out */
	size_t steps;
};

static int render_nodes(struct render *render, const struct px_template *template, size_t from,
			size_t to, const struct scope *scope, struct px_err *err);

static const struct px_doc *
look_up(const struct px_node *node, const struct scope *scope)
{
	const struct px_key_part *part = node->parts;
	const struct px_doc *value = NULL;

	if (!node->part_count)
		return scope->value;
	for (; scope && !value; scope = scope->around)
		value = px_doc_find(scope->value, part->text, part->length, part->hash);
	for (size_t i = 1; value && i < node->part_count; i++) {
		part++;
		value = px_doc_find(value, part->text, part->length, part->hash);
	}
	return value;
}

/* Written only when it changes: threads that render the same page share the line of memory. */
static void
mark(struct px_node *node, bool met)
{
	unsigned char seen = atomic_load_explicit(&node->seen, memory_order_relaxed);
	unsigned char wanted = (unsigned char)(PX_SEEN_ASKED | (met ? PX_SEEN_MET : 0));

	if ((seen & wanted) != wanted)
		atomic_fetch_or_explicit(&node->seen, wanted, memory_order_relaxed);
}

static void
put_literal(struct render *render, const struct px_node *node)
{
	struct px_buf *out = render->out;
	size_t skip = 0;

	if (node->loose && (out->length == render->begin || out->data[out->length - 1] == '\n' ||
			    out->data[out->length - 1] == ' '))
		skip = 1;
	px_buf_add(out, node->text + skip, node->length - skip);
}

static bool
put_value(struct px_buf *out, enum px_spot spot, const struct px_doc *value)
{
	if (!value)
		return false;
	switch (value->kind) {
	case PX_DOC_TEXT:
		if (spot == PX_SPOT_ADDRESS && !px_url_safe(value->text, value->count))
			return false;
		px_html_bytes(out, value->text, value->count);
		return true;
	case PX_DOC_URL:
		px_html_bytes(out, value->text, value->count);
		return true;
	case PX_DOC_HTML:
		if (spot == PX_SPOT_TEXT)
			px_buf_add(out, value->text, value->count);
		else if (spot == PX_SPOT_QUOTED)
			px_html_bytes(out, value->text, value->count);
		return spot != PX_SPOT_ADDRESS;
	case PX_DOC_NUMBER:
		px_buf_number(out, value->number);
		return true;
	case PX_DOC_BOOL:
	case PX_DOC_LIST:
	case PX_DOC_MAP:
		break;
	}
	return false;
}

static int
render_inside(struct render *render, const struct px_template *template, size_t at,
	      const struct px_doc *value, const struct scope *around, struct px_err *err)
{
	struct scope inner = { value, around };

	return render_nodes(render, template, at + 1, template->nodes[at].end, &inner, err);
}

static int
render_section(struct render *render, const struct px_template *template, size_t at,
	       const struct scope *scope, struct px_err *err)
{
	struct px_node *node = &template->nodes[at];
	const struct px_doc *value = look_up(node, scope);
	bool shows = px_doc_true(value);

	mark(node, value != NULL);
	if (shows != (node->kind == PX_NODE_SECTION))
		return 0;
	if (node->kind == PX_NODE_INVERTED || value->kind == PX_DOC_BOOL)
		return render_nodes(render, template, at + 1, node->end, scope, err);
	if (value->kind != PX_DOC_LIST)
		return render_inside(render, template, at, value, scope, err);
	for (size_t i = 0; i < value->count; i++)
		if (render_inside(render, template, at, value->items[i], scope, err) != 0)
			return -1;
	return 0;
}

static int
within_limits(struct render *render, struct px_err *err)
{
	if (++render->steps <= PX_TEMPLATE_PAGE &&
	    render->out->length - render->begin <= PX_TEMPLATE_PAGE)
		return 0;
	return px_err_set(err, PX_REJECTED,
			  _("%s: a page larger than %d bytes: show fewer items on it"),
			  render->template->path, PX_TEMPLATE_PAGE);
}

static int
render_nodes(struct render *render, const struct px_template *template, size_t from, size_t to,
	     const struct scope *scope, struct px_err *err)
{
	for (size_t at = from; at < to; at++) {
		struct px_node *node = &template->nodes[at];
		int result = within_limits(render, err);

		if (result == 0 && node->kind == PX_NODE_LITERAL)
			put_literal(render, node);
		else if (result == 0 && node->kind == PX_NODE_VALUE)
			mark(node, put_value(render->out, node->spot, look_up(node, scope)));
		else if (result == 0 && node->kind == PX_NODE_PARTIAL)
			result = render_nodes(render, node->partial, 0, node->partial->count, scope,
					      err);
		else if (result == 0) {
			result = render_section(render, template, at, scope, err);
			at = node->end - 1;
		}
		if (result != 0)
			return -1;
	}
	return 0;
}

int
px_template_render(const struct px_template *template, const struct px_doc *root,
		   struct px_buf *out, struct px_err *err)
{
	struct render render = { .template = template, .out = out, .begin = out->length };
	struct scope scope = { root, NULL };

	if (render_nodes(&render, template, 0, template->count, &scope, err) == 0)
		return 0;
	px_buf_truncate(out, render.begin);
	return -1;
}
