/* Does a selector fit an element of a page?  From right to left, as browsers do. */
#include <string.h>
#include <strings.h>

#include "web/css/pseudo.h"

/* One bit of 64 for a name; what is a tag, a class or an id is told apart by the sign. */
static uint64_t
trait(char sign, const char *name, size_t length)
{
	uint32_t hash = (unsigned char)sign;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)name[i];

		if (sign == 't' && byte >= 'A' && byte <= 'Z')
			byte = (unsigned char)(byte + 32);
		hash = hash * 31 + byte;
	}
	return (uint64_t)1 << (hash * 2654435769u >> 26);
}

uint64_t
px_css_asked_traits(const struct px_css_compound *compound)
{
	static const char signs[] = {
		[PX_CSS_SIMPLE_TAG] = 't', [PX_CSS_SIMPLE_CLASS] = '.', [PX_CSS_SIMPLE_ID] = '#'
	};
	uint64_t traits = 0;

	for (const struct px_css_simple *at = compound->simples; at; at = at->next)
		if ((size_t)at->kind < sizeof(signs) && signs[at->kind])
			traits |= trait(signs[at->kind], at->name, strlen(at->name));
	return traits;
}

uint64_t
px_css_traits(const struct px_node *node)
{
	const char *list = px_dom_get(node, "class"), *id = px_dom_get(node, "id");
	uint64_t traits = trait('t', node->name, strlen(node->name));

	if (id)
		traits |= trait('#', id, strlen(id));
	while (list && *list) {
		size_t size = strcspn(list, " \t\n\f\r");

		if (size)
			traits |= trait('.', list, size);
		list += size;
		list += strspn(list, " \t\n\f\r");
	}
	return traits;
}

static bool
is_edge(char byte)
{
	return byte == '\0' || (byte && strchr(" \t\n\f\r", byte));
}

/* Most elements have no class, or none of the name's beginning: this is asked more than all else. */
static bool
has_class(const struct px_node *node, const char *name)
{
	const char *list = px_dom_get(node, "class"), *at = list;
	size_t length = list ? strlen(name) : 0;

	for (; at && length && (at = strstr(at, name)); at++)
		if ((at == list || is_edge(at[-1])) && is_edge(at[length]))
			return true;
	return false;
}

static bool
equal(const char *a, const char *b, size_t length, bool blind)
{
	return blind ? strncasecmp(a, b, length) == 0 : strncmp(a, b, length) == 0;
}

static bool
holds_inside(const char *value, const char *wanted, bool blind)
{
	size_t length = strlen(wanted);

	for (; *value; value++)
		if (equal(value, wanted, length, blind))
			return true;
	return false;
}

bool
px_css_has(const struct px_node *node, const struct px_css_simple *simple)
{
	const char *value = px_dom_get(node, simple->name), *wanted = simple->value;
	size_t length, size;

	if (!value || !simple->operator_)
		return value != NULL;
	length = strlen(value);
	size = strlen(wanted);
	if (!size && simple->operator_ != '=' && simple->operator_ != '|')
		return false;
	switch (simple->operator_) {
	case '=':
		return length == size && equal(value, wanted, size, simple->blind);
	case '~':
		return !strpbrk(wanted, " \t\n") && px_dom_listed(value, wanted);
	case '|':
		return equal(value, wanted, size, simple->blind) &&
		       (value[size] == '\0' || value[size] == '-');
	case '^':
		return length >= size && equal(value, wanted, size, simple->blind);
	case '$':
		return length >= size && equal(value + length - size, wanted, size, simple->blind);
	default:
		return holds_inside(value, wanted, simple->blind);
	}
}

/* Is there an n from 0 with step n + offset = place? */
static bool
nth_holds(const struct px_node *node, const struct px_css_simple *simple)
{
	int rest = px_css_place(node, simple->last, simple->of_type) - simple->offset;

	if (!simple->step)
		return rest == 0;
	return rest % simple->step == 0 && rest / simple->step >= 0;
}

static bool
list_holds(const struct px_css_simple *simple, const struct px_node *node,
	   const struct px_css_state *state)
{
	const struct px_css_selector *selector = simple->list->first;

	while (selector && !px_css_matches(selector, node, state))
		selector = selector->next;
	return (selector != NULL) != simple->negated;
}

static bool
simple_holds(const struct px_css_simple *simple, const struct px_node *node,
	     const struct px_css_state *state)
{
	const char *id;

	switch (simple->kind) {
	case PX_CSS_SIMPLE_ANY:
		return true;
	case PX_CSS_SIMPLE_TAG:
		return !((node->name[0] ^ simple->name[0]) & ~0x20) &&
		       strcasecmp(node->name, simple->name) == 0;
	case PX_CSS_SIMPLE_CLASS:
		return has_class(node, simple->name);
	case PX_CSS_SIMPLE_ID:
		id = px_dom_get(node, "id");
		return id && strcmp(id, simple->name) == 0;
	case PX_CSS_SIMPLE_ATTRIBUTE:
		return px_css_has(node, simple);
	case PX_CSS_SIMPLE_PSEUDO:
		return simple->holds(node, simple, state);
	case PX_CSS_SIMPLE_LIST:
		return list_holds(simple, node, state);
	case PX_CSS_SIMPLE_NTH:
		return nth_holds(node, simple);
	}
	return false;
}

static bool
compound_holds(const struct px_css_compound *compound, const struct px_node *node,
	       const struct px_css_state *state)
{
	for (const struct px_css_simple *simple = compound->simples; simple; simple = simple->next)
		if (!simple_holds(simple, node, state))
			return false;
	return true;
}

static const struct px_node *
sibling_before(const struct px_node *node)
{
	do
		node = node->previous;
	while (node && node->text);
	return node;
}

/* The selector has at most 64 compounds, which is how deep this goes; a blank or ~ tries each place. */
static bool
left_holds(const struct px_css_compound *compound, const struct px_node *node,
	   const struct px_css_state *state, int *tries)
{
	const struct px_css_compound *left = compound->left;
	bool beside = compound->relation == '+' || compound->relation == '~';
	bool again = compound->relation == ' ' || compound->relation == '~';

	if (!left)
		return true;
	do {
		node = beside ? sibling_before(node) : node->parent;
		if (!node || --*tries < 0)
			return false;
		if (compound_holds(left, node, state) && left_holds(left, node, state, tries))
			return true;
	} while (again);
	return false;
}

bool
px_css_matches(const struct px_css_selector *selector, const struct px_node *node,
	       const struct px_css_state *state)
{
	int tries = 1 << 14; /* no page needs as many; a hostile selector would take for ever */

	return compound_holds(selector->subject, node, state) &&
	       left_holds(selector->subject, node, state, &tries);
}
