/*
 * Answers to forms, in the database: kept with what they come to, read again, counted.
 *
 * An answer is a record of px_type_questionnaire_response.  It keeps the version that it answered, its
 * score and its band as they were computed then, and the answers as px_form_answers_write has them.
 */
#ifndef PX_CARE_ANSWERS_H
#define PX_CARE_ANSWERS_H

#include "base/ratio.h"
#include "care/form_store.h"

/*
 * Keeping.
 */
struct px_answered {
	const struct px_form *form;
	const struct px_form_answers *answers;
	int64_t questionnaire;  /* of px_form_keep */
	int64_t authored;       /* the day, from 1970 */
	const char *source;     /* one of px_response_sources */
	const char *identifier; /* what a file calls it, or NULL */
	const char *uid;        /* when it has one already, or NULL */
	const char *variant;    /* of the thresholds, or NULL: the usual ones */
	int64_t practitioner;   /* the member of the team who answers, or 0 */
	const char *respondent; /* the patient, sealed (px_seal), or NULL */
};

/* Are choices told by their places, 1 for the first?  Not where values are numbers themselves. */
bool px_answers_numbered(const struct px_form_question *question);

/*
 * Put one answer as people type it from paper: what px_form_answer_put takes, the place of a choice, and
 * for yes or no `x`, `o`, `n`, `vrai`, `faux`, `1`, `0`…  PX_REJECTED.
 */
int px_answers_type(struct px_form_answers *answers, size_t question, const char *text,
		    struct px_err *err);

/* What is wrong with them as they stand, all of it: required questions without an answer, answers to
 * questions that are not asked of who answers so (they are left out, and that is no fault).  Says each
 * in faults. */
void px_answers_check(struct px_form_answers *answers, struct px_faults *faults);

/* The record that they make: scored, not yet written.  PX_USAGE: no such variant, or somebody is named
 * and the form is anonymous. */
int px_answers_record(const struct px_forms_at *at, const struct px_answered *answered,
		      struct px_record *out, struct px_err *err);

/* The answers of a stored record, read again: quick when they are as we write them.  form is the
 * version that it answered.  PX_FAILED: they are no answers to it. */
int px_answers_read(const struct px_form *form, const char *text, size_t length,
		    struct px_form_answers *out, struct px_err *err);

/* The sentence that says what a record's answers came to, appended: "Score: 3, positive".  Nothing when
 * the form has no score. */
void px_answers_outcome(const struct px_form *form, const struct px_record *record,
			const char *lang, struct px_buf *out);

/*
 * Counting.
 */
struct px_results_asked {
	const char *name;          /* of the form */
	const char *version;       /* NULL: all of them */
	const char *since, *until; /* YYYY-MM-DD, both included; or NULL */
	int64_t least;             /* of a cell: what is smaller is masked */
	bool months, bands;        /* lines of months, of bands: not the questions */
	bool questions;            /* a line a question, not its options */
	const char *lang;
};

enum px_result_of {
	PX_RESULT_FORM,
	PX_RESULT_VERSION,
	PX_RESULT_MONTH,
	PX_RESULT_SCORE,
	PX_RESULT_BAND,
	PX_RESULT_QUESTION,
	PX_RESULT_OPTION, /* of the question before it; "" is without an answer */
	PX_RESULT_UNASKED,
	PX_RESULT_UNANSWERED,
};
enum { PX_RESULT_COUNT = PX_RESULT_UNANSWERED + 1 };
extern const char *const px_result_words[PX_RESULT_COUNT + 1]; /* "form", "version"… */

/* A figure that there is none of, and why. */
enum px_result_why {
	PX_RESULT_KNOWN,
	PX_RESULT_NOBODY, /* nobody answered */
	PX_RESULT_SMALL,  /* masked */
	PX_RESULT_LINKED, /* would give a masked one away */
};

struct px_result {
	enum px_result_of of;
	const char *name;   /* of the question, score, band, version; "2025-03" */
	const char *option; /* its value, of PX_RESULT_OPTION */
	const char *label;
	int64_t count;                /* -1: none, see why */
	int64_t whole;                /* of which it is a part; -1: none */
	struct px_ratio mean, median; /* bad: none */
	struct px_ratio complete;     /* of those who answered, in percent; bad: none */
	int decimals;                 /* of mean and median, at most */
	enum px_result_why why;       /* why count, or mean where there is a count, is missing */
};

struct px_results {
	const struct px_form *form; /* the newest version that was answered, or NULL */
	struct px_result *items;    /* the arena's */
	size_t count;
};

/* Texts live in at->arena.  PX_NOT_FOUND: no such form. */
int px_results_count(const struct px_forms_at *at, const struct px_results_asked *asked,
		     struct px_results *out, struct px_err *err);

#endif
