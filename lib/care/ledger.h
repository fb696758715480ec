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

/* What time may be summed by. */
enum px_ledger_by {
	PX_LEDGER_BY_PRACTITIONER,
	PX_LEDGER_BY_MONTH,
	PX_LEDGER_BY_PROJECT,
	PX_LEDGER_BY_KIND,
	PX_LEDGER_BY_NATURE,
};
enum { PX_LEDGER_BYS = PX_LEDGER_BY_NATURE + 1 };

/* What the lines of one group come to.  What is not summed by is NULL, or month 0. */
struct px_ledger_sum {
	const char *practitioner, *family, *given;
	int month; /* 1 to 12 */
	const char *project, *kind, *nature;
	int64_t presences, unrated; /* lines; those of them that no rate is known for */
	int64_t minutes, unrated_minutes;
	int64_t amount_cents; /* PX_LEDGER_NO_RATE when no line has one */
};

/* The lines of a local year, summed by some of these, each named once: in their order, what has no
 * project last.  organization 0: all; people of the same handle are then one.  Memory goes with the
 * meetings of the year, the people and the groups, not with the attendances: these are read in the
 * order of an index that holds all that is asked of them. */
int px_ledger_sum(struct px_store *store, int64_t organization, const struct px_zone *zone,
		  int year, const enum px_ledger_by *by, size_t by_count,
		  int (*take)(const struct px_ledger_sum *sum, void *data, struct px_err *err),
		  void *data, struct px_err *err);

/* What so many minutes are worth at so many cents an hour: half up to the cent. */
int64_t px_ledger_amount(int64_t minutes, int64_t rate_cents);

/* Cents an hour of a profession and a nature on a local day (YYYY-MM-DD): 1 found, 0 none, -1. */
int px_rate_find(struct px_store *store, int64_t organization, const char *profession,
		 const char *nature, const char *day, int64_t *cents, struct px_err *err);

#endif
