#include "care/aci/expr.h"

#include <string.h>

#include "base/date.h"

/* args[i] are the values of the expression's arguments; out has the operation's type already. */
#define OP(name)                                                                                   \
	static void name(struct px_aci_run *run, const struct px_aci_expr *expr,                   \
			 const struct px_aci_value *args, struct px_aci_value *out)
#define UNUSED (void)run, (void)expr, (void)args

static struct px_ratio
truth(bool yes)
{
	return px_ratio_whole(yes);
}

static bool
yes(const struct px_aci_value *value)
{
	return px_ratio_sign(value->number) != 0;
}

static void
fold(const struct px_aci_expr *expr, const struct px_aci_value *args,
     struct px_ratio (*join)(struct px_ratio, struct px_ratio), struct px_aci_value *out)
{
	out->number = args[0].number;
	for (size_t i = 1; i < expr->count; i++)
		out->number = join(out->number, args[i].number);
}

OP(op_sum)
{
	UNUSED;
	fold(expr, args, px_ratio_add, out);
}

OP(op_difference)
{
	UNUSED;
	out->number = px_ratio_sub(args[0].number, args[1].number);
}

OP(op_product)
{
	UNUSED;
	fold(expr, args, px_ratio_mul, out);
}

/* A share of nothing is 0: no patient on the list, no rate. */
OP(op_ratio)
{
	UNUSED;
	out->number = px_ratio_ok(args[1].number) && args[1].number.num == 0
			      ? px_ratio_whole(0)
			      : px_ratio_div(args[0].number, args[1].number);
}

OP(op_min)
{
	UNUSED;
	fold(expr, args, px_ratio_min, out);
}

OP(op_max)
{
	UNUSED;
	fold(expr, args, px_ratio_max, out);
}

OP(op_clamp)
{
	UNUSED;
	out->number = px_ratio_min(px_ratio_max(args[0].number, args[1].number), args[2].number);
}

OP(op_ceiling)
{
	UNUSED;
	out->number = px_ratio_ceiling(args[0].number);
}

OP(op_count)
{
	UNUSED;
	out->number = px_ratio_whole((int64_t)args[0].count);
}

static bool
holds(const struct px_aci_value *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words->words[i], word) == 0)
			return true;
	return false;
}

OP(op_distinct)
{
	int64_t count = 0;

	UNUSED;
	for (size_t i = 0; i < args[0].count; i++)
		count += !holds(&args[0], i, args[0].words[i]);
	out->number = px_ratio_whole(count);
}

OP(op_includes)
{
	UNUSED;
	out->number = truth(holds(&args[0], args[0].count, expr->word));
}

OP(op_at_least)
{
	UNUSED;
	out->number = truth(px_ratio_compare(args[0].number, args[1].number) >= 0);
}

OP(op_at_most)
{
	UNUSED;
	out->number = truth(px_ratio_compare(args[0].number, args[1].number) <= 0);
}

OP(op_more_than)
{
	UNUSED;
	out->number = truth(px_ratio_compare(args[0].number, args[1].number) > 0);
}

OP(op_less_than)
{
	UNUSED;
	out->number = truth(px_ratio_compare(args[0].number, args[1].number) < 0);
}

OP(op_equal)
{
	UNUSED;
	out->number = truth(px_ratio_compare(args[0].number, args[1].number) == 0);
}

OP(op_all)
{
	bool all = true;

	UNUSED;
	for (size_t i = 0; i < expr->count; i++)
		all = all && yes(&args[i]);
	out->number = truth(all);
}

OP(op_any)
{
	bool any = false;

	UNUSED;
	for (size_t i = 0; i < expr->count; i++)
		any = any || yes(&args[i]);
	out->number = truth(any);
}

OP(op_not)
{
	UNUSED;
	out->number = truth(!yes(&args[0]));
}

OP(op_given)
{
	UNUSED;
	out->number = truth(run->facts->items[expr->index].origin != PX_ACI_BY_DEFAULT);
}

OP(op_met)
{
	UNUSED;
	out->number = truth(px_ratio_sign(px_aci_points(run, expr->index)) > 0);
}

OP(op_year_days)
{
	UNUSED;
	out->number = px_ratio_whole(px_aci_days_from(run, expr->args, expr->count));
}

OP(op_year_share)
{
	UNUSED;
	out->number = px_ratio_make(px_aci_days_from(run, expr->args, expr->count),
				    px_aci_year_days(run->facts->year));
}

/* 1 in the civil year of the date, 2 in the next; 1 when the date is not known. */
OP(op_civil_year)
{
	UNUSED;
	int year = args[0].dated ? px_date_from_days(args[0].day).year : run->facts->year;
	out->number = px_ratio_whole(run->facts->year - year + 1);
}

OP(op_after_year)
{
	UNUSED;
	out->number =
		truth(args[0].dated && px_date_from_days(args[0].day).year > run->facts->year);
}

/* Words of the fact until there are that many different ones. */
OP(op_extended)
{
	const struct px_aci_fact_rule *fact = &run->rules->facts[expr->args[0].index];
	const char **words =
		px_arena_alloc(run->arena, (fact->word_count + args[0].count + 1) * sizeof(*words));
	int64_t wanted = 0;

	out->words = words;
	for (size_t i = 0; i < args[0].count; i++)
		if (!holds(out, out->count, args[0].words[i]))
			words[out->count++] = args[0].words[i];
	px_ratio_integer(args[1].number, &wanted);
	for (size_t i = 0; i < fact->word_count && (int64_t)out->count < wanted; i++)
		if (!holds(out, out->count, fact->words[i]))
			words[out->count++] = fact->words[i];
}

OP(op_word)
{
	const char **words = px_arena_alloc(run->arena, sizeof(*words));

	UNUSED;
	words[0] = expr->word;
	out->words = words;
	out->count = 1;
}

OP(op_is)
{
	UNUSED;
	out->number = truth(holds(&args[0], args[0].count, expr->word));
}

static const struct px_aci_op ops[] = {
	{ "sum", "n+", PX_ACI_NUMBER, op_sum },
	{ "difference", "nn", PX_ACI_NUMBER, op_difference },
	{ "product", "n+", PX_ACI_NUMBER, op_product },
	{ "ratio", "nn", PX_ACI_NUMBER, op_ratio },
	{ "min", "n+", PX_ACI_NUMBER, op_min },
	{ "max", "n+", PX_ACI_NUMBER, op_max },
	{ "clamp", "nnn", PX_ACI_NUMBER, op_clamp },
	{ "ceiling", "n", PX_ACI_NUMBER, op_ceiling },
	{ "count", "w", PX_ACI_NUMBER, op_count },
	{ "distinct", "w", PX_ACI_NUMBER, op_distinct },
	{ "includes", "wL", PX_ACI_BOOLEAN, op_includes },
	{ "is", "eL", PX_ACI_BOOLEAN, op_is },
	{ "at_least", "nn", PX_ACI_BOOLEAN, op_at_least },
	{ "at_most", "nn", PX_ACI_BOOLEAN, op_at_most },
	{ "more_than", "nn", PX_ACI_BOOLEAN, op_more_than },
	{ "less_than", "nn", PX_ACI_BOOLEAN, op_less_than },
	{ "equal", "nn", PX_ACI_BOOLEAN, op_equal },
	{ "all", "b+", PX_ACI_BOOLEAN, op_all },
	{ "any", "b+", PX_ACI_BOOLEAN, op_any },
	{ "not", "b", PX_ACI_BOOLEAN, op_not },
	{ "given", "f", PX_ACI_BOOLEAN, op_given },
	{ "met", "i", PX_ACI_BOOLEAN, op_met },
	{ "year_days", "d+", PX_ACI_NUMBER, op_year_days },
	{ "year_share", "d+", PX_ACI_NUMBER, op_year_share },
	{ "civil_year", "d", PX_ACI_NUMBER, op_civil_year },
	{ "after_year", "d", PX_ACI_BOOLEAN, op_after_year },
	{ "extended", "wn", PX_ACI_WORDS, op_extended },
	{ "word", "L", PX_ACI_WORD, op_word },
};

const struct px_aci_op *
px_aci_op_find(const char *name)
{
	for (size_t i = 0; i < PX_COUNT(ops); i++)
		if (strcmp(ops[i].name, name) == 0)
			return &ops[i];
	return NULL;
}

const char *
px_aci_op_name(size_t i)
{
	return i < PX_COUNT(ops) ? ops[i].name : NULL;
}
