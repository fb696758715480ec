#include "care/recur.h"

#include <string.h>

#include "base/zone.h"
#include "model/types.h"
#include "store/query.h"
#include "store/record.h"

/* What the next task has of this one.  Not the item of the minutes that asked for it: minutes that
 * are read again must find the one task that they made. */
static const size_t kept[] = {
	PX_TASK_TITLE,     PX_TASK_PRIORITY, PX_TASK_PROJECT,
	PX_TASK_ASSIGNEES, PX_TASK_RECUR,    PX_TASK_NOTES,
};

static bool
day_of(const struct px_record *task, size_t field, int64_t *day)
{
	const char *text = px_record_text(task, field);
	struct px_date date;

	if (!text || px_date_parse(text, &date) != 0)
		return false;
	*day = px_date_days(date);
	return true;
}

int
px_recur_of(const struct px_record *task, struct px_recur *recur, int64_t *occurrence)
{
	const char *text = px_record_text(task, PX_TASK_RECUR);

	return text && px_recur_parse(text, recur, NULL) == 0 &&
	       (day_of(task, PX_TASK_OCCURRENCE, occurrence) ||
		day_of(task, PX_TASK_DUE, occurrence));
}

/* A day of the old task, as far from the new day due as it was from the old one. */
static void
carry_day(const struct px_record *task, size_t field, int64_t moved, struct px_arena *arena,
	  struct px_record *next)
{
	int64_t day;

	if (day_of(task, field, &day))
		next->values[field] = px_value_of_day(arena, day + moved);
}

static void
fill(const struct px_recur_at *at, const struct px_record *task, const struct px_recur_day *day,
     struct px_record *next)
{
	int64_t due;

	*next = px_record_new(at->arena, &px_type_task);
	next->values[PX_F_ORGANIZATION] = task->values[PX_F_ORGANIZATION];
	for (size_t i = 0; i < PX_COUNT(kept); i++)
		next->values[kept[i]] = px_value_copy(at->arena, &task->values[kept[i]]);
	next->values[PX_TASK_DUE] = px_value_of_day(at->arena, day->due);
	next->values[PX_TASK_OCCURRENCE] = px_value_of_day(at->arena, day->occurrence);
	if (!day_of(task, PX_TASK_DUE, &due))
		return;
	carry_day(task, PX_TASK_SCHEDULED, day->due - due, at->arena, next);
	carry_day(task, PX_TASK_WAIT, day->due - due, at->arena, next);
}

/* 1 and the new task, 0 when it comes no more, -1. */
static int
make_next(const struct px_recur_at *at, const struct px_record *task, struct px_record *next,
	  struct px_err *err)
{
	struct px_recur_day day;
	struct px_recur recur;
	int64_t occurrence;
	int more;

	if (!px_recur_of(task, &recur, &occurrence))
		return 0;
	more = px_recur_next(&recur, occurrence, px_world_today(at->world), at->world->region, &day,
			     err);
	if (more != 1)
		return more;
	fill(at, task, &day, next);
	px_record_defaults(next, at->world, at->arena);
	px_record_settle(next, at->world, at->arena);
	if (px_record_insert(at->store, next, at->arena, err) != 0)
		return -1;
	return px_record_read(at->store, &px_type_task, next->values[PX_F_ID].number, at->arena,
			      next, err);
}

/*
 * The task that came next: the first of the later ones with the same title and the same recurrence,
 * one that is the same in all else that is kept before one that is not.
 */
struct search {
	struct px_arena *arena;
	const struct px_record *task;
	struct px_record found;
	bool any, same; /* found is one; and has all that is kept */
};

static bool
same_value(const struct px_record *a, const struct px_record *b, size_t field)
{
	return px_value_equal(&a->values[field], &b->values[field]);
}

static int
look_at(const struct px_record *other, void *data, struct px_err *err)
{
	struct search *search = data;
	bool same = true;

	(void)err;
	if (!same_value(search->task, other, PX_TASK_TITLE) ||
	    !same_value(search->task, other, PX_TASK_RECUR))
		return 0;
	for (size_t i = 0; i < PX_COUNT(kept); i++)
		same = same && same_value(search->task, other, kept[i]);
	if (search->same || (search->any && !same))
		return 0;
	search->found = px_record_copy(search->arena, other);
	search->any = true;
	search->same = same;
	return 0;
}

static int
find_next(const struct px_recur_at *at, const struct px_record *task, struct search *search,
	  struct px_err *err)
{
	const char *occurrence = px_record_text(task, PX_TASK_OCCURRENCE);
	const char *title = px_record_text(task, PX_TASK_TITLE);
	const struct px_order by_day = { &px_type_task.fields[PX_TASK_OCCURRENCE], false };
	struct px_query query = { .type = &px_type_task,
				  .organization = task->values[PX_F_ORGANIZATION].number,
				  .orders = &by_day,
				  .order_count = 1,
				  .limit = -1,
				  .world = at->world };
	const char *const conditions[] = {
		px_arena_printf(at->arena, "occurrence>%s", occurrence ? occurrence : ""),
		px_arena_printf(at->arena, "id>%lld", (long long)task->values[PX_F_ID].number),
		/* an index finds titles; look_at compares them, those that a filter would cut too */
		strpbrk(title, ",\\") ? NULL : px_arena_printf(at->arena, "title=%s", title), NULL
	};

	*search = (struct search){ .arena = at->arena, .task = task };
	return occurrence && px_record_text(task, PX_TASK_RECUR)
		       ? px_query_each(at->store, &query, conditions, look_at, search, err)
		       : 0;
}

static bool
is_open(const char *status)
{
	return strcmp(status, "open") == 0 || strcmp(status, "started") == 0;
}

/* Is it due the day that its recurrence gave it? */
static bool
is_unmoved(const struct px_recur_at *at, const struct px_record *next)
{
	struct px_recur_day day;
	struct px_recur recur;
	int64_t occurrence, due;

	return px_recur_of(next, &recur, &occurrence) && day_of(next, PX_TASK_DUE, &due) &&
	       px_recur_first(&recur, occurrence, at->world->region, &day, NULL) == 1 &&
	       day.due == due;
}

/* Is it still as it was made? */
static bool
is_untouched(const struct px_recur_at *at, const struct search *search)
{
	static const size_t unset[] = { PX_TASK_MINUTES, PX_TASK_MEETING, PX_TASK_DEPENDS,
					PX_TASK_ITEM };
	const struct px_record *next = &search->found;
	bool untouched = search->same &&
			 strcmp(px_record_text(next, PX_TASK_STATUS), "open") == 0 &&
			 px_value_equal(&next->values[PX_F_CREATED], &next->values[PX_F_UPDATED]) &&
			 is_unmoved(at, next);

	for (size_t i = 0; i < PX_COUNT(unset); i++)
		untouched = untouched && next->values[unset[i]].state == PX_UNSET;
	return untouched;
}

/* The recurrence goes on without the task. */
static int
let_go(const struct px_recur_at *at, struct px_record *task, struct px_err *err)
{
	struct px_record before = px_record_copy(at->arena, task);

	task->values[PX_TASK_RECUR] = (struct px_value){ .state = PX_UNSET };
	px_record_settle(task, at->world, at->arena);
	return px_record_update(at->store, &before, task, at->arena, err) < 0 ? -1 : 0;
}

/* Others may refer to it by now: then it stays. */
static int
take_back(const struct px_recur_at *at, struct search *search, struct px_recur_follow *out,
	  struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;

	if (px_record_remove(at->store, &search->found, at->arena, &why) == 0) {
		out->fate = PX_RECUR_TAKEN_BACK;
		return 0;
	}
	if (why.code == PX_CONFLICT)
		return 0;
	*err = why;
	return -1;
}

static int
reopen(const struct px_recur_at *at, struct px_record *task, struct px_recur_follow *out,
       struct px_err *err)
{
	struct search search;

	if (find_next(at, task, &search, err) != 0)
		return -1;
	if (!search.any)
		return 0;
	out->next = search.found;
	if (is_untouched(at, &search) && take_back(at, &search, out, err) != 0)
		return -1;
	if (out->fate == PX_RECUR_TAKEN_BACK)
		return 0;
	out->fate = PX_RECUR_STAYS;
	return let_go(at, task, err);
}

static int
go_on(const struct px_recur_at *at, const struct px_record *task, bool careful,
      struct px_recur_follow *out, struct px_err *err)
{
	struct search search = { .any = false };
	int made;

	if (careful && find_next(at, task, &search, err) != 0)
		return -1;
	made = search.same ? 0 : make_next(at, task, &out->next, err);
	if (made == 1)
		out->fate = PX_RECUR_MADE;
	return made < 0 ? -1 : 0;
}

int
px_recur_follow(const struct px_recur_at *at, const char *was, struct px_record *after,
		bool careful, struct px_recur_follow *out, struct px_err *err)
{
	const char *now = px_record_text(after, PX_TASK_STATUS);

	*out = (struct px_recur_follow){ .fate = PX_RECUR_NOTHING };
	if (is_open(was) && strcmp(now, "done") == 0)
		return go_on(at, after, careful, out, err);
	if (strcmp(was, "done") == 0 && is_open(now))
		return reopen(at, after, out, err);
	return 0;
}
