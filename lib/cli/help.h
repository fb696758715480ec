/*
 * What a program says of itself, from its tables: short usage, help, manual, completion.
 */
#ifndef PX_CLI_HELP_H
#define PX_CLI_HELP_H

#include "cli/program.h"

/* "usage: plexus-task VERB [OPTION…] [OPERAND…]" and the verbs: for standard error. */
void px_help_short(const struct px_program *program, const struct px_verb *verb,
		   struct px_buf *out);

/* The help of the program (verb NULL) or of a verb, examples first; its fields are those of the
 * type, or of all that the verb takes when it is NULL. */
void px_help(const struct px_program *program, const struct px_verb *verb,
	     const struct px_type *type, struct px_buf *out);

/* The whole manual page, in mdoc(7). */
void px_manual(const struct px_program *program, struct px_buf *out);

/* Print what may stand in place of the last of these words, one a line; never an error. */
void px_complete(const struct px_program *program, char **words, size_t count, bool titles);

/*
 * Append a usage ("[STATE:]WHO[:MINUTES]…") with its words in capitals in the language of the
 * process; what is in small letters is typed as it stands.
 */
void px_help_words(const char *usage, struct px_buf *out);

/* Append the words that a field may be, each with its translation where tables show another:
 * "open (à faire), started (en cours)". */
void px_help_choices(const struct px_field *field, struct px_buf *out);

/* Append the types of record that --type takes, in the same way; NULL ends them. */
void px_help_types(const struct px_type *const *types, struct px_buf *out);

#endif
