/*
 * The keys of a form's file: the one description of it.  Reading checks files against it; the JSON
 * Schema, the help and the manual say what it says.
 */
#ifndef PX_CARE_FORM_KEYS_H
#define PX_CARE_FORM_KEYS_H

#include "care/form.h"

enum px_form_shape {
	PX_FORM_A_SLUG,       /* small letters, digits, dashes */
	PX_FORM_A_NAME,       /* and underscores */
	PX_FORM_A_VALUE,      /* letters, digits, and any of -_.+ */
	PX_FORM_A_VERSION,    /* numbers between dots */
	PX_FORM_A_WORDING,    /* {"fr": …, "en": …}, or a string, which is French */
	PX_FORM_A_LINE,       /* a string */
	PX_FORM_A_URL,        /* https://… */
	PX_FORM_A_TRUTH,      /* true or false */
	PX_FORM_A_COUNT,      /* a whole number, least to most */
	PX_FORM_A_FIGURE,     /* a number */
	PX_FORM_A_LIMIT,      /* a number; of dates, a day */
	PX_FORM_A_WORD,       /* one of some words */
	PX_FORM_A_LIST,       /* of objects */
	PX_FORM_A_THING,      /* an object */
	PX_FORM_SOME_NAMES,   /* a list of names, or of objects that hold one and more */
	PX_FORM_SOME_VALUES,  /* a value, a number, true, false, or a list of these */
	PX_FORM_SOME_OPTIONS, /* a list of objects, or the name of one that stands in choices */
	PX_FORM_SOME_POINTS,  /* an object: a number for each option's value */
};

struct px_form_object;

struct px_form_key {
	const char *name;
	enum px_form_shape shape;
	bool needed;
	const char *help;                /* N_() */
	const struct px_form_object *of; /* what it is made of */
	const char *const *words;        /* of PX_FORM_A_WORD */
	size_t word_count;
	int64_t least, most; /* of PX_FORM_A_COUNT */
	unsigned kinds;      /* of a question's: a bit for each kind that takes it; 0: all do */
};

struct px_form_object {
	const char *name; /* "question" */
	const char *help; /* N_() */
	const struct px_form_key *keys;
	size_t count;
};

/* Each once, the form itself first; NULL ends. */
extern const struct px_form_object *const px_form_objects[];

/* One key that may stand anywhere, and says nothing. */
extern const char px_form_comment[];

#endif
