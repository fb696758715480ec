#include "care/aci/facts_read.h"

#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"

enum { MOST_BYTES = 1 << 20 };

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

	facts->items[i] = (struct px_aci_fact){ .value = px_aci_nothing(&rules->facts[i]) };
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
		struct px_aci_reading reading = { draft,
						  fact < 0 ? NULL : &draft->rules->facts[fact],
						  &fault };
		if (fact >= 0 && node->type == PX_JSON_NULL)
			continue;
		if (fact < 0 || px_aci_read_node(&reading, node, &value) < 0)
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
	struct px_aci_reading reading = { facts, &facts->rules->facts[fact], err };
	if (*trimmed == '\0') {
		set_default(facts, (size_t)fact);
		return 0;
	}
	if (px_aci_read_text(&reading, trimmed, &value) < 0)
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
		struct px_aci_value value;
		if (fact < 0)
			return -1;
		struct px_aci_reading reading = { facts, &facts->rules->facts[fact], err };
		if (px_aci_read_count(&reading, counted[i].number, &value) < 0)
			return -1;
		if (facts->items[fact].origin > PX_ACI_COUNTED)
			continue;
		put(facts, (size_t)fact, &value, PX_ACI_COUNTED);
		facts->items[fact].counted = &counted[i];
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
