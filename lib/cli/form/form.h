/*
 * The verbs of plexus-form, and what they share.
 */
#ifndef PX_CLI_FORM_FORM_H
#define PX_CLI_FORM_FORM_H

#include "care/answers.h"
#include "cli/program.h"

extern const struct px_verb px_verb_form_list, px_verb_form_show, px_verb_form_score,
	px_verb_form_lint, px_verb_form_add;
extern const struct px_verb px_verb_form_render, px_verb_form_answer, px_verb_form_results,
	px_verb_form_export, px_verb_form_import;

/* Where forms and answers of this run are: its database, its organization, the shipped folder. */
struct px_forms_at px_run_forms(struct px_run *run);

/* The form that an operand names. */
const struct px_form *px_run_form(struct px_run *run, const char *name, struct px_err *err);

/* Completion of the operand at place 0: the i-th name. */
const char *px_form_operand(struct px_run *run, size_t at, size_t i);

/* "fr" unless --lang says otherwise: what patients read. */
const char *px_run_form_lang(const struct px_run *run);

/* The day that an option says, YYYY-MM-DD; left alone when it is not given.  PX_USAGE. */
int px_run_form_day(struct px_run *run, const struct px_option *option, const char **day,
		    struct px_err *err);

extern const struct px_option px_opt_form_source, px_opt_form_variant;

/* --variant: its place in the form, -1 when it is not given; PX_USAGE names the nearest. */
int px_run_variant(const struct px_run *run, const struct px_form *form, int *out,
		   struct px_err *err);

/* The form that is shipped under this name, whatever the database holds: NULL in out when none is. */
int px_run_shipped(struct px_run *run, const char *name, const struct px_form **out,
		   struct px_err *err);

/*
 * Ask for answers in the terminal (/dev/tty), question by question.  1 when all is answered, 0 when
 * who answers gave up; -1.
 */
int px_form_ask(struct px_run *run, struct px_form_answers *answers, struct px_err *err);

/* A page of results; the rows stay those of the sink for machines. */
void px_results_page(struct px_run *run, const struct px_results *results,
		     const struct px_results_asked *asked, struct px_buf *out);
void px_results_text(struct px_run *run, const struct px_results *results,
		     const struct px_results_asked *asked, struct px_buf *out);

#endif
