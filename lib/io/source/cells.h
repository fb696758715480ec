/*
 * Cells of a source whose columns show themselves while rows are read (vCard, FHIR): a name that
 * was not seen before is a new column at the end.
 */
#ifndef PX_IO_SOURCE_CELLS_H
#define PX_IO_SOURCE_CELLS_H

#include "io/source/source.h"

/* The cells of one row; set source and arena, the rest begins as zeros. */
struct px_cells {
	struct px_source *source; /* whose headers grow */
	struct px_arena *arena;   /* of the row: texts live there */
	struct px_cell *items;    /* one a header */
	size_t capacity;
	bool literal; /* cells are as JSON's: nothing is to be guessed */
	bool full;    /* a cell was left out: too many columns */
	bool long_;   /* a cell was left out: more than PX_ROW_CELL_LIMIT bytes */
};

/* No cell holds anything. */
void px_cells_clear(struct px_cells *cells);

/* Put a text under this name.  NULL and "" put nothing, and what is there already stays: of two that
 * say the same thing the first wins. */
void px_cells_put(struct px_cells *cells, const char *header, const char *text);

/* Under the name, or under "name 2", "name 3"… when that is taken; a text that is there already is
 * not put twice. */
void px_cells_put_more(struct px_cells *cells, const char *header, const char *text);

/* Add an item to the list under the name, unless it is there; commas in it are escaped, and what cannot
 * be an item (px_list_takes) is left out. */
void px_cells_put_item(struct px_cells *cells, const char *header, const char *item);

/* What is under the name, or NULL. */
const char *px_cells_at(const struct px_cells *cells, const char *header);

void px_cells_release(struct px_cells *cells);

#endif
