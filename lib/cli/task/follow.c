#include "cli/task/follow.h"

#include <string.h>

#include "base/i18n.h"
#include "model/types.h"

/* Room for one more item in the run's arena: the items, moved when they were full. */
static void *
grow(struct px_run *run, void *items, size_t count, size_t *capacity, size_t size)
{
	void *bigger;

	if (count < *capacity)
		return items;
	*capacity = *capacity ? 2 * *capacity : 16;
	bigger = px_arena_alloc(&run->arena, *capacity * size);
	if (count)
		memcpy(bigger, items, count * size);
	return bigger;
}

static int
follow_one(struct px_run *run, const char *was, struct px_record *after, bool careful,
	   struct px_followed *followed, struct px_err *err)
{
	struct px_recur_at at = { run->store, &run->arena, &run->world };
	struct px_recur_follow follow;

	if (px_recur_follow(&at, was, after, careful, &follow, err) != 0)
		return -1;
	if (follow.fate == PX_RECUR_NOTHING)
		return 0;
	followed->items = grow(run, followed->items, followed->count, &followed->capacity,
			       sizeof(*followed->items));
	followed->items[followed->count++] =
		(struct px_followed_one){ after->values[PX_F_ID].number, follow };
	return 0;
}

int
px_follow(struct px_run *run, const struct px_record *before, struct px_record *after,
	  struct px_followed *followed, struct px_err *err)
{
	return after->type == &px_type_task
		       ? follow_one(run, px_record_text(before, PX_TASK_STATUS), after, false,
				    followed, err)
		       : 0;
}

void
px_follow_remember(struct px_run *run, const struct px_record *before,
		   const struct px_record *after, struct px_follow_later *later)
{
	if (after->type != &px_type_task ||
	    px_value_equal(&before->values[PX_TASK_STATUS], &after->values[PX_TASK_STATUS]))
		return;
	later->items =
		grow(run, later->items, later->count, &later->capacity, sizeof(*later->items));
	later->items[later->count++] =
		(struct px_follow_late){ after->values[PX_F_ID].number,
					 px_arena_strdup(&run->arena,
							 px_record_text(before, PX_TASK_STATUS)) };
}

int
px_follow_all(struct px_run *run, const struct px_follow_later *later, struct px_followed *followed,
	      struct px_err *err)
{
	for (size_t i = 0; i < later->count; i++) {
		struct px_record task;
		int found = px_record_read(run->store, &px_type_task, later->items[i].id,
					   &run->arena, &task, err);

		if (found < 0 || (found == 1 && follow_one(run, later->items[i].was, &task, true,
							   followed, err) != 0))
			return -1;
	}
	return 0;
}

void
px_followed_say(const struct px_run *run, const struct px_followed *followed, FILE *out)
{
	for (size_t i = 0; i < followed->count; i++) {
		const struct px_followed_one *one = &followed->items[i];
		const struct px_record *next = &one->follow.next;
		long long id = (long long)next->values[PX_F_ID].number;
		const char *title = px_record_text(next, PX_TASK_TITLE);

		if (run->dry_run)
			fputs(_("dry run: "), out);
		if (one->follow.fate == PX_RECUR_MADE)
			fprintf(out, _("task %lld comes next, due %s: %s\n"), id,
				px_record_text(next, PX_TASK_DUE), title);
		else if (one->follow.fate == PX_RECUR_TAKEN_BACK)
			fprintf(out, _("task %lld, which came next, is taken back: %s\n"), id,
				title);
		else
			fprintf(out,
				_("task %lld, which came next, is under way and stays; task %lld "
				  "comes again no more: %s\n"),
				id, (long long)one->id, title);
	}
}

void
px_follow_say_recur(const struct px_run *run, const struct px_record *before,
		    const struct px_record *after)
{
	struct px_recur recur;
	struct px_buf words = PX_BUF_INIT;
	int64_t occurrence;

	if (run->quiet || after->type != &px_type_task ||
	    (before &&
	     px_value_equal(&before->values[PX_TASK_RECUR], &after->values[PX_TASK_RECUR])) ||
	    !px_recur_of(after, &recur, &occurrence))
		return;
	px_recur_words(&recur, &words);
	if (run->dry_run)
		fputs(_("dry run: "), run->out);
	/* TRANSLATORS: task 12 comes again: every Monday; due 2025-03-17 */
	fprintf(run->out, _("task %lld comes again: %s; due %s\n"),
		(long long)after->values[PX_F_ID].number, words.data,
		px_record_text(after, PX_TASK_DUE));
	px_buf_release(&words);
}
