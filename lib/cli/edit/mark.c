/* What is wrong with a text, written into it for whoever opens it again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/editor.h"
#include "cli/options.h"

/* No line that we print begins so, but these. */
#define MARK "#! "

/* The number after "line ", in the language of the message; 0 when it names none. */
static long
named_line(const char *message)
{
	const char *format = _("line %zu: no field is above it");
	size_t prefix = strcspn(format, "%");

	return strncmp(message, format, prefix) == 0 ? strtol(message + prefix, NULL, 10) : 0;
}

/* Does the message say something of the field ("due: tomorow: not a date")?  Where, or NULL. */
static const char *
about_field(const char *message, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = message; (at = strstr(at, name)); at += length)
		if ((at == message || at[-1] == ' ') && strncmp(at + length, ": ", 2) == 0)
			return at;
	return NULL;
}

/* The field that a line begins, as the form writes it; or NULL. */
static const struct px_field *
field_of(const struct px_run *run, const char *line, size_t length)
{
	const char *colon = memchr(line, ':', length);
	const struct px_field *field;

	for (size_t i = 0; colon && (field = px_verb_field(run->verb, run->type, i)); i++)
		if (strlen(field->name) == (size_t)(colon - line) &&
		    strncmp(field->name, line, (size_t)(colon - line)) == 0)
			return field;
	return NULL;
}

static void
put_mark(const char *message, struct px_buf *out)
{
	px_buf_puts(out, MARK);
	for (; *message; message++)
		px_buf_putc(out, *message == '\n' ? ' ' : *message);
	px_buf_putc(out, '\n');
}

void
px_editor_mark(const struct px_run *run, const char *message, struct px_buf *text)
{
	struct px_buf marked = PX_BUF_INIT;
	long at = named_line(message), number = 0;

	put_mark(message, &marked);
	for (const char *line = text->data, *end; line && *line; line = *end ? end + 1 : end) {
		size_t length = strcspn(line, "\n");
		const struct px_field *field = field_of(run, line, length);
		const char *why = field ? about_field(message, field->name) : NULL;

		end = line + length;
		number++;
		if (strncmp(line, MARK, strlen(MARK)) == 0)
			continue;
		if (number == at || why)
			put_mark(number == at ? message : why, &marked);
		px_buf_printf(&marked, "%.*s\n", (int)length, line);
	}
	px_buf_clear(text);
	px_buf_add(text, marked.data, marked.length);
	px_buf_release(&marked);
}
