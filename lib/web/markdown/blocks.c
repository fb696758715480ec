/*
 * Blocks: paragraphs, headings, lists, quotes, code, tables, footnotes.
 */
#include <cmark-gfm-core-extensions.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "io/html.h"
#include "web/markdown/part.h"

enum { SUMMARY = 200, SLUG = 60 };

static void
open_line(struct px_walk *walk, const char *tag)
{
	struct px_buf *out = &walk->out;

	if (out->length && out->data[out->length - 1] != '\n')
		px_buf_putc(out, '\n');
	px_buf_puts(out, tag);
}

/* --- raw HTML ---------------------------------------------------------------------------------- */
static const struct {
	const char *tags, *instead;
} hints[] = {
	{ "br", N_("end the line with \\") },
	{ "b|strong", N_("write **words**") },
	{ "i|em", N_("write *words*") },
	{ "a", N_("write [words](address)") },
	{ "img|figure|picture", N_("write ![description](images/file.jpg)") },
	{ "table|tr|td|th", N_("write rows of | cells |") },
	{ "h1|h2|h3|h4|h5|h6", N_("write ## heading") },
	{ "ul|ol|li", N_("write - item") },
	{ "hr", N_("write ---") },
	{ "iframe|video|embed|object|script",
	  N_("write a link to it: pages hold nothing of other sites") },
};

bool
px_walk_html(struct px_walk *walk, cmark_node *node)
{
	const char *html = cmark_node_get_literal(node), *name = html + strspn(html, " \n</");
	const char *instead = N_("write Markdown; how a page looks is the theme's business");
	char tag[16] = "";

	if (strncmp(html + strspn(html, " \n"), "<!--", 4) == 0)
		return false; /* a note to oneself: left out */
	for (size_t i = 0; i + 1 < sizeof(tag) && strchr(" \t\n/>", name[i]) == NULL; i++)
		tag[i] = name[i];
	px_text_lower(tag);
	for (size_t i = 0; i < PX_COUNT(hints); i++)
		if (px_text_listed(hints[i].tags, tag))
			instead = hints[i].instead;
	px_walk_fault(walk, node, _("<%s>: HTML is not taken: %s"), tag, _(instead));
	return false;
}

/* --- paragraphs and headings ------------------------------------------------------------------- */
/* The first words, cut between two of them. */
static const char *
summary_of(struct px_walk *walk, cmark_node *node)
{
	struct px_buf buf = PX_BUF_INIT;
	const char *text, *space;

	px_text_clip(px_walk_plain(walk, node), SUMMARY, &buf);
	space = strrchr(buf.data, ' ');
	if (strlen(buf.data) > 3 && strcmp(buf.data + buf.length - 3, "…") == 0 && space) {
		px_buf_truncate(&buf, (size_t)(space - buf.data));
		px_buf_puts(&buf, "…");
	}
	text = px_arena_strdup(walk->arena, buf.data);
	px_buf_release(&buf);
	return *text ? text : NULL;
}

static bool
is_tight(cmark_node *paragraph)
{
	cmark_node *item = cmark_node_parent(paragraph);
	cmark_node *list = item ? cmark_node_parent(item) : NULL;

	return list && cmark_node_get_type(list) == CMARK_NODE_LIST &&
	       cmark_node_get_list_tight(list);
}

/* An image with a title, alone: a figure, and the title is its legend. */
static bool
is_figure(cmark_node *paragraph)
{
	cmark_node *only = cmark_node_first_child(paragraph);

	return only && !cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_IMAGE &&
	       *cmark_node_get_title(only);
}

static bool
enter_paragraph(struct px_walk *walk, cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);

	if (!walk->summary && parent && cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT)
		walk->summary = summary_of(walk, node);
	if (is_figure(node))
		open_line(walk, "<figure>");
	else if (!is_tight(node))
		open_line(walk, "<p>");
	return true;
}

static void
leave_paragraph(struct px_walk *walk, cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);

	if (is_figure(node)) {
		const char *legend = cmark_node_get_title(cmark_node_first_child(node));

		px_buf_puts(&walk->out, "<figcaption>");
		px_walk_text(walk, node, legend, strlen(legend), NULL);
		px_buf_puts(&walk->out, "</figcaption></figure>\n");
	} else if (!is_tight(node)) {
		if (cmark_node_get_type(parent) == CMARK_NODE_FOOTNOTE_DEFINITION &&
		    !cmark_node_next(node))
			px_buf_printf(&walk->out, " <a href=\"#appel-%d\" aria-label=\"%s\">↩</a>",
				      walk->notes, px_walk_word(walk, N_("Back to the text")));
		px_buf_puts(&walk->out, "</p>\n");
	}
}

/* The second of a name is name-2. */
static const char *
unique_id(struct px_walk *walk, const char *text)
{
	const char *slug = px_text_slug(walk->arena, text, SLUG), *id;
	const struct px_doc *seen;
	int64_t count;

	if (!*slug)
		slug = "section";
	seen = px_doc_get(walk->ids, slug);
	count = seen ? seen->number : 0;
	id = slug;
	while (px_doc_get(walk->ids, id)) {
		count++;
		id = px_arena_printf(walk->arena, "%s-%lld", slug, (long long)count + 1);
	}
	px_doc_put(walk->ids, slug, px_doc_number(walk->arena, count));
	if (id != slug)
		px_doc_put(walk->ids, id, px_doc_number(walk->arena, 0));
	return id;
}

static bool
enter_heading(struct px_walk *walk, cmark_node *node)
{
	int level = cmark_node_get_heading_level(node) + walk->shift;
	const char *text = px_walk_plain(walk, node), *id = unique_id(walk, text);
	struct px_doc *entry;
	char open[8];

	if (!*text)
		px_walk_fault(walk, node, _("a heading without words"));
	level = level < 2 ? 2 : level > walk->level + 1 ? walk->level + 1 : level;
	level = level > 6 ? 6 : level;
	entry = px_doc_push_map(walk->contents);
	px_doc_put_number(entry, "level", level);
	px_doc_put_text(entry, "title", text);
	px_doc_put_url(entry, "href", px_arena_printf(walk->arena, "#%s", id), NULL);
	walk->level = level;
	walk->heading = text;
	memcpy(open, "<h0 id=", sizeof(open));
	open[2] = (char)('0' + level);
	open_line(walk, open);
	px_buf_printf(&walk->out, "\"%s\">", id);
	return true;
}

static void
leave_heading(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	px_buf_printf(&walk->out, "</h%d>\n", walk->level);
}

/* --- quotes, lists, code ----------------------------------------------------------------------- */
static bool
enter_quote(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	open_line(walk, "<blockquote>\n");
	return true;
}

static void
leave_quote(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	open_line(walk, "</blockquote>\n");
}

static bool
is_ordered(cmark_node *list)
{
	return cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
}

static bool
enter_list(struct px_walk *walk, cmark_node *node)
{
	int start = cmark_node_get_list_start(node);

	open_line(walk, is_ordered(node) ? "<ol" : "<ul");
	if (is_ordered(node) && start != 1)
		px_buf_printf(&walk->out, " start=\"%d\"", start);
	px_buf_puts(&walk->out, ">\n");
	return true;
}

static void
leave_list(struct px_walk *walk, cmark_node *node)
{
	open_line(walk, is_ordered(node) ? "</ol>\n" : "</ul>\n");
}

static bool
enter_item(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	open_line(walk, "<li>");
	return true;
}

static void
leave_item(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	px_buf_puts(&walk->out, "</li>\n");
}

static bool
enter_task(struct px_walk *walk, cmark_node *node)
{
	bool done = cmark_gfm_extensions_get_tasklist_item_checked(node);

	open_line(walk, "<li class=\"task\"><span role=\"img\" aria-label=\"");
	px_html_text(&walk->out, px_walk_word(walk, done ? N_("Done:") : N_("To do:")));
	px_buf_puts(&walk->out, done ? "\">☑</span> " : "\">☐</span> ");
	return true;
}

static bool
enter_code(struct px_walk *walk, cmark_node *node)
{
	open_line(walk, "<pre tabindex=\"0\"><code>");
	px_html_text(&walk->out, cmark_node_get_literal(node));
	px_buf_puts(&walk->out, "</code></pre>\n");
	return false;
}

static bool
enter_rule(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	open_line(walk, "<hr>\n");
	return false;
}

/* --- footnotes: in the end, in the order in which the text calls them -------------------------- */
static bool
enter_note(struct px_walk *walk, cmark_node *node)
{
	(void)node;
	if (!walk->notes++)
		open_line(walk, "<div class=\"notes\"><ol>\n");
	px_buf_printf(&walk->out, "<li id=\"note-%d\">", walk->notes);
	return true;
}

static void
leave_note(struct px_walk *walk, cmark_node *node)
{
	px_buf_puts(&walk->out, "</li>\n");
	if (!cmark_node_next(node))
		px_buf_puts(&walk->out, "</ol></div>\n");
}

/* --- tables ------------------------------------------------------------------------------------ */
static void
put_table_name(struct px_walk *walk)
{
	px_buf_printf(&walk->out, "%s %d", px_walk_word(walk, N_("Table")), walk->tables);
	if (walk->heading) {
		px_buf_puts(&walk->out, ", ");
		px_html_text(&walk->out, walk->heading);
	}
}

/* What scrolls has a name, and so has the table in it. */
static bool
enter_table(struct px_walk *walk, cmark_node *node)
{
	walk->table = node;
	walk->tables++;
	open_line(walk, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
	put_table_name(walk);
	px_buf_puts(&walk->out, "\"><table aria-label=\"");
	put_table_name(walk);
	px_buf_puts(&walk->out, "\">\n");
	return true;
}

static void
leave_table(struct px_walk *walk, cmark_node *node)
{
	bool body = cmark_node_last_child(node) != cmark_node_first_child(node);

	px_buf_puts(&walk->out, body ? "</tbody></table></div>\n" : "</table></div>\n");
}

static bool
enter_row(struct px_walk *walk, cmark_node *node)
{
	walk->header = cmark_gfm_extensions_get_table_row_is_header(node);
	walk->column = 0;
	if (!cmark_node_first_child(node))
		return false;
	px_buf_puts(&walk->out, walk->header ? "<thead><tr>" : "<tr>");
	return true;
}

static void
leave_row(struct px_walk *walk, cmark_node *node)
{
	px_buf_puts(&walk->out, walk->header ? "</tr></thead>\n" : "</tr>\n");
	if (walk->header && cmark_node_next(node))
		px_buf_puts(&walk->out, "<tbody>\n");
}

static const char *
alignment(struct px_walk *walk)
{
	const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(walk->table);
	char sign = 0;

	if (alignments && walk->column < cmark_gfm_extensions_get_table_columns(walk->table))
		sign = (char)alignments[walk->column];
	return sign == 'r' ? " class=\"right\"" : sign == 'c' ? " class=\"center\"" : "";
}

/* An empty cell of the header names nothing: it is no header. */
static bool
is_header_cell(const struct px_walk *walk, cmark_node *node)
{
	return walk->header && cmark_node_first_child(node);
}

static bool
enter_cell(struct px_walk *walk, cmark_node *node)
{
	px_buf_puts(&walk->out, is_header_cell(walk, node) ? "<th scope=\"col\"" : "<td");
	px_buf_puts(&walk->out, alignment(walk));
	px_buf_putc(&walk->out, '>');
	walk->column++;
	return true;
}

static void
leave_cell(struct px_walk *walk, cmark_node *node)
{
	px_buf_puts(&walk->out, is_header_cell(walk, node) ? "</th>" : "</td>");
}

#define AT(type) [(type)&CMARK_NODE_VALUE_MASK]

const struct px_walk_kind px_walk_blocks[16] = {
	AT(CMARK_NODE_BLOCK_QUOTE) = { enter_quote, leave_quote },
	AT(CMARK_NODE_LIST) = { enter_list, leave_list },
	AT(CMARK_NODE_ITEM) = { enter_item, leave_item },
	AT(CMARK_NODE_CODE_BLOCK) = { enter_code, NULL },
	AT(CMARK_NODE_HTML_BLOCK) = { px_walk_html, NULL },
	AT(CMARK_NODE_PARAGRAPH) = { enter_paragraph, leave_paragraph },
	AT(CMARK_NODE_HEADING) = { enter_heading, leave_heading },
	AT(CMARK_NODE_THEMATIC_BREAK) = { enter_rule, NULL },
	AT(CMARK_NODE_FOOTNOTE_DEFINITION) = { enter_note, leave_note },
};
const struct px_walk_kind px_walk_table = { enter_table, leave_table };
const struct px_walk_kind px_walk_row = { enter_row, leave_row };
const struct px_walk_kind px_walk_cell = { enter_cell, leave_cell };
const struct px_walk_kind px_walk_task = { enter_task, leave_item };
