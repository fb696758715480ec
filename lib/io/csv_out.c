#include "io/csv_out.h"

#include <string.h>

#include "io/encoding.h"
#include "io/source/guard.h"

static const struct {
	const char *mark, *end;
	char delimiter;
} profiles[] = {
	[PX_CSV_PLAIN] = { "", "\n", ',' },
	[PX_CSV_EXCEL_FR] = { "\xEF\xBB\xBF", "\r\n", ';' },
};

void
px_csv_out_start(struct px_csv_out *csv)
{
	px_buf_puts(csv->out, profiles[csv->profile].mark);
}

/*
 * The length of a text that is certainly written as it is, the common case, found in one pass: letters
 * and digits of ASCII and what stands inside numbers, dates, names and addresses.  Else NOT_PLAIN.
 */
#define NOT_PLAIN ((size_t)-1)

static bool
is_word(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= 'A' && byte <= 'Z');
}

static size_t
plain_length(const char *text)
{
	size_t length = 0;

	if (!is_word(text[0]))
		return text[0] ? NOT_PLAIN : 0;
	while (is_word(text[length]) || (text[length] && strchr("-.:_/@ ", text[length])))
		length++;
	return text[length] || text[length - 1] == ' ' ? NOT_PLAIN : length;
}

/* All that any reader could take for a delimiter is quoted, so that guessing ours is safe. */
static bool
needs_quotes(const char *text)
{
	size_t length = strlen(text);

	if (text[strcspn(text, "\",;|\t\r\n")] != '\0')
		return true;
	return length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
}

static void
put_quoted(struct px_buf *out, const char *text)
{
	px_buf_putc(out, '"');
	for (;;) {
		size_t length = strcspn(text, "\"");

		px_buf_add(out, text, length);
		if (text[length] == '\0')
			break;
		px_buf_add(out, "\"\"", 2);
		text += length + 1;
	}
	px_buf_putc(out, '"');
}

/* As it is, or after a guard and between quotes. */
static void
put_text(struct px_csv_out *csv, const char *text, bool guard)
{
	struct px_buf guarded = PX_BUF_INIT;

	if (guard) {
		px_buf_putc(&guarded, '\'');
		px_buf_puts(&guarded, text);
		text = guarded.data;
	}
	if (needs_quotes(text))
		put_quoted(csv->out, text);
	else
		px_buf_puts(csv->out, text);
	px_buf_release(&guarded);
}

static void
begin_cell(struct px_csv_out *csv, bool empty)
{
	if (csv->cells++ > 0)
		px_buf_putc(csv->out,
			    csv->delimiter ? csv->delimiter : profiles[csv->profile].delimiter);
	csv->empty = csv->cells == 1 && empty;
}

static bool
needs_guard(const struct px_csv_out *csv, const char *text)
{
	return csv->profile == PX_CSV_EXCEL_FR ? px_guard_needed(text) : px_guard_ambiguous(text);
}

void
px_csv_out_guarded(struct px_csv_out *csv, const char *text)
{
	begin_cell(csv, false);
	put_text(csv, text, true);
}

void
px_csv_out_words(struct px_csv_out *csv, const char *text)
{
	if (text && csv->profile == PX_CSV_EXCEL_FR && px_guard_retyped(text))
		px_csv_out_guarded(csv, text);
	else
		px_csv_out_cell(csv, text);
}

void
px_csv_out_cell(struct px_csv_out *csv, const char *text)
{
	size_t length;

	if (!text)
		text = "";
	begin_cell(csv, *text == '\0');
	length = plain_length(text);
	if (length != NOT_PLAIN) {
		px_buf_add(csv->out, text, length);
		return;
	}
	length = strlen(text);
	if (px_encoding_valid(text, length) == length) {
		put_text(csv, text, needs_guard(csv, text));
	} else {
		struct px_buf mended = PX_BUF_INIT;

		px_encoding_mend(text, length, &mended);
		put_text(csv, mended.data, needs_guard(csv, mended.data));
		px_buf_release(&mended);
	}
}

void
px_csv_out_row(struct px_csv_out *csv)
{
	if (csv->empty) /* else the row would be a blank line, which readers skip */
		px_buf_puts(csv->out, "\"\"");
	px_buf_puts(csv->out, csv->lines ? "\n" : profiles[csv->profile].end);
	csv->cells = 0;
	csv->empty = false;
}
