/* plexus-task: what is to be done, by whom, by when. */
#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/task/depend.h"
#include "cli/task/next.h"
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

enum { CHANGING = PX_VERB_RECORDS | PX_VERB_CHANGES | PX_VERB_ONE };

static const struct px_example next_examples[] = {
	{ "plexus-task next --explain --limit 3",
	  N_("why these three come first: what each term of urgency adds") },
	{ NULL, NULL },
};

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
	  .details = N_(
		  "Tasks that wait for a day or for another task are left out.  With --as (or "
		  "PLEXUS_USER) only that person's, unless --all.\n"
		  "Urgency is a sum of terms, in hundredths.  A line such as `urgency.due = 1500` "
		  "of the configuration (~/.config/plexus/config) says what one weighs, 0 that it "
		  "does not count.  The terms, and their weights when nothing is said:"),
	  .flags = PX_VERB_FILTERS | PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = px_next_options,
	  .examples = next_examples,
	  .term = px_next_term,
	  .run = px_run_next },
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
