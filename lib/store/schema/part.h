/*
 * What the files of lib/store/schema share.
 *
 *	schema.c   tables, keys, checks and indexes of the registry's types
 *	fixed.c    tables that no record type describes
 *	upgrade.c  from an older version to this one
 */
#ifndef PX_STORE_SCHEMA_PART_H
#define PX_STORE_SCHEMA_PART_H

#include "store/schema.h"

void px_schema_fixed(const struct px_dialect *dialect, struct px_buf *out);

#endif
