/* CSV and register files as sources: which row is the header, and what spreadsheets leave. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "io/csv_in.h"
#include "io/encoding.h"
#include "io/source/detect.h"
#include "io/source/guard.h"
#include "io/source/source.h"
#include "io/source/split.h"

enum {
	AHEAD = 20,           /* rows looked at to find the header */
	DETECTED = 64 * 1024, /* bytes looked at to find the delimiter */
};

struct csv_source {
	struct px_source source;
	struct px_csv_in *csv; /* one of the two */
	struct px_split *split;
	struct px_arena arena; /* of the rows ahead */
	struct px_raw_row ahead[AHEAD];
	size_t ahead_count, ahead_next;
	size_t whole, ragged; /* rows given that had every cell, that had fewer */
	struct px_buf bad, mended;
	struct px_cell cells[PX_ROW_COLUMNS_LIMIT];
};

static int
next_raw(struct csv_source *in, struct px_raw_row *row, struct px_err *err)
{
	return in->split ? px_split_next(in->split, row, err) : px_csv_in_next(in->csv, row, err);
}

/* The next row, out of those looked at ahead first. */
static int
next_row(struct csv_source *in, struct px_raw_row *row, struct px_err *err)
{
	if (in->ahead_next == in->ahead_count)
		return next_raw(in, row, err);
	*row = in->ahead[in->ahead_next++];
	memcpy(in->cells, row->cells, row->count * sizeof(*row->cells));
	row->cells = in->cells;
	return 1;
}

static bool
is_blank(const struct px_cell *cell)
{
	return cell->null || cell->text[strspn(cell->text, " \t")] == '\0';
}

/* Cells up to the last that is filled. */
static size_t
width_of(const struct px_raw_row *row)
{
	size_t width = row->count;

	while (width > 0 && is_blank(&row->cells[width - 1]))
		width--;
	return width;
}

static bool
is_empty(const struct px_raw_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (!is_blank(&row->cells[i]))
			return false;
	}
	return !row->more;
}

static struct px_row_shape
shape_of(const struct px_raw_row *row)
{
	struct px_row_shape shape = { .count = row->count, .width = width_of(row) };

	for (size_t i = 0; i < shape.width; i++)
		shape.filled += !is_blank(&row->cells[i]);
	return shape;
}

static struct px_raw_row
keep_row(struct px_arena *arena, const struct px_raw_row *row)
{
	struct px_raw_row kept = *row;
	char *text = px_arena_alloc(arena, row->length + 1);

	memcpy(text, row->text, row->length);
	kept.text = text;
	kept.cells = px_arena_alloc(arena, row->count * sizeof(*row->cells));
	for (size_t i = 0; i < row->count; i++) {
		kept.cells[i] = row->cells[i];
		kept.cells[i].text = text + (row->cells[i].text - row->text);
	}
	return kept;
}

/* A failure in the rows ahead is told now: the file cannot be read to its end anyway. */
static int
look_ahead(struct csv_source *in, struct px_err *err)
{
	size_t wanted = in->split ? 1 : AHEAD;

	while (in->ahead_count < wanted) {
		struct px_raw_row row;
		int got = next_raw(in, &row, err);

		if (got < 0)
			return -1;
		if (got == 0)
			break;
		if (!is_empty(&row))
			in->ahead[in->ahead_count++] = keep_row(&in->arena, &row);
	}
	return 0;
}

static int
take_header(struct csv_source *in, const char *name, const struct px_raw_row *row,
	    struct px_err *err)
{
	size_t width = width_of(row);

	if (row->more)
		return px_err_set(err, PX_REJECTED, _("%s:%ld: more than 1024 columns"), name,
				  row->line);
	for (size_t i = 0; i < width; i++) {
		char *text = (char *)(uintptr_t)row->cells[i].text;
		size_t length = strlen(text);

		if (px_encoding_valid(text, length) < length)
			return px_err_set(err, PX_REJECTED,
					  _("%s:%ld: header %zu: bytes that are not UTF-8: say "
					    "which encoding it is"),
					  name, row->line, i + 1);
		px_source_add_header(&in->source, px_text_trim(text));
	}
	return 0;
}

static int
find_header(struct csv_source *in, const struct px_source_options *options, const char *name,
	    struct px_err *err)
{
	struct px_row_shape shapes[AHEAD];

	if (look_ahead(in, err) < 0)
		return -1;
	if (in->ahead_count == 0)
		return px_err_set(err, PX_REJECTED, _("%s: is empty: a header row is expected"),
				  name);
	if (options->headless && px_text_listed(options->headless, in->ahead[0].cells[0].text)) {
		for (size_t i = 0; options->headers[i]; i++)
			px_source_add_header(&in->source, options->headers[i]);
		return 0;
	}
	for (size_t i = 0; i < in->ahead_count; i++)
		shapes[i] = shape_of(&in->ahead[i]);
	in->ahead_next = px_detect_header(shapes, in->ahead_count);
	return take_header(in, name, &in->ahead[in->ahead_next++], err);
}

/* One more thing that is wrong with this row. */
static void complain(struct csv_source *in, const char *format, ...) PX_PRINTF(2, 3);

static void
complain(struct csv_source *in, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = px_arena_vprintf(&in->arena, format, args);
	va_end(args);
	if (in->bad.length > 0)
		px_buf_puts(&in->bad, "; ");
	px_buf_puts(&in->bad, text);
}

/* Leftovers of spreadsheets, in the cells that have a column. */
static void
undo_spreadsheet(struct csv_source *in, struct px_raw_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		struct px_cell *cell = &row->cells[i];
		char first = cell->text[0];

		if (first == '\'' || first == '=') {
			const char *whole = cell->text;

			cell->text = px_guard_undo((char *)(uintptr_t)whole);
			cell->guarded = cell->text != whole;
			cell->null = cell->text[0] == '\0';
		} else if (first == '#' && px_guard_error(cell->text)) {
			complain(in, _("%s: %s: the spreadsheet could not compute this cell"),
				 in->source.headers[i], cell->text);
		}
	}
}

/* Whoever shows or stores the cells of a bad row must find text in them all the same. */
static void
mend_bytes(struct csv_source *in, struct px_raw_row *row)
{
	size_t offsets[PX_ROW_COLUMNS_LIMIT];

	px_buf_clear(&in->mended);
	for (size_t i = 0; i < row->count; i++) {
		const char *text = row->cells[i].text;
		size_t length = strlen(text);

		offsets[i] = in->mended.length;
		if (px_encoding_valid(text, length) < length)
			complain(in, _("%s: bytes that are not text in the encoding of the file"),
				 in->source.headers[i]);
		px_encoding_mend(text, length, &in->mended);
		px_buf_putc(&in->mended, '\0');
	}
	for (size_t i = 0; i < row->count; i++)
		row->cells[i].text = in->mended.data + offsets[i];
}

/* A last row without line end and with too few cells was cut; unless rows of this file, which
 * somebody typed, end where they have no more to say. */
static bool
was_cut(const struct csv_source *in, const struct px_raw_row *row, size_t count)
{
	return row->cut && count < in->source.width && (in->split || (in->whole && !in->ragged));
}

/* As many cells as there are headers: empty ones are added or dropped. */
static void
fit_width(struct csv_source *in, struct px_raw_row *row)
{
	size_t width = in->source.width, count = row->count;

	while (count > width && is_blank(&row->cells[count - 1]))
		count--;
	if (row->more)
		complain(in, _("more than 1024 cells"));
	else if (count > width)
		complain(in, _("%zu cells for %zu columns: is a cell with a separator not quoted?"),
			 count, width);
	else if (was_cut(in, row, row->count))
		complain(in, _("%zu cells for %zu columns at the end of the file: it was cut"),
			 row->count, width);
	in->whole += row->count >= width;
	in->ragged += row->count < width;
	for (size_t i = row->count; i < width; i++)
		row->cells[i] = (struct px_cell){ .text = "", .null = true };
	row->count = width;
}

static int
next(struct px_source *source, struct px_row *out, struct px_err *err)
{
	struct csv_source *in = (struct csv_source *)source;
	struct px_raw_row row;

	if (in->bad.length > 0) {
		px_buf_clear(&in->bad);
		if (in->ahead_next == in->ahead_count) /* no row to come lies there any more */
			px_arena_reset(&in->arena);
	}
	do {
		int got = next_row(in, &row, err);

		if (got <= 0)
			return got;
	} while (is_empty(&row));
	fit_width(in, &row);
	if (px_encoding_valid(row.text, row.length) < row.length)
		mend_bytes(in, &row);
	if (!in->split)
		undo_spreadsheet(in, &row);
	*out = (struct px_row){ .line = row.line,
				.count = row.count,
				.cells = row.cells,
				.bad = in->bad.length > 0 ? in->bad.data : NULL };
	return 1;
}

static void
close_source(struct px_source *source)
{
	struct csv_source *in = (struct csv_source *)source;

	px_csv_in_close(in->csv);
	px_split_close(in->split);
	px_arena_release(&in->arena);
	px_buf_release(&in->bad);
	px_buf_release(&in->mended);
}

static const struct px_source_kind kind = { next, close_source };

/* What was said, what the first line says, what the lines look like. */
static int
find_delimiter(struct px_input *input, const struct px_source_options *options, char *delimiter,
	       long *line, struct px_err *err)
{
	size_t length, declared;
	char *text = px_input_window(input, &length);

	*delimiter = '|';
	declared = options->unquoted ? 0 : px_detect_declared(text, length, delimiter);
	*line = declared > 0 ? 2 : 1;
	px_input_take(input, declared);
	if (options->delimiter)
		return px_detect_named(options->delimiter, delimiter, err);
	if (declared == 0 && !options->unquoted)
		*delimiter = px_detect_delimiter(text, length < DETECTED ? length : DETECTED);
	return 0;
}

struct px_source *
px_csv_source_open(struct px_input *input, const struct px_source_options *options,
		   struct px_err *err)
{
	struct csv_source *in;
	char delimiter;
	long line;

	if (find_delimiter(input, options, &delimiter, &line, err) < 0)
		return NULL;
	in = px_calloc(1, sizeof(*in));
	in->source = (struct px_source){ .kind = &kind, .format = "csv" };
	in->bad = in->mended = (struct px_buf)PX_BUF_INIT;
	if (!options->unquoted)
		in->source.delimiter = delimiter;
	if (options->unquoted)
		in->split = px_split_open(input, delimiter, line);
	else
		in->csv = px_csv_in_open(input, delimiter, line);
	if (find_header(in, options, px_input_name(input), err) < 0) {
		px_source_close(&in->source); /* the input is not there yet, so it stays open */
		return NULL;
	}
	if (in->split && options->known)
		px_split_skip(in->split, options->known, options->known_data);
	return &in->source;
}
