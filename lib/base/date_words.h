/*
 * Days as people write them in the language of the process: "Thursday 4 December",
 * "jeudi 4 décembre", "jeudi 1er janvier".
 */
#ifndef PX_BASE_DATE_WORDS_H
#define PX_BASE_DATE_WORDS_H

#include "base/buf.h"
#include "base/date.h"

/* "Monday" for 1, as px_date_weekday counts. */
const char *px_weekday_name(int weekday);

/* "March" for 3. */
const char *px_month_name(int month);

/* Append it; with the year when it is not this_year (0: always with it). */
void px_date_words(struct px_date date, int this_year, struct px_buf *out);

#endif
