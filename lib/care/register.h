/*
 * National registers: reading the files that the health agency (ANS) publishes, and finding a
 * professional in what was read.
 *
 * Personne_activite of the Annuaire Santé: '|' between cells, no quoting, a row per activity, 52
 * columns in 2021, 56 in 2026, 50 in the layout of Pro Santé Connect; columns are found by their
 * headers, others are passed over.  A file replaces the register as a whole: persons, structures
 * and activities that it does not hold any more are removed (who reuses the register must).
 */
#ifndef PX_CARE_REGISTER_H
#define PX_CARE_REGISTER_H

#include "io/rows.h"
#include "model/field.h"
#include "store/store.h"

/* Settings of the database: when the register was imported (an instant), and from which file. */
#define PX_RPPS_IMPORTED "register.rpps.imported"
#define PX_RPPS_SOURCE "register.rpps.source"

/*
 * Rows of the file: read = new + changed + unchanged + rejected.  A row that the file repeats is
 * unchanged.  changed: the same person, profession, skill, place, mode and role as a row of the old
 * register that says something else.  removed: rows of the old register that the file has no more.
 * repaired and suspicious count values, once for each person and structure.
 */
struct px_register_counts {
	int64_t read, new, changed, unchanged, rejected;
	int64_t repaired, suspicious;
	int64_t removed;
};

struct px_register_options {
	const char *path;      /* "-" is standard input */
	const char *encoding;  /* NULL: detected */
	const char *delimiter; /* NULL: '|', or detected */
	const char *communes;  /* the compact file of communes (care/communes.h) */
	/* What is to be said of a row, or NULL.  PX_REJECTING: the row is not stored.  The message
	 * names the fields; row and message live until the next call. */
	void (*say)(const struct px_source *source, const struct px_row *row, enum px_grade grade,
		    const char *message, void *data);
	/* Called now and then, or NULL. */
	void (*progress)(const struct px_source *source, void *data);
	void *data;
};

/*
 * Replace the register by a file, in the caller's transaction.  counts is set whatever happens.
 * -1: the file cannot be read, or lacks a column that is needed (PX_REJECTED names it), or the
 * store failed; the caller then rolls back.
 */
int px_register_import(struct px_store *store, const struct px_register_options *options,
		       struct px_register_counts *counts, struct px_err *err);

/*
 * Fill the unset fields of a practitioner's record from the register: names, profession, specialty,
 * skills, phone, address of mail.  Of several activities, the liberal one at this postcode (NULL:
 * none), else the one of the lowest structure identifier.  PX_NOT_FOUND: no register was imported,
 * or it does not hold this RPPS.
 */
int px_register_practitioner(struct px_store *store, const char *rpps, const char *postcode,
			     struct px_arena *arena, struct px_record *out, struct px_err *err);

#endif
