/*
 * How a task comes again, in one text: what, of which kind, and what of public holidays.
 *
 *	WHAT [after|once] [skip|shift] [from DATE]
 *
 * WHAT is a rule (FREQ=MONTHLY;BYMONTHDAY=5), or words, French and English: monthly, every 2 weeks,
 * tous les lundis, le 1er mardi du mois, every Friday except in August until 30 June 2026
 * (tests/cases/recur_words.tsv has them all).
 *
 *	       the next day is…
 *	fixed  the rule's next after the one that is done, be it past (a report of each month)
 *	after  counted from the day that it was done (water the plants)
 *	once   the rule's next after the day that it was done: what was missed is caught up once
 *
 * skip leaves out days that are public holidays; shift moves them, and Saturdays and Sundays, to the
 * next working day.  Words mean the last day of a month that lacks the 29th, the 30th or the 31st.
 * DATE is the day that the rule counts from: it keeps every other week every other week whatever
 * happens to one task.
 */
#ifndef PX_BASE_RECUR_RECUR_H
#define PX_BASE_RECUR_RECUR_H

#include "base/buf.h"
#include "base/holiday.h"
#include "base/recur/rule.h"
#include "base/when.h"

enum px_recur_kind { PX_RECUR_FIXED, PX_RECUR_AFTER, PX_RECUR_ONCE };
enum px_recur_holidays { PX_RECUR_ANY_DAY, PX_RECUR_SKIP, PX_RECUR_SHIFT };

struct px_recur {
	char rule[PX_RULE_LENGTH + 1];
	enum px_recur_kind kind;
	enum px_recur_holidays holidays;
	bool anchored;
	int64_t from; /* a day of base/date.h, when anchored */
};

/* A day of the rule, and the day that it is due: another only when it was shifted. */
struct px_recur_day {
	int64_t occurrence, due;
};

/* 0, or -1 and PX_USAGE: what is not understood, the nearest word, and examples.  Dates after `until`
 * and `from` may be phrases (base/when.h). */
int px_recur_read(const char *text, const struct px_when *when, struct px_recur *out,
		  struct px_err *err);

/* The same of a text that stands alone, as stored: dates are 2025-12-24. */
int px_recur_parse(const char *text, struct px_recur *out, struct px_err *err);

/* Append the text that px_recur_parse reads back: the rule, then words in English. */
void px_recur_format(const struct px_recur *recur, struct px_buf *out);

/* Append it as people say it, in their language: "every Monday", "chaque mois, le 1er mardi"; a rule
 * that few words would not tell stands as it is. */
void px_recur_words(const struct px_recur *recur, struct px_buf *out);

/* The first day from this one on: 1, 0 when there is none, -1. */
int px_recur_first(const struct px_recur *recur, int64_t day, enum px_region region,
		   struct px_recur_day *out, struct px_err *err);

/* The day after the occurrence, done on that day: 1, 0 when it comes no more, -1. */
int px_recur_next(const struct px_recur *recur, int64_t occurrence, int64_t done,
		  enum px_region region, struct px_recur_day *out, struct px_err *err);

#endif
