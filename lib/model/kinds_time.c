/*
 * Kinds of time: days and instants.
 *
 * What people type goes through base/when.h, phrases and all.  A cell of a file is ISO 8601, what a
 * French spreadsheet writes (24/12/2025, 24/12/25, 24/12/2025 08:30), which is local time, or a phrase
 * that means the same whenever it is read (mercredi 24 décembre 2025); `demain` is refused, since the
 * file may be as old as it likes.  A cell that came from JSON is ISO 8601 and nothing else.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/when.h"
#include "base/recur/recur.h"
#include "model/kind.h"

/* Two-digit years are split as Excel does: 00 to 29 are of this century. */
enum { FIRST_OF_1900 = 30, CELL_LIMIT = 64 };

static bool
is_phrase(const struct px_parse *parse)
{
	return parse->origin == PX_FROM_TYPED || parse->origin == PX_FROM_FILTER;
}

static struct px_when
when_of(const struct px_parse *parse)
{
	return (struct px_when){
		.now = parse->world->now,
		.zone = parse->world->zone,
		.filter = parse->origin == PX_FROM_FILTER,
	};
}

static void
date_is(const struct px_parse *parse, struct px_date date, struct px_value *out)
{
	char text[PX_DATE_SIZE];

	px_date_format(date, text);
	px_kind_text_is(parse, text, out);
}

static void
instant_is(const struct px_parse *parse, int64_t instant, struct px_value *out)
{
	char text[PX_INSTANT_SIZE];

	px_instant_format(instant, text);
	px_kind_text_is(parse, text, out);
}

/* least to most digits; NULL when there are fewer. */
static const char *
read_number(const char *p, int least, int most, int *out)
{
	int digits = 0;

	for (*out = 0; digits < most && *p >= '0' && *p <= '9'; p++, digits++)
		*out = 10 * *out + (*p - '0');
	return digits >= least ? p : NULL;
}

/* 2025-12-24 */
static const char *
read_iso_day(const char *p, struct px_date *date)
{
	if (!(p = read_number(p, 4, 4, &date->year)) || *p++ != '-')
		return NULL;
	if (!(p = read_number(p, 2, 2, &date->month)) || *p++ != '-')
		return NULL;
	return read_number(p, 2, 2, &date->day);
}

/* 24/12/2025, 24-12-2025, 24.12.25, 1/2/2025: the day first. */
static const char *
read_french_day(const char *p, struct px_date *date)
{
	const char *year;
	char separator;

	if (!(p = read_number(p, 1, 2, &date->day)) || !strchr("/-.", separator = *p) || !separator)
		return NULL;
	if (!(p = read_number(p + 1, 1, 2, &date->month)) || *p != separator)
		return NULL;
	year = p + 1;
	if (!(p = read_number(year, 2, 4, &date->year)) || p - year == 3)
		return NULL;
	if (p - year == 2)
		date->year += date->year < FIRST_OF_1900 ? 2000 : 1900;
	return p;
}

static const char *
read_day(const char *text, struct px_date *date)
{
	const char *end = read_iso_day(text, date);

	if (!end)
		end = read_french_day(text, date);
	return end && px_date_valid(*date) ? end : NULL;
}

/* " 08:30", "T08:30:00", " 8h30", " 8 h", " à 8h30" or nothing, to the end of the text. */
static bool
read_time(const char *p, struct px_local *local)
{
	local->hour = local->minute = local->second = 0;
	if (!*p)
		return true;
	if (*p != ' ' && *p != 'T')
		return false;
	p++;
	if (strncmp(p, "à ", 3) == 0)
		p += 3;
	if (!(p = read_number(p, 1, 2, &local->hour)))
		return false;
	p += *p == ' ' && p[1] == 'h';
	if (*p != ':' && *p != 'h')
		return false;
	if (*p++ == 'h' && !*p)
		return local->hour < 24;
	if (!(p = read_number(p, 2, 2, &local->minute)))
		return false;
	if (*p == ':' && !(p = read_number(p + 1, 2, 2, &local->second)))
		return false;
	return !*p && local->hour < 24 && local->minute < 60 && local->second < 60;
}

/*
 * Phrases of one meaning: read from two clocks, eras apart.
 */
enum { CLOCKS = 2 };

static struct px_when
clock_of(const struct px_parse *parse, int i)
{
	static const int64_t nows[CLOCKS] = { 0, 4102444800 }; /* 1970, 2100 */

	return (struct px_when){ .now = nows[i], .zone = parse->world->zone };
}

/* One day, not a month or a week. */
static bool
is_lasting_day(const struct px_parse *parse, const char *text, struct px_date *date)
{
	int64_t days[2 * CLOCKS];

	for (int i = 0; i < CLOCKS; i++) {
		struct px_when when = clock_of(parse, i);
		struct px_err ignored = PX_ERR_INIT;
		struct px_date first, last;

		if (px_when_period(&when, text, &first, &last, &ignored) != 0)
			return false;
		days[2 * i] = px_date_days(first);
		days[2 * i + 1] = px_date_days(last);
		*date = first;
	}
	return days[0] == days[1] && days[0] == days[2] && days[0] == days[3];
}

/* A day, or a day and its hour, which is no period at all. */
static bool
is_lasting_instant(const struct px_parse *parse, const char *text, int64_t *instant)
{
	int64_t instants[CLOCKS];
	bool period = true;
	struct px_date first, last;

	for (int i = 0; i < CLOCKS; i++) {
		struct px_when when = clock_of(parse, i);
		struct px_err ignored = PX_ERR_INIT;

		if (px_when_instant(&when, text, &instants[i], &ignored) != 0)
			return false;
		period = period && px_when_period(&when, text, &first, &last, &ignored) == 0;
	}
	*instant = instants[0];
	return instants[0] == instants[1] && (!period || is_lasting_day(parse, text, &first));
}

/* Why a cell is no day: an hour too many is the most frequent reason, and is mended at once. */
static const char *
no_day(const struct px_parse *parse, const char *text)
{
	int64_t instant;

	return is_lasting_instant(parse, text, &instant)
		       ? _("a day is asked, without an hour: write 2025-12-24 or 24/12/2025")
		       : _("not a date: write 2025-12-24 or 24/12/2025");
}

static void
parse_date_cell(const struct px_parse *parse, const char *text, struct px_value *out)
{
	struct px_local local = { 0 };
	const char *end;

	if (parse->literal) {
		if (px_date_parse(text, &local.date) == 0)
			date_is(parse, local.date, out);
		else
			px_kind_refuse(parse, text, out, _("not a date: write 2025-12-24"));
		return;
	}
	/* Spreadsheets add midnight to a day; any other hour says that the column is another one. */
	end = read_day(text, &local.date);
	if (end && read_time(end, &local) && !local.hour && !local.minute && !local.second)
		date_is(parse, local.date, out);
	else if (!end && is_lasting_day(parse, text, &local.date))
		date_is(parse, local.date, out);
	else
		px_kind_refuse(parse, text, out, no_day(parse, text));
}

static void
parse_date(const struct px_parse *parse, const char *text, struct px_value *out)
{
	struct px_when when;
	struct px_err err = PX_ERR_INIT;
	struct px_date date;

	if (!px_kind_line(parse, text, CELL_LIMIT, out))
		return;
	if (!is_phrase(parse)) {
		parse_date_cell(parse, text, out);
		return;
	}
	when = when_of(parse);
	if (px_when_date(&when, text, &date, &err) == 0)
		date_is(parse, date, out);
	else
		px_kind_refuse_as(parse, &err, out);
}

/* 24/12/2025 */
static void
print_french_day(struct px_date date, struct px_buf *out)
{
	px_buf_printf(out, "%02d/%02d/%04d", date.day, date.month, date.year);
}

static void
print_date(const struct px_world *world, const struct px_field *field, const struct px_value *value,
	   enum px_style style, struct px_buf *out)
{
	struct px_date date;

	(void)world;
	(void)field;
	if (style == PX_STYLE_EXCEL_FR && px_date_parse(value->text, &date) == 0)
		print_french_day(date, out);
	else
		px_buf_puts(out, value->text);
}

const struct px_kind px_kind_date = {
	.name = "date",
	.metavar = "DATE",
	.json_type = "string",
	.json_format = "date",
	.storage = PX_TEXT,
	.parse = parse_date,
	.print = print_date,
};

static void
parse_instant_cell(const struct px_parse *parse, const char *text, struct px_value *out)
{
	struct px_local local = { 0 };
	const char *end;
	int64_t instant;

	if (px_instant_parse(text, &instant) == 0) {
		instant_is(parse, instant, out);
		return;
	}
	if (parse->literal) {
		px_kind_refuse(parse, text, out,
			       _("not an instant: write 2025-12-24T08:30:00Z or +01:00"));
		return;
	}
	end = read_day(text, &local.date);
	if (end && read_time(end, &local) &&
	    px_instant_valid(instant = px_zone_instant(parse->world->zone, local)))
		instant_is(parse, instant, out);
	else if (!end && is_lasting_instant(parse, text, &instant))
		instant_is(parse, instant, out);
	else
		px_kind_refuse(parse, text, out,
			       _("not an instant: write 2025-12-24T08:30:00Z or 24/12/2025 09:30"));
}

static void
parse_instant(const struct px_parse *parse, const char *text, struct px_value *out)
{
	struct px_when when;
	struct px_err err = PX_ERR_INIT;
	int64_t instant;

	if (!px_kind_line(parse, text, CELL_LIMIT, out))
		return;
	if (!is_phrase(parse)) {
		parse_instant_cell(parse, text, out);
		return;
	}
	when = when_of(parse);
	if (px_when_instant(&when, text, &instant, &err) == 0)
		instant_is(parse, instant, out);
	else
		px_kind_refuse_as(parse, &err, out);
}

/* Machines get UTC; people and French spreadsheets the organization's local time. */
static void
print_instant(const struct px_world *world, const struct px_field *field,
	      const struct px_value *value, enum px_style style, struct px_buf *out)
{
	char day[PX_DATE_SIZE];
	struct px_local local;
	int64_t instant;

	(void)field;
	if (style == PX_STYLE_MACHINE || px_instant_parse(value->text, &instant) != 0) {
		px_buf_puts(out, value->text);
		return;
	}
	local = px_zone_local(world->zone, instant);
	px_date_format(local.date, day);
	if (style == PX_STYLE_EXCEL_FR)
		print_french_day(local.date, out);
	else
		px_buf_puts(out, day);
	px_buf_printf(out, " %02d:%02d", local.hour, local.minute);
}

const struct px_kind px_kind_instant = {
	.name = "instant",
	.metavar = "WHEN",
	.json_type = "string",
	.json_format = "date-time",
	.storage = PX_TEXT,
	.parse = parse_instant,
	.print = print_instant,
};

/*
 * Recurrence.
 */
/* A rule may be said in words too; what only tasks have (after, skip…) is not one's. */
static int
rule_in_words(const struct px_parse *parse, const char *text, struct px_recur *recur,
	      struct px_err *err)
{
	struct px_when when = when_of(parse);

	if (px_recur_read(text, &when, recur, err) != 0)
		return -1;
	if (recur->kind == PX_RECUR_FIXED && recur->holidays == PX_RECUR_ANY_DAY &&
	    !recur->anchored)
		return 0;
	return px_err_set(err, PX_USAGE,
			  _("after, once, skip, shift and from are for tasks: a series has its "
			    "rule and its start"));
}

/* What people are shown, `every Tuesday (FREQ=WEEKLY;BYDAY=TU)`, may come back from them: the rule in its
 * parentheses counts. */
static const char *
shown_rule(const struct px_parse *parse, const char *text)
{
	const char *open = strrchr(text, '(');
	size_t length = open ? strlen(open) : 0;

	return length > 2 && open[length - 1] == ')' && strchr(open, '=')
		       ? px_arena_strndup(parse->arena, open + 1, length - 2)
		       : text;
}

static void
parse_rule(const struct px_parse *parse, const char *text, struct px_value *out)
{
	struct px_rule_start start = { .local = { .date = { 2000, 1, 1 } } };
	struct px_err err = PX_ERR_INIT;
	struct px_rule *rule = NULL;
	struct px_recur recur;

	if (!px_kind_line(parse, text, PX_RULE_LENGTH, out))
		return;
	text = shown_rule(parse, text);
	if (strchr(text, '='))
		rule = parse->origin == PX_FROM_FILTER ? NULL : px_rule_open(text, &start, &err);
	else if (rule_in_words(parse, text, &recur, &err) == 0)
		text = recur.rule;
	if (err.code == PX_OK || parse->origin == PX_FROM_FILTER)
		px_kind_text_is(parse, text, out);
	else
		px_kind_refuse(parse, text, out, err.message);
	px_rule_close(rule);
}

/* People read words, and the rule that they stand for. */
static void
print_recur(const struct px_world *world, const struct px_field *field,
	    const struct px_value *value, enum px_style style, struct px_buf *out)
{
	struct px_recur recur;

	(void)world;
	(void)field;
	if (style != PX_STYLE_HUMAN || px_recur_parse(value->text, &recur, NULL) != 0) {
		px_buf_puts(out, value->text);
		return;
	}
	px_recur_words(&recur, out);
	px_buf_printf(out, " (%s)", value->text);
}

const struct px_kind px_kind_rule = {
	.name = "rule",
	.metavar = "RULE",
	.json_type = "string",
	.storage = PX_TEXT,
	.parse = parse_rule,
	.print = print_recur,
};

static void
parse_recur(const struct px_parse *parse, const char *text, struct px_value *out)
{
	struct px_when when = when_of(parse);
	struct px_buf canonical = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_recur recur;

	if (!px_kind_line(parse, text, PX_RULE_LENGTH, out))
		return;
	text = shown_rule(parse, text);
	if (px_recur_read(text, &when, &recur, &err) == 0) {
		px_recur_format(&recur, &canonical);
		px_kind_text_is(parse, canonical.data, out);
	} else if (parse->origin == PX_FROM_FILTER) {
		px_kind_text_is(parse, text, out);
	} else {
		px_kind_refuse(parse, text, out, err.message);
	}
	px_buf_release(&canonical);
}

const struct px_kind px_kind_recur = {
	.name = "recurrence",
	.metavar = "RECURRENCE",
	.json_type = "string",
	.storage = PX_TEXT,
	.parse = parse_recur,
	.print = print_recur,
};
