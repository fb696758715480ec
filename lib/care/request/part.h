/*
 * What the files of lib/care/request share.
 *
 *	open.c    what is asked, and where
 *	whom.c    who is asked at a rung
 *	climb.c   up the ladder
 *	answer.c  yes, no, withdrawn
 */
#ifndef PX_CARE_REQUEST_PART_H
#define PX_CARE_REQUEST_PART_H

#include "care/request.h"

/* Practitioners, by number. */
struct px_request_whom {
	int64_t *items; /* freed by the caller */
	size_t count, capacity;
};

/* Whom the rung asks of this request, those already asked left out, nearest first. */
int px_request_whom(const struct px_slot_at *at, const struct px_record *request,
		    const struct px_record *rung, struct px_request_whom *out, struct px_err *err);

/* The first step of the ladder after this number: 1 and the rung, 0 past the last. */
int px_request_rung(const struct px_slot_at *at, const struct px_record *request, int64_t after,
		    struct px_record *out, struct px_err *err);

/* The number of what was asked of somebody: 1, 0 when they were not asked, -1. */
int px_request_ask(const struct px_slot_at *at, const struct px_record *request, int64_t who,
		   int64_t *ask, struct px_err *err);

/* Does somebody who was asked still keep silent?  1, 0, -1. */
int px_request_awaited(const struct px_slot_at *at, const struct px_record *request,
		       struct px_err *err);

/* Ask the next rung that has somebody to ask.  Past the last one those who were asked may answer until
 * its delay is over; then, or when nobody is left who might, it is given up. */
int px_request_up(const struct px_slot_at *at, const struct px_record *request,
		  struct px_record *after, struct px_request_counts *counts, struct px_err *err);

/* Who asked, or who was and did not say no, is told. */
int px_request_tell(const struct px_slot_at *at, const struct px_record *request, int64_t to,
		    const char *kind, struct px_err *err);
int px_request_tell_asked(const struct px_slot_at *at, const struct px_record *request, int64_t but,
			  const char *kind, struct px_err *err);

/* It is over: its status, when, and no next step. */
void px_request_end(const struct px_slot_at *at, struct px_record *request, const char *status);

struct px_value px_request_instant(const struct px_slot_at *at, int64_t instant);

#endif
