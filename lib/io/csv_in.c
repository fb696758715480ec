#include "io/csv_in.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* libcsv is fed pieces of this size: its limits can only be checked between two of them. */
enum { PIECE = 32 * 1024 };

struct row {
	long line;
	size_t first, count; /* cells */
	size_t text, length; /* in the texts */
	bool more, cut;
};

struct px_csv_in {
	struct px_input *input;
	struct csv_parser parser;
	char delimiter;
	long line;     /* of the cell being read */
	bool after_cr; /* the last row ended by CR: a LF that follows is its second half */
	bool ended;    /* nothing more comes from the input */
	bool finished; /* and libcsv knows it */
	bool failed;   /* failure is to be told once the rows before it are given */
	bool too_long;
	struct px_err failure;

	struct px_buf texts; /* of the rows read and not given yet */
	size_t *cells;       /* where each begins in texts */
	size_t cell_count, cell_capacity;
	struct row *rows;
	size_t row_count, row_capacity, next;
	struct row open; /* the row being read, after all those */
	struct px_cell out[PX_ROW_COLUMNS_LIMIT];
};

static int
no_blank(unsigned char byte)
{
	(void)byte;
	return 0;
}

struct px_csv_in *
px_csv_in_open(struct px_input *input, char delimiter, long line)
{
	struct px_csv_in *in = px_calloc(1, sizeof(*in));

	in->input = input;
	in->delimiter = delimiter;
	in->line = line;
	in->texts = (struct px_buf)PX_BUF_INIT;
	csv_init(&in->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL);
	csv_set_delim(&in->parser, (unsigned char)delimiter);
	csv_set_space_func(&in->parser, no_blank);
	csv_set_blk_size(&in->parser, 4096);
	return in;
}

void
px_csv_in_close(struct px_csv_in *in)
{
	if (!in)
		return;
	csv_free(&in->parser);
	px_buf_release(&in->texts);
	free(in->cells);
	free(in->rows);
	free(in);
}

static long
count_lines(const char *text, size_t length)
{
	const char *end = text + length;
	long lines = 0;

	while ((text = memchr(text, '\n', (size_t)(end - text)))) {
		text++;
		lines++;
	}
	return lines;
}

static void
begin_row(struct px_csv_in *in)
{
	in->open =
		(struct row){ .line = in->line, .first = in->cell_count, .text = in->texts.length };
}

static void
take_cell(void *bytes, size_t length, void *data)
{
	struct px_csv_in *in = data;

	in->after_cr = false;
	if (in->open.count == 0)
		begin_row(in);
	in->line += count_lines(bytes, length);
	in->too_long |= length > PX_ROW_CELL_LIMIT;
	if (in->open.count == PX_ROW_COLUMNS_LIMIT) {
		in->open.more |= length > 0;
		return;
	}
	PX_GROW(in->cells, in->cell_count, in->cell_capacity);
	in->cells[in->cell_count++] = in->texts.length;
	in->open.count++;
	px_buf_add(&in->texts, bytes, length + 1);
}

/* The end of a row, or of a blank line: end is CR, LF, or -1 at the end of the text. */
static void
take_row(int end, void *data)
{
	struct px_csv_in *in = data;
	bool second_half = end == CSV_LF && in->after_cr && in->open.count == 0;

	if (in->open.count > 0) {
		in->open.length = in->texts.length - in->open.text;
		in->open.cut = end == -1;
		PX_GROW(in->rows, in->row_count, in->row_capacity);
		in->rows[in->row_count++] = in->open;
		in->open.count = 0;
	}
	if (!second_half)
		in->line++;
	in->after_cr = end == CSV_CR;
}

static void
fail(struct px_csv_in *in, const struct px_err *failure)
{
	in->failed = true;
	in->failure = *failure;
	px_err_prefix(&in->failure, "%s:%ld", px_input_name(in->input), in->line);
}

/* libcsv stopped at a byte that it cannot place; what it was doing tells why. */
static void
fail_quote(struct px_csv_in *in)
{
	struct px_err failure = PX_ERR_INIT;
	size_t cell = in->open.count + 1;

	if (in->parser.quoted)
		px_err_set(&failure, PX_REJECTED,
			   _("cell %zu: the quote that opens here is closed by another one and "
			     "followed by text: double the quotes inside the cell (\"\"), or add "
			     "the one that is missing"),
			   cell);
	else
		px_err_set(&failure, PX_REJECTED,
			   _("cell %zu: a quote inside a cell that does not begin with one: put "
			     "the cell between quotes and double those inside (\"\")"),
			   cell);
	fail(in, &failure);
}

static void
fail_end(struct px_csv_in *in)
{
	struct px_err failure = PX_ERR_INIT;

	px_err_set(&failure, PX_REJECTED,
		   _("cell %zu: the quote that opens here is never closed: the file was cut, or a "
		     "quote is missing"),
		   in->open.count + 1);
	fail(in, &failure);
}

static void
check_limits(struct px_csv_in *in)
{
	struct px_err failure = PX_ERR_INIT;
	size_t row = in->open.count > 0 ? in->texts.length - in->open.text : 0;

	if (in->failed)
		return;
	if (in->too_long || in->parser.entry_pos > PX_ROW_CELL_LIMIT)
		px_err_set(
			&failure, PX_REJECTED,
			_("a cell of more than 1 MiB: if a quote opens it, the one that closes it "
			  "may be missing"));
	else if (row > PX_ROW_LIMIT)
		px_err_set(&failure, PX_REJECTED, _("a row of more than 16 MiB"));
	else
		return;
	fail(in, &failure);
}

/*
 * libcsv stopped at text[0], a quote.  When the cell so far is a lone '=', the quote opens a
 * ="0123": the length of its quoted part when it ends its cell; 0 when it is another quote.
 * More of the text is needed when *cut.
 */
static size_t
spreadsheet_text(const struct px_csv_in *in, const char *text, size_t length, bool *cut)
{
	const struct csv_parser *parser = &in->parser;
	size_t i = 1;

	*cut = false;
	if (parser->quoted || parser->entry_pos != 1 || parser->entry_buf[0] != '=' ||
	    text[0] != '"')
		return 0;
	while (i < length && text[i] != '"' && text[i] != '\n' && text[i] != in->delimiter)
		i++;
	*cut = i + 1 >= length && !in->ended;
	if (i >= length || text[i] != '"')
		return 0;
	if (i + 1 == length || text[i + 1] == '\n' || text[i + 1] == '\r' ||
	    text[i + 1] == in->delimiter)
		return i + 1;
	return 0;
}

/* Parse what libcsv takes of the window's beginning; what it leaves stays for the next call.
 * False when nothing can be done without more text. */
static bool
parse_piece(struct px_csv_in *in)
{
	size_t length, done, quoted;
	char *text = px_input_window(in->input, &length);
	size_t piece = length < PIECE ? length : PIECE;
	bool cut;

	if (length == 0)
		return false;
	done = csv_parse(&in->parser, text, piece, take_cell, take_row, in);
	px_input_take(in->input, done);
	if (done == piece)
		return true;
	quoted = spreadsheet_text(in, text + done, length - done, &cut);
	if (quoted > 0) {
		csv_set_quote(&in->parser, 0);
		csv_parse(&in->parser, text + done, quoted, take_cell, take_row, in);
		csv_set_quote(&in->parser, CSV_QUOTE);
		px_input_take(in->input, quoted);
	} else if (!cut) {
		fail_quote(in);
	}
	return !cut;
}

/* Rows that were given go; the one that is being read moves to the front. */
static void
forget_rows(struct px_csv_in *in)
{
	size_t text = in->open.count > 0 ? in->open.text : in->texts.length;
	size_t rest = in->texts.length - text;

	if (in->row_count == 0)
		return;
	if (in->open.count > 0) {
		memmove(in->texts.data, in->texts.data + text, rest);
		for (size_t i = 0; i < in->open.count; i++)
			in->cells[i] = in->cells[in->open.first + i] - text;
	}
	px_buf_truncate(&in->texts, rest);
	in->cell_count = in->open.count;
	in->open.first = 0;
	in->open.text = 0;
	in->row_count = 0;
	in->next = 0;
}

static void
finish(struct px_csv_in *in)
{
	in->finished = true;
	if (csv_fini(&in->parser, take_cell, take_row, in) != 0)
		fail_end(in);
}

/* Read on until a row is there, or the end, or a failure. */
static void
read_rows(struct px_csv_in *in)
{
	forget_rows(in);
	while (in->row_count == 0 && !in->failed) {
		struct px_err failure = PX_ERR_INIT;
		int more;

		if (parse_piece(in)) {
			check_limits(in);
			continue;
		}
		if (in->finished)
			return;
		if (in->ended) {
			finish(in);
			continue;
		}
		more = px_input_more(in->input, &failure);
		if (more < 0)
			fail(in, &failure);
		in->ended = more == 0;
	}
}

static void
give(struct px_csv_in *in, struct px_raw_row *row)
{
	const struct row *next = &in->rows[in->next++];

	*row = (struct px_raw_row){
		.line = next->line,
		.count = next->count,
		.cells = in->out,
		.more = next->more,
		.cut = next->cut,
		.text = in->texts.data + next->text,
		.length = next->length,
	};
	for (size_t i = 0; i < next->count; i++) {
		const char *text = in->texts.data + in->cells[next->first + i];

		in->out[i] = (struct px_cell){ .text = text, .null = *text == '\0' };
	}
}

int
px_csv_in_next(struct px_csv_in *in, struct px_raw_row *row, struct px_err *err)
{
	if (in->next == in->row_count && !in->failed)
		read_rows(in);
	if (in->next < in->row_count) {
		give(in, row);
		return 1;
	}
	if (in->failed)
		return px_err_copy(err, &in->failure);
	return 0;
}
