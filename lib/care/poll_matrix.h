/*
 * Answers to a poll as other tools give them: a line per person, a column per date.
 *
 * What is read: a CSV in any usual encoding and with any usual separator; titles above; dates in one
 * header line, or in several that stand below each other (month, day, hour, as Doodle and Framadate
 * write them; a cell that was merged goes for those to its right); the hour's end after a dash is
 * passed over.  The first column names people, with the given name in the second when its header
 * says so.  A day alone is enough where the poll has one date on that day.
 *
 * Answers: yes oui ok x 1 ✓ true vrai; maybe "peut-être" "si besoin"
 * "sous réserve" (ok) (oui) ?; no non 0 - false
 * faux.  An empty cell is a no where the file has no word for no, else it is no answer; a line
 * without any answer says nothing.
 */
#ifndef PX_CARE_POLL_MATRIX_H
#define PX_CARE_POLL_MATRIX_H

#include "care/poll.h"

struct px_poll_line {
	long line;       /* in the file */
	const char *who; /* as written */
	enum px_answer answers[PX_POLL_DATES_LIMIT];
	const char *bad; /* why it cannot be taken, or NULL */
	const char *const *cells;
	size_t count; /* of cells: at most the table's width */
};

struct px_poll_matrix {
	const char *name; /* of the file, for people */
	struct px_poll_line *lines;
	size_t count;
	const char **ignored; /* headers of columns that are no date of the poll */
	size_t ignored_count;
	const char **headers; /* per column, one line; of a date of the poll 2025-03-20 12:30 */
	size_t width;
	char delimiter;
};

/* Everything lives in the arena.  PX_REJECTED: no column is a date of the poll, nobody answers, two
 * columns are the same date. */
int px_poll_matrix_read(const char *path, const struct px_poll *poll, const struct px_world *world,
			struct px_arena *arena, struct px_poll_matrix *out, struct px_err *err);

#endif
