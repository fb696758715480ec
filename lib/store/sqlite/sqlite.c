/*
 * The SQLite engine: the object, transactions, errors.
 */
#include "store/sqlite/sqlite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sqlite/queue.h"

/* What each of SQLite's results means to who reads the message, and how to mend it. */
static const struct {
	int result;
	enum px_code code;
	const char *text;
} meanings[] = {
	{ SQLITE_BUSY, PX_BUSY, N_("another program is using the database: try again later") },
	{ SQLITE_LOCKED, PX_BUSY, N_("another program is using the database: try again later") },
	{ SQLITE_FULL, PX_SYSTEM, N_("the disk is full, nothing was stored: free some space") },
	{ SQLITE_READONLY, PX_SYSTEM,
	  N_("can be read but not written by you: ask its owner for the right to write it, the "
	     "files "
	     "beside it (-wal, -shm, -lock) and their folder") },
	{ SQLITE_CANTOPEN, PX_SYSTEM,
	  N_("cannot be opened: its -wal and -shm files must be readable, or its folder writable; "
	     "any "
	     "plexus command run by its owner makes them again") },
	{ SQLITE_PERM, PX_SYSTEM, N_("you have no right to open it") },
	{ SQLITE_AUTH, PX_SYSTEM, N_("you have no right to open it") },
	{ SQLITE_CORRUPT, PX_SYSTEM, N_("is damaged or cut short: restore it from a backup") },
	{ SQLITE_NOTADB, PX_SYSTEM, N_("is not a plexus database") },
	{ SQLITE_IOERR, PX_SYSTEM, N_("the disk cannot be read or written") },
	{ SQLITE_TOOBIG, PX_FAILED, N_("a value is too long to be stored") },
	{ SQLITE_INTERRUPT, PX_INTERRUPTED, N_("interrupted") },
};

static size_t
find_meaning(int result)
{
	size_t i = 0;

	while (i < PX_COUNT(meanings) && meanings[i].result != (result & 0xff))
		i++;
	return i;
}

int
px_sqlite_fail(struct px_sqlite *base, int code, struct px_err *err)
{
	int number = sqlite3_system_errno(base->db);
	const char *raw = getenv("PLEXUS_DEBUG") ? sqlite3_errmsg(base->db) : "";
	const char *text = N_("the database refused a statement: set PLEXUS_DEBUG=1 to see why");
	enum px_code meant = PX_SYSTEM;
	size_t i;

	if ((code & 0xff) == SQLITE_IOERR && number == ENOSPC)
		code = SQLITE_FULL;
	/* Plain SQLITE_READONLY is a write refused; its other forms come from a WAL that is missing. */
	if ((code & 0xff) == SQLITE_READONLY && code != SQLITE_READONLY &&
	    sqlite3_db_readonly(base->db, "main") == 1)
		code = SQLITE_CANTOPEN;
	if (code == SQLITE_NOMEM)
		abort();
	base->full = base->full || code == SQLITE_FULL;
	i = find_meaning(code);
	if (i < PX_COUNT(meanings)) {
		meant = meanings[i].code;
		text = meanings[i].text;
	}
	return px_err_set(err, meant, "%s: %s%s%s%s%s%s", base->location, px_tr(text),
			  (code & 0xff) == SQLITE_IOERR && number ? " (" : "",
			  (code & 0xff) == SQLITE_IOERR && number ? px_errno_text(number) : "",
			  (code & 0xff) == SQLITE_IOERR && number ? ")" : "", *raw ? ": " : "",
			  raw);
}

static int
begin(void *db, int64_t organization, struct px_err *err)
{
	struct px_sqlite *base = db;

	(void)organization; /* the file has one writer, whatever it writes */
	if (base->locked)
		return px_err_set(err, PX_FAILED, _("%s: is being written already"),
				  base->location);
	if (sqlite3_db_readonly(base->db, "main") == 1)
		return px_sqlite_fail(base, SQLITE_READONLY, err);
	if (base->queue < 0)
		base->queue = px_queue_open(base->path, err);
	if (base->queue < 0 || px_queue_enter(base->queue, base->location, PX_SQLITE_WAIT, err))
		return -1;
	if (px_sqlite_run(db, "BEGIN IMMEDIATE", err) == 0) {
		base->locked = true;
		return 0;
	}
	px_queue_leave(base->queue);
	return -1;
}

/* After some failures (a full disk) SQLite undoes the whole transaction by itself; what would follow
 * would be written alone. */
int
px_sqlite_whole(struct px_sqlite *base, struct px_err *err)
{
	if (!base->locked || !sqlite3_get_autocommit(base->db))
		return 0;
	return px_err_set(
		err, PX_SYSTEM,
		_("%s: nothing was stored, because of an earlier error: mend it and begin "
		  "again"),
		base->location);
}

/*
 * Fold the WAL back into the database, from where the next writer begins it anew.  The first program to
 * open a database reads its whole WAL (1 us a page): kept short, that stays unnoticed.  Readers are
 * not waited for; when one is in the way, a later writer folds the rest.  The file keeps its place on
 * the disk: to cut it, and to let it grow again, costs a third of what many writers do.  Only the long
 * one that an import leaves is cut.
 */
enum { LONG_WAL = 8 };

static void
fold(struct px_sqlite *base, int mode)
{
	sqlite3_busy_timeout(base->db, 0);
	sqlite3_wal_checkpoint_v2(base->db, NULL, mode, NULL, NULL);
	sqlite3_busy_timeout(base->db, PX_SQLITE_WAIT * 1000);
	base->frames = 0;
}

/* Pages that it leaves are overwritten too, and the WAL, where older ones stand, is emptied. */
static void
scrub(void *db)
{
	struct px_sqlite *base = db;

	if (!base->scrubs)
		sqlite3_exec(base->db, "PRAGMA secure_delete = ON", NULL, NULL, NULL);
	base->scrubs = true;
}

static void
end_scrub(struct px_sqlite *base)
{
	if (base->scrubs)
		sqlite3_exec(base->db, "PRAGMA secure_delete = FAST", NULL, NULL, NULL);
	base->scrubs = false;
}

static void
rollback(void *db)
{
	struct px_sqlite *base = db;

	if (!sqlite3_get_autocommit(base->db))
		sqlite3_exec(base->db, "ROLLBACK", NULL, NULL, NULL);
	/* A full disk may hold a long WAL: folded back, it leaves its place to the next writer. */
	if (base->full && base->locked)
		fold(base, SQLITE_CHECKPOINT_TRUNCATE);
	base->full = false;
	end_scrub(base);
	if (base->locked)
		px_queue_leave(base->queue);
	base->locked = false;
}

static int
commit(void *db, const char *operation, struct px_err *err)
{
	struct px_sqlite *base = db;

	(void)operation; /* what is committed is always known */
	if (px_sqlite_whole(base, err) || px_sqlite_run(db, "COMMIT", err)) {
		rollback(db);
		return -1;
	}
	if (base->frames > PX_SQLITE_FRAMES || base->scrubs)
		fold(base, base->scrubs || base->frames > LONG_WAL * PX_SQLITE_FRAMES
				   ? SQLITE_CHECKPOINT_TRUNCATE
				   : SQLITE_CHECKPOINT_PASSIVE);
	end_scrub(base);
	px_queue_leave(base->queue);
	base->locked = false;
	return 0;
}

/*
 * Rows: most are appended, but for one index of 32 MiB that is kept up to date meanwhile: a cache of
 * twice that holds all that is written to again, and a larger one only costs memory.  Indexes: sorting
 * goes by pieces of the size of the cache; small ones stay in the processor's own, and are merged from
 * files: a third of the time of one list in memory.  Threads sort and merge them, while the table is
 * read and the index is written.
 */
static int
loading(void *db, enum px_loading phase, struct px_err *err)
{
	static const char *const settings[] = {
		[PX_LOADING_ROWS] = "PRAGMA temp_store = FILE; PRAGMA cache_size = -65536",
		[PX_LOADING_INDEXES] = "PRAGMA cache_size = -2000; PRAGMA threads = 2",
		[PX_LOADING_DONE] = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; "
				    "PRAGMA threads = 0",
	};

	return px_sqlite_run(db, settings[phase], err);
}

/* One row a type: the last id given.  It is part of the transaction, so that a rollback gives its
 * ids back and ids stay consecutive. */
static int
next_ids(struct px_store *store, const char *type, int64_t count, int64_t *first,
	 struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		store,
		"INSERT INTO \"counter\" (\"type\", \"last\") VALUES ($1, $2) ON CONFLICT "
		"(\"type\") "
		"DO UPDATE SET \"last\" = \"counter\".\"last\" + excluded.\"last\" "
		"RETURNING \"last\"",
		err);
	int got;

	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, type);
	px_bind_number(stmt, 2, count);
	got = px_stmt_step(stmt, err);
	if (got == 1)
		*first = px_stmt_number(stmt, 0) - count + 1;
	px_stmt_done(stmt);
	return got == 1 ? 0 : -1;
}

/* Call say with what `line` makes of each row. */
static int
each_row(struct px_sqlite *base, const char *sql,
	 void (*line)(sqlite3_stmt *row, struct px_buf *out),
	 void (*say)(const char *line, void *data), void *data, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(base->db, sql, -1, &stmt, NULL);

	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(stmt);
		px_buf_clear(&text);
		if (code == SQLITE_ROW)
			line(stmt, &text);
		if (text.length)
			say(text.data, data);
	}
	sqlite3_finalize(stmt);
	px_buf_release(&text);
	return code == SQLITE_DONE ? 0 : px_sqlite_fail(base, code, err);
}

static const char *
text_or_nothing(sqlite3_stmt *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row, column);

	return text ? text : "";
}

static void
put_damage(sqlite3_stmt *row, struct px_buf *out)
{
	if (strcmp(text_or_nothing(row, 0), "ok") != 0)
		px_buf_puts(out, text_or_nothing(row, 0));
}

/* Rows of tables without rowid (lists) have no number. */
static void
put_reference(sqlite3_stmt *row, struct px_buf *out)
{
	px_buf_printf(out, _("%s %s: refers to a %s that is not there"), text_or_nothing(row, 0),
		      text_or_nothing(row, 1), text_or_nothing(row, 2));
}

static int
check(void *db, void (*say)(const char *line, void *data), void *data, struct px_err *err)
{
	struct px_sqlite *base = db, *writer = NULL;
	struct px_err ignored = PX_ERR_INIT;
	int result;

	/* A connection that may only read does not look at CHECK constraints. */
	if (!base->looked_at && sqlite3_db_readonly(base->db, "main") == 1)
		writer = px_sqlite_open(base->location, PX_ACCESS_WRITE, &ignored);
	base = writer ? writer : base;
	result = each_row(base, "PRAGMA integrity_check(20)", put_damage, say, data, err);
	if (result == 0)
		result = each_row(base,
				  "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check "
				  "LIMIT 20",
				  put_reference, say, data, err);
	px_sqlite_close(writer);
	return result;
}

const struct px_engine px_engine_sqlite = {
	.name = "sqlite",
	.dialect = &px_dialect_sqlite,
	.create = px_sqlite_create,
	.open = px_sqlite_open,
	.close = px_sqlite_close,
	.draft = px_sqlite_draft,
	.publish = px_sqlite_publish,
	.backup = px_sqlite_backup,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.run = px_sqlite_run,
	.prepare = px_sqlite_prepare,
	.bind_number = px_sqlite_bind_number,
	.bind_text = px_sqlite_bind_text,
	.bind_borrowed = px_sqlite_bind_borrowed,
	.step = px_sqlite_step,
	.null = px_sqlite_null,
	.number = px_sqlite_number,
	.text = px_sqlite_text,
	.reset = px_sqlite_reset,
	.again = px_sqlite_again,
	.finalize = px_sqlite_finalize,
	.each = px_sqlite_each,
	.loading = loading,
	.next_ids = next_ids,
	.scrub = scrub,
	.check = check,
};
