/*
 * What each indicator that is not at its most would still bring: the total with it less the total
 * without.  Only its own points move, so that several lines that need the same step (an advanced
 * practice nurse) do not count each other's money.
 */
#include <stdlib.h>
#include <string.h>

#include "care/aci/settle.h"

/* A fact as the change says; a what-if is stronger than anything. */
static void
apply(struct px_aci_run *run, struct px_aci_facts *facts, const struct px_aci_change *change)
{
	struct px_aci_value value = px_aci_value_of(run, &change->value);

	value.type = run->rules->facts[change->fact].type;
	facts->items[change->fact] =
		(struct px_aci_fact){ .value = value, .origin = PX_ACI_WHAT_IF };
}

static struct px_ratio
points_with(struct px_aci_run *run, size_t i)
{
	const struct px_aci_indicator *indicator = &run->rules->indicators[i];
	struct px_aci_facts *facts = px_aci_facts_copy(run->arena, run->facts);
	struct px_aci_run changed;
	struct px_ratio points;

	for (size_t c = 0; c < indicator->change_count; c++)
		apply(run, facts, &indicator->changes[c]);
	px_aci_run_start(&changed, run->arena, facts, run->lang);
	points = px_aci_points(&changed, i);
	run->failed = run->failed || changed.failed;
	return points;
}

static int
add(struct px_aci_run *run, struct px_aci_report *report, size_t i)
{
	const struct px_aci_line *line = &report->lines[i];
	struct px_ratio points = points_with(run, i);
	struct px_ratio gain = px_ratio_sub(points, line->points);
	struct px_aci_money money;
	bool barred = line->class == PX_ACI_PREREQUISITE && px_ratio_sign(line->points) <= 0;

	if (px_aci_settle(run, px_ratio_add(report->sum, gain), px_aci_gate(run, i, points),
			  &money) < 0)
		return -1;
	/* One of several failed prerequisites brings nothing alone, and is to be said all the
	 * same. */
	if (px_ratio_sign(gain) <= 0 || (money.total_cents <= report->total_cents && !barred))
		return 0;
	report->opportunities[report->opportunity_count++] = (struct px_aci_opportunity){
		.code = line->rule->code,
		.points = px_ratio_sub(money.points, report->points),
		.amount_cents = money.total_cents - report->total_cents,
		.how = px_aci_expand(run, line->rule->how),
	};
	return 0;
}

static int
larger_first(const void *left, const void *right)
{
	const struct px_aci_opportunity *a = left, *b = right;

	if (a->amount_cents != b->amount_cents)
		return a->amount_cents < b->amount_cents ? 1 : -1;
	return strcmp(a->code, b->code);
}

int
px_aci_opportunities(struct px_aci_run *run, struct px_aci_report *report)
{
	report->opportunities = px_arena_alloc(run->arena, (report->line_count + 1) *
								   sizeof(*report->opportunities));
	for (size_t i = 0; i < report->line_count; i++) {
		const struct px_aci_line *line = &report->lines[i];
		/* At its most, which for what was bought too late for the year is nothing: that one
		 * is unmet all the same. */
		if (!line->rule->how.fr || (px_ratio_sign(line->points) > 0 &&
					    px_ratio_compare(line->points, line->best) >= 0))
			continue;
		if (add(run, report, i) < 0)
			return -1;
	}
	qsort(report->opportunities, report->opportunity_count, sizeof(*report->opportunities),
	      larger_first);
	return 0;
}
