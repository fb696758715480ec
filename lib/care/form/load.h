/*
 * Reading a form's file: what the files that do it share.
 *
 *	keys.c       the keys, in tables
 *	shape.c      is the file made of these keys, each of its shape?
 *	load.c       faults and their places; values out of nodes
 *	questions.c  sections and questions
 *	condition.c  conditions
 *	scores.c     scores, their items, cuts and bands
 *	tile.c       do ranges and bands cover what is possible, once?
 *	index.c      names to places
 *	read.c       the whole
 *
 * What shape.c has complained of is read as if it were absent, so that each fault is said once and
 * every other one is still found.
 */
#ifndef PX_CARE_FORM_LOAD_H
#define PX_CARE_FORM_LOAD_H

#include "care/form.h"
#include "care/form/keys.h"
#include "io/json_path.h"

struct px_form_load {
	struct px_arena *arena;
	struct px_form_faults *faults;
	struct px_form *form;
	/* Being filled; the form's const pointers are these. */
	struct px_form_section *sections;
	struct px_form_question *questions;
	struct px_form_score *scores;
	bool *broken; /* of the questions: a fault of it is said, what follows from it is not */
	size_t seen;  /* conditions may speak of the questions before this one */
};

/* node NULL: absent. */
struct px_form_at {
	struct px_form_load *load;
	const struct px_json_node *node;
	const struct px_json_path *path;
};

void px_form_wrong(struct px_form_at at, const char *format, ...) PX_PRINTF(2, 3);
void px_form_warn(struct px_form_at at, const char *format, ...) PX_PRINTF(2, 3);

/* Was an error found there, or there and below?  What follows from one is not looked for. */
bool px_form_is_wrong_itself(struct px_form_at at);
bool px_form_is_wrong(struct px_form_at at);

struct px_form_at px_form_member(struct px_form_at at, const char *key);
struct px_form_at px_form_nth(struct px_form_at at, size_t i);

/* The items of a list; 0 when it is absent or no list. */
size_t px_form_count(struct px_form_at at);

/* shape.c */
void px_form_shape(struct px_form_at at, const struct px_form_object *object);
bool px_form_is_name(const char *text, const char *allowed);

/*
 * Members, in the shape that keys.c says; what is absent or of another shape is the fallback.
 */
const char *px_form_get_line(struct px_form_at at, const char *key);
struct px_form_text px_form_get_wording(struct px_form_at at, const char *key);
bool px_form_get_truth(struct px_form_at at, const char *key, bool fallback);
int64_t px_form_get_count(struct px_form_at at, const char *key, int64_t fallback);
/* The place of a word, or -1. */
int px_form_get_word(struct px_form_at at, const char *key, const char *const *words, size_t count);
/* A number in units of 10^-decimals: false, and a fault, when it has more decimals or is past the
 * limit; false alone when it is absent. */
bool px_form_get_figure(struct px_form_at at, const char *key, int decimals, int64_t limit,
			int64_t *out);
bool px_form_figure(struct px_form_at at, int decimals, int64_t limit, int64_t *out);
/* A limit of a question's values: a number in its unit, a day. */
bool px_form_get_limit(struct px_form_at at, const char *key,
		       const struct px_form_question *question, int64_t *out);

/* Most of a number that answers hold, in its unit. */
#define PX_FORM_NUMBER_LIMIT INT64_C(1000000000000)

/* "did you mean `x`?" of names, appended to a message: an arena's, "" when none is near. */
const char *px_form_near(struct px_form_load *load, const char *word,
			 const char *(*next)(const void *data, size_t i), const void *data);

/* The parts, in this order. */
void px_form_read_variants(struct px_form_at root);
void px_form_read_questions(struct px_form_at root);
void px_form_read_scores(struct px_form_at root);

/* The member `when`; NULL: there is none, or it is wrong. */
const struct px_form_condition *px_form_read_when(struct px_form_at at);

/* The place of the variant that the member names; -1: none. */
int px_form_read_variant(struct px_form_at at);

/* index.c */
const struct px_form_index *px_form_index_new(struct px_arena *arena, const struct px_form *form);

/* tile.c: a span of values, the condition and variant under which it counts, and where it stands. */
struct px_form_tile {
	int64_t from, to;
	const struct px_form_condition *when;
	int variant;
	struct px_form_at at;
};

/* Among tiles of one condition and one variant none overlaps another, and together they cover least to
 * most without a hole; the usual ones (no variant) hold whatever the answers: one set has no condition,
 * or they are one for each option of a question. */
struct px_form_tiling {
	const struct px_form *form;
	struct px_form_tile *items;
	size_t count;
	int64_t least, most;
	int decimals;
	struct px_form_at at; /* the list */
	bool cases;           /* they have conditions only, and cover nothing themselves */
};
void px_form_tile(struct px_form_tiling *tiling);
bool px_form_condition_same(const struct px_form_condition *a, const struct px_form_condition *b);

#endif
