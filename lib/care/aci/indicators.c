#include <string.h>

#include "base/i18n.h"
#include "care/aci/load.h"

const char *const px_aci_class_names[PX_ACI_CLASS_COUNT] = {
	[PX_ACI_PREREQUISITE] = "prerequisite",
	[PX_ACI_CORE] = "core",
	[PX_ACI_OPTION] = "option",
	[PX_ACI_BONUS] = "bonus",
};

static int
load_class(struct px_aci_at at, enum px_aci_class *out)
{
	const char *name;

	if (px_aci_load_string(at, &name) < 0)
		return -1;
	for (int i = 0; i < PX_ACI_CLASS_COUNT; i++) {
		if (strcmp(px_aci_class_names[i], name) == 0) {
			*out = (enum px_aci_class)i;
			return 0;
		}
	}
	return px_aci_fail(at, _("%s: a class is prerequisite, core, option or bonus"), name);
}

static int
load_class_then(struct px_aci_at at, struct px_aci_indicator *out)
{
	int64_t year = 0;

	if (!at.node)
		return 0;
	if (px_aci_keys(at, "year! class!") < 0 ||
	    px_aci_load_int(px_aci_member(at, "year"), 2000, 2200, &year) < 0)
		return -1;
	out->class_year = (int)year;
	return load_class(px_aci_member(at, "class"), &out->class_then);
}

static int
load_steps(struct px_aci_at at, struct px_aci_at closing, struct px_aci_indicator *out)
{
	struct px_aci_step *steps;
	size_t own;

	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	if (closing.node && px_aci_expect(closing, PX_JSON_ARRAY) < 0)
		return -1;
	own = px_aci_items(at);
	if (own == 0)
		return px_aci_fail(at, _("is empty"));
	out->step_count = own + px_aci_items(closing);
	steps = px_arena_alloc(at.load->arena, out->step_count * sizeof(*steps));
	out->steps = steps;
	for (size_t i = 0; i < out->step_count; i++) {
		struct px_aci_at step =
			i < own ? px_aci_item(at, i) : px_aci_item(closing, i - own);
		if (px_aci_step_load(step, &steps[i]) < 0)
			return -1;
	}
	return 0;
}

static int
load_evidence(struct px_aci_at at, struct px_aci_indicator *out)
{
	struct px_aci_at per;

	if (!at.node)
		return 0;
	if (px_aci_keys(at, "what! per") < 0 ||
	    px_aci_load_text(px_aci_member(at, "what"), &out->evidence) < 0)
		return -1;
	per = px_aci_member(at, "per");
	return per.node ? px_aci_expr_new(per, PX_ACI_NUMBER, &out->files) : 0;
}

/* A fact may take what its kind holds; what is acquired takes a yes. */
static int
check_change(struct px_aci_at at, const struct px_aci_fact_rule *fact,
	     const struct px_aci_expr *value)
{
	bool fits = value->type == fact->type ||
		    (fact->type == PX_ACI_ACQUIRED && value->type == PX_ACI_BOOLEAN);

	if (!fits)
		return px_aci_fail(at, _("is not of the kind of %s: %s"), fact->name, fact->kind);
	for (size_t i = 0; value->word && fact->type == PX_ACI_WORD && i <= fact->word_count; i++) {
		if (i == fact->word_count)
			return px_aci_fail(at, _("%s has no word `%s`"), fact->name, value->word);
		if (strcmp(fact->words[i], value->word) == 0)
			break;
	}
	return 0;
}

static int
load_changes(struct px_aci_at at, struct px_aci_indicator *out)
{
	struct px_aci_change *changes;

	if (px_aci_expect(at, PX_JSON_OBJECT) < 0)
		return -1;
	changes = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*changes));
	out->changes = changes;
	for (size_t i = 0; i < at.node->count; i++) {
		const char *name = at.node->items[i].key;
		struct px_aci_at value = px_aci_member(at, name);
		long fact = px_aci_fact_index(at.load->rules, name);
		if (fact < 0)
			return px_aci_fail(value, _("no fact is called `%s`"), name);
		changes[i].fact = (size_t)fact;
		if (px_aci_expr_load(value, 0, &changes[i].value) < 0 ||
		    check_change(value, &at.load->facts[fact], &changes[i].value) < 0)
			return -1;
	}
	out->change_count = at.node->count;
	return 0;
}

static int
load_opportunity(struct px_aci_at at, struct px_aci_indicator *out)
{
	if (!at.node)
		return 0;
	if (px_aci_keys(at, "set! how!") < 0 || load_changes(px_aci_member(at, "set"), out) < 0)
		return -1;
	return px_aci_load_text(px_aci_member(at, "how"), &out->how);
}

static int
load_progress(struct px_aci_at at, struct px_aci_indicator *out)
{
	if (!at.node)
		return 0;
	if (px_aci_keys(at, "label! done! needed!") < 0 ||
	    px_aci_load_text(px_aci_member(at, "label"), &out->progress) < 0 ||
	    px_aci_expr_new(px_aci_member(at, "done"), PX_ACI_NUMBER, &out->done) < 0)
		return -1;
	return px_aci_expr_new(px_aci_member(at, "needed"), PX_ACI_NUMBER, &out->needed);
}

static int
load_indicator(struct px_aci_at at, struct px_aci_at closing, struct px_aci_indicator *out)
{
	static const char keys[] =
		"code! axis! class! class_in label! steps! closing_steps evidence "
		"opportunity progress";
	struct px_aci_at own = px_aci_member(at, "closing_steps");
	int64_t axis = 0;

	if (px_aci_keys(at, keys) < 0 ||
	    px_aci_load_int(px_aci_member(at, "axis"), 1, (int64_t)at.load->rules->axis_count,
			    &axis) < 0 ||
	    load_class(px_aci_member(at, "class"), &out->class) < 0 ||
	    load_class_then(px_aci_member(at, "class_in"), out) < 0 ||
	    px_aci_load_text(px_aci_member(at, "label"), &out->label) < 0 ||
	    load_steps(px_aci_member(at, "steps"), own.node ? own : closing, out) < 0 ||
	    load_evidence(px_aci_member(at, "evidence"), out) < 0 ||
	    load_opportunity(px_aci_member(at, "opportunity"), out) < 0)
		return -1;
	out->axis = (int)axis;
	return load_progress(px_aci_member(at, "progress"), out);
}

/* Codes first: expressions may name any indicator. */
static int
load_codes(struct px_aci_at at)
{
	struct px_aci_load *load = at.load;

	for (size_t i = 0; i < at.node->count; i++) {
		struct px_aci_at item = px_aci_item(at, i), code = px_aci_member(item, "code");
		if (px_aci_expect(item, PX_JSON_OBJECT) < 0 ||
		    px_aci_load_string(code, &load->indicators[i].code) < 0)
			return -1;
		if (px_aci_indicator_index(load->rules, load->indicators[i].code) >= 0)
			return px_aci_fail(code, _("%s is there twice"), load->indicators[i].code);
		load->rules->indicator_count = i + 1;
	}
	return 0;
}

int
px_aci_indicators_load(struct px_aci_at root)
{
	struct px_aci_load *load = root.load;
	struct px_aci_at at = px_aci_member(root, "indicators");
	struct px_aci_at closing = px_aci_member(root, "closing_steps");

	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	if (at.node->count == 0)
		return px_aci_fail(at, _("is empty"));
	load->indicators = px_arena_alloc(load->arena, at.node->count * sizeof(*load->indicators));
	load->rules->indicators = load->indicators;
	if (load_codes(at) < 0)
		return -1;
	/* Quantities may name indicators, so they wait until the codes are known. */
	for (size_t i = 0; i < load->rules->quantity_count; i++)
		if (px_aci_quantity_load(load, i) < 0)
			return -1;
	for (size_t i = 0; i < at.node->count; i++)
		if (load_indicator(px_aci_item(at, i), closing, &load->indicators[i]) < 0)
			return -1;
	return 0;
}

long
px_aci_indicator_index(const struct px_aci_rules *rules, const char *code)
{
	for (size_t i = 0; i < rules->indicator_count; i++)
		if (rules->indicators[i].code && strcmp(rules->indicators[i].code, code) == 0)
			return (long)i;
	return -1;
}

enum px_aci_class
px_aci_class_in(const struct px_aci_indicator *indicator, int year)
{
	return indicator->class_year == year ? indicator->class_then : indicator->class;
}
