/* The reading of a whole phrase: which rules, in which order, and the steps that they share. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when/when_parse.h"

typedef bool rule(struct px_when_parse *p);

/* A phrase is read by the first rule that takes all of it, a time of day included: the order only
 * matters for speed and for which impossibility is told. */
static rule *const rules[] = {
	px_when_iso,       px_when_day_word,  px_when_weekday,   px_when_count,
	px_when_slashes,   px_when_day_month, px_when_month_day, px_when_nth_weekday,
	px_when_day_alone, px_when_feast,     px_when_edge,      px_when_whole_period,
};

bool
px_when_sign(struct px_when_parse *p, char sign)
{
	const struct px_when_token *token = &p->tokens[p->at];

	if (p->at == p->count || token->kind != PX_TOKEN_SIGN || token->text[0] != sign ||
	    (p->at > 0 && !token->glued))
		return false;
	p->at++;
	return true;
}

bool
px_when_number(struct px_when_parse *p, int least_digits, int most_digits, int *value)
{
	const struct px_when_token *token = &p->tokens[p->at];

	if (p->at == p->count || token->kind != PX_TOKEN_NUMBER || token->digits < least_digits ||
	    token->digits > most_digits)
		return false;
	*value = token->number;
	p->at++;
	return true;
}

bool
px_when_glued_number(struct px_when_parse *p, int least_digits, int most_digits, int *value)
{
	return p->at < p->count && p->tokens[p->at].glued &&
	       px_when_number(p, least_digits, most_digits, value);
}

bool
px_when_ordinal(struct px_when_parse *p, int *value)
{
	size_t start = p->at;

	if (px_when_word(p, PX_WORD_ORDINAL, value))
		return true;
	if (px_when_number(p, 1, 2, value) && px_when_word(p, PX_WORD_SUFFIX, NULL))
		return true;
	p->at = start;
	return false;
}

void
px_when_articles(struct px_when_parse *p)
{
	while (px_when_word(p, PX_WORD_ARTICLE, NULL))
		;
}

void
px_when_of(struct px_when_parse *p)
{
	while (px_when_word(p, PX_WORD_OF, NULL) || px_when_word(p, PX_WORD_ARTICLE, NULL))
		;
}

bool
px_when_problem(struct px_when_parse *p, const char *format, ...)
{
	char reason[512];
	va_list args;

	if (p->problem.code == PX_OK) {
		va_start(args, format);
		vsnprintf(reason, sizeof(reason), format, args);
		va_end(args);
		px_err_set(&p->problem, PX_USAGE, "'%s': %s", p->phrase, reason);
	}
	return false;
}

/* Dates have four digits: a count that leads out of them is a slip of the finger. */
bool
px_when_set_day(struct px_when_parse *p, int64_t day)
{
	if (day < px_date_days((struct px_date){ 1, 1, 1 }) ||
	    day > px_date_days((struct px_date){ 9999, 12, 31 }))
		return px_when_problem(p, _("outside of the years 1 to 9999: write a nearer day, "
					    "such as 2025-12-24"));
	p->first = p->last = day;
	return true;
}

/* The same day of another month, or its last day: a month after 31 January is 28 February. */
int64_t
px_when_add_months(int64_t day, int64_t months)
{
	struct px_date date = px_date_from_days(day);
	int64_t count = (int64_t)date.year * 12 + date.month - 1 + months;
	int length;

	date.year = (int)(count / 12 - (count % 12 < 0));
	date.month = (int)(count - (int64_t)date.year * 12) + 1;
	length = px_date_month_length(date.year, date.month);
	if (date.day > length)
		date.day = length;
	return px_date_days(date);
}

static void
begin(struct px_when_parse *p)
{
	p->at = 0;
	p->first = p->last = p->today;
	p->has_clock = p->has_instant = false;
}

static bool
at_end(const struct px_when_parse *p)
{
	return p->at == p->count;
}

static bool
day_then_clock(struct px_when_parse *p, rule *day)
{
	begin(p);
	if (!day(p))
		return false;
	px_when_sign(p, ',');
	return at_end(p) || (!p->has_instant && px_when_clock(p) && at_end(p));
}

static bool
clock_then_day(struct px_when_parse *p, rule *day)
{
	begin(p);
	return px_when_clock(p) && day(p) && !p->has_instant && at_end(p);
}

static bool
clock_alone(struct px_when_parse *p)
{
	begin(p);
	return px_when_clock(p) && at_end(p);
}

static bool
now_alone(struct px_when_parse *p)
{
	begin(p);
	p->has_instant = true;
	p->instant = p->when->now;
	return px_when_word(p, PX_WORD_NOW, NULL) && at_end(p);
}

static bool
read_tokens(struct px_when_parse *p)
{
	for (size_t i = 0; i < PX_COUNT(rules); i++)
		if (day_then_clock(p, rules[i]) || clock_then_day(p, rules[i]))
			return true;
	return clock_alone(p) || now_alone(p);
}

/* A full instant has its own zone: it needs no grammar. */
static bool
read_instant(struct px_when_parse *p)
{
	p->has_instant = px_instant_parse(p->phrase, &p->instant) == 0;
	return p->has_instant;
}

/* Words of a letter or two are near to anything. */
enum { SHORTEST_GUESSED = 4, MOST_GUESSED = 8 };

/* The i-th word that dates are made of, kind after kind. */
static const char *
date_word(const void *unused, size_t i)
{
	const char *word;

	(void)unused;
	for (int kind = PX_WORD_WEEKDAY; kind <= PX_WORD_MIDNIGHT; kind++)
		for (size_t k = 0; (word = px_when_text((enum px_when_kind)kind, k)); k++)
			if (i-- == 0)
				return word;
	return NULL;
}

static bool
is_known(const char *token)
{
	const char *word, *found;

	for (int kind = PX_WORD_WEEKDAY; kind <= PX_WORD_MIDNIGHT; kind++)
		for (size_t k = 0; (word = px_when_text((enum px_when_kind)kind, k)); k++) {
			found = strstr(word, token);
			if (found && (found == word || found[-1] == ' '))
				return true;
		}
	return false;
}

/* What the first word that is none was meant to be; NULL when nobody can tell. */
static const char *
nearest_word(const struct px_when_parse *p)
{
	for (size_t i = 0; i < p->count && i < MOST_GUESSED; i++) {
		const char *token = p->tokens[i].text, *nearest;

		if (strlen(token) < SHORTEST_GUESSED || is_known(token))
			continue;
		nearest = px_text_nearest(token, date_word, NULL);
		if (nearest && strlen(nearest) >= SHORTEST_GUESSED)
			return nearest;
	}
	return NULL;
}

int
px_when_read(struct px_when_parse *p, const struct px_when *when, const char *phrase,
	     struct px_err *err)
{
	const char *nearest;

	memset(p, 0, sizeof(*p));
	p->when = when;
	p->phrase = phrase;
	p->today = px_date_days(px_zone_local(when->zone, when->now).date);
	begin(p);
	if (read_instant(p))
		return 0;
	if (px_when_lex(p, err) < 0)
		return -1;
	if (read_tokens(p)) {
		if (p->first == p->last || !p->has_clock)
			return 0;
		p->problem.code = PX_OK;
		px_when_problem(p, _("a time of day needs one day, not a period: write "
				     "2025-12-24 9h or fin du mois 9h"));
	}
	if (p->problem.code == PX_OK && (nearest = nearest_word(p)))
		px_when_problem(p, _("not a date that is understood: did you mean \"%s\"?"),
				nearest);
	if (p->problem.code == PX_OK)
		px_when_problem(p, _("not a date that is understood: write 2025-12-24, 24/12, "
				     "demain, vendredi prochain, +3d or tomorrow 14:30"));
	return px_err_copy(err, &p->problem);
}
