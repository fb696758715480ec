/* Notes stored, and tasks made what they say. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/minutes.h"
#include "care/recur.h"
#include "model/types.h"
#include "store/name.h"
#include "store/query.h"
#include "store/record.h"

const char *const px_minutes_fates[PX_MINUTES_FATES] = {
	[PX_MINUTES_MADE] = N_("new"),        [PX_MINUTES_CHANGED] = N_("changed"),
	[PX_MINUTES_CLOSED] = N_("done"),     [PX_MINUTES_UNCHANGED] = N_("unchanged"),
	[PX_MINUTES_DROPPED] = N_("dropped"), [PX_MINUTES_KEPT] = N_("kept"),
};

/* The items of one side, and what they are tied to. */
struct items {
	struct px_minutes_item *items;
	size_t count;
};

struct applying {
	const struct px_minutes_of *of;
	struct px_minutes_result *out;
	struct px_when when;
	struct items now, was;
	struct px_record *tasks; /* one per was */
	size_t task_count, task_capacity;
	size_t *was_of; /* per now */
	bool *met;      /* per was: it is still in the notes */
};

static bool
has_status(const struct px_record *task, const char *status)
{
	return strcmp(px_record_text(task, PX_TASK_STATUS), status) == 0;
}

/* As a handle is made from a name ("@Éloïse"), which leaves ids and RPPS as they are; then as it is
 * written, for what is said when it is nobody's. */
static int
resolve(const struct applying *applying, const struct px_field *field, const char *word,
	struct px_value *value, struct px_err *err)
{
	const struct px_minutes_of *of = applying->of;
	int64_t organization = of->meeting->values[PX_F_ORGANIZATION].number;
	struct px_err why = PX_ERR_INIT;

	*value = px_value_of_text(px_text_slug(of->arena, word, strlen(word)));
	if (px_reference_resolve(of->store, field, organization, value, of->arena, &why) == 0)
		return 0;
	*value = px_value_of_text(word);
	return px_reference_resolve(of->store, field, organization, value, of->arena, err);
}

/* Kept, to be told with the others, when it is a word of the notes that is wrong; else -1.  Items that
 * are not of the notes (line 0) have nobody to be told to. */
static int
complain(const struct applying *applying, long line, struct px_err *why, struct px_err *err)
{
	struct px_minutes_result *out = applying->out;

	if (!line || (why->code != PX_NOT_FOUND && why->code != PX_CONFLICT)) {
		*err = *why;
		return -1;
	}
	px_err_prefix(why, "%s:%ld", applying->of->name, line);
	if (out->wrong_count < PX_COUNT(out->wrong))
		out->wrong[out->wrong_count++] = px_arena_strdup(applying->of->arena, why->message);
	return 0;
}

/* Words become keys, so that what a task remembers means the same whoever reads it. */
static int
settle_item(const struct applying *applying, struct px_minutes_item *item, struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;
	struct px_value value;
	size_t kept = 0;

	for (size_t i = 0; i < item->who_count; i++) {
		size_t k = 0;

		if (resolve(applying, &px_type_task.fields[PX_TASK_ASSIGNEES], item->who[i], &value,
			    &why) != 0) {
			if (complain(applying, item->line, &why, err) != 0)
				return -1;
			why = (struct px_err)PX_ERR_INIT;
			continue;
		}
		while (k < kept && strcmp(item->who[k], value.text) != 0)
			k++;
		item->who[k] = value.text;
		kept += k == kept;
	}
	item->who_count = kept;
	if (!item->project)
		return 0;
	if (resolve(applying, &px_type_task.fields[PX_TASK_PROJECT], item->project, &value, &why) !=
	    0)
		return complain(applying, item->line, &why, err);
	item->project = value.text;
	return 0;
}

/* One that is wrong is the error itself; of several, the last, and the others are before it. */
static int
settle_wrong(struct px_minutes_result *out, struct px_err *err)
{
	if (!out->wrong_count)
		return 0;
	return px_err_set(err, PX_NOT_FOUND, "%s", out->wrong[--out->wrong_count]);
}

/* Items that are struck (`[-]`) are as good as gone. */
static int
read_now(struct applying *applying, const char *notes, struct px_err *err)
{
	const struct px_minutes_of *of = applying->of;
	struct items *now = &applying->now;
	size_t kept = 0;

	if (px_minutes_parse(of->name, notes, &applying->when, of->arena, &now->items, &now->count,
			     err) != 0)
		return -1;
	for (size_t i = 0; i < now->count; i++) {
		if (now->items[i].mark == PX_MINUTES_GONE)
			continue;
		if (settle_item(applying, &now->items[i], err) != 0)
			return -1;
		now->items[kept++] = now->items[i];
	}
	now->count = applying->out->item_count = kept;
	applying->out->items = now->items;
	return settle_wrong(applying->out, err);
}

/* What a task remembers; one that says nothing any more (edited by hand) is its title. */
static void
remember(struct applying *applying, const struct px_record *task)
{
	const struct px_minutes_of *of = applying->of;
	struct px_minutes_item *items;
	struct px_err why = PX_ERR_INIT;
	size_t count = 0;

	if (px_minutes_parse("item", px_record_text(task, PX_TASK_ITEM), &applying->when, of->arena,
			     &items, &count, &why) != 0 ||
	    count != 1) {
		items = px_arena_alloc(of->arena, sizeof(*items));
		items->title = px_record_text(task, PX_TASK_TITLE);
	}
	applying->was.items[applying->was.count++] = *items;
}

static int
keep_task(const struct px_record *record, void *data, struct px_err *err)
{
	struct applying *applying = data;

	(void)err;
	PX_GROW(applying->tasks, applying->task_count, applying->task_capacity);
	applying->tasks[applying->task_count++] = px_record_copy(applying->of->arena, record);
	return 0;
}

static int
read_tasks(struct applying *applying, struct px_err *err)
{
	const struct px_minutes_of *of = applying->of;
	struct px_query query = { .type = &px_type_task,
				  .limit = -1,
				  .world = of->world,
				  .organization = of->meeting->values[PX_F_ORGANIZATION].number };
	const char *const conditions[] = { px_arena_printf(
						   of->arena, "meeting=%lld",
						   (long long)of->meeting->values[PX_F_ID].number),
					   "item!=", NULL };
	int result = px_query_each(of->store, &query, conditions, keep_task, applying, err);
	size_t count = applying->task_count;

	applying->was.items = px_arena_alloc(of->arena, (count + 1) * sizeof(*applying->was.items));
	applying->met = px_arena_alloc(of->arena, count + 1);
	for (size_t i = 0; i < count && result == 0; i++)
		remember(applying, &applying->tasks[i]);
	return result;
}

static struct px_value
people(const struct applying *applying, const struct px_minutes_item *item)
{
	struct px_value *items =
		px_arena_alloc(applying->of->arena, (item->who_count + 1) * sizeof(*items));

	for (size_t i = 0; i < item->who_count; i++)
		items[i] = px_value_of_text(item->who[i]);
	return (struct px_value){ .state = item->who_count ? PX_SET : PX_UNSET,
				  .items = items,
				  .count = item->who_count };
}

static void
set_project(const struct applying *applying, const struct px_minutes_item *item,
	    struct px_record *task)
{
	task->values[PX_TASK_PROJECT] = item->project
						? px_value_of_text(item->project)
						: applying->of->meeting->values[PX_MEETING_PROJECT];
}

static void
set_item(const struct applying *applying, const struct px_minutes_item *item,
	 struct px_record *task)
{
	struct px_buf line = PX_BUF_INIT;

	px_minutes_line(item, &line);
	task->values[PX_TASK_ITEM] =
		px_value_of_text(px_arena_strdup(applying->of->arena, line.data));
	px_buf_release(&line);
}

/* The task that an item asks for. */
static void
make(const struct applying *applying, const struct px_minutes_item *item, struct px_record *task)
{
	const struct px_minutes_of *of = applying->of;

	*task = px_record_new(of->arena, &px_type_task);
	task->values[PX_F_ORGANIZATION] = of->meeting->values[PX_F_ORGANIZATION];
	task->values[PX_TASK_TITLE] = px_value_of_text(item->title);
	task->values[PX_TASK_STATUS] =
		px_value_of_text(item->mark == PX_MINUTES_DONE ? "done" : "open");
	task->values[PX_TASK_PRIORITY] = px_value_of_text(item->high ? "high" : "normal");
	task->values[PX_TASK_DUE] = px_value_of_text(item->due);
	task->values[PX_TASK_ASSIGNEES] = people(applying, item);
	task->values[PX_TASK_MEETING] = px_value_of_number(of->meeting->values[PX_F_ID].number);
	set_project(applying, item, task);
	set_item(applying, item, task);
	px_record_defaults(task, of->world, of->arena);
}

/* Settle, resolve, check: what a typed value would be held to. */
static int
check(const struct applying *applying, struct px_record *task, struct px_err *err)
{
	const struct px_minutes_of *of = applying->of;
	struct px_faults faults = { .arena = of->arena };
	struct px_parse parse = { of->world, &px_type_task.fields[PX_TASK_TITLE], PX_FROM_TYPED,
				  of->arena, &faults };

	px_value_parse(&parse, px_arena_strdup(of->arena, task->values[PX_TASK_TITLE].text),
		       &task->values[PX_TASK_TITLE]);
	px_record_settle(task, of->world, of->arena);
	if (px_record_resolve(of->store, of->meeting->values[PX_F_ORGANIZATION].number, task,
			      &faults, err) != 0)
		return -1;
	px_record_check(task, &faults);
	if (px_faults_count(&faults, PX_REJECTING))
		return px_err_set(err, PX_FAILED, "%s", px_faults_text(&faults, PX_REJECTING));
	return 0;
}

static void
tell(struct applying *applying, enum px_minutes_fate fate, long line, const struct px_record *task)
{
	struct px_minutes_result *out = applying->out;

	out->tasks[out->count++] = (struct px_minutes_task){ fate, line, *task };
	out->counts[fate]++;
}

static int
add_task(struct applying *applying, const struct px_minutes_item *item, struct px_err *err)
{
	const struct px_minutes_of *of = applying->of;
	struct px_record task;

	make(applying, item, &task);
	if (check(applying, &task, err) != 0 ||
	    px_record_insert(of->store, &task, of->arena, err) != 0 ||
	    px_record_read(of->store, &px_type_task, task.values[PX_F_ID].number, of->arena, &task,
			   err) != 1)
		return -1;
	tell(applying, PX_MINUTES_MADE, item->line, &task);
	return 0;
}

static bool
same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool
same_people(const struct px_minutes_item *a, const struct px_minutes_item *b)
{
	if (a->who_count != b->who_count)
		return false;
	for (size_t i = 0; i < a->who_count; i++)
		if (strcmp(a->who[i], b->who[i]) != 0)
			return false;
	return true;
}

/* A box ticked closes the task, one that is no longer opens it again, one that comes back opens what
 * its absence dropped. */
static void
merge_mark(const struct px_minutes_item *was, const struct px_minutes_item *now,
	   struct px_record *task)
{
	const char *status = now->mark == PX_MINUTES_DONE ? "done" : "open";

	if (was->mark == now->mark)
		return;
	if (now->mark == PX_MINUTES_OPEN && !has_status(task, "dropped") &&
	    !(was->mark == PX_MINUTES_DONE && has_status(task, "done")))
		return;
	task->values[PX_TASK_STATUS] = px_value_of_text(status);
}

/* What differs between the item as it was and as it is now; nothing else. */
static void
merge(const struct applying *applying, const struct px_minutes_item *was,
      const struct px_minutes_item *now, struct px_record *task)
{
	if (strcmp(was->title, now->title) != 0)
		task->values[PX_TASK_TITLE] = px_value_of_text(now->title);
	if (!same_people(was, now))
		task->values[PX_TASK_ASSIGNEES] = people(applying, now);
	if (!same_text(was->due, now->due))
		task->values[PX_TASK_DUE] = px_value_of_text(now->due);
	if (!same_text(was->project, now->project))
		set_project(applying, now, task);
	if (was->high != now->high)
		task->values[PX_TASK_PRIORITY] = px_value_of_text(now->high ? "high" : "normal");
	merge_mark(was, now, task);
	set_item(applying, now, task);
}

static int
change_task(struct applying *applying, size_t place, const struct px_minutes_item *now,
	    struct px_err *err)
{
	const struct px_minutes_of *of = applying->of;
	struct px_record *before = &applying->tasks[place];
	struct px_record after = px_record_copy(of->arena, before);
	struct px_recur_follow follow;
	bool closed;
	int wrote;

	merge(applying, &applying->was.items[place], now, &after);
	closed = !has_status(before, "done") && has_status(&after, "done");
	if (check(applying, &after, err) != 0)
		return -1;
	wrote = px_record_update(of->store, before, &after, of->arena, err);
	if (wrote < 0 ||
	    (wrote && px_recur_follow(&(struct px_recur_at){ of->store, of->arena, of->world },
				      px_record_text(before, PX_TASK_STATUS), &after, false,
				      &follow, err) != 0))
		return -1;
	tell(applying,
	     !wrote   ? PX_MINUTES_UNCHANGED
	     : closed ? PX_MINUTES_CLOSED
		      : PX_MINUTES_CHANGED,
	     now->line, &after);
	return 0;
}

/* Is the task still what its item made, nothing more said of it? */
static int
is_untouched(const struct applying *applying, size_t place, bool *untouched, struct px_err *err)
{
	struct px_minutes_item item = applying->was.items[place];
	const struct px_record *task = &applying->tasks[place];
	struct px_record made;
	struct px_err why = PX_ERR_INIT;

	*untouched = false;
	if (item.mark == PX_MINUTES_GONE || !has_status(task, "open"))
		return 0;
	item.line = 0;
	if (settle_item(applying, &item, &why) != 0)
		return why.code == PX_NOT_FOUND || why.code == PX_CONFLICT
			       ? 0
			       : px_err_set(err, why.code, "%s", why.message);
	make(applying, &item, &made);
	if (check(applying, &made, err) != 0)
		return -1;
	*untouched = true;
	for (size_t i = PX_F_OWN; i < px_type_task.field_count; i++)
		if (i != PX_TASK_ITEM && !(px_type_task.fields[i].flags & PX_DERIVED) &&
		    !px_value_equal(&made.values[i], &task->values[i]))
			*untouched = false;
	return 0;
}

static int
let_go(struct applying *applying, size_t place, struct px_err *err)
{
	const struct px_minutes_of *of = applying->of;
	struct px_minutes_item item = applying->was.items[place];
	struct px_record *before = &applying->tasks[place];
	struct px_record after = px_record_copy(of->arena, before);
	bool untouched, closed = has_status(before, "done") || has_status(before, "dropped");

	if (item.mark == PX_MINUTES_GONE)
		return 0;
	if (is_untouched(applying, place, &untouched, err) != 0)
		return -1;
	item.mark = PX_MINUTES_GONE;
	set_item(applying, &item, &after);
	if (untouched)
		after.values[PX_TASK_STATUS] = px_value_of_text("dropped");
	if (check(applying, &after, err) != 0 ||
	    px_record_update(of->store, before, &after, of->arena, err) < 0)
		return -1;
	if (!closed)
		tell(applying, untouched ? PX_MINUTES_DROPPED : PX_MINUTES_KEPT, 0, &after);
	return 0;
}

static int
apply_items(struct applying *applying, struct px_err *err)
{
	const struct px_minutes_of *of = applying->of;
	struct px_minutes_item *items = applying->now.items;
	size_t total = applying->now.count + applying->was.count;

	applying->was_of = px_arena_alloc(of->arena, (applying->now.count + 1) * sizeof(size_t));
	applying->out->tasks =
		px_arena_alloc(of->arena, (total + 1) * sizeof(*applying->out->tasks));
	px_minutes_match(applying->was.items, applying->was.count, items, applying->now.count,
			 applying->was_of);
	for (size_t i = 0; i < applying->now.count; i++) {
		size_t place = applying->was_of[i];
		int result = place == PX_MINUTES_NEW ? add_task(applying, &items[i], err)
						     : change_task(applying, place, &items[i], err);

		if (result != 0) {
			px_err_prefix(err, "%s:%ld", of->name, items[i].line);
			return -1;
		}
		if (place != PX_MINUTES_NEW)
			applying->met[place] = true;
	}
	for (size_t i = 0; i < applying->was.count; i++)
		if (!applying->met[i] && let_go(applying, i, err) != 0)
			return -1;
	return 0;
}

static int
store_notes(struct applying *applying, const char *notes, struct px_err *err)
{
	const struct px_minutes_of *of = applying->of;
	struct px_record after = px_record_copy(of->arena, of->meeting);
	struct px_faults faults = { .arena = of->arena };
	struct px_parse parse = { of->world, &px_type_meeting.fields[PX_MEETING_NOTES],
				  PX_FROM_TYPED, of->arena, &faults };
	int wrote;

	px_value_parse(&parse, px_arena_strdup(of->arena, notes), &after.values[PX_MEETING_NOTES]);
	if (px_faults_count(&faults, PX_REJECTING))
		return px_err_set(err, PX_FAILED, "%s: %s", of->name, faults.items[0].message);
	wrote = px_record_update(of->store, of->meeting, &after, of->arena, err);
	applying->out->notes_changed = wrote == 1;
	return wrote < 0 ? -1 : 0;
}

int
px_minutes_apply(const struct px_minutes_of *of, const char *notes, struct px_minutes_result *out,
		 struct px_err *err)
{
	struct applying applying = { .of = of, .out = out, .when = { .zone = of->world->zone } };
	int result = -1;

	*out = (struct px_minutes_result){ .count = 0 };
	px_instant_parse(px_record_text(of->meeting, PX_MEETING_START), &applying.when.now);
	if (read_now(&applying, notes, err) == 0 && read_tasks(&applying, err) == 0 &&
	    store_notes(&applying, notes, err) == 0)
		result = apply_items(&applying, err);
	free(applying.tasks);
	return result;
}
