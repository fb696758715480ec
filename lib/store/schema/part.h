/*
 * What the files of lib/store/schema share.
 *
 *	schema.c   tables, keys, checks and indexes of the registry's types
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

#endif
