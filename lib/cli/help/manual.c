/* The manual page of a program, in mdoc(7), from the same tables as its help. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/help.h"
#include "cli/options.h"

/* mdoc asks for a date; it is that of the tables' last change that people would notice. */
static const char dated[] = "November 21, 2026";

enum { NAME_SIZE = 64 };

/* The code point at text, and its length. */
static unsigned long
code_point(const unsigned char *text, size_t *length)
{
	static const unsigned char masks[] = { 0x7F, 0x7F, 0x1F, 0x0F, 0x07 };
	unsigned long code;

	*length = *text >= 0xF0 ? 4 : *text >= 0xE0 ? 3 : *text >= 0xC0 ? 2 : 1;
	code = *text & masks[*length];
	for (size_t i = 1; i < *length && text[i]; i++)
		code = code << 6 | (text[i] & 0x3F);
	return code;
}

/* Text as roff reads it back: ASCII, escapes escaped, quotes that do not end an argument. */
static void
escape(const char *text, struct px_buf *out)
{
	for (size_t length; *text; text += length) {
		unsigned long code = code_point((const unsigned char *)text, &length);

		if (code == '\\')
			px_buf_puts(out, "\\e");
		else if (code == '"')
			px_buf_puts(out, "\\(dq");
		else if (code == '\'')
			px_buf_puts(out, "\\(aq");
		else if (code == '`')
			px_buf_puts(out, "\\(ga");
		else if (code == '-')
			px_buf_puts(out, "\\-");
		else if (code > 126)
			px_buf_printf(out, "\\[u%04lX]", code);
		else
			px_buf_putc(out, (char)code);
	}
}

/* A paragraph: a sentence a line, as mdoc wants. */
static void
put_text(const char *text, struct px_buf *out)
{
	struct px_buf sentence = PX_BUF_INIT;

	for (const char *p = text; *p; p++) {
		bool ends = strchr(".?!", *p) && p[1] == ' ';

		if (*p != '\n')
			px_buf_putc(&sentence, *p);
		if (!ends && *p != '\n' && p[1])
			continue;
		px_buf_puts(out, "\\&"); /* a line may begin with a dot */
		escape(sentence.data, out);
		px_buf_putc(out, '\n');
		px_buf_clear(&sentence);
		while (p[1] == ' ' && (ends || *p == '\n'))
			p++;
	}
	px_buf_release(&sentence);
}

/* An argument of a macro: never taken for a macro itself, blanks kept. */
static void
put_argument(const char *text, struct px_buf *out)
{
	px_buf_puts(out, " \"\\&");
	escape(text, out);
	px_buf_putc(out, '"');
}

static void
put_macro(const char *macro, const char *argument, struct px_buf *out)
{
	px_buf_printf(out, ".%s", macro);
	put_argument(argument, out);
	px_buf_putc(out, '\n');
}

/* A section that mdoc knows: its plain name, so that English pages are recognized. */
static void
put_section(const char *name, struct px_buf *out)
{
	px_buf_puts(out, ".Sh ");
	escape(name, out);
	px_buf_putc(out, '\n');
}

static void
put_usage(const char *usage, struct px_buf *out)
{
	struct px_buf words = PX_BUF_INIT;

	px_help_words(usage, &words);
	put_argument(words.data, out);
	px_buf_release(&words);
}

static void
open_list(struct px_buf *out)
{
	px_buf_puts(out, ".Bl -tag -width Ds\n");
}

static void
close_list(struct px_buf *out)
{
	px_buf_puts(out, ".El\n");
}

static void
put_head(const struct px_program *program, struct px_buf *out)
{
	px_buf_printf(out, ".Dd %s\n.Dt ", dated);
	for (const char *p = program->name; *p; p++)
		px_buf_putc(out, *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p);
	px_buf_printf(out, " 1\n.Os\n.Sh NAME\n.Nm %s\n.Nd ", program->name);
	escape(_(program->summary), out);
	px_buf_puts(out, "\n.Sh SYNOPSIS\n.Nm\n.Ar");
	put_usage("VERB", out);
	px_buf_puts(out, "\n.Op Ar");
	put_usage("OPTION", out);
	px_buf_puts(out, " ...\n.Op Ar");
	put_usage("OPERAND", out);
	px_buf_puts(out, " ...\n.Nm\n.Cm help\n.Op Ar");
	put_usage("VERB", out);
	px_buf_puts(out, "\n.Nm\n.Fl -version\n");
	px_buf_puts(out, ".Sh DESCRIPTION\n");
	put_text(program->details ? _(program->details) : _(program->summary), out);
}

static void
put_option(const struct px_option *option, struct px_buf *out)
{
	if (option->hidden)
		return;
	px_buf_puts(out, ".It");
	if (option->letter)
		px_buf_printf(out, " Fl %c ,", option->letter);
	px_buf_printf(out, " Fl -%s", option->name);
	if (option->metavar && option->metavar[0] == '[') {
		struct px_buf bare = PX_BUF_INIT;

		px_buf_add(&bare, option->metavar + 1, strlen(option->metavar) - 2);
		px_buf_puts(out, " Ns Oo = Ns Ar");
		put_usage(bare.data, out);
		px_buf_puts(out, " Oc");
		px_buf_release(&bare);
	} else if (option->metavar) {
		px_buf_puts(out, " Ar");
		put_usage(option->metavar, out);
	}
	px_buf_putc(out, '\n');
	put_text(option->help ? _(option->help) : option->name, out);
}

static void
put_terms(const struct px_verb *verb, struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;
	const char *term;

	if (!verb->term)
		return;
	open_list(out);
	for (size_t i = 0; (term = verb->term(i, &text)); i++) {
		px_buf_printf(out, ".It %s\n", term);
		put_text(text.data, out);
		px_buf_clear(&text);
	}
	close_list(out);
	px_buf_release(&text);
}

static void
put_verb(const struct px_verb *verb, struct px_buf *out)
{
	size_t own = px_verb_own_options(verb);

	px_buf_printf(out, ".Ss \"%s", verb->name);
	if (verb->operands) {
		struct px_buf words = PX_BUF_INIT;

		px_help_words(verb->operands, &words);
		px_buf_putc(out, ' ');
		escape(words.data, out);
		px_buf_release(&words);
	}
	px_buf_puts(out, "\"\n");
	put_text(_(verb->summary), out);
	if (verb->details) {
		px_buf_puts(out, ".Pp\n");
		put_text(_(verb->details), out);
	}
	put_terms(verb, out);
	if (!own)
		return;
	open_list(out);
	for (size_t i = 0; i < own; i++)
		put_option(verb->options[i], out);
	close_list(out);
}

static void
put_verbs(const struct px_program *program, struct px_buf *out)
{
	const struct px_verb *verb;

	put_macro("Sh", _("VERBS"), out);
	for (size_t i = 0; (verb = px_program_verb(program, i)); i++)
		put_verb(verb, out);
}

/* Does any verb take it? */
static bool
is_taken(const struct px_program *program, const struct px_option *option)
{
	const struct px_verb *verb;
	const struct px_option *taken;

	for (size_t v = 0; (verb = px_program_verb(program, v)); v++)
		for (size_t i = px_verb_own_options(verb);
		     (taken = px_verb_option(program, verb, i)); i++)
			if (taken == option)
				return true;
	return false;
}

static void
put_common_options(const struct px_program *program, struct px_buf *out)
{
	const struct px_option *option;

	put_macro("Sh", _("COMMON OPTIONS"), out);
	put_text(_("Each verb takes those that make sense for it; its help lists them."), out);
	open_list(out);
	for (size_t i = 0; (option = px_common_option(i)); i++)
		if (is_taken(program, option))
			put_option(option, out);
	close_list(out);
}

/* A field that people write is an option of `add` and `edit`; the others have a name only. */
static void
put_field(const struct px_field *field, bool option, struct px_buf *out)
{
	char name[NAME_SIZE];

	if (option) {
		px_buf_printf(out, ".It Fl -%s", px_field_option_name(field, name, sizeof(name)));
	} else {
		px_buf_puts(out, ".It Va");
		put_argument(field->name, out);
	}
	px_buf_puts(out, " Ar");
	put_usage(field->kind->metavar, out);
	px_buf_printf(out, "%s\n", field->flags & PX_LIST ? " ..." : "");
	put_text(field->help ? _(field->help) : field->name, out);
}

/* The words of a field are told in its text: "(one of: open, started)". */
static void
put_words(const struct px_field *field, struct px_buf *out)
{
	struct px_buf words = PX_BUF_INIT;

	if (!field->words)
		return;
	px_help_choices(field, &words);
	put_text(_("One of:"), out);
	put_text(words.data, out);
	px_buf_release(&words);
}

static bool
is_option(const struct px_program *program, const struct px_type *type,
	  const struct px_field *field)
{
	const struct px_verb *verb;
	const struct px_field *taken;

	for (size_t v = 0; (verb = px_program_verb(program, v)); v++)
		for (size_t i = 0; (taken = px_verb_field(verb, type, i)); i++)
			if (taken == field)
				return true;
	return false;
}

static void
put_fields(const struct px_program *program, struct px_buf *out)
{
	if (!program->types || !program->types[0])
		return;
	put_macro("Sh", _("FIELDS"), out);
	for (size_t t = 0; program->types[t]; t++) {
		const struct px_type *type = program->types[t];

		put_macro("Ss", _(type->label), out);
		if (type->help)
			put_text(_(type->help), out);
		open_list(out);
		for (size_t i = 0; i < type->field_count; i++) {
			put_field(&type->fields[i], is_option(program, type, &type->fields[i]),
				  out);
			put_words(&type->fields[i], out);
		}
		close_list(out);
	}
}

static const struct {
	const char *name, *text;
} variables[] = {
	{ "PLEXUS_DB", N_("the database, when --db is not given") },
	{ "PLEXUS_ORG", N_("the organization, when --org is not given") },
	{ "PLEXUS_USER", N_("who acts, when --as is not given") },
	{ "PLEXUS_KEY", N_("the file of the key that seals contacts") },
	{ "PLEXUS_NOW", N_("the instant taken for now, when --now is not given") },
	{ "PLEXUS_SEED",
	  N_("makes universal identifiers repeatable, for tests and demonstrations") },
	{ "PLEXUS_SHARE", N_("the folder of rules, templates and schemas") },
	{ "PLEXUS_DEBUG", N_("when set, errors tell more") },
	{ "XDG_CONFIG_HOME", N_("where the configuration is, instead of ~/.config") },
	{ "XDG_DATA_HOME", N_("where the database is, instead of ~/.local/share") },
	{ "NO_COLOR", N_("when set, no colours") },
	{ "COLUMNS", N_("the width of the terminal") },
	{ "LANGUAGE", N_("the language, as LC_ALL, LC_MESSAGES and LANG: French or English") },
};

static void
put_surroundings(struct px_buf *out)
{
	put_section(_("ENVIRONMENT"), out);
	open_list(out);
	for (size_t i = 0; i < PX_COUNT(variables); i++) {
		px_buf_printf(out, ".It Ev %s\n", variables[i].name);
		put_text(_(variables[i].text), out);
	}
	close_list(out);
	put_section(_("FILES"), out);
	open_list(out);
	px_buf_puts(out, ".It Pa ~/.config/plexus/config\n");
	put_text(_("lines of the form key = value; keys: db, key, org, as, lang, color, hooks "
		   "(yes or no), hook_timeout (seconds), and the weights of urgency that "
		   "plexus-task(1) lists; # begins a comment"),
		 out);
	px_buf_puts(out, ".It Pa ~/.config/plexus/hooks/\n");
	put_text(_("programs of yours that are run before and after records are written: "
		   "plexus-history(7)"),
		 out);
	px_buf_puts(out, ".It Pa ~/.config/plexus/keys/*.key\n");
	put_text(_("the key of each organization, by its uid: mode 0600 (plexus key init)"), out);
	px_buf_puts(out, ".It Pa ~/.local/share/plexus/plexus.db\n");
	put_text(_("the database, unless another is said"), out);
	close_list(out);
}

static void
put_exit_status(struct px_buf *out)
{
	put_section(_("EXIT STATUS"), out);
	open_list(out);
	for (size_t i = 0; i < PX_CODE_COUNT; i++) {
		px_buf_printf(out, ".It %d\n", px_codes[i].exit_status);
		put_text(_(px_codes[i].text), out);
	}
	close_list(out);
}

static void
put_examples(const struct px_example *example, struct px_buf *out)
{
	for (; example && example->command; example++) {
		if (example->text)
			put_text(_(example->text), out);
		px_buf_puts(out, ".Pp\n.Dl");
		put_argument(example->command, out);
		px_buf_puts(out, "\n.Pp\n");
	}
}

static bool
has_examples(const struct px_example *examples)
{
	return examples && examples->command;
}

static void
put_all_examples(const struct px_program *program, struct px_buf *out)
{
	const struct px_verb *verb;
	bool some = has_examples(program->examples);

	for (size_t i = 0; (verb = px_program_verb(program, i)); i++)
		some |= has_examples(verb->examples);
	if (!some)
		return;
	put_section(_("EXAMPLES"), out);
	put_examples(program->examples, out);
	for (size_t i = 0; (verb = px_program_verb(program, i)); i++)
		put_examples(verb->examples, out);
	/* A paragraph that nothing follows is a fault. */
	px_buf_truncate(out, out->length - strlen(".Pp\n"));
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The pages that all share and those of the program, in the order of their names. */
static void
put_pages(const struct px_program *program, struct px_buf *out)
{
	char *copy = px_asprintf("plexus-dates|plexus-filters|plexus-formats%s%s",
				 program->page ? "|" : "", program->page ? program->page : "");
	char *names[8];
	size_t count = px_text_split(copy, '|', names, PX_COUNT(names));

	qsort(names, count, sizeof(*names), by_name);
	for (size_t i = 0; i < count; i++)
		px_buf_printf(out, "%s.Xr %s 7", i ? " ,\n" : "", names[i]);
	px_buf_puts(out, "\n");
	free(copy);
}

void
px_manual(const struct px_program *program, struct px_buf *out)
{
	put_head(program, out);
	put_verbs(program, out);
	put_common_options(program, out);
	put_fields(program, out);
	put_surroundings(out);
	put_exit_status(out);
	put_all_examples(program, out);
	put_section(_("SEE ALSO"), out);
	if (strcmp(program->name, "plexus") != 0)
		px_buf_puts(out, ".Xr plexus 1 ,\n");
	put_pages(program, out);
}
