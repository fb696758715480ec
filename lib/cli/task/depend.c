#include "cli/task/depend.h"

#include <string.h>

#include "base/i18n.h"
#include "model/types.h"

static const struct px_option opt_remove = { "remove", 'r', NULL,
					     N_("they do not wait for those any longer") };

const struct px_option *const px_depend_options[] = { &opt_remove, NULL };

/* The tasks to be done before. */
struct others {
	int64_t *ids;
	size_t count;
	bool remove;
};

static bool
holds(const struct px_value *items, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].number == id)
			return true;
	return false;
}

static bool
is_other(const struct others *others, int64_t id)
{
	for (size_t i = 0; i < others->count; i++)
		if (others->ids[i] == id)
			return true;
	return false;
}

static int
set_depends(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	const struct others *others = data;
	struct px_value *depends = &after->values[PX_TASK_DEPENDS], *items;
	size_t count = 0;

	(void)err;
	items = px_arena_alloc(&run->arena, (depends->count + others->count + 1) * sizeof(*items));
	for (size_t i = 0; i < depends->count; i++)
		if (!others->remove || !is_other(others, depends->items[i].number))
			items[count++] = depends->items[i];
	for (size_t i = 0; i < others->count && !others->remove; i++)
		if (!holds(items, count, others->ids[i]))
			items[count++] = px_value_of_number(others->ids[i]);
	*depends = (struct px_value){ .state = count ? PX_SET : PX_UNSET,
				      .items = items,
				      .count = count };
	return 0;
}

/* Where the word `on` (sur) stands among the operands; the first operand when nowhere. */
static size_t
find_on(const struct px_run *run)
{
	for (size_t i = 1; i + 1 < run->operand_count; i++)
		if (strcmp(run->operands[i], "on") == 0 || strcmp(run->operands[i], "sur") == 0)
			return i;
	return 0;
}

int
px_run_depend(struct px_run *run, struct px_err *err)
{
	struct others others = { .remove = px_option_given(run, &opt_remove) };
	size_t on = find_on(run), count;
	int64_t *ids;

	if (!on)
		return px_err_set(err, PX_USAGE,
				  _("the word `on` stands between tasks and what they wait for: "
				    "depend 12 on 7"));
	if (px_run_names(run, &px_type_task, run->operands, on, &ids, &count, err) != 0 ||
	    px_run_names(run, &px_type_task, run->operands + on + 1, run->operand_count - on - 1,
			 &others.ids, &others.count, err) != 0)
		return -1;
	return px_run_change(run, &px_type_task, ids, count, set_depends, &others, N_("changed"),
			     err);
}
