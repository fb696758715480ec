/*
 * The door of the database.  Nothing outside lib/store knows which engine runs behind it.
 *
 * SQL is one text for every engine, with $1, $2… bound by number; identifiers come from the
 * registry alone.  A store is used by one thread.  A prepared statement is kept by the store, found
 * again by its text, and freed with it.
 */
#ifndef PX_STORE_STORE_H
#define PX_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct px_store;
struct px_stmt;

enum px_access {
	PX_ACCESS_NONE, /* the command needs no database */
	PX_ACCESS_READ,
	PX_ACCESS_LOOK, /* as READ, at a copy that nobody writes: it stays as it is, older ones too */
	PX_ACCESS_WRITE,
	/* `init`: makes the file and the schema; PX_CONFLICT when it exists, unless it is one of ours
	 * that has no default organization yet (an `init` that was killed): then it is opened. */
	PX_ACCESS_CREATE,
};

/* location: a path, or what libpq takes (postgresql://…).  A missing file, or a database without
 * tables, is PX_NOT_FOUND and names `plexus init`; the address of something else is PX_USAGE; one that is not ours, or of a newer version,
 * PX_SYSTEM; a server that is starting, or full, PX_BUSY after 10 s.
 * Opened with PX_ACCESS_READ it stays, until closed, what it was when first read. */
struct px_store *px_store_open(const char *location, enum px_access access, struct px_err *err);
void px_store_close(struct px_store *store);

/* Another reader of what this one, opened to read, sees, for another thread.  NULL when there can be
 * none: a record was changed since, or the location cannot be opened again. */
struct px_store *px_store_twin(struct px_store *store);

/*
 * A database that nobody sees until it is whole: made with the schema of this version, in one write
 * transaction, for store/fill.h.  publish makes it appear at the location, and it is closed for all but
 * px_store_close; closed before, nothing of it is left.  PX_CONFLICT when there is one already.
 */
struct px_store *px_store_draft(const char *location, struct px_err *err);
int px_store_publish(struct px_store *store, struct px_err *err);

/* To be shown to people: without what may be secret (passwords, what follows '?').  That of any
 * location is the caller's to free. */
/*
 * Copy the database, opened to read, as it is at this moment into a file of its own, which appears whole
 * or not at all, while others write.  replace: whatever stands there, unless it is a database in use.
 * going (or NULL) is called now and then; -1 stops.  PX_CONFLICT; PX_USAGE: the engine has tools of its
 * own for that.
 */
int px_store_backup(struct px_store *store, const char *file, bool replace,
		    int (*going)(void *data, struct px_err *err), void *data, struct px_err *err);

const char *px_store_location(const struct px_store *store);
/* As it was given, secrets and all: for the environment of programs, never to be shown. */
const char *px_store_address(const struct px_store *store);
char *px_location_shown(const char *location);

/* Who acts and when: what journal lines say, and the `created` and `updated` of records.  seed is
 * PLEXUS_SEED or NULL: uids then depend on seed, type and id alone.  actor is copied. */
void px_store_identify(struct px_store *store, const char *actor, int64_t now, const char *seed);

/* What acts: "task-add", program and verb.  The lines that it writes to the journal from now on are one
 * operation (store/journal.h); undoes is the uid of the one that it undoes or does again, or NULL.
 * Both are copied.  px_store_identify forgets it. */
void px_store_set_command(struct px_store *store, const char *command, const char *undoes);

/* The practitioner whom `me` names; 0, as at first: nobody is said. */
void px_store_set_me(struct px_store *store, int64_t practitioner);

int64_t px_store_now(const struct px_store *store);

/*
 * Write transactions.  begin waits for its turn at most 10 s, then PX_BUSY: of SQLite, in the queue (a
 * lock file beside the database); of PostgreSQL, for the other writers of the organization that
 * px_store_set_home says, or of all when it is 0, as at first, or begin_alone is called: for what is of no
 * organization or of several (registers, organizations).  Savepoints nest one deep, for rows of an
 * import.  Commit is durable.
 *
 * A statement that fails undoes what the transaction (the savepoint, when there is one) wrote so far;
 * reading goes on, writing only after px_store_savepoint_undo or px_store_rollback.  So it is on
 * PostgreSQL, and nobody counts on better.
 *
 * A record is looked for in that organization first.
 */
void px_store_set_home(struct px_store *store, int64_t organization);
int px_store_begin(struct px_store *store, struct px_err *err);
int px_store_begin_alone(struct px_store *store, struct px_err *err);
int px_store_commit(struct px_store *store, struct px_err *err);
/* Did the transaction fail because another one was in its way, so that it may be tried anew? */
bool px_store_conflicted(const struct px_store *store);
void px_store_rollback(struct px_store *store); /* also when nothing is open */
int px_store_savepoint(struct px_store *store, struct px_err *err);
int px_store_savepoint_release(struct px_store *store, struct px_err *err);
int px_store_savepoint_undo(struct px_store *store, struct px_err *err);

/* NULL and PX_SYSTEM when the text is wrong.  Bindings of an earlier use are cleared.  A statement
 * that is still being stepped is not handed out twice: a second one is made for the same text. */
struct px_stmt *px_store_prepare(struct px_store *store, const char *sql, struct px_err *err);

void px_bind_number(struct px_stmt *stmt, int place, int64_t number); /* places from 1 */
void px_bind_text(struct px_stmt *stmt, int place, const char *text); /* NULL binds null; copied */
void px_bind_null(struct px_stmt *stmt, int place);

/* Before its first step: what it writes cannot break a rule, so that nobody need wait for the answer; were
 * it refused all the same, a later statement or the commit says so. */
void px_stmt_put_off(struct px_stmt *stmt);

/* Before its first step: it may find very many rows, which are to be read by pieces. */
void px_stmt_by_pieces(struct px_stmt *stmt);

/* 1: a row; 0: done; -1: an error, constraints mapped (PX_CONFLICT, with the registry's words for
 * a named check, unique or foreign key). */
int px_stmt_step(struct px_stmt *stmt, struct px_err *err);
bool px_stmt_null(struct px_stmt *stmt, int column);      /* columns from 0 */
int64_t px_stmt_number(struct px_stmt *stmt, int column); /* 0 when null */
/* NULL when null; until the next step. */
const char *px_stmt_text(struct px_stmt *stmt, int column);
void px_stmt_done(struct px_stmt *stmt); /* give it back; NULL is taken */

/* For who steps the same statement a million times: begin anew without giving it back, bindings kept;
 * and bind a text of this length (NULL binds null) that is borrowed until the next step ends. */
void px_stmt_again(struct px_stmt *stmt);
void px_bind_borrowed(struct px_stmt *stmt, int place, const char *text, size_t length);

/*
 * For scans of millions of rows: `SELECT columns rest`, whose columns are all numbers (null is 0) and
 * at most PX_EACH_COLUMNS, with $1, $2… bound to these.  Each row is given to take, whose numbers
 * (PX_EACH_COLUMNS of them: zeros follow those of the row) are its own until it returns; it makes no
 * use of the store.
 */
enum { PX_EACH_COLUMNS = 8 };
typedef void px_store_take(const int64_t *numbers, void *data);
int px_store_each(struct px_store *store, const char *columns, const char *rest,
		  const int64_t *bound, size_t count, px_store_take *take, void *data,
		  struct px_err *err);

/* Prepare, step to the end, give back: for statements without bindings or rows. */
int px_store_run(struct px_store *store, const char *sql, struct px_err *err);

/* Ids are consecutive per type: take so many of them, from the first on. */
int px_store_next_ids(struct px_store *store, const char *type, int64_t count, int64_t *first,
		      struct px_err *err);

/* Look for damage in the file and for references to what is not there; say is called with one line
 * for each (none: all is well).  -1 when even that could not be read. */
int px_store_check(struct px_store *store, void (*say)(const char *line, void *data), void *data,
		   struct px_err *err);

/*
 * Settings of the database (default organization, dates of registers).  A setting that is not there
 * is 0 with a NULL value; the caller frees the value.  Setting NULL removes it.
 */
int px_store_setting(struct px_store *store, const char *name, char **value, struct px_err *err);
int px_store_set(struct px_store *store, const char *name, const char *value, struct px_err *err);

#endif
