/* Rules of opening hours, out of tokens. */
#include <string.h>

#include "base/hours/part.h"
#include "base/i18n.h"

struct parsing {
	struct px_hours_text text;
	size_t at;
	struct px_hours_rule rule, previous;
	bool has_previous;
	bool with; /* y compris: days join the rule that is open */
	struct px_hours *hours;
	struct px_err *err;
};

static const struct px_hours_token *
peek(const struct parsing *p, size_t ahead)
{
	size_t at = p->at + ahead;

	return &p->text.tokens[at < p->text.count ? at : p->text.count];
}

static bool
is(const struct parsing *p, size_t ahead, enum px_hours_kind kind)
{
	return peek(p, ahead)->kind == kind;
}

static int
refuse(struct parsing *p, const char *why)
{
	return px_err_set(p->err, PX_FAILED, "%s", why);
}

static bool
is_empty(const struct px_hours_rule *rule)
{
	return !px_hours_rule_selects(rule) && !rule->count && !rule->off && !rule->note &&
	       !rule->part;
}

/* Hours without days go on with the days before them: "lundi 8h-12h; 14h-18h". */
static int
find_days(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;

	if (px_hours_rule_selects(rule))
		return 0;
	if (rule->count == 1 && rule->ranges[0].to - rule->ranges[0].from == PX_HOURS_MIDNIGHT &&
	    !p->has_previous)
		rule->days = 0xfe;
	else if (!p->has_previous)
		return refuse(p, _("hours without a day: lu-ve 8h-19h"));
	rule->adds = true;
	if (rule->days)
		return 0;
	rule->days = p->previous.days;
	rule->dates_count = p->previous.dates_count;
	memcpy(rule->dates, p->previous.dates, sizeof(rule->dates));
	return 0;
}

/* The end of a rule. */
static int
commit(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;
	bool note_alone = rule->note && !rule->count && !rule->off && !rule->part;

	if (is_empty(rule))
		return 0;
	if (note_alone && !px_hours_rule_selects(rule)) {
		p->hours->note = rule->note;
	} else {
		if (find_days(p) != 0)
			return -1;
		if (!rule->count && !rule->off && !rule->note && !rule->part)
			return refuse(p, _("days without hours: lu-ve 8h-19h"));
		if (px_hours_rule_apply(p->text.arena, rule, p->text.osm, p->hours, p->err) != 0)
			return -1;
		p->previous = *rule;
		p->has_previous = true;
	}
	*rule = (struct px_hours_rule){ 0 };
	p->with = false;
	return 0;
}

/* Monday to Friday, Friday to Monday. */
static unsigned
days_between(int first, int last)
{
	unsigned days = 1u << first;

	while (first != last) {
		first = first % 7 + 1;
		days |= 1u << first;
	}
	return days;
}

static int
read_days(struct parsing *p, unsigned *days)
{
	int first = peek(p, 0)->value, last;

	if (is(p, 0, PX_HOURS_T_DAYS)) {
		*days = (unsigned)first;
		p->at++;
		return 0;
	}
	p->at++;
	if (!is(p, 0, PX_HOURS_T_TO) || !is(p, 1, PX_HOURS_T_DAY)) {
		*days = 1u << first;
		return 0;
	}
	last = peek(p, 1)->value;
	p->at += 2;
	if (first == PX_HOURS_HOLIDAY || last == PX_HOURS_HOLIDAY)
		return refuse(p, _("public holidays do not begin or end a range of days"));
	*days = days_between(first, last);
	return 0;
}

/* Days come: do they begin another rule? */
static int
before_days(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;
	bool comma = rule->comma || p->text.tokens[p->at ? p->at - 1 : 0].kind == PX_HOURS_T_COMMA;

	if (rule->times_first && px_hours_rule_selects(rule))
		return 0;
	if (!px_hours_rule_selects(rule) ||
	    (!rule->count && !rule->note && !rule->part && !(rule->off && rule->days_first)))
		return 0;
	if (commit(p) != 0)
		return -1;
	rule->adds = p->text.osm && comma;
	return 0;
}

static int
take_days(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;
	unsigned days = 0;

	if (!rule->except_is_open && !p->with && before_days(p) != 0)
		return -1;
	if (read_days(p, &days) != 0)
		return -1;
	if (rule->except_is_open) {
		rule->except |= days;
		return 0;
	}
	if (!rule->count && !rule->off)
		rule->days_first = true;
	if (!rule->off && !rule->times_first)
		rule->comma = false;
	rule->days |= days;
	return 0;
}

/* A day of a month with what is said of its month and year: 3, 3 août, 3 août 2026, Aug 3. */
static bool
read_day(struct parsing *p, struct px_date *date)
{
	*date = (struct px_date){ 0, 0, 0 };
	if (is(p, 0, PX_HOURS_T_DATE)) {
		date->month = peek(p, 0)->value / 100;
		date->day = peek(p, 0)->value % 100;
		p->at++;
	} else {
		if (is(p, 0, PX_HOURS_T_YEAR))
			date->year = p->text.tokens[p->at++].value;
		if (is(p, 0, PX_HOURS_T_MONTH))
			date->month = p->text.tokens[p->at++].value;
		if (!is(p, 0, PX_HOURS_T_NUMBER))
			return false;
		date->day = p->text.tokens[p->at++].value;
		if (!date->month && is(p, 0, PX_HOURS_T_MONTH))
			date->month = p->text.tokens[p->at++].value;
	}
	if (!date->year && is(p, 0, PX_HOURS_T_YEAR))
		date->year = p->text.tokens[p->at++].value;
	return true;
}

static int
take_dates(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;
	struct px_hours_dates *dates;

	if (before_days(p) != 0)
		return -1;
	if (rule->dates_count == PX_HOURS_SPANS)
		return refuse(p, _("too long for opening hours"));
	dates = &rule->dates[rule->dates_count];
	if (!read_day(p, &dates->first))
		return refuse(p, _("not a date: 15 août"));
	dates->last = dates->first;
	if (is(p, 0, PX_HOURS_T_TO)) {
		p->at++;
		if (!read_day(p, &dates->last))
			return refuse(p, _("not a date: 15 août"));
	}
	if (!px_hours_dates_complete(&dates->first, &dates->last))
		return refuse(p, _("not a date: 15 août"));
	rule->dates_count++;
	if (!rule->count && !rule->off)
		rule->days_first = true;
	return 0;
}

/* Is the number here the day of a month, and not an hour? */
static bool
is_date(const struct parsing *p)
{
	if (is(p, 0, PX_HOURS_T_DATE) || is(p, 0, PX_HOURS_T_MONTH) || is(p, 0, PX_HOURS_T_YEAR))
		return true;
	return is(p, 0, PX_HOURS_T_NUMBER) &&
	       (is(p, 1, PX_HOURS_T_MONTH) ||
		(is(p, 1, PX_HOURS_T_TO) &&
		 (is(p, 2, PX_HOURS_T_DATE) ||
		  (is(p, 2, PX_HOURS_T_NUMBER) && is(p, 3, PX_HOURS_T_MONTH)))));
}

static bool
is_hour(const struct parsing *p, size_t ahead)
{
	return is(p, ahead, PX_HOURS_T_TIME) ||
	       (is(p, ahead, PX_HOURS_T_NUMBER) && peek(p, ahead)->value <= 24);
}

static int
hour_of(const struct px_hours_token *token)
{
	return token->kind == PX_HOURS_T_NUMBER ? 60 * token->value : token->value;
}

enum { LONGEST_NIGHT = 16 * 60 };

/* Midnight begins a day, and ends one.  Past it, in words, only from an afternoon and not to the next one:
 * "12h-10h" is a mistake. */
static bool
make_range(int from, int to, bool osm, struct px_hours_range *out)
{
	if (from == PX_HOURS_MIDNIGHT)
		from = 0;
	if (to > PX_HOURS_MIDNIGHT)
		to -= PX_HOURS_MIDNIGHT;
	if (to == 0)
		to = PX_HOURS_MIDNIGHT;
	if (to <= from &&
	    (osm || (from >= PX_HOURS_NOON && to + PX_HOURS_MIDNIGHT - from <= LONGEST_NIGHT)))
		to += PX_HOURS_MIDNIGHT;
	*out = (struct px_hours_range){ from, to, NULL };
	return from >= 0 && from < PX_HOURS_MIDNIGHT && to > from;
}

/* Hours come: do they begin another rule?  "fermé le lundi, mardi 8h-12h": the last days are theirs. */
static int
before_hours(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;
	unsigned except = rule->except, last = rule->days & ~rule->before;

	rule->except_is_open = false;
	if (rule->off && rule->comma && rule->before && last && !rule->dates_count) {
		rule->days = rule->before;
		if (commit(p) != 0)
			return -1;
		rule->days = last;
	} else if (rule->off) {
		return refuse(p, _("both open and closed: end each with a semicolon"));
	} else if (except && rule->count) {
		if (commit(p) != 0)
			return -1;
		rule->days = except;
	} else if (rule->times_first && px_hours_rule_selects(rule)) {
		if (rule->comma)
			return refuse(p, _("whose hours these are is not clear: end each with a "
					   "semicolon"));
		if (commit(p) != 0)
			return -1;
	}
	if (px_hours_rule_selects(rule))
		rule->days_first = true;
	else
		rule->times_first = true;
	return 0;
}

static int
add_range(struct parsing *p, struct px_hours_range range)
{
	struct px_hours_rule *rule = &p->rule;

	if (rule->count == PX_HOURS_RANGES)
		return refuse(p, _("too many hours for one day: 8 at most"));
	rule->ranges[rule->count++] = range;
	rule->comma = false;
	return 0;
}

static int
take_hours(struct parsing *p)
{
	struct px_hours_range range = { 0, PX_HOURS_MIDNIGHT, NULL };

	if (is(p, 0, PX_HOURS_T_ALL)) {
		if (peek(p, 0)->value && !px_hours_rule_selects(&p->rule))
			p->rule.days = 0xfe;
		if (before_hours(p) != 0)
			return -1;
		p->at++;
		return add_range(p, range);
	}
	if (!is_hour(p, 0) || !is(p, 1, PX_HOURS_T_TO) || !is_hour(p, 2))
		return refuse(p, _("hours have a beginning and an end: 8h-12h30"));
	if (!make_range(hour_of(peek(p, 0)), hour_of(peek(p, 2)), p->text.osm, &range))
		return refuse(p, _("hours that end before they begin"));
	if (before_hours(p) != 0)
		return -1;
	p->at += 3;
	return add_range(p, range);
}

static int
take_note(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;
	const char *note = p->text.tokens[p->at++].text;

	if (rule->count > rule->noted) {
		for (; rule->noted < rule->count; rule->noted++)
			rule->ranges[rule->noted].note = note;
		return 0;
	}
	rule->note = rule->note ? px_arena_printf(p->text.arena, "%s, %s", rule->note, note) : note;
	return 0;
}

/* "8h-12h, fermé l'après-midi" says nothing new. */
static bool
is_rest_closed(const struct parsing *p)
{
	return p->rule.count && is(p, 1, PX_HOURS_T_PART) && !is(p, 2, PX_HOURS_T_DAY) &&
	       !is(p, 2, PX_HOURS_T_DAYS);
}

static int
take_off(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;

	if (is_rest_closed(p)) {
		p->at += 2;
		return 0;
	}
	p->at++;
	if (rule->except_is_open) /* sauf mercredi : fermé */
		return 0;
	if ((rule->count || rule->note || rule->off) && commit(p) != 0)
		return -1;
	rule->days_first = px_hours_rule_selects(rule);
	rule->off = true;
	return 0;
}

static int
take_part(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;
	const struct px_hours_token *part = &p->text.tokens[p->at++];

	if (rule->except_is_open)
		rule->except_part = part->value;
	else if (rule->off)
		return refuse(p, _("closed for a part of a day: say the hours of the other"));
	else
		rule->part = rule->part ? px_arena_printf(p->text.arena, "%s, %s", rule->part,
							  part->text)
					: part->text;
	return 0;
}

/* What parts: a comma ends a list of exceptions, and may end a rule; "et" ends nothing. */
static int
take_mark(struct parsing *p)
{
	struct px_hours_rule *rule = &p->rule;
	enum px_hours_kind kind = p->text.tokens[p->at++].kind;

	if (kind == PX_HOURS_T_NEXT)
		return commit(p);
	if (kind == PX_HOURS_T_COMMA) {
		rule->except_is_open = false;
		p->with = false;
		rule->comma = px_hours_rule_selects(rule) || rule->count;
		rule->before = rule->days;
	}
	return 0;
}

static int
take_except(struct parsing *p)
{
	if (is(p, 1, PX_HOURS_T_DAY) || is(p, 1, PX_HOURS_T_DAYS)) {
		p->at++;
		p->rule.except_is_open = true;
		return 0;
	}
	return refuse(p, _("an exception is of days: sauf le mercredi"));
}

/* "Lundi - 8h-12h": a dash that is no range. */
static int
take_dash(struct parsing *p)
{
	bool colon =
		peek(p, 0)->value == 1 && (is_hour(p, 1) || is(p, 1, PX_HOURS_T_OFF) ||
					   is(p, 1, PX_HOURS_T_NOTE) || is(p, 1, PX_HOURS_T_ALL));

	if (p->rule.count || !colon)
		return refuse(p, _("a range lacks its beginning or its end: 8h-12h30"));
	p->at++;
	return 0;
}

static int
take_with(struct parsing *p)
{
	p->at++;
	p->with = true;
	return 0;
}

static int (*const takes[])(struct parsing *p) = {
	[PX_HOURS_T_END] = take_mark,      [PX_HOURS_T_DAYS] = take_days,
	[PX_HOURS_T_DAY] = take_days,      [PX_HOURS_T_TIME] = take_hours,
	[PX_HOURS_T_ALL] = take_hours,     [PX_HOURS_T_NUMBER] = take_hours,
	[PX_HOURS_T_YEAR] = take_dates,    [PX_HOURS_T_MONTH] = take_dates,
	[PX_HOURS_T_DATE] = take_dates,    [PX_HOURS_T_TO] = take_dash,
	[PX_HOURS_T_COMMA] = take_mark,    [PX_HOURS_T_AND] = take_mark,
	[PX_HOURS_T_NEXT] = take_mark,     [PX_HOURS_T_OFF] = take_off,
	[PX_HOURS_T_EXCEPT] = take_except, [PX_HOURS_T_WITH] = take_with,
	[PX_HOURS_T_PART] = take_part,     [PX_HOURS_T_NOTE] = take_note,
};

static int
take(struct parsing *p)
{
	return is_date(p) ? take_dates(p) : takes[peek(p, 0)->kind](p);
}

static bool
says_something(const struct px_hours *hours)
{
	for (int i = 0; i < PX_HOURS_DAYS; i++)
		if (hours->days[i].said)
			return true;
	return hours->dates_count || hours->note;
}

int
px_hours_parse(struct px_arena *arena, const char *text, struct px_hours *out, struct px_err *err)
{
	struct parsing *p = px_arena_alloc(arena, sizeof(*p));

	*out = (struct px_hours){ 0 };
	p->hours = out;
	p->err = err;
	if (px_hours_lex(arena, text, &p->text, err) != 0)
		return -1;
	while (p->at < p->text.count)
		if (take(p) != 0)
			return -1;
	if (commit(p) != 0)
		return -1;
	if (!says_something(out))
		return refuse(p, _("no hours in it"));
	return px_hours_fits(out) ? 0 : refuse(p, _("too long for opening hours"));
}
