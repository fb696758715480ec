/*
 * Inside the export of answers.
 */
#ifndef PX_CLI_FORM_EXPORT_H
#define PX_CLI_FORM_EXPORT_H

#include "cli/form/form.h"

/* What a column of the table is of. */
struct px_export_column {
	const char *name;
	size_t question; /* of the form */
	int option;      /* of several choices; -1: the question itself */
};

/* The columns of the questions, one each, one an option of several; count is what was there.  In the
 * run's arena. */
struct px_export_column *px_export_columns(struct px_run *run, const struct px_form *form,
					   size_t *count);

/* What the columns mean: a line each. */
extern const struct px_type px_view_codebook;
int px_export_codebook(struct px_run *run, const struct px_form *form, struct px_err *err);

/* Each stored answer of the form that the options ask for, the record and what it holds, in the order
 * of ids.  take returns 0 to go on. */
struct px_exported {
	const struct px_record *record;
	const struct px_form_answers *answers; /* to the version that it answered */
	int64_t questionnaire;
};
struct px_export_asked {
	const char *name, *version, *since, *until;
};
int px_export_each(struct px_run *run, const struct px_form_versions *versions,
		   const struct px_export_asked *asked,
		   int (*take)(const struct px_exported *exported, void *data, struct px_err *err),
		   void *data, struct px_err *err);

#endif
