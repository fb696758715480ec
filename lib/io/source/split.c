#include "io/source/split.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

struct px_split {
	struct px_input *input;
	char delimiter;
	bool ended;
	long line;
	bool (*known)(const char *line, size_t length, void *data);
	void *known_data;
	uint32_t places[PX_ROW_COLUMNS_LIMIT]; /* of delimiters in the line */
	struct px_cell cells[PX_ROW_COLUMNS_LIMIT];
};

struct px_split *
px_split_open(struct px_input *input, char delimiter, long line)
{
	struct px_split *split = px_calloc(1, sizeof(*split));

	split->input = input;
	split->delimiter = delimiter;
	split->line = line;
	return split;
}

void
px_split_skip(struct px_split *split, bool (*known)(const char *line, size_t length, void *data),
	      void *data)
{
	split->known = known;
	split->known_data = data;
}

void
px_split_close(struct px_split *split)
{
	free(split);
}

/* The next line in the window, its length without the LF: 1, 0 at the end, -1. */
static int
find_line(struct px_split *split, char **line, size_t *length, bool *cut, struct px_err *err)
{
	size_t scanned = 0;

	for (;;) {
		size_t have;
		char *text = px_input_window(split->input, &have), *end;
		int more;

		end = memchr(text + scanned, '\n', have - scanned);
		*line = text;
		*length = end ? (size_t)(end - text) : have;
		*cut = !end;
		if (*length > PX_ROW_LIMIT)
			return px_err_set(err, PX_REJECTED, _("a row of more than 16 MiB"));
		if (end || (split->ended && have > 0))
			return 1;
		if (split->ended)
			return 0;
		scanned = have;
		more = px_input_more(split->input, err);
		if (more < 0)
			return -1;
		split->ended = more == 0;
	}
}

/* Where delimiters are, up to as many as columns may be.  Each byte is noted, and stays when it is one:
 * cells are short, and a branch for each costs more than a store for each byte. */
static size_t
find_delimiters(const char *line, size_t length, char delimiter, uint32_t *places)
{
	size_t count = 0;

	for (size_t i = 0; i < length && count < PX_ROW_COLUMNS_LIMIT; i++) {
		places[count] = (uint32_t)i;
		count += line[i] == delimiter;
	}
	return count;
}

/* Each delimiter becomes the NUL that ends a cell; the byte after the line may be written. */
static void
cut_line(struct px_split *split, char *line, size_t length, struct px_raw_row *row)
{
	char *at = line, *end = line + length;
	size_t count = find_delimiters(line, length, split->delimiter, split->places);

	*end = '\0';
	for (size_t i = 0; i < count; i++) {
		char *next = line + split->places[i];

		*next = '\0';
		split->cells[i] = (struct px_cell){ .text = at, .null = at == next };
		at = next + 1;
	}
	if (count == PX_ROW_COLUMNS_LIMIT) {
		while (at < end && *at == split->delimiter)
			at++;
		row->more = at < end;
	} else if (at < end || count == 0) {
		/* A separator at the very end closes the last cell, and opens none. */
		split->cells[count++] = (struct px_cell){ .text = at, .null = at == end };
	}
	row->count = count;
}

int
px_split_next(struct px_split *split, struct px_raw_row *row, struct px_err *err)
{
	char *line;
	size_t length, taken;
	bool cut;
	int found;

	do {
		found = find_line(split, &line, &length, &cut, err);
		if (found < 0)
			px_err_prefix(err, "%s:%ld", px_input_name(split->input), split->line);
		if (found <= 0)
			return found;
		taken = length + !cut;
		px_input_take(split->input, taken);
		length -= length > 0 && line[length - 1] == '\r';
		split->line++;
	} while (length == 0 || (split->known && split->known(line, length, split->known_data)));
	*row = (struct px_raw_row){ .line = split->line - 1,
				    .cells = split->cells,
				    .cut = cut,
				    .text = line,
				    .length = length };
	cut_line(split, line, length, row);
	return 1;
}
