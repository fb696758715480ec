/*
 * What stands within a paragraph: emphasis, links, images, code.
 */
#include <string.h>

#include "base/i18n.h"
#include "io/html.h"
#include "web/markdown/part.h"

static const char plain_sizes[] = "(min-width: 48rem) 44rem, 100vw";

static bool
enter_break(struct px_walk *walk, cmark_node *node)
{
	px_buf_puts(&walk->out,
		    cmark_node_get_type(node) == CMARK_NODE_LINEBREAK ? "<br>\n" : "\n");
	return false;
}

static bool
enter_code(struct px_walk *walk, cmark_node *node)
{
	px_buf_puts(&walk->out, "<code>");
	px_html_text(&walk->out, cmark_node_get_literal(node));
	px_buf_puts(&walk->out, "</code>");
	return false;
}

static bool
enter_emphasis(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	px_buf_puts(&walk->out, "<em>");
	return true;
}

static void
leave_emphasis(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	px_buf_puts(&walk->out, "</em>");
}

static bool
enter_strong(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	px_buf_puts(&walk->out, "<strong>");
	return true;
}

static void
leave_strong(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	px_buf_puts(&walk->out, "</strong>");
}

/* The first call of a footnote is where the note leads back to. */
static bool
enter_call(struct px_walk *walk, cmark_node *node)
{
	const char *number = cmark_node_get_literal(node);

	px_buf_printf(&walk->out, "<sup><a href=\"#note-%s\"", number);
	if (!px_doc_get(walk->called, number)) {
		px_doc_put(walk->called, px_arena_strdup(walk->arena, number), px_doc_bool(true));
		px_buf_printf(&walk->out, " id=\"appel-%s\"", number);
	}
	px_buf_printf(&walk->out, " aria-label=\"%s %s\">%s</a></sup>",
		      px_walk_word(walk, N_("Note")), number, number);
	return false;
}

/* --- links ------------------------------------------------------------------------------------- */
/* What stands in an address as it is, letters and digits aside. */
static const bool plain[256] = {
	['-'] = true, ['_'] = true, ['.'] = true, ['~'] = true, ['!'] = true, ['*'] = true,
	['('] = true, [')'] = true, [','] = true, ['%'] = true, ['#'] = true, ['@'] = true,
	['?'] = true, ['='] = true, [';'] = true, [':'] = true, ['/'] = true, ['+'] = true,
	['$'] = true, ['['] = true, [']'] = true,
};

static bool
is_plain(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || plain[(unsigned char)byte];
}

void
px_walk_address(struct px_buf *out, const char *url)
{
	px_buf_puts(out, "href=\"");
	while (*url) {
		const char *from = url;

		while (is_plain(*url))
			url++;
		px_buf_add(out, from, (size_t)(url - from));
		if (*url == '&')
			px_buf_puts(out, "&amp;");
		else if (*url)
			px_buf_printf(out, "%%%02X", (unsigned char)*url);
		url += *url != 0;
	}
	px_buf_putc(out, '"');
}

static void
remember_anchor(struct px_walk *walk, cmark_node *node, const char *id)
{
	PX_GROW(walk->anchors, walk->anchor_count, walk->anchor_capacity);
	walk->anchors[walk->anchor_count++] =
		(struct px_anchor){ px_arena_strdup(walk->arena, id), px_walk_line(walk, node) };
}

/* Where a relative link leads; NULL: said. */
static const char *
resolve_link(struct px_walk *walk, cmark_node *node, const char *url)
{
	const struct px_markdown_form *form = walk->form;
	const char *found;

	if (*url == '#')
		remember_anchor(walk, node, url + 1);
	if (*url == '#' || !form->link)
		return url;
	found = form->link(form->data, url, walk->arena, &walk->err);
	if (!found)
		px_walk_fault(walk, node, "%.200s: %s", url, walk->err.message);
	return found;
}

/* A blank in an address is what <…> lets people type; it is encoded later. */
static bool
is_safe(struct px_walk *walk, const char *url)
{
	struct px_buf *scratch = &walk->scratch;

	if (!strchr(url, ' '))
		return px_url_safe(url, strlen(url));
	px_buf_clear(scratch);
	for (const char *at = url; *at; at++)
		px_buf_putc(scratch, *at == ' ' ? '+' : *at);
	return px_url_safe(scratch->data, scratch->length);
}

static const char *
address_of(struct px_walk *walk, cmark_node *node)
{
	const char *url = cmark_node_get_url(node);

	if (!*url)
		px_walk_fault(walk, node, _("a link without address: write [words](address)"));
	else if (!is_safe(walk, url))
		px_walk_fault(walk, node,
			      _("%.200s: not an address that a page may link to: write https:, "
				"mailto:, tel: or the path of a page"),
			      url);
	else if (!px_url_absolute(url, strlen(url)))
		return resolve_link(walk, node, url);
	else
		return url;
	return NULL;
}

static bool
enter_link(struct px_walk *walk, cmark_node *node)
{
	const char *url = address_of(walk, node), *title = cmark_node_get_title(node);

	walk->linked = true;
	if (!*px_walk_plain(walk, node))
		px_walk_fault(walk, node, _("a link without words: write [words](address)"));
	px_buf_puts(&walk->out, "<a");
	if (url) {
		px_buf_putc(&walk->out, ' ');
		px_walk_address(&walk->out, url);
		if (strncmp(url, "http", 4) == 0 && px_url_absolute(url, strlen(url)))
			px_buf_puts(&walk->out, " rel=\"noopener\"");
	}
	if (*title) {
		px_buf_puts(&walk->out, " title=\"");
		px_html_text(&walk->out, title);
		px_buf_putc(&walk->out, '"');
	}
	px_buf_putc(&walk->out, '>');
	return true;
}

static void
leave_link(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	walk->linked = false;
	px_buf_puts(&walk->out, "</a>");
}

/* --- images ------------------------------------------------------------------------------------ */
static void
put_attribute(struct px_buf *out, const char *name, const char *value)
{
	if (!value)
		return;
	px_buf_printf(out, " %s=\"", name);
	px_html_text(out, value);
	px_buf_putc(out, '"');
}

static void
put_image(struct px_walk *walk, const struct px_markdown_image *image, const char *alt)
{
	const char *sizes = image->sizes ? image->sizes : plain_sizes;
	struct px_buf *out = &walk->out;

	if (image->webp) {
		px_buf_puts(out, "<picture><source type=\"image/webp\"");
		put_attribute(out, "srcset", image->webp);
		put_attribute(out, "sizes", sizes);
		px_buf_putc(out, '>');
	}
	px_buf_puts(out, "<img");
	put_attribute(out, "src", image->src);
	put_attribute(out, "srcset", image->srcset);
	put_attribute(out, "sizes", image->srcset ? sizes : NULL);
	px_buf_puts(out, " alt=\"");
	px_html_text(out, alt);
	px_buf_putc(out, '"');
	if (image->width && image->height)
		px_buf_printf(out, " width=\"%d\" height=\"%d\"", image->width, image->height);
	/* The first is likely to be seen at once. */
	px_buf_puts(out, walk->images++ ? " loading=\"lazy\">" : ">");
	px_buf_puts(out, image->webp ? "</picture>" : "");
}

static int
find_image(struct px_walk *walk, cmark_node *node, struct px_markdown_image *out)
{
	const char *url = cmark_node_get_url(node);
	struct px_err err = PX_ERR_INIT;

	out->src = url;
	if (!*url || !is_safe(walk, url) || px_url_absolute(url, strlen(url))) {
		px_walk_fault(walk, node,
			      _("%.200s: an image of another site, or of none: put the file in "
				"images/ and write ![description](images/file.jpg)"),
			      url);
		return -1;
	}
	if (!walk->form->image ||
	    walk->form->image(walk->form->data, url, walk->arena, out, &err) == 0)
		return 0;
	px_walk_fault(walk, node, "%.200s: %s", url, err.message);
	return -1;
}

static bool
enter_image(struct px_walk *walk, cmark_node *node)
{
	struct px_markdown_image image = { 0 };
	const char *alt = px_walk_plain(walk, node);

	if (!*alt)
		px_walk_fault(walk, node,
			      _("%.200s: an image without description: write what it shows, "
				"![description](%.200s)"),
			      cmark_node_get_url(node), cmark_node_get_url(node));
	if (find_image(walk, node, &image) == 0)
		put_image(walk, &image, alt);
	return false;
}

#define AT(type) [(type)&CMARK_NODE_VALUE_MASK]

/* Text is the walk's own. */
const struct px_walk_kind px_walk_inlines[16] = {
	AT(CMARK_NODE_SOFTBREAK) = { enter_break, NULL },
	AT(CMARK_NODE_LINEBREAK) = { enter_break, NULL },
	AT(CMARK_NODE_CODE) = { enter_code, NULL },
	AT(CMARK_NODE_HTML_INLINE) = { px_walk_html, NULL },
	AT(CMARK_NODE_EMPH) = { enter_emphasis, leave_emphasis },
	AT(CMARK_NODE_STRONG) = { enter_strong, leave_strong },
	AT(CMARK_NODE_LINK) = { enter_link, leave_link },
	AT(CMARK_NODE_IMAGE) = { enter_image, NULL },
	AT(CMARK_NODE_FOOTNOTE_REFERENCE) = { enter_call, NULL },
};
