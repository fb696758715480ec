/*
 * The shapes of steps: what the engine can do with points.  One line a shape in the table at the
 * end: its name, what it takes in a rule file, and the function that runs it.
 */
#include "care/aci/shapes.h"

#include <string.h>

#include "base/i18n.h"
#include "base/money.h"

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
	px_buf_puts(&tally->reason, tally->reason.length ? _("; ") : "");
	px_buf_puts(&tally->reason,
		    step->reason.fr ? px_aci_expand(tally->run, step->reason) : plain);
}

static void
stop(struct px_aci_tally *tally, const struct px_aci_step *step, const char *plain)
{
	tally->points = px_ratio_whole(0);
	tally->stopped = true;
	say(tally, step, plain);
	px_buf_printf(&tally->text, _("no: %s"),
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

const struct px_aci_shape px_aci_shapes[] = {
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
const size_t px_aci_shape_count = PX_COUNT(px_aci_shapes);

const char *
px_aci_shape_name(size_t i)
{
	return i < PX_COUNT(px_aci_shapes) ? px_aci_shapes[i].name : NULL;
}

const char *
px_aci_shape_keys(size_t i)
{
	return i < px_aci_shape_count ? px_aci_shapes[i].keys : NULL;
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
