/*
 * Inside import: what its files share.
 */
#ifndef PX_CLI_IMPORT_PART_H
#define PX_CLI_IMPORT_PART_H

#include "cli/import.h"
#include "cli/progress.h"
#include "cli/task/follow.h"

enum px_on_conflict { PX_CONFLICT_UPDATE, PX_CONFLICT_SKIP, PX_CONFLICT_FAIL };

enum px_import_outcome {
	PX_IMPORT_NEW,
	PX_IMPORT_CHANGED,
	PX_IMPORT_UNCHANGED,
	PX_IMPORT_REJECTED,
	PX_IMPORT_WAITS, /* it names a record of its own type that may stand further down */
};

/* One --map rule. */
struct px_import_rule {
	const char *header;
	const struct px_field *field; /* NULL: leave the column out */
	const char *state; /* what the people it names were at the meeting; no field then */
	bool euros;        /* its whole amounts are euros: the rule does not say cents */
	bool used;
};

/* A column of the source. */
struct px_import_column {
	const struct px_field *field; /* NULL: not imported */
	const char *state; /* its names are of people who were at the meeting so; no field then */
	bool hour;         /* the time of day of the field, whose own column has the day */
	bool euros;        /* whole amounts are euros */
	bool stamp;        /* when the system wrote the record: not imported, but telling */
	bool person;       /* both names of a person, when no column has the family name alone */
	bool given_first;  /* of these, as the header says */
	bool title; /* a job title, the list of a card: a profession, a status when it names one,
		     * nothing at all otherwise */
};

struct px_import {
	struct px_run *run;
	const struct px_type *type;
	struct px_import_rule *rules;
	size_t rule_count;
	struct px_source *source;
	struct px_import_column *columns;
	size_t column_count;
	int64_t untold;          /* titles that name no profession, in this file */
	const char *untold_like; /* the first of them */
	struct {
		const struct px_field *field;
		int64_t count;    /* cells that are none of its words, in this file */
		const char *like; /* the first of them */
	} unworded;
	bool match_id;
	bool told;  /* of this file: that no column is what a new record must have */
	bool waits; /* rows may wait for those that follow */
	enum px_on_conflict on_conflict;
	struct px_rejects *rejects; /* NULL without --rejects */
	struct px_arena arena;      /* one row's */
	struct px_import_counts counts;
	struct px_follow_later later; /* tasks that rows close or open */
	int64_t said;                 /* repairs and reasons printed so far */
};

/* A row being looked at: what it says, and which record it was found to be about. */
struct px_encounter {
	struct px_import *import;
	const struct px_row *row;
	struct px_faults *faults;
	struct px_record given;  /* what the row says */
	bool *present;           /* per field: the row has this column */
	int64_t id;              /* of the stored record, 0 when new */
	struct px_record stored; /* that record, when matching had to read it; else no type */
	int64_t owner; /* of its kind known_of, which makes and changes it by itself, or 0 */
	bool by_key;   /* found by a key, not by uid or id: empty cells change nothing */
	struct px_import_presence *presences; /* people that the row names, by state */
	size_t presence_count;
	bool held; /* a savepoint is around the row and them */
};

/* Somebody at a meeting. */
struct px_import_presence {
	const char *state;
	int64_t who;
};

/* Read the --map options, once.  PX_USAGE when one names what is no field, or one that is not to be
 * written. */
int px_import_rules(struct px_import *import, struct px_err *err);

/* Find the field of each column known so far; unknown ones are said once.  PX_REJECTED when no
 * column is known, or when two mean the same field. */
int px_import_map(struct px_import *import, struct px_err *err);

/* Titles and words of this file that were left aside are said, once. */
void px_import_say_untold(struct px_import *import);

/* Rules whose header no file had are said. */
void px_import_unused(const struct px_import *import);

/* Every row of import->source.  -1 stops the import. */
int px_import_rows(struct px_import *import, struct px_err *err);
void px_import_say_rest(const struct px_import *import);

/*
 * People at a meeting, in columns of names (`Présents`, `Excusés`), as teams keep them.  state: what a
 * header, or the word of a rule, says of them; NULL for other words and other types.  read: whom the row
 * names; who is not known is a fault of the row.  write: once the meeting is stored; who is there
 * already so keeps their minutes.
 */
const char *px_import_state(const struct px_type *type, const char *header);
int px_import_presences_read(struct px_encounter *met, struct px_err *err);
int px_import_presences_write(struct px_encounter *met, enum px_import_outcome *outcome,
			      struct px_err *err);

/* --on-conflict=fail: the record that the row is about would change.  Returns -1. */
int px_import_would_change(const struct px_encounter *met, struct px_err *err);

/* One row.  Faults receive repairs and the reasons of a rejection.  -1 stops the import: the store
 * failed, or --on-conflict=fail met one. */
int px_import_row(struct px_import *import, const struct px_row *row, struct px_faults *faults,
		  enum px_import_outcome *outcome, struct px_err *err);

/* Fill met->id with the record whose uid the row says; returns how many there are, or -1. */
int px_import_match_uid(struct px_encounter *met, struct px_err *err);

/* A spreadsheet set to American English writes 1 June as 06/01/25, which reads as 6 January: its hours of
 * AM and PM give it away, where we wrote when the record was made.  The row is rejected. */
void px_import_check_clock(struct px_encounter *met);

/* Of a row that says a stored record's uid, take cells that cannot be read for what is stored when a
 * spreadsheet has made them of it. */
int px_import_forgive(struct px_encounter *met, struct px_err *err);

/* Fill met->id with the stored record that the row is about, 0 when there is none; a row that fits
 * several is rejected. */
int px_import_match(struct px_encounter *met, struct px_err *err);

/* The instants, from now on, of the stored records of a type that has known_as whose first part is this
 * name: how many; data is the import. */
size_t px_import_stored(const char *name, int64_t *instants, size_t most, void *data);

/* Is the file of a program that keeps copies of ours, and others may have passed it on: a calendar? */
bool px_import_travels(const struct px_import *import);

/* Does the cell of this field hold what export writes for the stored value, or what a spreadsheet
 * makes of that?  Seconds and zeros that it leaves out must not look like a change. */
bool px_import_as_exported(const struct px_encounter *met, size_t place,
			   const struct px_record *stored);

/* The row leaves this field empty.  Would the type fill it by itself, from a default or from the
 * record's other fields?  Then emptiness says nothing. */
bool px_import_fills_itself(const struct px_encounter *met, size_t place,
			    const struct px_record *stored);

#endif
