/* What is masked cannot be found again: every way to share the people is tried. */
#include "care/small_cells.h"

#include <string.h>

#include "tap.h"

enum { LEAST = 11, CELLS = 4 };

static int64_t dice_seed = 20260302;

static int64_t
dice(int64_t most)
{
	dice_seed = (dice_seed * 1103515245 + 12345) & 0x7fffffff;
	return (dice_seed >> 8) % most;
}

/* Who reads the total and the cells that are shown: how many values may a masked cell have?  Zeros are
 * shown unless they had to be masked, which the reader does not know: the least that it can be is 1
 * where none of the masked is 0. */
static int64_t
values_left(const struct px_cell_count *cells, size_t place)
{
	int64_t people = 0, floor_of_others = 0;

	for (size_t i = 0; i < CELLS; i++) {
		if (!cells[i].masked)
			continue;
		people += cells[i].count;
		floor_of_others += i != place && cells[i].count > 0;
	}
	return people - floor_of_others;
}

static bool
is_safe(const struct px_cell_count *cells, bool total)
{
	int64_t people = 0;
	size_t masked = 0;

	for (size_t i = 0; i < CELLS; i++) {
		if (!cells[i].masked && cells[i].count > 0 && cells[i].count < LEAST)
			return false;
		masked += cells[i].masked;
		people += cells[i].masked ? cells[i].count : 0;
		if (total && cells[i].masked && values_left(cells, i) < 2)
			return false;
	}
	return !total || masked == 0 || (masked > 1 && people >= LEAST);
}

static void
test_dice(void)
{
	size_t wrong = 0, shown = 0, masked = 0;

	for (int i = 0; i < 200000; i++) {
		struct px_cell_count cells[CELLS];
		int64_t most = dice(4) ? 1 + dice(60) : 1 + dice(6);
		bool total;

		for (size_t k = 0; k < CELLS; k++)
			cells[k] = (struct px_cell_count){ dice(3) ? dice(most) : 0, false };
		total = px_small_cells(cells, CELLS, LEAST);
		wrong += !is_safe(cells, total);
		for (size_t k = 0; k < CELLS; k++) {
			shown += total && !cells[k].masked && cells[k].count >= LEAST;
			masked += cells[k].masked;
		}
	}
	tap_is_number((long long)wrong, 0, "of 200,000 tables none gives a masked cell away");
	tap_ok(shown > 100000 && masked > 100000, "and what can be shown is");
}

static const char *
masked_of(const int64_t *counts, size_t count, int64_t least)
{
	static char text[16];
	struct px_cell_count cells[8];
	bool total;

	for (size_t i = 0; i < count; i++)
		cells[i] = (struct px_cell_count){ counts[i], false };
	total = px_small_cells(cells, count, least);
	for (size_t i = 0; i < count; i++)
		text[i] = cells[i].masked ? 'x' : '.';
	text[count] = '\0';
	return strcat(text, total ? "" : "!");
}

int
main(void)
{
	tap_is(masked_of((const int64_t[]){ 40, 25, 11 }, 3, LEAST), "...",
	       "large cells are shown");
	tap_is(masked_of((const int64_t[]){ 40, 25, 3 }, 3, LEAST), ".xx",
	       "a small one takes the next with it: the total would give it");
	tap_is(masked_of((const int64_t[]){ 40, 0, 3, 2 }, 4, LEAST), "x.xx",
	       "two small ones of 5 people together need a third; 0 is of nobody");
	tap_is(masked_of((const int64_t[]){ 40, 6, 5 }, 3, LEAST), ".xx",
	       "two small ones of 11 people together are enough");
	tap_is(masked_of((const int64_t[]){ 0, 0, 40 }, 3, LEAST), "...", "zeros are shown");
	tap_is(masked_of((const int64_t[]){ 3, 2, 0 }, 3, LEAST), "xxx!",
	       "of 5 people in all, nothing is said");
	tap_is(masked_of((const int64_t[]){ 27, 3 }, 2, LEAST), "xx", "of two, both");
	tap_is(masked_of((const int64_t[]){ 3, 2, 1 }, 3, 1), "...", "a least of 1 masks nothing");
	test_dice();
	return tap_done();
}
