/*
 * Forms: questionnaires that people answer, and what their answers come to.
 *
 * A form is a JSON file (share/forms, plexus-forms(7)): sections of questions, conditions, scores,
 * bands, where each comes from, in French and English.  Nothing of a form is in C: neither a
 * threshold nor a question nor a name.  Reading a file checks all of it: what loads can be scored for
 * any valid answers.
 *
 * Figures are exact.  Points and thresholds are written with at most `decimals` decimals and held as
 * whole numbers of that unit (30.17 is 3017 where decimals is 2); a mean or a prorated score is a
 * fraction of such numbers.
 *
 * A form lives in the arena that it was read into.
 */
#ifndef PX_CARE_FORM_H
#define PX_CARE_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/ratio.h"

enum {
	PX_FORM_SECTIONS_LIMIT = 100,
	PX_FORM_QUESTIONS_LIMIT = 500,
	PX_FORM_OPTIONS_LIMIT = 64, /* of a question */
	PX_FORM_SCORES_LIMIT = 64,
	PX_FORM_FILE_LIMIT = 1 << 20,  /* bytes */
	PX_FORM_TEXT_LIMIT = 10000,    /* characters of an answer in words */
	PX_FORM_POINTS_LIMIT = 1000000 /* units: points, thresholds */
};

/* A text in the languages of forms; en may be NULL (a warning of lint), fr never is where a text is
 * compulsory. */
struct px_form_text {
	const char *fr, *en;
};

/* In this language ("fr", "en"), else in the other; NULL when there is none at all. */
const char *px_form_in(struct px_form_text text, const char *lang);

enum px_form_kind {
	PX_FORM_SINGLE,   /* one of the options */
	PX_FORM_MULTIPLE, /* any of them */
	PX_FORM_NUMBER,   /* least to most, so many decimals, a unit */
	PX_FORM_DATE,
	PX_FORM_TEXT,  /* words, which no machine judges */
	PX_FORM_SCALE, /* a whole number, least to most, the ends named */
};
enum { PX_FORM_KIND_COUNT = PX_FORM_SCALE + 1 };
extern const char *const px_form_kind_names[PX_FORM_KIND_COUNT]; /* as files say them */

/* What must be so of earlier answers.  Of an unanswered question nothing is so but `not`. */
enum px_form_test {
	PX_FORM_IS,       /* single, boolean-like: this option; number, scale, date: this value */
	PX_FORM_CONTAINS, /* multiple: this option is among those chosen */
	PX_FORM_AT_LEAST, /* number, scale, date */
	PX_FORM_AT_MOST,
	PX_FORM_ANSWERED,
	PX_FORM_ANY, /* of parts */
	PX_FORM_ALL,
	PX_FORM_NOT, /* its one part */
};

struct px_form_condition {
	enum px_form_test test;
	size_t question;
	int64_t value; /* the option's place; of a number, in its unit; of a date, days since 1970 */
	const struct px_form_condition *parts;
	size_t part_count;
};

struct px_form_option {
	const char *value; /* what answers hold: "yes" */
	struct px_form_text label;
	bool scored;
	int64_t points;
	bool alone; /* of multiple: excludes the others ("none of these") */
};

/* Of a number or scale: what a value between from and to, both included, brings.  The first that
 * holds counts, those of a variant before the others. */
struct px_form_range {
	int64_t from, to; /* in the question's unit */
	int64_t points;
	const struct px_form_condition *when; /* NULL: always */
	int variant;                          /* its place in the form's; -1: none */
};

struct px_form_question {
	const char *name; /* a slug */
	enum px_form_kind kind;
	struct px_form_text label, help;
	size_t section;
	bool required;
	const struct px_form_condition *when; /* shown when; NULL: always */
	const struct px_form_option *options;
	size_t option_count;
	/* Of numbers and scales, in units of 10^-decimals; of dates, days since 1970. */
	bool has_least, has_most;
	int64_t least, most;
	int decimals;
	struct px_form_text unit, least_label, most_label;
	const struct px_form_range *ranges;
	size_t range_count;
	bool scored; /* brings points: from options, ranges, or (of a scale) its value */
	int64_t points_least, points_most;
	bool counted; /* a score depends on the answer */
};

struct px_form_section {
	struct px_form_text title, help;
	size_t first, count; /* questions */
};

/* How grave a band is, for colours and for whom to call; data, never the name. */
enum px_form_tone { PX_FORM_PLAIN, PX_FORM_GOOD, PX_FORM_WATCH, PX_FORM_ALERT };
enum { PX_FORM_TONE_COUNT = PX_FORM_ALERT + 1 };
extern const char *const px_form_tone_names[PX_FORM_TONE_COUNT];

struct px_form_band {
	const char *name; /* a slug: "positive" */
	struct px_form_text label, advice;
	enum px_form_tone tone;
	int64_t from, to;        /* in the form's unit, both included */
	bool open_from, open_to; /* no bound was said: down to, up to, whatever is possible */
};

/* One set of bands.  A score looks at its cuts in order and takes the first that is of the variant
 * asked for (-1: the usual ones) and whose condition holds; a variant that cuts nothing takes the usual
 * ones. */
struct px_form_cut {
	int variant;
	const struct px_form_condition *when; /* NULL: always */
	const struct px_form_band *bands;     /* by from */
	size_t count;
};

struct px_form_item {
	size_t question;
	int64_t weight;
	bool reverse; /* the most and the least of its points change places */
};

enum px_form_missing { PX_FORM_REFUSE, PX_FORM_IGNORE, PX_FORM_PRORATE };
enum { PX_FORM_MISSING_COUNT = PX_FORM_PRORATE + 1 };
extern const char *const px_form_missing_names[PX_FORM_MISSING_COUNT];

struct px_form_score {
	const char *name; /* a slug */
	struct px_form_text label;
	int64_t start; /* what the sum begins with */
	bool mean;     /* of the items answered, in place of their sum */
	const struct px_form_item *items;
	size_t item_count;
	/* refuse: no score when one of the items that are asked is unanswered; ignore: it brings
	 * nothing; prorate: up to missing_most of them, the sum of the others in proportion. */
	enum px_form_missing missing;
	size_t missing_most;
	const struct px_form_cut *cuts;
	size_t cut_count;
	int64_t least, most; /* what is possible, in the form's unit */
};

struct px_form_variant {
	const char *name; /* a slug */
	struct px_form_text label, source;
};

struct px_form {
	const char *name;    /* a slug: "findrisc" */
	const char *version; /* numbers between dots: "1", "2024.1" */
	struct px_form_text title, description, source, thanks;
	const char *url; /* of the source, or NULL */
	bool anonymous;  /* answers name nobody */
	int decimals;    /* of points: 0 to 4 */
	const struct px_form_section *sections;
	size_t section_count;
	const struct px_form_question *questions; /* in the form's order */
	size_t question_count;
	bool conditional;                   /* some question is shown only when */
	const struct px_form_score *scores; /* the first is the form's; the others are beside it */
	size_t score_count;
	const struct px_form_variant *variants;
	size_t variant_count;
	const char *text; /* the file as it was read, and its SHA-256 */
	size_t text_length;
	const char *digest;
	const struct px_form_index *index; /* names to places */
};

/* A fault of a form's file, or a warning: form.json:12: sections[0].questions[3].kind: … */
struct px_form_fault {
	bool warning;
	long line;
	const char *path; /* "" of the whole */
	const char *message;
};
struct px_form_faults {
	struct px_arena *arena;
	struct px_form_fault *items; /* in the file's order of lines */
	size_t count, capacity, errors;
};

/*
 * Read a form: every fault of it, not the first.  The form is there when there are no errors, warnings
 * or not; else NULL.  Texts and faults live in faults->arena.  name is what messages call the file.
 */
const struct px_form *px_form_lint(const char *bytes, size_t length, struct px_form_faults *faults);

/* The same for who wants a form or nothing: PX_FAILED with the first error, "findrisc.json:12: …", and
 * how many more there are; PX_NOT_FOUND. */
const struct px_form *px_form_parse(struct px_arena *arena, const char *bytes, size_t length,
				    const char *name, struct px_err *err);
const struct px_form *px_form_read(struct px_arena *arena, const char *path, struct px_err *err);

/* Their places, or -1. */
long px_form_question(const struct px_form *form, const char *name, size_t length);
long px_form_option(const struct px_form_question *question, const char *value, size_t length);
long px_form_variant(const struct px_form *form, const char *name);

/* As strcmp, numbers as numbers: "1.9" before "1.10". */
int px_form_version_compare(const char *a, const char *b);

/*
 * Answers to one form.  Made once, cleared and filled again for each who answers.
 */
struct px_form_answer {
	bool given;
	int64_t number;   /* the option's place; a number in the question's unit; days since 1970 */
	uint64_t chosen;  /* of multiple: a bit an option */
	const char *text; /* of a text: the arena's */
};

struct px_form_answers {
	const struct px_form *form;
	struct px_arena *arena;       /* of texts; the caller's to reset */
	struct px_form_answer *items; /* one a question */
	signed char *shown; /* one a question, of px_form_shown: 1 it is, -1 not, 0 unknown */
};

struct px_form_answers px_form_answers_new(struct px_arena *arena, const struct px_form *form);
void px_form_answers_clear(struct px_form_answers *answers);

/*
 * Put one answer, as people, CSV and web forms write it: the option's value, or its label in either
 * language; several separated by commas (`\,` is a comma); a number with a dot or a comma; a date.
 * Blank: not answered.  Whether the question is shown is not looked at: px_form_shown.
 * PX_REJECTED: "age: 230: at most 120 years is allowed".
 */
int px_form_answer_put(struct px_form_answers *answers, size_t question, const char *text,
		       size_t length, struct px_err *err);

/* The same from a JSON value: a string, a number, true and false for the options yes and no, a list,
 * null. */
struct px_json_node;
int px_form_answer_json(struct px_form_answers *answers, size_t question,
			const struct px_json_node *node, struct px_err *err);

/* A JSON object of answers, each a member; every fault is in faults ("question: value: …").  What is
 * right is put all the same. */
void px_form_answers_read(struct px_form_answers *answers, const struct px_json_node *object,
			  struct px_faults *faults);

/* The fault of a name that no question has, with the nearest one. */
void px_form_answers_unknown(const struct px_form *form, const char *name,
			     struct px_faults *faults);

/* Append them as such an object, in the form's order: {"cough":"yes","age":58,"signs":["a","b"]}. */
void px_form_answers_write(const struct px_form_answers *answers, struct px_buf *out);

/* Append one answer for people, in this language: "Yes", "58 years", "a, b"; nothing when not given. */
void px_form_answer_human(const struct px_form_answers *answers, size_t question, const char *lang,
			  struct px_buf *out);

bool px_form_holds(const struct px_form_condition *condition,
		   const struct px_form_answers *answers);

/* Is the question shown, the earlier answers being these?  One that is not counts for nothing. */
bool px_form_shown(const struct px_form_answers *answers, size_t question);

/* The questions that are shown, required or counted, and not answered: their places into out, which has
 * room for all; how many. */
size_t px_form_unanswered(const struct px_form_answers *answers, size_t *out);

/*
 * Scores.
 */
struct px_form_outcome {
	bool known;           /* else too many answers are missing */
	int64_t units, parts; /* the score is units / parts, in the form's unit; parts is 1 but of
			       * means and prorated scores */
	size_t missing;       /* of its items */
	const struct px_form_band *band; /* NULL: unknown, or no cut holds */
};

/* One outcome per score of the form, into out, which has room for them.  variant: a place, or -1. */
void px_form_compute(const struct px_form_answers *answers, int variant,
		     struct px_form_outcome *out);

/* Append the value: "30.17", "5"; a fraction with two decimals more at most. */
void px_form_value(const struct px_form *form, const struct px_form_outcome *outcome,
		   struct px_buf *out);
struct px_ratio px_form_ratio(const struct px_form *form, const struct px_form_outcome *outcome);

#endif
