/* The end of an import: what changed, what is gone, what is found by place, and the indexes. */
#include <stdlib.h>
#include <string.h>

#include "care/register/offers.h"
#include "care/register/rpps.h"
#include "store/load.h"

static const char identity_sql[] =
	"SELECT \"rpps\", \"adeli\", \"profession\", \"skill\", \"structure\", \"mode\", \"role\" "
	"FROM \"rpps\" WHERE \"id\" = $1";

static const char *
text_at(struct px_stmt *stmt, int column)
{
	const char *text = px_stmt_text(stmt, column);

	return text ? text : "";
}

static int
add_identity(struct px_rpps *rpps, int64_t id, struct px_register_list *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(rpps->store, identity_sql, err);
	int got = -1;

	if (stmt) {
		px_bind_number(stmt, 1, id);
		got = px_stmt_step(stmt, err);
	}
	if (got == 1) {
		bool rpps_number = !px_stmt_null(stmt, 0);

		px_register_list_add(out, px_register_identity(rpps_number ? "8" : "0",
							       text_at(stmt, rpps_number ? 0 : 1),
							       text_at(stmt, 2), text_at(stmt, 3),
							       text_at(stmt, 4), text_at(stmt, 5),
							       text_at(stmt, 6), &rpps->scratch));
	}
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

/* A row that is gone and one that is fresh under the same identity are one row that changed. */
static int
settle_counts(struct px_rpps *rpps, size_t *gone_count, struct px_err *err)
{
	struct px_register_counts *counts = rpps->reader.counts;
	struct px_register_list gone = PX_REGISTER_LIST_INIT;
	int result = 0;

	*gone_count = 0;
	for (size_t i = 0; !result && i < rpps->old; i++) {
		if (rpps->activities[i].seen)
			continue;
		++*gone_count;
		if (rpps->fresh.count)
			result = add_identity(rpps, rpps->activities[i].id, &gone, err);
	}
	counts->changed = px_register_list_common(&rpps->fresh, &gone);
	counts->new -= counts->changed;
	counts->removed = (int64_t)*gone_count - counts->changed;
	px_register_list_release(&gone);
	return result;
}

/* Delete the rows of a table that no activity needs any more. */
static int
remove_unused(struct px_rpps *rpps, enum px_register_table table, enum px_order order,
	      const bool *used)
{
	const struct px_register_map *map = &rpps->maps[table];

	for (size_t i = 0; i < map->capacity; i++) {
		uint32_t number = map->entries[i].number;

		if (number && !used[number] &&
		    px_orders_put(rpps->orders, order, (const int64_t[]){ number }, NULL))
			return -1;
	}
	return 0;
}

static void
mark_used(const struct px_rpps *rpps, bool *persons, bool *structures, bool *kinds, bool *trades)
{
	for (size_t i = 0; i < rpps->count; i++) {
		const struct px_rpps_activity *activity = &rpps->activities[i];

		if (!activity->seen)
			continue;
		persons[activity->id / PX_RPPS_SPAN] = true;
		structures[activity->structure] = true;
		kinds[activity->kind] = true;
		trades[rpps->trades[activity->kind]] = true;
	}
}

static int
remove_gone(struct px_rpps *rpps)
{
	bool *persons = px_calloc(rpps->last[PX_RT_PERSON] + 1, sizeof(bool));
	bool *structures = px_calloc(rpps->last[PX_RT_STRUCTURE] + 1, sizeof(bool));
	bool *kinds = px_calloc(rpps->last[PX_RT_KIND] + 1, sizeof(bool));
	bool *trades = px_calloc(rpps->last[PX_RT_TRADE] + 1, sizeof(bool));
	int result = 0;

	mark_used(rpps, persons, structures, kinds, trades);
	for (size_t i = 0; !result && i < rpps->old; i++)
		if (!rpps->activities[i].seen)
			result = px_orders_put(rpps->orders, PX_DELETE_ACTIVITY,
					       &rpps->activities[i].id, NULL);
	if (!result)
		result = remove_unused(rpps, PX_RT_PERSON, PX_DELETE_PERSON, persons) ||
			 remove_unused(rpps, PX_RT_STRUCTURE, PX_DELETE_STRUCTURE, structures) ||
			 remove_unused(rpps, PX_RT_KIND, PX_DELETE_KIND, kinds) ||
			 remove_unused(rpps, PX_RT_TRADE, PX_DELETE_TRADE, trades);
	free(persons);
	free(structures);
	free(kinds);
	free(trades);
	return result;
}

/* Memory that sorting indexes needs more. */
static void
forget(struct px_rpps *rpps)
{
	px_register_map_release(&rpps->lines);
	for (int i = 0; i < PX_RT_COUNT; i++)
		px_register_map_release(&rpps->maps[i]);
}

int
px_rpps_settle(struct px_rpps *rpps, struct px_err *err)
{
	size_t gone;

	if (settle_counts(rpps, &gone, err))
		return -1;
	if (!gone && !rpps->written)
		return 0;
	if (gone && remove_gone(rpps))
		return px_orders_finish(rpps->orders, err);
	forget(rpps);
	if (px_offers_write(rpps->orders, rpps->activities, rpps->count, rpps->trades, rpps->spots))
		return px_orders_finish(rpps->orders, err);
	if (px_orders_finish(rpps->orders, err))
		return -1;
	if (px_load_sort(rpps->store, err))
		return -1;
	if (rpps->bare && !rpps->old && px_load_strips(rpps->store))
		return px_load_dress(rpps->store, err);
	for (size_t i = 0; rpps->bare && px_register_late[i].type; i++)
		if (px_load_make_index(rpps->store, px_register_late[i].type,
				       px_register_late[i].columns, err))
			return -1;
	return 0;
}
