/* plexus-report improve: tasks that improve dimensions of the matrix. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/view/maturity.h"
#include "model/types.h"
#include "store/query.h"

static const struct px_type *
practitioners(void)
{
	return &px_type_practitioner;
}

static const struct px_type *
projects(void)
{
	return &px_type_project;
}

static const struct px_option opt_due = { "due", 0, "DATE", N_("by when") };
static const struct px_option opt_assignees = { "assignees", 0,
						"WHO,…",     N_("who is in charge"),
						NULL,        practitioners };
static const struct px_option opt_means = { "means", 0, "TEXT",
					    N_("the means: time, money, help; the task's notes") };
static const struct px_option opt_project = { "project", 'p',
					      "PROJECT", N_("the project that they serve"),
					      NULL,      projects };
static const struct px_option opt_title = { "title", 0, "TEXT",
					    N_("what is to be done; the dimension unless said") };

/*
 * Tasks of a dimension.
 */
struct gathering {
	struct px_run *run;
	struct px_maturity_tasks *out;
};

static int
take_task(const struct px_record *record, void *data, struct px_err *err)
{
	const struct gathering *gathering = data;
	struct px_maturity_tasks *out = gathering->out;
	struct px_record *items =
		px_arena_alloc(&gathering->run->arena, (out->count + 1) * sizeof(*items));

	(void)err;
	if (out->count)
		memcpy(items, out->items, out->count * sizeof(*items));
	items[out->count++] = px_record_copy(&gathering->run->arena, record);
	out->items = items;
	return 0;
}

int
px_run_maturity_tasks(struct px_run *run, const struct px_maturity *maturity,
		      const struct px_maturity_dimension *dimension, struct px_maturity_tasks *out,
		      struct px_err *err)
{
	struct gathering gathering = { run, out };
	struct px_query query = {
		.type = &px_type_task, .organization = run->home, .limit = -1, .world = &run->world
	};
	const char *conditions[] = { px_arena_printf(&run->arena, "item=%s",
						     px_maturity_item(&run->arena, maturity->year,
								      dimension)),
				     NULL };

	*out = (struct px_maturity_tasks){ NULL, 0 };
	return px_query_each(run->store, &query, conditions, take_task, &gathering, err);
}

/*
 * Making them.
 */
static void
take_option(struct px_run *run, const struct px_option *option, size_t field,
	    struct px_record *task, struct px_faults *faults)
{
	struct px_parse parse = { &run->world, &px_type_task.fields[field], PX_FROM_TYPED,
				  &run->arena, faults };
	const char *text = px_option_value(run, option);

	if (text)
		px_value_parse(&parse, text, &task->values[field]);
}

static int
add_task(struct px_run *run, const struct px_maturity *maturity,
	 const struct px_maturity_dimension *dimension, struct px_record *task, struct px_err *err)
{
	struct px_faults faults = { .arena = &run->arena };
	const char *title = px_option_value(run, &opt_title);

	*task = px_record_new(&run->arena, &px_type_task);
	task->values[PX_F_ORGANIZATION] = px_value_of_number(run->home);
	task->values[PX_TASK_TITLE] = px_value_of_text(
		title ? title : px_form_in(dimension->question->label, px_i18n_lang()));
	task->values[PX_TASK_ITEM] =
		px_value_of_text(px_maturity_item(&run->arena, maturity->year, dimension));
	take_option(run, &opt_due, PX_TASK_DUE, task, &faults);
	take_option(run, &opt_assignees, PX_TASK_ASSIGNEES, task, &faults);
	take_option(run, &opt_means, PX_TASK_NOTES, task, &faults);
	take_option(run, &opt_project, PX_TASK_PROJECT, task, &faults);
	px_record_defaults(task, &run->world, &run->arena);
	px_record_settle(task, &run->world, &run->arena);
	if (px_record_resolve(run->store, run->home, task, &faults, err) != 0)
		return -1;
	px_record_check(task, &faults);
	if (px_faults_count(&faults, PX_REJECTING))
		return px_err_set(err, PX_USAGE, "%s", px_faults_text(&faults, PX_REJECTING));
	return px_generic_store(run, task, err);
}

static const char *
next_dimension(const void *data, size_t i)
{
	const struct px_maturity *maturity = data;

	return i < maturity->count ? maturity->dimensions[i].question->name : NULL;
}

static const struct px_maturity_dimension *
find_dimension(const struct px_maturity *maturity, const char *name, struct px_err *err)
{
	const char *near;

	for (size_t i = 0; i < maturity->count; i++)
		if (strcmp(maturity->dimensions[i].question->name, name) == 0)
			return &maturity->dimensions[i];
	near = px_text_nearest(name, next_dimension, maturity);
	px_err_set(err, PX_NOT_FOUND,
		   near ? _("%s: no such dimension of %s; did you mean %s?")
			: _("%s: no such dimension of %s"),
		   name, maturity->form->name, near);
	return NULL;
}

/* The same action twice is one: its dimension and its title say which. */
static int
improve_one(struct px_run *run, const struct px_maturity *maturity, const char *name,
	    struct px_record *task, bool *added, struct px_err *err)
{
	const struct px_maturity_dimension *dimension = find_dimension(maturity, name, err);
	const char *title = px_option_value(run, &opt_title);
	struct px_maturity_tasks tasks = { NULL, 0 };

	if (!dimension || px_run_maturity_tasks(run, maturity, dimension, &tasks, err) != 0)
		return -1;
	for (size_t i = 0; i < tasks.count; i++)
		if (!title || px_text_same(px_record_text(&tasks.items[i], PX_TASK_TITLE), title)) {
			*task = tasks.items[i];
			*added = false;
			return 0;
		}
	*added = true;
	return add_task(run, maturity, dimension, task, err);
}

static int
improve_all(struct px_run *run, const struct px_maturity *maturity, struct px_record *tasks,
	    bool *added, struct px_err *err)
{
	for (size_t i = 1; i < run->operand_count; i++)
		if (improve_one(run, maturity, run->operands[i], &tasks[i], &added[i], err) != 0)
			return -1;
	return px_generic_finish(run, err);
}

static int
say_all(struct px_run *run, const struct px_record *tasks, const bool *added, struct px_err *err)
{
	if (px_run_prints(run))
		return px_run_said(run, &px_type_task, tasks + 1, run->operand_count - 1,
				   PX_SINK_MANY, N_("added"), err);
	for (size_t i = 1; i < run->operand_count; i++) {
		const char *lacks = px_maturity_lacks(run, &tasks[i]);

		if (px_run_said(run, &px_type_task, &tasks[i], 1, PX_SINK_ONE,
				added[i] ? N_("added") : N_("unchanged"), err) != 0)
			return -1;
		if (lacks)
			px_say(run, _("task %lld: %s (plexus-task edit)"),
			       (long long)tasks[i].values[PX_F_ID].number, lacks);
	}
	return 0;
}

static int
run_improve(struct px_run *run, struct px_err *err)
{
	struct px_record *tasks = px_arena_alloc(&run->arena, run->operand_count * sizeof(*tasks));
	bool *added = px_arena_alloc(&run->arena, run->operand_count * sizeof(*added));
	struct px_maturity maturity;
	char *end;
	long year = strtol(run->operands[0], &end, 10);

	if (*end || year < 1 || year > 9998)
		return px_err_set(err, PX_USAGE,
				  _("%s: not a year; say which exercise first: %s %s 2025 …"),
				  run->operands[0], run->program->name, run->verb->name);
	if (px_run_maturity(run, (int)year, &maturity, err) != 0 ||
	    px_store_begin(run->store, err) != 0)
		return -1;
	if (improve_all(run, &maturity, tasks, added, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return say_all(run, tasks, added, err);
}

static const struct px_option *const options[] = { &opt_title, &opt_due,     &opt_assignees,
						   &opt_means, &opt_project, &px_opt_form,
						   NULL };

static const struct px_example examples[] = {
	{ "plexus-report improve 2025 team_meetings --due '30 juin' --assignees dupont --means '2 "
	  "h "
	  "par mois'",
	  N_("an action, with its day, who is in charge, its means") },
	{ NULL, NULL },
};

const struct px_verb px_verb_improve = {
	.name = "improve",
	.operands = "YEAR DIMENSION…",
	.summary = N_("add tasks that improve dimensions of the matrix of maturity"),
	.details = N_("An action has a day, somebody in charge and means: what it lacks is said.  "
		      "`maturity --year YEAR` lists the actions; the same one again changes "
		      "nothing."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_task,
	.options = options,
	.output = &px_type_task,
	.examples = examples,
	.run = run_improve,
};
