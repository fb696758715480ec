/*
 * Inside the counting of answers.
 */
#ifndef PX_CARE_ANSWERS_PART_H
#define PX_CARE_ANSWERS_PART_H

#include "care/answers.h"

/* Numbers and how often each came. */
struct px_histogram {
	struct px_histogram_slot {
		int64_t value, count;
	} * slots;
	size_t used, capacity;
};

void px_histogram_add(struct px_histogram *histogram, int64_t value);
int64_t px_histogram_total(const struct px_histogram *histogram);
/* Exact, in units; bad of none. */
struct px_ratio px_histogram_mean(const struct px_histogram *histogram);
struct px_ratio px_histogram_median(struct px_histogram *histogram);
int64_t px_histogram_count(const struct px_histogram *histogram, int64_t value);
void px_histogram_release(struct px_histogram *histogram);

/* A part of all answers: a month, a version, a band; or all. */
struct px_tally_group {
	const char *key;
	int64_t count, complete;
	struct px_histogram scores; /* in units of the first score, with two decimals more */
};
struct px_tally_groups {
	struct px_tally_group *items;
	size_t count, capacity;
	size_t last; /* the one found last: rows come in runs */
};

/* What was answered to one question, in all versions. */
struct px_tally_question {
	const struct px_form_question *question; /* of the newest version that has it */
	const struct px_form *form;
	size_t place; /* there */
	const struct px_form_option **options;
	int64_t *counts; /* of each option */
	size_t option_count, option_capacity;
	int64_t given, unanswered, unasked;
	struct px_histogram values; /* of numbers, in its decimals */
	bool masked;                /* something of it is */
};

/* A score, and its bands. */
struct px_tally_score {
	const struct px_form_score *score;
	const struct px_form *form;
	struct px_histogram values;
	struct px_tally_groups bands;
	int64_t unknown; /* answers that have no score */
};

struct px_tally {
	const struct px_form *form; /* the newest */
	struct px_tally_group all;
	struct px_tally_groups versions, months;
	struct px_tally_question *questions;
	size_t question_count, question_capacity;
	struct px_tally_score *scores;
	size_t score_count;
	struct px_arena *arena;
};

struct px_tally_group *px_tally_group(struct px_tally_groups *groups, const char *key,
				      size_t length, struct px_arena *arena);

/* Read and count; released by the caller, after a failure too. */
int px_tally_count(const struct px_forms_at *at, const struct px_results_asked *asked,
		   struct px_tally *tally, struct px_err *err);
void px_tally_release(struct px_tally *tally);

#endif
