#include "cli/task/tree.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "cli/sink.h"
#include "model/types.h"

struct node {
	struct px_record task;
	bool waited; /* another task of its project waits for it */
	bool shown;
};

/* A task's id and its place among the nodes, to find what others wait for. */
struct place {
	int64_t id;
	size_t at;
};

struct tree {
	struct px_run *run;
	struct px_sink *sink;
	struct node *nodes; /* in the order of the query */
	struct place *places;
	size_t count, capacity;
};

static int
by_id(const void *a, const void *b)
{
	int64_t one = ((const struct place *)a)->id, other = ((const struct place *)b)->id;

	return (one > other) - (one < other);
}

static struct node *
find(const struct tree *tree, int64_t id)
{
	struct place wanted = { id, 0 };
	struct place *found =
		bsearch(&wanted, tree->places, tree->count, sizeof(*tree->places), by_id);

	return found ? &tree->nodes[found->at] : NULL;
}

static int64_t
project_of(const struct node *node)
{
	return px_record_number(&node->task, PX_TASK_PROJECT, 0);
}

static int
read_tasks(struct tree *tree, const struct px_query *query, struct px_err *err)
{
	struct px_cursor *cursor = px_query_open(tree->run->store, query, err);
	struct px_record task;
	int more = -1;

	while (cursor && (more = px_query_next(cursor, &task, err)) == 1) {
		PX_GROW(tree->nodes, tree->count, tree->capacity);
		tree->nodes[tree->count++] =
			(struct node){ .task = px_record_copy(&tree->run->arena, &task) };
		more = px_run_check(tree->run, err);
		if (more < 0)
			break;
	}
	px_query_close(cursor);
	return more;
}

/* Who waits for whom: a task that none of its project waits for is a root there. */
static void
link_tasks(struct tree *tree)
{
	tree->places = px_calloc(tree->count + 1, sizeof(*tree->places));
	for (size_t i = 0; i < tree->count; i++)
		tree->places[i] = (struct place){ tree->nodes[i].task.values[PX_F_ID].number, i };
	qsort(tree->places, tree->count, sizeof(*tree->places), by_id);
	for (size_t i = 0; i < tree->count; i++) {
		const struct px_value *depends = &tree->nodes[i].task.values[PX_TASK_DEPENDS];

		for (size_t k = 0; k < depends->count; k++) {
			struct node *other = find(tree, depends->items[k].number);

			if (other && project_of(other) == project_of(&tree->nodes[i]))
				other->waited = true;
		}
	}
}

static int
put_line(struct tree *tree, const struct node *node, int depth, struct px_err *err)
{
	struct px_record line = px_record_copy(&tree->run->arena, &node->task);
	struct px_value *title = &line.values[PX_TASK_TITLE];

	title->text = px_arena_printf(&tree->run->arena, "%*s%s%s%s", 2 * depth, "", title->text,
				      node->shown ? " " : "", node->shown ? _("(above)") : "");
	return px_sink_put(tree->sink, &line, err);
}

static int
put_task(struct tree *tree, struct node *node, int depth, struct px_err *err)
{
	const struct px_value *depends = &node->task.values[PX_TASK_DEPENDS];
	bool shown = node->shown;

	if (put_line(tree, node, depth, err) != 0)
		return -1;
	node->shown = true;
	for (size_t i = 0; i < depends->count && !shown; i++) {
		struct node *other = find(tree, depends->items[i].number);

		if (other && put_task(tree, other, depth + 1, err) != 0)
			return -1;
	}
	return 0;
}

/* The line of a project: its title alone. */
static int
put_project(struct tree *tree, int64_t id, struct px_err *err)
{
	struct px_run *run = tree->run;
	struct px_record project, line = px_record_new(&run->arena, &px_type_task);
	int found =
		id ? px_record_read(run->store, &px_type_project, id, &run->arena, &project, err)
		   : 0;
	const char *title =
		found == 1 ? px_record_text(&project, PX_PROJECT_TITLE) : _("(without a project)");

	if (found < 0)
		return -1;
	line.values[PX_TASK_TITLE] = px_value_of_text(title);
	return px_sink_put(tree->sink, &line, err);
}

static int
put_tasks_of(struct tree *tree, int64_t project, int depth, struct px_err *err)
{
	for (size_t i = 0; i < tree->count; i++)
		if (project_of(&tree->nodes[i]) == project && !tree->nodes[i].waited &&
		    put_task(tree, &tree->nodes[i], depth, err) != 0)
			return -1;
	return 0;
}

static bool
is_first_of_project(const struct tree *tree, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (project_of(&tree->nodes[i]) == project_of(&tree->nodes[at]))
			return false;
	return true;
}

/* Projects in the order of their first task; what has none comes last. */
static int
put_all(struct tree *tree, struct px_err *err)
{
	bool any_project = false, any_other = false;

	for (size_t i = 0; i < tree->count; i++) {
		int64_t project = project_of(&tree->nodes[i]);

		any_other |= !project;
		if (!project || !is_first_of_project(tree, i))
			continue;
		any_project = true;
		if (put_project(tree, project, err) != 0 ||
		    put_tasks_of(tree, project, 1, err) != 0)
			return -1;
	}
	if (any_project && any_other && put_project(tree, 0, err) != 0)
		return -1;
	return put_tasks_of(tree, 0, any_project, err);
}

static int
refuse_machines(const struct px_run *run, struct px_err *err)
{
	static const struct px_option *const formats[] = { &px_opt_json, &px_opt_jsonl, &px_opt_csv,
							   &px_opt_ids };

	for (size_t i = 0; i < PX_COUNT(formats); i++)
		if (px_option_given(run, formats[i]))
			return px_err_set(err, PX_USAGE,
					  _("--tree is for people: with --%s, look at `depends`"),
					  formats[i]->name);
	return 0;
}

int
px_run_task_tree(struct px_run *run, struct px_err *err)
{
	struct tree tree = { .run = run };
	struct px_filters filters = { 0 };
	struct px_query query;
	int result = -1;

	if (refuse_machines(run, err) != 0 ||
	    px_run_query(run, &px_type_task, 0, &query, &filters, err) != 0 ||
	    read_tasks(&tree, &query, err) != 0)
		goto out;
	link_tasks(&tree);
	tree.sink = px_sink_open(run, &px_type_task, PX_SINK_MANY, err);
	if (!tree.sink || put_all(&tree, err) != 0)
		goto out;
	result = px_sink_close(tree.sink, err);
	tree.sink = NULL;
out:
	px_sink_abandon(tree.sink);
	px_filters_release(&filters);
	free(tree.nodes);
	free(tree.places);
	return result;
}
