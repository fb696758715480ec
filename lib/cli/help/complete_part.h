/*
 * Completion, shared by its two files: what is asked, and how a candidate is offered.
 */
#ifndef PX_CLI_COMPLETE_PART_H
#define PX_CLI_COMPLETE_PART_H

#include "cli/options.h"

/* What is being completed. */
struct px_asking {
	const struct px_program *program;
	const struct px_verb *verb;
	const struct px_type *type;
	char **words; /* those before the last */
	size_t count;
	const char *last;   /* the whole word, which candidates repeat as far as `before` */
	size_t before;      /* bytes of it that are settled: "--status=", "a,b," */
	bool titles;        /* say after a tab what each candidate is */
	struct px_run *run; /* for the database */
};

/* Print it when the last word may become it; title: what it is, for people, or NULL. */
bool px_complete_offer(const struct px_asking *asking, const char *candidate, const char *title);

/* A word of a list ("month", after "kind,"), or a name and what it is ("sas=", then "sas=half"). */
void px_complete_word(const struct px_asking *asking, const char *word);

/* The keys of the records of this type that satisfy those terms of a verb's `applies` that are of it
 * (NULL: all). */
void px_complete_records(const struct px_asking *asking, const struct px_type *type,
			 const char *applies);

/* What the verb's operands may be at this place, as its table says them: a lower-case word is itself,
 * one in capitals a record of the type of that name, WHO a person. */
void px_complete_operands(const struct px_asking *asking);

#endif
