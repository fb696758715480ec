#include "io/table_out.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum {
	BATCH = 1000, /* rows */
	GAP = 2,      /* blanks between columns */
	NARROWEST = 8,
	LONGEST_BAR = 40,
	SHORTEST_BAR = 4,
};

static const char *const escapes[PX_PAINT_COUNT] = {
	[PX_PAINT_PLAIN] = "",       [PX_PAINT_HEADER] = "\033[1m", [PX_PAINT_STRONG] = "\033[1m",
	[PX_PAINT_DIM] = "\033[2m",  [PX_PAINT_GOOD] = "\033[32m",  [PX_PAINT_WARNING] = "\033[33m",
	[PX_PAINT_BAD] = "\033[31m",
};

void
px_paint_put(struct px_buf *out, enum px_paint paint, bool colour, const char *text)
{
	bool painted = colour && paint != PX_PAINT_PLAIN && *text != '\0';

	if (painted)
		px_buf_puts(out, escapes[paint]);
	px_buf_puts(out, text);
	if (painted)
		px_buf_puts(out, "\033[0m");
}

struct cell {
	const char *text;
	size_t width;
	enum px_paint paint;
};

struct px_table {
	struct px_buf *out;
	const struct px_table_column *columns;
	size_t count;
	struct px_table_options options;
	size_t *widths, *shown; /* what each column asks, and what it gets */
	struct px_arena arena;
	struct cell *cells; /* BATCH rows of count */
	size_t rows, at;    /* rows kept; cells of the open row */
	size_t written;     /* rows that earlier batches held */
	bool *hidden;
	bool headed;
};

static void
widen(struct px_table *table, size_t column, size_t width)
{
	if (width > table->widths[column])
		table->widths[column] = width;
}

struct px_table *
px_table_open(struct px_buf *out, const struct px_table_column *columns, size_t count,
	      const struct px_table_options *options)
{
	struct px_table *table = px_calloc(1, sizeof(*table));

	table->out = out;
	table->columns = columns;
	table->count = count;
	table->options = *options;
	table->widths = px_calloc(count + 1, sizeof(*table->widths));
	table->shown = px_calloc(count + 1, sizeof(*table->shown));
	table->hidden = px_calloc(count + 1, sizeof(*table->hidden));
	table->cells = px_calloc(count + 1, BATCH * sizeof(*table->cells));
	for (size_t i = 0; i < count && !options->no_headers; i++)
		table->widths[i] = px_text_width(columns[i].header);
	for (size_t i = 0; i < count; i++)
		if (columns[i].bars)
			widen(table, i, px_chart_columns(columns[i].bars, LONGEST_BAR));
	return table;
}

/* One line, and nothing that a terminal obeys: C0, DEL, and C1 as UTF-8 writes it (C2 80 to 9F). */
static void
disarm(char *text)
{
	for (; *text; text++) {
		unsigned char byte = (unsigned char)text[0], second = (unsigned char)text[1];

		if (byte < 0x20 || byte == 0x7F)
			*text = ' ';
		else if (byte == 0xC2 && second >= 0x80 && second < 0xA0)
			text[0] = text[1] = ' ';
	}
}

void
px_table_cell(struct px_table *table, const char *text, enum px_paint paint)
{
	struct cell *cell = &table->cells[table->rows * table->count + table->at];
	char *copy = px_arena_strdup(&table->arena, text ? text : "");

	disarm(copy);
	*cell = (struct cell){ copy, px_text_width(copy), paint };
	widen(table, table->at, cell->width);
	table->at++;
}

static bool
may_clip(const struct px_table *table, size_t column)
{
	return !table->columns[column].right && !table->columns[column].whole &&
	       !table->columns[column].bars && table->shown[column] > NARROWEST;
}

/* A bar says as much when it is short: bars give way before texts do. */
static size_t
shrink_bars(struct px_table *table, size_t total)
{
	for (size_t i = 0; i < table->count; i++) {
		size_t over = total > table->options.width ? total - table->options.width : 0;

		if (!table->columns[i].bars || table->shown[i] <= SHORTEST_BAR)
			continue;
		if (over > table->shown[i] - SHORTEST_BAR)
			over = table->shown[i] - SHORTEST_BAR;
		table->shown[i] -= over;
		total -= over;
	}
	return total;
}

/* Take one terminal column after the other from the widest text until the line fits. */
static void
fit(struct px_table *table)
{
	size_t total = 0;

	for (size_t i = 0; i < table->count; i++) {
		table->shown[i] = table->widths[i];
		if (!table->hidden[i])
			total += table->shown[i] + (total ? GAP : 0);
	}
	if (table->options.width > 0)
		total = shrink_bars(table, total);
	while (table->options.width > 0 && total > table->options.width) {
		size_t widest = table->count;

		for (size_t i = 0; i < table->count; i++) {
			if (!table->hidden[i] && may_clip(table, i) &&
			    (widest == table->count || table->shown[i] > table->shown[widest]))
				widest = i;
		}
		if (widest == table->count)
			return;
		table->shown[widest]--;
		total--;
	}
}

static void
pad(struct px_buf *out, size_t blanks)
{
	static const char spaces[] = "                                ";

	for (; blanks >= sizeof(spaces); blanks -= sizeof(spaces) - 1)
		px_buf_add(out, spaces, sizeof(spaces) - 1);
	px_buf_add(out, spaces, blanks);
}

/* owed: the blanks that the cells before left to be written if something follows. */
static void
put_cell(struct px_table *table, size_t column, const struct cell *cell, size_t *owed)
{
	size_t room = table->shown[column], width = cell->width;
	struct px_buf clipped = PX_BUF_INIT;
	const char *text = cell->text;

	if (table->hidden[column])
		return;
	if (width > room) {
		px_text_clip(text, room, &clipped);
		text = clipped.data;
		width = px_text_width(text);
	}
	if (table->columns[column].right)
		*owed += room - width;
	if (*text != '\0') {
		pad(table->out, *owed);
		*owed = 0;
		px_paint_put(table->out, cell->paint, table->options.colour, text);
	}
	*owed += GAP + (table->columns[column].right ? 0 : room - width);
	px_buf_release(&clipped);
}

static void
put_headers(struct px_table *table)
{
	size_t owed = 0;

	for (size_t i = 0; i < table->count; i++) {
		const char *header = table->columns[i].header;
		struct cell cell = { header, px_text_width(header), PX_PAINT_HEADER };

		put_cell(table, i, &cell, &owed);
	}
	px_buf_putc(table->out, '\n');
}

static void
draw_bar(struct px_table *table, size_t column, size_t row, struct cell *cell)
{
	struct px_buf bar = PX_BUF_INIT;

	px_chart_bar(table->columns[column].bars, row, table->shown[column], px_chart_ink(), &bar);
	cell->text = px_arena_strdup(&table->arena, bar.data);
	cell->width = px_text_width(cell->text);
	px_buf_release(&bar);
}

static bool
is_empty(const struct px_table *table, size_t column)
{
	for (size_t row = 0; row < table->rows; row++)
		if (*table->cells[row * table->count + column].text)
			return false;
	return true;
}

/* The rows that are kept are all there are. */
static void
hide_empty(struct px_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		table->hidden[i] = table->columns[i].bars
					   ? !px_chart_columns(table->columns[i].bars, LONGEST_BAR)
					   : is_empty(table, i);
}

static void
put_batch(struct px_table *table)
{
	fit(table);
	if (!table->headed && !table->options.no_headers)
		put_headers(table);
	table->headed = true;
	for (size_t row = 0; row < table->rows; row++) {
		size_t owed = 0;

		for (size_t i = 0; i < table->count; i++) {
			struct cell *cell = &table->cells[row * table->count + i];

			if (table->columns[i].bars)
				draw_bar(table, i, table->written + row, cell);
			put_cell(table, i, cell, &owed);
		}
		px_buf_putc(table->out, '\n');
	}
	table->written += table->rows;
	table->rows = 0;
	px_arena_reset(&table->arena);
}

void
px_table_row(struct px_table *table)
{
	while (table->at < table->count)
		px_table_cell(table, "", PX_PAINT_PLAIN);
	table->at = 0;
	if (++table->rows == BATCH)
		put_batch(table);
}

void
px_table_abandon(struct px_table *table)
{
	if (!table)
		return;
	px_arena_release(&table->arena);
	free(table->widths);
	free(table->shown);
	free(table->hidden);
	free(table->cells);
	free(table);
}

void
px_table_close(struct px_table *table)
{
	if (table && table->options.filled && !table->written)
		hide_empty(table);
	if (table && table->rows > 0)
		put_batch(table);
	px_table_abandon(table);
}

struct field {
	char *label, *value;
	enum px_paint paint;
};

struct px_card {
	struct px_buf *out;
	struct px_table_options options;
	struct px_arena arena;
	struct field *fields;
	size_t count, capacity, widest;
};

struct px_card *
px_card_open(struct px_buf *out, const struct px_table_options *options)
{
	struct px_card *card = px_calloc(1, sizeof(*card));

	card->out = out;
	card->options = *options;
	return card;
}

void
px_card_field(struct px_card *card, const char *label, const char *value, enum px_paint paint)
{
	size_t width = px_text_width(label);

	PX_GROW(card->fields, card->count, card->capacity);
	card->fields[card->count++] =
		(struct field){ px_arena_strdup(&card->arena, label),
				px_arena_strdup(&card->arena, value ? value : ""), paint };
	if (width > card->widest)
		card->widest = width;
}

/* The value's lines, each below the first. */
static void
put_value(struct px_card *card, char *value, enum px_paint paint)
{
	for (bool first = true; value; first = false) {
		char *end = strchr(value, '\n');

		if (end)
			*end = '\0';
		disarm(value);
		if (*value != '\0') {
			pad(card->out, first ? 0 : card->widest + GAP);
			px_paint_put(card->out, paint, card->options.colour, value);
		}
		px_buf_putc(card->out, '\n');
		value = end ? end + 1 : NULL;
	}
}

void
px_card_close(struct px_card *card)
{
	if (!card)
		return;
	for (size_t i = 0; i < card->count; i++) {
		struct field *field = &card->fields[i];

		px_paint_put(card->out, PX_PAINT_HEADER, card->options.colour, field->label);
		if (*field->value != '\0')
			pad(card->out, card->widest - px_text_width(field->label) + GAP);
		put_value(card, field->value, field->paint);
	}
	px_arena_release(&card->arena);
	free(card->fields);
	free(card);
}
