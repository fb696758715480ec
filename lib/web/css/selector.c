/* Selectors: reading them (Selectors Level 4), and what they ask of an element. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/css/pseudo.h"

struct reader {
	struct px_css_view *view;
	struct px_css_tokens tokens;
	size_t at;
	const char *why; /* what is not understood */
	bool pseudo_element;
	unsigned specificity;
	int depth;
};

enum { IDS = 1 << 20, CLASSES = 1 << 10, TAGS = 1, DEEPEST = 8, LONGEST = 64 };

bool
px_css_named(const struct px_css_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->items[i], name) == 0)
			return true;
	return false;
}

void
px_css_name(struct px_css_names *names, const char *name)
{
	if (px_css_named(names, name))
		return;
	PX_GROW(names->items, names->count, names->capacity);
	names->items[names->count++] = name;
}

static const struct px_css_token *
token_at(const struct reader *reader)
{
	return &reader->tokens.items[reader->at]; /* PX_CSS_END, or a comma, after the last */
}

static struct px_css_simple *
put(struct reader *reader, struct px_css_compound *compound, enum px_css_simple_kind kind)
{
	struct px_css_simple *simple = px_arena_alloc(&reader->view->arena, sizeof(*simple));

	simple->kind = kind;
	simple->next = compound->simples;
	compound->simples = simple;
	return simple;
}

static bool
fail(struct reader *reader, const char *why)
{
	if (!reader->why)
		reader->why = why;
	return false;
}

/* [name], [name=value], [name^="value" i] */
static bool
read_attribute(struct reader *reader, struct px_css_compound *compound)
{
	size_t end = px_css_close(reader->tokens, reader->at);
	struct px_css_tokens inside = px_css_part(reader->tokens, reader->at + 1, end);
	struct px_css_simple *simple = put(reader, compound, PX_CSS_SIMPLE_ATTRIBUTE);
	struct px_css_asked *asked = &reader->view->asked;
	const struct px_css_token *at = inside.items, *last = inside.items + inside.count;

	reader->at = end + 1;
	reader->specificity += CLASSES;
	if (end == reader->tokens.count || at == last || at->kind != PX_CSS_IDENT)
		return fail(reader, _("an attribute selector that does not end"));
	simple->name = px_text_lower(px_arena_strdup(&reader->view->arena, at->text));
	PX_GROW(asked->tests, asked->test_count, asked->test_capacity);
	asked->tests[asked->test_count++] = simple;
	at++;
	while (at < last && at->kind == PX_CSS_SPACE)
		at++;
	if (at == last)
		return true;
	simple->operator_ = at->kind == PX_CSS_MARK ? at->mark : '?';
	if (!strchr("=~|^$*", simple->operator_))
		return fail(reader, _("an attribute selector that is none"));
	at += simple->operator_ == '=' ? 1 : 2;
	while (at < last && at->kind == PX_CSS_SPACE)
		at++;
	if (at >= last || (at->kind != PX_CSS_IDENT && at->kind != PX_CSS_STRING))
		return fail(reader, _("an attribute selector without its value"));
	simple->value = at->text;
	for (at++; at < last; at++)
		simple->blind |= px_css_ident(at, "i");
	return true;
}

/* odd, even, 3, 2n + 1, -n+3: the tokens written, blanks out. */
static bool
read_nth(struct reader *reader, struct px_css_simple *simple, struct px_css_tokens inside)
{
	char text[32];
	const char *n;
	char *written = px_css_written(&reader->view->scratch, inside);
	size_t length = 0;

	for (; *written && length + 1 < sizeof(text); written++)
		if (*written != ' ')
			text[length++] = *written;
	text[length] = '\0';
	px_text_lower(text);
	if (strcmp(text, "odd") == 0 || strcmp(text, "even") == 0) {
		simple->step = 2;
		simple->offset = text[0] == 'o';
		return true;
	}
	if (!length || strspn(text, "0123456789+-n") != length)
		return fail(reader, _("a place that is none"));
	n = strchr(text, 'n');
	if (n) {
		simple->step = n == text || n[-1] == '+' ? 1
			       : n[-1] == '-'            ? -1
							 : (int)strtol(text, NULL, 10);
		simple->offset = n[1] ? (int)strtol(n + 1, NULL, 10) : 0;
	} else {
		simple->offset = (int)strtol(text, NULL, 10);
	}
	return true;
}

static const struct px_css_selector *read_list(struct reader *reader, struct px_css_tokens tokens);

/* :is() :where() :not(): the most specific of the list counts, that of :where() not at all. */
static bool
read_nested(struct reader *reader, struct px_css_compound *compound, const char *name,
	    struct px_css_tokens inside)
{
	struct reader inner = { .view = reader->view, .depth = reader->depth + 1 };
	struct px_css_simple *simple = put(reader, compound, PX_CSS_SIMPLE_LIST);
	const struct px_css_selector *list;
	unsigned most = 0;

	if (inner.depth > DEEPEST)
		return fail(reader, _("selectors inside each other too deep"));
	simple->negated = strcasecmp(name, "not") == 0;
	simple->list = px_arena_alloc(&reader->view->arena, sizeof(*simple->list));
	list = read_list(&inner, inside);
	if (inner.why)
		return fail(reader, inner.why);
	simple->list->first = (struct px_css_selector *)list;
	for (; list; list = list->next)
		most = list->specificity > most ? list->specificity : most;
	if (strcasecmp(name, "where") != 0)
		reader->specificity += most;
	return true;
}

static bool
note_places(struct px_css_asked *asked, const struct px_css_simple *simple)
{
	int step = abs(simple->step % 1000), cycle = asked->cycle ? asked->cycle : 1;

	if (simple->step / 1000 || simple->offset / 100000)
		cycle = 1000;
	else if (abs(simple->offset) + step > asked->most)
		asked->most = abs(simple->offset) + step;
	for (int i = 1; cycle < 1000 && step && i <= step; i++)
		if (cycle * i % step == 0) {
			cycle *= i;
			break;
		}
	asked->places |= 1u << (simple->last + 2 * simple->of_type);
	asked->cycle = cycle < 1000 ? cycle : 1000000; /* then each place is another */
	return true;
}

static bool
read_function(struct reader *reader, struct px_css_compound *compound)
{
	const char *name = token_at(reader)->text;
	size_t end = px_css_close(reader->tokens, reader->at);
	struct px_css_tokens inside = px_css_part(reader->tokens, reader->at + 1, end);
	struct px_css_asked *asked = &reader->view->asked;
	struct px_css_simple *simple;

	reader->at = end + 1;
	if (px_text_listed("is|where|not|matches", name))
		return read_nested(reader, compound, name, inside);
	reader->specificity += CLASSES;
	if (strncasecmp(name, "nth-", 4) == 0) {
		simple = put(reader, compound, PX_CSS_SIMPLE_NTH);
		simple->last = strstr(name, "last") != NULL;
		simple->of_type = strstr(name, "of-type") != NULL;
		return read_nth(reader, simple, inside) && note_places(asked, simple);
	}
	if (strcasecmp(name, "lang") == 0 && inside.count) {
		simple = put(reader, compound, PX_CSS_SIMPLE_PSEUDO);
		simple->name = inside.items->text;
		simple->holds = px_css_pseudo_lang;
		px_css_name(&asked->attributes, "lang");
		return true;
	}
	return fail(reader, px_arena_printf(&reader->view->arena, ":%s()", name));
}

static bool
read_pseudo(struct reader *reader, struct px_css_compound *compound)
{
	struct px_css_asked *asked = &reader->view->asked;
	const struct px_css_pseudo *pseudo;
	const struct px_css_token *token;

	reader->at++;
	token = token_at(reader);
	if (px_css_is(token, ':') || px_css_ident(token, "before") ||
	    px_css_ident(token, "after") || px_css_ident(token, "first-line") ||
	    px_css_ident(token, "first-letter")) {
		reader->pseudo_element = true;
		return false;
	}
	if (token->kind == PX_CSS_FUNCTION)
		return read_function(reader, compound);
	pseudo = token->kind == PX_CSS_IDENT ? px_css_pseudo_of(token->text) : NULL;
	if (!pseudo)
		return fail(reader, px_arena_printf(&reader->view->arena, ":%s", token->text));
	reader->at++;
	reader->specificity += CLASSES;
	put(reader, compound, PX_CSS_SIMPLE_PSEUDO)->holds = pseudo->holds;
	asked->ends |= pseudo->ends;
	asked->emptiness |= pseudo->emptiness;
	asked->states |= pseudo->states;
	for (size_t i = 0; i < PX_COUNT(pseudo->attributes) && pseudo->attributes[i]; i++)
		px_css_name(&asked->attributes, pseudo->attributes[i]);
	return true;
}

/* One simple selector: false at the end of the compound, and when something is wrong. */
static bool
read_simple(struct reader *reader, struct px_css_compound *compound)
{
	const struct px_css_token *token = token_at(reader);

	if (reader->at >= reader->tokens.count)
		return false;
	if (token->kind == PX_CSS_IDENT) {
		reader->specificity += TAGS;
		put(reader, compound, PX_CSS_SIMPLE_TAG)->name =
			px_text_lower(px_arena_strdup(&reader->view->arena, token->text));
	} else if (token->kind == PX_CSS_HASH) {
		reader->specificity += IDS;
		put(reader, compound, PX_CSS_SIMPLE_ID)->name = token->text;
		px_css_name(&reader->view->asked.ids, token->text);
	} else if (px_css_is(token, '.') && token[1].kind == PX_CSS_IDENT) {
		reader->specificity += CLASSES;
		put(reader, compound, PX_CSS_SIMPLE_CLASS)->name = token[1].text;
		px_css_name(&reader->view->asked.classes, token[1].text);
		reader->at++;
	} else if (px_css_is(token, '*')) {
		put(reader, compound, PX_CSS_SIMPLE_ANY);
	} else if (px_css_is(token, '[')) {
		return read_attribute(reader, compound);
	} else if (px_css_is(token, ':')) {
		return read_pseudo(reader, compound);
	} else {
		return false;
	}
	reader->at++;
	return true;
}

/* ' ' '>' '+' '~', or 0 at the end. */
static char
read_relation(struct reader *reader)
{
	char relation = 0;

	for (; reader->at < reader->tokens.count; reader->at++) {
		const struct px_css_token *token = token_at(reader);

		if (token->kind == PX_CSS_SPACE)
			relation = relation ? relation : ' ';
		else if (px_css_is(token, '>') || px_css_is(token, '+') || px_css_is(token, '~'))
			relation = token->mark;
		else
			break;
	}
	return reader->at < reader->tokens.count ? relation : 0;
}

static struct px_css_selector *
read_complex(struct reader *reader)
{
	struct px_css_compound *left = NULL;
	struct px_css_selector *selector;
	size_t length = 0, beside = 0;
	char relation = 0;

	reader->specificity = 0;
	do {
		struct px_css_compound *compound =
			px_arena_alloc(&reader->view->arena, sizeof(*compound));

		compound->left = left;
		compound->relation = relation;
		while (read_simple(reader, compound)) {
		}
		if (reader->why || reader->pseudo_element)
			return NULL;
		if (!compound->simples || ++length > LONGEST) {
			fail(reader, _("a selector that is none"));
			return NULL;
		}
		left = compound;
		relation = read_relation(reader);
		beside += relation == '+' || relation == '~';
	} while (relation);
	if (reader->at < reader->tokens.count) {
		fail(reader, _("a selector that is none"));
		return NULL;
	}
	if (beside > reader->view->asked.siblings)
		reader->view->asked.siblings = beside;
	selector = px_arena_alloc(&reader->view->arena, sizeof(*selector));
	selector->subject = left;
	selector->traits = px_css_asked_traits(left);
	selector->specificity = reader->specificity;
	return selector;
}

static const struct px_css_selector *
read_list(struct reader *reader, struct px_css_tokens tokens)
{
	struct px_css_selector *first = NULL, **last = &first;
	size_t from = 0;

	while (from <= tokens.count) {
		size_t end = px_css_find(tokens, from, ',');

		reader->tokens = px_css_part(tokens, from, end);
		reader->at = 0;
		reader->pseudo_element = false;
		*last = read_complex(reader);
		if (reader->why)
			return NULL;
		if (*last)
			last = &(*last)->next;
		from = end + 1;
	}
	return first;
}

const struct px_css_selector *
px_css_selectors_read(struct px_css_view *view, struct px_css_tokens tokens, const char **why)
{
	struct reader reader = { .view = view };
	const struct px_css_selector *list = read_list(&reader, tokens);

	*why = reader.why;
	return list;
}
