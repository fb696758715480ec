#include "care/aci/facts.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/aci/load.h"

enum { MOST_BYTES = 1 << 20, MOST_WORDS = 64 };

/* Where a value is read, and what for. */
struct reading {
	struct px_aci_facts *facts;
	const struct px_aci_fact_rule *rule;
	struct px_err *err;
};

static int
refuse(const struct reading *reading, const char *wanted, const char *got)
{
	return px_err_set(reading->err, PX_FAILED, _("%s: %s: %s expected"), reading->rule->name,
			  got, wanted);
}

static struct px_aci_value
nothing(const struct px_aci_fact_rule *rule)
{
	struct px_aci_value value = { .type = rule->type, .number = px_ratio_whole(0) };

	if (rule->type == PX_ACI_WORD) {
		/* The first word of the list stands for none. */
		value.words = rule->words;
		value.count = 1;
	}
	return value;
}

static const struct px_aci_dated *
find_dated(const struct px_aci_parameter *parameter, int year)
{
	const struct px_aci_dated *found = &parameter->values[0];

	for (size_t i = 0; i < parameter->count; i++)
		if (parameter->values[i].year <= year)
			found = &parameter->values[i];
	return found;
}

static void
set_default(struct px_aci_facts *facts, size_t i)
{
	const struct px_aci_rules *rules = facts->rules;

	facts->items[i] = (struct px_aci_fact){ .value = nothing(&rules->facts[i]) };
	for (size_t p = 0; p < rules->parameter_count; p++) {
		if (rules->parameters[p].fact != i)
			continue;
		facts->items[i].dated = find_dated(&rules->parameters[p], facts->year);
		facts->items[i].value.number = facts->items[i].dated->value;
	}
}

struct px_aci_facts *
px_aci_facts_new(struct px_arena *arena, const struct px_aci_rules *rules, int year)
{
	struct px_aci_facts *facts = px_arena_alloc(arena, sizeof(*facts));

	*facts = (struct px_aci_facts){ rules, arena, year, NULL };
	facts->items = px_arena_alloc(arena, (rules->fact_count + 1) * sizeof(*facts->items));
	for (size_t i = 0; i < rules->fact_count; i++)
		set_default(facts, i);
	return facts;
}

struct px_aci_facts *
px_aci_facts_copy(struct px_arena *arena, const struct px_aci_facts *facts)
{
	struct px_aci_facts *copy = px_arena_alloc(arena, sizeof(*copy));
	size_t size = (facts->rules->fact_count + 1) * sizeof(*facts->items);

	*copy = *facts;
	copy->arena = arena;
	copy->items = px_arena_alloc(arena, size);
	memcpy(copy->items, facts->items, size);
	return copy;
}

static int
check_number(const struct reading *reading, struct px_ratio number, const char *got)
{
	const struct px_aci_fact_rule *rule = reading->rule;
	struct px_buf limits = PX_BUF_INIT;
	int rc = 0;

	if (rule->whole && number.den != 1)
		return refuse(reading, _("a whole number"), got);
	if (px_ratio_compare(number, rule->least) < 0 || px_ratio_compare(number, rule->most) > 0) {
		px_ratio_short(rule->least, 4, &limits);
		px_buf_puts(&limits, _(" to "));
		px_ratio_short(rule->most, 4, &limits);
		rc = px_err_set(reading->err, PX_FAILED, _("%s: %s is out of bounds: %s"),
				rule->name, got, limits.data);
	}
	px_buf_release(&limits);
	return rc;
}

static int
read_day(const struct reading *reading, const char *text, struct px_aci_value *out)
{
	struct px_date date;

	if (px_date_parse(text, &date) < 0)
		return refuse(reading,
			      reading->rule->type == PX_ACI_DATE
				      ? _("a date such as 2025-01-31")
				      : _("true, false or a date such as 2025-01-31"),
			      text);
	out->dated = true;
	out->day = px_date_days(date);
	out->number = px_ratio_whole(1);
	if (px_ratio_compare(px_ratio_whole(out->day), reading->rule->least) < 0 ||
	    px_ratio_compare(px_ratio_whole(out->day), reading->rule->most) > 0)
		return px_err_set(reading->err, PX_FAILED, _("%s: %s is out of bounds"),
				  reading->rule->name, text);
	return 0;
}

static const char *
next_word(const void *data, size_t i)
{
	const struct px_aci_fact_rule *rule = data;

	return i < rule->word_count ? rule->words[i] : NULL;
}

static int
read_word(const struct reading *reading, const char *text, const char **out)
{
	const struct px_aci_fact_rule *rule = reading->rule;
	struct px_buf known = PX_BUF_INIT;
	const char *nearest;

	for (size_t i = 0; i < rule->word_count; i++) {
		px_buf_printf(&known, "%s%s", i ? ", " : "", rule->words[i]);
		if (strcmp(rule->words[i], text) == 0) {
			*out = rule->words[i];
			px_buf_release(&known);
			return 0;
		}
	}
	nearest = px_text_nearest(text, next_word, rule);
	if (nearest)
		px_err_set(reading->err, PX_FAILED, _("%s: no word `%s`: `%s` perhaps"), rule->name,
			   text, nearest);
	else
		px_err_set(reading->err, PX_FAILED, _("%s: no word `%s`: one of %s"), rule->name,
			   text, known.data);
	px_buf_release(&known);
	return -1;
}

static const char *
wanted_type(const struct px_aci_fact_rule *rule)
{
	switch (rule->type) {
	case PX_ACI_NUMBER:
		return rule->whole ? _("a whole number") : _("a number of at most 4 decimals");
	case PX_ACI_BOOLEAN:
		return _("true or false");
	case PX_ACI_DATE:
		return _("a date such as 2025-01-31");
	case PX_ACI_WORD:
		return _("a word");
	case PX_ACI_WORDS:
		return _("a list of words");
	case PX_ACI_ACQUIRED:
		break;
	}
	return _("true, false or a date such as 2025-01-31");
}

static const char **
new_words(const struct reading *reading, size_t count, struct px_aci_value *out)
{
	const char **words = px_arena_alloc(reading->facts->arena, (count + 1) * sizeof(*words));

	out->words = words;
	out->count = count;
	return words;
}

static int
read_list(const struct reading *reading, const struct px_json_node *node, struct px_aci_value *out)
{
	if (node->count > MOST_WORDS)
		return refuse(reading, _("a shorter list"), px_json_type_name(node->type));
	const char **words = new_words(reading, node->count, out);
	for (size_t i = 0; i < node->count; i++) {
		const struct px_json_node *item = &node->items[i];
		if (item->type != PX_JSON_STRING)
			return refuse(reading, _("a list of words"), px_json_type_name(item->type));
		if (read_word(reading, item->string, &words[i]) < 0)
			return -1;
	}
	return 0;
}

static int
read_number(const struct reading *reading, const struct px_json_node *node,
	    struct px_aci_value *out)
{
	struct px_buf got = PX_BUF_INIT;
	int rc;

	if (px_aci_number(node, &out->number) < 0)
		return refuse(reading, wanted_type(reading->rule), px_json_type_name(node->type));
	px_ratio_short(out->number, 4, &got);
	rc = check_number(reading, out->number, got.data);
	px_buf_release(&got);
	return rc;
}

static int
read_node(const struct reading *reading, const struct px_json_node *node, struct px_aci_value *out)
{
	enum px_aci_type type = reading->rule->type;
	bool text = node->type == PX_JSON_STRING;

	*out = nothing(reading->rule);
	if (type == PX_ACI_NUMBER && (node->type == PX_JSON_INTEGER || node->type == PX_JSON_REAL))
		return read_number(reading, node, out);
	if ((type == PX_ACI_BOOLEAN || type == PX_ACI_ACQUIRED) && node->type == PX_JSON_BOOL) {
		out->number = px_ratio_whole(node->integer);
		return 0;
	}
	if ((type == PX_ACI_DATE || type == PX_ACI_ACQUIRED) && text)
		return read_day(reading, node->string, out);
	if (type == PX_ACI_WORD && text)
		return read_word(reading, node->string, new_words(reading, 1, out));
	if (type == PX_ACI_WORDS && node->type == PX_JSON_ARRAY)
		return read_list(reading, node, out);
	return refuse(reading, wanted_type(reading->rule), px_json_type_name(node->type));
}

static bool
said(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (px_text_same(text, words[i]))
			return true;
	return false;
}

/* Yes and no as people type them in either language. */
static int
read_yes(const char *text, struct px_ratio *out)
{
	static const char *const yes[] = { "true", "yes", "oui", "vrai", "1" };
	static const char *const no[] = { "false", "no", "non", "faux", "0" };

	if (!said(text, yes, PX_COUNT(yes)) && !said(text, no, PX_COUNT(no)))
		return -1;
	*out = px_ratio_whole(said(text, yes, PX_COUNT(yes)));
	return 0;
}

static int
read_text_words(const struct reading *reading, const char *text, struct px_aci_value *out)
{
	char *parts[MOST_WORDS];
	char *copy = px_arena_strdup(reading->facts->arena, text);
	size_t count = px_text_split(copy, ',', parts, MOST_WORDS);
	const char **words = new_words(reading, count, out);

	for (size_t i = 0; i < count; i++)
		if (read_word(reading, px_text_trim(parts[i]), &words[i]) < 0)
			return -1;
	return 0;
}

static int
read_text(const struct reading *reading, const char *text, struct px_aci_value *out)
{
	*out = nothing(reading->rule);
	switch (reading->rule->type) {
	case PX_ACI_NUMBER:
		if (px_ratio_parse(text, 4, &out->number) < 0)
			return refuse(reading, wanted_type(reading->rule), text);
		return check_number(reading, out->number, text);
	case PX_ACI_BOOLEAN:
		return read_yes(text, &out->number) == 0 ? 0
							 : refuse(reading, _("yes or no"), text);
	case PX_ACI_ACQUIRED:
		return read_yes(text, &out->number) == 0 ? 0 : read_day(reading, text, out);
	case PX_ACI_DATE:
		return read_day(reading, text, out);
	case PX_ACI_WORD:
		return read_word(reading, text, new_words(reading, 1, out));
	case PX_ACI_WORDS:
		break;
	}
	return read_text_words(reading, text, out);
}

static const char *
next_fact(const void *data, size_t i)
{
	const struct px_aci_rules *rules = data;

	return i < rules->fact_count ? rules->facts[i].name : NULL;
}

static long
find_fact(const struct px_aci_facts *facts, const char *name, struct px_err *err)
{
	long i = px_aci_fact_index(facts->rules, name);
	const char *nearest;

	if (i >= 0)
		return i;
	nearest = px_text_nearest(name, next_fact, facts->rules);
	if (nearest)
		return px_err_set(err, PX_FAILED, _("%s: not a fact of %s: `%s` perhaps"), name,
				  facts->rules->name, nearest);
	return px_err_set(err, PX_FAILED, _("%s: not a fact of %s"), name, facts->rules->name);
}

static void
put(struct px_aci_facts *facts, size_t i, const struct px_aci_value *value,
    enum px_aci_origin origin)
{
	if (origin >= facts->items[i].origin)
		facts->items[i] = (struct px_aci_fact){ .value = *value, .origin = origin };
}

int
px_aci_facts_read(struct px_aci_facts *facts, const struct px_json_node *object, const char *name,
		  enum px_aci_origin origin, struct px_err *err)
{
	struct px_aci_facts *draft = px_aci_facts_copy(facts->arena, facts);
	struct px_err fault = PX_ERR_INIT;

	if (object->type != PX_JSON_OBJECT)
		return px_err_set(err, PX_FAILED, _("%s:%ld: facts are an object, not of type %s"),
				  name, object->line, px_json_type_name(object->type));
	for (size_t i = 0; i < object->count; i++) {
		const struct px_json_node *node = &object->items[i];
		struct px_aci_value value;
		long fact = find_fact(draft, node->key, &fault);
		struct reading reading = { draft, fact < 0 ? NULL : &draft->rules->facts[fact],
					   &fault };
		if (fact >= 0 && node->type == PX_JSON_NULL)
			continue;
		if (fact < 0 || read_node(&reading, node, &value) < 0)
			return px_err_set(err, PX_FAILED, "%s:%ld: %s", name, node->line,
					  fault.message);
		put(draft, (size_t)fact, &value, origin);
	}
	*facts = *draft;
	return 0;
}

int
px_aci_facts_read_file(struct px_aci_facts *facts, const char *path, enum px_aci_origin origin,
		       struct px_err *err)
{
	struct px_buf bytes = PX_BUF_INIT;
	const struct px_json_node *tree = NULL;
	int rc = -1;

	if (px_buf_read_file(&bytes, path, MOST_BYTES, err) == 0)
		tree = px_json_parse(facts->arena, bytes.data, bytes.length, path, err);
	if (tree)
		rc = px_aci_facts_read(facts, tree, path, origin, err);
	px_buf_release(&bytes);
	return rc;
}

int
px_aci_facts_set(struct px_aci_facts *facts, const char *name, const char *text,
		 enum px_aci_origin origin, struct px_err *err)
{
	char *trimmed = px_text_trim(px_arena_strdup(facts->arena, text));
	long fact = find_fact(facts, name, err);
	struct px_aci_value value;

	if (fact < 0)
		return -1;
	struct reading reading = { facts, &facts->rules->facts[fact], err };
	if (*trimmed == '\0') {
		set_default(facts, (size_t)fact);
		return 0;
	}
	if (read_text(&reading, trimmed, &value) < 0)
		return -1;
	put(facts, (size_t)fact, &value, origin);
	return 0;
}

int
px_aci_facts_word(struct px_aci_facts *facts, const char *word, enum px_aci_origin origin,
		  struct px_err *err)
{
	const char *equal = strchr(word, '=');

	if (!equal || equal == word)
		return px_err_set(err, PX_USAGE, _("%s: write it as fact=value"), word);
	return px_aci_facts_set(facts, px_arena_strndup(facts->arena, word, (size_t)(equal - word)),
				equal + 1, origin, err);
}

int
px_aci_facts_count(struct px_aci_facts *facts, const struct px_aci_counted *counted, size_t count,
		   struct px_err *err)
{
	for (size_t i = 0; i < count; i++) {
		long fact = find_fact(facts, counted[i].fact, err);
		if (fact < 0)
			return -1;
		const struct px_aci_fact_rule *rule = &facts->rules->facts[fact];
		struct px_aci_value value = nothing(rule);
		struct reading reading = { facts, rule, err };
		struct px_buf got = PX_BUF_INIT;
		int rc = 0;
		value.number = px_ratio_whole(counted[i].number);
		px_buf_number(&got, counted[i].number);
		if (rule->type == PX_ACI_NUMBER)
			rc = check_number(&reading, value.number, got.data);
		px_buf_release(&got);
		if (rc < 0)
			return -1;
		if (facts->items[fact].origin <= PX_ACI_COUNTED) {
			put(facts, (size_t)fact, &value, PX_ACI_COUNTED);
			facts->items[fact].counted = &counted[i];
		}
	}
	return 0;
}

const char *
px_aci_origin_name(enum px_aci_origin origin)
{
	switch (origin) {
	case PX_ACI_BY_DEFAULT:
		return "default";
	case PX_ACI_COUNTED:
		return "records";
	case PX_ACI_EXERCISE_RECORD:
	case PX_ACI_FACTS_FILE:
	case PX_ACI_WHAT_IF:
		break;
	}
	return "declared";
}
