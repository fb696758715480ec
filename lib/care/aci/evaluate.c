#include "care/aci/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "care/aci/settle.h"

const char *const px_aci_status_names[PX_ACI_STATUS_COUNT] = {
	[PX_ACI_MET] = "met",
	[PX_ACI_PARTIAL] = "partial",
	[PX_ACI_UNMET] = "unmet",
	[PX_ACI_EVIDENCE_MISSING] = "evidence-missing",
};

static struct px_ratio
cents_of(const struct px_aci_rules *rules, struct px_ratio points)
{
	return px_ratio_mul(points, px_ratio_whole(rules->point_cents));
}

bool
px_aci_gate(struct px_aci_run *run, size_t indicator, struct px_ratio points)
{
	const struct px_aci_rules *rules = run->rules;

	for (size_t i = 0; i < rules->gate_count; i++) {
		size_t gate = rules->gate[i];
		if (px_aci_class_in(&rules->indicators[gate], run->facts->year) !=
		    PX_ACI_PREREQUISITE)
			continue;
		if (px_ratio_sign(gate == indicator ? points : px_aci_points(run, gate)) <= 0)
			return false;
	}
	return true;
}

/* What the year falls short of the least that is promised for it. */
static struct px_ratio
floor_gap(struct px_aci_run *run, struct px_ratio earned)
{
	const struct px_aci_rules *rules = run->rules;
	struct px_ratio floor;

	if (!rules->floor_when || !px_aci_true(run, rules->floor_when))
		return px_ratio_whole(0);
	floor = px_ratio_mul(px_ratio_whole(rules->floor_cents),
			     px_aci_number_of(run, rules->share));
	return px_ratio_max(px_ratio_whole(0), px_ratio_sub(floor, earned));
}

int
px_aci_settle(struct px_aci_run *run, struct px_ratio points, bool gate_ok,
	      struct px_aci_money *out)
{
	const struct px_aci_rules *rules = run->rules;
	struct px_ratio none = px_ratio_whole(0);

	*out = (struct px_aci_money){ none, none, none, none, none, none, 0 };
	if (rules->uplift)
		out->percent = px_aci_number_of(run, rules->uplift);
	if (gate_ok) {
		out->points = points;
		out->base = cents_of(rules, points);
		out->uplift =
			px_ratio_mul(out->base, px_ratio_div(out->percent, px_ratio_whole(100)));
		struct px_ratio earned = px_ratio_add(out->base, out->uplift);
		out->floor = floor_gap(run, earned);
		out->total = px_ratio_add(earned, out->floor);
	}
	return px_ratio_integer(out->total, &out->total_cents);
}

static void
evaluate_lines(struct px_aci_run *run, struct px_aci_report *report)
{
	const struct px_aci_rules *rules = run->rules;

	report->line_count = rules->indicator_count;
	report->lines = px_arena_alloc(run->arena, report->line_count * sizeof(*report->lines));
	report->sum = px_ratio_whole(0);
	for (size_t i = 0; i < rules->indicator_count; i++) {
		struct px_aci_line *line = &report->lines[i];
		line->rule = &rules->indicators[i];
		line->class = px_aci_class_in(line->rule, report->year);
		line->points = px_aci_compute(run, line->rule, PX_ACI_ACTUAL, line);
		line->best = px_aci_compute(run, line->rule, PX_ACI_BEST, NULL);
		line->full = px_aci_compute(run, line->rule, PX_ACI_FULL, NULL);
		run->points[i] = line->points;
		run->counted[i] = true;
		report->sum = px_ratio_add(report->sum, line->points);
		if (px_ratio_sign(line->points) == 0 && !line->reason)
			line->reason = _("what it is counted on is 0");
	}
}

static void
evaluate_gate(struct px_aci_run *run, struct px_aci_report *report)
{
	const struct px_aci_rules *rules = run->rules;

	report->gate_failed = px_arena_alloc(run->arena, (rules->gate_count + 1) * sizeof(char *));
	for (size_t i = 0; i < rules->gate_count; i++) {
		const struct px_aci_line *line = &report->lines[rules->gate[i]];
		if (line->class == PX_ACI_PREREQUISITE && px_ratio_sign(line->points) <= 0)
			report->gate_failed[report->gate_failed_count++] = line->rule->code;
	}
	report->gate_ok = report->gate_failed_count == 0;
}

/* Lines, uplift and floor in whole cents that end on the total.  Without the gate nothing is paid:
 * the lines then show what each is worth, and end on their own sum. */
static int
share_out(struct px_aci_report *report, const struct px_aci_money *money)
{
	size_t count = report->line_count;
	struct px_ratio *exact = px_calloc(count + 2, sizeof(*exact));
	const char **keys = px_calloc(count + 2, sizeof(*keys));
	int64_t *cents = px_calloc(count + 2, sizeof(*cents)), total = money->total_cents;
	int rc = -1;

	for (size_t i = 0; i < count; i++) {
		exact[i] = cents_of(report->rules, report->lines[i].points);
		keys[i] = report->lines[i].rule->code;
	}
	exact[count] = money->uplift;
	keys[count] = "uplift";
	exact[count + 1] = money->floor;
	keys[count + 1] = "floor";
	if (!report->gate_ok && px_ratio_integer(cents_of(report->rules, report->sum), &total) < 0)
		goto out;
	if (px_ratio_apportion(exact, keys, count + 2, total, cents) < 0)
		goto out;
	for (size_t i = 0; i < count; i++)
		report->lines[i].amount_cents = cents[i];
	report->uplift_cents = cents[count];
	report->floor_cents = cents[count + 1];
	rc = 0;
out:
	free(exact);
	free(keys);
	free(cents);
	return rc;
}

static int
evaluate_advance(struct px_aci_run *run, struct px_aci_report *report)
{
	const struct px_aci_rules *rules = run->rules;
	struct px_ratio share = px_aci_number_of(run, rules->share), sum = px_ratio_whole(0);
	int64_t paid;

	for (size_t i = 0; i < report->line_count; i++)
		if (rules->advance_classes[report->lines[i].class])
			sum = px_ratio_add(sum, report->lines[i].full);
	sum = px_ratio_mul(px_ratio_mul(cents_of(rules, sum), rules->advance_share), share);
	if (rules->floor_when && px_aci_true(run, rules->floor_when))
		sum = px_ratio_max(sum,
				   px_ratio_mul(px_ratio_whole(rules->floor_advance_cents), share));
	if (px_ratio_integer(sum, &report->advance_cents) < 0)
		return -1;
	paid = report->advance_cents;
	if (rules->advance_paid < rules->fact_count) {
		const struct px_aci_fact *fact = &run->facts->items[rules->advance_paid];
		report->advance_paid = fact->origin != PX_ACI_BY_DEFAULT;
		if (report->advance_paid && px_ratio_integer(fact->value.number, &paid) < 0)
			return -1;
	}
	report->balance_cents = report->total_cents - paid;
	return 0;
}

static int
evaluate_money(struct px_aci_run *run, struct px_aci_report *report)
{
	struct px_aci_money money;

	if (px_aci_settle(run, report->sum, report->gate_ok, &money) < 0)
		return -1;
	report->points = money.points;
	report->uplift_percent = money.percent;
	report->total_cents = money.total_cents;
	report->year_days = px_aci_year_days(report->year);
	if (px_ratio_integer(px_aci_number_of(run, run->rules->days), &report->days) < 0)
		return -1;
	return share_out(report, &money) < 0 || evaluate_advance(run, report) < 0 ? -1 : 0;
}

static int
evaluate_evidence(struct px_aci_run *run, const struct px_aci_inputs *inputs,
		  struct px_aci_line *line)
{
	const struct px_aci_evidence **found =
		px_arena_alloc(run->arena, (inputs->evidence_count + 1) * sizeof(*found));

	for (size_t i = 0; i < inputs->evidence_count; i++)
		if (strcmp(inputs->evidence[i].code, line->rule->code) == 0)
			found[line->evidence_count++] = &inputs->evidence[i];
	line->evidence = found;
	if (!line->rule->evidence.fr)
		return 0;
	line->evidence_wanted = 1;
	if (line->rule->files &&
	    px_ratio_integer(px_ratio_ceiling(px_aci_number_of(run, line->rule->files)),
			     &line->evidence_wanted) < 0)
		return -1;
	if (line->evidence_wanted < 1)
		line->evidence_wanted = 1;
	return 0;
}

static enum px_aci_status
status_of(const struct px_aci_line *line)
{
	if (px_ratio_sign(line->points) <= 0)
		return PX_ACI_UNMET;
	if ((int64_t)line->evidence_count < line->evidence_wanted)
		return PX_ACI_EVIDENCE_MISSING;
	return px_ratio_compare(line->points, line->best) < 0 ? PX_ACI_PARTIAL : PX_ACI_MET;
}

static int
evaluate_progress(struct px_aci_run *run, struct px_aci_line *line)
{
	if (!line->rule->needed)
		return 0;
	line->progress = px_aci_expand(run, line->rule->progress);
	if (px_ratio_integer(px_aci_number_of(run, line->rule->done), &line->done) < 0)
		return -1;
	return px_ratio_integer(px_ratio_ceiling(px_aci_number_of(run, line->rule->needed)),
				&line->needed);
}

static const char *
evidence_text(struct px_aci_run *run, const struct px_aci_line *line)
{
	const char *what = px_aci_expand(run, line->rule->evidence);

	if (line->evidence_wanted <= 1)
		return what;
	return px_arena_printf(run->arena, _("%s (%zu of %lld files)"), what, line->evidence_count,
			       (long long)line->evidence_wanted);
}

static void
list_missing(struct px_aci_run *run, struct px_aci_report *report)
{
	report->missing =
		px_arena_alloc(run->arena, (report->line_count + 1) * sizeof(*report->missing));
	for (size_t i = 0; i < report->line_count; i++) {
		const struct px_aci_line *line = &report->lines[i];
		const char *what = NULL;
		if (line->status == PX_ACI_EVIDENCE_MISSING)
			what = evidence_text(run, line);
		else if (line->status == PX_ACI_UNMET && line->class == PX_ACI_PREREQUISITE)
			what = line->reason;
		if (what)
			report->missing[report->missing_count++] =
				(struct px_aci_missing){ line->rule->code, what };
	}
}

static void
warn(struct px_aci_report *report, const char *text)
{
	report->warnings[report->warning_count++] = text;
}

/* A national figure that nobody gave: which one stood in. */
static void
warn_parameters(struct px_aci_run *run, struct px_aci_report *report)
{
	const struct px_aci_rules *rules = run->rules;

	for (size_t i = 0; i < rules->parameter_count; i++) {
		size_t fact = rules->parameters[i].fact;
		const struct px_aci_dated *dated = run->facts->items[fact].dated;
		struct px_buf value = PX_BUF_INIT;
		if (!dated)
			continue;
		px_number_human(dated->value, 4, false, run->lang, &value);
		warn(report,
		     px_arena_printf(run->arena, _("%s: not given: %s, of %d, is used (%s)"),
				     rules->facts[fact].name, value.data, dated->year,
				     px_aci_in(dated->source, run->lang)));
		px_buf_release(&value);
	}
}

static void
list_warnings(struct px_aci_run *run, struct px_aci_report *report)
{
	const struct px_aci_rules *rules = run->rules;
	size_t room = 1 + rules->check_count + rules->choice_count + rules->parameter_count;

	report->warnings = px_arena_alloc(run->arena, (room + 1) * sizeof(char *));
	if (report->provisional)
		warn(report,
		     px_arena_printf(
			     run->arena,
			     _("exercise %d: %s covers %d to %d: the report is provisional"),
			     report->year, rules->name, rules->first_year, rules->last_year));
	for (size_t i = 0; i < rules->check_count; i++)
		if (px_aci_true(run, rules->checks[i].when))
			warn(report, px_aci_expand(run, rules->checks[i].text));
	for (size_t i = 0; i < run->disputed_count; i++)
		warn(report, run->disputed[i]);
	warn_parameters(run, report);
}

static int
evaluate_all(struct px_aci_run *run, const struct px_aci_inputs *inputs,
	     struct px_aci_report *report)
{
	evaluate_lines(run, report);
	evaluate_gate(run, report);
	if (run->failed || evaluate_money(run, report) < 0)
		return -1;
	for (size_t i = 0; i < report->line_count; i++) {
		struct px_aci_line *line = &report->lines[i];
		if (evaluate_evidence(run, inputs, line) < 0 || evaluate_progress(run, line) < 0)
			return -1;
		line->status = status_of(line);
	}
	list_missing(run, report);
	list_warnings(run, report);
	return px_aci_opportunities(run, report) < 0 || run->failed ? -1 : 0;
}

struct px_aci_report *
px_aci_evaluate(struct px_arena *arena, const struct px_aci_inputs *inputs, struct px_err *err)
{
	const struct px_aci_facts *facts = inputs->facts;
	struct px_aci_report *report = px_arena_alloc(arena, sizeof(*report));
	struct px_aci_run run;

	if (facts->year < facts->rules->first_year) {
		px_err_set(err, PX_FAILED,
			   _("exercise %d: %s begins with %d: give other rules with --rules"),
			   facts->year, facts->rules->name, facts->rules->first_year);
		return NULL;
	}
	*report = (struct px_aci_report){
		.rules = facts->rules,
		.facts = facts,
		.lang = strcmp(inputs->lang, "fr") == 0 ? "fr" : "en",
		.year = facts->year,
		.provisional = facts->year > facts->rules->last_year,
	};
	px_aci_run_start(&run, arena, facts, report->lang);
	if (evaluate_all(&run, inputs, report) < 0) {
		px_err_set(err, PX_FAILED,
			   _("exercise %d: the figures are too large to be computed exactly"),
			   facts->year);
		return NULL;
	}
	return report;
}

int
px_aci_default_year(const struct px_aci_rules *rules, struct px_date today)
{
	bool declared = today.month > rules->declare_month ||
			(today.month == rules->declare_month && today.day > rules->declare_day);

	return declared ? today.year : today.year - 1;
}
