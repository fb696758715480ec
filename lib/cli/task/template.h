/*
 * Templates: a file of tasks whose days count from a start day and that wait for each other, to be
 * made at once.
 *
 * A template is whatever import reads (CSV, JSON, JSON Lines), with the columns of tasks, and `step`,
 * which names a row for the `depends` of others (its number when there is no such column).  Days are
 * phrases of plexus-dates(7) read as on the start day: `dans 3 jours`, `fin du mois`, `31 janvier`.
 */
#ifndef PX_CLI_TASK_TEMPLATE_H
#define PX_CLI_TASK_TEMPLATE_H

#include "cli/program.h"

/* The options of `template`; NULL ends. */
extern const struct px_option *const px_template_options[];

/* For completion: the name of the i-th template of share/templates, the second operand. */
const char *px_template_operand(struct px_run *run, size_t at, size_t i);

/* Operands: the word apply, and a file or the name of a template of share/templates.  All its tasks
 * are added, or none: PX_REJECTED names the first row that cannot be, and why. */
int px_run_template(struct px_run *run, struct px_err *err);

extern const struct px_type px_view_template;

/* Print the templates of share/templates. */
int px_run_templates(struct px_run *run, struct px_err *err);

#endif
