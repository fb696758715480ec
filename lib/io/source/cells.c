#include "io/source/cells.h"

#include <stdlib.h>
#include <string.h>

#include "io/csv_in.h"
#include "model/value.h"

enum { MOST_ALIKE = 32 };

void
px_cells_clear(struct px_cells *cells)
{
	for (size_t i = 0; i < cells->source->width && i < cells->capacity; i++)
		cells->items[i] = (struct px_cell){ .literal = cells->literal };
	cells->full = cells->long_ = false;
}

/* Headers and cells have the same length at any time. */
static struct px_cell *
cell_of(struct px_cells *cells, const char *header)
{
	struct px_source *source = cells->source;
	size_t i = 0;

	while (i < source->width && strcmp(source->headers[i], header) != 0)
		i++;
	if (i == PX_ROW_COLUMNS_LIMIT) {
		cells->full = true;
		return NULL;
	}
	if (i == source->width)
		px_source_add_header(source, header);
	if (i >= cells->capacity) {
		size_t capacity = 2 * (i + 1);

		cells->items = px_realloc(cells->items, capacity, sizeof(*cells->items));
		for (size_t k = cells->capacity; k < capacity; k++)
			cells->items[k] = (struct px_cell){ .literal = cells->literal };
		cells->capacity = capacity;
	}
	return &cells->items[i];
}

void
px_cells_put(struct px_cells *cells, const char *header, const char *text)
{
	struct px_cell *cell;

	if (!text || !*text)
		return;
	if (strlen(text) > PX_ROW_CELL_LIMIT) {
		cells->long_ = true;
		return;
	}
	cell = cell_of(cells, header);
	if (cell && !cell->text)
		cell->text = px_arena_strdup(cells->arena, text);
}

void
px_cells_put_more(struct px_cells *cells, const char *header, const char *text)
{
	const char *name = header, *there;

	if (!text || !*text)
		return;
	for (int i = 2; (there = px_cells_at(cells, name)) && i <= MOST_ALIKE; i++) {
		if (strcmp(there, text) == 0)
			return;
		name = px_arena_printf(cells->arena, "%s %d", header, i);
	}
	px_cells_put(cells, name, text);
}

/* Both as they stand in a list: `\,` is no end. */
static bool
holds_item(const char *list, const char *item)
{
	size_t length = strlen(item);

	while (list) {
		size_t size = strcspn(list, ",");

		while (size && list[size] && list[size - 1] == '\\')
			size += 1 + strcspn(list + size + 1, ",");
		if (size == length && memcmp(list, item, length) == 0)
			return true;
		list = list[size] ? list + size + 1 : NULL;
	}
	return false;
}

void
px_cells_put_item(struct px_cells *cells, const char *header, const char *item)
{
	const char *list = px_cells_at(cells, header);
	struct px_buf escaped = PX_BUF_INIT;

	if (!item || !*item || !px_list_takes(item))
		return;
	px_list_put(&escaped, 0, item);
	if (!list)
		px_cells_put(cells, header, escaped.data);
	else if (!holds_item(list, escaped.data) && strlen(list) < PX_ROW_CELL_LIMIT)
		cell_of(cells, header)->text =
			px_arena_printf(cells->arena, "%s,%s", list, escaped.data);
	px_buf_release(&escaped);
}

const char *
px_cells_at(const struct px_cells *cells, const char *header)
{
	for (size_t i = 0; i < cells->source->width && i < cells->capacity; i++)
		if (strcmp(cells->source->headers[i], header) == 0)
			return cells->items[i].text;
	return NULL;
}

void
px_cells_release(struct px_cells *cells)
{
	free(cells->items);
	*cells = (struct px_cells){ .source = cells->source };
}
