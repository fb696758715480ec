/*
 * What `plexus-slot import` hears of other software, row by row.
 *
 *	import.c          the verb, and slots
 *	import_booking.c  appointments
 *	import_replace.c  what a file has no more
 */
#ifndef PX_CLI_SLOT_HEARING_H
#define PX_CLI_SLOT_HEARING_H

#include "care/slot.h"
#include "cli/import.h"

struct px_hearing {
	struct px_run *run;
	struct px_source *source;
	struct px_rejects *rejects;
	struct px_arena arena; /* a row's */
	struct px_import_counts counts;
	int64_t begun, walk_in, said;
	int64_t proposed; /* appointments that take nothing yet */

	struct px_listed *listed; /* of --replace: one a person or a service */
	size_t listed_count, listed_capacity;
	bool unsure; /* a row does not say whose it is or when: nothing is taken back */
};

/* A row, and what is wrong with it. */
struct px_told_row {
	struct px_hearing *hearing;
	const struct px_row *row;
	const char *field, *reason; /* the first fault, or NULL */
};

/* What stands under this name; NULL: nothing. */
const char *px_told_cell(const struct px_told_row *row, const char *name);

/* The first fault stays.  field may be NULL. */
void px_told_refuse(struct px_told_row *row, const char *field, const char *reason);

/* 1 and who has this number, 0 when nobody, or more than one, has. */
int px_told_one(struct px_run *run, const struct px_type *type, const char *name,
		const char *number, struct px_arena *arena, struct px_record *who,
		struct px_err *err);

/* Whose slot it is; a fault of the row when nobody of the directory. */
int px_told_who(struct px_told_row *row, struct px_record *who, struct px_err *err);

/* When it begins and how long it lasts; to whom it is shown, where, what for. */
void px_told_span(struct px_told_row *row, struct px_slot_told *told);
void px_told_words(const struct px_told_row *row, struct px_slot_told *told);

/* A row of an appointment. */
int px_told_booking(struct px_told_row *row, struct px_err *err);

/*
 * Of --replace, else nothing: a slot that the file has; the time of somebody that it tells of; and, at the
 * end, what it has no more is taken back.
 */
int px_told_list(const struct px_told_row *row, const struct px_slot_told *told, bool spans,
		 struct px_err *err);
int px_told_horizon(const struct px_told_row *row, struct px_err *err);
int px_told_replace(struct px_hearing *hearing, struct px_err *err);
void px_told_release(struct px_hearing *hearing);
extern const struct px_option px_opt_replace;

/* Count what became of a row. */
void px_told_count(struct px_hearing *hearing, enum px_slot_heard heard);

#endif
