/* The words of recurrences, French and English, folded as those of dates are (base/when). */
#include <string.h>

#include "base/mem.h"
#include "base/recur/phrase.h"
#include "base/text.h"

struct word {
	const char *text;
	enum px_phrase_word kind;
	int value;
};

enum {
	SHORTEST = 3,   /* letters of a word that is suggested */
	WORKING = 0x3e, /* Monday to Friday */
	OPENING = 0x7e, /* and Saturday: jours ouvrables */
	WEEKEND = 0xc0,
	STEP_DAY = PX_PHRASE_STEP(PX_PHRASE_DAILY, 1),
	STEP_WEEK = PX_PHRASE_STEP(PX_PHRASE_WEEKLY, 1),
	STEP_FORTNIGHT = PX_PHRASE_STEP(PX_PHRASE_WEEKLY, 2),
	STEP_MONTH = PX_PHRASE_STEP(PX_PHRASE_MONTHLY, 1),
	STEP_TWO_MONTHS = PX_PHRASE_STEP(PX_PHRASE_MONTHLY, 2),
	STEP_QUARTER = PX_PHRASE_STEP(PX_PHRASE_MONTHLY, 3),
	STEP_SEMESTER = PX_PHRASE_STEP(PX_PHRASE_MONTHLY, 6),
	STEP_YEAR = PX_PHRASE_STEP(PX_PHRASE_YEARLY, 1),
	STEP_TWO_YEARS = PX_PHRASE_STEP(PX_PHRASE_YEARLY, 2),
};

static const struct word words[] = {
	{ "every", PX_PHRASE_EVERY, 0 },
	{ "each", PX_PHRASE_EVERY, 0 },
	{ "chaque", PX_PHRASE_EVERY, 0 },
	{ "a chaque", PX_PHRASE_EVERY, 0 },
	{ "tous les", PX_PHRASE_EVERY, 0 },
	{ "toutes les", PX_PHRASE_EVERY, 0 },
	{ "tout les", PX_PHRASE_EVERY, 0 },
	{ "tous", PX_PHRASE_EVERY, 0 },
	{ "toutes", PX_PHRASE_EVERY, 0 },
	{ "par", PX_PHRASE_EVERY, 0 },
	{ "per", PX_PHRASE_EVERY, 0 },
	{ "once a", PX_PHRASE_EVERY, 0 },
	{ "once an", PX_PHRASE_EVERY, 0 },
	{ "once per", PX_PHRASE_EVERY, 0 },
	{ "once every", PX_PHRASE_EVERY, 0 },
	{ "once each", PX_PHRASE_EVERY, 0 },
	{ "une fois par", PX_PHRASE_EVERY, 0 },
	{ "1 fois par", PX_PHRASE_EVERY, 0 },
	{ "une fois tous les", PX_PHRASE_EVERY, 0 },
	{ "une fois toutes les", PX_PHRASE_EVERY, 0 },
	{ "1 fois tous les", PX_PHRASE_EVERY, 0 },
	{ "1 fois toutes les", PX_PHRASE_EVERY, 0 },
	{ "other", PX_PHRASE_OTHER, 0 },
	{ "alternate", PX_PHRASE_OTHER, 0 },
	{ "sur", PX_PHRASE_OUT_OF, 0 },
	{ "out of", PX_PHRASE_OUT_OF, 0 },
	{ "le", PX_PHRASE_SOFT, 0 },
	{ "la", PX_PHRASE_SOFT, 0 },
	{ "les", PX_PHRASE_SOFT, 0 },
	{ "l", PX_PHRASE_SOFT, 0 },
	{ "the", PX_PHRASE_SOFT, 0 },
	{ "on", PX_PHRASE_SOFT, 0 },
	{ "on the", PX_PHRASE_SOFT, 0 },
	{ "in", PX_PHRASE_SOFT, 0 },
	{ "en", PX_PHRASE_SOFT, 0 },
	{ "au mois de", PX_PHRASE_SOFT, 0 },
	{ "au mois d", PX_PHRASE_SOFT, 0 },
	{ "et", PX_PHRASE_SOFT, 0 },
	{ "and", PX_PHRASE_SOFT, 0 },
	{ "ainsi que", PX_PHRASE_SOFT, 0 },
	{ ",", PX_PHRASE_SOFT, 0 },
	{ ";", PX_PHRASE_SOFT, 0 },
	{ "&", PX_PHRASE_SOFT, 0 },
	{ "+", PX_PHRASE_SOFT, 0 },
	{ "/", PX_PHRASE_SOFT, 0 },
	{ "de", PX_PHRASE_OF, 0 },
	{ "du", PX_PHRASE_OF, 0 },
	{ "des", PX_PHRASE_OF, 0 },
	{ "d", PX_PHRASE_OF, 0 },
	{ "of", PX_PHRASE_OF, 0 },
	{ "a", PX_PHRASE_TO, 0 },
	{ "au", PX_PHRASE_TO, 0 },
	{ "to", PX_PHRASE_TO, 0 },
	{ "through", PX_PHRASE_TO, 0 },
	{ "thru", PX_PHRASE_TO, 0 },
	{ "-", PX_PHRASE_TO, 0 },
	{ "jusqu au", PX_PHRASE_TO, 0 },
	{ "daily", PX_PHRASE_PERIOD, STEP_DAY },
	{ "quotidien", PX_PHRASE_PERIOD, STEP_DAY },
	{ "quotidienne", PX_PHRASE_PERIOD, STEP_DAY },
	{ "quotidiennement", PX_PHRASE_PERIOD, STEP_DAY },
	{ "journalier", PX_PHRASE_PERIOD, STEP_DAY },
	{ "weekly", PX_PHRASE_PERIOD, STEP_WEEK },
	{ "hebdo", PX_PHRASE_PERIOD, STEP_WEEK },
	{ "hebdomadaire", PX_PHRASE_PERIOD, STEP_WEEK },
	{ "fortnightly", PX_PHRASE_PERIOD, STEP_FORTNIGHT },
	{ "monthly", PX_PHRASE_PERIOD, STEP_MONTH },
	{ "mensuel", PX_PHRASE_PERIOD, STEP_MONTH },
	{ "mensuelle", PX_PHRASE_PERIOD, STEP_MONTH },
	{ "mensuellement", PX_PHRASE_PERIOD, STEP_MONTH },
	{ "bimestriel", PX_PHRASE_PERIOD, STEP_TWO_MONTHS },
	{ "bimestrielle", PX_PHRASE_PERIOD, STEP_TWO_MONTHS },
	{ "quarterly", PX_PHRASE_PERIOD, STEP_QUARTER },
	{ "trimestriel", PX_PHRASE_PERIOD, STEP_QUARTER },
	{ "trimestrielle", PX_PHRASE_PERIOD, STEP_QUARTER },
	{ "semestriel", PX_PHRASE_PERIOD, STEP_SEMESTER },
	{ "semestrielle", PX_PHRASE_PERIOD, STEP_SEMESTER },
	{ "half yearly", PX_PHRASE_PERIOD, STEP_SEMESTER },
	{ "yearly", PX_PHRASE_PERIOD, STEP_YEAR },
	{ "annual", PX_PHRASE_PERIOD, STEP_YEAR },
	{ "annually", PX_PHRASE_PERIOD, STEP_YEAR },
	{ "annuel", PX_PHRASE_PERIOD, STEP_YEAR },
	{ "annuelle", PX_PHRASE_PERIOD, STEP_YEAR },
	{ "annuellement", PX_PHRASE_PERIOD, STEP_YEAR },
	{ "biennal", PX_PHRASE_PERIOD, STEP_TWO_YEARS },
	{ "biennale", PX_PHRASE_PERIOD, STEP_TWO_YEARS },
	{ "biennial", PX_PHRASE_PERIOD, STEP_TWO_YEARS },
	{ "quinzaine", PX_PHRASE_UNIT, STEP_FORTNIGHT },
	{ "quinzaines", PX_PHRASE_UNIT, STEP_FORTNIGHT },
	{ "fortnight", PX_PHRASE_UNIT, STEP_FORTNIGHT },
	{ "fortnights", PX_PHRASE_UNIT, STEP_FORTNIGHT },
	{ "semestre", PX_PHRASE_UNIT, STEP_SEMESTER },
	{ "semestres", PX_PHRASE_UNIT, STEP_SEMESTER },
	{ "jour ouvre", PX_PHRASE_DAYS, WORKING },
	{ "jours ouvres", PX_PHRASE_DAYS, WORKING },
	{ "jour de semaine", PX_PHRASE_DAYS, WORKING },
	{ "jours de semaine", PX_PHRASE_DAYS, WORKING },
	{ "jour de la semaine", PX_PHRASE_DAYS, WORKING },
	{ "jours de la semaine", PX_PHRASE_DAYS, WORKING },
	{ "en semaine", PX_PHRASE_DAYS, WORKING },
	{ "working day", PX_PHRASE_DAYS, WORKING },
	{ "working days", PX_PHRASE_DAYS, WORKING },
	{ "business day", PX_PHRASE_DAYS, WORKING },
	{ "business days", PX_PHRASE_DAYS, WORKING },
	{ "workday", PX_PHRASE_DAYS, WORKING },
	{ "workdays", PX_PHRASE_DAYS, WORKING },
	{ "weekday", PX_PHRASE_DAYS, WORKING },
	{ "weekdays", PX_PHRASE_DAYS, WORKING },
	{ "jour ouvrable", PX_PHRASE_DAYS, OPENING },
	{ "jours ouvrables", PX_PHRASE_DAYS, OPENING },
	{ "weekend", PX_PHRASE_DAYS, WEEKEND },
	{ "weekends", PX_PHRASE_DAYS, WEEKEND },
	{ "week end", PX_PHRASE_DAYS, WEEKEND },
	{ "week ends", PX_PHRASE_DAYS, WEEKEND },
	{ "fois", PX_PHRASE_TIMES, 0 },
	{ "fois en tout", PX_PHRASE_TIMES, 0 },
	{ "times", PX_PHRASE_TIMES, 0 },
	{ "times in all", PX_PHRASE_TIMES, 0 },
	{ "avant dernier", PX_PHRASE_BUT_LAST, 0 },
	{ "avant derniere", PX_PHRASE_BUT_LAST, 0 },
	{ "second to last", PX_PHRASE_BUT_LAST, 0 },
	{ "penultimate", PX_PHRASE_BUT_LAST, 0 },
	{ "sauf", PX_PHRASE_EXCEPT, 0 },
	{ "hors", PX_PHRASE_EXCEPT, 0 },
	{ "excepte", PX_PHRASE_EXCEPT, 0 },
	{ "except", PX_PHRASE_EXCEPT, 0 },
	{ "but not", PX_PHRASE_EXCEPT, 0 },
	{ "until", PX_PHRASE_UNTIL, 0 },
	{ "till", PX_PHRASE_UNTIL, 0 },
	{ "jusqu au", PX_PHRASE_UNTIL, 0 },
	{ "jusqu a", PX_PHRASE_UNTIL, 0 },
	{ "jusqu en", PX_PHRASE_UNTIL, 0 },
	{ "jusque", PX_PHRASE_UNTIL, 0 },
	{ "from", PX_PHRASE_FROM, 0 },
	{ "starting", PX_PHRASE_FROM, 0 },
	{ "starting on", PX_PHRASE_FROM, 0 },
	{ "starting from", PX_PHRASE_FROM, 0 },
	{ "since", PX_PHRASE_FROM, 0 },
	{ "a partir du", PX_PHRASE_FROM, 0 },
	{ "a partir de", PX_PHRASE_FROM, 0 },
	{ "a compter du", PX_PHRASE_FROM, 0 },
	{ "des le", PX_PHRASE_FROM, 0 },
	{ "depuis le", PX_PHRASE_FROM, 0 },
	{ "depuis", PX_PHRASE_FROM, 0 },
	{ "fixed", PX_PHRASE_KIND, PX_RECUR_FIXED },
	{ "fixe", PX_PHRASE_KIND, PX_RECUR_FIXED },
	{ "after", PX_PHRASE_KIND, PX_RECUR_AFTER },
	{ "after completion", PX_PHRASE_KIND, PX_RECUR_AFTER },
	{ "after it is done", PX_PHRASE_KIND, PX_RECUR_AFTER },
	{ "when done", PX_PHRASE_KIND, PX_RECUR_AFTER },
	{ "apres", PX_PHRASE_KIND, PX_RECUR_AFTER },
	{ "apres realisation", PX_PHRASE_KIND, PX_RECUR_AFTER },
	{ "apres execution", PX_PHRASE_KIND, PX_RECUR_AFTER },
	{ "apres l avoir fait", PX_PHRASE_KIND, PX_RECUR_AFTER },
	{ "quand c est fait", PX_PHRASE_KIND, PX_RECUR_AFTER },
	{ "once", PX_PHRASE_KIND, PX_RECUR_ONCE },
	{ "catch up once", PX_PHRASE_KIND, PX_RECUR_ONCE },
	{ "rattraper", PX_PHRASE_KIND, PX_RECUR_ONCE },
	{ "rattraper une fois", PX_PHRASE_KIND, PX_RECUR_ONCE },
	{ "rattrape", PX_PHRASE_KIND, PX_RECUR_ONCE },
	{ "skip", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "skip holidays", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "sauter", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "sauter les jours feries", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "sauf feries", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "sauf jours feries", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "sauf les jours feries", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "sauf si ferie", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "hors feries", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "hors jours feries", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "except holidays", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "except on holidays", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "except public holidays", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "except on public holidays", PX_PHRASE_HOLIDAYS, PX_RECUR_SKIP },
	{ "shift", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "shifted", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "shift holidays", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "or the next working day", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "decaler", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "decale", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "reporter", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "reporte", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "decaler si ferie", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "reporter si ferie", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "reporte si ferie", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "ou le jour ouvre suivant", PX_PHRASE_HOLIDAYS, PX_RECUR_SHIFT },
	{ "biweekly", PX_PHRASE_UNCLEAR, 0 },
	{ "bimonthly", PX_PHRASE_UNCLEAR, 0 },
	{ "biannual", PX_PHRASE_UNCLEAR, 0 },
	{ "biannuel", PX_PHRASE_UNCLEAR, 0 },
	{ "bisannuel", PX_PHRASE_UNCLEAR, 0 },
	{ "bimensuel", PX_PHRASE_UNCLEAR, 0 },
	{ "bimensuelle", PX_PHRASE_UNCLEAR, 0 },
	{ "bihebdomadaire", PX_PHRASE_UNCLEAR, 0 },
};

/* Kinds of words of dates that a recurrence may be made of. */
static const enum px_when_kind of_dates[] = {
	PX_WORD_UNIT, PX_WORD_WEEKDAY, PX_WORD_MONTH, PX_WORD_ORDINAL, PX_WORD_LAST_OF,
};

bool
px_phrase_word(struct px_when_parse *p, enum px_phrase_word kind, int *value)
{
	size_t longest = 0;

	for (size_t i = 0; i < PX_COUNT(words); i++) {
		size_t length = words[i].kind == kind ? px_when_spells(p, words[i].text) : 0;

		if (length <= longest)
			continue;
		longest = length;
		if (value)
			*value = words[i].value;
	}
	p->at += longest;
	return longest > 0;
}

/* Our words, then those of dates. */
static const char *
any_word(size_t i)
{
	if (i < PX_COUNT(words))
		return words[i].text;
	i -= PX_COUNT(words);
	for (size_t k = 0; k < PX_COUNT(of_dates); k++) {
		size_t count = 0;

		while (px_when_text(of_dates[k], count))
			count++;
		if (i < count)
			return px_when_text(of_dates[k], i);
		i -= count;
	}
	return NULL;
}

/* Nobody means one that is as short as a sign. */
static const char *
long_word(const void *unused, size_t i)
{
	const char *text = any_word(i);

	(void)unused;
	return text && strlen(text) < SHORTEST ? words[0].text : text;
}

const char *
px_phrase_nearest(const char *word)
{
	return px_text_nearest(word, long_word, NULL);
}
