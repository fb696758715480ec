/* Rows that were not taken, kept until the end: files of one import may have different columns, and
 * JSON Lines may add some on the way. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/import.h"
#include "io/csv_out.h"
#include "io/file.h"

struct reject {
	const char **cells; /* one per header known when it was added */
	size_t count;
	long line;
	const char *reason;
};

struct px_rejects {
	char *path;
	struct px_arena arena;
	const char **headers;
	size_t header_count, header_capacity;
	struct reject *items;
	size_t count, capacity;
};

struct px_rejects *
px_rejects_open(const char *path)
{
	struct px_rejects *rejects = px_calloc(1, sizeof(*rejects));

	rejects->path = px_strdup(path);
	return rejects;
}

static size_t
place_of(struct px_rejects *rejects, const char *header)
{
	size_t place = 0;

	while (place < rejects->header_count && strcmp(rejects->headers[place], header) != 0)
		place++;
	if (place < rejects->header_count)
		return place;
	PX_GROW(rejects->headers, rejects->header_count, rejects->header_capacity);
	rejects->headers[rejects->header_count++] = px_arena_strdup(&rejects->arena, header);
	return place;
}

void
px_rejects_add(struct px_rejects *rejects, const struct px_source *source, const struct px_row *row,
	       const char *reason)
{
	size_t columns = px_source_columns(source);
	struct reject *reject;

	for (size_t i = 0; i < columns; i++)
		place_of(rejects, px_source_header(source, i));
	PX_GROW(rejects->items, rejects->count, rejects->capacity);
	reject = &rejects->items[rejects->count++];
	*reject = (struct reject){ .count = rejects->header_count, .line = row->line };
	reject->cells = px_arena_alloc(&rejects->arena, (reject->count + 1) * sizeof(*reject->cells));
	for (size_t i = 0; i < columns && i < row->count; i++)
		if (row->cells[i].text)
			reject->cells[place_of(rejects, px_source_header(source, i))] =
				px_arena_strdup(&rejects->arena, row->cells[i].text);
	reject->reason = px_arena_strdup(&rejects->arena, reason);
}

static void
write_rejects(const struct px_rejects *rejects, struct px_buf *out)
{
	struct px_csv_out csv = PX_CSV_OUT_INIT(out, PX_CSV_PLAIN);
	char line[24];

	px_csv_out_start(&csv);
	for (size_t i = 0; i < rejects->header_count; i++)
		px_csv_out_cell(&csv, rejects->headers[i]);
	px_csv_out_cell(&csv, "line");
	px_csv_out_cell(&csv, "reason");
	px_csv_out_row(&csv);
	for (size_t i = 0; i < rejects->count; i++) {
		const struct reject *reject = &rejects->items[i];

		for (size_t j = 0; j < rejects->header_count; j++)
			px_csv_out_cell(&csv, j < reject->count ? reject->cells[j] : NULL);
		snprintf(line, sizeof(line), "%ld", reject->line);
		px_csv_out_cell(&csv, line);
		px_csv_out_cell(&csv, reject->reason);
		px_csv_out_row(&csv);
	}
}

int
px_rejects_close(struct px_rejects *rejects, struct px_err *err)
{
	struct px_buf out = PX_BUF_INIT;
	int result;

	if (!rejects)
		return 0;
	write_rejects(rejects, &out);
	result = px_file_put(rejects->path, out.data, out.length, err);
	px_buf_release(&out);
	px_arena_release(&rejects->arena);
	free(rejects->headers);
	free(rejects->items);
	free(rejects->path);
	free(rejects);
	return result;
}
