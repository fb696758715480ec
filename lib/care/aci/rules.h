/*
 * The rules of one version of an agreement, as a file says them.  Nothing of an agreement is in C:
 * neither a figure nor a code nor a sentence.  share/rules/aci.schema.json describes such files.
 *
 * A rule file declares facts (what a team knows of its year), quantities (computed from them by
 * expressions), and indicators.  The points of an indicator are made by steps, in order; each step
 * has a shape of the engine's table (shapes.c) that adds to the points so far, multiplies them, or
 * stops with none.  Loading checks everything: what loads can be evaluated for any valid facts.
 *
 * Rules live in the arena that they were loaded into.
 */
#ifndef PX_CARE_ACI_RULES_H
#define PX_CARE_ACI_RULES_H

#include "care/aci/value.h"

enum px_aci_class {
	PX_ACI_PREREQUISITE,
	PX_ACI_CORE,
	PX_ACI_OPTION,
	PX_ACI_BONUS,
};
enum { PX_ACI_CLASS_COUNT = PX_ACI_BONUS + 1 };
extern const char *const px_aci_class_names[PX_ACI_CLASS_COUNT]; /* as JSON says them */

/* A setting of a counter: texts, or one number. */
struct px_aci_setting {
	const char *name;
	const char *const *words;
	size_t count;
	int64_t number;
};

/* What a team knows.  kind is the file's word for it: integer, number, percent, cents, boolean,
 * date, word, words, acquired. */
struct px_aci_fact_rule {
	const char *name;
	const char *kind;
	enum px_aci_type type;
	bool whole;                  /* no decimals */
	struct px_ratio least, most; /* of a number; of a date, in days since 1970 */
	const char *const *words;    /* those allowed */
	size_t word_count;
	struct px_aci_text label;
	struct px_aci_text *word_labels; /* one a word; NULL: words speak for themselves */
	const char *counter; /* what counts it over the records, or NULL: care/aci/counters.h */
	const struct px_aci_setting *settings;
	size_t setting_count;
};

struct px_aci_op;

/* A literal, the name of a fact or quantity, or an operation on expressions. */
enum px_aci_leaf {
	PX_ACI_LITERAL,
	PX_ACI_FACT,
	PX_ACI_QUANTITY,
	PX_ACI_EXERCISE, /* the year */
	PX_ACI_OPERATION,
};

struct px_aci_expr {
	enum px_aci_leaf leaf;
	const struct px_aci_op *op;
	size_t index; /* of the fact, quantity, or indicator that an operation names */
	struct px_ratio number;
	const char *word; /* literal word of an operation */
	const struct px_aci_expr *args;
	size_t count;
	enum px_aci_type type;
	const struct px_json_path *where; /* in the file, for messages while loading (load.h) */
};

struct px_aci_quantity {
	const char *name;
	struct px_aci_text label;
	struct px_aci_expr expr;
	bool percent; /* a share, that people read as a percentage */
};

/* A national figure that changes with the years: the value of the latest year not after the
 * exercise, else the earliest.  It stands in for the fact of the same name when that is not
 * given. */
struct px_aci_dated {
	int year;
	struct px_ratio value;
	struct px_aci_text source;
};
struct px_aci_parameter {
	size_t fact;
	const struct px_aci_dated *values;
	size_t count;
};

/* What an agreement leaves unclear, and the reading taken. */
struct px_aci_choice {
	const char *name;
	bool prorata; /* "prorata"; else "zero" */
	struct px_aci_text disputed;
};

struct px_aci_band {
	struct px_ratio from, points;
};
struct px_aci_row {
	const struct px_aci_expr *when; /* NULL: always */
	struct px_ratio points;
	struct px_aci_text reason; /* fr NULL: none */
};

struct px_aci_shape;

/* Which of these a shape takes, and which it needs, is in its line of the table. */
struct px_aci_step {
	const struct px_aci_shape *shape;
	const struct px_aci_expr *when, *of, *over, *points, *most, *required, *target;
	const struct px_aci_expr *from; /* dates */
	size_t from_count;
	const struct px_aci_band *bands;
	size_t band_count;
	const struct px_aci_row *rows;
	size_t row_count;
	const struct px_aci_choice *fewer;
	struct px_aci_text reason; /* said when the step takes points away; fr NULL: a plain one */
};

/* What would reach an indicator: facts and the values that they would have. */
struct px_aci_change {
	size_t fact;
	struct px_aci_expr value;
};

struct px_aci_indicator {
	const char *code;
	int axis;
	enum px_aci_class class;
	int class_year; /* in this year alone its class is class_then; 0: never */
	enum px_aci_class class_then;
	struct px_aci_text label;
	const struct px_aci_step *steps;
	size_t step_count;
	struct px_aci_text evidence;         /* fr NULL: none is asked */
	const struct px_aci_expr *files;     /* how many files; NULL: one is enough */
	const struct px_aci_change *changes; /* towards it */
	size_t change_count;
	struct px_aci_text how;
	const struct px_aci_expr *done, *needed; /* a progress to show, or NULL */
	struct px_aci_text progress;
	const bool *uses; /* facts, by their index */
};

/* Facts that disagree: said, never refused. */
struct px_aci_check {
	const struct px_aci_expr *when;
	struct px_aci_text text;
};

struct px_aci_rules {
	const char *path;
	const char *name; /* "aci-msp-avenant-1" */
	const char *kind; /* "msp": which structures it is for */
	struct px_aci_text title, source;
	int first_year, last_year;
	int declare_month, declare_day; /* when the declaration of a year is due, in the next one */
	int64_t point_cents;
	const struct px_aci_text *axes; /* labels, axis 1 first */
	size_t axis_count;

	const struct px_aci_fact_rule *facts;
	size_t fact_count;
	const struct px_aci_parameter *parameters;
	size_t parameter_count;
	const struct px_aci_quantity *quantities;
	size_t quantity_count;
	const struct px_aci_choice *choices;
	size_t choice_count;
	const struct px_aci_indicator *indicators;
	size_t indicator_count;
	const size_t *gate; /* indicators; each counts in the years when it is a prerequisite */
	size_t gate_count;
	const struct px_aci_check *checks;
	size_t check_count;

	const struct px_aci_expr *share;  /* of the year that the contract covers */
	const struct px_aci_expr *days;   /* the same in days */
	const struct px_aci_expr *uplift; /* percent */
	const bool *uplift_uses;
	const struct px_aci_expr *floor_when;     /* NULL: there is no floor */
	int64_t floor_cents, floor_advance_cents; /* for a full year */
	struct px_ratio advance_share;            /* 0: there is no advance */
	bool advance_classes[PX_ACI_CLASS_COUNT];
	size_t advance_paid; /* the fact; fact_count: none */
};

/* Load and check one file.  NULL and PX_FAILED (PX_NOT_FOUND when there is no such file):
 * "file.json:12: indicators[3].steps[0].shape: no shape is called `foo` …". */
const struct px_aci_rules *px_aci_rules_load(struct px_arena *arena, const char *path,
					     struct px_err *err);
/* The same from memory; name is what messages call it. */
const struct px_aci_rules *px_aci_rules_parse(struct px_arena *arena, const char *bytes,
					      size_t length, const char *name, struct px_err *err);

/* Among the files aci-<kind>-*.json of a folder, the one whose exercises hold the year; past
 * the latest of them, that one (the report is then provisional).  PX_FAILED for a year before
 * the first. */
const struct px_aci_rules *px_aci_rules_choose(struct px_arena *arena, const char *folder,
					       const char *kind, int year, struct px_err *err);

/* The index, or -1. */
long px_aci_fact_index(const struct px_aci_rules *rules, const char *name);
long px_aci_indicator_index(const struct px_aci_rules *rules, const char *code);
enum px_aci_class px_aci_class_in(const struct px_aci_indicator *indicator, int year);

/* Names of the shapes and operations that the engine knows, and the keys of a shape (those
 * ending in ! are needed); NULL past the last: the schema is checked against them. */
const char *px_aci_shape_name(size_t i);
const char *px_aci_shape_keys(size_t i);
const char *px_aci_op_name(size_t i);

#endif
