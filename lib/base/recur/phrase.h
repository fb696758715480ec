/*
 * Recurrences as people say them: `tous les lundis`, `le 1er mardi du mois`, `every 2 weeks on Friday
 * except in August`.  For base/recur alone: recur.h is the way in.
 *
 * A phrase is read part by part, in any order; the parts then make one rule.  Its words are those of
 * dates (base/when) and the few that only recurrences have (phrase_words.c).
 */
#ifndef PX_BASE_RECUR_PHRASE_H
#define PX_BASE_RECUR_PHRASE_H

#include "base/recur/recur.h"
#include "base/when/when_parse.h"

/* What a word of recurrences may be, beyond those of dates. */
enum px_phrase_word {
	PX_PHRASE_EVERY,
	PX_PHRASE_OTHER,    /* every other week */
	PX_PHRASE_OUT_OF,   /* une semaine sur deux */
	PX_PHRASE_SOFT,     /* says nothing by itself: le, on, and */
	PX_PHRASE_OF,       /* du mois, per month */
	PX_PHRASE_TO,       /* du lundi au vendredi */
	PX_PHRASE_PERIOD,   /* weekly, mensuel; PX_PHRASE_STEP */
	PX_PHRASE_UNIT,     /* what dates do not count in: semestre; PX_PHRASE_STEP */
	PX_PHRASE_DAYS,     /* jours ouvrés, week-end: bits of weekdays */
	PX_PHRASE_TIMES,    /* 10 fois */
	PX_PHRASE_BUT_LAST, /* avant-dernier */
	PX_PHRASE_EXCEPT,
	PX_PHRASE_UNTIL,
	PX_PHRASE_FROM,
	PX_PHRASE_KIND,     /* enum px_recur_kind */
	PX_PHRASE_HOLIDAYS, /* enum px_recur_holidays */
	PX_PHRASE_UNCLEAR,  /* means two things */
};
enum { PX_PHRASE_WORDS = PX_PHRASE_UNCLEAR + 1 };

/* How far apart: a count of days, weeks, months or years. */
enum px_phrase_freq {
	PX_PHRASE_NEVER,
	PX_PHRASE_DAILY,
	PX_PHRASE_WEEKLY,
	PX_PHRASE_MONTHLY,
	PX_PHRASE_YEARLY,
};
#define PX_PHRASE_STEP(freq, interval) ((freq)*100 + (interval))

enum { PX_PHRASE_NTHS = 16, PX_PHRASE_LIST = 32 };

/* What the parts of a phrase say. */
struct px_phrase {
	struct px_when_parse p;
	struct px_recur *recur;
	enum px_phrase_freq freq;
	int interval;
	bool every;   /* `every` was said */
	int scope;    /* months of `du mois`, `of the quarter`; 0: not said */
	bool of_date; /* a day and its month: the 14 July */
	unsigned weekdays, without_weekdays; /* bits 1 to 7 */
	unsigned months, without_months;     /* bits 1 to 12 */
	struct {
		int nth, weekday;
	} nths[PX_PHRASE_NTHS];
	int nth_count;
	int days[PX_PHRASE_LIST], day_count;     /* of the month; -1 the last */
	int places[PX_PHRASE_LIST], place_count; /* among working_days; -1 the last */
	unsigned working_days;
	int64_t count, until; /* until: a day, when has_until */
	bool has_until;
	char why[512]; /* the first reason to refuse it, translated; "" */
};

/* If the next tokens are a word of this kind, move past it: the longest counts.  value may be NULL. */
bool px_phrase_word(struct px_when_parse *p, enum px_phrase_word kind, int *value);

/* The known word that this one is nearest to; NULL when none is near. */
const char *px_phrase_nearest(const char *word);

/* Read a whole phrase, or what stands after a rule (only_rest): 0, or -1 with phrase->why. */
int px_phrase_read(struct px_phrase *phrase, const char *text, bool only_rest);

/* The rule that the parts make, in phrase->recur: 0, or -1 with phrase->why. */
int px_phrase_rule(struct px_phrase *phrase);

/* Keep the first reason; -1. */
int px_phrase_refuse(struct px_phrase *phrase, const char *format, ...) PX_PRINTF(2, 3);

/* Within the grammar, whose rules are true when they have read something. */
#define PX_PHRASE_PROBLEM(phrase, ...) (px_phrase_refuse(phrase, __VA_ARGS__) == 0)

/* Set how far apart: a step so many times. */
bool px_phrase_step(struct px_phrase *phrase, int step, int number);

/* A unit of time as a step; false, and why, for hours. */
bool px_phrase_unit(struct px_phrase *phrase, int *step);

/* `du mois`, `of each quarter`, `de l'année`; a week is none. */
bool px_phrase_scope(struct px_phrase *phrase);

/* phrase_count.c: numbers and what they count. */
bool px_phrase_counted(struct px_phrase *phrase);

#endif
