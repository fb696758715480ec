/*
 * Requests for care: asked of the usual professional, then of a list, then of everyone within a
 * radius, each for a time (the ladder's rungs are records).  The first yes wins: the database holds
 * one winner a request; the others are told that it is taken.  Who is to be told what is written as
 * notices (care/notice.h) in the same transaction.
 *
 * Time is the world's: a ladder is climbed as of --now, and can be replayed.
 */
#ifndef PX_CARE_REQUEST_H
#define PX_CARE_REQUEST_H

#include "care/slot.h"
#include "model/types_request.h"

/* Store the request (checked, references resolved; care, place and origin as given), ask its first
 * rung.  In a write transaction, as all here.  PX_USAGE: care or place means nothing; PX_NOT_FOUND:
 * there is no such ladder. */
int px_request_open(const struct px_slot_at *at, struct px_record *request, struct px_err *err);

struct px_request_counts {
	int64_t climbed, asked, unanswered;
};

/* Every request whose time has come goes up a rung; one past its delay, or past the last rung, is
 * unanswered. */
int px_request_climb(const struct px_slot_at *at, struct px_request_counts *counts,
		     struct px_err *err);

/* What one who was asked says.  PX_CONFLICT: it is taken, or over, or they were not asked, or have
 * said so already.  A no of the last one asked goes up at once. */
int px_request_answer(const struct px_slot_at *at, const struct px_record *request,
		      int64_t practitioner, bool yes, struct px_record *after, struct px_err *err);

/* Who asked does not need it any more. */
int px_request_withdraw(const struct px_slot_at *at, const struct px_record *request,
			struct px_record *after, struct px_err *err);

#endif
