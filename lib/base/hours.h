/*
 * Opening hours: a week, public holidays, days of the year that are otherwise.
 *
 * What is read is what people write, in French and in English: "lu-ve 8h-12h30, 14h-19h; sa 9h-12h",
 * "du lundi au vendredi de 8h à 19h, samedi matin sur rendez-vous", "fermé le dimanche", "24h/24",
 * "fermé du 3 au 15 août", and what is stored: OpenStreetMap's opening_hours
 * (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification), of which this is the part
 * without months of opening, weeks, sunrise and school holidays.  plexus-formats(7) says what is
 * understood; tests/cases/hours.tsv are the cases.
 *
 * Repeated days: in OpenStreetMap's own notation a later rule replaces an earlier one, after a comma
 * it adds to it.  In words, hours that overlap replace and others add: "lundi 8h-12h; lundi 14h-18h".
 *
 * All that is read lives in the arena.
 */
#ifndef PX_BASE_HOURS_H
#define PX_BASE_HOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/holiday.h"
#include "base/mem.h"
#include "base/zone.h"

/* Minutes of the day; `to` is after `from`, and past 1440 when it is of the next day. */
struct px_hours_range {
	int from, to;
	const char *note; /* as it was written ("sur rendez-vous"), or NULL */
};

/* Said and without ranges: closed, or what the note says. */
struct px_hours_day {
	bool said;
	const struct px_hours_range *ranges; /* in order, none overlaps another */
	size_t count;
	const char *note; /* of a day that has no ranges */
};

/* Days of the year, both included; year 0: of every year. */
struct px_hours_dates {
	struct px_date first, last;
	struct px_hours_day day;
};

/* The week by px_date_weekday, 1 Monday to 7 Sunday; 0 is public holidays. */
enum { PX_HOURS_HOLIDAY, PX_HOURS_DAYS = 8 };

struct px_hours {
	struct px_hours_day days[PX_HOURS_DAYS];
	struct px_hours_dates *dates;
	size_t dates_count;
	const char *note; /* of the rest of the time: "sur rendez-vous" */
};

/* 0, or -1 and PX_FAILED with the reason: a word that is not understood, hours without a day… */
int px_hours_parse(struct px_arena *arena, const char *text, struct px_hours *out,
		   struct px_err *err);

/* Append the canonical form: "Mo-Fr 08:00-12:30,14:00-19:00; Sa 09:00-12:00; PH off".  Read again it
 * is the same; two texts that mean the same have the same. */
void px_hours_print(const struct px_hours *hours, struct px_buf *out);

/* Append the same for people, in the language of the process, on one line: "lundi au vendredi
 * 8 h–12 h 30, 14 h–19 h; samedi 9 h–12 h; jours fériés fermé". */
void px_hours_words(const struct px_hours *hours, struct px_buf *out);

/* Append the ranges of one day: "8 h–12 h 30, 14 h–19 h", "fermé". */
void px_hours_day_words(const struct px_hours_day *day, struct px_buf *out);

/* A time of the day for people: "8 h 30", "8:30"; for machines: "08:30", 24:00 as it is. */
void px_hours_time_words(int minute, struct px_buf *out);
void px_hours_time_print(int minute, struct px_buf *out);

/* A line of a table for people. */
struct px_hours_line {
	int first, last;                /* days of the week, both 0: public holidays, or dates */
	const char *days;               /* "lundi au vendredi", "jours fériés", "3–15 août" */
	const struct px_hours_day *day; /* what they have */
	const char *hours;              /* in words */
	bool closed;
};

/* A table of the week: days that follow each other with the same hours are one line (merged), or
 * seven lines; days of which nothing is said are closed; then public holidays and dates when they
 * are said.  Returns the number of lines; 0 when only a note is known. */
size_t px_hours_table(struct px_arena *arena, const struct px_hours *hours, bool merged,
		      struct px_hours_line **out);

/* What holds on a day of base/date.h: its date, else the holiday that it is, else its weekday.  A
 * holiday of which nothing is said is as its weekday. */
const struct px_hours_day *px_hours_on(const struct px_hours *hours, enum px_region region,
				       int64_t day);

struct px_hours_state {
	bool open;
	int64_t until;    /* the instant when that changes; 0: not within three weeks */
	const char *note; /* of the range that is open, or of the day */
};

/* Open now, until when; or closed, until when. */
void px_hours_at(const struct px_hours *hours, const struct px_zone *zone, enum px_region region,
		 int64_t instant, struct px_hours_state *out);

/* Open when one of them is: what a house of several offices shows.  Notes stay where all have the
 * same; what is said of dates is left out, since one who is away closes nothing. */
void px_hours_union(struct px_arena *arena, const struct px_hours *const *list, size_t count,
		    struct px_hours *out);

/* Minutes of a week with at least one range open, holidays aside. */
int px_hours_weekly(const struct px_hours *hours);

#endif
