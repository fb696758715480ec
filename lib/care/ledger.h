/*
 * The ledger of meeting time: who was present, how long, and what it is worth.
 *
 * Present attendances of held meetings count, in the local year and month of the meeting's start.
 * The rate is the one frozen in the attendance when the meeting was held; for a meeting that was
 * imported as held, the dated rate of the person's profession on that day.  A line is worth
 * minutes x rate / 60, rounded half up to the cent; without a rate it has no amount, never 0.
 */
#ifndef PX_CARE_LEDGER_H
#define PX_CARE_LEDGER_H

#include "base/zone.h"
#include "store/store.h"

enum { PX_LEDGER_NO_RATE = -1 };

/* One person at one meeting.  Texts are borrowed until take returns; NULL when there is none. */
struct px_ledger_line {
	int64_t meeting;                  /* id */
	const char *title, *kind, *start; /* start: instant */
	struct px_date day;               /* local */
	const char *practitioner;         /* handle */
	const char *family, *given;
	const char *project; /* slug, or NULL */
	const char *nature;
	int64_t minutes;
	int64_t rate_cents, amount_cents; /* PX_LEDGER_NO_RATE when there is none */
};

/* The lines of a local year, by start, meeting and attendance.  organization 0: all.  take returns
 * 0 to go on.  practitioner: one person's id, or 0 for everyone. */
int px_ledger_read(struct px_store *store, int64_t organization, const struct px_zone *zone,
		   int year, int64_t practitioner,
		   int (*take)(const struct px_ledger_line *line, void *data, struct px_err *err),
		   void *data, struct px_err *err);

/* What so many minutes are worth at so many cents an hour: half up to the cent. */
int64_t px_ledger_amount(int64_t minutes, int64_t rate_cents);

/* Cents an hour of a profession and a nature on a local day (YYYY-MM-DD): 1 found, 0 none, -1. */
int px_rate_find(struct px_store *store, int64_t organization, const char *profession,
		 const char *nature, const char *day, int64_t *cents, struct px_err *err);

#endif
