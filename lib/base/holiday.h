/*
 * French public holidays, computed for any year: no list that ends.
 *
 * Sources: code du travail, L3133-1 (the eleven of the country), L3134-13 (Good Friday and
 * 26 December in Moselle, Bas-Rhin and Haut-Rhin), L3422-2 (abolition of slavery, overseas).  The
 * law is applied as it stands, to past years too.  Good Friday holds in the communes of
 * Alsace-Moselle that have a Protestant or mixed church: it is counted for the whole region.
 */
#ifndef PX_BASE_HOLIDAY_H
#define PX_BASE_HOLIDAY_H

#include <stddef.h>
#include <stdint.h>

enum px_region {
	PX_METROPOLE,
	PX_ALSACE_MOSELLE,
	PX_GUADELOUPE,
	PX_MARTINIQUE,
	PX_GUYANE,
	PX_REUNION,
	PX_MAYOTTE,
	PX_SAINT_BARTHELEMY,
	PX_SAINT_MARTIN,
};
enum { PX_REGION_COUNT = PX_SAINT_MARTIN + 1, PX_HOLIDAYS_LIMIT = 13 };

struct px_holiday {
	int64_t day;      /* base/date.h */
	const char *name; /* English; whoever prints it translates it with px_tr */
};

/* The region whose holidays a place has, by its postcode; NULL or any other text: metropole. */
enum px_region px_region_of_postcode(const char *postcode);

/* Easter Sunday, years 1 to 9999 of the Gregorian calendar. */
int64_t px_holiday_easter(int year);

/* The holidays of a year, earliest first; returns their number.  Two may fall on one day (Ascension
 * on 1 May 2008): both are listed. */
size_t px_holiday_year(enum px_region region, int year, struct px_holiday out[PX_HOLIDAYS_LIMIT]);

/* The name of the holiday that this day is, or NULL. */
const char *px_holiday_name(enum px_region region, int64_t day);

#endif
