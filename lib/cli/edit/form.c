/* A record as a text to edit, and back. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/editor.h"
#include "cli/options.h"

/* How far the lines of a value of several lines stand from the edge. */
#define INDENT "    "

/* The i-th field of the form: what the verb takes, but for numbers that the store raises itself. */
static const struct px_field *
form_field(const struct px_run *run, size_t i)
{
	const struct px_field *field;

	for (size_t k = 0; (field = px_verb_field(run->verb, run->type, k)); k++)
		if (!(field->flags & PX_REVISION) && i-- == 0)
			return field;
	return NULL;
}

static void
print_comment(const struct px_field *field, struct px_buf *out)
{
	px_buf_printf(out, "# %s", _(field->help));
	if (field->flags & PX_REQUIRED)
		px_buf_printf(out, " (%s)", _("required"));
	if (field->flags & PX_LIST)
		px_buf_printf(out, " (%s)", _("a list: a,b"));
	for (size_t i = 0; field->words && field->words[i]; i++)
		px_buf_printf(out, "%s%s", i ? ", " : ": ", field->words[i]);
	px_buf_putc(out, '\n');
}

static void
print_value(const char *value, struct px_buf *out)
{
	if (!strchr(value, '\n')) {
		px_buf_printf(out, " %s\n", value);
		return;
	}
	for (const char *line = value, *end; line; line = *end ? end + 1 : NULL) {
		end = line + strcspn(line, "\n");
		px_buf_putc(out, '\n');
		if (end > line)
			px_buf_printf(out, INDENT "%.*s", (int)(end - line), line);
	}
	px_buf_putc(out, '\n');
}

void
px_editor_print(const struct px_run *run, const struct px_record *record, struct px_buf *out)
{
	const struct px_field *field;
	struct px_buf value = PX_BUF_INIT;

	px_buf_printf(out, "# %s %lld\n", _(record->type->label),
		      (long long)record->values[PX_F_ID].number);
	px_buf_printf(out, "# %s\n# %s\n",
		      _("An empty value clears the field; one that is taken out stays as it is."),
		      _("Values of several lines are indented. Nothing changed: nothing is done."));
	for (size_t i = 0; (field = form_field(run, i)); i++) {
		/* People think in local time; all else is as `show --json` and options have it. */
		enum px_style style =
			field->kind == &px_kind_instant ? PX_STYLE_HUMAN : PX_STYLE_MACHINE;

		px_buf_clear(&value);
		px_value_print(&run->world, field,
			       &record->values[px_field_index(record->type, field)], style, &value);
		px_buf_putc(out, '\n');
		print_comment(field, out);
		px_buf_printf(out, "%s:", field->name);
		print_value(value.data, out);
	}
	px_buf_release(&value);
}

/* One reading of a text. */
struct reading {
	struct px_run *run;
	const char **values;
	struct px_buf value;          /* of the field that is being read */
	const struct px_field *field; /* NULL before the first */
	size_t blanks;                /* empty lines that belong to it if more of it follows */
	size_t line;
};

static void
end_field(struct reading *reading)
{
	char *text;

	if (!reading->field)
		return;
	text = px_arena_strdup(&reading->run->arena, reading->value.data);
	/* The indentation of a first line is Markdown's own: only the end is trimmed. */
	for (size_t end = strlen(text); end && strchr(" \t\n", text[end - 1]);)
		text[--end] = '\0';
	reading->values[px_field_index(reading->run->type, reading->field)] =
		text[strspn(text, " \t\n")] ? text : "";
	px_buf_clear(&reading->value);
}

static const char *
name_of(const void *data, size_t i)
{
	const struct px_field *field = form_field(data, i);

	return field ? field->name : NULL;
}

static int
unknown_field(const struct reading *reading, const char *name, struct px_err *err)
{
	const char *nearest = px_text_nearest(name, name_of, reading->run);

	if (nearest)
		return px_err_set(err, PX_USAGE,
				  _("line %zu: unknown field: %s (did you mean %s?)"),
				  reading->line, name, nearest);
	return px_err_set(err, PX_USAGE,
			  _("line %zu: unknown field: %s (indent what goes on with a value)"),
			  reading->line, name);
}

/* "field: value" */
static int
begin_field(struct reading *reading, char *line, struct px_err *err)
{
	char *colon = strchr(line, ':');
	const struct px_field *field;
	const char *name;

	end_field(reading);
	if (colon)
		*colon = '\0';
	name = px_text_trim(line);
	reading->field = NULL;
	for (size_t i = 0; colon && !reading->field && (field = form_field(reading->run, i)); i++)
		if (px_text_same(field->name, name))
			reading->field = field;
	if (!reading->field)
		return unknown_field(reading, name, err);
	if (reading->values[px_field_index(reading->run->type, reading->field)])
		return px_err_set(err, PX_USAGE, _("line %zu: %s is given twice"), reading->line,
				  reading->field->name);
	reading->blanks = 0;
	px_buf_puts(&reading->value, px_text_trim(colon + 1));
	return 0;
}

static void
continue_field(struct reading *reading, const char *line)
{
	size_t indent = *line == '\t' ? 1 : strspn(line, " ");

	if (indent > strlen(INDENT))
		indent = strlen(INDENT);
	if (reading->value.length)
		px_buf_putc(&reading->value, '\n');
	for (; reading->blanks; reading->blanks--)
		if (reading->value.length)
			px_buf_putc(&reading->value, '\n');
	px_buf_puts(&reading->value, line + indent);
}

static int
read_line(struct reading *reading, char *line, struct px_err *err)
{
	size_t length = strlen(line);

	if (length && line[length - 1] == '\r')
		line[length - 1] = '\0';
	if (line[0] == '#')
		return 0;
	if (!line[strspn(line, " \t")]) {
		reading->blanks++;
		return 0;
	}
	if (line[0] != ' ' && line[0] != '\t')
		return begin_field(reading, line, err);
	if (!reading->field)
		return px_err_set(err, PX_USAGE, _("line %zu: no field is above it"),
				  reading->line);
	continue_field(reading, line);
	return 0;
}

int
px_editor_read(struct px_run *run, const char *text, const char **values, struct px_err *err)
{
	struct reading reading = { .run = run, .values = values, .value = PX_BUF_INIT };
	char *copy = px_arena_strdup(&run->arena, text), *next;
	int status = 0;

	for (char *line = copy; line && status == 0; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		reading.line++;
		status = read_line(&reading, line, err);
	}
	if (status == 0)
		end_field(&reading);
	px_buf_release(&reading.value);
	return status;
}
