/*
 * What an engine is: one object of functions behind the door of store.h.  Only lib/store includes
 * this.  A database (`db`) and a statement (`handle`) are the engine's own, opaque here.
 *
 * To add an engine: one such object, and one line where store.c chooses by location.
 */
#ifndef PX_STORE_ENGINE_H
#define PX_STORE_ENGINE_H

#include "store/store.h"

/* Which constraint a statement broke, as far as the engine says. */
enum px_breach {
	PX_BREACH_NONE,
	PX_BREACH_UNIQUE,
	PX_BREACH_REFERENCE,
	PX_BREACH_REQUIRED,
	PX_BREACH_CHECK,
};

struct px_broken {
	enum px_breach breach;
	/* Of a check: the constraint's name.  Of a unique or a required one: "table.column", several
	 * joined by ", ".  Empty when the engine does not know. */
	char name[256];
};

/* The words of DDL that differ. */
struct px_dialect {
	const char *number;     /* 64-bit integer */
	const char *text;       /* text compared by bytes */
	const char *clustered;  /* ends a table that is its own primary index, or "" */
	bool keyed_by_id;       /* the primary key is id alone; else (organization, id) */
	const char *has_column; /* a row when table $1 has the column $2 */
	const char *last_id;    /* the last id given of type $1, or no row */
	const char *has_key;    /* a row when (organization, $2) is unique in table $1 */
	/* A row when tables can be spread over machines; NULL: never.  A row when one is; and how table
	 * $1 is: a word of spread.h, or no row. */
	const char *spreads, *spread_any, *spread;
	bool keys_apart; /* foreign keys are left out: something else makes them */
};

/* The phases of loading a register. */
enum px_loading { PX_LOADING_ROWS, PX_LOADING_INDEXES, PX_LOADING_DONE };

struct px_engine {
	const char *name;
	const struct px_dialect *dialect;

	/* Make the database with the schema of this version, whole or not at all. */
	int (*create)(const char *location, struct px_err *err);
	/* Open it; an older schema is upgraded first. */
	void *(*open)(const char *location, enum px_access access, struct px_err *err);
	/* Another one that reads the same moment as this one, for another thread; NULL in the engine
	 * when it is opened as any other is and may have come too late. */
	void *(*twin)(void *db, struct px_err *err);
	void (*close)(void *db);

	/* See px_store_draft: a database with the schema and a write transaction open. */
	void *(*draft)(const char *location, struct px_err *err);
	int (*publish)(void *db, struct px_err *err);
	/* See px_store_backup; NULL: the engine's own tools do that. */
	int (*backup)(void *db, const char *file, bool replace,
		      int (*going)(void *data, struct px_err *err), void *data, struct px_err *err);
	/* bare: drop keys, references and indexes of tables whose rows are to come (names in quotes of
	 * their own, commas between; NULL: of a whole draft); else make them again.  NULL: they stay. */
	int (*strip)(void *db, const char *tables, bool bare, struct px_err *err);

	/* organization: whose records are to be written; 0: what is of none, or of several. */
	int (*begin)(void *db, int64_t organization, struct px_err *err);
	/* Rolls back when it fails.  operation: of the journal's lines that it wrote, or NULL. */
	int (*commit)(void *db, const char *operation, struct px_err *err);
	void (*rollback)(void *db);
	/* See px_store_conflicted; NULL: never. */
	bool (*conflicted)(void *db);

	/* Several statements without bindings or rows: DDL, savepoints. */
	int (*run)(void *db, const char *sql, struct px_err *err);

	void *(*prepare)(void *db, const char *sql, struct px_err *err);
	void (*bind_number)(void *handle, int place, int64_t number);
	void (*bind_text)(void *handle, int place, const char *text);
	void (*bind_borrowed)(void *handle, int place, const char *text, size_t length);
	/* Its rows may be very many: they need not be in memory together.  Until reset; or NULL. */
	void (*by_pieces)(void *handle);
	/* No failure of it is expected: one may be said by a later statement, and then spoils the whole
	 * transaction.  Until reset; or NULL. */
	void (*put_off)(void *handle);
	int (*step)(void *handle, struct px_broken *broken, struct px_err *err);
	bool (*null)(void *handle, int column);
	int64_t (*number)(void *handle, int column);
	const char *(*text)(void *handle, int column);
	void (*reset)(void *handle); /* bindings too */
	void (*again)(void *handle); /* bindings stay */
	void (*finalize)(void *handle);

	/* See px_store_each. */
	int (*each)(void *db, const char *columns, const char *rest, const int64_t *bound,
		    size_t count, px_store_take *take, void *data, struct px_err *err);

	/* Settings for what comes next. */
	int (*loading)(void *db, enum px_loading phase, struct px_err *err);

	/* From on to off, rows that plain `INSERT INTO t (…) VALUES ($1, …)` write may be sent together;
	 * an error of theirs may come with a later statement, at the latest with off.  Or NULL. */
	int (*bulk)(void *db, bool on, struct px_err *err);

	/* What this transaction removes leaves no trace in the files, once it is committed and nobody
	 * reads what was before; or NULL. */
	void (*scrub)(void *db);

	/* The next id of a type, inside a write transaction. */
	int (*next_ids)(struct px_store *store, const char *type, int64_t count, int64_t *first,
			struct px_err *err);

	/* May this transaction link lines to the journal's chain?  1, until it ends; 0: another one does.
	 * Never waits.  NULL: one writes at a time, who always may. */
	int (*take_chain)(void *db, struct px_err *err);

	/* Say each damage found, one line each. */
	int (*check)(void *db, void (*say)(const char *line, void *data), void *data,
		     struct px_err *err);
};

extern const struct px_engine px_engine_sqlite, px_engine_postgres;
extern const struct px_dialect px_dialect_sqlite, px_dialect_postgres;

#endif
