/*
 * iCalendar in (RFC 5545, 6868): lines into components, with the line of each, for messages.
 *
 * Whatever is wrong inside a component makes that one bad and no other: a file of a thousand events
 * with one that is broken is a file of 999.  Limits: 64 MiB a file, 1 MiB a line, 16 levels.
 */
#ifndef PX_IO_ICAL_READ_H
#define PX_IO_ICAL_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

enum { PX_ICAL_FILE_LIMIT = 64 * 1024 * 1024, PX_ICAL_LINE_LIMIT = 1024 * 1024 };

struct px_ical_param {
	const char *name; /* in capitals */
	const char *const *values;
	size_t count;
	const struct px_ical_param *next;
};

struct px_ical_property {
	const char *name;  /* in capitals */
	const char *value; /* as written, escapes still in place */
	const struct px_ical_param *params;
	long line;
	struct px_ical_property *next;
};

struct px_ical_component {
	const char *name; /* in capitals */
	long line;        /* of its BEGIN */
	const char *bad;  /* what is wrong in it, translated; or NULL */
	struct px_ical_property *properties, *last_property;
	struct px_ical_component *children, *last_child, *next, *parent;
};

/* The components of a text, as children of one without a name.  The text, NUL-ended and longer than
 * length by that alone, is cut in place and must live as long as the arena. */
struct px_ical_component *px_ical_parse(struct px_arena *arena, char *text, size_t length);

/* The first property of this name, or NULL; and its value. */
const struct px_ical_property *px_ical_property(const struct px_ical_component *component,
						const char *name);
const char *px_ical_value(const struct px_ical_component *component, const char *name);

/* The first value of a parameter, or NULL. */
const char *px_ical_param(const struct px_ical_property *property, const char *name);

/* Append its TEXT without escapes, blanks for line ends when it must be one line. */
void px_ical_text_of(const struct px_ical_component *component, const char *name, bool one_line,
		     struct px_buf *out);

/* Does a file that begins so (past its blanks) hold a calendar? */
bool px_ical_begins(const char *text, size_t length);

#endif
