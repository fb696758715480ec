/*
 * Inside the rendering of forms: what is said in words, the same in a page and in a sheet.
 */
#ifndef PX_CARE_FORM_RENDER_WORDS_H
#define PX_CARE_FORM_RENDER_WORDS_H

#include "care/form_render.h"

enum { PX_FORM_SCALE_MOST = 11 }; /* a longer scale is asked as a number */

/* Append whole units of 10^-decimals for people: 1 234,5. */
void px_form_put_number(int64_t value, int decimals, const char *lang, struct px_buf *out);

/* Append a value of this question (an option's place, a number, a day) for people. */
void px_form_put_value(const struct px_form_question *question, int64_t value, const char *lang,
		       struct px_buf *out);

/* Append when a question is asked: "« Oui » à la question 2, ou …". */
void px_form_put_condition(const struct px_form *form, const struct px_form_condition *condition,
			   const char *lang, struct px_buf *out);

/* Append what an answer may be, "de 18 à 120 ans", "plusieurs réponses possibles"; nothing when there
 * is nothing to say. */
void px_form_put_hint(const struct px_form_question *question, const char *lang,
		      struct px_buf *out);

/* What ends a sentence that begins another: ". ", or " " after a text that has its stop. */
const char *px_form_full_stop(const char *text);

/* Is it asked as a list of values, one of which is ticked? */
bool px_form_is_steps(const struct px_form_question *question);

/*
 * What answers bring, for who scores by hand: lines of a table, and sentences.
 */
struct px_form_points {
	const char *question, *answer, *points; /* valid until the next call */
};
void px_form_each_points(const struct px_form *form, const char *lang,
			 void (*take)(const struct px_form_points *line, void *data), void *data);

/* Bands of a score: "de 3 à 5", "positif", and what to do then.  `of` heads them: the score's label,
 * the variant, for whom. */
struct px_form_band_line {
	const char *of, *from_to, *label, *advice;
};
void px_form_each_band(const struct px_form *form, const char *lang,
		       void (*take)(const struct px_form_band_line *line, void *data), void *data);

/* Append how a score is made: "Somme des questions 1 à 5, la question 3 inversée…". */
void px_form_put_sum(const struct px_form *form, const struct px_form_score *score,
		     const char *lang, struct px_buf *out);

#endif
