#include "store/cycle.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

/* One record that the list leads to, and the step that led to it. */
struct step {
	int64_t id;
	size_t from;
};

struct walk {
	struct step *steps; /* the first is where it began */
	size_t count, capacity;
};

static bool
is_new(const struct walk *walk, int64_t id)
{
	for (size_t i = 1; i < walk->count; i++)
		if (walk->steps[i].id == id)
			return false;
	return true;
}

/* The records that one record refers to, added to the walk; 1 when one of them is where it began. */
static int
step_from(struct walk *walk, size_t from, struct px_stmt *stmt, struct px_err *err)
{
	int64_t start = walk->steps[0].id;
	int got;

	px_bind_number(stmt, 2, walk->steps[from].id);
	while ((got = px_stmt_step(stmt, err)) == 1) {
		int64_t id = px_stmt_number(stmt, 0);

		if (id != start && !is_new(walk, id))
			continue;
		PX_GROW(walk->steps, walk->count, walk->capacity);
		walk->steps[walk->count++] = (struct step){ id, from };
		if (id == start)
			break;
	}
	px_stmt_done(stmt);
	return got;
}

/* "3 → 5 → 3", from the last step back to the first. */
static void
print_way(const struct walk *walk, size_t at, struct px_buf *out)
{
	if (at)
		print_way(walk, walk->steps[at].from, out);
	px_buf_printf(out, "%s%lld", at ? " → " : "", (long long)walk->steps[at].id);
}

static int
refuse(const struct walk *walk, const struct px_record *record, const struct px_field *field,
       struct px_err *err)
{
	struct px_buf way = PX_BUF_INIT;

	print_way(walk, walk->count - 1, &way);
	px_err_set(err, PX_CONFLICT,
		   _("%s %lld: %s: %s goes round in a circle: take one of them out"),
		   px_tr(record->type->label), (long long)walk->steps[0].id, field->name, way.data);
	px_buf_release(&way);
	return -1;
}

int
px_cycle_check(struct px_store *store, const struct px_record *record, const struct px_field *field,
	       struct px_err *err)
{
	struct walk walk = { NULL, 0, 0 };
	struct px_buf sql = PX_BUF_INIT;
	int got = 0;

	if (!field->target || strcmp(field->target, record->type->name) != 0)
		return 0;
	px_buf_printf(
		&sql,
		"SELECT \"target\" FROM \"%s_%s\" WHERE \"organization\" = $1 AND \"owner\" = $2 "
		"ORDER BY \"position\"",
		record->type->name, field->name);
	PX_GROW(walk.steps, walk.count, walk.capacity);
	walk.steps[walk.count++] = (struct step){ record->values[PX_F_ID].number, 0 };
	for (size_t i = 0; i < walk.count && got == 0; i++) {
		struct px_stmt *stmt = px_store_prepare(store, sql.data, err);

		got = -1;
		if (stmt) {
			px_bind_number(stmt, 1, record->values[PX_F_ORGANIZATION].number);
			got = step_from(&walk, i, stmt, err);
		}
	}
	if (got == 1)
		got = refuse(&walk, record, field, err);
	px_buf_release(&sql);
	free(walk.steps);
	return got;
}
