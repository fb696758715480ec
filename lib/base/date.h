/*
 * Days and instants, without phrases (base/when.h) and without zones (base/zone.h).
 *
 * A day is counted from 1 January 1970 (day 0), proleptic Gregorian.  An instant is seconds since
 * 1970, UTC.  Text is ISO 8601 only: 2025-12-24, 2025-12-24T08:30:00Z.  Years 0001 to 9999.
 */
#ifndef PX_BASE_DATE_H
#define PX_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct px_date {
	int year, month, day; /* month 1 to 12 */
};

enum { PX_DATE_SIZE = 11, PX_INSTANT_SIZE = 21 }; /* with the NUL */
enum { PX_DAY_SECONDS = 86400 };

int64_t px_date_days(struct px_date date);
struct px_date px_date_from_days(int64_t days);
bool px_date_valid(struct px_date date);
int px_date_month_length(int year, int month);
bool px_date_leap(int year);
int px_date_weekday(int64_t days); /* 1 Monday to 7 Sunday, ISO 8601 */
void px_date_iso_week(int64_t days, int *year, int *week);

/* 0 and the date, or -1: anything but YYYY-MM-DD of a real day. */
int px_date_parse(const char *text, struct px_date *out);
void px_date_format(struct px_date date, char out[PX_DATE_SIZE]);

/* The day that an instant is of, in UTC. */
int64_t px_instant_day(int64_t instant);

/* Can it be written: is its year one of 1 to 9999? */
bool px_instant_valid(int64_t instant);

/* 0 and the instant, or -1.  Takes Z, +01:00, fractions (cut); refuses a missing zone. */
int px_instant_parse(const char *text, int64_t *out);
void px_instant_format(int64_t instant, char out[PX_INSTANT_SIZE]);

#endif
