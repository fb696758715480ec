/*
 * The words of opening hours, folded: no capital, no accent.  A new word is a line here.
 */
#include <ctype.h>
#include <string.h>

#include "base/hours/part.h"

enum { WEEK = 0xfe, WORKING = 0x3e, WORKABLE = 0x7e, WEEKEND = 0xc0 };

static const struct px_hours_phrase phrases[] = {
	{ "ph", PX_HOURS_T_DAY, 0, NULL },
	{ "jours feries", PX_HOURS_T_DAY, 0, NULL },
	{ "jour ferie", PX_HOURS_T_DAY, 0, NULL },
	{ "feries", PX_HOURS_T_DAY, 0, NULL },
	{ "ferie", PX_HOURS_T_DAY, 0, NULL },
	{ "public holidays", PX_HOURS_T_DAY, 0, NULL },
	{ "bank holidays", PX_HOURS_T_DAY, 0, NULL },
	{ "holidays", PX_HOURS_T_DAY, 0, NULL },
	{ "tous les jours", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "toute la semaine", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "tlj", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "7j/7", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "7 j/7", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "7/7", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "7j sur 7", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "7 jours sur 7", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "every day", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "daily", PX_HOURS_T_DAYS, WEEK, NULL },
	{ "en semaine", PX_HOURS_T_DAYS, WORKING, NULL },
	{ "la semaine", PX_HOURS_T_DAYS, WORKING, NULL },
	{ "semaine", PX_HOURS_T_DAYS, WORKING, NULL },
	{ "jours ouvres", PX_HOURS_T_DAYS, WORKING, NULL },
	{ "weekdays", PX_HOURS_T_DAYS, WORKING, NULL },
	{ "jours ouvrables", PX_HOURS_T_DAYS, WORKABLE, NULL },
	{ "week-end", PX_HOURS_T_DAYS, WEEKEND, NULL },
	{ "week-ends", PX_HOURS_T_DAYS, WEEKEND, NULL },
	{ "weekend", PX_HOURS_T_DAYS, WEEKEND, NULL },
	{ "weekends", PX_HOURS_T_DAYS, WEEKEND, NULL },
	{ "24/7", PX_HOURS_T_ALL, 1, NULL },
	{ "24h/24", PX_HOURS_T_ALL, 0, NULL },
	{ "24 h/24", PX_HOURS_T_ALL, 0, NULL },
	{ "24/24", PX_HOURS_T_ALL, 0, NULL },
	{ "24h sur 24", PX_HOURS_T_ALL, 0, NULL },
	{ "24 heures sur 24", PX_HOURS_T_ALL, 0, NULL },
	{ "h24", PX_HOURS_T_ALL, 0, NULL },
	{ "jour et nuit", PX_HOURS_T_ALL, 0, NULL },
	{ "round the clock", PX_HOURS_T_ALL, 0, NULL },
	{ "24 hours", PX_HOURS_T_ALL, 0, NULL },
	{ "midi", PX_HOURS_T_TIME, PX_HOURS_NOON, NULL },
	{ "noon", PX_HOURS_T_TIME, PX_HOURS_NOON, NULL },
	{ "minuit", PX_HOURS_T_TIME, PX_HOURS_MIDNIGHT, NULL },
	{ "midnight", PX_HOURS_T_TIME, PX_HOURS_MIDNIGHT, NULL },
	{ "a", PX_HOURS_T_TO, 0, NULL },
	{ "au", PX_HOURS_T_TO, 0, NULL },
	{ "to", PX_HOURS_T_TO, 0, NULL },
	{ "until", PX_HOURS_T_TO, 0, NULL },
	{ "till", PX_HOURS_T_TO, 0, NULL },
	{ "through", PX_HOURS_T_TO, 0, NULL },
	{ "jusqu'a", PX_HOURS_T_TO, 0, NULL },
	{ "jusqu'au", PX_HOURS_T_TO, 0, NULL },
	{ "-", PX_HOURS_T_TO, 1, NULL },
	{ "\u2013", PX_HOURS_T_TO, 1, NULL },
	{ "\u2014", PX_HOURS_T_TO, 1, NULL },
	{ "\u2212", PX_HOURS_T_TO, 1, NULL },
	{ "\u2192", PX_HOURS_T_TO, 1, NULL },
	{ "->", PX_HOURS_T_TO, 1, NULL },
	{ ",", PX_HOURS_T_COMMA, 0, NULL },
	{ "et", PX_HOURS_T_AND, 0, NULL },
	{ "and", PX_HOURS_T_AND, 0, NULL },
	{ "puis", PX_HOURS_T_AND, 0, NULL },
	{ "then", PX_HOURS_T_AND, 0, NULL },
	{ "ainsi que", PX_HOURS_T_AND, 0, NULL },
	{ "&", PX_HOURS_T_AND, 0, NULL },
	{ "+", PX_HOURS_T_AND, 0, NULL },
	{ "/", PX_HOURS_T_AND, 0, NULL },
	{ ";", PX_HOURS_T_NEXT, 0, NULL },
	{ "|", PX_HOURS_T_NEXT, 0, NULL },
	{ ".", PX_HOURS_T_NEXT, 0, NULL },
	{ "\u2022", PX_HOURS_T_NEXT, 0, NULL },
	{ "off", PX_HOURS_T_OFF, 0, NULL },
	{ "closed", PX_HOURS_T_OFF, 0, NULL },
	{ "ferme", PX_HOURS_T_OFF, 0, NULL },
	{ "fermee", PX_HOURS_T_OFF, 0, NULL },
	{ "fermes", PX_HOURS_T_OFF, 0, NULL },
	{ "fermeture", PX_HOURS_T_OFF, 0, NULL },
	{ "sauf", PX_HOURS_T_EXCEPT, 0, NULL },
	{ "hors", PX_HOURS_T_EXCEPT, 0, NULL },
	{ "excepte", PX_HOURS_T_EXCEPT, 0, NULL },
	{ "except", PX_HOURS_T_EXCEPT, 0, NULL },
	{ "a l'exception de", PX_HOURS_T_EXCEPT, 0, NULL },
	{ "a l'exception du", PX_HOURS_T_EXCEPT, 0, NULL },
	{ "y compris", PX_HOURS_T_WITH, 0, NULL },
	{ "including", PX_HOURS_T_WITH, 0, NULL },
	{ "matin", PX_HOURS_T_PART, 1, "matin" },
	{ "matins", PX_HOURS_T_PART, 1, "matin" },
	{ "morning", PX_HOURS_T_PART, 1, "morning" },
	{ "mornings", PX_HOURS_T_PART, 1, "morning" },
	{ "apres-midi", PX_HOURS_T_PART, 2, "après-midi" },
	{ "apres midi", PX_HOURS_T_PART, 2, "après-midi" },
	{ "aprem", PX_HOURS_T_PART, 2, "après-midi" },
	{ "afternoon", PX_HOURS_T_PART, 2, "afternoon" },
	{ "afternoons", PX_HOURS_T_PART, 2, "afternoon" },
	{ "soir", PX_HOURS_T_PART, 3, "soir" },
	{ "soirs", PX_HOURS_T_PART, 3, "soir" },
	{ "evening", PX_HOURS_T_PART, 3, "evening" },
	{ "evenings", PX_HOURS_T_PART, 3, "evening" },
	{ "sur rendez-vous", PX_HOURS_T_NOTE, 0, "sur rendez-vous" },
	{ "sur rendez vous", PX_HOURS_T_NOTE, 0, "sur rendez-vous" },
	{ "sur rdv", PX_HOURS_T_NOTE, 0, "sur rendez-vous" },
	{ "uniquement sur rendez-vous", PX_HOURS_T_NOTE, 0, "sur rendez-vous" },
	{ "uniquement sur rdv", PX_HOURS_T_NOTE, 0, "sur rendez-vous" },
	{ "sans rendez-vous", PX_HOURS_T_NOTE, 0, "sans rendez-vous" },
	{ "sans rdv", PX_HOURS_T_NOTE, 0, "sans rendez-vous" },
	{ "consultation libre", PX_HOURS_T_NOTE, 0, "sans rendez-vous" },
	{ "consultations libres", PX_HOURS_T_NOTE, 0, "sans rendez-vous" },
	{ "by appointment", PX_HOURS_T_NOTE, 0, "by appointment" },
	{ "by appointment only", PX_HOURS_T_NOTE, 0, "by appointment" },
	{ "on appointment", PX_HOURS_T_NOTE, 0, "by appointment" },
	{ "without appointment", PX_HOURS_T_NOTE, 0, "without appointment" },
	{ "walk-in", PX_HOURS_T_NOTE, 0, "without appointment" },
	{ "a domicile", PX_HOURS_T_NOTE, 0, "à domicile" },
	{ "visites a domicile", PX_HOURS_T_NOTE, 0, "à domicile" },
	{ "le", PX_HOURS_T_END, 0, NULL },
	{ "la", PX_HOURS_T_END, 0, NULL },
	{ "les", PX_HOURS_T_END, 0, NULL },
	{ "l'", PX_HOURS_T_END, 0, NULL },
	{ "du", PX_HOURS_T_END, 0, NULL },
	{ "de", PX_HOURS_T_END, 0, NULL },
	{ "des", PX_HOURS_T_END, 0, NULL },
	{ "d'", PX_HOURS_T_END, 0, NULL },
	{ "the", PX_HOURS_T_END, 0, NULL },
	{ "on", PX_HOURS_T_END, 0, NULL },
	{ "from", PX_HOURS_T_END, 0, NULL },
	{ "in", PX_HOURS_T_END, 0, NULL },
	{ "every", PX_HOURS_T_END, 0, NULL },
	{ "tous", PX_HOURS_T_END, 0, NULL },
	{ "chaque", PX_HOURS_T_END, 0, NULL },
	{ "inclus", PX_HOURS_T_END, 0, NULL },
	{ "uniquement", PX_HOURS_T_END, 0, NULL },
	{ "seulement", PX_HOURS_T_END, 0, NULL },
	{ "only", PX_HOURS_T_END, 0, NULL },
	{ "ouvert", PX_HOURS_T_END, 0, NULL },
	{ "ouverte", PX_HOURS_T_END, 0, NULL },
	{ "ouverture", PX_HOURS_T_END, 0, NULL },
	{ "open", PX_HOURS_T_END, 0, NULL },
	{ "opening hours", PX_HOURS_T_END, 0, NULL },
	{ "horaires", PX_HOURS_T_END, 0, NULL },
	{ "horaires d'ouverture", PX_HOURS_T_END, 0, NULL },
	{ "sans interruption", PX_HOURS_T_END, 0, NULL },
	{ "non-stop", PX_HOURS_T_END, 0, NULL },
	{ "non stop", PX_HOURS_T_END, 0, NULL },
	{ "en continu", PX_HOURS_T_END, 0, NULL },
	{ "journee continue", PX_HOURS_T_END, 0, NULL },
	{ ":", PX_HOURS_T_END, 0, NULL },
};

static const char *const weekday_names[][2] = {
	{ "", "" },
	{ "lundi", "monday" },
	{ "mardi", "tuesday" },
	{ "mercredi", "wednesday" },
	{ "jeudi", "thursday" },
	{ "vendredi", "friday" },
	{ "samedi", "saturday" },
	{ "dimanche", "sunday" },
};

static const char *const month_names[][2] = {
	{ "", "" },
	{ "janvier", "january" },
	{ "fevrier", "february" },
	{ "mars", "march" },
	{ "avril", "april" },
	{ "mai", "may" },
	{ "juin", "june" },
	{ "juillet", "july" },
	{ "aout", "august" },
	{ "septembre", "september" },
	{ "octobre", "october" },
	{ "novembre", "november" },
	{ "decembre", "december" },
};

static bool
is_letter(char byte)
{
	return isalnum((unsigned char)byte);
}

/* Does the phrase stand here, whole? */
bool
px_hours_stands(const char *at, const char *phrase)
{
	size_t length = strlen(phrase);

	return strncmp(at, phrase, length) == 0 &&
	       !(is_letter(phrase[length - 1]) && (is_letter(at[length]) || at[length] == '\''));
}

const struct px_hours_phrase *
px_hours_phrase(const char *at, size_t *length)
{
	const struct px_hours_phrase *best = NULL;

	*length = 0;
	for (size_t i = 0; i < PX_COUNT(phrases); i++) {
		size_t size = strlen(phrases[i].text);

		if (size > *length && px_hours_stands(at, phrases[i].text)) {
			best = &phrases[i];
			*length = size;
		}
	}
	return best;
}

/* Is the word the beginning of this name, or its plural? */
static bool
begins(const char *word, size_t length, const char *name, size_t least)
{
	size_t whole = strlen(name);

	if (length > 4 && length == whole + 1 && word[length - 1] == 's')
		length--;
	return length >= least && length <= whole && strncmp(word, name, length) == 0;
}

/* The only one of the names that begins so; 0 when none does, or several do. */
static int
only_one(const char *word, size_t length, const char *const (*names)[2], int count, size_t least)
{
	int found = 0, matches = 0;

	for (int i = 1; i <= count; i++)
		if (begins(word, length, names[i][0], least) ||
		    begins(word, length, names[i][1], least < 2 ? 2 : least)) {
			found = i;
			matches++;
		}
	return matches == 1 ? found : 0;
}

int
px_hours_weekday(const char *word, size_t length)
{
	return only_one(word, length, weekday_names, 7, 1);
}

int
px_hours_month(const char *word, size_t length)
{
	return only_one(word, length, month_names, 12, 3);
}
