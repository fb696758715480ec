/*
 * The results of `plexus-form score`, written.
 *
 *	score.c        rows in, answers, scores
 *	score_out.c    lines of JSON, CSV
 *	score_text.c   for people
 */
#ifndef PX_CLI_FORM_SCORE_H
#define PX_CLI_FORM_SCORE_H

#include "cli/form/form.h"
#include "io/csv_out.h"

enum px_score_style { PX_SCORE_LINES, PX_SCORE_JSON, PX_SCORE_CSV, PX_SCORE_TEXT };

/* What never changes from a row to the next, as it is written. */
struct px_score_out {
	struct px_run *run;
	const struct px_form *form;
	const char *lang;
	const char *variant; /* its name, or NULL */
	bool carries;        /* a value of each row is handed on (--id) */
	bool brief;          /* without what is the same in every row */
	enum px_score_style style;
	struct px_buf out; /* to be flushed */
	struct px_buf head, tail;
	char **bands; /* ,"band":…: one a band, in the order of scores, cuts and bands; first none */
	struct px_csv_out csv;
	size_t *missing; /* scratch */
	size_t rows;
	bool array; /* of PX_SCORE_JSON: a second row came, or the input was an array */
};

void px_score_begin(struct px_score_out *out);

/* One result; id is what --id hands on, or NULL. */
int px_score_put(struct px_score_out *out, const char *id, const struct px_form_answers *answers,
		 const struct px_form_outcome *outcomes, struct px_err *err);
int px_score_end(struct px_score_out *out, struct px_err *err);
void px_score_release(struct px_score_out *out);

/* score_text.c: append what people read. */
void px_score_text(const struct px_score_out *out, const char *id,
		   const struct px_form_answers *answers, const struct px_form_outcome *outcomes,
		   struct px_buf *text);

#endif
