/* Items out of Markdown, and back into their settled form. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/minutes.h"
#include "care/minutes/words.h"

/* A list item whose text may go on in the next lines. */
struct reading {
	const char *name;
	const struct px_when *when;
	struct px_arena *arena;
	struct px_minutes_item *items;
	size_t count, capacity;
	long line;
	char fence; /* ` or ~ while inside a fenced block, else 0 */
	size_t fence_length;
	bool open; /* an item is being read */
	size_t indent;
	struct px_minutes_item item;
	struct px_buf text;
};

/* Columns of blanks that a line begins with; *rest is what follows them. */
static size_t
indentation(const char *line, const char **rest)
{
	size_t columns = 0;

	for (; *line == ' ' || *line == '\t'; line++)
		columns = *line == ' ' ? columns + 1 : columns + 4 - columns % 4;
	*rest = line;
	return columns;
}

static size_t
run_of(const char *text, char byte)
{
	size_t length = 0;

	while (text[length] == byte)
		length++;
	return length;
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, " \t")] == '\0';
}

/* Is the line a fence, or inside a fenced block?  CommonMark 0.31, section 4.5; a block that is not
 * closed lasts to the end. */
static bool
take_fence(struct reading *reading, const char *rest)
{
	size_t length = *rest == '`' || *rest == '~' ? run_of(rest, *rest) : 0;

	if (reading->fence) {
		if (*rest == reading->fence && length >= reading->fence_length &&
		    is_blank(rest + length))
			reading->fence = 0;
		return true;
	}
	if (length < 3 || (*rest == '`' && strchr(rest + length, '`')))
		return false;
	reading->fence = *rest;
	reading->fence_length = length;
	return true;
}

/* The length of a list marker and the blanks behind it: "- ", "12. "; 0 when there is none. */
static size_t
list_marker(const char *rest)
{
	size_t length = strchr("-*+", *rest) && *rest ? 1 : strspn(rest, "0123456789"), blanks;

	if (length == 0 || length > 9)
		return 0;
	if (!strchr("-*+", *rest)) {
		if (rest[length] != '.' && rest[length] != ')')
			return 0;
		length++;
	}
	blanks = strspn(rest + length, " \t");
	return blanks || !rest[length] ? length + blanks : 0;
}

/* The length of "[ ]", "[x]", or the "[]" that a hurry leaves; the blank inside may be a no-break
 * one, which French keyboards make.  0 when there is no box, or something glued to it. */
static size_t
box(const char *text, enum px_minutes_mark *mark)
{
	static const struct {
		const char *text;
		enum px_minutes_mark mark;
	} boxes[] = {
		{ "[ ]", PX_MINUTES_OPEN },      { "[]", PX_MINUTES_OPEN },
		{ "[\u00a0]", PX_MINUTES_OPEN }, { "[x]", PX_MINUTES_DONE },
		{ "[X]", PX_MINUTES_DONE },      { "[-]", PX_MINUTES_GONE },
	};

	for (size_t i = 0; i < PX_COUNT(boxes); i++) {
		size_t length = strlen(boxes[i].text);

		if (strncmp(text, boxes[i].text, length) != 0 || !strchr(" \t", text[length]))
			continue;
		*mark = boxes[i].mark;
		return length;
	}
	return 0;
}

/* The item is whole: read its words. */
static int
end_item(struct reading *reading, struct px_err *err)
{
	struct px_minutes_item *item = &reading->item;

	if (!reading->open)
		return 0;
	reading->open = false;
	if (px_minutes_words(px_arena_strdup(reading->arena, reading->text.data), reading->when,
			     reading->arena, item, err) != 0) {
		px_err_prefix(err, "%s:%ld", reading->name, item->line);
		return -1;
	}
	if (!*item->title && !item->who_count && !item->due && !item->project)
		return 0;
	if (!*item->title)
		return px_err_set(err, PX_FAILED,
				  _("%s:%ld: says who or when, but not what is to be "
				    "done: write it after the box"),
				  reading->name, item->line);
	if (reading->count == PX_MINUTES_ITEMS_LIMIT)
		return px_err_set(err, PX_FAILED,
				  _("%s:%ld: too many items: minutes hold at most %d"),
				  reading->name, item->line, PX_MINUTES_ITEMS_LIMIT);
	PX_GROW(reading->items, reading->count, reading->capacity);
	reading->items[reading->count++] = *item;
	return 0;
}

static void
begin_item(struct reading *reading, size_t indent, enum px_minutes_mark mark, const char *text)
{
	reading->open = true;
	reading->indent = indent;
	reading->item = (struct px_minutes_item){ .line = reading->line, .mark = mark };
	px_buf_clear(&reading->text);
	px_buf_puts(&reading->text, text);
}

/* Text goes on where the line is indented more, and begins nothing of its own. */
static bool
goes_on(const struct reading *reading, size_t indent, const char *rest)
{
	return reading->open && indent > reading->indent && !list_marker(rest) &&
	       !strchr("#>|", *rest);
}

static int
take_line(struct reading *reading, const char *line, struct px_err *err)
{
	const char *rest;
	size_t indent = indentation(line, &rest), marker, length;
	enum px_minutes_mark mark;

	if (!take_fence(reading, rest)) {
		if (*rest && goes_on(reading, indent, rest)) {
			px_buf_putc(&reading->text, ' ');
			px_buf_puts(&reading->text, rest);
			return 0;
		}
		marker = list_marker(rest);
		length = marker ? box(rest + marker, &mark) : 0;
		if (length) {
			if (end_item(reading, err) != 0)
				return -1;
			begin_item(reading, indent, mark, rest + marker + length);
			return 0;
		}
	}
	return end_item(reading, err);
}

static int
take_lines(struct reading *reading, const char *text, struct px_err *err)
{
	struct px_buf line = PX_BUF_INIT;
	int result = 0;

	while (*text && result == 0) {
		size_t length = strcspn(text, "\r\n");

		reading->line++;
		px_buf_clear(&line);
		px_buf_add(&line, text, length);
		result = take_line(reading, line.data, err);
		text += length;
		text += *text == '\r' && text[1] == '\n' ? 2 : *text != '\0';
	}
	px_buf_release(&line);
	return result == 0 ? end_item(reading, err) : -1;
}

int
px_minutes_parse(const char *name, const char *text, const struct px_when *when,
		 struct px_arena *arena, struct px_minutes_item **items, size_t *count,
		 struct px_err *err)
{
	struct reading reading = {
		.name = name, .when = when, .arena = arena, .text = PX_BUF_INIT
	};
	int result = take_lines(&reading, text, err);

	*count = reading.count;
	*items = px_arena_alloc(arena, (reading.count + 1) * sizeof(**items));
	if (reading.count)
		memcpy(*items, reading.items, reading.count * sizeof(**items));
	free(reading.items);
	px_buf_release(&reading.text);
	return result;
}

void
px_minutes_line(const struct px_minutes_item *item, struct px_buf *out)
{
	static const char *const boxes[] = { [PX_MINUTES_OPEN] = "- [ ]",
					     [PX_MINUTES_DONE] = "- [x]",
					     [PX_MINUTES_GONE] = "- [-]" };

	px_buf_puts(out, boxes[item->mark]);
	if (item->high)
		px_buf_puts(out, " !");
	for (size_t i = 0; i < item->who_count; i++)
		px_buf_printf(out, " @%s", item->who[i]);
	if (item->project)
		px_buf_printf(out, " #%s", item->project);
	px_buf_putc(out, ' ');
	px_minutes_put_title(item->title, out);
	if (item->due)
		px_buf_printf(out, " (%s)", item->due);
}
