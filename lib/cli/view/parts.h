/*
 * What belongs to a record and is shown below its fields, for people: who was at a meeting, who was
 * asked for a request, who has a slot.
 */
#ifndef PX_CLI_VIEW_PARTS_H
#define PX_CLI_VIEW_PARTS_H

#include "cli/program.h"

struct px_parts {
	struct px_run *run;
	const struct px_record *owner;
	struct px_record *items; /* of the last read; freed by the caller */
	size_t count, capacity;
};

/* Did `show` print one record, of this type, for people, whole?  Rows have no parts. */
bool px_parts_shown(const struct px_run *run, const struct px_type *type);

/* The records of a type whose field (a reference) is the owner, by id; derived fields are set. */
int px_parts_read(struct px_parts *parts, const struct px_type *type, const char *field,
		  struct px_err *err);

/* Append a field's value as people read it. */
void px_parts_value(const struct px_parts *parts, const struct px_record *record, size_t field,
		    struct px_buf *out);

/* A blank line, the title (translated), a line for each as `put` appends it; nothing when there are
 * none. */
void px_parts_print(const struct px_parts *parts, const char *title,
		    void (*put)(const struct px_parts *parts, struct px_record *record,
				struct px_buf *out));

#endif
