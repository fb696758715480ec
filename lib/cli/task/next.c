#include "cli/task/next.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/zone.h"
#include "cli/sink.h"
#include "model/types.h"
#include "model/urgency.h"

/*
 * The rows of --explain: a term of the urgency of a task each.
 */
enum {
	TERM_ID,
	TERM_UID,
	TERM_TITLE,
	TERM_URGENCY,
	TERM_TERM,
	TERM_WEIGHT,
	TERM_POINTS,
	TERM_BECAUSE,
	TERM_FIELDS,
};

static const struct px_field term_fields[] = {
	[TERM_ID] = { "id", &px_kind_integer, PX_COLUMN | PX_REQUIRED, N_("the task's number") },
	[TERM_UID] = { "uid", &px_kind_uid, PX_REQUIRED, N_("its universal identifier") },
	[TERM_TITLE] = { "title", &px_kind_text, PX_COLUMN | PX_REQUIRED, N_("its title") },
	[TERM_URGENCY] = { "urgency", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			   N_("the sum of its points, in hundredths") },
	[TERM_TERM] = { "term", &px_kind_text, PX_COLUMN, N_("one term of the sum") },
	[TERM_WEIGHT] = { "weight", &px_kind_integer, 0, N_("the most that the term adds") },
	[TERM_POINTS] = { "points", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			  N_("what it adds for this task") },
	[TERM_BECAUSE] = { "because", &px_kind_text, PX_COLUMN, N_("why, for people") },
};

/* What machines read is the same in every language: without the reasons. */
static const struct px_type view_terms = {
	.name = "term",
	.plural = "terms",
	.label = N_("term of urgency"),
	.help = N_("what makes a task urgent"),
	.flags = PX_VIEW,
	.fields = term_fields,
	.field_count = TERM_BECAUSE,
};

static const struct px_type view_terms_for_people = {
	.name = "term",
	.plural = "terms",
	.label = N_("term of urgency"),
	.help = N_("what makes a task urgent"),
	.flags = PX_VIEW,
	.fields = term_fields,
	.field_count = TERM_FIELDS,
};

static const struct px_option opt_explain = { "explain", 'e', NULL,
					      N_("a line for each term of the urgency"),
					      .output = &view_terms };
static const struct px_option opt_all = { "all", 'a', NULL,
					  N_("everyone's, even when --as says who is asking") };

const struct px_option *const px_next_options[] = { &opt_all, &opt_explain, NULL };

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
put_term(struct px_run *run, const struct px_record *task, size_t i, struct px_sink *sink,
	 struct px_err *err)
{
	const struct px_urgency_term *term = &px_urgency_terms[i];
	struct px_value values[TERM_FIELDS] = {
		[TERM_ID] = task->values[PX_F_ID],
		[TERM_UID] = task->values[PX_F_UID],
		[TERM_TITLE] = task->values[PX_TASK_TITLE],
		[TERM_URGENCY] = task->values[PX_TASK_URGENCY],
		[TERM_POINTS] = px_value_of_number(0),
	};
	struct px_record row = { &view_terms_for_people, values };
	struct px_buf why = PX_BUF_INIT;
	int result;

	if (i < px_urgency_count) {
		values[TERM_TERM] = px_value_of_text(px_urgency_name(term));
		values[TERM_WEIGHT] = px_value_of_number(px_urgency_weight(&run->world, i));
		values[TERM_POINTS] = px_value_of_number(px_urgency_points(task, &run->world, i));
		if (term->why)
			term->why(task, &run->world, &why);
		values[TERM_BECAUSE] = px_value_of_text(term->why ? why.data : _(term->help));
	}
	result = px_sink_put(sink, &row, err);
	px_buf_release(&why);
	return result;
}

/* The terms that count; a task that nothing presses has one line, without a term. */
static int
put_terms(struct px_run *run, const struct px_record *task, struct px_sink *sink,
	  struct px_err *err)
{
	bool any = false;

	for (size_t i = 0; i < px_urgency_count; i++) {
		if (!px_urgency_points(task, &run->world, i))
			continue;
		any = true;
		if (put_term(run, task, i, sink, err) != 0)
			return -1;
	}
	return any ? 0 : put_term(run, task, px_urgency_count, sink, err);
}

static int
put_task(struct px_run *run, const struct px_record *task, struct px_sink *sink, struct px_err *err)
{
	return px_option_given(run, &opt_explain) ? put_terms(run, task, sink, err)
						  : px_sink_put(sink, task, err);
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
		more = put_task(run, &task, sink, err);
		if (more != 0)
			break;
		left -= left > 0;
	}
	px_query_close(cursor);
	return left == 0 ? 0 : more;
}

static const struct px_type *
shape_of_rows(const struct px_run *run)
{
	if (!px_option_given(run, &opt_explain))
		return &px_type_task;
	return px_run_for_machines(run) ? &view_terms : &view_terms_for_people;
}

int
px_run_next(struct px_run *run, struct px_err *err)
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
	sink = px_sink_open(run, shape_of_rows(run), PX_SINK_MANY, err);
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

const char *
px_next_term(size_t i, struct px_buf *text)
{
	if (i >= px_urgency_count)
		return NULL;
	px_buf_printf(text, "%lld: %s", (long long)px_urgency_terms[i].weight,
		      _(px_urgency_terms[i].help));
	return px_urgency_terms[i].key;
}
