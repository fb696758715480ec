/*
 * Inside the import of answers: what the columns of a file mean, and one row.
 */
#ifndef PX_CLI_FORM_IMPORT_H
#define PX_CLI_FORM_IMPORT_H

#include "care/answers/part.h"
#include "cli/form/form.h"
#include "cli/import.h"

/* What a column is of. */
enum px_answer_column_kind {
	PX_COLUMN_NOTHING,  /* unknown, or derived */
	PX_COLUMN_FIELD,    /* of the record: uid, authored, identifier… */
	PX_COLUMN_QUESTION, /* the answer */
	PX_COLUMN_OPTION,   /* of several: ticked or not */
};
struct px_answer_column {
	enum px_answer_column_kind kind;
	size_t field, question, option;
};

/* One version of the form, and the columns read as it names them. */
struct px_answer_map {
	const struct px_form *form;
	int64_t questionnaire; /* 0: not kept yet */
	struct px_form_answers answers;
	struct px_answer_column *columns;
	size_t count, capacity;
};

/* A rule of --map. */
struct px_answer_rule {
	const char *header, *name; /* name "": left out */
	bool used;
};

struct px_answer_import {
	struct px_run *run;
	struct px_forms_at at;
	const struct px_form *form; /* that the command names */
	struct px_form_versions versions;
	struct px_answer_map *maps;
	size_t map_count, map_capacity;
	struct px_answer_rule *rules;
	size_t rule_count;
	struct px_source *source;
	struct px_rejects *rejects;
	struct px_arena arena; /* a row's */
	struct px_import_counts counts;
	int64_t authored;            /* the day of rows that say none */
	const char *origin;          /* how they came */
	struct px_histogram digests; /* of rows without a name, to count those that say the same */
	int64_t said;
	bool named; /* it was said that names are left out */
};

/* Read --map; PX_USAGE. */
int px_answer_rules(struct px_answer_import *import, struct px_err *err);

/* Find what the columns known so far mean to this version; unknown ones are said once. */
void px_answer_map(struct px_answer_import *import, struct px_answer_map *map);

/* One row: stored, unchanged or rejected, and counted.  -1 stops the import. */
int px_answer_row(struct px_answer_import *import, const struct px_row *row, struct px_err *err);

#endif
