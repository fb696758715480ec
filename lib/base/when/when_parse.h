/*
 * The inside of base/when.h: a phrase cut into tokens, the words that it may hold, and the small
 * grammar that reads it.  Shared by the when_*.c files, and by recurrences (base/recur/phrase.h).
 *
 * A rule is tried with the tokens from p->at on.  It returns true with p->at past what it read, or
 * false; whoever tries several rules puts p->at back.  A rule that recognizes its form and finds it
 * impossible (31/02) leaves the reason with px_when_problem: it is what the person is told when no
 * other rule reads the phrase.
 */
#ifndef PX_BASE_WHEN_PARSE_H
#define PX_BASE_WHEN_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/when.h"

enum { PX_WHEN_TOKENS = 24, PX_WHEN_WORD = 16, PX_WHEN_LENGTH = 160, PX_WHEN_DIGITS = 8 };

struct px_when_token {
	char text[PX_WHEN_WORD]; /* a folded word, digits, or one sign */
	enum { PX_TOKEN_WORD, PX_TOKEN_NUMBER, PX_TOKEN_SIGN } kind;
	int number;
	int digits; /* of a number */
	bool glued; /* no blank before it */
};

/* What a word may be; one word may be several things (`dernier`: the one before, the last of). */
enum px_when_kind {
	PX_WORD_WEEKDAY,     /* 1 Monday to 7 */
	PX_WORD_MONTH,       /* 1 to 12 */
	PX_WORD_MONTH_FIRST, /* months that may stand before their day: December 24 */
	PX_WORD_DAY,         /* days from today */
	PX_WORD_FEAST,       /* 100 x month + day */
	PX_WORD_UNIT,        /* enum px_when_unit */
	PX_WORD_NUMBER,      /* two, deux */
	PX_WORD_ORDINAL,     /* second, deuxième */
	PX_WORD_SUFFIX,      /* the er of 1er, the th of 4th */
	PX_WORD_LAST_OF,     /* dernier mardi de décembre */
	PX_WORD_RELATIVE,    /* -1 last, 0 this, 1 next */
	PX_WORD_WEEKS,       /* en huit 1, en quinze 2 */
	PX_WORD_EDGE,        /* 0 start, 1 end */
	PX_WORD_IN,
	PX_WORD_AGO_BEFORE, /* il y a */
	PX_WORD_AGO_AFTER,  /* ago */
	PX_WORD_NOW,
	PX_WORD_ARTICLE, /* before a date: le, the, on */
	PX_WORD_OF,      /* inside a date: de, of */
	PX_WORD_AT,
	PX_WORD_WEEK_MARK,    /* S48 */
	PX_WORD_QUARTER_MARK, /* T3 */
	PX_WORD_HOUR_MARK,    /* 9h */
	PX_WORD_HALF_DAY,     /* am 0, pm 12 */
	PX_WORD_CLOCK,        /* minutes after midnight */
	PX_WORD_MIDNIGHT,     /* which of the two nobody knows */
};

enum px_when_unit {
	PX_UNIT_MINUTE,
	PX_UNIT_HOUR,
	PX_UNIT_DAY,
	PX_UNIT_WEEK,
	PX_UNIT_MONTH,
	PX_UNIT_QUARTER,
	PX_UNIT_YEAR,
	PX_UNIT_M, /* minutes or months */
	PX_UNIT_S, /* seconds or semaines */
};

struct px_when_parse {
	const struct px_when *when;
	const char *phrase;
	int64_t today;
	struct px_when_token tokens[PX_WHEN_TOKENS];
	size_t count, at;
	/* What was read. */
	int64_t first, last; /* days; the same unless the phrase is a period */
	bool has_clock;
	int clock; /* seconds of the day */
	bool has_instant;
	int64_t instant;
	/* The first impossibility that a rule met. */
	struct px_err problem;
};

/* A run of days, and how far on its next namesake is: decembre 12 months, `du mois` 1; 0 when the
 * phrase names one run and no other. */
struct px_when_span {
	int64_t first, last;
	enum px_when_unit unit;
	int step; /* months */
};

/* when_lex.c */
int px_when_lex(struct px_when_parse *p, struct px_err *err);

/* when_word.c: if the next tokens are a word of this kind, move past it.  value may be NULL. */
bool px_when_word(struct px_when_parse *p, enum px_when_kind kind, int *value);

/* The number of tokens, from the next on, that spell these words; 0 when they do not. */
size_t px_when_spells(const struct px_when_parse *p, const char *words);

/* The i-th word of a kind, NULL past the last: to suggest the nearest. */
const char *px_when_text(enum px_when_kind kind, size_t i);

/* when_read.c: small steps that every rule uses. */
bool px_when_sign(struct px_when_parse *p, char sign); /* glued to what is before it */
bool px_when_number(struct px_when_parse *p, int least_digits, int most_digits, int *value);
bool px_when_glued_number(struct px_when_parse *p, int least_digits, int most_digits, int *value);
bool px_when_ordinal(struct px_when_parse *p, int *value); /* 2e, second, deuxième */
void px_when_articles(struct px_when_parse *p);
void px_when_of(struct px_when_parse *p);
bool px_when_set_day(struct px_when_parse *p, int64_t day);
bool px_when_problem(struct px_when_parse *p, const char *format, ...) PX_PRINTF(2, 3);
int64_t px_when_add_months(int64_t day, int64_t months);

/* Read the whole phrase: 0, or -1 and PX_USAGE. */
int px_when_read(struct px_when_parse *p, const struct px_when *when, const char *phrase,
		 struct px_err *err);

/* when_clock.c: [at] 9h30, 14:30, 2:30 pm, midi. */
bool px_when_clock(struct px_when_parse *p);

/* when_count.c: in 3 days, il y a 2 heures, +3d; a number and its unit in minutes. */
bool px_when_count(struct px_when_parse *p);

/* when_date.c: dates of one day. */
bool px_when_iso(struct px_when_parse *p);
bool px_when_slashes(struct px_when_parse *p);
bool px_when_day_month(struct px_when_parse *p);
bool px_when_month_day(struct px_when_parse *p);
bool px_when_day_alone(struct px_when_parse *p);
bool px_when_feast(struct px_when_parse *p);
bool px_when_day_word(struct px_when_parse *p);

/* when_week.c: weekdays. */
bool px_when_weekday(struct px_when_parse *p);
bool px_when_nth_weekday(struct px_when_parse *p);

/* when_period.c: weeks, months, quarters, years, and their edges. */
bool px_when_span(struct px_when_parse *p, bool bare, struct px_when_span *span);
bool px_when_span_week(struct px_when_parse *p, struct px_when_span *span);
void px_when_span_next(struct px_when_span *span);
bool px_when_edge(struct px_when_parse *p);
bool px_when_whole_period(struct px_when_parse *p);

#endif
