/*
 * What a text would cost to read.  cmark-gfm (0.29.0.gfm.6) takes time that grows as a square for blocks
 * inside blocks, for rows of tables without a header, and for brackets and signs of one paragraph: each
 * was measured, and a text that would take long is refused before it is read.
 */
#include <string.h>

#include "web/markdown/part.h"

/* Nanoseconds, as measured. */
enum {
	ROW_BYTE = 20,      /* a row without header, for each byte of its paragraph */
	CELL = 1500,        /* a cell of a table, those that rows leave out too */
	PAIRS_PER_NS = 2,   /* pairs of brackets */
	SIGNS_PER_NS = 60,  /* pairs of * and _ */
	COLUMNS_PER_NS = 3, /* pairs of columns of a table */
	DEFINED_PER_NS = 4, /* bytes of a definition, for each bracket of the text */
};

/* Lines without a blank one among them. */
struct block {
	int64_t bytes, lines, rows, cells, brackets, signs;
	bool defines;
	int line;
};

struct cost {
	int64_t total, largest;
	int line;                  /* of the largest block */
	int64_t brackets, defined; /* of all */
};

static void
end_block(struct cost *cost, struct block *block)
{
	int64_t own = ROW_BYTE * block->rows * block->bytes + CELL * block->cells * block->lines +
		      block->cells * block->cells / COLUMNS_PER_NS +
		      block->brackets * block->brackets / PAIRS_PER_NS +
		      block->signs * block->signs / SIGNS_PER_NS;

	cost->total += own;
	cost->brackets += block->brackets;
	if (block->defines && block->bytes > cost->defined)
		cost->defined = block->bytes;
	if (own > cost->largest) {
		cost->largest = own;
		cost->line = block->line;
	}
	memset(block, 0, sizeof(*block));
}

/* How many blocks the line is in, by its beginning: two blanks or a mark each. */
static int
depth_of(const char *line, size_t length)
{
	int blanks = 0, marks = 0;
	size_t digits;

	for (size_t at = 0; at < length; at++) {
		digits = 0;
		while (at + digits < length && line[at + digits] >= '0' && line[at + digits] <= '9')
			digits++;
		if (line[at] == ' ' || line[at] == '\t')
			blanks += line[at] == ' ' ? 1 : 4;
		else if (line[at] == '>' || line[at] == '-' || line[at] == '+' || line[at] == '*')
			marks++;
		else if (digits && at + digits < length && strchr(".)", line[at + digits])) {
			marks++;
			at += digits;
		} else
			break;
	}
	return marks ? marks + (blanks - marks > 0 ? (blanks - marks) / 2 : 0) : 0;
}

/* "|-|-|" and the like. */
static bool
is_row_of_dashes(const char *line, size_t length)
{
	size_t at = 0;

	while (at < length && strchr("|-: \t>\r", line[at]) && line[at])
		at++;
	return at == length && memchr(line, '|', length) && memchr(line, '-', length);
}

/* The bytes that cost. */
static const bool counted[256] = {
	['|'] = true, ['['] = true, ['*'] = true, ['_'] = true, ['~'] = true, [':'] = true,
};

static void
add_line(struct block *block, const char *line, size_t length)
{
	int64_t cells = 0;

	block->bytes += (int64_t)length + 1;
	block->lines++;
	for (size_t i = 0; i < length; i++) {
		if (!counted[(unsigned char)line[i]])
			continue;
		cells += line[i] == '|';
		block->brackets += line[i] == '[';
		block->signs += line[i] == '*' || line[i] == '_' || line[i] == '~';
		block->defines = block->defines || (line[i] == ':' && i && line[i - 1] == ']');
	}
	if (cells && is_row_of_dashes(line, length)) {
		block->rows++;
		block->cells = cells > block->cells ? cells : block->cells;
	}
}

static bool
is_blank_line(const char *line, size_t length)
{
	while (length && (*line == ' ' || *line == '\t' || *line == '\r')) {
		line++;
		length--;
	}
	return length == 0;
}

int64_t
px_markdown_cost(const char *text, size_t length, int *line)
{
	struct cost cost = { .line = 1 };
	struct block block = { 0 };
	int number = 1;

	for (size_t at = 0; at < length; number++) {
		const char *newline = memchr(text + at, '\n', length - at);
		size_t size = newline ? (size_t)(newline - text) - at : length - at;

		*line = number;
		if (depth_of(text + at, size) > PX_MARKDOWN_DEPTH)
			return -1;
		if (is_blank_line(text + at, size))
			end_block(&cost, &block);
		else if (!block.lines)
			block.line = number;
		add_line(&block, text + at, size);
		at += size + 1;
	}
	end_block(&cost, &block);
	*line = cost.line;
	return cost.total + cost.brackets * cost.defined / DEFINED_PER_NS;
}
