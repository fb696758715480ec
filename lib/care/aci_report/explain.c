#include "care/aci_report/explain.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/aci/run.h"

/* Mark the quantities that an expression names, and those that they name. */
static void
mark(const struct px_aci_rules *rules, const struct px_aci_expr *expr, bool *marks)
{
	if (!expr)
		return;
	if (expr->leaf == PX_ACI_QUANTITY && !marks[expr->index]) {
		marks[expr->index] = true;
		mark(rules, &rules->quantities[expr->index].expr, marks);
	}
	for (size_t i = 0; i < expr->count; i++)
		mark(rules, &expr->args[i], marks);
}

static void
mark_steps(const struct px_aci_rules *rules, const struct px_aci_indicator *indicator, bool *marks)
{
	for (size_t i = 0; i < indicator->step_count; i++) {
		const struct px_aci_step *step = &indicator->steps[i];
		mark(rules, step->when, marks);
		mark(rules, step->of, marks);
		mark(rules, step->over, marks);
		mark(rules, step->points, marks);
		mark(rules, step->most, marks);
		mark(rules, step->required, marks);
		mark(rules, step->target, marks);
		for (size_t d = 0; d < step->from_count; d++)
			mark(rules, &step->from[d], marks);
		for (size_t r = 0; r < step->row_count; r++)
			mark(rules, step->rows[r].when, marks);
	}
}

static void
list_quantities(struct px_arena *arena, struct px_aci_explanation *out)
{
	const struct px_aci_report *report = out->report;
	const struct px_aci_rules *rules = report->rules;
	bool *marks = px_arena_alloc(arena, rules->quantity_count + 1);
	struct px_aci_run run;

	px_aci_run_start(&run, arena, report->facts, report->lang);
	mark_steps(rules, out->line->rule, marks);
	mark(rules, out->line->rule->needed, marks);
	out->quantities =
		px_arena_alloc(arena, (rules->quantity_count + 1) * sizeof(*out->quantities));
	for (size_t i = 0; i < rules->quantity_count; i++) {
		const struct px_aci_quantity *quantity = &rules->quantities[i];
		struct px_buf json = PX_BUF_INIT;
		char *name;
		if (!marks[i])
			continue;
		struct px_aci_value value = px_aci_value_of(&run, &quantity->expr);
		name = px_arena_printf(arena, "{%s}", quantity->name);
		px_aci_value_json(&value, &json);
		out->quantities[out->quantity_count++] = (struct px_aci_named){
			.name = quantity->name,
			.label = quantity->label.fr ? px_aci_in(quantity->label, report->lang)
						    : NULL,
			.text = px_aci_expand(&run, (struct px_aci_text){ name, name }),
			.json = px_arena_strdup(arena, json.data),
		};
		px_buf_release(&json);
	}
}

static void
list_facts(struct px_arena *arena, struct px_aci_explanation *out)
{
	const struct px_aci_rules *rules = out->report->rules;

	out->facts = px_arena_alloc(arena, (rules->fact_count + 1) * sizeof(*out->facts));
	for (size_t i = 0; i < rules->fact_count; i++)
		if (out->line->rule->uses[i])
			out->facts[out->fact_count++] = &rules->facts[i];
}

static const char *
next_code(const void *data, size_t i)
{
	const struct px_aci_rules *rules = data;

	return i < rules->indicator_count ? rules->indicators[i].code : NULL;
}

struct px_aci_explanation *
px_aci_explain(struct px_arena *arena, const struct px_aci_report *report, const char *code,
	       struct px_err *err)
{
	struct px_aci_explanation *out = px_arena_alloc(arena, sizeof(*out));
	const char *nearest;

	out->report = report;
	for (size_t i = 0; i < report->line_count && !out->line; i++)
		if (px_text_same(report->lines[i].rule->code, code))
			out->line = &report->lines[i];
	if (out->line) {
		list_facts(arena, out);
		list_quantities(arena, out);
		return out;
	}
	nearest = px_text_nearest(code, next_code, report->rules);
	if (nearest)
		px_err_set(err, PX_NOT_FOUND, _("%s: not an indicator of %s: `%s` perhaps"), code,
			   report->rules->name, nearest);
	else
		px_err_set(err, PX_NOT_FOUND, _("%s: not an indicator of %s"), code,
			   report->rules->name);
	return NULL;
}

static bool
same_value(const struct px_aci_value *a, const struct px_aci_value *b)
{
	struct px_buf left = PX_BUF_INIT, right = PX_BUF_INIT;
	bool same;

	px_aci_value_text(a, &left);
	px_aci_value_text(b, &right);
	same = strcmp(left.data, right.data) == 0;
	px_buf_release(&left);
	px_buf_release(&right);
	return same;
}

struct px_aci_changes *
px_aci_compare(struct px_arena *arena, const struct px_aci_report *before,
	       const struct px_aci_report *after)
{
	struct px_aci_changes *out = px_arena_alloc(arena, sizeof(*out));
	size_t facts = before->rules->fact_count;

	out->before = before;
	out->after = after;
	out->lines = px_arena_alloc(arena, (before->line_count + 1) * sizeof(*out->lines));
	out->facts = px_arena_alloc(arena, (facts + 1) * sizeof(*out->facts));
	for (size_t i = 0; i < before->line_count; i++) {
		const struct px_aci_line *a = &before->lines[i], *b = &after->lines[i];
		if (px_ratio_compare(a->points, b->points) != 0 || a->status != b->status ||
		    a->amount_cents != b->amount_cents)
			out->lines[out->line_count++] = i;
	}
	for (size_t i = 0; i < facts; i++)
		if (!same_value(&before->facts->items[i].value, &after->facts->items[i].value))
			out->facts[out->fact_count++] = i;
	return out;
}
