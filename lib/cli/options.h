/*
 * Options: the tables of those that every verb shares, and the parser that reads them all.
 *
 * What a verb takes is its own options, the common ones that make sense for it (from its flags and
 * its access), and one `--FIELD` per writable field.  A common option that a verb has no use for is
 * refused, never ignored.  An option may stand before or after the verb and the operands.
 */
#ifndef PX_CLI_OPTIONS_H
#define PX_CLI_OPTIONS_H

#include "cli/program.h"

/* One option as given: of a table, or of a field. */
struct px_given {
	const struct px_option *option; /* NULL for a field's */
	const struct px_field *field;
	const char *value; /* NULL for a flag, and for an optional value that was not given */
};

extern const struct px_option px_opt_help, px_opt_version, px_opt_db, px_opt_org, px_opt_as,
	px_opt_now, px_opt_dry_run, px_opt_quiet, px_opt_verbose, px_opt_yes, px_opt_no_input,
	px_opt_schema;

/* The i-th option of the verb: its own, then the common ones; NULL at the end.  verb NULL: those
 * that need no verb. */
const struct px_option *px_verb_option(const struct px_program *program, const struct px_verb *verb,
				       size_t i);

/* The number of options that are the verb's own. */
size_t px_verb_own_options(const struct px_verb *verb);

/* The i-th common option, whatever the verb; NULL at the end. */
const struct px_option *px_common_option(size_t i);

/* The i-th field that the verb takes as an option; NULL at the end, or when it takes none. */
const struct px_field *px_verb_field(const struct px_verb *verb, const struct px_type *type,
				     size_t i);

/* Its name on the command line: underscores become dashes (both are read). */
const char *px_field_option_name(const struct px_field *field, char *out, size_t size);

/* The i-th verb of the program: its own, then the generic ones; NULL at the end. */
const struct px_verb *px_program_verb(const struct px_program *program, size_t i);
const struct px_verb *px_program_find(const struct px_program *program, const char *name);

/* The type of the program that has this name; PX_USAGE names the nearest. */
const struct px_type *px_program_type(const struct px_program *program, const char *name,
				      struct px_err *err);

/* Where the verb stands among the words of the command line; count when there is none. */
size_t px_options_verb_at(const struct px_program *program, char **words, size_t count);

/* `poll open` is the verb poll-open: two words that make one are joined in place, behind `help` as
 * well.  The joined one lives in the arena. */
void px_options_join(const struct px_program *program, struct px_arena *arena, char **words,
		     size_t *count);

/*
 * Read the command line into run: verb (NULL when there is none), type, operands, given options and
 * the flags that every verb has.  words is the command line without the program's name.  When it
 * fails, run->verb is set as soon as it is known.
 */
int px_options_parse(struct px_run *run, char **words, size_t count, struct px_err *err);

/* Wipe the values of sealed fields; with the run. */
void px_options_forget(struct px_run *run);

/* When the option has words: the value becomes the one that it means.  PX_USAGE, and the nearest, when
 * it is none of them. */
int px_option_word(const struct px_option *option, struct px_arena *arena, const char **value,
		   struct px_err *err);

/* Does this word, an option, ask for the next word as its value?  For completion: the option or the
 * field whose value is due. */
bool px_options_pending(const struct px_program *program, const struct px_verb *verb,
			const struct px_type *type, const char *word,
			const struct px_option **option, const struct px_field **field);

#endif
