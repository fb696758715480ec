/* plexus-task: what is to be done, by whom, by when. */
#include <string.h>

#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/task/burndown.h"
#include "cli/task/depend.h"
#include "cli/task/month.h"
#include "cli/task/next.h"
#include "cli/task/recur.h"
#include "cli/task/spent.h"
#include "cli/task/template.h"
#include "cli/task/tree.h"
#include "model/types.h"

/*
 * Verbs that are a new status; what follows from it (the completion time, the time spent, the task
 * that comes next) is settled wherever tasks are changed.
 */
static const struct status {
	const char *verb, *status, *said;
} statuses[] = {
	{ "done", "done", N_("done") },           { "start", "started", N_("started") },
	{ "stop", "open", N_("stopped") },        { "drop", "dropped", N_("dropped") },
	{ "reopen", "open", N_("opened again") },
};

struct change {
	const char *status;
	struct px_spent spent;
};

static int
set_status(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	struct change *change = data;

	(void)err;
	if (strcmp(change->status, "started") != 0)
		px_spent_look(run, after, &change->spent);
	after->values[PX_TASK_STATUS] = px_value_of_text(change->status);
	return 0;
}

static int
change_status(struct px_run *run, struct px_err *err)
{
	const struct status *is = statuses;
	struct change change = { NULL };
	int64_t *ids;
	size_t count;

	while (strcmp(is->verb, run->verb->name) != 0)
		is++;
	change.status = is->status;
	if (px_run_records(run, &px_type_task, 0, &ids, &count, err) != 0 ||
	    px_run_change(run, &px_type_task, ids, count, set_status, &change, is->said, err) != 0)
		return -1;
	px_spent_warn(run, &change.spent);
	return 0;
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

static const struct px_example start_examples[] = {
	{ "plexus-task start 12 --now 9:15", N_("begun a while ago") },
	{ "plexus-task count --by project,assignees --sum minutes",
	  N_("time spent, by project and person") },
	{ NULL, NULL },
};

static const struct px_example next_examples[] = {
	{ "plexus-task next --explain --limit 3",
	  N_("why these three come first: what each term of urgency adds") },
	{ NULL, NULL },
};

static const struct px_example template_examples[] = {
	{ "plexus-task template apply accueil-stagiaire --start 'lundi prochain' --assignees "
	  "dupont",
	  N_("what a trainee's first months ask for") },
	{ "plexus-task template apply campagne-aci --start 2025-12-01 -n",
	  N_("see what the campaign of the ACI would be, without adding it") },
	{ NULL, NULL },
};

static const struct px_example burndown_examples[] = {
	{ "plexus-task burndown project=bpco --weeks 8", N_("two months of a project") },
	{ NULL, NULL },
};

static const struct px_example calendar_examples[] = {
	{ "plexus-task calendar --month 'mois prochain'", N_("next month at a glance") },
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

static const struct px_example recur_examples[] = {
	{ "plexus-task add 'Commander les vaccins' --due '2025-10-01' --recur 'yearly shift'",
	  N_("each year, on a working day") },
	{ "plexus-task add 'Relever le courrier' --recur 'lundis et jeudis, sauf fériés, "
	  "rattraper'",
	  N_("Mondays and Thursdays but for holidays; what was missed does not pile up") },
	{ "plexus-task add 'Ordre du jour' --recur 'le dernier jour ouvré du mois'",
	  N_("the last working day of each month") },
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
	  .details = N_("A task that comes again (recur) makes its next one at once."),
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .applies = "status=open,started",
	  .run = change_status },
	{ .name = "start",
	  .operands = "TASK…",
	  .summary = N_("say that tasks are begun, or open closed ones again"),
	  .details = N_(
		  "The time from then until `stop`, `done` or `drop` is added to their minutes; "
		  "`count --by project --sum minutes` adds it up.  Said again, nothing changes."),
	  .examples = start_examples,
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .applies = "status!=started",
	  .run = change_status },
	{ .name = "stop",
	  .operands = "TASK…",
	  .summary = N_("say that tasks are open but no longer worked on"),
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .applies = "status=started",
	  .run = change_status },
	{ .name = "drop",
	  .operands = "TASK…",
	  .summary = N_("say that tasks will not be done"),
	  .details = N_("A task that comes again ends with it."),
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .applies = "status=open,started",
	  .run = change_status },
	{ .name = "reopen",
	  .operands = "TASK…",
	  .summary = N_("open tasks again that were done or dropped"),
	  .details = N_(
		  "The one that came next (recur) is taken back when nobody has touched it.  One "
		  "that somebody has changed, begun or done stays, and the recurrence with it: the "
		  "task that is opened again has none any more."),
	  .flags = CHANGING,
	  .access = PX_ACCESS_WRITE,
	  .applies = "status=done,dropped",
	  .run = change_status },
	{ .name = "recur",
	  .operands = "TASK",
	  .summary = N_("print the days on which a task comes again"),
	  .details = N_(
		  "--recur says when a task comes again, in words, French or English: monthly, "
		  "tous les lundis, every 2 weeks on Friday, un lundi sur deux, le 1er mardi du "
		  "mois, the last working day of the month, le 14 juillet, every Monday except in "
		  "August until 30 June 2026; or as a rule of iCalendar "
		  "(FREQ=MONTHLY;BYDAY=1MO).  `show` says it back.  Tous les 15 jours are two "
		  "weeks, as in `mardi en quinze`.\n"
		  "Its next one is made when it is done: the rule's "
		  "next day, be it past; with `after`, counted from the day that it was done; with "
		  "`once`, the rule's next day after that, so that what was missed is caught up "
		  "once.  With `skip` (sauf fériés), public holidays (those of the organization's "
		  "postcode) are "
		  "left out; with `shift` (ou le jour ouvré suivant), they and week-ends are moved "
		  "to the next working day.  "
		  "Words keep to the last day of a month that lacks the 31st.\n"
		  "Only one task of a recurrence is open at a time.  Who does it, its project, "
		  "priority and notes stay; scheduled and wait days keep their distance.  Drop the "
		  "task, or clear --recur=, to end it.  The first day is the one after the task, "
		  "were it done today; ten are shown unless --limit says more."),
	  .flags = PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .output = &px_view_recurrence,
	  .examples = recur_examples,
	  .applies = "recur!=",
	  .run = px_run_recur },
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
	{ .name = "template",
	  .operands = "apply TEMPLATE",
	  .summary = N_("add the tasks of a template, their days counted from a start day"),
	  .details = N_(
		  "A template is one of those that `templates` lists, or a file: CSV, JSON or JSON "
		  "Lines, with the columns of tasks.  Days are phrases (plexus-dates(7)) read as "
		  "on the start day: `dans 3 jours`, `+2w`, `fin du mois`, `31 janvier`.  A column "
		  "`step` (étape) names the rows, else their number does; `depends` says which "
		  "are to be done before.  What stands alone above the header is its title.\n"
		  "All tasks are added, or none.  With --dry-run they are shown."),
	  .flags = PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .options = px_template_options,
	  .examples = template_examples,
	  .operand = px_template_operand,
	  .run = px_run_template },
	{ .name = "templates",
	  .summary = N_("print the templates that are there"),
	  .details = N_("They are the CSV files of share/plexus/templates; a team's own may lie "
			"anywhere."),
	  .flags = PX_VERB_FORMATS,
	  .access = PX_ACCESS_NONE,
	  .output = &px_view_template,
	  .run = px_run_templates },
	{ .name = "burndown",
	  .operands = "[FILTER…]",
	  .summary = N_("print what was added, closed and left open, week after week"),
	  .details =
		  N_("Counted from the times of creation and completion that tasks have now: one "
		     "that was opened again counts as open ever since it was added."),
	  .flags = PX_VERB_FILTERS | PX_VERB_FORMATS | PX_VERB_CHARTS,
	  .access = PX_ACCESS_READ,
	  .options = px_burndown_options,
	  .output = &px_view_burndown,
	  .examples = burndown_examples,
	  .run = px_run_burndown },
	{ .name = "calendar",
	  .operands = "[FILTER…]",
	  .summary = N_("print a month: tasks due, meetings, public holidays"),
	  .details = N_(
		  "For people a grid; with --json, --csv or --fields a line a day.  Filters are "
		  "of tasks; those that meetings know too (project=bpco) hold for them as well."),
	  .flags = PX_VERB_FILTERS | PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = px_month_options,
	  .output = &px_view_day,
	  .examples = calendar_examples,
	  .run = px_run_month },
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
	  N_("hand over a task, due in a week") },
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
