/* plexus-task: what is to be done, by whom, by when. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/zone.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/task/depend.h"
#include "cli/task/tree.h"
#include "model/types.h"

/*
 * done, start, stop, drop: a new status; what follows from it (the completion time) is the type's
 * to settle.
 */
static int
set_status(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	(void)run;
	(void)err;
	after->values[PX_TASK_STATUS] = (struct px_value){ .state = PX_SET, .text = data };
	return 0;
}

static int
change_status(struct px_run *run, const char *status, const char *said, struct px_err *err)
{
	int64_t *ids;
	size_t count;
	char *word = px_arena_strdup(&run->arena, status);

	if (px_run_records(run, &px_type_task, 0, &ids, &count, err) != 0)
		return -1;
	return px_run_change(run, &px_type_task, ids, count, set_status, word, said, err);
}

static int
task_done(struct px_run *run, struct px_err *err)
{
	return change_status(run, "done", N_("done"), err);
}

static int
task_start(struct px_run *run, struct px_err *err)
{
	return change_status(run, "started", N_("started"), err);
}

static int
task_stop(struct px_run *run, struct px_err *err)
{
	return change_status(run, "open", N_("stopped"), err);
}

static int
task_drop(struct px_run *run, struct px_err *err)
{
	return change_status(run, "dropped", N_("dropped"), err);
}

/*
 * next: open tasks that can be worked on now, the most urgent first.  A task waits for its `wait`
 * day and for the tasks that it depends on.
 */
static const struct px_option opt_all = { "all", 'a', NULL,
					  N_("everyone's, even when --as says who is asking") };

/* The ids of open tasks, rising: what another task may still wait for. */
struct open_tasks {
	int64_t *ids;
	size_t count, capacity;
};

static int
read_open_tasks(struct px_run *run, struct open_tasks *open, struct px_err *err)
{
	struct px_filters filters = { 0 };
	bool wanted[PX_TASK_FIELDS] = { [PX_F_ID] = true };
	struct px_query query = { .type = &px_type_task,
				  .organization = run->organization,
				  .limit = -1,
				  .world = &run->world,
				  .wanted = wanted };
	struct px_cursor *cursor = NULL;
	struct px_record task;
	int more = -1;

	if (px_filters_add(&filters, &px_type_task, "status=open,started", &run->world, &run->arena,
			   err) != 0)
		goto out;
	query.filters = filters.items;
	query.filter_count = filters.count;
	cursor = px_query_open(run->store, &query, err);
	while (cursor && (more = px_query_next(cursor, &task, err)) == 1) {
		PX_GROW(open->ids, open->count, open->capacity);
		open->ids[open->count++] = task.values[PX_F_ID].number;
	}
out:
	px_query_close(cursor);
	px_filters_release(&filters);
	return more;
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return (one > other) - (one < other);
}

static bool
is_blocked(const struct px_record *task, const struct open_tasks *open)
{
	const struct px_value *depends = &task->values[PX_TASK_DEPENDS];

	for (size_t i = 0; i < depends->count && open->count; i++)
		if (bsearch(&depends->items[i].number, open->ids, open->count, sizeof(*open->ids),
			    compare_ids))
			return true;
	return false;
}

/* What the verb adds to the operands: open, and the asking person's. */
static int
add_conditions(struct px_run *run, struct px_filters *filters, struct px_err *err)
{
	const char *mine;

	if (px_filters_add(filters, &px_type_task, "status=open,started", &run->world, &run->arena,
			   err) != 0)
		return -1;
	if (!run->actor || px_option_given(run, &opt_all))
		return 0;
	mine = px_arena_printf(&run->arena, "assignees=%lld", (long long)run->actor);
	return px_filters_add(filters, &px_type_task, mine, &run->world, &run->arena, err);
}

static bool
is_waiting(const struct px_record *task, const char *today)
{
	const char *wait = px_record_text(task, PX_TASK_WAIT);

	return wait && strcmp(wait, today) > 0;
}

static int
print_next(struct px_run *run, struct px_query *query, const struct open_tasks *open,
	   struct px_sink *sink, struct px_err *err)
{
	struct px_local local = px_zone_local(run->world.zone, run->world.now);
	int64_t left = query->limit;
	struct px_cursor *cursor;
	struct px_record task;
	char today[PX_DATE_SIZE];
	int more = -1;

	px_date_format(local.date, today);
	query->limit = -1; /* of what is shown, not of what is read */
	cursor = px_query_open(run->store, query, err);
	while (cursor && left != 0 && (more = px_query_next(cursor, &task, err)) == 1) {
		if (is_waiting(&task, today) || is_blocked(&task, open))
			continue;
		more = px_sink_put(sink, &task, err);
		if (more != 0)
			break;
		left -= left > 0;
	}
	px_query_close(cursor);
	return left == 0 ? 0 : more;
}

static int
task_next(struct px_run *run, struct px_err *err)
{
	const struct px_order by_urgency[] = {
		{ &px_type_task.fields[PX_TASK_URGENCY], true },
		{ &px_type_task.fields[PX_TASK_DUE], false },
	};
	struct px_filters filters = { 0 };
	struct open_tasks open = { 0 };
	struct px_query query;
	struct px_sink *sink = NULL;
	int result = -1;

	if (px_run_query(run, &px_type_task, 0, &query, &filters, err) != 0 ||
	    add_conditions(run, &filters, err) != 0 || read_open_tasks(run, &open, err) != 0)
		goto out;
	query.filters = filters.items;
	query.filter_count = filters.count;
	if (!query.order_count) {
		query.orders = by_urgency;
		query.order_count = PX_COUNT(by_urgency);
	}
	sink = px_sink_open(run, &px_type_task, PX_SINK_MANY, err);
	if (!sink || print_next(run, &query, &open, sink, err) != 0)
		goto out;
	result = px_sink_close(sink, err);
	sink = NULL;
out:
	px_sink_abandon(sink);
	px_filters_release(&filters);
	free(open.ids);
	return result;
}

/*
 * list: the generic one, and the tree.
 */
static const struct px_option opt_tree = {
	"tree", 't', NULL,
	N_("under each project its tasks, under each task those that it waits for")
};

static int
task_list(struct px_run *run, struct px_err *err)
{
	return px_option_given(run, &opt_tree) ? px_run_task_tree(run, err)
					       : px_generic_list(run, err);
}

static const struct px_option *const list_options[] = { &opt_tree, NULL };
static const struct px_option *const next_options[] = { &opt_all, NULL };

enum { CHANGING = PX_VERB_RECORDS | PX_VERB_CHANGES | PX_VERB_ONE };

static const struct px_example depend_examples[] = {
	{ "plexus-task depend 3 on 1 2", N_("task 3 waits for tasks 1 and 2") },
	{ "plexus-task depend 3 on 2 --remove", N_("and for task 2 no longer") },
	{ NULL, NULL },
};

static const struct px_example list_examples[] = {
	{ "plexus-task list status=open,started project=bpco --tree",
	  N_("what is left to do in a project, and what waits for what") },
	{ NULL, NULL },
};

static const struct px_verb verbs[] = {
	{ .name = "next",
	  .operands = "[FILTER…]",
	  .summary = N_("print what can be done now, the most urgent first"),
	  .details =
		  N_("Tasks that wait for a day or for another task are left out.  With --as (or "
		     "PLEXUS_USER) only that person's, unless --all."),
	  .flags = PX_VERB_FILTERS | PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = next_options,
	  .run = task_next },
	{ .name = "done",
	  .operands = "TASK…",
	  .summary = N_("say that tasks are done"),
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .run = task_done },
	{ .name = "start",
	  .operands = "TASK…",
	  .summary = N_("say that tasks are begun, or open closed ones again"),
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .run = task_start },
	{ .name = "stop",
	  .operands = "TASK…",
	  .summary = N_("say that tasks are open but no longer worked on"),
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .run = task_stop },
	{ .name = "drop",
	  .operands = "TASK…",
	  .summary = N_("say that tasks will not be done"),
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .run = task_drop },
	{ .name = "depend",
	  .operands = "TASK… on TASK…",
	  .summary = N_("have tasks wait for others"),
	  .details =
		  N_("A task that waits is left out of `next` until the others are done or "
		     "dropped.  What would go round in a circle is refused, and the way round is "
		     "shown."),
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .options = px_depend_options,
	  .examples = depend_examples,
	  .run = px_run_depend },
	{ .name = "list",
	  .operands = "[FILTER…]",
	  .summary = N_("print the tasks that satisfy every filter"),
	  .flags = PX_VERB_FILTERS | PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = list_options,
	  .examples = list_examples,
	  .run = task_list },
	{ 0 },
};

static const struct px_type *const types[] = { &px_type_task, NULL };

static const struct px_example examples[] = {
	{ "plexus-task add 'Relancer l’ARS' --due vendredi --assignees dupont",
	  N_("a task for Friday") },
	{ "plexus-task next --limit 5", N_("the five most urgent things to do") },
	{ "plexus-task list 'status=open' 'due<=vendredi' --jsonl | plexus-task done -",
	  N_("close all that was due by Friday") },
	{ "plexus-task edit 12 --assignees +martin,-dupont --due '+1w'",
	  N_("hand over a task and give it a week more") },
	{ "plexus-task count --by status,assignees", N_("how many, by status and person") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-task",
	.summary = N_("what is to be done, by whom, by when"),
	.details = N_(
		"Tasks belong to a project or to the meeting that decided them, have one or more "
		"assignees, and may wait for a day or for other tasks."),
	.types = types,
	.verbs = verbs,
	.generic = px_generic_verbs,
	.examples = examples,
};
