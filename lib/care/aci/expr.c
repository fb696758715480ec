#include "care/aci/expr.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/aci/load.h"

enum { DEEPEST = 12, LOADING = 1, LOADED = 2 };

static const char *const type_names[PX_ACI_TYPE_COUNT] = {
	[PX_ACI_NUMBER] = N_("a number"),       [PX_ACI_BOOLEAN] = N_("a yes or no"),
	[PX_ACI_DATE] = N_("a date"),           [PX_ACI_WORD] = N_("a word"),
	[PX_ACI_WORDS] = N_("a list of words"), [PX_ACI_ACQUIRED] = N_("a yes, no or date"),
};

/* What is acquired serves as a yes or no, and as a date. */
static bool
suits(enum px_aci_type type, enum px_aci_type wanted)
{
	return type == wanted ||
	       (type == PX_ACI_ACQUIRED && (wanted == PX_ACI_BOOLEAN || wanted == PX_ACI_DATE));
}

static enum px_aci_type
letter_type(char letter)
{
	switch (letter) {
	case 'b':
		return PX_ACI_BOOLEAN;
	case 'd':
		return PX_ACI_DATE;
	case 'w':
		return PX_ACI_WORDS;
	case 'e':
		return PX_ACI_WORD;
	default:
		return PX_ACI_NUMBER;
	}
}

static long
quantity_index(const struct px_aci_load *load, const char *name)
{
	for (size_t i = 0; i < load->rules->quantity_count; i++)
		if (strcmp(load->quantities[i].name, name) == 0)
			return (long)i;
	return -1;
}

static const char *
next_name(const void *data, size_t i)
{
	const struct px_aci_load *load = data;

	if (i < load->rules->fact_count)
		return load->facts[i].name;
	i -= load->rules->fact_count;
	return i < load->rules->quantity_count ? load->quantities[i].name : NULL;
}

static int
unknown_name(struct px_aci_at at, const char *name)
{
	const char *nearest = px_text_nearest(name, next_name, at.load);

	if (nearest)
		return px_aci_fail(at, _("no fact or quantity is called `%s`: `%s` perhaps"), name,
				   nearest);
	return px_aci_fail(at, _("no fact or quantity is called `%s`"), name);
}

static int
load_name(struct px_aci_at at, struct px_aci_expr *out)
{
	const char *name = at.node->string;
	long i;

	if (strcmp(name, "exercise") == 0) {
		out->leaf = PX_ACI_EXERCISE;
		out->type = PX_ACI_NUMBER;
		return 0;
	}
	if ((i = px_aci_fact_index(at.load->rules, name)) >= 0) {
		out->leaf = PX_ACI_FACT;
		out->index = (size_t)i;
		out->type = at.load->facts[i].type;
		return 0;
	}
	if ((i = quantity_index(at.load, name)) < 0)
		return unknown_name(at, name);
	if (at.load->states[i] == LOADING)
		return px_aci_fail(at, _("a cycle: `%s` depends on itself"), name);
	if (px_aci_quantity_load(at.load, (size_t)i) < 0)
		return -1;
	out->leaf = PX_ACI_QUANTITY;
	out->index = (size_t)i;
	out->type = at.load->quantities[i].expr.type;
	return 0;
}

int
px_aci_quantity_load(struct px_aci_load *load, size_t i)
{
	struct px_aci_at quantities = px_aci_member(px_aci_root(load), "quantities");
	struct px_aci_at at = px_aci_member(px_aci_item(quantities, i), "value");

	if (load->states[i] == LOADED)
		return 0;
	load->states[i] = LOADING;
	if (px_aci_expr_load(at, 0, &load->quantities[i].expr) < 0)
		return -1;
	load->states[i] = LOADED;
	return 0;
}

/* The word that an operation compares with must be one that the fact can hold. */
static int
load_word(struct px_aci_at at, const struct px_aci_expr *before, struct px_aci_expr *out)
{
	const struct px_aci_fact_rule *fact;

	if (px_aci_load_string(at, &out->word) < 0)
		return -1;
	if (!before || before->leaf != PX_ACI_FACT)
		return 0;
	fact = &at.load->facts[before->index];
	for (size_t i = 0; i < fact->word_count; i++)
		if (strcmp(fact->words[i], out->word) == 0)
			return 0;
	return px_aci_fail(at, _("%s has no word `%s`"), fact->name, out->word);
}

static int
load_index(struct px_aci_at at, bool fact, struct px_aci_expr *out)
{
	const char *name;
	long i;

	if (px_aci_load_string(at, &name) < 0)
		return -1;
	i = fact ? px_aci_fact_index(at.load->rules, name)
		 : px_aci_indicator_index(at.load->rules, name);
	if (i < 0)
		return fact ? unknown_name(at, name)
			    : px_aci_fail(at, _("no indicator has the code `%s`"), name);
	out->index = (size_t)i;
	return 0;
}

static int
load_argument(struct px_aci_at at, int depth, char letter, struct px_aci_expr *args,
	      struct px_aci_expr *out)
{
	struct px_aci_expr *arg = &args[out->count];

	switch (letter) {
	case 'L':
		return load_word(at, out->count ? &args[out->count - 1] : NULL, out);
	case 'f':
	case 'i':
		return load_index(at, letter == 'f', out);
	default:
		break;
	}
	if (px_aci_expr_load(at, depth + 1, arg) < 0)
		return -1;
	if (!suits(arg->type, letter_type(letter)))
		return px_aci_fail(at, _("is %s: %s expected"), _(type_names[arg->type]),
				   _(type_names[letter_type(letter)]));
	out->count++;
	return 0;
}

static int
load_arguments(struct px_aci_at at, int depth, const char *signature, struct px_aci_expr *out)
{
	bool many = at.node->type == PX_JSON_ARRAY;
	size_t count = many ? at.node->count : 1, wanted = strcspn(signature, "+");
	struct px_aci_expr *args = px_arena_alloc(at.load->arena, (count + 1) * sizeof(*args));

	if (signature[wanted] == '+' ? count < 1 || count > PX_ACI_MAX_ARGS : count != wanted)
		return px_aci_fail(at, _("takes %zu arguments, not %zu"), wanted, count);
	out->args = args;
	for (size_t i = 0; i < count; i++) {
		char letter = signature[i < wanted ? i : wanted - 1];
		if (load_argument(many ? px_aci_item(at, i) : at, depth, letter, args, out) < 0)
			return -1;
	}
	return 0;
}

static int
load_operation(struct px_aci_at at, int depth, struct px_aci_expr *out)
{
	const char *name;

	if (at.node->count != 1)
		return px_aci_fail(at, _("an operation is an object of one key, its name"));
	name = at.node->items[0].key;
	out->op = px_aci_op_find(name);
	if (!out->op)
		return px_aci_fail(px_aci_member(at, name), _("no operation is called `%s`"), name);
	out->leaf = PX_ACI_OPERATION;
	out->type = out->op->type;
	return load_arguments(px_aci_member(at, name), depth, out->op->signature, out);
}

int
px_aci_expr_load(struct px_aci_at at, int depth, struct px_aci_expr *out)
{
	if (!at.node)
		return px_aci_fail(at, _("is missing"));
	if (depth > DEEPEST)
		return px_aci_fail(at, _("operations are nested too deep: name a quantity"));
	*out = (struct px_aci_expr){ .where = at.path };
	switch (at.node->type) {
	case PX_JSON_STRING:
		return load_name(at, out);
	case PX_JSON_OBJECT:
		return load_operation(at, depth, out);
	case PX_JSON_BOOL:
		out->type = PX_ACI_BOOLEAN;
		out->number = px_ratio_whole(at.node->integer);
		return 0;
	case PX_JSON_INTEGER:
	case PX_JSON_REAL:
	case PX_JSON_NULL:
	case PX_JSON_ARRAY:
		break;
	}
	return px_aci_load_number(at, &out->number);
}

int
px_aci_expr_new(struct px_aci_at at, enum px_aci_type type, const struct px_aci_expr **out)
{
	struct px_aci_expr *expr = px_arena_alloc(at.load->arena, sizeof(*expr));

	if (px_aci_expr_load(at, 0, expr) < 0)
		return -1;
	if (!suits(expr->type, type))
		return px_aci_fail(at, _("is %s: %s expected"), _(type_names[expr->type]),
				   _(type_names[type]));
	*out = expr;
	return 0;
}

static int
check_names(struct px_aci_at at, const char *text)
{
	for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
		size_t length = strcspn(open + 1, "}");
		const char *name = px_arena_strndup(at.load->arena, open + 1, length);
		if (open[1 + length] != '}')
			return px_aci_fail(at, _("a brace is not closed"));
		if (strcmp(name, "exercise") == 0 || px_aci_fact_index(at.load->rules, name) >= 0)
			continue;
		long i = quantity_index(at.load, name);
		if (i < 0)
			return unknown_name(at, name);
	}
	return 0;
}

int
px_aci_check_text(struct px_aci_at at, struct px_aci_text text)
{
	return check_names(at, text.fr) < 0 || check_names(at, text.en) < 0 ? -1 : 0;
}
