/* plexus-meeting minutes: notes stored, and tasks made of them. */
#include <string.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "care/minutes.h"
#include "cli/generic.h"
#include "cli/meeting/meeting.h"
#include "model/types.h"

/* "new task 12 (line 4): Relancer l'ARS [dupont] 2025-03-21" */
static void
say_task(struct px_run *run, const struct px_minutes_task *told)
{
	const struct px_value *who = &told->task.values[PX_TASK_ASSIGNEES];
	const char *due = px_record_text(&told->task, PX_TASK_DUE);
	struct px_buf people = PX_BUF_INIT;

	if (told->fate == PX_MINUTES_UNCHANGED && !run->verbose)
		return;
	px_value_print(&run->world, &px_type_task.fields[PX_TASK_ASSIGNEES], who, PX_STYLE_HUMAN,
		       &people);
	if (run->dry_run)
		fputs(_("dry run: "), run->out);
	fprintf(run->out, _("task %lld %s: %s"), (long long)told->task.values[PX_F_ID].number,
		_(px_minutes_fates[told->fate]), px_record_text(&told->task, PX_TASK_TITLE));
	if (who->count || due)
		fprintf(run->out, " (%s%s%s)", people.data, who->count && due ? ", " : "",
			due ? due : "");
	fputc('\n', run->out);
	px_buf_release(&people);
}

static void
say(struct px_run *run, const struct px_record *meeting, const struct px_minutes_result *result)
{
	const size_t *counts = result->counts;

	for (size_t i = 0; i < result->count && !run->quiet; i++)
		say_task(run, &result->tasks[i]);
	if (counts[PX_MINUTES_KEPT])
		px_warn(run,
			px_trn("%zu task left the notes but was worked on since: it is kept "
			       "(plexus-task done or drop closes it)",
			       "%zu tasks left the notes but were worked on since: they are kept "
			       "(plexus-task done or drop closes them)",
			       (unsigned long)counts[PX_MINUTES_KEPT]),
			counts[PX_MINUTES_KEPT]);
	if (run->quiet)
		return;
	if (run->dry_run)
		fputs(_("dry run: "), run->out);
	fprintf(run->out,
		result->notes_changed ? _("meeting %lld: notes stored; ")
				      : _("meeting %lld: the same notes; "),
		(long long)meeting->values[PX_F_ID].number);
	fprintf(run->out, _("tasks: %zu new, %zu changed, %zu done, %zu unchanged, %zu dropped\n"),
		counts[PX_MINUTES_MADE], counts[PX_MINUTES_CHANGED], counts[PX_MINUTES_CLOSED],
		counts[PX_MINUTES_UNCHANGED], counts[PX_MINUTES_DROPPED]);
}

static void
put_task(struct px_json *json, const struct px_minutes_task *told)
{
	struct px_buf task = PX_BUF_INIT;

	px_json_open(json, '{');
	px_json_key(json, "fate");
	px_json_string(json, px_minutes_fates[told->fate]);
	px_json_key(json, "line");
	if (told->line)
		px_json_number(json, told->line);
	else
		px_json_null(json);
	px_json_key(json, "task");
	px_record_json(&told->task, false, &task);
	px_json_raw(json, task.data);
	px_json_close(json, '}');
	px_buf_release(&task);
}

static void
print_json(struct px_run *run, const struct px_record *meeting,
	   const struct px_minutes_result *result)
{
	struct px_buf out = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&out);

	px_json_open(&json, '{');
	px_json_key(&json, "meeting");
	px_json_number(&json, meeting->values[PX_F_ID].number);
	px_json_key(&json, "notes");
	px_json_string(&json, result->notes_changed ? "changed" : "unchanged");
	for (size_t i = 0; i < PX_MINUTES_FATES; i++) {
		px_json_key(&json, px_minutes_fates[i]);
		px_json_number(&json, (int64_t)result->counts[i]);
	}
	px_json_key(&json, "tasks");
	px_json_open(&json, '[');
	for (size_t i = 0; i < result->count; i++)
		put_task(&json, &result->tasks[i]);
	px_json_close(&json, ']');
	px_json_close(&json, '}');
	px_buf_putc(&out, '\n');
	fwrite(out.data, 1, out.length, run->out);
	px_buf_release(&out);
}

/* A day that is misspelt would be missed in silence. */
static void
say_doubts(const struct px_run *run, const char *name, const struct px_minutes_result *result)
{
	for (size_t i = 0; i < result->item_count; i++)
		if (result->items[i].doubt)
			px_warn(run,
				_("%s:%ld: (%s): is no day that is understood: left in the title"),
				name, result->items[i].line, result->items[i].doubt);
}

static int
meeting_minutes(struct px_run *run, struct px_err *err)
{
	struct px_minutes_result result = { .count = 0 };
	struct px_record meeting;
	const char *name, *notes;
	struct px_minutes_of of = {
		.store = run->store, .arena = &run->arena, .world = &run->world, .meeting = &meeting
	};

	if (px_run_text(run, run->operands[1], &name, &notes, err) != 0 ||
	    px_store_begin(run->store, err) != 0)
		return -1;
	of.name = name;
	if (px_run_meeting(run, run->operands[0], &meeting, err) != 0 ||
	    px_minutes_apply(&of, notes, &result, err) != 0 || px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		for (size_t i = 0; i < result.wrong_count; i++)
			px_warn(run, "%s", result.wrong[i]);
		return -1;
	}
	say_doubts(run, name, &result);
	if (px_run_prints(run))
		print_json(run, &meeting, &result);
	else
		say(run, &meeting, &result);
	return 0;
}

static const struct px_example examples[] = {
	{ "plexus-meeting minutes 12 notes.md", N_("store the notes, and make tasks of them") },
	{ "plexus-meeting minutes 12 notes.md -n -v",
	  N_("say what would become of each item, and store nothing") },
	{ NULL, NULL },
};

const struct px_verb px_verb_minutes = {
	.name = "minutes",
	.operands = "MEETING FILE",
	.summary = N_("store the notes of a meeting, and make tasks of their items"),
	.details = N_(
		"FILE is Markdown (- is standard input).  Each line with a box is a task of the "
		"meeting: - [ ] @dupont @martin call the agency #project (friday).  @WHO are who "
		"does it, #PROJECT is what it serves (else what the meeting serves), ! at the "
		"beginning makes it of high priority, and a day in final parentheses, said from "
		"the meeting's day on, is the day that it is due; a period is its last day, and "
		"a parenthesis that says no day is part of the title.  - [x] is done.  \\@ and \\# "
		"are plain signs, and fenced code holds no item.\n"
		"Run again after an edit, it changes only what changed in the notes: items are "
		"recognized when they are moved, ticked, given to others or slightly reworded, "
		"and what was edited elsewhere stays.  An item that is gone, or struck (- [-]), "
		"drops its task, unless the task was begun or edited elsewhere: that one is "
		"kept, and said.  A task that was removed is made again as long as its line "
		"stands.  With an error (somebody unknown) nothing is stored."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.examples = examples,
	.schema = "minutes.json",
	.run = meeting_minutes,
};
