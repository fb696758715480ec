/*
 * What the files of lib/store/schema share.
 *
 *	schema.c   tables, keys and checks of the registry's types
 *	indexes.c  its indexes
 *	fixed.c    tables that no record type describes
 *	spread.c   which tables Citus distributes, copies, or leaves
 *	unique.c   the columns of a unique constraint, from its name
 *	upgrade.c  from an older version to this one
 */
#ifndef PX_STORE_SCHEMA_PART_H
#define PX_STORE_SCHEMA_PART_H

#include "store/schema.h"

/* A foreign key: a column of a table to the id of another, in one organization. */
struct px_foreign {
	const char *table, *name; /* the constraint is <table>_<name>_reference */
	const char *column, *target;
	bool owned; /* rows go with what they refer to */
};

/* Append `CONSTRAINT … FOREIGN KEY … REFERENCES …`. */
void px_schema_foreign(const struct px_foreign *key, struct px_buf *out);

void px_schema_fixed(const struct px_dialect *dialect, struct px_buf *out);

/* `"a", "b"` of "a+b", and of "a+b?c"; and a_b, a_b_c, for names. */
void px_schema_names(const char *joined, struct px_buf *out);
void px_schema_joined(const char *joined, struct px_buf *out);

/* Is there an index of the type that begins with this field?  And all of its indexes, each after the
 * word that makes it. */
bool px_schema_is_indexed(const struct px_type *type, const struct px_field *field);
void px_schema_indexes(const struct px_type *type, const char *create, struct px_buf *out);

#endif
