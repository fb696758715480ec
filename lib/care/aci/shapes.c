/*
 * The shapes of steps: what the engine can do with points.  One line a shape in the table at the end:
 * its name, what it takes in a rule file, and the function that runs it.
 */
#include "care/aci/run.h"

#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "care/aci/load.h"

struct px_aci_shape {
	const char *name;
	const char *keys; /* as px_aci_keys reads them */
	bool graded;      /* takes either points or bands */
	void (*run)(struct px_aci_tally *tally, const struct px_aci_step *step);
};

static const char *
number_text(struct px_aci_tally *tally, struct px_ratio number)
{
	struct px_buf out = PX_BUF_INIT;
	const char *text;

	px_number_human(number, 4, false, tally->run->lang, &out);
	text = px_arena_strdup(tally->run->arena, out.data);
	px_buf_release(&out);
	return text;
}

/* Say why points are lost: the rule's own words, else these. */
static void
say(struct px_aci_tally *tally, const struct px_aci_step *step, const char *plain)
{
	if (tally->mode != PX_ACI_ACTUAL)
		return;
	px_buf_puts(&tally->reason, tally->reason.length ? "; " : "");
	px_buf_puts(&tally->reason,
		    step->reason.fr ? px_aci_expand(tally->run, step->reason) : plain);
}

static void
stop(struct px_aci_tally *tally, const struct px_aci_step *step, const char *plain)
{
	tally->points = px_ratio_whole(0);
	tally->stopped = true;
	say(tally, step, plain);
	px_buf_printf(&tally->text, "%s: %s", _("no"),
		      step->reason.fr ? px_aci_expand(tally->run, step->reason) : plain);
}

static void
add(struct px_aci_tally *tally, struct px_ratio points)
{
	tally->points = px_ratio_add(tally->points, points);
}

static void
times(struct px_aci_tally *tally, struct px_ratio factor)
{
	tally->points = px_ratio_mul(tally->points, factor);
}

static void
run_gate(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	if (tally->mode != PX_ACI_ACTUAL)
		return;
	if (px_aci_true(tally->run, step->when))
		px_buf_puts(&tally->text, _("yes"));
	else
		stop(tally, step, "");
}

static void
run_level(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	if (tally->mode != PX_ACI_ACTUAL)
		return;
	struct px_ratio of = px_aci_number_of(tally->run, step->of);
	struct px_ratio required = px_aci_number_of(tally->run, step->required);
	const char *text = px_arena_printf(tally->run->arena, _("level %s, %s needed"),
					   number_text(tally, of), number_text(tally, required));
	if (px_ratio_compare(of, required) < 0)
		stop(tally, step, text);
	else
		px_buf_puts(&tally->text, text);
}

static void
run_fixed(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	struct px_ratio points = px_aci_number_of(tally->run, step->points);
	bool gain = px_ratio_sign(points) > 0;
	bool holds = tally->mode != PX_ACI_ACTUAL
			     ? gain
			     : !step->when || px_aci_true(tally->run, step->when);

	if (holds)
		add(tally, points);
	if (holds != gain)
		say(tally, step, number_text(tally, points));
	px_buf_printf(&tally->text, "%s%s", gain ? "+ " : "",
		      number_text(tally, holds ? points : px_ratio_whole(0)));
}

/* "+ 200 × 16 + 150 × 4": one band of a computation. */
static void
trace_band(struct px_aci_tally *tally, struct px_ratio points, struct px_ratio amount,
	   const char *over)
{
	if (px_ratio_sign(amount) == 0 && tally->text.length > 0)
		return;
	px_buf_printf(&tally->text, "%s+ %s × %s%s", tally->text.length ? " " : "",
		      number_text(tally, points), number_text(tally, amount), over);
}

/* What lies in each band is worth its points.  A band of units begins at its first unit, one of an
 * amount where it begins: hence start, 1 or 0. */
static void
add_bands(struct px_aci_tally *tally, const struct px_aci_step *step, struct px_ratio amount,
	  int start, struct px_ratio over, const char *over_text)
{
	struct px_ratio one = px_ratio_whole(start), zero = px_ratio_whole(0);

	for (size_t i = 0; i < step->band_count; i++) {
		struct px_ratio from = px_ratio_sub(step->bands[i].from, one);
		struct px_ratio to = amount;
		if (i + 1 < step->band_count)
			to = px_ratio_min(amount, px_ratio_sub(step->bands[i + 1].from, one));
		struct px_ratio inside = px_ratio_max(zero, px_ratio_sub(to, from));
		add(tally, px_ratio_mul(step->bands[i].points, px_ratio_div(inside, over)));
		trace_band(tally, step->bands[i].points, inside, over_text);
	}
}

static void
run_per_unit(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	struct px_ratio units = px_aci_number_of(tally->run, step->of), one = px_ratio_whole(1);

	if (step->most) {
		struct px_ratio most = px_aci_number_of(tally->run, step->most);
		if (px_ratio_compare(units, most) < 0)
			say(tally, step,
			    px_arena_printf(tally->run->arena, _("%s of %s"),
					    number_text(tally, units), number_text(tally, most)));
		units = tally->mode == PX_ACI_ACTUAL ? px_ratio_min(units, most) : most;
	}
	if (step->bands) {
		add_bands(tally, step, units, 1, one, "");
		return;
	}
	struct px_ratio points = px_aci_number_of(tally->run, step->points);
	add(tally, px_ratio_mul(points, units));
	trace_band(tally, points, units, "");
}

static void
run_pro_rata(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	struct px_ratio of = px_aci_number_of(tally->run, step->of);
	struct px_ratio over = px_aci_number_of(tally->run, step->over);
	const char *over_text =
		px_arena_printf(tally->run->arena, " / %s", number_text(tally, over));

	if (step->bands) {
		add_bands(tally, step, of, 0, over, over_text);
		return;
	}
	struct px_ratio points = px_aci_number_of(tally->run, step->points);
	add(tally, px_ratio_mul(points, px_ratio_div(of, over)));
	trace_band(tally, points, of, over_text);
}

static void
run_product(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	struct px_ratio of = px_aci_number_of(tally->run, step->of);
	struct px_ratio over =
		step->over ? px_aci_number_of(tally->run, step->over) : px_ratio_whole(1);

	times(tally, px_ratio_div(of, over));
	px_buf_printf(&tally->text, "× %s", number_text(tally, of));
	if (step->over)
		px_buf_printf(&tally->text, " / %s", number_text(tally, over));
}

static void
run_table(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	const struct px_aci_row *taken = NULL, *best = NULL;

	for (size_t i = 0; i < step->row_count; i++) {
		const struct px_aci_row *row = &step->rows[i];
		if (!best || px_ratio_compare(row->points, best->points) > 0)
			best = row;
		if (!taken && (!row->when || px_aci_true(tally->run, row->when)))
			taken = row;
	}
	if (tally->mode != PX_ACI_ACTUAL)
		taken = best;
	add(tally, taken->points);
	if (px_ratio_compare(taken->points, best->points) < 0) {
		struct px_aci_step said = { .reason = taken->reason.fr ? taken->reason
								       : step->reason };
		say(tally, &said, number_text(tally, taken->points));
	}
	px_buf_printf(&tally->text, "%s%s", px_ratio_sign(taken->points) < 0 ? "" : "+ ",
		      number_text(tally, taken->points));
	if (taken->reason.fr)
		px_buf_printf(&tally->text, " (%s)", px_aci_expand(tally->run, taken->reason));
}

static void
run_capped_rate(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	if (tally->mode != PX_ACI_ACTUAL)
		return;
	struct px_ratio rate = px_aci_number_of(tally->run, step->of), one = px_ratio_whole(1);
	struct px_ratio target = px_aci_number_of(tally->run, step->target);
	struct px_ratio share = px_ratio_min(one, px_ratio_div(rate, target));
	const char *text = px_arena_printf(tally->run->arena, _("%s of %s"),
					   number_text(tally, rate), number_text(tally, target));
	times(tally, share);
	if (px_ratio_compare(share, one) < 0)
		say(tally, step, text);
	px_buf_printf(&tally->text, "× min(1, %s / %s)", number_text(tally, rate),
		      number_text(tally, target));
}

static void
dispute(struct px_aci_run *run, const struct px_aci_choice *choice)
{
	const char *text = px_aci_expand(run, choice->disputed);

	for (size_t i = 0; i < run->disputed_count; i++)
		if (strcmp(run->disputed[i], text) == 0)
			return;
	run->disputed[run->disputed_count++] = text;
}

static void
run_minimum(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	if (tally->mode != PX_ACI_ACTUAL)
		return;
	struct px_ratio of = px_aci_number_of(tally->run, step->of);
	struct px_ratio required = px_aci_number_of(tally->run, step->required);
	const char *text = px_arena_printf(tally->run->arena, _("%s of %s"), number_text(tally, of),
					   number_text(tally, required));
	if (px_ratio_compare(of, required) >= 0) {
		px_buf_puts(&tally->text, text);
		return;
	}
	/* With none at all both readings agree. */
	if (px_ratio_sign(of) > 0 && px_ratio_sign(tally->points) > 0)
		dispute(tally->run, step->fewer);
	if (!step->fewer->prorata) {
		stop(tally, step, text);
		return;
	}
	times(tally, px_ratio_div(of, required));
	say(tally, step, text);
	px_buf_printf(&tally->text, "× %s / %s", number_text(tally, of),
		      number_text(tally, required));
}

static void
run_year(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	int64_t all = px_aci_year_days(tally->run->facts->year), days;

	if (tally->mode == PX_ACI_FULL)
		return;
	days = px_aci_days_from(tally->run, step->from, step->from_count);
	times(tally, px_ratio_make(days, all));
	if (days < all)
		say(tally, step,
		    px_arena_printf(tally->run->arena, _("%lld days of %lld"), (long long)days,
				    (long long)all));
	px_buf_printf(&tally->text, "× %lld / %lld", (long long)days, (long long)all);
}

static const struct px_aci_shape shapes[] = {
	{ "gate", "when! reason!", false, run_gate },
	{ "level", "of! required! reason", false, run_level },
	{ "fixed", "points! when reason", false, run_fixed },
	{ "per_unit", "of! points bands most reason", true, run_per_unit },
	{ "pro_rata", "of! over! points bands", true, run_pro_rata },
	{ "product", "of! over", false, run_product },
	{ "decision_table", "rows! otherwise! reason", false, run_table },
	{ "capped_rate", "of! target! reason", false, run_capped_rate },
	{ "minimum", "of! required! fewer! reason", false, run_minimum },
	{ "year", "from! reason", false, run_year },
};

const char *
px_aci_shape_name(size_t i)
{
	return i < PX_COUNT(shapes) ? shapes[i].name : NULL;
}

const char *
px_aci_step_shape(const struct px_aci_step *step)
{
	return step->shape->name;
}

void
px_aci_step_run(struct px_aci_tally *tally, const struct px_aci_step *step)
{
	step->shape->run(tally, step);
}

/* From here on: reading a step. */

static int
load_bands(struct px_aci_at at, struct px_aci_step *out)
{
	struct px_aci_band *bands;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	if (at.node->count == 0)
		return px_aci_fail(at, _("is empty"));
	bands = px_arena_alloc(at.load->arena, at.node->count * sizeof(*bands));
	for (size_t i = 0; i < at.node->count; i++) {
		struct px_aci_at band = px_aci_item(at, i);
		if (px_aci_keys(band, "from! points!") < 0 ||
		    px_aci_load_number(px_aci_member(band, "from"), &bands[i].from) < 0 ||
		    px_aci_load_number(px_aci_member(band, "points"), &bands[i].points) < 0)
			return -1;
		if (i > 0 && px_ratio_compare(bands[i].from, bands[i - 1].from) <= 0)
			return px_aci_fail(band, _("bands go upwards: this one begins too low"));
	}
	out->bands = bands;
	out->band_count = at.node->count;
	return 0;
}

static int
load_rows(struct px_aci_at at, struct px_aci_at otherwise, struct px_aci_step *out)
{
	struct px_aci_row *rows;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	rows = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*rows));
	for (size_t i = 0; i < at.node->count; i++) {
		struct px_aci_at row = px_aci_item(at, i);
		if (px_aci_keys(row, "when! points! reason") < 0 ||
		    px_aci_expr_new(px_aci_member(row, "when"), PX_ACI_BOOLEAN, &rows[i].when) <
			    0 ||
		    px_aci_load_number(px_aci_member(row, "points"), &rows[i].points) < 0 ||
		    px_aci_load_optional(px_aci_member(row, "reason"), &rows[i].reason) < 0)
			return -1;
	}
	out->rows = rows;
	out->row_count = at.node->count + 1;
	return px_aci_load_number(otherwise, &rows[at.node->count].points);
}

static int
load_from(struct px_aci_at at, struct px_aci_step *out)
{
	struct px_aci_expr *dates;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	dates = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*dates));
	for (size_t i = 0; i < at.node->count; i++) {
		const struct px_aci_expr *date;
		if (px_aci_expr_new(px_aci_item(at, i), PX_ACI_DATE, &date) < 0)
			return -1;
		dates[i] = *date;
	}
	out->from = dates;
	out->from_count = at.node->count;
	return 0;
}

static int
load_fewer(struct px_aci_at at, struct px_aci_step *out)
{
	const struct px_aci_rules *rules = at.load->rules;
	const char *name;

	if (!at.node)
		return 0;
	if (px_aci_load_string(at, &name) < 0)
		return -1;
	for (size_t i = 0; i < rules->choice_count; i++)
		if (strcmp(rules->choices[i].name, name) == 0)
			out->fewer = &rules->choices[i];
	return out->fewer ? 0 : px_aci_fail(at, _("no choice is called `%s`"), name);
}

static int
load_expressions(struct px_aci_at at, struct px_aci_step *out)
{
	const struct {
		const char *key;
		enum px_aci_type type;
		const struct px_aci_expr **place;
	} parts[] = {
		{ "when", PX_ACI_BOOLEAN, &out->when },
		{ "of", PX_ACI_NUMBER, &out->of },
		{ "over", PX_ACI_NUMBER, &out->over },
		{ "points", PX_ACI_NUMBER, &out->points },
		{ "most", PX_ACI_NUMBER, &out->most },
		{ "target", PX_ACI_NUMBER, &out->target },
		{ "required", PX_ACI_NUMBER, &out->required },
	};

	for (size_t i = 0; i < PX_COUNT(parts); i++) {
		struct px_aci_at part = px_aci_member(at, parts[i].key);
		if (part.node && px_aci_expr_new(part, parts[i].type, parts[i].place) < 0)
			return -1;
	}
	return 0;
}

/* What is divided by must not be 0, and can only be known not to be when it is written there. */
static int
check_divisor(struct px_aci_at at, const char *key, const struct px_aci_expr *expr)
{
	const struct px_aci_expr *value = expr;

	while (value && value->leaf == PX_ACI_QUANTITY)
		value = &at.load->quantities[value->index].expr;
	if (value && (value->leaf != PX_ACI_LITERAL || px_ratio_sign(value->number) <= 0))
		return px_aci_fail(px_aci_member(at, key), _("must be a number above 0"));
	return 0;
}

static const struct px_aci_shape *
find_shape(struct px_aci_at at)
{
	struct px_buf known = PX_BUF_INIT;
	const char *name;

	if (px_aci_load_string(px_aci_member(at, "shape"), &name) < 0)
		return NULL;
	for (size_t i = 0; i < PX_COUNT(shapes); i++) {
		if (strcmp(shapes[i].name, name) == 0) {
			px_buf_release(&known);
			return &shapes[i];
		}
		px_buf_printf(&known, "%s%s", i ? ", " : "", shapes[i].name);
	}
	px_aci_fail(px_aci_member(at, "shape"), _("no shape is called `%s`: they are %s"), name,
		    known.data);
	px_buf_release(&known);
	return NULL;
}

int
px_aci_step_load(struct px_aci_at at, struct px_aci_step *out)
{
	if (px_aci_expect(at, PX_JSON_OBJECT) < 0 || !(out->shape = find_shape(at)))
		return -1;
	if (px_aci_keys(at, px_arena_printf(at.load->arena, "shape! %s", out->shape->keys)) < 0 ||
	    load_expressions(at, out) < 0 || load_bands(px_aci_member(at, "bands"), out) < 0 ||
	    load_rows(px_aci_member(at, "rows"), px_aci_member(at, "otherwise"), out) < 0 ||
	    load_from(px_aci_member(at, "from"), out) < 0 ||
	    load_fewer(px_aci_member(at, "fewer"), out) < 0 ||
	    px_aci_load_optional(px_aci_member(at, "reason"), &out->reason) < 0)
		return -1;
	if (out->shape->graded && !out->points == !out->bands)
		return px_aci_fail(at, _("needs either points or bands"));
	return check_divisor(at, "over", out->over) < 0 ||
			       check_divisor(at, "target", out->target) < 0
		       ? -1
		       : 0;
}
