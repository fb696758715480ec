/*
 * What the files of the PostgreSQL engine share.  Only lib/store/postgres includes this.
 *
 *	libpq.c     the library, opened when first asked for
 *	connect.c   connecting, again when the server is not ready, what keeps one from it
 *	open.c      a database made, recognised, upgraded
 *	talk.c      one thing said and answered: the only place that waits for the server
 *	postgres.c  the object, transactions, ids
 *	commit.c    the end of a transaction, and what became of it
 *	stmt.c      statements: bound, stepped through
 *	use.c       one use of a statement
 *	bulk.c      many rows, by COPY
 *	draft.c     a database being filled
 *	each.c      scans
 *	fail.c      what the server's errors mean
 *	broken.c    which constraint was broken
 *	check.c     what `doctor` asks
 *	missing.c   what a database lacks
 *	ids.c       ids taken, and given back
 *	own.c       what this engine alone has in its schema
 */
#ifndef PX_STORE_POSTGRES_H
#define PX_STORE_POSTGRES_H

#include <stdbool.h>

#include "base/buf.h"
#include "store/engine.h"
#include "store/postgres/libpq.h"

/* Ids that the transaction took, the latest last. */
struct px_taken {
	const char *type; /* the registry's */
	int64_t first, last;
};

struct px_postgres {
	PGconn *conn;
	char *location;
	char *shown;  /* without what is secret, for messages */
	bool writes;  /* opened to write; else all is read in one transaction */
	bool writing; /* a write transaction is open */
	bool row;     /* its savepoint too */
	/* A statement failed: what the transaction wrote (since the savepoint, when there is one) is
	 * undone already, and nothing more may be written before that is said. */
	bool spoilt, row_spoilt;
	bool read;        /* the read transaction gave a row: it cannot begin anew unnoticed */
	int64_t number;   /* of the write transaction */
	char started[64]; /* when the server was, that gave this number */
	unsigned commits; /* so far */
	unsigned life;    /* of the connection; statements prepared in an earlier one are gone */
	unsigned serial;  /* of what the server may undo: cursors of an earlier one are gone */
	unsigned names;   /* given to prepared statements and cursors */
	/* Sent with more to follow, the answers not read: so many. */
	bool piped;
	size_t pending;
	struct px_bulk *bulk;
	bool conflicted;       /* the last failure was another transaction's fault */
	bool gathers;          /* plain INSERTs */
	struct px_buf dropped; /* DEALLOCATE… of statements that nobody wants any more */
	size_t dropped_count;
	struct px_taken *taken;
	size_t taken_count, taken_capacity, taken_row; /* row: before the savepoint */
};

enum {
	PX_POSTGRES_WAIT = 10, /* seconds that a writer waits for its turn */
	/* Advisory locks: of the database (0) and of organizations; of the chain; of ids. */
	PX_POSTGRES_LOCK = 0x506c6578,
	PX_POSTGRES_CHAIN = 0x506c6579,
	PX_POSTGRES_IDS = 0x506c657a,
};

/* connect.c */
/* patient: a server that was there and is gone may come back. */
PGconn *px_postgres_connect(const char *location, const char *shown, bool patient,
			    struct px_err *err);

/* open.c */
int px_postgres_create(const char *location, struct px_err *err);
void *px_postgres_draft(const char *location, struct px_err *err); /* made, not committed yet */
void *px_postgres_open(const char *location, enum px_access access, struct px_err *err);
void *px_postgres_twin(void *db, struct px_err *err);
void px_postgres_close(void *db);

/*
 * talk.c: the last result that tells of rows, or that of the failure; NULL only when the connection is
 * lost.  The caller clears it.
 */
PGresult *px_postgres_ask(struct px_postgres *base, const char *sql);
PGresult *px_postgres_answer(struct px_postgres *base);
/* A single statement: with what was put off, in the same round trip. */
bool px_postgres_send_one(struct px_postgres *base, const char *sql);
PGresult *px_postgres_ask_one(struct px_postgres *base, const char *sql);
/* What was put off is answered, and what was sent after it when own: the failure, else the last of
 * them.  A failure of what was put off spoils the whole transaction. */
bool px_postgres_pipe(struct px_postgres *base);
PGresult *px_postgres_settle(struct px_postgres *base, bool own);
bool px_postgres_is_good(const PGresult *result);
bool px_postgres_is_lost(const struct px_postgres *base);

/* Connect again, and begin again what is read: when nothing is half done. */
int px_postgres_regain(struct px_postgres *base, struct px_err *err);

/* postgres.c */
int px_postgres_begin_read(struct px_postgres *base, const char *snapshot, struct px_err *err);
int px_postgres_run(void *db, const char *sql, struct px_err *err);
int px_postgres_begin(void *db, int64_t organization, struct px_err *err);
/* Forget the write transaction, which ended. */
void px_postgres_end(struct px_postgres *base);

void px_postgres_rollback(void *db);
/* After a failure: leave the server's transaction in a state that can be read. */
void px_postgres_recover(struct px_postgres *base);

/* commit.c */
int px_postgres_commit(void *db, const char *operation, struct px_err *err);

/* stmt.c */
void *px_postgres_prepare(void *db, const char *sql, struct px_err *err);
void px_postgres_bind_number(void *handle, int place, int64_t number);
void px_postgres_bind_text(void *handle, int place, const char *text);
void px_postgres_bind_borrowed(void *handle, int place, const char *text, size_t length);
void px_postgres_by_pieces(void *handle);
void px_postgres_put_off(void *handle);
int px_postgres_step(void *handle, struct px_broken *broken, struct px_err *err);
bool px_postgres_null(void *handle, int column);
int64_t px_postgres_number(void *handle, int column);
const char *px_postgres_text(void *handle, int column);
void px_postgres_reset(void *handle);
void px_postgres_again(void *handle);
void px_postgres_finalize(void *handle);

/* bulk.c */
int px_postgres_loading(void *db, enum px_loading phase, struct px_err *err);
int px_postgres_bulk(void *db, bool on, struct px_err *err);
/* What a thread is sending is sent, well or not: before the connection is used. */
void px_postgres_await(struct px_postgres *base);
/* What waits is sent, or forgotten.  broken may be NULL. */
int px_postgres_flush(struct px_postgres *base, struct px_broken *broken, struct px_err *err);
void px_postgres_discard(struct px_postgres *base);
/* Before the transaction ends; and after. */
int px_postgres_survey(struct px_postgres *base, struct px_err *err);
void px_postgres_forget(struct px_postgres *base);

/* draft.c */
int px_postgres_strip(void *db, const char *tables, bool bare, struct px_err *err);

/* each.c */
int px_postgres_each(void *db, const char *columns, const char *rest, const int64_t *bound,
		     size_t count, px_store_take *take, void *data, struct px_err *err);

/* fail.c: result may be NULL.  broken says which constraint, when it is one. */
int px_postgres_fail(struct px_postgres *base, const PGresult *result, struct px_err *err);
bool px_postgres_is_breach(const PGresult *result, struct px_broken *broken);

/* broken.c: fill the name, of what is broken already known. */
void px_postgres_name_broken(const PGresult *result, struct px_broken *broken);
/* Either of them, and px_postgres_recover: -1.  result (or NULL) stays the caller's. */
int px_postgres_refuse(struct px_postgres *base, const PGresult *result, struct px_broken *broken,
		       struct px_err *err);
int px_postgres_say_spoilt(const struct px_postgres *base, struct px_err *err);
bool px_postgres_may_retry(const PGresult *result);
const char *px_postgres_state(const PGresult *result); /* SQLSTATE, or "" */
/* The first line of what the server or the library says, without its code. */
void px_postgres_said(const char *message, char *out, size_t size);

/* check.c */
int px_postgres_check(void *db, void (*say)(const char *line, void *data), void *data,
		      struct px_err *err);

/* missing.c: the statement that finds what the registry asks for and the database lacks; the caller's to
 * free. */
char *px_postgres_missing(void);

/* ids.c */
int px_postgres_next_ids(struct px_store *store, const char *type, int64_t count, int64_t *first,
			 struct px_err *err);
/* Those taken from the i-th on: append what gives them back; forget them. */
void px_postgres_return_ids(struct px_postgres *base, size_t i, struct px_buf *sql);

/* own.c: what this engine alone has in its schema: sequences and functions that give ids. */
void px_postgres_own(struct px_buf *out);

#endif
