/*
 * What each indicator depends on: the facts it uses, and no cycle through `met`.
 */
#include <string.h>

#include "base/i18n.h"
#include "care/aci/expr.h"
#include "care/aci/load.h"

enum { UNSEEN, OPEN, DONE };

struct walk {
	struct px_aci_load *load;
	bool *uses;       /* facts */
	char *quantities; /* states */
	char *indicators;
};

static int walk_indicator(struct walk *walk, size_t i);

static int
cycle(struct walk *walk, const struct px_json_path *where, const char *name)
{
	return px_err_set(walk->load->err, PX_FAILED, _("%s: a cycle: `%s` depends on itself"),
			  px_aci_where(walk->load, where), name);
}

static int
walk_expr(struct walk *walk, const struct px_aci_expr *expr)
{
	const struct px_aci_rules *rules = walk->load->rules;

	if (!expr)
		return 0;
	if (expr->leaf == PX_ACI_FACT)
		walk->uses[expr->index] = true;
	if (expr->leaf == PX_ACI_QUANTITY && walk->quantities[expr->index] == OPEN)
		return cycle(walk, expr->where, rules->quantities[expr->index].name);
	if (expr->leaf == PX_ACI_QUANTITY && walk->quantities[expr->index] == UNSEEN) {
		walk->quantities[expr->index] = OPEN;
		if (walk_expr(walk, &rules->quantities[expr->index].expr) < 0)
			return -1;
		walk->quantities[expr->index] = DONE;
	}
	if (expr->leaf == PX_ACI_OPERATION && strchr(expr->op->signature, 'f'))
		walk->uses[expr->index] = true;
	if (expr->leaf == PX_ACI_OPERATION && strchr(expr->op->signature, 'i')) {
		if (walk->indicators[expr->index] == OPEN)
			return cycle(walk, expr->where, rules->indicators[expr->index].code);
		if (walk_indicator(walk, expr->index) < 0)
			return -1;
	}
	for (size_t i = 0; i < expr->count; i++)
		if (walk_expr(walk, &expr->args[i]) < 0)
			return -1;
	return 0;
}

static int
walk_step(struct walk *walk, const struct px_aci_step *step)
{
	const struct px_aci_expr *const parts[] = { step->when,   step->of,   step->over,
						    step->points, step->most, step->required,
						    step->target };

	for (size_t i = 0; i < PX_COUNT(parts); i++)
		if (walk_expr(walk, parts[i]) < 0)
			return -1;
	for (size_t i = 0; i < step->from_count; i++)
		if (walk_expr(walk, &step->from[i]) < 0)
			return -1;
	for (size_t i = 0; i < step->row_count; i++)
		if (walk_expr(walk, step->rows[i].when) < 0)
			return -1;
	return 0;
}

static int
walk_indicator(struct walk *walk, size_t i)
{
	const struct px_aci_indicator *indicator = &walk->load->rules->indicators[i];

	if (walk->indicators[i] == DONE)
		return 0;
	walk->indicators[i] = OPEN;
	for (size_t s = 0; s < indicator->step_count; s++)
		if (walk_step(walk, &indicator->steps[s]) < 0)
			return -1;
	walk->indicators[i] = DONE;
	return 0;
}

static struct walk
start(struct px_aci_load *load)
{
	return (struct walk){
		.load = load,
		.uses = px_arena_alloc(load->arena, load->rules->fact_count + 1),
		.quantities = px_arena_alloc(load->arena, load->rules->quantity_count + 1),
		.indicators = px_arena_alloc(load->arena, load->rules->indicator_count + 1),
	};
}

/* A gate of quantities through `met` could also turn in a circle outside any indicator's steps. */
static int
walk_quantities(struct px_aci_load *load)
{
	struct walk walk = start(load);

	for (size_t i = 0; i < load->rules->quantity_count; i++) {
		struct px_aci_expr leaf = { .leaf = PX_ACI_QUANTITY,
					    .index = i,
					    .where = load->quantities[i].expr.where };
		if (walk_expr(&walk, &leaf) < 0)
			return -1;
	}
	return 0;
}

int
px_aci_uses(struct px_aci_at root)
{
	struct px_aci_load *load = root.load;
	struct walk walk;

	for (size_t i = 0; i < load->rules->indicator_count; i++) {
		walk = start(load);
		if (walk_indicator(&walk, i) < 0)
			return -1;
		load->indicators[i].uses = walk.uses;
	}
	walk = start(load);
	if (walk_expr(&walk, load->rules->uplift) < 0)
		return -1;
	load->rules->uplift_uses = walk.uses;
	return walk_quantities(load);
}
