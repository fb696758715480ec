/*
 * Dates as people say them, in French and in English whatever the locale:
 * aujourd'hui, demain, vendredi, vendredi prochain, lundi en huit, dans 3 jours, +3d, fin du mois,
 * 1er mardi de décembre, S48, T3, 24/11, 24/11/2025, 2025-11-24, tomorrow 14:30, demain à 9h…
 * plexus-dates(7) is the reference; tests/cases/when.tsv the cases.
 */
#ifndef PX_BASE_WHEN_H
#define PX_BASE_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/zone.h"

struct px_when {
	int64_t now;                /* instant */
	const struct px_zone *zone; /* local time is of this zone */
	bool filter;                /* 24/12 is of the current year; else the next one */
};

/* 0 and the day, or -1 and PX_USAGE: what was not understood, and an example.  A phrase with a time
 * of day is refused here.  A period (S48, T3, fin du mois, décembre) is its first day unless the
 * phrase says its end. */
int px_when_date(const struct px_when *when, const char *phrase, struct px_date *out,
		 struct px_err *err);

/* 0 and both ends of what the phrase names: S48 is Monday to Sunday, a day is twice itself.  Refuses
 * what px_when_date refuses.  For filters: `due=S48` is any day of it. */
int px_when_period(const struct px_when *when, const char *phrase, struct px_date *first,
		   struct px_date *last, struct px_err *err);

/* 0 and the instant.  A phrase without time of day is midnight local.  Full ISO instants, and
 * `now`, `maintenant`, `in 2 hours`, `il y a 10 min`. */
int px_when_instant(const struct px_when *when, const char *phrase, int64_t *out,
		    struct px_err *err);

/* Minutes: 90, 90min, 1h30, 1 h, 1:30, 2 heures, 1,5 h.  `30m` is refused: minutes or months. */
int px_when_minutes(const char *phrase, int64_t *out, struct px_err *err);

/* The same, and days of 24 hours and weeks (2 jours, 1 week): how long before or after, which is no
 * time that somebody works. */
int px_when_delay(const char *phrase, int64_t *out, struct px_err *err);

#endif
