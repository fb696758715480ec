/*
 * Filters: `status=open`, `due<=vendredi`, `title~^relance`, `place=`, `project=a,b`, a bare word.
 * Parsed here against the registry, matched here in memory; lib/store turns what SQL can take into
 * WHERE.  All filters of a list must hold.  plexus-filters(7) is the reference.
 */
#ifndef PX_MODEL_FILTER_H
#define PX_MODEL_FILTER_H

#include "base/pattern.h"
#include "model/field.h"

enum px_compare {
	PX_EQUAL,
	PX_DIFFERENT,
	PX_LESS,
	PX_LESS_EQUAL,
	PX_GREATER,
	PX_GREATER_EQUAL,
	PX_MATCHES, /* ~ */
	PX_WORDS,   /* a bare word: beginnings of words of the searched fields */
};

struct px_filter {
	const struct px_field *field; /* NULL for PX_WORDS */
	enum px_compare compare;
	const struct px_value *values; /* any of them; none with = or != means unset */
	size_t count;
	/* Of = and != on a day or an instant: values[i] to ends[i], excluded (`start=demain` is the whole
	 * day, `due=S48` the week).  NULL elsewhere: < <= > >= have been turned to the right end of the
	 * period while parsing. */
	const struct px_value *ends;
	struct px_pattern *pattern; /* of PX_MATCHES */
	const char *words;          /* of PX_WORDS: folded */
};

struct px_filters {
	struct px_filter *items;
	size_t count, capacity;
};

/* Does this operand look like a filter (a known operator after a word)?  `12` and `dupont` do not. */
bool px_filter_is(const char *operand);

/* Add one operand.  PX_USAGE names an unknown field and the nearest one, a bad value, a bad
 * expression.  Texts live in the arena. */
int px_filters_add(struct px_filters *filters, const struct px_type *type, const char *operand,
		   const struct px_world *world, struct px_arena *arena, struct px_err *err);

/* Does the record (derived fields filled) satisfy the filter?  -1 when a pattern gave up. */
int px_filter_match(const struct px_filter *filter, const struct px_record *record,
		    struct px_err *err);

void px_filters_release(struct px_filters *filters);

#endif
