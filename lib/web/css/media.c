/* Media queries: in which environments does one hold?  Unknown features do not. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "web/css/part.h"

static const struct environment {
	const char *name;
	double width;
	bool dark, print, still;
} environments[PX_CSS_ENVS] = {
	[PX_CSS_LIGHT] = { "", 1280, false, false, false },
	[PX_CSS_DARK] = { N_("in dark mode"), 1280, true, false, false },
	[PX_CSS_NARROW] = { N_("on a narrow screen"), 320, false, false, false },
	[PX_CSS_NARROW_DARK] = { N_("in dark mode on a narrow screen"), 320, true, false, false },
	[PX_CSS_PRINT] = { N_("in print"), 794, false, true, false },
	[PX_CSS_STILL] = { N_("with less motion"), 1280, false, false, true },
};

const char *
px_css_env_name(enum px_css_env env)
{
	return *environments[env].name ? px_tr(environments[env].name) : "";
}

/* width, with its bounds: min-width: 40em, (width >= 40em), (30em < width < 50em). */
static bool
compares(double a, const char *relation, double b)
{
	switch (relation[0]) {
	case '<':
		return relation[1] ? a <= b : a < b;
	case '>':
		return relation[1] ? a >= b : a > b;
	default:
		return a == b;
	}
}

static bool
side(struct px_css_tokens part, const struct environment *env, double *out)
{
	static const struct px_css_measure measure = { 16, 16, -1, 1280 };

	if (part.count == 1 && px_css_ident(part.items, "width")) {
		*out = env->width;
		return true;
	}
	return px_css_length(part, &measure, out) == 0;
}

static size_t
relation_at(struct px_css_tokens tokens, size_t from, char out[3])
{
	for (; from < tokens.count; from++) {
		const struct px_css_token *token = &tokens.items[from];

		if (!px_css_is(token, '<') && !px_css_is(token, '>') && !px_css_is(token, '='))
			continue;
		out[0] = token->mark;
		out[1] = token->mark != '=' && px_css_is(token + 1, '=') ? '=' : '\0';
		out[2] = '\0';
		return from;
	}
	return tokens.count;
}

static bool
range(struct px_css_tokens tokens, const struct environment *env)
{
	char relation[3], next[3];
	size_t at = relation_at(tokens, 0, relation), begun = 0;
	double left, right;

	while (at < tokens.count) {
		size_t after = at + strlen(relation);
		size_t end = relation_at(tokens, after, next);

		if (!side(px_css_part(tokens, begun, at), env, &left) ||
		    !side(px_css_part(tokens, after, end), env, &right) ||
		    !compares(left, relation, right))
			return false;
		begun = after;
		at = end;
		memcpy(relation, next, sizeof(relation));
	}
	return true;
}

static bool
is_width(const char *name, struct px_css_tokens value, const struct environment *env)
{
	double bound;

	if (!side(value, env, &bound))
		return false;
	if (strcmp(name, "min-width") == 0)
		return env->width >= bound;
	return strcmp(name, "max-width") == 0 ? env->width <= bound : env->width == bound;
}

/* What a reader's machine is taken to say; a NULL word is what it says by night, or with less motion. */
static const struct feature {
	const char *name, *word;
} features[] = {
	{ "hover", "hover" },
	{ "any-hover", "hover" },
	{ "pointer", "fine" },
	{ "any-pointer", "fine" },
	{ "prefers-contrast", "no-preference" },
	{ "forced-colors", "none" },
	{ "scripting", "none" },
	{ "update", "fast" },
	{ "orientation", "landscape" },
	{ "color-gamut", "srgb" },
	{ "prefers-reduced-transparency", "no-preference" },
	{ "prefers-reduced-data", "no-preference" },
	{ "inverted-colors", "none" },
};

static bool
says(const char *name, const struct px_css_token *word, const struct environment *env)
{
	const char *said = NULL;

	if (strcmp(name, "prefers-color-scheme") == 0)
		said = env->dark ? "dark" : "light";
	else if (strcmp(name, "prefers-reduced-motion") == 0)
		said = env->still ? "reduce" : "no-preference";
	for (size_t i = 0; !said && i < PX_COUNT(features); i++)
		if (strcmp(name, features[i].name) == 0)
			said = features[i].word;
	if (!said)
		return false;
	if (word)
		return px_css_ident(word, said);
	return strcmp(said, "none") != 0 && strcmp(said, "no-preference") != 0;
}

static bool condition(struct px_css_tokens tokens, const struct environment *env, int depth);

/* What is inside the brackets. */
static bool
feature(struct px_css_tokens tokens, const struct environment *env, int depth)
{
	char relation[3];
	const char *name;

	if (!tokens.count)
		return false;
	if (px_css_is(tokens.items, '(') || px_css_ident(tokens.items, "not"))
		return condition(tokens, env, depth + 1);
	if (relation_at(tokens, 0, relation) < tokens.count)
		return range(tokens, env);
	if (tokens.items->kind != PX_CSS_IDENT)
		return false;
	name = tokens.items->text;
	if (tokens.count == 1)
		return strcmp(name, "width") == 0 || strcmp(name, "color") == 0 ||
		       says(name, NULL, env);
	for (size_t i = 1; i < tokens.count; i++) {
		struct px_css_tokens value = px_css_part(tokens, i + 1, tokens.count);

		if (!px_css_is(&tokens.items[i], ':'))
			continue;
		if (strstr(name, "width"))
			return is_width(name, value, env);
		return value.count == 1 && says(name, value.items, env);
	}
	return false;
}

static bool
medium(const struct px_css_token *word, const struct environment *env)
{
	if (px_css_ident(word, "all"))
		return true;
	return px_css_ident(word, env->print ? "print" : "screen");
}

/* [not] (…) [and|or (…)]…, a type of medium in front. */
static bool
condition(struct px_css_tokens tokens, const struct environment *env, int depth)
{
	bool holds = true, negate = false, whole = false, either = false;

	if (depth > 8)
		return false;
	for (size_t i = 0; i < tokens.count; i++) {
		const struct px_css_token *token = &tokens.items[i];
		bool one;

		if (token->kind == PX_CSS_SPACE || px_css_ident(token, "only") ||
		    px_css_ident(token, "and"))
			continue;
		if (px_css_ident(token, "or")) {
			either = true;
			continue;
		}
		if (px_css_ident(token, "not")) {
			negate = true;
			continue;
		}
		if (px_css_is(token, '(')) {
			size_t end = px_css_close(tokens, i);

			one = feature(px_css_part(tokens, i + 1, end), env, depth);
			i = end;
		} else {
			one = token->kind == PX_CSS_IDENT && medium(token, env);
			whole = negate; /* "not print and (…)" denies all of it */
		}
		if (negate && !whole) {
			one = !one;
			negate = false;
		}
		holds = either ? holds || one : holds && one;
	}
	return whole ? !holds : holds;
}

unsigned
px_css_media(struct px_css_tokens query)
{
	unsigned holds = 0;
	size_t from = 0;

	if (!px_css_part(query, 0, query.count).count)
		return (1u << PX_CSS_ENVS) - 1;
	while (from <= query.count) {
		size_t end = px_css_find(query, from, ',');

		for (size_t env = 0; env < PX_CSS_ENVS; env++)
			if (condition(px_css_part(query, from, end), &environments[env], 0))
				holds |= 1u << env;
		from = end + 1;
	}
	return holds;
}
