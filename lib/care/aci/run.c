#include "care/aci/run.h"

#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "care/aci/expr.h"

void
px_aci_run_start(struct px_aci_run *run, struct px_arena *arena, const struct px_aci_facts *facts,
		 const char *lang)
{
	const struct px_aci_rules *rules = facts->rules;

	*run = (struct px_aci_run){
		.arena = arena,
		.rules = rules,
		.facts = facts,
		.lang = lang,
		.quantities = px_arena_alloc(arena, (rules->quantity_count + 1) *
							    sizeof(struct px_aci_value)),
		.known = px_arena_alloc(arena, rules->quantity_count + 1),
		.points = px_arena_alloc(arena,
					 (rules->indicator_count + 1) * sizeof(struct px_ratio)),
		.counted = px_arena_alloc(arena, rules->indicator_count + 1),
		.disputed = px_arena_alloc(arena, (rules->choice_count + 1) * sizeof(char *)),
	};
}

static struct px_aci_value
quantity(struct px_aci_run *run, size_t i)
{
	if (!run->known[i]) {
		run->quantities[i] = px_aci_value_of(run, &run->rules->quantities[i].expr);
		run->known[i] = true;
	}
	return run->quantities[i];
}

static struct px_aci_value
operation(struct px_aci_run *run, const struct px_aci_expr *expr)
{
	struct px_aci_value args[PX_ACI_MAX_ARGS];
	struct px_aci_value out = { .type = expr->type };

	for (size_t i = 0; i < expr->count; i++)
		args[i] = px_aci_value_of(run, &expr->args[i]);
	expr->op->run(run, expr, args, &out);
	if (expr->type == PX_ACI_NUMBER && !px_ratio_ok(out.number))
		run->failed = true;
	return out;
}

struct px_aci_value
px_aci_value_of(struct px_aci_run *run, const struct px_aci_expr *expr)
{
	switch (expr->leaf) {
	case PX_ACI_FACT:
		return run->facts->items[expr->index].value;
	case PX_ACI_QUANTITY:
		return quantity(run, expr->index);
	case PX_ACI_EXERCISE:
		return (struct px_aci_value){ .type = PX_ACI_NUMBER,
					      .number = px_ratio_whole(run->facts->year) };
	case PX_ACI_OPERATION:
		return operation(run, expr);
	case PX_ACI_LITERAL:
		break;
	}
	return (struct px_aci_value){ .type = expr->type, .number = expr->number };
}

struct px_ratio
px_aci_number_of(struct px_aci_run *run, const struct px_aci_expr *expr)
{
	return px_aci_value_of(run, expr).number;
}

bool
px_aci_true(struct px_aci_run *run, const struct px_aci_expr *expr)
{
	return px_ratio_sign(px_aci_number_of(run, expr)) != 0;
}

int
px_aci_year_days(int year)
{
	return px_date_leap(year) ? 366 : 365;
}

int64_t
px_aci_days_from(struct px_aci_run *run, const struct px_aci_expr *dates, size_t count)
{
	int64_t from = px_date_days((struct px_date){ run->facts->year, 1, 1 });
	int64_t end = px_date_days((struct px_date){ run->facts->year, 12, 31 });

	for (size_t i = 0; i < count; i++) {
		struct px_aci_value date = px_aci_value_of(run, &dates[i]);
		if (date.dated && date.day > from)
			from = date.day;
	}
	return from > end ? 0 : end - from + 1;
}

static void
append_percent(struct px_aci_run *run, struct px_ratio share, struct px_buf *out)
{
	px_number_human(px_ratio_mul(share, px_ratio_whole(100)), 2, false, run->lang, out);
	px_buf_puts(out, strcmp(run->lang, "fr") == 0 ? "\u00a0%" : "%");
}

/* One {name} of a text. */
static void
append_named(struct px_aci_run *run, const char *name, struct px_buf *out)
{
	const struct px_aci_rules *rules = run->rules;
	long i = px_aci_fact_index(rules, name);

	if (i >= 0) {
		px_aci_value_human(&run->facts->items[i].value, run->lang, out);
		return;
	}
	for (size_t q = 0; q < rules->quantity_count; q++) {
		if (strcmp(rules->quantities[q].name, name) != 0)
			continue;
		struct px_aci_value value = quantity(run, q);
		if (rules->quantities[q].percent)
			append_percent(run, value.number, out);
		else if (value.type == PX_ACI_NUMBER)
			px_number_human(value.number, 2, false, run->lang, out);
		else
			px_aci_value_human(&value, run->lang, out);
		return;
	}
	px_buf_number(out, run->facts->year); /* {exercise}: the loader refused any other name */
}

const char *
px_aci_expand(struct px_aci_run *run, struct px_aci_text text)
{
	struct px_buf out = PX_BUF_INIT;
	const char *at = px_aci_in(text, run->lang), *result;

	while (*at) {
		size_t plain = strcspn(at, "{");
		px_buf_add(&out, at, plain);
		at += plain;
		if (*at == '{') {
			size_t length = strcspn(at + 1, "}");
			append_named(run, px_arena_strndup(run->arena, at + 1, length), &out);
			at += length + 2;
		}
	}
	result = px_arena_strdup(run->arena, out.data);
	px_buf_release(&out);
	return result;
}

static void
keep_trace(struct px_aci_tally *tally, const char *shape, struct px_aci_trace *trace)
{
	*trace = (struct px_aci_trace){
		.shape = shape,
		.text = px_arena_strdup(tally->run->arena, tally->text.data),
		.points = tally->points,
	};
	px_buf_clear(&tally->text);
}

struct px_ratio
px_aci_compute(struct px_aci_run *run, const struct px_aci_indicator *indicator,
	       enum px_aci_mode mode, struct px_aci_line *line)
{
	struct px_aci_tally tally = {
		run, mode, px_ratio_whole(0), false, PX_BUF_INIT, PX_BUF_INIT
	};
	struct px_aci_trace *trace =
		line ? px_arena_alloc(run->arena, indicator->step_count * sizeof(*trace)) : NULL;
	size_t done;

	for (done = 0; done < indicator->step_count && !tally.stopped; done++) {
		const struct px_aci_step *step = &indicator->steps[done];
		px_aci_step_run(&tally, step);
		if (line)
			keep_trace(&tally, px_aci_step_shape(step), &trace[done]);
	}
	if (line) {
		line->trace = trace;
		line->trace_count = done;
		line->reason =
			tally.reason.length ? px_arena_strdup(run->arena, tally.reason.data) : NULL;
	}
	px_buf_release(&tally.reason);
	px_buf_release(&tally.text);
	if (!px_ratio_ok(tally.points))
		run->failed = true;
	/* Reductions never make a debt. */
	return px_ratio_sign(tally.points) < 0 ? px_ratio_whole(0) : tally.points;
}

struct px_ratio
px_aci_points(struct px_aci_run *run, size_t indicator)
{
	if (!run->counted[indicator]) {
		run->points[indicator] = px_aci_compute(run, &run->rules->indicators[indicator],
							PX_ACI_ACTUAL, NULL);
		run->counted[indicator] = true;
	}
	return run->points[indicator];
}
