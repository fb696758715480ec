/* Values: var() put in, and lengths. */
#include <math.h>
#include <string.h>

#include "web/css/part.h"

enum { DEEPEST = 16, MOST = 2048 };

struct expansion {
	struct px_arena *arena;
	struct px_css_token *items;
	size_t count, capacity;
	size_t steps; /* sheets that go round and round in nothing are held too */
};

static bool
put(struct expansion *out, const struct px_css_token *token)
{
	if (out->count == MOST)
		return false;
	if (out->count == out->capacity) {
		size_t wider = out->capacity ? 2 * out->capacity : 16;
		struct px_css_token *more = px_arena_alloc(out->arena, (wider + 1) * sizeof(*more));

		if (out->count)
			memcpy(more, out->items, out->count * sizeof(*more));
		out->items = more;
		out->capacity = wider;
	}
	out->items[out->count++] = *token;
	return true;
}

static bool expand(struct expansion *out, struct px_css_tokens value,
		   const struct px_css_var *scope, int depth);

static bool
expand_var(struct expansion *out, struct px_css_tokens inside, const struct px_css_var *scope,
	   int depth)
{
	size_t comma = px_css_find(inside, 0, ','), before = out->count;
	const struct px_css_var *var = scope;

	if (!inside.count || inside.items->kind != PX_CSS_IDENT)
		return false;
	while (var && strcmp(var->name, inside.items->text) != 0)
		var = var->next;
	if (var && expand(out, var->value, var->scope, depth + 1))
		return true;
	out->count = before;
	return comma < inside.count &&
	       expand(out, px_css_part(inside, comma + 1, inside.count), scope, depth + 1);
}

static bool
expand(struct expansion *out, struct px_css_tokens value, const struct px_css_var *scope, int depth)
{
	if (depth > DEEPEST || ++out->steps > MOST)
		return false;
	for (size_t i = 0; i < value.count; i++) {
		if (!px_css_function(&value.items[i], "var")) {
			if (!put(out, &value.items[i]))
				return false;
			continue;
		}
		size_t end = px_css_close(value, i);

		if (!expand_var(out, px_css_part(value, i + 1, end), scope, depth))
			return false;
		i = end;
	}
	return true;
}

bool
px_css_resolve(struct px_arena *arena, struct px_css_tokens value, const struct px_css_var *scope,
	       struct px_css_tokens *out)
{
	struct expansion expansion = { .arena = arena };
	static const struct px_css_token end = { PX_CSS_END, 0, 0, 0, "" };
	size_t i = 0;

	while (i < value.count && !px_css_function(&value.items[i], "var"))
		i++;
	*out = value;
	if (i == value.count)
		return true;
	if (!expand(&expansion, value, scope, 0) || !put(&expansion, &end))
		return false;
	*out = px_css_part((struct px_css_tokens){ expansion.items, expansion.count - 1 }, 0,
			   expansion.count - 1);
	return true;
}

static const struct unit {
	const char *name;
	double pixels;
} units[] = {
	{ "px", 1 },         { "in", 96 },        { "cm", 96 / 2.54 }, { "mm", 96 / 25.4 },
	{ "q", 96 / 101.6 }, { "pt", 96 / 72.0 }, { "pc", 16 },
};

static int
dimension(const struct px_css_token *token, const struct px_css_measure *measure, double *out)
{
	const char *unit = token->text;
	double one = -1;

	for (size_t i = 0; i < PX_COUNT(units); i++)
		if (strcmp(unit, units[i].name) == 0)
			one = units[i].pixels;
	if (strcmp(unit, "em") == 0)
		one = measure->em;
	else if (strcmp(unit, "rem") == 0)
		one = measure->rem;
	else if (strcmp(unit, "ch") == 0 || strcmp(unit, "ex") == 0)
		one = measure->em / 2;
	else if (strcmp(unit, "lh") == 0 || strcmp(unit, "rlh") == 0)
		one = measure->em * 1.2;
	else if (strchr("vsld", unit[0]) && strstr("vw svw lvw dvw vi vmax", unit))
		one = measure->view / 100;
	else if (strchr("vsld", unit[0]) && strstr("vh svh lvh dvh vb vmin", unit))
		one = fmin(measure->view, 720) / 100;
	*out = token->number * one;
	return one < 0 ? -1 : 0;
}

/* A recursive descent: sums of products of lengths and numbers, min(), max(), clamp(). */
struct sum {
	struct px_css_tokens tokens;
	size_t at;
	const struct px_css_measure *measure;
	int depth;
	bool bad;
};

static double add(struct sum *sum);

static void
skip(struct sum *sum)
{
	while (sum->at < sum->tokens.count && sum->tokens.items[sum->at].kind == PX_CSS_SPACE)
		sum->at++;
}

/* What the arguments make together, the function's name being read. */
static double
call(struct sum *sum, const char *name)
{
	double parts[3] = { 0, 0, 0 };
	size_t count = 0;

	for (bool more = true; more && count < 3; count++) {
		parts[count] = add(sum);
		skip(sum);
		more = sum->at < sum->tokens.count && px_css_is(&sum->tokens.items[sum->at], ',');
		sum->at++; /* the comma, or the bracket */
	}
	if (strcmp(name, "clamp") == 0)
		return fmax(parts[0], fmin(parts[1], parts[2]));
	for (size_t i = 1; i < count; i++)
		parts[0] = strcmp(name, "min") == 0 ? fmin(parts[0], parts[i])
						    : fmax(parts[0], parts[i]);
	return parts[0];
}

static double
factor(struct sum *sum)
{
	const struct px_css_token *token;
	double value = 0;

	skip(sum);
	if (sum->at >= sum->tokens.count || sum->depth > DEEPEST) {
		sum->bad = true;
		return 0;
	}
	token = &sum->tokens.items[sum->at++];
	if (token->kind == PX_CSS_NUMBER)
		return token->number;
	if (token->kind == PX_CSS_DIMENSION && dimension(token, sum->measure, &value) == 0)
		return value;
	if (token->kind == PX_CSS_PERCENT && sum->measure->whole >= 0)
		return token->number * sum->measure->whole / 100;
	if (px_css_is(token, '(') || px_css_function(token, "calc") ||
	    px_css_function(token, "min") || px_css_function(token, "max") ||
	    px_css_function(token, "clamp")) {
		sum->depth++;
		value = call(sum, token->text);
		sum->depth--;
		return value;
	}
	sum->bad = true;
	return 0;
}

static double
multiply(struct sum *sum)
{
	double value = factor(sum);

	for (skip(sum); sum->at < sum->tokens.count; skip(sum)) {
		const struct px_css_token *token = &sum->tokens.items[sum->at];

		if (!px_css_is(token, '*') && !px_css_is(token, '/'))
			break;
		sum->at++;
		if (px_css_is(token, '*')) {
			value *= factor(sum);
		} else {
			double by = factor(sum);

			value = by != 0 ? value / by : 0;
		}
	}
	return value;
}

static double
add(struct sum *sum)
{
	double value = multiply(sum);

	for (skip(sum); sum->at < sum->tokens.count; skip(sum)) {
		const struct px_css_token *token = &sum->tokens.items[sum->at];

		if (!px_css_is(token, '+') && !px_css_is(token, '-'))
			break;
		sum->at++;
		value += px_css_is(token, '+') ? multiply(sum) : -multiply(sum);
	}
	return value;
}

int
px_css_length(struct px_css_tokens tokens, const struct px_css_measure *measure, double *out)
{
	struct sum sum = { .tokens = tokens, .measure = measure };

	if (tokens.count == 1 && tokens.items->kind == PX_CSS_NUMBER && tokens.items->number != 0)
		return -1; /* only 0 needs no unit */
	*out = add(&sum);
	if (sum.bad || sum.at < tokens.count || !isfinite(*out))
		return -1;
	return 0;
}
