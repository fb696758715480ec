#include "base/recur/recur.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { MOST_WORDS = 16 };

/* Words for how often, folded. */
static const struct {
	const char *word, *freq;
	int interval;
} periods[] = {
	{ "daily", "DAILY", 1 },           { "quotidien", "DAILY", 1 },
	{ "quotidienne", "DAILY", 1 },     { "weekly", "WEEKLY", 1 },
	{ "hebdomadaire", "WEEKLY", 1 },   { "monthly", "MONTHLY", 1 },
	{ "mensuel", "MONTHLY", 1 },       { "mensuelle", "MONTHLY", 1 },
	{ "quarterly", "MONTHLY", 3 },     { "trimestriel", "MONTHLY", 3 },
	{ "trimestrielle", "MONTHLY", 3 }, { "yearly", "YEARLY", 1 },
	{ "annual", "YEARLY", 1 },         { "annuel", "YEARLY", 1 },
	{ "annuelle", "YEARLY", 1 },
};

static const struct {
	const char *word, *freq;
	int interval;
} units[] = {
	{ "day", "DAILY", 1 },        { "days", "DAILY", 1 },        { "jour", "DAILY", 1 },
	{ "jours", "DAILY", 1 },      { "week", "WEEKLY", 1 },       { "weeks", "WEEKLY", 1 },
	{ "semaine", "WEEKLY", 1 },   { "semaines", "WEEKLY", 1 },   { "month", "MONTHLY", 1 },
	{ "months", "MONTHLY", 1 },   { "mois", "MONTHLY", 1 },      { "quarter", "MONTHLY", 3 },
	{ "quarters", "MONTHLY", 3 }, { "trimestre", "MONTHLY", 3 }, { "trimestres", "MONTHLY", 3 },
	{ "year", "YEARLY", 1 },      { "years", "YEARLY", 1 },      { "an", "YEARLY", 1 },
	{ "ans", "YEARLY", 1 },       { "annee", "YEARLY", 1 },      { "annees", "YEARLY", 1 },
};

static const struct {
	const char *word;
	enum px_recur_kind kind;
} kinds[] = {
	{ "fixed", PX_RECUR_FIXED }, { "fixe", PX_RECUR_FIXED }, { "after", PX_RECUR_AFTER },
	{ "apres", PX_RECUR_AFTER }, { "once", PX_RECUR_ONCE },  { "rattraper", PX_RECUR_ONCE },
};

static const struct {
	const char *word;
	enum px_recur_holidays holidays;
} holidays_words[] = {
	{ "skip", PX_RECUR_SKIP },
	{ "sauter", PX_RECUR_SKIP },
	{ "shift", PX_RECUR_SHIFT },
	{ "decaler", PX_RECUR_SHIFT },
};

/* The words of the text, and where reading is. */
struct words {
	char *items[MOST_WORDS];
	size_t count, at;
};

static bool
is(const struct words *words, const char *word)
{
	return words->at < words->count && strcmp(words->items[words->at], word) == 0;
}

static void
pass(struct words *words, const char *word)
{
	words->at += is(words, word);
}

static void
set_rule(struct px_recur *recur, const char *freq, int interval)
{
	int length = snprintf(recur->rule, sizeof(recur->rule), "FREQ=%s", freq);

	if (interval > 1)
		length += snprintf(recur->rule + length, sizeof(recur->rule) - (size_t)length,
				   ";INTERVAL=%d", interval);
	if (strcmp(freq, "MONTHLY") == 0 || strcmp(freq, "YEARLY") == 0)
		snprintf(recur->rule + length, sizeof(recur->rule) - (size_t)length,
			 ";SKIP=BACKWARD");
}

static bool
take_period(struct words *words, struct px_recur *recur)
{
	for (size_t i = 0; i < PX_COUNT(periods); i++)
		if (is(words, periods[i].word)) {
			set_rule(recur, periods[i].freq, periods[i].interval);
			words->at++;
			return true;
		}
	return false;
}

/* every 2 weeks, tous les 15 jours, 3 months. */
static bool
take_every(struct words *words, struct px_recur *recur)
{
	size_t begun = words->at;
	int number = 1;

	pass(words, "every");
	pass(words, "tous");
	pass(words, "toutes");
	pass(words, "les");
	if (words->at < words->count &&
	    strspn(words->items[words->at], "0123456789") == strlen(words->items[words->at])) {
		number = (int)strtol(words->items[words->at], NULL, 10);
		words->at++;
	}
	for (size_t i = 0; i < PX_COUNT(units) && number > 0 && number <= 1000; i++)
		if (words->at > begun && is(words, units[i].word)) {
			set_rule(recur, units[i].freq, number * units[i].interval);
			words->at++;
			return true;
		}
	words->at = begun;
	return false;
}

static bool
take_rule(struct words *words, struct px_recur *recur)
{
	char *rule = words->at < words->count ? words->items[words->at] : NULL;

	if (!rule || !strchr(rule, '=') || strlen(rule) > PX_RULE_LENGTH)
		return false;
	for (size_t i = 0; i <= strlen(rule); i++)
		recur->rule[i] = (char)(rule[i] >= 'a' && rule[i] <= 'z' ? rule[i] - 32 : rule[i]);
	if (strncmp(recur->rule, "RRULE:", 6) == 0)
		memmove(recur->rule, recur->rule + 6, strlen(recur->rule + 6) + 1);
	words->at++;
	return true;
}

static bool
take_from(struct words *words, struct px_recur *recur)
{
	struct px_date date;

	if (!is(words, "from") || words->at + 1 >= words->count ||
	    px_date_parse(words->items[words->at + 1], &date) != 0)
		return false;
	recur->anchored = true;
	recur->from = px_date_days(date);
	words->at += 2;
	return true;
}

static bool
take_word(struct words *words, struct px_recur *recur)
{
	for (size_t i = 0; i < PX_COUNT(kinds); i++)
		if (is(words, kinds[i].word)) {
			recur->kind = kinds[i].kind;
			words->at++;
			return true;
		}
	for (size_t i = 0; i < PX_COUNT(holidays_words); i++)
		if (is(words, holidays_words[i].word)) {
			recur->holidays = holidays_words[i].holidays;
			words->at++;
			return true;
		}
	return take_from(words, recur);
}

static struct px_rule *
open_rule(const struct px_recur *recur, int64_t day, struct px_err *err)
{
	struct px_rule_start start = { .local = { .date = px_date_from_days(day) },
				       .all_day = true };

	return px_rule_open(recur->rule, &start, err);
}

/* Is the rule one, and of days? */
static int
check_rule(const struct px_recur *recur, struct px_err *err)
{
	struct px_rule *rule = open_rule(recur, 0, err);

	px_rule_close(rule);
	if (!rule)
		return -1;
	if (recur->kind == PX_RECUR_AFTER && strstr(recur->rule, "COUNT="))
		return px_err_set(err, PX_USAGE,
				  _("COUNT counts from a first day, and \"after\" has none: end it "
				    "with UNTIL"));
	return 0;
}

int
px_recur_parse(const char *text, struct px_recur *out, struct px_err *err)
{
	struct px_buf folded = PX_BUF_INIT;
	struct words words = { .count = 0 };
	struct px_recur recur = { .kind = PX_RECUR_FIXED };
	bool read;

	px_text_fold(text, &folded);
	words.count = px_text_split(folded.data, ' ', words.items, MOST_WORDS);
	read = take_rule(&words, &recur) || take_period(&words, &recur) ||
	       take_every(&words, &recur);
	while (read && words.at < words.count)
		read = take_word(&words, &recur);
	px_buf_release(&folded);
	if (!read)
		return px_err_set(
			err, PX_USAGE,
			_("does not say when it comes again: write monthly, every 2 weeks or "
			  "FREQ=WEEKLY;BYDAY=MO, then after or once, then skip or shift for "
			  "public holidays"));
	if (check_rule(&recur, err) != 0)
		return -1;
	*out = recur;
	return 0;
}

void
px_recur_format(const struct px_recur *recur, struct px_buf *out)
{
	static const char *const of_kind[] = { "", " after", " once" };
	static const char *const of_holidays[] = { "", " skip", " shift" };
	char day[PX_DATE_SIZE];

	px_buf_printf(out, "%s%s%s", recur->rule, of_kind[recur->kind],
		      of_holidays[recur->holidays]);
	if (!recur->anchored)
		return;
	px_date_format(px_date_from_days(recur->from), day);
	px_buf_printf(out, " from %s", day);
}

static int64_t
day_due(const struct px_recur *recur, int64_t day, enum px_region region)
{
	while (recur->holidays == PX_RECUR_SHIFT &&
	       (px_date_weekday(day) > 5 || px_holiday_name(region, day)))
		day++;
	return day;
}

/* The rule's first day after the limit, counted from the start. */
static int
find(const struct px_recur *recur, int64_t start, int64_t limit, enum px_region region,
     struct px_recur_day *out, struct px_err *err)
{
	struct px_rule *rule = open_rule(recur, start, err);
	struct px_occurrence next;
	int more = -1;

	while (rule && (more = px_rule_next(rule, &next, err)) == 1) {
		int64_t day = px_date_days(next.local.date);

		if (day <= limit ||
		    (recur->holidays == PX_RECUR_SKIP && px_holiday_name(region, day)))
			continue;
		*out = (struct px_recur_day){ day, day_due(recur, day, region) };
		break;
	}
	px_rule_close(rule);
	return more;
}

int
px_recur_first(const struct px_recur *recur, int64_t day, enum px_region region,
	       struct px_recur_day *out, struct px_err *err)
{
	return find(recur, recur->anchored ? recur->from : day, day - 1, region, out, err);
}

int
px_recur_next(const struct px_recur *recur, int64_t occurrence, int64_t done, enum px_region region,
	      struct px_recur_day *out, struct px_err *err)
{
	int64_t start = recur->anchored ? recur->from : occurrence, limit = occurrence;

	if (recur->kind == PX_RECUR_AFTER)
		start = limit = done;
	else if (recur->kind == PX_RECUR_ONCE && done > limit)
		limit = done;
	return find(recur, start, limit, region, out, err);
}
