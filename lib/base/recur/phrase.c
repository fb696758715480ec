/* A recurrence said in words, read part by part. */
#include "base/recur/phrase.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { MOST_INTERVAL = 1000, WEEK = 7 };

typedef bool part(struct px_phrase *f);

int
px_phrase_refuse(struct px_phrase *f, const char *format, ...)
{
	va_list args;

	if (*f->why)
		return -1;
	va_start(args, format);
	vsnprintf(f->why, sizeof(f->why), format, args);
	va_end(args);
	return -1;
}

static bool
skip_soft(struct px_phrase *f)
{
	return px_phrase_word(&f->p, PX_PHRASE_SOFT, NULL);
}

bool
px_phrase_unit(struct px_phrase *f, int *step)
{
	static const int steps[] = {
		[PX_UNIT_DAY] = PX_PHRASE_STEP(PX_PHRASE_DAILY, 1),
		[PX_UNIT_WEEK] = PX_PHRASE_STEP(PX_PHRASE_WEEKLY, 1),
		[PX_UNIT_MONTH] = PX_PHRASE_STEP(PX_PHRASE_MONTHLY, 1),
		[PX_UNIT_QUARTER] = PX_PHRASE_STEP(PX_PHRASE_MONTHLY, 3),
		[PX_UNIT_YEAR] = PX_PHRASE_STEP(PX_PHRASE_YEARLY, 1),
		[PX_UNIT_S] = 0,
	};
	size_t start = f->p.at;
	int unit;

	if (px_phrase_word(&f->p, PX_PHRASE_UNIT, step))
		return true;
	if (!px_when_word(&f->p, PX_WORD_UNIT, &unit))
		return false;
	*step = steps[unit];
	if (*step)
		return true;
	f->p.at = start;
	if (unit == PX_UNIT_MINUTE || unit == PX_UNIT_HOUR)
		return PX_PHRASE_PROBLEM(f, _("it comes again by days, not by hours"));
	return false;
}

bool
px_phrase_step(struct px_phrase *f, int step, int number)
{
	if (f->freq != PX_PHRASE_NEVER && f->freq != (enum px_phrase_freq)(step / 100))
		return PX_PHRASE_PROBLEM(f, _("says twice when it comes again"));
	if (number < 1 || number > MOST_INTERVAL)
		return PX_PHRASE_PROBLEM(f, _("%d: a number from 1 to %d says how many"), number,
					 MOST_INTERVAL);
	f->freq = (enum px_phrase_freq)(step / 100);
	f->interval = step % 100 * number;
	return true;
}

/* Two periods would be one too many: `weekly weekly`. */
static bool
read_period(struct px_phrase *f)
{
	int step;

	if (!px_phrase_word(&f->p, PX_PHRASE_PERIOD, &step))
		return false;
	if (f->freq != PX_PHRASE_NEVER)
		return PX_PHRASE_PROBLEM(f, _("says twice when it comes again"));
	return px_phrase_step(f, step, 1);
}

static bool
read_unclear(struct px_phrase *f)
{
	size_t at = f->p.at;

	return px_phrase_word(&f->p, PX_PHRASE_UNCLEAR, NULL) &&
	       PX_PHRASE_PROBLEM(
		       f,
		       _("%s means two things: write toutes les 2 semaines, every 2 months or le "
			 "1er et le 15 du mois"),
		       f->p.tokens[at].text);
}

static void
add_weekday_range(struct px_phrase *f, int from, int to)
{
	for (int day = from;; day = day % WEEK + 1) {
		f->weekdays |= 1u << day;
		if (day == to)
			break;
	}
}

/* mardi; du lundi au vendredi; lun-ven, whose hyphen was cut away with those of `avant-hier`. */
static bool
read_weekdays(struct px_phrase *f)
{
	size_t start = f->p.at, after;
	int from, to, bits;

	if (px_phrase_word(&f->p, PX_PHRASE_DAYS, &bits)) {
		f->weekdays |= (unsigned)bits;
		return true;
	}
	while (px_phrase_word(&f->p, PX_PHRASE_OF, NULL))
		;
	if (!px_when_word(&f->p, PX_WORD_WEEKDAY, &from)) {
		f->p.at = start;
		return false;
	}
	after = f->p.at;
	if ((px_phrase_word(&f->p, PX_PHRASE_TO, NULL) || strchr(f->p.phrase, '-')) &&
	    px_when_word(&f->p, PX_WORD_WEEKDAY, &to)) {
		add_weekday_range(f, from, to);
		return true;
	}
	f->p.at = after;
	f->weekdays |= 1u << from;
	return true;
}

/* janvier; de septembre à juin. */
static bool
read_month_range(struct px_phrase *f, unsigned *months)
{
	size_t after;
	int from, to;

	if (!px_when_word(&f->p, PX_WORD_MONTH, &from))
		return false;
	after = f->p.at;
	*months |= 1u << from;
	if (!px_phrase_word(&f->p, PX_PHRASE_TO, NULL) ||
	    !px_when_word(&f->p, PX_WORD_MONTH, &to)) {
		f->p.at = after;
		return true;
	}
	for (int month = from; month != to; month = month % 12 + 1)
		*months |= 1u << month;
	*months |= 1u << to;
	return true;
}

/* English has the day after its month: December 24th, but not `in January every 2 weeks`. */
static bool
read_day_of_month(struct px_phrase *f)
{
	size_t start = f->p.at;
	int day, step;

	px_phrase_word(&f->p, PX_PHRASE_SOFT, NULL);
	if (!px_when_ordinal(&f->p, &day) && !px_when_number(&f->p, 1, 2, &day)) {
		f->p.at = start;
		return false;
	}
	if (day < 1 || day > 31 || px_when_word(&f->p, PX_WORD_WEEKDAY, NULL) ||
	    px_phrase_unit(f, &step) || px_phrase_word(&f->p, PX_PHRASE_TIMES, NULL) ||
	    f->day_count == PX_PHRASE_LIST) {
		f->p.at = start;
		return false;
	}
	f->days[f->day_count++] = day;
	f->of_date = true;
	return true;
}

static bool
read_months(struct px_phrase *f)
{
	size_t start = f->p.at;
	bool english;

	while (px_phrase_word(&f->p, PX_PHRASE_OF, NULL))
		;
	english = px_when_word(&f->p, PX_WORD_MONTH_FIRST, NULL);
	f->p.at -= english;
	if (!read_month_range(f, &f->months)) {
		f->p.at = start;
		return false;
	}
	if (english && !f->day_count)
		read_day_of_month(f);
	return true;
}

bool
px_phrase_scope(struct px_phrase *f)
{
	size_t start = f->p.at;
	int step = 0;

	if (!px_phrase_word(&f->p, PX_PHRASE_OF, NULL))
		return false;
	while (px_phrase_word(&f->p, PX_PHRASE_SOFT, NULL) ||
	       px_phrase_word(&f->p, PX_PHRASE_EVERY, NULL))
		;
	if (!px_phrase_unit(f, &step) || step / 100 < PX_PHRASE_MONTHLY) {
		f->p.at = start;
		return false;
	}
	f->scope = step / 100 == PX_PHRASE_YEARLY ? 12 : step % 100;
	return true;
}

/* every [other] week, chaque mois, every 3 weeks; what it may also stand before comes by itself. */
static bool
read_every(struct px_phrase *f)
{
	size_t at;
	bool other;
	int step;

	if (!px_phrase_word(&f->p, PX_PHRASE_EVERY, NULL))
		return false;
	f->every = true;
	other = px_phrase_word(&f->p, PX_PHRASE_OTHER, NULL);
	at = f->p.at;
	if (px_phrase_word(&f->p, PX_PHRASE_DAYS, NULL)) { /* jours ouvrés are no jours */
		f->p.at = at;
		return true;
	}
	if (px_phrase_unit(f, &step))
		return px_phrase_step(f, step, other ? 2 : 1);
	if (!other)
		return true;
	return read_weekdays(f) && px_phrase_step(f, PX_PHRASE_STEP(PX_PHRASE_WEEKLY, 2), 1);
}

/* debut de mois, end of the quarter. */
static bool
read_edge(struct px_phrase *f)
{
	size_t start = f->p.at;
	int end;

	if (!px_when_word(&f->p, PX_WORD_EDGE, &end) || f->day_count == PX_PHRASE_LIST ||
	    !px_phrase_scope(f)) {
		f->p.at = start;
		return false;
	}
	f->days[f->day_count++] = end ? -1 : 1;
	return true;
}

/* sauf en août; except Sundays; sauf le week-end. */
static bool
read_except(struct px_phrase *f)
{
	size_t start = f->p.at;
	unsigned weekdays = f->weekdays;
	bool any = false;

	if (!px_phrase_word(&f->p, PX_PHRASE_EXCEPT, NULL))
		return false;
	f->weekdays = 0;
	while (px_phrase_word(&f->p, PX_PHRASE_SOFT, NULL) ||
	       read_month_range(f, &f->without_months) || read_weekdays(f))
		any = true;
	f->without_weekdays |= f->weekdays;
	f->weekdays = weekdays;
	if (!any || (!f->without_months && !f->without_weekdays)) {
		f->p.at = start;
		return false;
	}
	return true;
}

/* How the next task follows this one. */
static bool
read_kind(struct px_phrase *f)
{
	int value;

	if (px_phrase_word(&f->p, PX_PHRASE_KIND, &value))
		f->recur->kind = (enum px_recur_kind)value;
	else if (px_phrase_word(&f->p, PX_PHRASE_HOLIDAYS, &value))
		f->recur->holidays = (enum px_recur_holidays)value;
	else
		return false;
	return true;
}

/* Does something else begin here than a date? */
static bool
ends_date(const struct px_phrase *f, size_t at)
{
	static const enum px_phrase_word ends[] = { PX_PHRASE_KIND, PX_PHRASE_HOLIDAYS,
						    PX_PHRASE_EXCEPT, PX_PHRASE_UNTIL,
						    PX_PHRASE_FROM };
	struct px_when_parse ahead = f->p;

	ahead.at = at;
	for (size_t i = 0; i < PX_COUNT(ends); i++)
		if (px_phrase_word(&ahead, ends[i], NULL))
			return true;
	return false;
}

/* The tokens up to the next part, as a date. */
static bool
read_date(struct px_phrase *f, int64_t *day)
{
	char text[PX_WHEN_LENGTH + PX_WHEN_TOKENS + 1] = "";
	struct px_err err = PX_ERR_INIT;
	struct px_date date;
	size_t length = 0;

	while (f->p.at < f->p.count && !(length && ends_date(f, f->p.at))) {
		const struct px_when_token *token = &f->p.tokens[f->p.at++];

		length += (size_t)snprintf(text + length, sizeof(text) - length, "%s%s",
					   length && !token->glued ? " " : "", token->text);
	}
	if (px_date_parse(text, &date) != 0 &&
	    (!f->p.when || px_when_date(f->p.when, text, &date, &err) != 0))
		return PX_PHRASE_PROBLEM(
			f, "%s", *err.message ? err.message : _("not a date as 2025-12-24"));
	*day = px_date_days(date);
	return true;
}

static bool
read_until(struct px_phrase *f)
{
	if (!px_phrase_word(&f->p, PX_PHRASE_UNTIL, NULL))
		return false;
	f->has_until = read_date(f, &f->until);
	return f->has_until;
}

/* from September to June; from Monday to Friday; from 2025-03-04. */
static bool
read_from(struct px_phrase *f)
{
	unsigned months = 0;
	size_t start;

	if (!px_phrase_word(&f->p, PX_PHRASE_FROM, NULL))
		return false;
	start = f->p.at;
	if (read_month_range(f, &months) && (months & (months - 1))) {
		f->months |= months;
		return true;
	}
	f->p.at = start;
	if (px_when_word(&f->p, PX_WORD_WEEKDAY, NULL) &&
	    px_phrase_word(&f->p, PX_PHRASE_TO, NULL)) {
		f->p.at = start;
		return read_weekdays(f);
	}
	f->p.at = start;
	f->recur->anchored = read_date(f, &f->recur->from);
	return f->recur->anchored;
}

/* In this order: `once a month` before `once`, `sauf fériés` before `sauf`, `du mois` before a word
 * that `du` may begin. */
static part *const parts[] = {
	read_every,   read_kind,     read_until,      read_from, read_except,
	read_unclear, read_period,   px_phrase_scope, read_edge, px_phrase_counted,
	read_months,  read_weekdays, skip_soft,
};
static part *const rest[] = { read_kind, read_until, read_from, skip_soft };

/* "lundis", "Mondays", "premiers": dates have no plural. */
static void
make_singular(struct px_when_token *token)
{
	static const enum px_when_kind kinds[] = { PX_WORD_WEEKDAY, PX_WORD_ORDINAL,
						   PX_WORD_LAST_OF };
	size_t length = strlen(token->text);
	const char *known;

	if (length < 2 || token->text[length - 1] != 's')
		return;
	for (size_t kind = 0; kind < PX_COUNT(kinds); kind++)
		for (size_t i = 0; (known = px_when_text(kinds[kind], i)); i++)
			if (strlen(known) == length - 1 &&
			    strncmp(known, token->text, length - 1) == 0) {
				token->text[length - 1] = '\0';
				return;
			}
}

static int
not_understood(struct px_phrase *f)
{
	const char *token = f->p.tokens[f->p.at].text;
	const char *nearest = px_phrase_nearest(token);

	if (px_when_word(&f->p, PX_WORD_AT, NULL) && f->p.at < f->p.count &&
	    f->p.tokens[f->p.at].kind == PX_TOKEN_NUMBER)
		return px_phrase_refuse(f, _("a time of day has no place there"));
	if (nearest && strcmp(nearest, token) != 0)
		return px_phrase_refuse(f, _("\"%s\" is not understood (did you mean %s?)"), token,
					nearest);
	return px_phrase_refuse(f, _("\"%s\" is not understood there"), token);
}

int
px_phrase_read(struct px_phrase *f, const char *text, bool only_rest)
{
	part *const *all = only_rest ? rest : parts;
	size_t count = only_rest ? PX_COUNT(rest) : PX_COUNT(parts);

	f->p.phrase = text;
	if (px_when_lex(&f->p, NULL) != 0)
		return px_phrase_refuse(f, _("too long, or with a word that is too long"));
	for (size_t i = 0; i < f->p.count; i++)
		make_singular(&f->p.tokens[i]);
	while (f->p.at < f->p.count && !*f->why) {
		size_t i = 0;

		while (i < count && !*f->why && !all[i](f))
			i++;
		if (i == count)
			not_understood(f);
	}
	return *f->why ? -1 : 0;
}
