/* Style sheets: rules, at-rules and declarations (CSS Syntax Level 3, section 5). */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/css/part.h"

enum { DEEPEST = 8, MOST_NOTES = 200 };

struct parser {
	struct px_css_view *view;
	const char *file;
	unsigned envs;
	int layer, depth;
};

void
px_css_note(struct px_css_view *view, const char *file, long line, const char *format, ...)
{
	va_list args;

	if (view->note_count == MOST_NOTES)
		return;
	va_start(args, format);
	PX_GROW(view->notes, view->note_count, view->note_capacity);
	view->notes[view->note_count++] =
		(struct px_css_note){ file, line, px_arena_vprintf(&view->arena, format, args) };
	va_end(args);
}

/* "! important" at the end: cut off. */
static bool
cut_important(struct px_css_tokens *value)
{
	size_t count = value->count, mark = count;

	if (!count || !px_css_ident(&value->items[count - 1], "important"))
		return false;
	while (mark && !px_css_is(&value->items[mark - 1], '!'))
		mark--;
	if (!mark)
		return false;
	*value = px_css_part(*value, 0, mark - 1);
	return true;
}

static struct px_css_declaration *
read_declaration(struct px_arena *arena, struct px_css_tokens tokens, const char *file)
{
	struct px_css_declaration *made;
	size_t colon = 1;

	while (colon < tokens.count && tokens.items[colon].kind == PX_CSS_SPACE)
		colon++;
	if (!tokens.count || tokens.items->kind != PX_CSS_IDENT || colon >= tokens.count ||
	    !px_css_is(&tokens.items[colon], ':'))
		return NULL;
	made = px_arena_alloc(arena, sizeof(*made));
	made->name = tokens.items->text;
	if (strncmp(made->name, "--", 2) != 0)
		made->name = px_text_lower(px_arena_strdup(arena, made->name));
	made->property = px_css_numbered(made->name);
	made->value = px_css_part(tokens, colon + 1, tokens.count);
	made->important = cut_important(&made->value);
	made->file = file;
	made->line = tokens.items->line;
	return made;
}

struct px_css_declaration *
px_css_declarations(struct px_css_view *view, struct px_arena *arena, struct px_css_tokens block,
		    const char *file)
{
	struct px_css_declaration *first = NULL, **last = &first;
	size_t from = 0;

	while (from < block.count) {
		size_t end = px_css_find(block, from, ';'), brace = px_css_find(block, from, '{');
		struct px_css_tokens part;

		if (brace < end && strncmp(block.items[from].text, "--", 2) != 0) {
			px_css_note(view, file, block.items[brace].line,
				    _("a rule inside a rule is not read: write it by itself"));
			end = px_css_close(block, brace);
		} else {
			part = px_css_part(block, from, end);
			*last = read_declaration(arena, part, file);
			if (*last && ((*last)->name[0] == '-' || (*last)->property))
				last = &(*last)->next;
			else
				*last = NULL;
		}
		from = end + 1;
		while (from < block.count && block.items[from].kind == PX_CSS_SPACE)
			from++;
	}
	return first;
}

static void
take_rule(struct parser *parser, struct px_css_tokens prelude, struct px_css_tokens block)
{
	struct px_css_view *view = parser->view;
	long line = prelude.count ? prelude.items->line : 0;
	const struct px_css_selector *selectors;
	struct px_css_declaration *declarations;
	struct px_css_rule *rule;
	unsigned before, states;
	const char *why;

	before = view->asked.states;
	view->asked.states = 0;
	selectors = px_css_selectors_read(view, prelude, &why);
	states = view->asked.states;
	view->asked.states |= before;
	if (why) {
		px_css_note(view, parser->file, line, _("%s: this selector is not read: %s"),
			    px_css_written(&view->scratch, prelude), why);
		return;
	}
	declarations = px_css_declarations(view, &view->arena, block, parser->file);
	if (!selectors || !declarations)
		return;
	rule = px_arena_alloc(&view->arena, sizeof(*rule));
	*rule = (struct px_css_rule){ selectors, declarations,  parser->envs,
				      states,    parser->layer, NULL };
	if (view->last)
		view->last->next = rule;
	else
		view->rules = rule;
	view->last = rule;
}

static int
layer_of(struct px_css_view *view, struct px_css_tokens name)
{
	const char *text = px_css_written(&view->arena, name);

	if (!name.count)
		text = px_arena_printf(&view->arena, "(%zu)", view->layers.count);
	px_css_name(&view->layers, text);
	for (size_t i = 0; i < view->layers.count; i++)
		if (strcmp(view->layers.items[i], text) == 0)
			return (int)i;
	return 0;
}

static void read_rules(struct parser *parser, struct px_css_tokens tokens);

static void
read_group(const struct parser *parser, struct px_css_tokens block, unsigned envs, int layer)
{
	struct parser inner = *parser;

	inner.envs &= envs;
	inner.layer = layer;
	if (++inner.depth <= DEEPEST)
		read_rules(&inner, block);
}

/* Those that say nothing of contrast, size or motion by themselves. */
static const char passed_over[] =
	"charset|font-face|keyframes|-webkit-keyframes|page|property|counter-style|namespace|"
	"font-feature-values|view-transition|position-try";

static void
take_at(struct parser *parser, const struct px_css_token *at, struct px_css_tokens prelude,
	struct px_css_tokens block, bool has_block)
{
	struct px_css_view *view = parser->view;
	size_t from = 0;

	if (strcasecmp(at->text, "media") == 0) {
		read_group(parser, block, px_css_media(prelude), parser->layer);
	} else if (strcasecmp(at->text, "supports") == 0) {
		if (!prelude.count || !px_css_ident(prelude.items, "not"))
			read_group(parser, block, ~0u, parser->layer);
	} else if (strcasecmp(at->text, "layer") == 0 && has_block) {
		read_group(parser, block, ~0u, layer_of(view, prelude));
	} else if (strcasecmp(at->text, "layer") == 0) {
		for (; from < prelude.count; from = px_css_find(prelude, from, ',') + 1)
			layer_of(view, px_css_part(prelude, from, px_css_find(prelude, from, ',')));
	} else if (!px_text_listed(passed_over, at->text)) {
		px_css_note(view, parser->file, at->line,
			    _("@%s is not read: what it changes is not checked"), at->text);
	}
}

static void
read_rules(struct parser *parser, struct px_css_tokens tokens)
{
	size_t from = 0;

	while (from < tokens.count) {
		const struct px_css_token *first = &tokens.items[from];
		size_t brace = px_css_find(tokens, from, '{');
		size_t end = brace;
		struct px_css_tokens block = { tokens.items, 0 };
		bool at = first->kind == PX_CSS_AT;

		if (first->kind == PX_CSS_SPACE || px_css_is(first, ';')) {
			from++;
			continue;
		}
		if (at && px_css_find(tokens, from, ';') < brace)
			end = brace = px_css_find(tokens, from, ';');
		else if (brace < tokens.count) {
			end = px_css_close(tokens, brace);
			block = px_css_part(tokens, brace + 1, end);
		}
		if (at)
			take_at(parser, first, px_css_part(tokens, from + 1, brace), block,
				end != brace);
		else if (brace < tokens.count)
			take_rule(parser, px_css_part(tokens, from, brace), block);
		from = end + 1;
	}
}

void
px_css_add(struct px_css_view *view, const char *file, const char *bytes, size_t length, long line)
{
	struct parser parser = { .view = view,
				 .file = px_arena_strdup(&view->arena, file),
				 .envs = ~0u,
				 .layer = PX_CSS_NO_LAYER };

	if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	read_rules(&parser, px_css_cut(&view->arena, bytes, length, line));
}

struct px_css_view *
px_css_open(void)
{
	return px_calloc(1, sizeof(struct px_css_view));
}

void
px_css_close_view(struct px_css_view *view)
{
	if (!view)
		return;
	px_arena_release(&view->arena);
	px_arena_release(&view->scratch);
	free(view->asked.classes.items);
	free(view->asked.ids.items);
	free(view->asked.attributes.items);
	free(view->asked.tests);
	free(view->layers.items);
	free(view->notes);
	free(view->table);
	free(view);
}

const struct px_css_note *
px_css_notes(const struct px_css_view *view, size_t *count)
{
	*count = view->note_count;
	return view->notes;
}

struct px_arena *
px_css_arena(struct px_css_view *view)
{
	return &view->arena;
}
