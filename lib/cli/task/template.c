#include "cli/task/template.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"
#include "cli/generic.h"
#include "cli/place.h"
#include "cli/sink.h"
#include "cli/task/template_read.h"
#include "model/types.h"

static const struct px_type *
projects(void)
{
	return &px_type_project;
}

static const struct px_type *
practitioners(void)
{
	return &px_type_practitioner;
}

static const struct px_option opt_start = {
	"start", 's', "DATE", N_("the day that its days count from; today unless said")
};
static const struct px_option opt_project = { "project", 'p',
					      "PROJECT", N_("the project of tasks that name none"),
					      NULL,      projects };
static const struct px_option opt_assignees = {
	"assignees", 0, "WHO,…", N_("who does the tasks that name nobody"), NULL, practitioners
};

const struct px_option *const px_template_options[] = { &opt_start, &opt_project, &opt_assignees,
							NULL };

/*
 * Names: those of the shipped files, without their ending.
 */
struct names {
	char **names;
	size_t count, capacity;
};

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
read_names(struct px_run *run, struct names *names)
{
	DIR *folder = opendir(px_place_share(&run->arena, "templates"));
	const struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		const char *dot = strrchr(entry->d_name, '.');

		if (!dot || strcmp(dot, ".csv") != 0 || dot == entry->d_name)
			continue;
		PX_GROW(names->names, names->count, names->capacity);
		names->names[names->count++] =
			px_arena_strndup(&run->arena, entry->d_name, (size_t)(dot - entry->d_name));
	}
	if (folder)
		closedir(folder);
	if (names->count)
		qsort(names->names, names->count, sizeof(*names->names), compare_names);
}

const char *
px_template_operand(struct px_run *run, size_t at, size_t i)
{
	struct names names = { 0 };
	const char *name;

	if (at != 1)
		return NULL;
	read_names(run, &names);
	name = i < names.count ? names.names[i] : NULL;
	free(names.names);
	return name;
}

static char *
shipped(struct px_run *run, const char *name)
{
	return px_place_share(&run->arena, px_arena_printf(&run->arena, "templates/%s.csv", name));
}

static const char *
name_at(const void *data, size_t i)
{
	const struct names *names = data;

	return i < names->count ? names->names[i] : NULL;
}

/* A file that is there, else a shipped one of this name. */
static const char *
find_file(struct px_run *run, const char *name, struct px_err *err)
{
	struct names names = { 0 };
	const char *nearest, *path = shipped(run, name);

	if (strcmp(name, "-") == 0 || access(name, F_OK) == 0)
		return name;
	if (!strchr(name, '/') && access(path, F_OK) == 0)
		return path;
	read_names(run, &names);
	nearest = px_text_nearest(name, name_at, &names);
	if (nearest)
		px_err_set(err, PX_NOT_FOUND,
			   _("%s: neither a file nor a template (did you mean %s?)"), name,
			   nearest);
	else
		px_err_set(
			err, PX_NOT_FOUND,
			_("%s: neither a file nor a template (plexus-task templates lists them)"),
			name);
	free(names.names);
	return NULL;
}

/*
 * Applying one.
 */
static void
take_option(struct px_run *run, const struct px_option *option, size_t field,
	    struct px_record *task, struct px_faults *faults)
{
	struct px_parse parse = { &run->world, &px_type_task.fields[field], PX_FROM_TYPED,
				  &run->arena, faults };
	const char *text = px_option_value(run, option);

	if (text && task->values[field].state == PX_UNSET)
		px_value_parse(&parse, text, &task->values[field]);
}

/* The steps before it become the tasks that they were added as.  1 when one of them is still to be
 * added, 0 when the task can be. */
static int
resolve_steps(struct px_run *run, const struct px_template *template, struct px_step *step,
	      struct px_err *err)
{
	struct px_value *items =
		px_arena_alloc(&run->arena, (step->after_count + 1) * sizeof(*items));

	for (size_t i = 0; i < step->after_count; i++) {
		size_t k = 0;

		while (k < template->count &&
		       !px_text_same(template->steps[k].name, step->after[i]))
			k++;
		if (k == template->count)
			return px_err_set(err, PX_REJECTED, _("%s:%ld: depends: no step %s"),
					  template->path, step->line, step->after[i]);
		if (!template->steps[k].added)
			return 1;
		items[i] = px_value_of_number(template->steps[k].task.values[PX_F_ID].number);
	}
	if (step->after_count)
		step->task.values[PX_TASK_DEPENDS] = (struct px_value){
			.state = PX_SET, .items = items, .count = step->after_count
		};
	return 0;
}

static int
add_step(struct px_run *run, const struct px_template *template, struct px_step *step,
	 struct px_err *err)
{
	struct px_faults faults = { .arena = &run->arena };
	struct px_record *task = &step->task;

	task->values[PX_F_ORGANIZATION] = px_value_of_number(run->home);
	take_option(run, &opt_project, PX_TASK_PROJECT, task, &faults);
	take_option(run, &opt_assignees, PX_TASK_ASSIGNEES, task, &faults);
	px_record_defaults(task, &run->world, &run->arena);
	px_record_settle(task, &run->world, &run->arena);
	if (px_record_resolve(run->store, run->home, task, &faults, err) != 0)
		return -1;
	px_record_check(task, &faults);
	if (px_faults_count(&faults, PX_REJECTING))
		return px_err_set(err, PX_REJECTED, "%s:%ld: %s", template->path, step->line,
				  px_faults_text(&faults, PX_REJECTING));
	step->added = true;
	return px_generic_store(run, task, err);
}

/* Those that wait for nothing more, in the order of the file; the number that were added. */
static int
add_ready(struct px_run *run, struct px_template *template, struct px_err *err)
{
	int added = 0;

	for (size_t i = 0; i < template->count; i++) {
		struct px_step *step = &template->steps[i];
		int waits = step->added ? 1 : resolve_steps(run, template, step, err);

		if (waits < 0 || (!waits && add_step(run, template, step, err) != 0))
			return -1;
		added += !waits;
	}
	return added;
}

static int
add_all(struct px_run *run, struct px_template *template, struct px_err *err)
{
	size_t left = template->count, at = 0;

	while (left) {
		int added = add_ready(run, template, err);

		if (added < 0)
			return -1;
		if (added == 0)
			break;
		left -= (size_t)added;
	}
	if (!left)
		return px_generic_finish(run, err);
	while (template->steps[at].added)
		at++;
	return px_err_set(err, PX_REJECTED,
			  _("%s:%ld: depends: step %s waits in a circle for itself"),
			  template->path, template->steps[at].line, template->steps[at].name);
}

/* For people a dry run shows what would be there, days and all. */
static int
say_added(struct px_run *run, const struct px_template *template, struct px_err *err)
{
	struct px_record *tasks = px_arena_alloc(&run->arena, template->count * sizeof(*tasks));
	struct px_sink *sink;

	for (size_t i = 0; i < template->count; i++)
		tasks[i] = template->steps[i].task;
	if (!run->dry_run || run->quiet || px_run_prints(run))
		return px_run_said(run, &px_type_task, tasks, template->count, PX_SINK_MANY,
				   N_("added"), err);
	sink = px_sink_open(run, &px_type_task, PX_SINK_MANY, err);
	for (size_t i = 0; sink && i < template->count; i++)
		if (px_sink_put(sink, &tasks[i], err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	return sink ? px_sink_close(sink, err) : -1;
}

int
px_run_template(struct px_run *run, struct px_err *err)
{
	const char *start = px_option_value(run, &opt_start), *path;
	struct px_date day = px_zone_local(run->world.zone, run->world.now).date;
	struct px_template template;

	if (strcmp(run->operands[0], "apply") != 0)
		return px_err_set(
			err, PX_USAGE,
			_("%s: what is to be done with a template? apply it: template apply %s"),
			run->operands[0], run->operands[1]);
	if (start && px_run_date(run, start, &day, err) != 0) {
		px_err_prefix(err, "--start");
		return -1;
	}
	path = find_file(run, run->operands[1], err);
	if (!path || px_template_read(run, path, day, &template, err) != 0 ||
	    px_store_begin(run->store, err) != 0)
		return -1;
	if (add_all(run, &template, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return say_added(run, &template, err);
}

/*
 * Listing them.
 */
enum { VIEW_NAME, VIEW_TITLE, VIEW_TASKS, VIEW_DAYS, VIEW_FILE, VIEW_FIELDS };

static const struct px_field view_fields[] = {
	[VIEW_NAME] = { "name", &px_kind_text, PX_COLUMN | PX_REQUIRED, N_("its name, to type") },
	[VIEW_TITLE] = { "title", &px_kind_text, PX_COLUMN, N_("what it is for") },
	[VIEW_TASKS] = { "tasks", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			 N_("the number of its tasks") },
	[VIEW_DAYS] = { "days", &px_kind_integer, PX_COLUMN,
			N_("from the start to the last due day, were it begun today") },
	[VIEW_FILE] = { "file", &px_kind_text, PX_REQUIRED, N_("where it is") },
};

const struct px_type px_view_template = {
	.name = "template",
	.plural = "templates",
	.label = N_("template"),
	.help = N_("tasks to be made at once"),
	.flags = PX_VIEW,
	.fields = view_fields,
	.field_count = PX_COUNT(view_fields),
};

static int64_t
last_day(const struct px_template *template)
{
	int64_t last = INT64_MIN;
	struct px_date date;

	for (size_t i = 0; i < template->count; i++) {
		const char *due = px_record_text(&template->steps[i].task, PX_TASK_DUE);

		if (due && px_date_parse(due, &date) == 0 && px_date_days(date) > last)
			last = px_date_days(date);
	}
	return last;
}

static int
put_template(struct px_run *run, const char *name, struct px_sink *sink, struct px_err *err)
{
	struct px_date today = px_zone_local(run->world.zone, run->world.now).date;
	struct px_record row = px_record_new(&run->arena, &px_view_template);
	struct px_template template;
	int64_t last;

	if (px_template_read(run, shipped(run, name), today, &template, err) != 0)
		return -1;
	last = last_day(&template);
	row.values[VIEW_NAME] = px_value_of_text(name);
	if (template.title)
		row.values[VIEW_TITLE] = px_value_of_text(template.title);
	row.values[VIEW_TASKS] = px_value_of_number((int64_t) template.count);
	if (last != INT64_MIN)
		row.values[VIEW_DAYS] = px_value_of_number(last - px_date_days(today));
	row.values[VIEW_FILE] = px_value_of_text(template.path);
	return px_sink_put(sink, &row, err);
}

int
px_run_templates(struct px_run *run, struct px_err *err)
{
	struct names names = { 0 };
	struct px_sink *sink = px_sink_open(run, &px_view_template, PX_SINK_MANY, err);
	int result = sink ? 0 : -1;

	read_names(run, &names);
	for (size_t i = 0; result == 0 && i < names.count; i++)
		result = put_template(run, names.names[i], sink, err);
	free(names.names);
	if (result == 0)
		return px_sink_close(sink, err);
	px_sink_abandon(sink);
	return -1;
}
