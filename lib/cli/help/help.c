#include "cli/help.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/dispatch.h"
#include "cli/options.h"

enum { WIDTH = 88, LEFT = 28, NAME_SIZE = 64 };

static void
blanks(size_t count, struct px_buf *out)
{
	while (count--)
		px_buf_putc(out, ' ');
}

/* Append text broken at blanks to lines of at most `width` columns, each after `indent` blanks; a
 * newline in the text stays one. */
static void
wrap(const char *text, size_t indent, size_t width, struct px_buf *out)
{
	size_t column = 0;
	struct px_buf word = PX_BUF_INIT;

	for (const char *end; *text; text = end) {
		size_t wide, length = strcspn(text, " \n");

		px_buf_clear(&word);
		px_buf_add(&word, text, length);
		wide = px_text_width(word.data);
		end = text + length;
		if (column && column + 1 + wide > width - indent) {
			px_buf_putc(out, '\n');
			column = 0;
		}
		if (column == 0)
			blanks(length ? indent : 0, out);
		else
			px_buf_putc(out, ' ');
		px_buf_puts(out, word.data);
		column += wide + (column > 0);
		if (*end == '\n') {
			px_buf_putc(out, '\n');
			column = 0;
		}
		if (*end)
			end++;
	}
	px_buf_putc(out, '\n');
	px_buf_release(&word);
}

/* "  left      right", the right wrapped under itself; on the next line when left is too long. */
static void
two_columns(const char *left, const char *right, size_t column, struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;
	size_t wide = 2 + px_text_width(left);

	blanks(2, out);
	px_buf_puts(out, left);
	if (wide + 2 > column) {
		px_buf_putc(out, '\n');
		wide = 0;
	}
	wrap(right, column, WIDTH, &text);
	px_buf_puts(out, text.data + wide);
	px_buf_release(&text);
}

static void
field_usage(const struct px_field *field, struct px_buf *out)
{
	char name[NAME_SIZE];

	px_buf_printf(out, "--%s ", px_field_option_name(field, name, sizeof(name)));
	px_help_words(field->kind->metavar, out);
	px_buf_puts(out, field->flags & PX_LIST ? ",…" : "");
}

static void
option_usage(const struct px_option *option, struct px_buf *out)
{
	if (option->letter)
		px_buf_printf(out, "-%c, ", option->letter);
	px_buf_printf(out, "--%s", option->name);
	if (!option->metavar)
		return;
	px_buf_puts(out, option->metavar[0] == '[' ? "[=" : " ");
	px_help_words(option->metavar + (option->metavar[0] == '['), out);
}

/* "done TASK…" */
static void
verb_usage(const struct px_verb *verb, struct px_buf *out)
{
	if (verb->operands) {
		px_buf_putc(out, ' ');
		px_help_words(verb->operands, out);
	}
}

static void
heading(const char *text, struct px_buf *out)
{
	px_buf_printf(out, "\n%s\n", text);
}

static void
put_examples(const struct px_example *examples, struct px_buf *out)
{
	if (!examples || !examples->command)
		return;
	heading(_("Examples:"), out);
	for (; examples->command; examples++) {
		px_buf_printf(out, "  %s\n", examples->command);
		if (examples->text)
			wrap(_(examples->text), 6, WIDTH, out);
	}
}

static void
put_usage(const struct px_program *program, const struct px_verb *verb, struct px_buf *out)
{
	px_buf_printf(out, "%s %s ", _("usage:"), program->name);
	if (verb) {
		px_buf_printf(out, "%s ", verb->name);
		px_help_words("[OPTION…]", out);
		verb_usage(verb, out);
	} else {
		px_help_words("VERB [OPTION…] [OPERAND…]", out);
	}
	px_buf_putc(out, '\n');
}

static void
put_verbs(const struct px_program *program, struct px_buf *out)
{
	const struct px_verb *verb;

	heading(_("Verbs:"), out);
	for (size_t i = 0; (verb = px_program_verb(program, i)); i++) {
		struct px_buf left = PX_BUF_INIT;

		px_buf_puts(&left, verb->name);
		verb_usage(verb, &left);
		two_columns(left.data, _(verb->summary), LEFT, out);
		px_buf_release(&left);
	}
	struct px_buf left = PX_BUF_INIT;

	px_help_words("help [VERB]", &left);
	two_columns(left.data, _("say how this is used"), LEFT, out);
	px_buf_release(&left);
}

/* The programs that the dispatcher runs; each says itself what it is for. */
static void
put_programs(const struct px_program *program, struct px_buf *out)
{
	const char *name;

	if (!program->dispatcher)
		return;
	heading(_("Programs:"), out);
	for (size_t i = 0; (name = px_dispatch_name(i)); i++) {
		struct px_buf summary = PX_BUF_INIT;

		px_dispatch_summary(name, &summary);
		two_columns(name, summary.data, LEFT, out);
		px_buf_release(&summary);
	}
}

static void
put_option(const struct px_program *program, const struct px_option *option, struct px_buf *out)
{
	struct px_buf left = PX_BUF_INIT, right = PX_BUF_INIT;

	if (option->hidden)
		return;
	if (!option->letter)
		blanks(4, &left);
	option_usage(option, &left);
	px_buf_puts(&right, option->help ? _(option->help) : "");
	if (option == &px_opt_type && program->types) {
		px_buf_puts(&right, _(": "));
		px_help_types(program->types, &right);
	}
	two_columns(left.data, right.data, LEFT, out);
	px_buf_release(&left);
	px_buf_release(&right);
}

/* Options of the verb from the i-th to before the end-th. */
static void
put_options(const char *title, const struct px_program *program, const struct px_verb *verb,
	    size_t i, size_t end, struct px_buf *out)
{
	const struct px_option *option = px_verb_option(program, verb, i);

	if (!option || i == end)
		return;
	heading(title, out);
	for (; i < end && (option = px_verb_option(program, verb, i)); i++)
		put_option(program, option, out);
}

/* Words that the details end on. */
static void
put_terms(const struct px_verb *verb, struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;
	const char *term;

	for (size_t i = 0; verb->term && (term = verb->term(i, &text)); i++) {
		two_columns(term, text.data, LEFT, out);
		px_buf_clear(&text);
	}
	px_buf_release(&text);
}

/* The help of a field, with the words that it may be. */
static void
put_field(const struct px_type *type, const struct px_field *field, struct px_buf *out)
{
	struct px_buf left = PX_BUF_INIT, right = PX_BUF_INIT;
	bool made = type->slug_from && type->key && strcmp(type->key, field->name) == 0;

	field_usage(field, &left);
	px_buf_puts(&right, field->help ? _(field->help) : "");
	if (field->words) {
		px_buf_puts(&right, _(": "));
		px_help_choices(field, &right);
	}
	if (field->flags & PX_REQUIRED && !field->fallback && !made)
		px_buf_printf(&right, " %s", _("(required)"));
	two_columns(left.data, right.data, LEFT, out);
	px_buf_release(&left);
	px_buf_release(&right);
}

static void
put_fields(const struct px_verb *verb, const struct px_type *type, struct px_buf *out)
{
	const struct px_field *field = px_verb_field(verb, type, 0);

	if (!field)
		return;
	type = verb->type ? verb->type : type;
	px_buf_putc(out, '\n');
	px_buf_printf(out, _("Fields of %s:"), _(type->label));
	px_buf_putc(out, '\n');
	for (size_t i = 0; (field = px_verb_field(verb, type, i)); i++)
		put_field(type, field, out);
}

/* What filters, --fields and --sort may name. */
static void
put_field_names(const struct px_verb *verb, const struct px_type *type, struct px_buf *out)
{
	struct px_buf names = PX_BUF_INIT;

	if (!(verb->flags & (PX_VERB_FILTERS | PX_VERB_FORMATS)))
		return;
	px_buf_putc(out, '\n');
	px_buf_printf(out, _("Fields of %s for filters, --fields and --sort:"), _(type->label));
	px_buf_putc(out, '\n');
	for (size_t i = 0; i < type->field_count; i++)
		px_buf_printf(&names, "%s%s", i ? " " : "", type->fields[i].name);
	wrap(names.data, 2, WIDTH, out);
	px_buf_release(&names);
}

/* Of the type asked, else of each that the verb works on; the rows of a report are of one shape. */
static void
put_types(const struct px_program *program, const struct px_verb *verb, const struct px_type *type,
	  struct px_buf *out)
{
	const struct px_type *const one[] = { type, NULL };
	const struct px_type *const *types = type ? one : program->types;
	bool all = verb->flags & PX_VERB_ALL_TYPES;

	for (size_t i = 0; types && types[i] && (all || i == 0); i++) {
		put_fields(verb, types[i], out);
		if (!verb->output)
			put_field_names(verb, types[i], out);
	}
	if (verb->output)
		put_field_names(verb, verb->output, out);
}

void
px_help_short(const struct px_program *program, const struct px_verb *verb, struct px_buf *out)
{
	put_usage(program, verb, out);
	if (!verb) {
		put_verbs(program, out);
		put_programs(program, out);
	}
	px_buf_printf(out, "\n%s %s%s%s --help\n", _("more:"), program->name, verb ? " " : "",
		      verb ? verb->name : "");
}

static void
help_program(const struct px_program *program, struct px_buf *out)
{
	px_buf_printf(out, "%s: %s\n", program->name, _(program->summary));
	put_examples(program->examples, out);
	px_buf_putc(out, '\n');
	put_usage(program, NULL, out);
	put_verbs(program, out);
	put_programs(program, out);
	put_options(_("Options of every verb:"), program, NULL, 0, SIZE_MAX, out);
	px_buf_printf(out, "\n%s %s ", _("more:"), program->name);
	px_help_words("help VERB", out);
	px_buf_printf(out, ", man %s\n", program->name);
}

void
px_help(const struct px_program *program, const struct px_verb *verb, const struct px_type *type,
	struct px_buf *out)
{
	size_t own = px_verb_own_options(verb);

	if (!verb) {
		help_program(program, out);
		return;
	}
	px_buf_printf(out, "%s %s: %s\n", program->name, verb->name, _(verb->summary));
	put_examples(verb->examples, out);
	px_buf_putc(out, '\n');
	put_usage(program, verb, out);
	if (verb->details) {
		px_buf_putc(out, '\n');
		wrap(_(verb->details), 0, WIDTH, out);
	}
	put_terms(verb, out);
	put_options(_("Options:"), program, verb, 0, own, out);
	put_types(program, verb, type, out);
	put_options(_("Common options:"), program, verb, own, SIZE_MAX, out);
}
