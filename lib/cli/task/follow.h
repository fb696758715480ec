/*
 * What follows from changes of tasks: the ones that come next are made or taken back (care/recur.h),
 * and people are told, whichever verb changed them.
 */
#ifndef PX_CLI_TASK_FOLLOW_H
#define PX_CLI_TASK_FOLLOW_H

#include "care/recur.h"
#include "cli/program.h"

/* What followed so far; begin with zeros.  The items are the run's arena's. */
struct px_followed {
	struct px_followed_one {
		int64_t id; /* of the task that was changed */
		struct px_recur_follow follow;
	} * items;
	size_t count, capacity;
};

/* A record was changed and is stored; nothing follows unless it is a task. */
int px_follow(struct px_run *run, const struct px_record *before, struct px_record *after,
	      struct px_followed *followed, struct px_err *err);

/* Tell it on the stream, a line each. */
void px_followed_say(const struct px_run *run, const struct px_followed *followed, FILE *out);

/* A task was given a recurrence (before: NULL when it is new): tell people how it was understood. */
void px_follow_say_recur(const struct px_run *run, const struct px_record *before,
			 const struct px_record *after);

/*
 * Of a file: tasks that its rows close or open, kept until all rows are stored, since the one that
 * comes next may be a row further down.  The items are the run's arena's.
 */
struct px_follow_later {
	struct px_follow_late {
		int64_t id;
		const char *was;
	} * items;
	size_t count, capacity;
};

void px_follow_remember(struct px_run *run, const struct px_record *before,
			const struct px_record *after, struct px_follow_later *later);
int px_follow_all(struct px_run *run, const struct px_follow_later *later,
		  struct px_followed *followed, struct px_err *err);

#endif
