/*
 * What a program is: a table of verbs, each with its options and operands.  The shared main
 * (lib/cli/main.c) finds `px_program` in the program's file and does the rest: options, help,
 * manual, completion, schema, opening the database, exit status.
 *
 * Options are objects referred to by address, so that a name is typed once:
 *
 *	static const struct px_option opt_year = { "year", 'Y', "YEAR", N_("the exercise") };
 *	…
 *	const char *year = px_option_value(run, &opt_year);
 */
#ifndef PX_CLI_PROGRAM_H
#define PX_CLI_PROGRAM_H

#include <stdbool.h>
#include <stdio.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/field.h"
#include "store/query.h"
#include "store/record.h"
#include "store/store.h"

struct px_run;

struct px_option {
	const char *name;         /* without the dashes */
	char letter;              /* or 0 */
	const char *metavar;      /* NULL: a flag; "[X]": the value is optional, given by = only */
	const char *help;         /* N_(): one line, no full stop */
	const char *const *words; /* values to complete and to check, NULL ends; or NULL */
	const struct px_type *(*records)(void); /* complete with keys of this type; or NULL */
	bool hidden;                            /* not in help: for completion scripts */
	const struct px_type *output; /* the verb's rows when it is given, for --schema; or NULL */
	bool fields;                  /* complete with names of fields of the type, lists of them */
	/* Words to complete, in lists, that are not checked: the i-th, NULL at the end; or NULL. */
	const char *(*word)(struct px_run *run, size_t i);
	const struct px_type *(*also)(void); /* complete with keys of this type as well; or NULL */
};

/* An example of help and manual, run by the tests. */
struct px_example {
	const char *command;
	const char *text; /* N_() */
};

enum px_verb_flags {
	PX_VERB_ALL_TYPES = 1 << 0, /* takes --type when the program holds several types */
	PX_VERB_FIELDS = 1 << 1,    /* takes --FIELD for every writable field of the type */
	PX_VERB_FILTERS = 1 << 2,   /* operands are filters and bare words that search */
	PX_VERB_RECORDS = 1 << 3,   /* operands name records, or are filters, or `-` */
	PX_VERB_FORMATS =
		1 << 4, /* prints rows: --json --jsonl --csv --ids --fields --sort --limit */
	PX_VERB_CHANGES = 1 << 5, /* --dry-run, --yes; says what it did */
	PX_VERB_REPORT = 1 << 6,  /* prints a document: --json --csv --html */
	PX_VERB_ONE = 1 << 7, /* --json gives an object when it is about one record (add, show) */
	PX_VERB_MAYBE =
		1 << 8, /* works without the database: run->store is NULL when there is none */
	PX_VERB_CHARTS = 1 << 10, /* its rows are a page too: --html */
	PX_VERB_MAKES =
		1 << 11, /* makes the database when there is none: run->store is NULL then */
	PX_VERB_EXAMINES =
		1 << 9, /* works on a damaged database: what set-up cannot read there is left 0 */
};

struct px_verb {
	const char *name;
	const char *operands; /* "TASK…", in help; NULL: takes none */
	const char *summary;  /* N_(): one line */
	const char *details;  /* N_(): more, for `help VERB` and the manual; or NULL */
	unsigned flags;
	enum px_access access;
	const struct px_option *const *options; /* NULL ends; or NULL */
	const struct px_type *type; /* what it works on; NULL: --type, or the program's first */
	const struct px_type
		*output; /* the shape of its rows, for --schema; NULL: the record type */
	const struct px_example *examples; /* NULL command ends; or NULL */
	/* Words that its details end on, for help and the manual: the i-th and its text, appended;
	 * NULL at the end. */
	const char *(*term)(size_t i, struct px_buf *text);
	int (*run)(struct px_run *run, struct px_err *err);
	/* Filters, separated by blanks: the records that completion offers.  "slot:status=free" is of
	 * another type than the verb's.  NULL: all. */
	const char *applies;
	/* Words that completion offers for the operand at this place (from 0), besides what `operands`
	 * says: the i-th, NULL at the end; or NULL. */
	const char *(*operand)(struct px_run *run, size_t at, size_t i);
	const char
		*schema; /* a file of share/schemas, for output that no type describes; or NULL */
};

/* A type whose records others follow: what the generic verbs do with it in place of writing it. */
struct px_keeper {
	const struct px_type *type;
	/* Of `import`: store a new one with all that follows, in the open transaction; NULL: it cannot
	 * be imported. */
	int (*insert)(struct px_run *run, struct px_record *record, struct px_err *err);
	const char *instead; /* of `remove`, which is refused: the command to use */
	const char *edits;   /* of `edit`, which is refused; NULL: `instead` */
};

struct px_program {
	const char *name;    /* "plexus-task" */
	const char *summary; /* N_() */
	const char *details; /* N_(): a paragraph for the manual */
	const struct px_type *const
		*types; /* what the generic verbs work on; the first is the default; NULL ends */
	const struct px_verb *verbs;          /* its own, before the generic ones; NULL name ends */
	const struct px_verb *const *generic; /* of lib/cli/generic.h; NULL ends; or NULL */
	const struct px_example *examples;
	const struct px_keeper *keepers; /* NULL type ends; or NULL */
	bool dispatcher;  /* a word that is no verb of its own is another program: plexus task */
	const char *page; /* manuals of section 7 that say more, between '|'; or NULL */
};

/* Defined once by each program's file. */
extern const struct px_program px_program;

/* One run of one verb: everything a verb needs.  Made and released by main. */
struct px_run {
	const struct px_program *program;
	const struct px_verb *verb;
	const struct px_type *type; /* --type, or the program's first */
	size_t operand_count;
	char **operands;
	const char *location;   /* of the database, there or not; or NULL */
	struct px_store *store; /* NULL for PX_ACCESS_NONE, and before px_run_create */
	int64_t organization;   /* --org, else the default one; 0 for `all` */
	int64_t home;           /* the organization that new records belong to */
	int64_t actor;          /* the practitioner of --as, or 0 */
	struct px_world world;
	struct px_arena arena;        /* lives as long as the run */
	FILE *out;                    /* standard output, or -o FILE */
	struct px_file *file;         /* of -o FILE: put in its place when the verb succeeds */
	struct px_progress *progress; /* of what takes long (cli/progress.h); or NULL */
	const char *color;            /* what the configuration says of colours, or NULL */
	bool quiet, verbose, dry_run, yes, no_input;
	bool sorted;            /* --sort and --limit are the query's work already (px_run_query) */
	struct px_hooks *hooks; /* of this verb (cli/hook.h); NULL: none */
	struct px_given *given; /* options given; use the functions below */
	size_t given_count;
	int status; /* what to exit with when the verb returns 0 (3: empty, 5: rejected) */
};

/* Of options. */
bool px_option_given(const struct px_run *run, const struct px_option *option);
const char *px_option_value(const struct px_run *run,
			    const struct px_option *option); /* the last */
/* The i-th value of an option given several times; NULL past the last. */
const char *px_option_nth(const struct px_run *run, const struct px_option *option, size_t i);
/* The integer that it says, or `fallback` when not given; PX_USAGE names the option. */
int px_option_number(const struct px_run *run, const struct px_option *option, int64_t least,
		     int64_t most, int64_t fallback, int64_t *out, struct px_err *err);
/* `--FIELD value` of PX_VERB_FIELDS: the text given, or NULL; `--FIELD=` gives "". */
const char *px_field_option(const struct px_run *run, const struct px_field *field);

/* Common options that verbs look at (lib/cli/options.c). */
extern const struct px_option px_opt_exit_code, px_opt_limit, px_opt_null, px_opt_ids, px_opt_json,
	px_opt_jsonl, px_opt_csv, px_opt_html, px_opt_type, px_opt_output, px_opt_lang, px_opt_year,
	px_opt_fields, px_opt_sort, px_opt_color;

/* Is it a program that reads: --json, --jsonl or --csv?  What it reads is the same in every language. */
bool px_run_for_machines(const struct px_run *run);

/* Was a format (these, --ids, --html), or --fields, or -o asked?  Verbs that change records then print
 * them; else they only say what they did. */
bool px_run_prints(const struct px_run *run);

/* Has Ctrl-C been pressed?  Long loops ask it once a record, which counts it for the line of progress
 * as well: PX_INTERRUPTED, and -1 then. */
int px_run_check(const struct px_run *run, struct px_err *err);

/* A word to people on standard error, "plexus-task: …"; silenced by -q when it is no warning. */
void px_say(const struct px_run *run, const char *format, ...) PX_PRINTF(2, 3);
void px_warn(const struct px_run *run, const char *format, ...) PX_PRINTF(2, 3);

/* Ask on a terminal; elsewhere PX_USAGE tells to add --yes.  1 yes, 0 no, -1. */
int px_confirm(struct px_run *run, struct px_err *err, const char *format, ...) PX_PRINTF(3, 4);

/*
 * Operands that name records, in the order given, each once: names, filters (`status=open`), `-` for
 * ids, uids or JSON objects from standard input.  More than one record reached by a filter needs a
 * yes.  No operand is PX_USAGE.  ids is the run's arena's.
 */
int px_run_records(struct px_run *run, const struct px_type *type, size_t first_operand,
		   int64_t **ids, size_t *count, struct px_err *err);

/* The same for the words of one text list ("a,b,c"); `-` is standard input here too. */
int px_run_names(struct px_run *run, const struct px_type *type, char *const *names, size_t count,
		 int64_t **ids, size_t *id_count, struct px_err *err);

/* Of a verb of PX_ACCESS_CREATE: make the database at run->location and open it, once it is known
 * that what will stand in it is right.  PX_CONFLICT when there is one already. */
int px_run_create(struct px_run *run, struct px_err *err);

/* Of a verb of PX_VERB_MAKES: the database in the making at run->location (px_store_draft). */
int px_run_draft(struct px_run *run, struct px_err *err);

/* What --year says, else the current one. */
int px_run_year(const struct px_run *run, int64_t *year, struct px_err *err);

/* Parse a date, or an instant, or a year given as an operand or option value. */
int px_run_date(struct px_run *run, const char *text, struct px_date *out, struct px_err *err);

/*
 * Changes: begin, then for each record read → the caller's function edits `after` → check → write,
 * then say what was done, then commit; all or nothing.  --dry-run rolls back.  Used by `edit`,
 * `done`, `hold`…  change returns 0, or -1 to stop it all.
 */
int px_run_change(struct px_run *run, const struct px_type *type, const int64_t *ids, size_t count,
		  int (*change)(struct px_run *run, struct px_record *after, void *data,
				struct px_err *err),
		  void *data, const char *said /* N_("done") */, struct px_err *err);

#endif
