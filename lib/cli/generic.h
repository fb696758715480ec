/*
 * The verbs that every record type has, written once: no line of code per type.
 */
#ifndef PX_CLI_GENERIC_H
#define PX_CLI_GENERIC_H

#include "cli/program.h"

extern const struct px_verb px_verb_add, px_verb_list, px_verb_show, px_verb_edit, px_verb_remove,
	px_verb_import, px_verb_export, px_verb_count;

/* All of them, in the order of help; NULL ends. */
extern const struct px_verb *const px_generic_verbs[];

/* For programs whose `add`, `show`, `list` or `export` does more than the generic one, after or before it. */
int px_generic_add(struct px_run *run, struct px_err *err);
int px_generic_add_filled(struct px_run *run,
			  int (*fill)(struct px_run *run, struct px_record *record,
				      struct px_err *err),
			  struct px_err *err);
int px_generic_show(struct px_run *run, struct px_err *err);
int px_generic_list(struct px_run *run, struct px_err *err);
int px_generic_export(struct px_run *run, struct px_err *err);
int px_generic_import(struct px_run *run, struct px_err *err);

/* May a file bring records of the run's type?  PX_USAGE. */
int px_run_importable(const struct px_run *run, struct px_err *err);

/* Of `import`: a new record (changes of what is kept are refused), with all that follows it. */
int px_run_insert(struct px_run *run, struct px_record *record, struct px_arena *arena,
		  struct px_err *err);
int px_run_update(struct px_run *run, const struct px_record *before, struct px_record *after,
		  struct px_arena *arena, struct px_err *err);

/*
 * The steps of `add`, for a verb that does more between them, inside px_store_begin:
 * build: one record from the run's --FIELD options and its title operand, completed by fill (NULL:
 *   nothing more), given its defaults, checked and resolved.
 * store: insert it and read it again, as it is said.
 * finish: commit, or roll back for --dry-run.
 */
int px_generic_build(struct px_run *run, const struct px_type *type,
		     int (*fill)(struct px_run *run, struct px_record *record, struct px_err *err),
		     struct px_record *record, struct px_err *err);
int px_generic_store(struct px_run *run, struct px_record *record, struct px_err *err);
int px_generic_finish(struct px_run *run, struct px_err *err);

/* The step of `edit`: what the --FIELD options say into a stored record, checked and resolved. */
int px_generic_amend(struct px_run *run, struct px_record *after, struct px_err *err);

#endif
