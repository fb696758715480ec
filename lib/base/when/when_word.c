/*
 * The words of dates, French and English, folded: no accent, no capital, hyphens and apostrophes
 * written as blanks.  A new word is a line here.
 *
 * "mar" is left out on purpose: mardi in French, March in English.
 */
#include <string.h>

#include "base/mem.h"
#include "base/when/when_parse.h"

struct word {
	const char *text;
	int value;
};

static const struct word weekdays[] = {
	{ "lundi", 1 },    { "lun", 1 },     { "monday", 1 },    { "mon", 1 },
	{ "mardi", 2 },    { "tuesday", 2 }, { "tue", 2 },       { "tues", 2 },
	{ "mercredi", 3 }, { "mer", 3 },     { "wednesday", 3 }, { "wed", 3 },
	{ "jeudi", 4 },    { "jeu", 4 },     { "thursday", 4 },  { "thu", 4 },
	{ "thur", 4 },     { "thurs", 4 },   { "vendredi", 5 },  { "ven", 5 },
	{ "friday", 5 },   { "fri", 5 },     { "samedi", 6 },    { "sam", 6 },
	{ "saturday", 6 }, { "sat", 6 },     { "dimanche", 7 },  { "dim", 7 },
	{ "sunday", 7 },   { "sun", 7 },     { NULL, 0 },
};

static const struct word months[] = {
	{ "janvier", 1 },   { "janv", 1 },      { "january", 1 },   { "jan", 1 },
	{ "fevrier", 2 },   { "fevr", 2 },      { "fev", 2 },       { "february", 2 },
	{ "feb", 2 },       { "mars", 3 },      { "march", 3 },     { "avril", 4 },
	{ "avr", 4 },       { "april", 4 },     { "apr", 4 },       { "mai", 5 },
	{ "may", 5 },       { "juin", 6 },      { "june", 6 },      { "jun", 6 },
	{ "juillet", 7 },   { "juil", 7 },      { "july", 7 },      { "jul", 7 },
	{ "aout", 8 },      { "august", 8 },    { "aug", 8 },       { "septembre", 9 },
	{ "september", 9 }, { "sept", 9 },      { "sep", 9 },       { "octobre", 10 },
	{ "october", 10 },  { "oct", 10 },      { "novembre", 11 }, { "november", 11 },
	{ "nov", 11 },      { "decembre", 12 }, { "december", 12 }, { "dec", 12 },
	{ NULL, 0 },
};

/* French never writes the month first: `décembre 24` would be the year 2024. */
static const struct word months_first[] = {
	{ "january", 1 }, { "jan", 1 },  { "february", 2 },  { "feb", 2 },  { "march", 3 },
	{ "april", 4 },   { "apr", 4 },  { "may", 5 },       { "june", 6 }, { "jun", 6 },
	{ "july", 7 },    { "jul", 7 },  { "august", 8 },    { "aug", 8 },  { "september", 9 },
	{ "sept", 9 },    { "sep", 9 },  { "october", 10 },  { "oct", 10 }, { "november", 11 },
	{ "nov", 11 },    { "dec", 12 }, { "december", 12 }, { NULL, 0 },
};

static const struct word days[] = {
	{ "aujourd hui", 0 },
	{ "aujourdhui", 0 },
	{ "today", 0 },
	{ "demain", 1 },
	{ "tomorrow", 1 },
	{ "apres demain", 2 },
	{ "day after tomorrow", 2 },
	{ "hier", -1 },
	{ "yesterday", -1 },
	{ "avant hier", -2 },
	{ "day before yesterday", -2 },
	{ NULL, 0 },
};

static const struct word feasts[] = {
	{ "noel", 1225 },      { "christmas", 1225 },   { "christmas day", 1225 },
	{ "toussaint", 1101 }, { "jour de l an", 101 }, { "new year s day", 101 },
	{ NULL, 0 },
};

static const struct word units[] = {
	{ "min", PX_UNIT_MINUTE },
	{ "mn", PX_UNIT_MINUTE },
	{ "mins", PX_UNIT_MINUTE },
	{ "minute", PX_UNIT_MINUTE },
	{ "minutes", PX_UNIT_MINUTE },
	{ "h", PX_UNIT_HOUR },
	{ "heure", PX_UNIT_HOUR },
	{ "heures", PX_UNIT_HOUR },
	{ "hour", PX_UNIT_HOUR },
	{ "hours", PX_UNIT_HOUR },
	{ "j", PX_UNIT_DAY },
	{ "jour", PX_UNIT_DAY },
	{ "jours", PX_UNIT_DAY },
	{ "d", PX_UNIT_DAY },
	{ "day", PX_UNIT_DAY },
	{ "days", PX_UNIT_DAY },
	{ "sem", PX_UNIT_WEEK },
	{ "semaine", PX_UNIT_WEEK },
	{ "semaines", PX_UNIT_WEEK },
	{ "w", PX_UNIT_WEEK },
	{ "week", PX_UNIT_WEEK },
	{ "weeks", PX_UNIT_WEEK },
	{ "mo", PX_UNIT_MONTH },
	{ "mois", PX_UNIT_MONTH },
	{ "month", PX_UNIT_MONTH },
	{ "months", PX_UNIT_MONTH },
	{ "trimestre", PX_UNIT_QUARTER },
	{ "trimestres", PX_UNIT_QUARTER },
	{ "quarter", PX_UNIT_QUARTER },
	{ "quarters", PX_UNIT_QUARTER },
	{ "an", PX_UNIT_YEAR },
	{ "ans", PX_UNIT_YEAR },
	{ "annee", PX_UNIT_YEAR },
	{ "annees", PX_UNIT_YEAR },
	{ "y", PX_UNIT_YEAR },
	{ "year", PX_UNIT_YEAR },
	{ "years", PX_UNIT_YEAR },
	{ "m", PX_UNIT_M },
	{ "s", PX_UNIT_S },
	{ NULL, 0 },
};

static const struct word numbers[] = {
	{ "un", 1 },      { "une", 1 },     { "a", 1 },        { "an", 1 },      { "one", 1 },
	{ "deux", 2 },    { "two", 2 },     { "trois", 3 },    { "three", 3 },   { "quatre", 4 },
	{ "four", 4 },    { "cinq", 5 },    { "five", 5 },     { "six", 6 },     { "sept", 7 },
	{ "seven", 7 },   { "huit", 8 },    { "eight", 8 },    { "neuf", 9 },    { "nine", 9 },
	{ "dix", 10 },    { "ten", 10 },    { "onze", 11 },    { "eleven", 11 }, { "douze", 12 },
	{ "twelve", 12 }, { "quinze", 15 }, { "fifteen", 15 }, { "vingt", 20 },  { "twenty", 20 },
	{ "trente", 30 }, { "thirty", 30 }, { NULL, 0 },
};

static const struct word ordinals[] = {
	{ "premier", 1 },   { "premiere", 1 },  { "first", 1 }, { "deuxieme", 2 },  { "second", 2 },
	{ "seconde", 2 },   { "troisieme", 3 }, { "third", 3 }, { "quatrieme", 4 }, { "fourth", 4 },
	{ "cinquieme", 5 }, { "fifth", 5 },     { NULL, 0 },
};

static const struct word suffixes[] = {
	{ "er", 0 },  { "re", 0 }, { "ere", 0 }, { "e", 0 },  { "eme", 0 }, { "nd", 0 },
	{ "nde", 0 }, { "st", 0 }, { "rd", 0 },  { "th", 0 }, { NULL, 0 },
};

static const struct word last_of[] = {
	{ "dernier", 0 },
	{ "derniere", 0 },
	{ "last", 0 },
	{ NULL, 0 },
};

static const struct word relatives[] = {
	{ "prochain", 1 }, { "prochaine", 1 }, { "next", 1 },      { "suivant", 1 },
	{ "suivante", 1 }, { "dernier", -1 },  { "derniere", -1 }, { "last", -1 },
	{ "passe", -1 },   { "passee", -1 },   { "ce", 0 },        { "cet", 0 },
	{ "cette", 0 },    { "this", 0 },      { "en cours", 0 },  { NULL, 0 },
};

static const struct word weeks[] = {
	{ "en huit", 1 },
	{ "en quinze", 2 },
	{ NULL, 0 },
};

static const struct word edges[] = {
	{ "debut", 0 },        { "start", 0 },     { "beginning", 0 }, { "premier jour", 0 },
	{ "1 er jour", 0 },    { "first day", 0 }, { "fin", 1 },       { "end", 1 },
	{ "dernier jour", 1 }, { "last day", 1 },  { NULL, 0 },
};

static const struct word in[] = { { "dans", 0 }, { "in", 0 }, { NULL, 0 } };
static const struct word ago_before[] = { { "il y a", 0 }, { NULL, 0 } };
static const struct word ago_after[] = { { "ago", 0 }, { NULL, 0 } };
static const struct word now[] = { { "maintenant", 0 }, { "now", 0 }, { NULL, 0 } };

static const struct word articles[] = {
	{ "le", 0 }, { "la", 0 }, { "l", 0 }, { "d", 0 }, { "the", 0 }, { "on", 0 }, { NULL, 0 },
};

static const struct word of[] = {
	{ "de", 0 }, { "du", 0 }, { "d", 0 }, { "of", 0 }, { NULL, 0 },
};

static const struct word at_what[] = { { "a", 0 }, { "at", 0 }, { NULL, 0 } };

static const struct word week_marks[] = {
	{ "s", 0 }, { "w", 0 }, { "sem", 0 }, { "semaine", 0 }, { "week", 0 }, { NULL, 0 },
};

static const struct word quarter_marks[] = {
	{ "t", 0 }, { "q", 0 }, { "trimestre", 0 }, { "quarter", 0 }, { NULL, 0 },
};

static const struct word hour_marks[] = {
	{ "h", 0 }, { "heure", 0 }, { "heures", 0 }, { "o clock", 0 }, { NULL, 0 },
};

static const struct word half_days[] = {
	{ "am", 0 }, { "a m", 0 }, { "pm", 12 }, { "p m", 12 }, { NULL, 0 },
};

static const struct word clocks[] = { { "midi", 720 }, { "noon", 720 }, { NULL, 0 } };
static const struct word midnights[] = { { "minuit", 0 }, { "midnight", 0 }, { NULL, 0 } };

static const struct word *const vocabulary[] = {
	[PX_WORD_WEEKDAY] = weekdays,
	[PX_WORD_MONTH] = months,
	[PX_WORD_MONTH_FIRST] = months_first,
	[PX_WORD_DAY] = days,
	[PX_WORD_FEAST] = feasts,
	[PX_WORD_UNIT] = units,
	[PX_WORD_NUMBER] = numbers,
	[PX_WORD_ORDINAL] = ordinals,
	[PX_WORD_SUFFIX] = suffixes,
	[PX_WORD_LAST_OF] = last_of,
	[PX_WORD_RELATIVE] = relatives,
	[PX_WORD_WEEKS] = weeks,
	[PX_WORD_EDGE] = edges,
	[PX_WORD_IN] = in,
	[PX_WORD_AGO_BEFORE] = ago_before,
	[PX_WORD_AGO_AFTER] = ago_after,
	[PX_WORD_NOW] = now,
	[PX_WORD_ARTICLE] = articles,
	[PX_WORD_OF] = of,
	[PX_WORD_AT] = at_what,
	[PX_WORD_WEEK_MARK] = week_marks,
	[PX_WORD_QUARTER_MARK] = quarter_marks,
	[PX_WORD_HOUR_MARK] = hour_marks,
	[PX_WORD_HALF_DAY] = half_days,
	[PX_WORD_CLOCK] = clocks,
	[PX_WORD_MIDNIGHT] = midnights,
};

size_t
px_when_spells(const struct px_when_parse *p, const char *entry)
{
	size_t at = p->at;

	for (;;) {
		size_t length = strcspn(entry, " ");

		if (at == p->count || strncmp(p->tokens[at].text, entry, length) != 0 ||
		    p->tokens[at].text[length] != '\0')
			return 0;
		at++;
		if (entry[length] == '\0')
			return at - p->at;
		entry += length + 1;
	}
}

bool
px_when_word(struct px_when_parse *p, enum px_when_kind kind, int *value)
{
	size_t longest = 0;

	for (const struct word *word = vocabulary[kind]; word->text; word++) {
		size_t length = px_when_spells(p, word->text);

		if (length > longest) {
			longest = length;
			if (value)
				*value = word->value;
		}
	}
	p->at += longest;
	return longest > 0;
}

const char *
px_when_text(enum px_when_kind kind, size_t i)
{
	return vocabulary[kind][i].text;
}
