/*
 * The pace of concertation: meetings held and files examined of those that the agreement asks for,
 * and where that leads by 31 December.
 *
 * What is asked comes from the rule file: the indicator that shows its progress by the files
 * counted, and asks for a minimum of meetings counted.  What is done is what the report counts,
 * declared facts included.
 *
 * By 31 December, meetings are as many as the days so far give, or as are held and planned, if that
 * is more; in the first 30 days of the year, when a pace says little, those held and planned.
 * Files follow at the same number a meeting as so far.
 */
#ifndef PX_CARE_PACE_H
#define PX_CARE_PACE_H

#include "care/aci/facts.h"
#include "store/store.h"

struct px_pace_count {
	int64_t done, planned, needed;
	int64_t projected; /* by 31 December */
};

struct px_pace {
	int year;
	const char *code;                     /* the indicator's */
	int64_t elapsed, days;                /* of the days of the year that the contract covers */
	struct px_pace_count meetings, files; /* files.planned is 0: who knows */
};

struct px_pace_of {
	struct px_store *store;
	struct px_arena *arena;
	const struct px_world *world;
	int64_t organization;
	const struct px_aci_facts *facts; /* of the year; its rules say what is asked */
};

/* 1, 0 when the rules ask for no concertation, -1. */
int px_pace_read(const struct px_pace_of *of, struct px_pace *out, struct px_err *err);

/* What is missing of a count by 31 December, at this pace. */
int64_t px_pace_missing(const struct px_pace_count *count);

/* Files to examine at each meeting still to hold, for all that is needed; 0: nothing is missing. */
int64_t px_pace_files_a_meeting(const struct px_pace *pace);

#endif
