#include "web/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "web/markdown/part.h"

enum { MOST_FAULTS = 50, MOST_DEPTH = 200 };
static const int64_t most_cost = 500 * 1000 * 1000; /* nanoseconds */

/* --- cmark-gfm --------------------------------------------------------------------------------- */
/* ~~ and bare addresses are ours (markdown/text.c): the extensions for them change tables of the whole
 * process while they parse, and that for addresses reads before the text (CVE-2023-22485). */
static cmark_syntax_extension *extensions[2];
static const char *const extension_names[] = { "table", "tasklist" };
static struct {
	int type;
	const struct px_walk_kind *kind;
} extended[4];
static pthread_once_t begun = PTHREAD_ONCE_INIT;

static const struct px_walk_kind *
extended_kind(const char *type)
{
	static const struct {
		const char *type;
		const struct px_walk_kind *kind;
	} kinds[] = {
		{ "table", &px_walk_table },
		{ "table_row", &px_walk_row },
		{ "table_header", &px_walk_row },
		{ "table_cell", &px_walk_cell },
	};

	for (size_t i = 0; i < PX_COUNT(kinds); i++)
		if (strcmp(kinds[i].type, type) == 0)
			return kinds[i].kind;
	return NULL;
}

/* A tree is made and dropped as one, and cmark's allocator is told nothing of whose it is: each thread
 * has the arena of the tree that it makes.  A size stands before each piece. */
static _Thread_local struct px_arena *tree;
enum { BEFORE = 16 };

static void *
tree_calloc(size_t count, size_t size)
{
	char *memory;

	if (size && count > (SIZE_MAX - BEFORE) / size)
		abort();
	memory = px_arena_alloc(tree, BEFORE + count * size);
	*(size_t *)(void *)memory = count * size;
	return memory + BEFORE;
}

static void *
tree_realloc(void *old, size_t size)
{
	void *memory = tree_calloc(1, size);
	size_t before = old ? *(size_t *)(void *)((char *)old - BEFORE) : 0;

	if (before)
		memcpy(memory, old, before < size ? before : size);
	return memory;
}

static void
tree_free(void *memory)
{
	(void)memory;
}

/* The tree lives in the arena. */
static cmark_node *
parse(const char *text, size_t length, struct px_arena *arena)
{
	static cmark_mem memory = { tree_calloc, tree_realloc, tree_free };
	cmark_parser *parser;

	tree = arena;
	parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8, &memory);
	for (size_t i = 0; i < PX_COUNT(extensions); i++)
		if (extensions[i])
			cmark_parser_attach_syntax_extension(parser, extensions[i]);
	cmark_parser_feed(parser, text, length);
	return cmark_parser_finish(parser);
}

/* Kinds of nodes of extensions have numbers that only a text that holds them shows. */
static void
begin(void)
{
	static const char sample[] = "|a|\n|-|\n|b|\n";
	struct px_arena arena = PX_ARENA_INIT;
	cmark_node *document;
	size_t count = 0;

	cmark_gfm_core_extensions_ensure_registered();
	for (size_t i = 0; i < PX_COUNT(extensions); i++)
		extensions[i] = cmark_find_syntax_extension(extension_names[i]);
	document = parse(sample, sizeof(sample) - 1, &arena);
	for (cmark_node *node = cmark_node_first_child(document); node && count < 4;
	     node = cmark_node_first_child(node)) {
		const struct px_walk_kind *kind = extended_kind(cmark_node_get_type_string(node));

		if (kind) {
			extended[count].type = (int)cmark_node_get_type(node);
			extended[count++].kind = kind;
		}
	}
	px_arena_release(&arena);
}

/* --- the walk ---------------------------------------------------------------------------------- */
int
px_walk_line(const struct px_walk *walk, cmark_node *node)
{
	int above = walk->form->line ? walk->form->line - 1 : 0;

	while (node && cmark_node_get_start_line(node) == 0)
		node = cmark_node_parent(node);
	return above + (node ? cmark_node_get_start_line(node) : 1);
}

static void
fault_at(struct px_walk *walk, int line, const char *text)
{
	if (walk->faults->count < MOST_FAULTS)
		px_faults_add(walk->faults, PX_REJECTING, NULL, "%s:%d: %s", walk->form->path, line,
			      text);
}

void
px_walk_fault(struct px_walk *walk, cmark_node *node, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	fault_at(walk, px_walk_line(walk, node), text);
}

const char *
px_walk_word(const struct px_walk *walk, const char *word)
{
	return walk->french ? px_tr_french(NULL, word) : word;
}

/* The node after this one within top, its children first. */
static cmark_node *
following(cmark_node *node, const cmark_node *top)
{
	cmark_node *next = cmark_node_first_child(node);

	while (!next && node != top) {
		next = cmark_node_next(node);
		if (!next)
			node = cmark_node_parent(node);
	}
	return next;
}

const char *
px_walk_plain(struct px_walk *walk, cmark_node *top)
{
	struct px_buf *text = &walk->scratch;

	px_buf_clear(text);
	for (cmark_node *node = following(top, top); node; node = following(node, top)) {
		cmark_node_type type = cmark_node_get_type(node);

		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			px_buf_puts(text, cmark_node_get_literal(node));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			px_buf_putc(text, ' ');
	}
	return px_arena_strndup(walk->arena, text->data, text->length);
}

static const struct px_walk_kind *
kind_of(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	unsigned value = type & CMARK_NODE_VALUE_MASK;

	if (type == CMARK_NODE_ITEM && strcmp(cmark_node_get_type_string(node), "tasklist") == 0)
		return &px_walk_task;
	for (size_t i = 0; i < PX_COUNT(extended); i++)
		if (extended[i].type == (int)type)
			return extended[i].kind;
	if (value >= PX_COUNT(px_walk_blocks))
		value = 0;
	return CMARK_NODE_TYPE_INLINE == (type & CMARK_NODE_TYPE_MASK) ? &px_walk_inlines[value]
								       : &px_walk_blocks[value];
}

/* cmark cuts a text at each sign that might have meant something: the pieces are one again.  Returns the
 * last of them. */
static cmark_node *
put_text(struct px_walk *walk, cmark_node *node)
{
	const char *text = cmark_node_get_literal(node);
	cmark_node *after = cmark_node_next(node), *last = node;

	if (!after || cmark_node_get_type(after) != CMARK_NODE_TEXT) {
		px_walk_text(walk, cmark_node_parent(node), text, strlen(text), after);
		return node;
	}
	px_buf_clear(&walk->scratch);
	px_buf_puts(&walk->scratch, text);
	for (; after && cmark_node_get_type(after) == CMARK_NODE_TEXT;
	     after = cmark_node_next(after)) {
		px_buf_puts(&walk->scratch, cmark_node_get_literal(after));
		last = after;
	}
	px_walk_text(walk, cmark_node_parent(node), walk->scratch.data, walk->scratch.length,
		     after);
	return last;
}

static void
leave(struct px_walk *walk, cmark_node *node)
{
	const struct px_walk_kind *kind = kind_of(node);

	if (walk->struck == node) {
		px_buf_puts(&walk->out, "</del>");
		walk->struck = NULL;
	}
	if (kind->leave)
		kind->leave(walk, node);
}

/* The node that follows, leaving those that end on the way; NULL after the last. */
static cmark_node *
step_over(struct px_walk *walk, cmark_node *node, const cmark_node *top)
{
	while (node != top) {
		cmark_node *next = cmark_node_next(node);

		if (next)
			return next;
		node = cmark_node_parent(node);
		walk->depth--;
		leave(walk, node);
	}
	return NULL;
}

static cmark_node *
step(struct px_walk *walk, cmark_node *node, const cmark_node *top)
{
	const struct px_walk_kind *kind;
	cmark_node *child;

	if (cmark_node_get_type(node) == CMARK_NODE_TEXT)
		return step_over(walk, put_text(walk, node), top);
	kind = kind_of(node);
	if (kind->enter && !kind->enter(walk, node))
		return step_over(walk, node, top);
	child = cmark_node_first_child(node);
	if (child && ++walk->depth <= MOST_DEPTH)
		return child;
	if (child) {
		walk->depth--;
		px_walk_fault(walk, node, _("more than %d marks inside each other"), MOST_DEPTH);
	}
	leave(walk, node);
	return step_over(walk, node, top);
}

/* The highest heading of a text is written out as <h2>. */
static int
shift_of(cmark_node *document)
{
	int least = 7;

	for (cmark_node *node = cmark_node_first_child(document); node;
	     node = cmark_node_next(node))
		if (cmark_node_get_type(node) == CMARK_NODE_HEADING &&
		    cmark_node_get_heading_level(node) < least)
			least = cmark_node_get_heading_level(node);
	return least < 7 ? 2 - least : 1;
}

static void
check_anchors(struct px_walk *walk)
{
	for (size_t i = 0; i < walk->anchor_count; i++) {
		const struct px_anchor *anchor = &walk->anchors[i];
		char text[512];

		if (px_doc_get(walk->ids, anchor->id))
			continue;
		snprintf(text, sizeof(text),
			 _("#%.200s: no heading of this page: write #, then its words in small "
			   "letters, without accents, joined by -"),
			 anchor->id);
		fault_at(walk, anchor->line, text);
	}
	free(walk->anchors);
}

static void
walk_document(struct px_walk *walk, cmark_node *document, struct px_markdown *out)
{
	cmark_node *node = cmark_node_first_child(document);

	walk->shift = shift_of(document);
	walk->level = 1;
	walk->contents = px_doc_list(walk->arena);
	walk->ids = px_doc_map(walk->arena);
	walk->called = px_doc_map(walk->arena);
	while (node)
		node = step(walk, node, document);
	check_anchors(walk);
	out->body = px_doc_html(walk->arena, walk->out.data, walk->out.length);
	out->contents = walk->contents;
	out->summary = walk->summary ? px_doc_text(walk->arena, walk->summary) : NULL;
	px_buf_release(&walk->out);
	px_buf_release(&walk->scratch);
}

static int
check_size(struct px_walk *walk, const char *text, size_t length)
{
	int above = walk->form->line ? walk->form->line - 1 : 0, line = 0;
	char said[256];
	int64_t cost;

	if (length > PX_MARKDOWN_BYTES) {
		snprintf(said, sizeof(said),
			 _("a text of more than %d bytes: make two pages of it"),
			 PX_MARKDOWN_BYTES);
		fault_at(walk, above + 1, said);
		return -1;
	}
	cost = px_markdown_cost(text, length, &line);
	if (cost >= 0 && cost <= most_cost)
		return 0;
	snprintf(said, sizeof(said),
		 cost < 0 ? _("more than %d quotes and lists inside each other")
			  : _("too many signs and rows without a blank line: cut it into parts"),
		 PX_MARKDOWN_DEPTH);
	fault_at(walk, above + line, said);
	return -1;
}

int
px_markdown_render(const struct px_markdown_form *form, const char *text, size_t length,
		   struct px_markdown *out, struct px_faults *faults)
{
	size_t before = px_faults_count(faults, PX_REJECTING);
	struct px_walk walk = { .form = form,
				.faults = faults,
				.arena = faults->arena,
				.out = PX_BUF_INIT,
				.scratch = PX_BUF_INIT,
				.french = form->lang && strncmp(form->lang, "fr", 2) == 0 };
	struct px_arena arena = PX_ARENA_INIT;

	pthread_once(&begun, begin);
	out->body = px_doc_html(faults->arena, "", 0);
	out->contents = px_doc_list(faults->arena);
	out->summary = NULL;
	if (check_size(&walk, text, length) != 0)
		return -1;
	walk_document(&walk, parse(text, length, &arena), out);
	px_arena_release(&arena);
	return px_faults_count(faults, PX_REJECTING) > before ? -1 : 0;
}
