#include "care/small_cells.h"

#include "base/i18n.h"
#include "io/json_in.h"

enum { LEAST_MOST = 1000 };

struct masked {
	size_t cells, people_cells; /* those that are not 0 */
	int64_t people;
};

static struct masked
count_masked(const struct px_cell_count *cells, size_t count)
{
	struct masked masked = { 0 };

	for (size_t i = 0; i < count; i++) {
		if (!cells[i].masked)
			continue;
		masked.cells++;
		masked.people_cells += cells[i].count > 0;
		masked.people += cells[i].count;
	}
	return masked;
}

/* Of who sees what is left: are there several ways to share the people between the masked cells, and
 * are they many enough together? */
static bool
is_safe(struct masked masked, int64_t least)
{
	return masked.cells == 0 || (masked.cells >= 2 && masked.people >= least &&
				     masked.people > (int64_t)masked.people_cells);
}

/* The next to be masked: the smallest that is shown, those of nobody last; count when none is left. */
static size_t
smallest(const struct px_cell_count *cells, size_t count)
{
	size_t found = count;

	for (size_t i = 0; i < count; i++) {
		if (cells[i].masked)
			continue;
		if (found == count || (cells[i].count > 0 && cells[found].count == 0) ||
		    (cells[i].count > 0 && cells[i].count < cells[found].count))
			found = i;
	}
	return found;
}

bool
px_small_cells(struct px_cell_count *cells, size_t count, int64_t least)
{
	for (size_t i = 0; i < count; i++)
		cells[i].masked = cells[i].masked || (cells[i].count > 0 && cells[i].count < least);
	while (!is_safe(count_masked(cells, count), least)) {
		size_t next = smallest(cells, count);

		if (next == count)
			return false;
		cells[next].masked = true;
	}
	return true;
}

int
px_small_cells_read(const char *path, int64_t *least, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	const struct px_json_node *root = px_json_parse_file(&arena, path, err);
	const struct px_json_node *node = root ? px_json_member(root, "min_cell") : NULL;
	int result = root ? 0 : -1;

	if (root && (!node || node->type != PX_JSON_INTEGER || node->integer < 1 ||
		     node->integer > LEAST_MOST))
		result = px_err_set(err, PX_FAILED, _("%s: min_cell: not a number from 1 to %d"),
				    path, LEAST_MOST);
	if (result == 0)
		*least = node->integer;
	px_arena_release(&arena);
	return result;
}
