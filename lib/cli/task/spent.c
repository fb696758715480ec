#include "cli/task/spent.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "model/types.h"

enum { LONG_HOURS = 12 };

void
px_spent_look(struct px_run *run, const struct px_record *task, struct px_spent *spent)
{
	const char *since = px_record_text(task, PX_TASK_STARTED_AT);
	int64_t start;

	if (!since || px_instant_parse(since, &start) != 0 ||
	    run->world.now - start <= LONG_HOURS * 3600)
		return;
	if (spent->count == spent->capacity) {
		size_t capacity = spent->capacity ? 2 * spent->capacity : 8;
		int64_t *bigger = px_arena_alloc(&run->arena, capacity * sizeof(*bigger));

		if (spent->count)
			memcpy(bigger, spent->ids, spent->count * sizeof(*bigger));
		spent->ids = bigger;
		spent->capacity = capacity;
	}
	spent->ids[spent->count++] = task->values[PX_F_ID].number;
}

void
px_spent_warn(const struct px_run *run, const struct px_spent *spent)
{
	for (size_t i = 0; i < spent->count; i++)
		px_warn(run,
			_("task %lld was begun more than %d hours ago, and all of it is counted: "
			  "plexus-task edit %lld --minutes TIME says how long it really took"),
			(long long)spent->ids[i], LONG_HOURS, (long long)spent->ids[i]);
}
