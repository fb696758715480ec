#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/help.h"
#include "cli/hook.h"

static const char *const langs[] = { "fr", "en", NULL };
static const char *const colors[] = { "auto", "always", "never", NULL };
static const char *const dialects[] = { "excel-fr", NULL };

static const struct px_type *
practitioners(void)
{
	return px_type_find("practitioner");
}

static const struct px_type *
organizations(void)
{
	return px_type_find("organization");
}

const struct px_option px_opt_help = {
	"help", 'h', NULL, N_("say how this is used"), NULL, NULL, 0
};
const struct px_option px_opt_version = { "version", 0,    NULL, N_("say the name and the version"),
					  NULL,      NULL, 0 };
const struct px_option px_opt_db = {
	"db", 0, "LOCATION", N_("the database (else PLEXUS_DB, else the user's own)"), NULL, NULL, 0
};
const struct px_option px_opt_org = {
	"org",         0, "KEY", N_("the organization worked on; `all` to read every one"), NULL,
	organizations, 0
};
const struct px_option px_opt_as = {
	"as", 0, "PRACTITIONER", N_("who is acting (else PLEXUS_USER)"), NULL, practitioners, 0
};
const struct px_option px_opt_now = {
	"now", 0, "WHEN", N_("act as if it were then (else PLEXUS_NOW)"), NULL, NULL, 0
};
const struct px_option px_opt_json = { "json", 0, NULL, N_("print JSON"), NULL, NULL, 0 };
const struct px_option px_opt_jsonl = { "jsonl", 0,    NULL, N_("print a JSON object a line"),
					NULL,    NULL, 0 };
const struct px_option px_opt_csv = {
	"csv", 0, "[DIALECT]", N_("print CSV; excel-fr for a French spreadsheet"), dialects, NULL, 0
};
const struct px_option px_opt_ids = { "ids", 0,    NULL, N_("print ids alone, one a line"),
				      NULL,  NULL, 0 };
const struct px_option px_opt_null = {
	"null", '0', NULL, N_("separate ids, and what is read from `-`, by NUL"), NULL, NULL, 0
};
const struct px_option px_opt_html = { "html", 0,    NULL, N_("print one self-contained HTML page"),
				       NULL,   NULL, 0 };
const struct px_option px_opt_fields = {
	"fields", 0, "FIELD,…", N_("show these fields, in this order"), NULL, NULL, 0
};
const struct px_option px_opt_sort = {
	"sort", 0, "FIELD,…", N_("sort by these fields; -field for the reverse"), NULL, NULL, 0
};
const struct px_option px_opt_limit = { "limit", 0, "N", N_("at most N rows"), NULL, NULL, 0 };
const struct px_option px_opt_output = {
	"output", 'o',
	"FILE",   N_("write to the file, whole or not at all; `-` is standard output"),
	NULL,     NULL,
	0
};
const struct px_option px_opt_exit_code = {
	"exit-code", 0, NULL, N_("exit with 3 when nothing is found"), NULL, NULL, 0
};
const struct px_option px_opt_color = { "color", 0,    "WHEN", N_("colours: auto, always or never"),
					colors,  NULL, 0 };
const struct px_option px_opt_schema = {
	"schema", 0, NULL, N_("print the JSON Schema of what --json prints"), NULL, NULL, 0
};
const struct px_option px_opt_type = { "type", 0, "TYPE", N_("the type of record"), NULL, NULL, 0 };
const struct px_option px_opt_dry_run = {
	"dry-run", 'n', NULL, N_("do it all, say it, and undo it"), NULL, NULL, 0
};
const struct px_option px_opt_yes = { "yes", 'y',  NULL, N_("answer yes to what would be asked"),
				      NULL,  NULL, 0 };
const struct px_option px_opt_no_input = {
	"no-input", 0, NULL, N_("never ask, even on a terminal"), NULL, NULL, 0
};
const struct px_option px_opt_lang = { "lang", 0,    "LANG", N_("the language: fr or en"),
				       langs,  NULL, 0 };
const struct px_option px_opt_quiet = {
	"quiet", 'q', NULL, N_("say nothing but errors and warnings"), NULL, NULL, 0
};
const struct px_option px_opt_verbose = {
	"verbose", 'v',  NULL, N_("say which database, organization, person and instant are used"),
	NULL,      NULL, 0
};
/* Not common: verbs that work on a year list it among theirs. */
const struct px_option px_opt_year = { "year", 'Y', "YEAR", N_("the year"), NULL, NULL, 0 };

/* What a verb is like, as far as common options care. */
enum trait {
	ANY = 1 << 0,
	STORE = 1 << 1,  /* opens a database */
	ORGAN = 1 << 2,  /* works inside organizations */
	ROWS = 1 << 3,   /* prints rows that can be sorted and cut */
	DATA = 1 << 4,   /* prints rows, or the records that it changed */
	JSON = 1 << 5,   /* prints something in JSON at least */
	REPORT = 1 << 6, /* prints a document */
	NAMES = 1 << 7,  /* reads names of records */
	CHANGE = 1 << 8,
	TYPES = 1 << 9,
	PAGE = 1 << 10, /* prints an HTML page */
	WRITE = 1 << 11,
};

static const struct {
	const struct px_option *option;
	unsigned traits; /* any of them */
} commons[] = {
	{ &px_opt_type, TYPES },         { &px_opt_json, JSON },
	{ &px_opt_jsonl, DATA },         { &px_opt_csv, DATA | REPORT },
	{ &px_opt_html, REPORT | PAGE }, { &px_opt_ids, DATA },
	{ &px_opt_null, DATA | NAMES },  { &px_opt_fields, DATA },
	{ &px_opt_sort, ROWS },          { &px_opt_limit, ROWS },
	{ &px_opt_output, JSON | PAGE }, { &px_opt_exit_code, ROWS },
	{ &px_opt_schema, JSON },        { &px_opt_color, JSON },
	{ &px_opt_dry_run, CHANGE },     { &px_opt_yes, CHANGE },
	{ &px_opt_no_input, CHANGE },    { &px_opt_no_hooks, WRITE },
	{ &px_opt_db, STORE },           { &px_opt_org, ORGAN },
	{ &px_opt_as, ORGAN },           { &px_opt_now, ANY },
	{ &px_opt_lang, ANY },           { &px_opt_quiet, ANY },
	{ &px_opt_verbose, ANY },        { &px_opt_help, ANY },
	{ &px_opt_version, ANY },
};

static unsigned
flag_traits(const struct px_verb *verb)
{
	unsigned flags = verb->flags, traits = 0;
	bool records = flags & (PX_VERB_RECORDS | PX_VERB_FIELDS) || verb->output;
	bool changes = flags & (PX_VERB_CHANGES | PX_VERB_FIELDS);

	if (flags & PX_VERB_FORMATS)
		traits |= ROWS | DATA | JSON;
	if (flags & PX_VERB_CHANGES)
		traits |= CHANGE;
	if (changes)
		traits |= JSON | (records ? DATA : 0);
	if (verb->schema)
		traits |= JSON;
	if (flags & PX_VERB_REPORT)
		traits |= REPORT | JSON;
	if (flags & PX_VERB_RECORDS)
		traits |= NAMES;
	if (flags & PX_VERB_CHARTS)
		traits |= PAGE;
	if (verb->output)
		traits |= DATA | JSON;
	if (verb->schema)
		traits |= JSON;
	return traits;
}

static unsigned
traits_of(const struct px_program *program, const struct px_verb *verb)
{
	unsigned traits = ANY;

	if (!verb)
		return traits;
	traits |= flag_traits(verb);
	if (verb->access != PX_ACCESS_NONE)
		traits |= STORE;
	if (verb->access == PX_ACCESS_WRITE)
		traits |= WRITE;
	if (verb->access == PX_ACCESS_READ || verb->access == PX_ACCESS_WRITE)
		traits |= ORGAN;
	if (verb->flags & PX_VERB_ALL_TYPES && program->types && program->types[0] &&
	    program->types[1])
		traits |= TYPES;
	return traits;
}

size_t
px_verb_own_options(const struct px_verb *verb)
{
	size_t count = 0;

	while (verb && verb->options && verb->options[count])
		count++;
	return count;
}

/* Has the verb an option of its own that goes by this name? */
static bool
shadowed(const struct px_verb *verb, const struct px_option *option)
{
	for (size_t i = 0; i < px_verb_own_options(verb); i++)
		if (strcmp(verb->options[i]->name, option->name) == 0)
			return true;
	return false;
}

const struct px_option *
px_verb_option(const struct px_program *program, const struct px_verb *verb, size_t i)
{
	unsigned traits = traits_of(program, verb);
	size_t own = px_verb_own_options(verb);

	if (i < own)
		return verb->options[i];
	i -= own;
	for (size_t k = 0; k < PX_COUNT(commons); k++)
		if (commons[k].traits & traits && !shadowed(verb, commons[k].option) && i-- == 0)
			return commons[k].option;
	return NULL;
}

const struct px_option *
px_common_option(size_t i)
{
	return i < PX_COUNT(commons) ? commons[i].option : NULL;
}

/* `add` takes every field that people write; `edit`, which names records, those that may change. */
static bool
takes_field(const struct px_verb *verb, const struct px_field *field)
{
	if (field->flags & (PX_DERIVED | PX_STORED_BY_US | PX_SETTLED))
		return false;
	return !(verb->flags & PX_VERB_RECORDS && field->flags & PX_FIXED);
}

const struct px_field *
px_verb_field(const struct px_verb *verb, const struct px_type *type, size_t i)
{
	if (!verb || !type || !(verb->flags & PX_VERB_FIELDS))
		return NULL;
	type = verb->type ? verb->type : type;
	for (size_t k = 0; k < type->field_count; k++)
		if (takes_field(verb, &type->fields[k]) && i-- == 0)
			return &type->fields[k];
	return NULL;
}

const char *
px_field_option_name(const struct px_field *field, char *out, size_t size)
{
	snprintf(out, size, "%s", field->name);
	for (char *p = out; *p; p++)
		if (*p == '_')
			*p = '-';
	return out;
}

/* Does the program have a verb of its own in place of the generic one? */
static bool
replaced(const struct px_program *program, const struct px_verb *generic)
{
	for (size_t i = 0; program->verbs && program->verbs[i].name; i++)
		if (strcmp(program->verbs[i].name, generic->name) == 0)
			return true;
	return false;
}

const struct px_verb *
px_program_verb(const struct px_program *program, size_t i)
{
	size_t own = 0;

	for (; program->verbs && program->verbs[own].name; own++)
		if (own == i)
			return &program->verbs[own];
	i -= own;
	for (size_t k = 0; program->generic && program->generic[k]; k++)
		if (!replaced(program, program->generic[k]) && i-- == 0)
			return program->generic[k];
	return NULL;
}

const struct px_verb *
px_program_find(const struct px_program *program, const char *name)
{
	const struct px_verb *verb;

	for (size_t i = 0; (verb = px_program_verb(program, i)); i++)
		if (strcmp(verb->name, name) == 0)
			return verb;
	return NULL;
}

static const char *
type_name(const void *data, size_t i)
{
	const struct px_type *const *types = data;

	return types[i] ? types[i]->name : NULL;
}

/* By its name or plural, or as people are shown it: `présence`. */
static bool
is_called(const struct px_type *type, const char *name)
{
	return strcmp(type->name, name) == 0 || strcmp(type->plural, name) == 0 ||
	       px_text_same(_(type->label), name);
}

const struct px_type *
px_program_type(const struct px_program *program, const char *name, struct px_err *err)
{
	static const struct px_type *const none[] = { NULL };
	const struct px_type *const *types = program->types ? program->types : none;
	struct px_buf known = PX_BUF_INIT;
	const char *nearest;

	for (size_t i = 0; types[i]; i++)
		if (is_called(types[i], name))
			return types[i];
	nearest = px_text_nearest(name, type_name, types);
	px_help_types(types, &known);
	if (nearest)
		px_err_set(err, PX_USAGE, _("unknown type: %s (did you mean %s?)"), name, nearest);
	else
		px_err_set(err, PX_USAGE, _("unknown type: %s; one of: %s"), name,
			   known.length ? known.data : "--");
	px_buf_release(&known);
	return NULL;
}
