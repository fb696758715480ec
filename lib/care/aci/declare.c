/* Reading what a rule file declares: facts, quantities, parameters, choices. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "care/aci/counters.h"
#include "care/aci/load.h"

enum { MOST_QUANTITIES = 200 };

/* The word of a rule file for each kind of fact. */
static const struct {
	const char *name;
	enum px_aci_type type;
	bool whole;
} kinds[] = {
	{ "integer", PX_ACI_NUMBER, true },     { "number", PX_ACI_NUMBER, false },
	{ "percent", PX_ACI_NUMBER, false },    { "cents", PX_ACI_NUMBER, true },
	{ "boolean", PX_ACI_BOOLEAN, false },   { "date", PX_ACI_DATE, false },
	{ "word", PX_ACI_WORD, false },         { "words", PX_ACI_WORDS, false },
	{ "acquired", PX_ACI_ACQUIRED, false },
};

static int
load_kind(struct px_aci_at at, struct px_aci_fact_rule *out)
{
	if (px_aci_load_string(at, &out->kind) < 0)
		return -1;
	for (size_t i = 0; i < PX_COUNT(kinds); i++) {
		if (strcmp(kinds[i].name, out->kind) != 0)
			continue;
		out->type = kinds[i].type;
		out->whole = kinds[i].whole;
		return 0;
	}
	return px_aci_fail(at, _("no kind of fact is called `%s`"), out->kind);
}

/* A limit is a number, or a date for facts that hold one. */
static int
load_limit(struct px_aci_at at, enum px_aci_type type, struct px_ratio *out)
{
	struct px_date date;
	const char *text;

	if (type == PX_ACI_NUMBER)
		return px_aci_load_number(at, out);
	if (px_aci_load_string(at, &text) < 0)
		return -1;
	if (px_date_parse(text, &date) < 0)
		return px_aci_fail(at, _("%s: not a date: write 2025-12-31"), text);
	*out = px_ratio_whole(px_date_days(date));
	return 0;
}

static int
load_limits(struct px_aci_at at, struct px_aci_fact_rule *out)
{
	struct px_aci_at least = px_aci_member(at, "least"), most = px_aci_member(at, "most");
	bool dated = out->type == PX_ACI_DATE || out->type == PX_ACI_ACQUIRED;

	out->least = px_ratio_whole(0);
	if (out->type != PX_ACI_NUMBER && !dated)
		return least.node || most.node
			       ? px_aci_fail(at, _("least and most are for numbers and dates"))
			       : 0;
	if (least.node && load_limit(least, out->type, &out->least) < 0)
		return -1;
	return load_limit(most, out->type, &out->most);
}

static int
load_fact_words(struct px_aci_at at, struct px_aci_fact_rule *out)
{
	bool wanted = out->type == PX_ACI_WORD || out->type == PX_ACI_WORDS;

	if (!wanted)
		return at.node ? px_aci_fail(at, _("is for facts of words")) : 0;
	if (px_aci_expect(at, PX_JSON_OBJECT) < 0)
		return -1;
	if (at.node->count == 0)
		return px_aci_fail(at, _("is empty"));
	const char **words = px_arena_alloc(at.load->arena, at.node->count * sizeof(*words));
	out->word_labels =
		px_arena_alloc(at.load->arena, at.node->count * sizeof(*out->word_labels));
	out->words = words;
	for (size_t i = 0; i < at.node->count; i++) {
		words[i] = at.node->items[i].key;
		if (px_aci_load_text(px_aci_member(at, words[i]), &out->word_labels[i]) < 0)
			return -1;
	}
	out->word_count = at.node->count;
	return 0;
}

static int
load_setting(struct px_aci_at at, struct px_aci_setting *out)
{
	out->name = at.node->key;
	if (at.node->type == PX_JSON_INTEGER)
		return px_aci_load_int(at, 0, 1000000, &out->number);
	return px_aci_load_words(at, &out->words, &out->count);
}

static int
load_counter(struct px_aci_at at, struct px_aci_fact_rule *out)
{
	struct px_aci_setting *settings;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_OBJECT) < 0 ||
	    px_aci_load_string(px_aci_member(at, "counter"), &out->counter) < 0)
		return -1;
	if (!px_aci_counter_known(out->counter))
		return px_aci_fail(px_aci_member(at, "counter"), _("no counter is called `%s`"),
				   out->counter);
	if (out->type != PX_ACI_NUMBER && out->type != PX_ACI_BOOLEAN)
		return px_aci_fail(at, _("only numbers and booleans are counted"));
	settings = px_arena_alloc(at.load->arena, at.node->count * sizeof(*settings));
	out->settings = settings;
	for (size_t i = 0; i < at.node->count; i++) {
		const char *key = at.node->items[i].key;
		if (strcmp(key, "counter") == 0 || strcmp(key, "comment") == 0)
			continue;
		if (load_setting(px_aci_member(at, key), &settings[out->setting_count++]) < 0)
			return -1;
	}
	return 0;
}

static int
load_fact(struct px_aci_at at, struct px_aci_fact_rule *out)
{
	if (px_aci_keys(at, "name! kind! label! least most words counted") < 0 ||
	    load_kind(px_aci_member(at, "kind"), out) < 0 || load_limits(at, out) < 0 ||
	    px_aci_load_text(px_aci_member(at, "label"), &out->label) < 0 ||
	    load_fact_words(px_aci_member(at, "words"), out) < 0)
		return -1;
	return load_counter(px_aci_member(at, "counted"), out);
}

static int
load_name(struct px_aci_at item, const char **out)
{
	struct px_aci_at name = px_aci_member(item, "name");

	if (px_aci_expect(item, PX_JSON_OBJECT) < 0 || px_aci_load_string(name, out) < 0)
		return -1;
	if (strcmp(*out, "exercise") == 0 || px_aci_fact_index(item.load->rules, *out) >= 0)
		return px_aci_fail(name, _("%s is there twice"), *out);
	for (size_t i = 0; i < item.load->rules->quantity_count; i++)
		if (strcmp(item.load->quantities[i].name, *out) == 0)
			return px_aci_fail(name, _("%s is there twice"), *out);
	return 0;
}

/* Names first: texts and expressions may name any fact or quantity. */
static int
load_names(struct px_aci_at facts, struct px_aci_at quantities)
{
	struct px_aci_load *load = facts.load;

	for (size_t i = 0; i < px_aci_items(facts); i++) {
		if (load_name(px_aci_item(facts, i), &load->facts[i].name) < 0)
			return -1;
		load->rules->fact_count = i + 1;
	}
	for (size_t i = 0; i < px_aci_items(quantities); i++) {
		if (load_name(px_aci_item(quantities, i), &load->quantities[i].name) < 0)
			return -1;
		load->rules->quantity_count = i + 1;
	}
	return 0;
}

static int
load_facts(struct px_aci_at root)
{
	struct px_aci_load *load = root.load;
	struct px_aci_at facts = px_aci_member(root, "facts");
	struct px_aci_at quantities = px_aci_member(root, "quantities");

	if (px_aci_expect(facts, PX_JSON_ARRAY) < 0 || px_aci_expect(quantities, PX_JSON_ARRAY) < 0)
		return -1;
	if (quantities.node->count > MOST_QUANTITIES)
		return px_aci_fail(quantities, _("more than %d quantities"), MOST_QUANTITIES);
	load->facts = px_arena_alloc(load->arena, (facts.node->count + 1) * sizeof(*load->facts));
	load->quantities = px_arena_alloc(load->arena,
					  (quantities.node->count + 1) * sizeof(*load->quantities));
	load->states = px_arena_alloc(load->arena, quantities.node->count + 1);
	load->rules->facts = load->facts;
	load->rules->quantities = load->quantities;
	if (load_names(facts, quantities) < 0)
		return -1;
	for (size_t i = 0; i < facts.node->count; i++)
		if (load_fact(px_aci_item(facts, i), &load->facts[i]) < 0)
			return -1;
	return 0;
}

static int
load_quantity_texts(struct px_aci_at at)
{
	for (size_t i = 0; i < px_aci_items(at); i++) {
		struct px_aci_at item = px_aci_item(at, i);
		struct px_aci_at percent = px_aci_member(item, "percent");
		struct px_aci_quantity *out = &at.load->quantities[i];
		if (px_aci_keys(item, "name! value! label percent") < 0 ||
		    px_aci_load_optional(px_aci_member(item, "label"), &out->label) < 0)
			return -1;
		if (percent.node && px_aci_expect(percent, PX_JSON_BOOL) < 0)
			return -1;
		out->percent = percent.node && percent.node->integer;
	}
	return 0;
}

static int
load_parameter(struct px_aci_at at, struct px_aci_parameter *out)
{
	struct px_aci_at values = px_aci_member(at, "values");
	struct px_aci_dated *dated;
	const char *name;
	long fact;

	if (px_aci_keys(at, "fact! values!") < 0 ||
	    px_aci_load_string(px_aci_member(at, "fact"), &name) < 0 ||
	    px_aci_expect(values, PX_JSON_ARRAY) < 0)
		return -1;
	fact = px_aci_fact_index(at.load->rules, name);
	if (fact < 0 || at.load->facts[fact].type != PX_ACI_NUMBER)
		return px_aci_fail(px_aci_member(at, "fact"), _("no number is called `%s`"), name);
	if (values.node->count == 0)
		return px_aci_fail(values, _("is empty"));
	dated = px_arena_alloc(at.load->arena, values.node->count * sizeof(*dated));
	*out = (struct px_aci_parameter){ (size_t)fact, dated, values.node->count };
	for (size_t i = 0; i < values.node->count; i++) {
		struct px_aci_at item = px_aci_item(values, i);
		int64_t year = 0;
		if (px_aci_keys(item, "year! value! source!") < 0 ||
		    px_aci_load_int(px_aci_member(item, "year"), 2000, 2200, &year) < 0 ||
		    px_aci_load_number(px_aci_member(item, "value"), &dated[i].value) < 0 ||
		    px_aci_load_text(px_aci_member(item, "source"), &dated[i].source) < 0)
			return -1;
		dated[i].year = (int)year;
		if (i > 0 && year <= dated[i - 1].year)
			return px_aci_fail(item, _("years go upwards"));
	}
	return 0;
}

static int
load_parameters(struct px_aci_at at)
{
	struct px_aci_parameter *out;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	out = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*out));
	at.load->rules->parameters = out;
	at.load->rules->parameter_count = at.node->count;
	for (size_t i = 0; i < at.node->count; i++)
		if (load_parameter(px_aci_item(at, i), &out[i]) < 0)
			return -1;
	return 0;
}

static int
load_choice(struct px_aci_at at, struct px_aci_choice *out)
{
	const char *take;

	if (px_aci_keys(at, "name! take! disputed!") < 0 ||
	    px_aci_load_string(px_aci_member(at, "name"), &out->name) < 0 ||
	    px_aci_load_string(px_aci_member(at, "take"), &take) < 0 ||
	    px_aci_load_text(px_aci_member(at, "disputed"), &out->disputed) < 0)
		return -1;
	out->prorata = strcmp(take, "prorata") == 0;
	if (!out->prorata && strcmp(take, "zero") != 0)
		return px_aci_fail(px_aci_member(at, "take"),
				   _("%s: a choice takes zero or prorata"), take);
	return 0;
}

static int
load_choices(struct px_aci_at at)
{
	struct px_aci_choice *out;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	out = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*out));
	at.load->rules->choices = out;
	at.load->rules->choice_count = at.node->count;
	for (size_t i = 0; i < at.node->count; i++)
		if (load_choice(px_aci_item(at, i), &out[i]) < 0)
			return -1;
	return 0;
}

int
px_aci_declare(struct px_aci_at root)
{
	if (load_facts(root) < 0 || load_parameters(px_aci_member(root, "parameters")) < 0)
		return -1;
	return load_choices(px_aci_member(root, "choices")) < 0 ||
			       load_quantity_texts(px_aci_member(root, "quantities")) < 0
		       ? -1
		       : 0;
}

long
px_aci_fact_index(const struct px_aci_rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->fact_count; i++)
		if (strcmp(rules->facts[i].name, name) == 0)
			return (long)i;
	return -1;
}
