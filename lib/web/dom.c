/* The one door to gumbo: its tree becomes ours. */
#include "web/dom.h"

#include <gumbo.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

enum { DEEPEST = 512, MOST_NODES = 1 << 20 };

static const char *const tag_names[PX_TAG_COUNT] = {
	[PX_TAG_A] = "a",
	[PX_TAG_AREA] = "area",
	[PX_TAG_ARTICLE] = "article",
	[PX_TAG_AUDIO] = "audio",
	[PX_TAG_BASE] = "base",
	[PX_TAG_BODY] = "body",
	[PX_TAG_BUTTON] = "button",
	[PX_TAG_CAPTION] = "caption",
	[PX_TAG_DD] = "dd",
	[PX_TAG_DL] = "dl",
	[PX_TAG_DT] = "dt",
	[PX_TAG_EMBED] = "embed",
	[PX_TAG_FIELDSET] = "fieldset",
	[PX_TAG_FOOTER] = "footer",
	[PX_TAG_FORM] = "form",
	[PX_TAG_FRAME] = "frame",
	[PX_TAG_H1] = "h1",
	[PX_TAG_H2] = "h2",
	[PX_TAG_H3] = "h3",
	[PX_TAG_H4] = "h4",
	[PX_TAG_H5] = "h5",
	[PX_TAG_H6] = "h6",
	[PX_TAG_HEAD] = "head",
	[PX_TAG_HEADER] = "header",
	[PX_TAG_HTML] = "html",
	[PX_TAG_IFRAME] = "iframe",
	[PX_TAG_IMG] = "img",
	[PX_TAG_INPUT] = "input",
	[PX_TAG_LABEL] = "label",
	[PX_TAG_LEGEND] = "legend",
	[PX_TAG_LI] = "li",
	[PX_TAG_LINK] = "link",
	[PX_TAG_MAIN] = "main",
	[PX_TAG_META] = "meta",
	[PX_TAG_NAV] = "nav",
	[PX_TAG_OBJECT] = "object",
	[PX_TAG_OL] = "ol",
	[PX_TAG_OPTION] = "option",
	[PX_TAG_P] = "p",
	[PX_TAG_SCRIPT] = "script",
	[PX_TAG_SELECT] = "select",
	[PX_TAG_SOURCE] = "source",
	[PX_TAG_STYLE] = "style",
	[PX_TAG_SUMMARY] = "summary",
	[PX_TAG_SVG] = "svg",
	[PX_TAG_TABLE] = "table",
	[PX_TAG_TD] = "td",
	[PX_TAG_TEMPLATE] = "template",
	[PX_TAG_TEXTAREA] = "textarea",
	[PX_TAG_TH] = "th",
	[PX_TAG_TITLE] = "title",
	[PX_TAG_TR] = "tr",
	[PX_TAG_TRACK] = "track",
	[PX_TAG_UL] = "ul",
	[PX_TAG_VIDEO] = "video",
};

struct reader {
	struct px_arena *arena;
	struct px_dom *dom;
	struct px_node *last[PX_TAG_COUNT]; /* of each tag so far */
	unsigned char ours[GUMBO_TAG_LAST + 1];
	size_t capacity;
};

static void *
take(void *arena, size_t size)
{
	return px_arena_alloc(arena, size);
}

/* The arena goes as a whole: gumbo's own way down its tree is as deep as a page is. */
static void
leave(void *arena, void *memory)
{
	(void)arena;
	(void)memory;
}

static void
learn_tags(struct reader *reader)
{
	memset(reader->ours, PX_TAG_OTHER, sizeof(reader->ours));
	for (size_t i = PX_TAG_A; i < PX_TAG_COUNT; i++)
		reader->ours[gumbo_tag_enum(tag_names[i])] = (unsigned char)i;
	reader->ours[GUMBO_TAG_UNKNOWN] = PX_TAG_OTHER;
}

static bool
is_element(const GumboNode *node)
{
	return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

static bool
is_text(const GumboNode *node)
{
	return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
	       node->type == GUMBO_NODE_WHITESPACE;
}

/* Nodes of the tree and its depth, by its links alone: 0 when there is too much of either. */
static size_t
count_nodes(const GumboNode *root)
{
	const GumboNode *node = root;
	size_t count = 0, depth = 0;

	while (node) {
		const GumboVector *below = is_element(node) ? &node->v.element.children : NULL;

		count += is_element(node) || is_text(node);
		if (depth > DEEPEST || count > MOST_NODES)
			return 0;
		if (below && below->length) {
			node = below->data[0];
			depth++;
			continue;
		}
		while (node != root &&
		       node->index_within_parent + 1 >= node->parent->v.element.children.length) {
			node = node->parent;
			depth--;
		}
		if (node == root)
			break;
		node = node->parent->v.element.children.data[node->index_within_parent + 1];
	}
	return count;
}

static const char *
name_of(struct reader *reader, const GumboElement *element)
{
	GumboStringPiece piece = element->original_tag;
	char *name;

	if (element->tag != GUMBO_TAG_UNKNOWN)
		return gumbo_normalized_tagname(element->tag);
	if (!piece.data)
		return "";
	gumbo_tag_from_original_text(&piece);
	name = px_arena_strndup(reader->arena, piece.data, piece.length);
	return px_text_lower(name);
}

static void
take_attributes(struct reader *reader, const GumboElement *element, struct px_node *node)
{
	size_t count = element->attributes.length;

	node->attributes = px_arena_alloc(reader->arena, count * sizeof(*node->attributes));
	node->attribute_count = count;
	for (size_t i = 0; i < count; i++) {
		const GumboAttribute *from = element->attributes.data[i];

		node->attributes[i] = (struct px_attribute){ from->name, from->value };
	}
}

static void
take_element(struct reader *reader, const GumboNode *from, struct px_node *node)
{
	const GumboElement *element = &from->v.element;
	unsigned moved = GUMBO_INSERTION_FOSTER_PARENTED | GUMBO_INSERTION_ADOPTION_AGENCY_CLONED |
			 GUMBO_INSERTION_ADOPTION_AGENCY_MOVED |
			 GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT |
			 GUMBO_INSERTION_CONVERTED_FROM_END_TAG;

	node->tag = reader->ours[element->tag];
	node->svg = element->tag_namespace != GUMBO_NAMESPACE_HTML;
	node->made = from->parse_flags & GUMBO_INSERTION_BY_PARSER;
	node->unclosed = from->parse_flags & GUMBO_INSERTION_IMPLICIT_END_TAG;
	node->moved = from->parse_flags & moved;
	node->line = (long)element->start_pos.line;
	node->name = name_of(reader, element);
	if (element->attributes.length)
		take_attributes(reader, element, node);
}

static struct px_node *
take_node(struct reader *reader, const GumboNode *from, struct px_node *parent)
{
	struct px_dom *dom = reader->dom;
	struct px_node *node = &dom->nodes[dom->count++];

	node->parent = parent;
	if (is_element(from)) {
		take_element(reader, from, node);
	} else {
		node->tag = PX_TAG_TEXT;
		node->text = from->v.text.text;
		node->line = (long)from->v.text.start_pos.line;
	}
	if (reader->last[node->tag])
		reader->last[node->tag]->again = node;
	else
		dom->tags[node->tag] = node;
	reader->last[node->tag] = node;
	return node;
}

static void
take_children(struct reader *reader, const GumboNode *from, struct px_node *node)
{
	const GumboVector *below = &from->v.element.children;
	struct px_node *previous = NULL;

	for (size_t i = 0; i < below->length; i++) {
		const GumboNode *child = below->data[i];
		struct px_node *made;

		if (!is_element(child) && !is_text(child))
			continue;
		made = take_node(reader, child, node);
		made->previous = previous;
		if (previous)
			previous->next = made;
		else
			node->first = made;
		previous = made;
		if (is_element(child)) {
			take_children(reader, child, made); /* no deeper than DEEPEST */
		} else if (reader->dom->count < reader->capacity) {
			made->after = made + 1;
		}
	}
	if (reader->dom->count < reader->capacity)
		node->after = &reader->dom->nodes[reader->dom->count];
}

struct px_dom *
px_dom_read(struct px_arena *arena, const char *bytes, size_t length)
{
	GumboOptions options = kGumboDefaultOptions;
	struct reader reader = { .arena = arena };
	const GumboDocument *document;
	GumboOutput *output;

	options.allocator = take;
	options.deallocator = leave;
	options.userdata = arena;
	options.max_errors = 0;
	output = gumbo_parse_with_options(&options, bytes, length);
	reader.capacity = count_nodes(output->root);
	if (!reader.capacity)
		return NULL;
	learn_tags(&reader);
	reader.dom = px_arena_alloc(arena, sizeof(*reader.dom));
	reader.dom->nodes = px_arena_alloc(arena, reader.capacity * sizeof(*reader.dom->nodes));
	reader.dom->root = take_node(&reader, output->root, NULL);
	take_children(&reader, output->root, reader.dom->root);
	document = &output->document->v.document;
	if (document->has_doctype)
		reader.dom->doctype = document->name;
	/* Anything after the name is of an older HTML. */
	reader.dom->quirks = document->doc_type_quirks_mode != GUMBO_DOCTYPE_NO_QUIRKS ||
			     (document->public_identifier && *document->public_identifier);
	return reader.dom;
}

const char *
px_dom_get(const struct px_node *node, const char *name)
{
	for (size_t i = 0; i < node->attribute_count; i++)
		if (strcmp(node->attributes[i].name, name) == 0)
			return node->attributes[i].value;
	return NULL;
}

const char *
px_dom_filled(const struct px_node *node, const char *name)
{
	const char *value = px_dom_get(node, name);

	return value && !px_dom_blank(value) ? value : NULL;
}

const struct px_node *
px_dom_above(const struct px_node *node, enum px_tag tag)
{
	while (node && node->tag != tag)
		node = node->parent;
	return node;
}

bool
px_dom_within(const struct px_node *node, const struct px_node *above)
{
	return node >= above && (!above->after || node < above->after);
}

const struct px_node *
px_dom_walk(const struct px_node *node, const struct px_node *top)
{
	if (node->first)
		return node->first;
	return node->after && px_dom_within(node->after, top) ? node->after : NULL;
}

static bool
is_blank(const char *text)
{
	return *text == ' ' || (*text >= '\t' && *text <= '\r') ||
	       (text[0] == '\xC2' && text[1] == '\xA0');
}

static void
add_words(struct px_buf *out, const char *text)
{
	while (*text) {
		const char *begun = text;

		while (*text && !is_blank(text))
			text++;
		px_buf_add(out, begun, (size_t)(text - begun));
		if (is_blank(text) && out->length && out->data[out->length - 1] != ' ')
			px_buf_putc(out, ' ');
		while (is_blank(text))
			text += *text == '\xC2' ? 2 : 1;
	}
}

void
px_dom_text(const struct px_node *node, struct px_buf *out)
{
	size_t begun = out->length;
	const struct px_node *at = node;

	while (at) {
		if (at->text)
			add_words(out, at->text);
		if (at->tag == PX_TAG_STYLE || at->tag == PX_TAG_SCRIPT)
			at = at->after && px_dom_within(at->after, node) ? at->after : NULL;
		else
			at = px_dom_walk(at, node);
	}
	while (out->length > begun && out->data[out->length - 1] == ' ')
		px_buf_truncate(out, out->length - 1);
}

bool
px_dom_listed(const char *list, const char *word)
{
	size_t length = strlen(word);

	while (*list) {
		size_t size = strcspn(list, " \t\n\f\r");

		if (size == length && strncasecmp(list, word, size) == 0)
			return true;
		list += size;
		list += strspn(list, " \t\n\f\r");
	}
	return false;
}

bool
px_dom_blank(const char *text)
{
	while (is_blank(text))
		text += *text == '\xC2' ? 2 : 1;
	return *text == '\0';
}
