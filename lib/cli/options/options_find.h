/*
 * Inside the options: what a name or a letter of the command line stands for.
 */
#ifndef PX_CLI_OPTIONS_OPTIONS_FIND_H
#define PX_CLI_OPTIONS_OPTIONS_FIND_H

#include "cli/options.h"

/* Where names are looked up. */
struct px_option_scope {
	const struct px_program *program;
	const struct px_verb *verb;
	const struct px_type *type;
	bool loose; /* the verb is not known yet: any option of any verb, any field of any type */
};

struct px_option_found {
	const struct px_option *option; /* one of the two */
	const struct px_field *field;
};

/* An exact name, else the only one that begins so (in a loose scope, any one).  0 and what was
 * found; -1, with PX_USAGE in err when several fit and nothing in it when none does. */
int px_options_long(const struct px_option_scope *scope, const char *name, size_t length,
		    struct px_option_found *out, struct px_err *err);
int px_options_letter(const struct px_option_scope *scope, char letter, struct px_option_found *out,
		      struct px_err *err);

/* -1 and PX_USAGE: an option of other verbs, or one that nobody knows, and the nearest. */
int px_options_unknown(const struct px_option_scope *scope, const char *name, struct px_err *err);

/* Does it take the next word when no value is joined to it? */
bool px_options_wants(const struct px_option_found *found);

#endif
