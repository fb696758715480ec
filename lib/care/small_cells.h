/*
 * Small cells: counts of so few people that they say who did what.
 *
 * Cells are the parts of one whole, whose total is shown.  A count of fewer than the least is masked,
 * but for 0, which is of nobody; then others are, until those that are masked cannot be found again
 * from the total and what is shown: two of them at least, of as many people together as a cell must
 * have, which could be shared between them in several ways.  All that are masked look alike: none says
 * whether it is small, or masked for another's sake.
 */
#ifndef PX_CARE_SMALL_CELLS_H
#define PX_CARE_SMALL_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct px_cell_count {
	int64_t count;
	bool masked; /* set already: it stays */
};

/* Mask what is to be; least 1 masks nothing but what is masked already.  False: even the total would
 * say too much, and all cells are masked. */
bool px_small_cells(struct px_cell_count *cells, size_t count, int64_t least);

/* The least that a cell has, as a rule file says (share/rules/small-cells.json). */
int px_small_cells_read(const char *path, int64_t *least, struct px_err *err);

#endif
