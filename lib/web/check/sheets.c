/* The style sheets of a page: those that it names and those that it holds.  Pages that name the same
 * ones share what they make. */
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "web/check/visit.h"

enum { SHEET_LIMIT = 2 << 20 };

static const struct px_check_link *
link_of(const struct px_visit *visit, const struct px_node *node)
{
	for (size_t i = 0; i < visit->link_count; i++)
		if (visit->links[i].node == node && visit->links[i].target != PX_NO_FILE)
			return &visit->links[i];
	return NULL;
}

static bool
is_sheet(const struct px_node *node)
{
	const char *rel = node->tag == PX_TAG_LINK ? px_dom_get(node, "rel") : NULL;

	return rel && px_dom_listed(rel, "stylesheet") && !px_dom_listed(rel, "alternate");
}

static void
add_sheet(struct px_check_view *view, const char *media, const char *file, const char *bytes,
	  size_t length, long line)
{
	struct px_buf text = PX_BUF_INIT;

	if (!media || strcasecmp(media, "all") == 0) {
		px_css_add(view->css, file, bytes, length, line);
		return;
	}
	px_buf_printf(&text, "@media %s{", media);
	px_buf_add(&text, bytes, length);
	px_buf_putc(&text, '}');
	px_css_add(view->css, file, text.data, text.length, line);
	px_buf_release(&text);
}

static void
read_sheets(struct px_visit *visit, struct px_check_view *view)
{
	struct px_buf text = PX_BUF_INIT;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		const struct px_check_link *link;
		const char *media = px_dom_filled(node, "media");

		px_buf_clear(&text);
		if (node->tag == PX_TAG_STYLE && !node->svg && node->first) {
			px_buf_puts(&text, node->first->text);
			add_sheet(view, media, visit->file->path, text.data, text.length,
				  node->first->line);
		} else if (is_sheet(node) && (link = link_of(visit, node)) &&
			   px_check_read(visit->site, visit->site->files[link->target].path,
					 SHEET_LIMIT, &text) == 0) {
			add_sheet(view, media, visit->site->files[link->target].path, text.data,
				  text.length, 1);
		}
	}
	px_buf_release(&text);
}

static uint64_t
key_of(struct px_visit *visit)
{
	struct px_buf key = PX_BUF_INIT;
	uint64_t digest;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_LINK]; at; at = at->again) {
		const struct px_check_link *link = is_sheet(at) ? link_of(visit, at) : NULL;
		const char *media = px_dom_get(at, "media");

		if (link)
			px_buf_printf(&key, "%zu %s\n", link->target, media ? media : "");
	}
	for (const struct px_node *at = visit->dom->tags[PX_TAG_STYLE]; at; at = at->again)
		if (at->first && at->first->text)
			px_buf_printf(&key, "%s %s\n",
				      px_dom_get(at, "media") ? px_dom_get(at, "media") : "",
				      at->first->text);
	digest = px_digest(key.data, key.length);
	px_buf_release(&key);
	return digest;
}

void
px_check_style(struct px_visit *visit)
{
	uint64_t key = key_of(visit);
	struct px_check_view *view = visit->site->views;

	while (view && view->key != key)
		view = view->next;
	if (!view) {
		view = px_calloc(1, sizeof(*view));
		view->key = key;
		view->css = px_css_open();
		view->next = visit->site->views;
		visit->site->views = view;
		read_sheets(visit, view);
	}
	visit->view = view;
	visit->css = view->css;
	visit->contexts = px_css_contexts(view->css, visit->arena, visit->dom);
}
