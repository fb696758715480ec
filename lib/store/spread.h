/*
 * Where the rows of each table go when Citus spreads the database over machines: said by the registry,
 * read by `plexus doctor --distribution`, and done by share/sql/citus.sql, which is made from here.
 *
 * Citus's rules are those of its manual ("Creating and Modifying Distributed Tables"): keys and
 * uniques of a distributed table carry its distribution column; a foreign key leads to a table that
 * is distributed alike, by columns that begin with it, or to one that is copied.
 */
#ifndef PX_STORE_SPREAD_H
#define PX_STORE_SPREAD_H

#include "base/buf.h"
#include "store/store.h"

enum px_spread {
	PX_SPREAD_DISTRIBUTED, /* the rows of one organization on one machine */
	PX_SPREAD_COPIED,      /* whole on every machine: Citus's reference tables */
	PX_SPREAD_LOCAL,       /* whole where programs connect: Citus's coordinator */
};

/* The column that distributes. */
#define PX_SPREAD_COLUMN "organization"

/* In the order of enum px_spread, NULL ends. */
extern const char *const px_spread_words[];

struct px_spread_table {
	const char *name; /* until take returns */
	enum px_spread spread;
	const char *why; /* N_(): one line */
};

/* Every table of a PostgreSQL database, those that others refer to before them.  take returns 0, or
 * what ends the walk and is returned. */
int px_spread_tables(int (*take)(const struct px_spread_table *table, void *data), void *data);

/* What spreads a database of this version; run again it does what is left to do. */
void px_spread_sql(struct px_buf *out);

/* How the table stands now: 1 and *spread; 0 when the database has no Citus (*spread is untouched). */
int px_spread_now(struct px_store *store, const char *table, enum px_spread *spread,
		  struct px_err *err);

#endif
