/*
 * Inside opening hours: tokens, and a rule as it is being read.  lex.c makes tokens of a text,
 * parse.c rules of tokens, rule.c days of rules.
 */
#ifndef PX_BASE_HOURS_PART_H
#define PX_BASE_HOURS_PART_H

#include "base/hours.h"

/* Bytes of a text, written or read; of a note. */
enum { PX_HOURS_TEXT_LIMIT = 2000, PX_HOURS_NOTE_LIMIT = 200 };

enum { PX_HOURS_NOON = 12 * 60, PX_HOURS_MIDNIGHT = 24 * 60 };

enum px_hours_kind {
	PX_HOURS_T_END,
	PX_HOURS_T_DAYS,   /* value: days as bits, 1 << weekday, 1 for holidays */
	PX_HOURS_T_DAY,    /* one of them, that may begin or end a range: its number */
	PX_HOURS_T_TIME,   /* minutes */
	PX_HOURS_T_ALL,    /* round the clock */
	PX_HOURS_T_NUMBER, /* an hour without sign, or a day of a month */
	PX_HOURS_T_YEAR,
	PX_HOURS_T_MONTH,
	PX_HOURS_T_DATE, /* day and month: 100 x month + day */
	PX_HOURS_T_TO,
	PX_HOURS_T_COMMA,
	PX_HOURS_T_AND,
	PX_HOURS_T_NEXT, /* the end of a rule */
	PX_HOURS_T_OFF,
	PX_HOURS_T_EXCEPT,
	PX_HOURS_T_WITH, /* y compris */
	PX_HOURS_T_PART, /* 1 morning, 2 afternoon, 3 evening */
	PX_HOURS_T_NOTE,
};

struct px_hours_token {
	enum px_hours_kind kind;
	int value;
	const char *text; /* of a note or a part: what it says; else as it was written, folded */
};

enum { PX_HOURS_TOKENS = 400, PX_HOURS_RANGES = 8, PX_HOURS_SPANS = 16 };

struct px_hours_text {
	struct px_arena *arena;
	struct px_hours_token tokens[PX_HOURS_TOKENS + 1]; /* the last is PX_HOURS_T_END */
	size_t count;
	bool osm; /* in OpenStreetMap's own notation */
};

/* 0, or -1 and what is not understood. */
int px_hours_lex(struct px_arena *arena, const char *text, struct px_hours_text *out,
		 struct px_err *err);

/* Words that mean something together, or alone. */
struct px_hours_phrase {
	const char *text;        /* folded */
	enum px_hours_kind kind; /* PX_HOURS_T_END: nothing is meant */
	int value;
	const char *note;
};

/* The longest that stands here, whole; NULL when none does. */
const struct px_hours_phrase *px_hours_phrase(const char *at, size_t *length);
bool px_hours_stands(const char *at, const char *phrase);

/* The day of the week, the month that a word or its beginning names; 0 when it is none, or several. */
int px_hours_weekday(const char *word, size_t length);
int px_hours_month(const char *word, size_t length);

/* A rule: these days, these hours. */
struct px_hours_rule {
	unsigned days;
	struct px_hours_dates dates[PX_HOURS_SPANS];
	size_t dates_count;
	struct px_hours_range ranges[PX_HOURS_RANGES];
	size_t count;
	size_t noted;     /* ranges before this one have what note they have */
	const char *note; /* before any range, or without */
	const char *part; /* matin, without hours */
	bool off;
	unsigned except; /* days that are not */
	int except_part; /* or only their morning, afternoon, evening */
	bool times_first, days_first;
	bool adds;           /* to what is said of these days, in OpenStreetMap's notation */
	bool comma;          /* one was read since the days */
	unsigned before;     /* the days before it */
	bool except_is_open; /* days that follow are exceptions too */
};

/* Does it name days or dates? */
bool px_hours_rule_selects(const struct px_hours_rule *rule);

/* Put the rule into the hours.  osm: it replaces unless it adds; else as hours.h says. */
int px_hours_rule_apply(struct px_arena *arena, const struct px_hours_rule *rule, bool osm,
			struct px_hours *hours, struct px_err *err);

/* "du 3 au 15 août" has one month for both, "Aug 3-15" too, and a year is of both.  False when they are
 * no days, or the wrong way round. */
bool px_hours_dates_complete(struct px_date *first, struct px_date *last);

/* Append days as they are written: "Mo-Fr", "lundi au vendredi". */
void px_hours_days_print(unsigned days, struct px_buf *out);
void px_hours_days_words(unsigned days, struct px_buf *out);

/* Can they be written, and read again? */
bool px_hours_fits(const struct px_hours *hours);

bool px_hours_day_same(const struct px_hours_day *a, const struct px_hours_day *b);

/* The days of the week whose hours are those of this one, as bits, when no earlier day has them; 0 when
 * one has, or when nothing is said of it. */
unsigned px_hours_group(const struct px_hours *hours, int weekday);

#endif
