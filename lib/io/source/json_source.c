/*
 * A JSON array of objects, or objects one after the other (JSON Lines), as a source.
 *
 * The text is cut here at each object, so that only one is in memory at a time; what an object
 * holds is checked by io/json_in.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "io/csv_in.h"
#include "io/json_in.h"
#include "io/source/json_flat.h"
#include "io/source/source.h"
#include "model/value.h"

struct json_source {
	struct px_source source;
	struct px_input *input;
	bool array;            /* objects stand between [ and ] */
	bool first;            /* none was read yet */
	bool ended;            /* ] or the end of the text was met */
	bool no_more;          /* nothing more comes from the input */
	long line;             /* that the window begins with */
	struct px_arena arena; /* of the row */
	struct px_row pending; /* read to know its headers, not given yet */
	bool is_pending;
	struct px_cell *cells;
	size_t cell_capacity;
	struct px_buf bad;
};

static int
fail(struct json_source *in, long line, struct px_err *err, const char *message)
{
	return px_err_set(err, PX_REJECTED, "%s:%ld: %s", px_input_name(in->input), line, message);
}

/* More text for the window: 1, 0 at the end, -1. */
static int
more(struct json_source *in, struct px_err *err)
{
	int got = in->no_more ? 0 : px_input_more(in->input, err);

	if (got < 0)
		px_err_prefix(err, "%s:%ld", px_input_name(in->input), in->line);
	in->no_more = got == 0;
	return got;
}

/* The next byte that is not blank, left in the window: 1, 0 at the end, -1. */
static int
peek(struct json_source *in, char *byte, struct px_err *err)
{
	for (;;) {
		size_t length, i = 0;
		const char *text = px_input_window(in->input, &length);
		int got;

		while (i < length && strchr(" \t\r\n", text[i]))
			in->line += text[i++] == '\n';
		px_input_take(in->input, i);
		if (i < length) {
			*byte = text[i];
			return 1;
		}
		got = more(in, err);
		if (got <= 0)
			return got;
	}
}

/* Is there another object?  Past the comma before it, or past what ends the text. */
static int
find_object(struct json_source *in, struct px_err *err)
{
	char byte = 0;
	int got = peek(in, &byte, err);

	if (got > 0 && in->array && byte == ']') {
		px_input_take(in->input, 1);
		in->ended = true;
		got = peek(in, &byte, err);
		return got > 0 ? fail(in, in->line, err, _("there is more text after the array"))
			       : got;
	}
	if (got > 0 && in->array && !in->first) {
		if (byte != ',')
			return fail(in, in->line, err, _("a comma is expected between objects"));
		px_input_take(in->input, 1);
		got = peek(in, &byte, err);
	}
	if (got == 0 && in->array)
		return fail(in, in->line, err, _("the array is not closed: the file was cut"));
	if (got > 0 && byte != '{')
		return fail(in, in->line, err,
			    _("an object is expected: {\"field\": value, …}, one a record"));
	in->ended = got == 0;
	return got;
}

/* Where a scan for the end of an object is. */
struct scan {
	size_t at;
	int depth;
	bool string;
	long lines;
};

/* Go on to the bracket that closes the object: true when it was met, at at - 1. */
static bool
scan_object(struct scan *scan, const char *text, size_t length)
{
	while (scan->at < length) {
		char byte = text[scan->at++];

		scan->lines += byte == '\n';
		if (byte == '"') {
			scan->string = !scan->string;
		} else if (scan->string) {
			scan->at += byte == '\\';
		} else if (byte == '{' || byte == '[') {
			scan->depth++;
		} else if (byte == '}' || byte == ']') {
			if (--scan->depth == 0)
				return true;
		}
	}
	return false;
}

/* The object that begins the window: its length, or -1. */
static int
measure_object(struct json_source *in, size_t *object, long *lines, struct px_err *err)
{
	struct scan scan = { 0, 0, false, 0 };

	for (;;) {
		size_t length;
		const char *text = px_input_window(in->input, &length);
		bool found = scan_object(&scan, text, length);
		int got;

		if (scan.at > PX_ROW_LIMIT)
			return fail(in, in->line, err, _("an object of more than 16 MiB"));
		*object = scan.at;
		*lines = scan.lines;
		if (found)
			return 0;
		got = more(in, err);
		if (got < 0)
			return -1;
		if (got == 0)
			return fail(in, in->line, err,
				    _("the object that begins here is not closed: the file was "
				      "cut, or a bracket or a quote is missing"));
	}
}

static void complain(struct json_source *in, const char *format, ...) PX_PRINTF(2, 3);

static void
complain(struct json_source *in, const char *format, ...)
{
	va_list args;

	if (in->bad.length > 0)
		px_buf_puts(&in->bad, "; ");
	va_start(args, format);
	px_buf_puts(&in->bad, px_arena_vprintf(&in->arena, format, args));
	va_end(args);
}

static const char *
list_text(struct json_source *in, const struct px_json_node *list)
{
	struct px_buf buf = PX_BUF_INIT;
	const char *text;

	for (size_t i = 0; i < list->count; i++) {
		const struct px_json_node *item = &list->items[i];
		const char *part = item->type == PX_JSON_NULL ? NULL : px_json_scalar(item);

		if (!part)
			complain(in, _("%s: line %ld: a list holds strings or numbers, not %s"),
				 list->key, item->line, px_json_type_name(item->type));
		if (part && !px_list_takes(part))
			complain(in, _("%s: line %ld: an item cannot end in a backslash"),
				 list->key, item->line);
		px_list_put(&buf, i, part ? part : "");
	}
	text = px_arena_strndup(&in->arena, buf.data, buf.length);
	px_buf_release(&buf);
	return text;
}

/* The column of this key, a new one at the end when there is none.  Records of one file nearly
 * always have their keys in the same order: look at the expected place first. */
static size_t
column_of(struct json_source *in, const char *key, size_t expected)
{
	struct px_source *source = &in->source;

	if (expected < source->width && strcmp(source->headers[expected], key) == 0)
		return expected;
	for (size_t i = 0; i < source->width; i++) {
		if (strcmp(source->headers[i], key) == 0)
			return i;
	}
	if (source->width == PX_ROW_COLUMNS_LIMIT)
		return source->width;
	px_source_add_header(source, key);
	if (source->width > in->cell_capacity) {
		in->cell_capacity = 2 * source->width;
		in->cells = px_realloc(in->cells, in->cell_capacity, sizeof(*in->cells));
	}
	in->cells[source->width - 1] = (struct px_cell){ .text = NULL, .literal = true };
	return source->width - 1;
}

static void
take_member(struct json_source *in, const struct px_json_node *member, size_t column)
{
	const char *text =
		member->type == PX_JSON_ARRAY ? list_text(in, member) : px_json_scalar(member);

	if (!text) {
		complain(in, _("%s: line %ld: an object inside an object is not taken"),
			 member->key, member->line);
		text = "";
	} else if (strlen(text) > PX_ROW_CELL_LIMIT) {
		complain(in, _("%s: a text of more than 1 MiB"), member->key);
		text = "";
	}
	in->cells[column] = (struct px_cell){ .text = text, .null = !*text, .literal = true };
}

static void
take_object(struct json_source *in, const struct px_json_node *object)
{
	size_t column = 0;

	for (size_t i = 0; i < in->source.width; i++)
		in->cells[i] = (struct px_cell){ .text = NULL, .literal = true };
	for (size_t i = 0; i < object->count; i++) {
		column = column_of(in, object->items[i].key, column);
		if (column == PX_ROW_COLUMNS_LIMIT) {
			complain(in, _("%s: more than 1024 different keys in the file"),
				 object->items[i].key);
			return;
		}
		take_member(in, &object->items[i], column++);
	}
}

static bool
is_header(const char *header, const struct px_flat_member *member)
{
	return strncmp(header, member->key, member->key_length) == 0 &&
	       header[member->key_length] == '\0';
}

/* The columns of plain members whose keys are known, in the order in which the file had them first (so
 * that none is there twice), some left out or not; false when they are not so. */
static bool
find_columns(const struct px_source *source, const struct px_flat_member *members, int count,
	     size_t *columns)
{
	size_t column = 0;

	for (int i = 0; i < count; i++) {
		while (column < source->width && !is_header(source->headers[column], &members[i]))
			column++;
		if (column == source->width || members[i].length > PX_ROW_CELL_LIMIT)
			return false;
		columns[i] = column++;
	}
	return true;
}

/* The way of nearly every row of a file that a machine wrote: cells lie in the window, nothing is
 * copied. */
static bool
read_flat(struct json_source *in, char *text, size_t length)
{
	struct px_flat_member members[PX_FLAT_LIMIT];
	size_t columns[PX_FLAT_LIMIT];
	int count = px_json_flat(text, length, members);

	if (count < 0 || !find_columns(&in->source, members, count, columns))
		return false;
	for (size_t i = 0; i < in->source.width; i++)
		in->cells[i] = (struct px_cell){ .text = NULL, .literal = true };
	for (int i = 0; i < count; i++) {
		bool null;

		if (members[i].list)
			px_json_flat_join(&members[i]);
		null = members[i].length == 0;
		if (!null)
			members[i].text[members[i].length] = '\0';
		in->cells[columns[i]] = (struct px_cell){ .text = null ? "" : members[i].text,
							  .null = null,
							  .literal = true };
	}
	return true;
}

/* Text that is no JSON ends the reading, since where the next object begins is lost; an object
 * that is merely refused (a key twice…) is a bad row. */
static int
read_object(struct json_source *in, size_t length, long line, struct px_err *err)
{
	size_t window;
	char *text = px_input_window(in->input, &window);
	struct px_json_fault fault;
	const struct px_json_node *object;

	if (read_flat(in, text, length))
		return 0;
	object = px_json_parse_part(&in->arena, text, length, line, &fault);
	if (!object && fault.syntax)
		return px_err_set(err, PX_REJECTED, "%s:%ld:%ld: %s", px_input_name(in->input),
				  fault.line, fault.column, fault.message);
	if (object) {
		take_object(in, object);
		return 0;
	}
	complain(in, "%s", fault.message);
	for (size_t i = 0; i < in->source.width; i++)
		in->cells[i] = (struct px_cell){ .text = NULL, .literal = true };
	return 0;
}

static int
read_row(struct json_source *in, struct px_row *row, struct px_err *err)
{
	long line, lines = 0;
	size_t length = 0;
	int got;

	if (in->ended)
		return 0;
	got = find_object(in, err);
	if (got <= 0)
		return got;
	line = in->line;
	px_arena_reset(&in->arena);
	px_buf_clear(&in->bad);
	if (measure_object(in, &length, &lines, err) < 0 || read_object(in, length, line, err) < 0)
		return -1;
	px_input_take(in->input, length);
	in->line += lines;
	in->first = false;
	*row = (struct px_row){ .line = line,
				.count = in->source.width,
				.cells = in->cells,
				.bad = in->bad.length > 0 ? in->bad.data : NULL };
	return 1;
}

static int
next(struct px_source *source, struct px_row *row, struct px_err *err)
{
	struct json_source *in = (struct json_source *)source;

	if (!in->is_pending)
		return read_row(in, row, err);
	in->is_pending = false;
	*row = in->pending;
	return 1;
}

static void
close_source(struct px_source *source)
{
	struct json_source *in = (struct json_source *)source;

	px_arena_release(&in->arena);
	px_buf_release(&in->bad);
	free(in->cells);
}

static const struct px_source_kind kind = { next, close_source };

struct px_source *
px_json_source_open(struct px_input *input, struct px_err *err)
{
	struct json_source *in = px_calloc(1, sizeof(*in));
	char byte = 0;
	int got;

	in->source = (struct px_source){ .kind = &kind };
	in->input = input;
	in->bad = (struct px_buf)PX_BUF_INIT;
	in->line = 1;
	in->first = true;
	got = peek(in, &byte, err);
	in->array = byte == '[';
	in->source.format = in->array ? "json" : "jsonl";
	if (in->array)
		px_input_take(input, 1);
	if (got >= 0)
		got = read_row(in, &in->pending, err);
	in->is_pending = got > 0;
	if (got < 0) {
		px_source_close(&in->source);
		return NULL;
	}
	return &in->source;
}
