/* Rows that were not taken, kept until the end: files of one import may have different columns, and
 * JSON Lines may add some on the way. */
#include "base/i18n.h"
#include "cli/import.h"
#include "io/csv_out.h"
#include "io/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct reject {
	struct px_cell *cells; /* one per header known when it was added */
	size_t count;
	long line;
	const char *reason;
};

struct px_rejects {
	char *path;
	struct px_arena arena;
	const char **headers;
	bool *taken; /* per header: by a column of the source */
	size_t header_count, header_capacity;
	size_t *places; /* per column of the source: its header's, or NOWHERE */
	size_t place_count, place_capacity;
	struct reject *items;
	size_t count, capacity;
	char delimiter; /* of the first file; NUL when it is no CSV */
	bool marked;    /* it opens well in a spreadsheet by its byte order mark, or its encoding */
};

#define NOWHERE SIZE_MAX

/* The columns that are ours. */
static const char *const own_headers[] = { "line", "reason" };

static bool
is_same_file(const char *path, const char *other)
{
	struct stat one, two;

	return stat(path, &one) == 0 && stat(other, &two) == 0 && S_ISREG(one.st_mode) &&
	       one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

int
px_rejects_open(const struct px_run *run, struct px_rejects **rejects, struct px_err *err)
{
	const char *path = px_option_value(run, &px_opt_rejects);

	*rejects = NULL;
	if (!path)
		return 0;
	for (size_t i = 0; i < run->operand_count; i++)
		if (is_same_file(path, run->operands[i]))
			return px_err_set(
				err, PX_USAGE,
				_("--rejects %s: is a file to be read, and would be lost"), path);
	*rejects = px_calloc(1, sizeof(**rejects));
	(*rejects)->path = px_strdup(path);
	return 0;
}

bool
px_rejects_own(const char *header)
{
	for (size_t i = 0; i < PX_COUNT(own_headers); i++)
		if (strcmp(own_headers[i], header) == 0)
			return true;
	return false;
}

/* The column of this name that no other of the source has yet: a name may stand there twice. */
static size_t
place_of(struct px_rejects *rejects, const char *header)
{
	size_t place = 0;

	if (px_rejects_own(header))
		return NOWHERE;
	while (place < rejects->header_count &&
	       (rejects->taken[place] || strcmp(rejects->headers[place], header) != 0))
		place++;
	if (place == rejects->header_count) {
		PX_GROW(rejects->headers, rejects->header_count, rejects->header_capacity);
		rejects->taken = px_realloc(rejects->taken, rejects->header_capacity,
					    sizeof(*rejects->taken));
		rejects->headers[rejects->header_count++] =
			px_arena_strdup(&rejects->arena, header);
	}
	rejects->taken[place] = true;
	return place;
}

/* Columns that the source has found since. */
static void
extend(struct px_rejects *rejects, const struct px_source *source)
{
	while (rejects->place_count < px_source_columns(source)) {
		size_t column = rejects->place_count;

		PX_GROW(rejects->places, rejects->place_count, rejects->place_capacity);
		rejects->places[rejects->place_count++] =
			place_of(rejects, px_source_header(source, column));
	}
}

/* Whoever could open the file must be able to open what comes back of it: same separator, and a mark
 * where the encoding, which is UTF-8 now, would not be guessed. */
static void
take_shape(struct px_rejects *rejects, const struct px_source *source)
{
	char delimiter = px_source_delimiter(source);
	const char *encoding = px_source_encoding(source);

	rejects->delimiter = delimiter && strchr(",;|\t", delimiter) ? delimiter : 0;
	rejects->marked = rejects->delimiter &&
			  (px_source_marked(source) ||
			   (strcmp(encoding, "utf-8") != 0 && strcmp(encoding, "ascii") != 0));
}

void
px_rejects_source(struct px_rejects *rejects, const struct px_source *source)
{
	if (!rejects)
		return;
	if (!rejects->header_count)
		take_shape(rejects, source);
	rejects->place_count = 0;
	for (size_t i = 0; i < rejects->header_count; i++)
		rejects->taken[i] = false;
	extend(rejects, source);
}

void
px_rejects_columns(struct px_rejects *rejects, const char *const *headers, size_t count,
		   char delimiter)
{
	if (!rejects)
		return;
	rejects->delimiter = delimiter && strchr(",;|\t", delimiter) ? delimiter : 0;
	rejects->marked = rejects->delimiter == ';';
	while (rejects->place_count < count) {
		size_t column = rejects->place_count;

		PX_GROW(rejects->places, rejects->place_count, rejects->place_capacity);
		rejects->places[rejects->place_count++] = place_of(rejects, headers[column]);
	}
}

void
px_rejects_add(struct px_rejects *rejects, const struct px_source *source, const struct px_row *row,
	       const char *reason)
{
	struct reject *reject;

	if (source)
		extend(rejects, source);
	PX_GROW(rejects->items, rejects->count, rejects->capacity);
	reject = &rejects->items[rejects->count++];
	*reject = (struct reject){ .count = rejects->header_count, .line = row->line };
	reject->cells =
		px_arena_alloc(&rejects->arena, (reject->count + 1) * sizeof(*reject->cells));
	for (size_t i = 0; i < row->count && i < rejects->place_count; i++)
		if (row->cells[i].text && rejects->places[i] != NOWHERE)
			reject->cells[rejects->places[i]] = (struct px_cell){
				.text = px_arena_strdup(&rejects->arena, row->cells[i].text),
				.guarded = row->cells[i].guarded,
			};
	reject->reason = px_arena_strdup(&rejects->arena, reason);
}

static void
write_reject(const struct px_rejects *rejects, const struct reject *reject, struct px_csv_out *csv)
{
	char line[24];

	for (size_t i = 0; i < rejects->header_count; i++)
		if (i < reject->count && reject->cells[i].guarded)
			px_csv_out_guarded(csv, reject->cells[i].text);
		else
			px_csv_out_cell(csv, i < reject->count ? reject->cells[i].text : NULL);
	snprintf(line, sizeof(line), "%ld", reject->line);
	px_csv_out_cell(csv, line);
	px_csv_out_cell(csv, reject->reason);
	px_csv_out_row(csv);
}

static void
write_rejects(const struct px_rejects *rejects, struct px_buf *out)
{
	bool comma = !rejects->delimiter || rejects->delimiter == ',';
	struct px_csv_out csv = PX_CSV_OUT_INIT(out, comma ? PX_CSV_PLAIN : PX_CSV_EXCEL_FR);

	csv.delimiter = rejects->delimiter;
	csv.lines = !rejects->marked;
	if (rejects->marked)
		px_buf_puts(out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < rejects->header_count; i++)
		px_csv_out_cell(&csv, rejects->headers[i]);
	for (size_t i = 0; i < PX_COUNT(own_headers); i++)
		px_csv_out_cell(&csv, own_headers[i]);
	px_csv_out_row(&csv);
	for (size_t i = 0; i < rejects->count; i++)
		write_reject(rejects, &rejects->items[i], &csv);
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
	px_rejects_abandon(rejects);
	return result;
}

void
px_rejects_abandon(struct px_rejects *rejects)
{
	if (!rejects)
		return;
	px_arena_release(&rejects->arena);
	free(rejects->headers);
	free(rejects->taken);
	free(rejects->places);
	free(rejects->items);
	free(rejects->path);
	free(rejects);
}
