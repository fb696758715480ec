/* Durations in minutes: 90, 90min, 1h30, 1 h, 1:30, 2 heures, 1,5 h. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/when/when_parse.h"

enum { MINUTES_PER_HOUR = 60, MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR };

static bool
at_end(const struct px_when_parse *p)
{
	return p->at == p->count;
}

/* Minutes after an hour may be written m: nothing else fits there. */
static bool
end_of_minutes(struct px_when_parse *p)
{
	int unit;

	return at_end(p) || (px_when_word(p, PX_WORD_UNIT, &unit) &&
			     (unit == PX_UNIT_MINUTE || unit == PX_UNIT_M) && at_end(p));
}

static bool
unit_of_hours(struct px_when_parse *p)
{
	int unit;

	return px_when_word(p, PX_WORD_UNIT, &unit) && unit == PX_UNIT_HOUR;
}

static bool
add_minutes(struct px_when_parse *p, int hours, int minutes, int64_t *out)
{
	if (minutes >= MINUTES_PER_HOUR)
		return px_when_problem(p, _("an hour has 60 minutes: write 1h30 or 90min"));
	*out = (int64_t)hours * MINUTES_PER_HOUR + minutes;
	return true;
}

/* 90, 90 min. */
static bool
plain(struct px_when_parse *p, int64_t *out)
{
	int number, unit;

	if (!px_when_number(p, 1, 6, &number) && !px_when_word(p, PX_WORD_NUMBER, &number))
		return false;
	*out = number;
	if (at_end(p))
		return p->tokens[0].kind == PX_TOKEN_NUMBER;
	if (!px_when_word(p, PX_WORD_UNIT, &unit) || !at_end(p))
		return false;
	if (unit == PX_UNIT_M)
		return px_when_problem(p, _("m is minutes or months: write %dmin or %dh"), number,
				       number);
	return unit == PX_UNIT_MINUTE;
}

/* 1:30. */
static bool
colon(struct px_when_parse *p, int64_t *out)
{
	int hours, minutes;

	return px_when_number(p, 1, 4, &hours) && px_when_sign(p, ':') &&
	       px_when_glued_number(p, 2, 2, &minutes) && at_end(p) &&
	       add_minutes(p, hours, minutes, out);
}

/* 1h, 1h30, 1 heure 30 min. */
static bool
hours_minutes(struct px_when_parse *p, int64_t *out)
{
	int hours, minutes = 0;

	if ((!px_when_number(p, 1, 4, &hours) && !px_when_word(p, PX_WORD_NUMBER, &hours)) ||
	    !unit_of_hours(p))
		return false;
	if (!at_end(p) && (!px_when_number(p, 1, 2, &minutes) || !end_of_minutes(p)))
		return false;
	return add_minutes(p, hours, minutes, out);
}

/* 1,5 h, 0.25h: whole minutes only, so that nothing is rounded behind people's back. */
static bool
decimal(struct px_when_parse *p, int64_t *out)
{
	int hours, part, digits, scale = 1;

	if (!px_when_number(p, 1, 4, &hours) || (!px_when_sign(p, ',') && !px_when_sign(p, '.')) ||
	    !px_when_glued_number(p, 1, 4, &part))
		return false;
	digits = p->tokens[p->at - 1].digits;
	if (!unit_of_hours(p) || !at_end(p))
		return false;
	while (digits-- > 0)
		scale *= 10;
	if (part * MINUTES_PER_HOUR % scale != 0)
		return px_when_problem(p, _("not a whole number of minutes: write 1h20 or 80min"));
	return add_minutes(p, hours, part * MINUTES_PER_HOUR / scale, out);
}

/* 2 jours, 1 week. */
static bool
days(struct px_when_parse *p, int64_t *out)
{
	int number, unit;

	if ((!px_when_number(p, 1, 4, &number) && !px_when_word(p, PX_WORD_NUMBER, &number)) ||
	    !px_when_word(p, PX_WORD_UNIT, &unit) || !at_end(p))
		return false;
	*out = (int64_t)number * MINUTES_PER_DAY * (unit == PX_UNIT_WEEK ? 7 : 1);
	return unit == PX_UNIT_DAY || unit == PX_UNIT_WEEK;
}

typedef bool rule(struct px_when_parse *p, int64_t *out);

static int
read(const char *phrase, rule *const *rules, const char *refusal, int64_t *out, struct px_err *err)
{
	struct px_when_parse p = { .phrase = phrase };
	int64_t minutes;

	if (px_when_lex(&p, NULL) < 0)
		return px_err_set(err, PX_USAGE, "%s", refusal);
	for (; *rules; rules++) {
		p.at = 0;
		if ((*rules)(&p, &minutes)) {
			*out = minutes;
			return 0;
		}
	}
	if (p.problem.code == PX_OK)
		px_when_problem(&p, "%s", refusal);
	return px_err_copy(err, &p.problem);
}

int
px_when_minutes(const char *phrase, int64_t *out, struct px_err *err)
{
	static rule *const rules[] = { plain, hours_minutes, colon, decimal, NULL };

	return read(phrase, rules, _("not a duration: write 90, 90min, 1h30 or 1,5 h"), out, err);
}

int
px_when_delay(const char *phrase, int64_t *out, struct px_err *err)
{
	static rule *const rules[] = { days, plain, hours_minutes, colon, decimal, NULL };

	return read(phrase, rules, _("not a delay: write 48h, 90min, 1h30 or 2 days"), out, err);
}
