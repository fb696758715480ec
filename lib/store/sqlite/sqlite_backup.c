/*
 * A copy of the database as it is at one moment, while others go on writing: SQLite's online backup, out
 * of the read transaction that the database was opened with.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/sqlite/sqlite.h"

enum { PAGES = 1024 }; /* copied before anybody is asked whether to go on */

static int
copy_pages(struct px_sqlite *base, sqlite3 *to, int (*going)(void *data, struct px_err *err),
	   void *data, struct px_err *err)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", base->db, "main");
	int code = backup ? SQLITE_OK : sqlite3_errcode(to), result = 0;

	while (result == 0 && (code == SQLITE_OK || code == SQLITE_BUSY)) {
		code = sqlite3_backup_step(backup, PAGES);
		if (code == SQLITE_BUSY)
			sqlite3_sleep(10);
		result = going ? going(data, err) : 0;
	}
	sqlite3_backup_finish(backup);
	return result != 0 ? -1 : code == SQLITE_DONE ? 0 : px_sqlite_fail(base, code, err);
}

static int
fill(struct px_sqlite *base, const char *draft, const char *file,
     int (*going)(void *data, struct px_err *err), void *data, struct px_err *err)
{
	/* What is in it is about people, whatever the umask. */
	int fd = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
	sqlite3 *to = NULL;
	int result;

	if (fd < 0)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				  _("%s: cannot be made: %s"), file, px_errno_text(errno));
	close(fd);
	if (sqlite3_open_v2(draft, &to, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
		sqlite3_close(to);
		return px_err_set(err, PX_SYSTEM, _("%s: cannot be made: %s"), file,
				  px_errno_text(EIO));
	}
	sqlite3_exec(to, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", NULL, NULL, NULL);
	result = copy_pages(base, to, going, data, err);
	sqlite3_close(to);
	return result;
}

/* What would be lost, or is the database itself. */
static int
check_place(const struct px_sqlite *base, const char *file, bool replace, struct px_err *err)
{
	char *wal = px_asprintf("%s-wal", file);
	struct stat there, ours;
	int result = 0;

	if (stat(file, &there) == 0) {
		if (stat(base->path, &ours) == 0 && there.st_ino == ours.st_ino &&
		    there.st_dev == ours.st_dev)
			result = px_err_set(err, PX_CONFLICT,
					    _("%s: is the database itself: choose another name"),
					    file);
		else if (!replace)
			result = px_err_set(
				err, PX_CONFLICT,
				_("%s: exists already: choose another name, or replace it with "
				  "--force"),
				file);
		else if (!S_ISREG(there.st_mode))
			result = px_err_set(err, PX_CONFLICT, _("%s: is not a file"), file);
		else if (stat(wal, &ours) == 0 && ours.st_size > 0)
			result = px_err_set(err, PX_CONFLICT,
					    _("%s: is a database in use: choose another name"),
					    file);
	}
	free(wal);
	return result;
}

/* Over the one that is there; its name never stands for half of either. */
static int
replace_file(const char *draft, const char *file, struct px_err *err)
{
	if (px_sqlite_flush(draft, file, err) != 0)
		return -1;
	return rename(draft, file) == 0
		       ? 0
		       : px_err_set(err, PX_SYSTEM, _("%s: cannot be replaced: %s"), file,
				    px_errno_text(errno));
}

int
px_sqlite_backup(void *db, const char *file, bool replace,
		 int (*going)(void *data, struct px_err *err), void *data, struct px_err *err)
{
	struct px_sqlite *base = db;
	char *draft;
	int result;

	if (check_place(base, file, replace, err) != 0)
		return -1;
	draft = px_sqlite_draft_name(file);
	result = fill(base, draft, file, going, data, err);
	if (result == 0)
		result = replace ? replace_file(draft, file, err)
				 : px_sqlite_take_place(draft, file, err);
	px_sqlite_drop_draft(draft);
	free(draft);
	return result;
}
