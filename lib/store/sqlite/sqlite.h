/*
 * What the files of the SQLite engine share.  Only sqlite*.c include this.
 */
#ifndef PX_STORE_SQLITE_H
#define PX_STORE_SQLITE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "store/engine.h"

struct px_sqlite {
	sqlite3 *db;
	char *location; /* as people gave it, for messages */
	char *path;     /* without symbolic links: the lock is the same by every name */
	int queue;      /* descriptor of the lock file, -1 until the first write */
	bool locked;    /* the lock is ours */
	bool looked_at; /* nobody writes it, and nothing is made beside it */
	bool full;      /* the disk was found full */
	bool scrubs;    /* this transaction removes what must leave no trace */
	char *draft;    /* what it is called until it is whole, removed when it closes; or NULL */
	int frames;     /* pages in the WAL after the last commit */
};

enum {
	PX_SQLITE_ID = 0x506c6578, /* "Plex", the application_id of our files */
	PX_SQLITE_WAIT = 10,       /* seconds that a writer waits for its turn */
	PX_SQLITE_FRAMES = 500,    /* pages of the WAL (2 MiB) past which it is folded back */
};

/* Fill err with what the engine's last failure means to people. */
int px_sqlite_fail(struct px_sqlite *base, int code, struct px_err *err);

/* -1 when the write transaction under way was lost. */
int px_sqlite_whole(struct px_sqlite *base, struct px_err *err);

/* sqlite_open.c */
int px_sqlite_create(const char *location, struct px_err *err);
void *px_sqlite_open(const char *location, enum px_access access, struct px_err *err);
void px_sqlite_close(void *db);
int px_sqlite_run(void *db, const char *sql, struct px_err *err);

/* sqlite_draft.c */
void *px_sqlite_draft(const char *location, struct px_err *err);
int px_sqlite_publish(void *db, struct px_err *err);

/* The name of a file that becomes the location once it is whole; those that killed processes left there
 * are removed.  The caller's to free(). */
char *px_sqlite_draft_name(const char *location);
int px_sqlite_take_place(const char *draft, const char *location, struct px_err *err);
void px_sqlite_drop_draft(const char *path); /* and what stands beside it */
int px_sqlite_flush(const char *path, const char *location, struct px_err *err);

/* sqlite_backup.c */
int px_sqlite_backup(void *db, const char *file, bool replace,
		     int (*going)(void *data, struct px_err *err), void *data, struct px_err *err);

/* sqlite_stmt.c */
void *px_sqlite_prepare(void *db, const char *sql, struct px_err *err);
void px_sqlite_bind_number(void *handle, int place, int64_t number);
void px_sqlite_bind_text(void *handle, int place, const char *text);
void px_sqlite_bind_borrowed(void *handle, int place, const char *text, size_t length);
int px_sqlite_step(void *handle, struct px_broken *broken, struct px_err *err);
bool px_sqlite_null(void *handle, int column);
int64_t px_sqlite_number(void *handle, int column);
const char *px_sqlite_text(void *handle, int column);
void px_sqlite_reset(void *handle);
void px_sqlite_again(void *handle);
void px_sqlite_finalize(void *handle);

/* sqlite_each.c */
int px_sqlite_each(void *db, const char *columns, const char *rest, const int64_t *bound,
		   size_t count, px_store_take *take, void *data, struct px_err *err);

#endif
