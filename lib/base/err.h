/*
 * Errors of calls, and faults of rows.
 *
 * A function that can fail takes a struct px_err as its last parameter, leaves it untouched on
 * success, and returns 0 or -1 (or a pointer or NULL).  The library never prints and never exits.
 * Messages are complete, lower case, name the object and the place, and say how to mend it.
 *
 * A row that comes from people may have several faults: they are collected in a struct px_faults,
 * all of them, with the field that each is about.
 */
#ifndef PX_BASE_ERR_H
#define PX_BASE_ERR_H

#include <stdarg.h>
#include <stddef.h>

#define PX_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

enum px_code {
	PX_OK,
	PX_FAILED,
	PX_USAGE,
	PX_NOT_FOUND,
	PX_CONFLICT,
	PX_REJECTED,
	PX_SYSTEM,
	PX_BUSY,
	PX_INTERRUPTED,
};
enum { PX_CODE_COUNT = PX_INTERRUPTED + 1 };

/* One line a code: the exit status of a program that ends on it, and what that means. */
struct px_code_info {
	const char *name;
	int exit_status;
	const char *text; /* marked for translation; English here */
};
extern const struct px_code_info px_codes[PX_CODE_COUNT];

struct px_err {
	enum px_code code;
	char message[1024];
};
#define PX_ERR_INIT                                                                                \
	{                                                                                          \
		PX_OK, ""                                                                          \
	}

/* Fill err and return -1, so that a caller can write `return px_err_set(…)`.  A message that is
 * too long is cut at a character's edge.  err may be NULL. */
int px_err_set(struct px_err *err, enum px_code code, const char *format, ...) PX_PRINTF(3, 4);

/* Give on what another call said, to look at it first: -1.  err may be NULL. */
int px_err_copy(struct px_err *err, const struct px_err *from);

/* What an errno means, in the language of the process whatever catalogues the C library has. */
const char *px_errno_text(int number);

/* Put "where: " before the message that err holds; for callers that know the file or the line. */
void px_err_prefix(struct px_err *err, const char *format, ...) PX_PRINTF(2, 3);

/* What was found in one value.  The order is one of gravity. */
enum px_grade {
	PX_REPAIRED,   /* mended without doubt, stored as mended, and said */
	PX_SUSPICIOUS, /* stored as it came, and said */
	PX_REJECTING,  /* the row cannot be stored */
};
enum { PX_GRADE_COUNT = PX_REJECTING + 1 };

struct px_fault {
	enum px_grade grade;
	const char *field;   /* a field's name, borrowed from the registry; NULL: the whole row */
	const char *message; /* in the faults' arena */
};

struct px_arena;

/* Faults of one row, in the order found.  They live in the arena given: no release. */
struct px_faults {
	struct px_arena *arena;
	struct px_fault *items;
	size_t count, capacity;
};

void px_faults_add(struct px_faults *faults, enum px_grade grade, const char *field,
		   const char *format, ...) PX_PRINTF(4, 5);

/* The number of faults of this grade. */
size_t px_faults_count(const struct px_faults *faults, enum px_grade grade);

/* The faults of this grade or worse as one line, "field: message; field: message", in the arena. */
const char *px_faults_text(const struct px_faults *faults, enum px_grade least);

#endif
