/*
 * plexus-report maturity: the matrix of the team, what it agrees on, what it does about it; and improve,
 * which makes these actions.
 */
#ifndef PX_CLI_VIEW_MATURITY_H
#define PX_CLI_VIEW_MATURITY_H

#include "care/maturity.h"
#include "cli/program.h"

extern const struct px_verb px_verb_maturity, px_verb_improve;
extern const struct px_option px_opt_form;

/* The matrix of a year, as --form says it. */
int px_run_maturity(struct px_run *run, int year, struct px_maturity *out, struct px_err *err);

/* The tasks that improve a dimension, of its year: in the run's arena. */
struct px_maturity_tasks {
	struct px_record *items;
	size_t count;
};
int px_run_maturity_tasks(struct px_run *run, const struct px_maturity *maturity,
			  const struct px_maturity_dimension *dimension,
			  struct px_maturity_tasks *out, struct px_err *err);

/* "2: It is organised", "between 1 and 2", "nobody answered": in the language of the process. */
const char *px_maturity_level(struct px_run *run, const struct px_maturity_dimension *dimension,
			      const char *lang);

/* What an action lacks: "no due date, nobody in charge, no means"; NULL: nothing. */
const char *px_maturity_lacks(struct px_run *run, const struct px_record *task);

/* For people, in the language of the process. */
void px_maturity_text(struct px_run *run, const struct px_maturity *maturity,
		      const struct px_maturity_tasks *tasks, struct px_buf *out);
void px_maturity_page(struct px_run *run, const struct px_maturity *maturity,
		      const struct px_maturity_tasks *tasks, struct px_buf *out);

#endif
