/*
 * Urgency: how pressing a task is, in hundredths, a sum of terms each easy to say.
 *
 * One table holds them: the key of the configuration that weighs each, its weight when nothing is
 * configured, how much of it counts for a task, and why.  The derived field, `next --explain`, the
 * configuration and the manuals come from it.  To add a term: one line in urgency.c.
 */
#ifndef PX_MODEL_URGENCY_H
#define PX_MODEL_URGENCY_H

#include "model/field.h"

enum { PX_URGENCY_MOST = 1000000 }; /* a weight is between this and its opposite */

struct px_urgency_term {
	const char *key;  /* of the configuration: "urgency.due" */
	int64_t weight;   /* hundredths */
	const char *help; /* N_(): when it counts */
	/* How much of the weight counts for this task: part of whole, 0 when nothing. */
	int64_t (*part)(const struct px_record *task, const struct px_world *world);
	int64_t whole;
	/* Append what makes it count, for people ("in 3 days"); NULL: help says all. */
	void (*why)(const struct px_record *task, const struct px_world *world, struct px_buf *out);
};

extern const struct px_urgency_term px_urgency_terms[];
extern const size_t px_urgency_count;

/* "due" */
const char *px_urgency_name(const struct px_urgency_term *term);

/* What the i-th term weighs: what world says (one weight a term), else the table. */
int64_t px_urgency_weight(const struct px_world *world, size_t i);

/* What the i-th term adds to the urgency of an open task. */
int64_t px_urgency_points(const struct px_record *task, const struct px_world *world, size_t i);

/* The urgency, the sum of the points; false for a closed task, which has none. */
bool px_urgency(const struct px_record *task, const struct px_world *world, int64_t *sum);

#endif
