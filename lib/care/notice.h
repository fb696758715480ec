/*
 * Notices: written in the transaction of what they tell of, so that none is lost and none is told of
 * what did not happen; given to a mailer once.
 */
#ifndef PX_CARE_NOTICE_H
#define PX_CARE_NOTICE_H

#include "model/types_notice.h"
#include "store/store.h"

struct px_notice_at {
	struct px_store *store; /* in a write transaction */
	struct px_arena *arena;
	const struct px_world *world;
	int64_t organization;
};

struct px_notice {
	const char *kind;  /* of px_notice_kinds */
	int64_t to;        /* a practitioner */
	const char *about; /* "request", "appointment", "waiting" */
	int64_t record;    /* its number */
	int64_t until;     /* an instant, or 0 */
};

/* To be told from now on.  The same one, at the same time, is written once. */
int px_notice_add(const struct px_notice_at *at, const struct px_notice *notice,
		  struct px_err *err);

/* Those that are to be told by now and were not given, oldest first: each is given now, in the
 * transaction that the caller commits, then handed to take.  0, or what take returned.  Who was to be
 * asked for a request that is over is not any more: that notice is removed. */
int px_notice_give(const struct px_notice_at *at,
		   int (*take)(const struct px_record *notice, void *data, struct px_err *err),
		   void *data, struct px_err *err);

#endif
