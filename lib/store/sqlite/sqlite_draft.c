/*
 * A database being filled, under another name beside the one that it will have.  Nothing is kept safe on
 * the way: it is whole at the end, flushed and named, or thrown away.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/sqlite/sqlite.h"

static const char ending[] = "-draft-";
static const char *const companions[] = { "", "-wal", "-shm", "-lock", "-journal" };

/* References are not looked for, and pages of the transaction may be written as they fill: who reads a
 * draft has nothing to lose. */
static const char draft_settings[] =
	"PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
	"PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -262144; BEGIN";

void
px_sqlite_drop_draft(const char *path)
{
	for (size_t i = 0; i < PX_COUNT(companions); i++) {
		char *name = px_asprintf("%s%s", path, companions[i]);

		unlink(name);
		free(name);
	}
}

/* Of a name of ours the process that writes it; 0: it is none, or that process is there. */
static bool
is_abandoned(const char *name, const char *prefix)
{
	size_t length = strlen(prefix);
	long pid = strncmp(name, prefix, length) == 0 ? strtol(name + length, NULL, 10) : 0;

	return pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

/* What a process that was killed left beside the location. */
static void
remove_abandoned(const char *location)
{
	const char *slash = strrchr(location, '/');
	char *folder =
		slash ? px_strndup(location, (size_t)(slash - location) + 1) : px_strdup("./");
	char *prefix = px_asprintf("%s%s", slash ? slash + 1 : location, ending);
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char *path = is_abandoned(entry->d_name, prefix)
				     ? px_asprintf("%s%s", folder, entry->d_name)
				     : NULL;

		if (path)
			unlink(path);
		free(path);
	}
	if (dir)
		closedir(dir);
	free(prefix);
	free(folder);
}

char *
px_sqlite_draft_name(const char *location)
{
	remove_abandoned(location);
	/* A name that begins with "file:" would be a URI to SQLite. */
	return px_asprintf("%s%s%s%ld", *location == '/' ? "" : "./", location, ending,
			   (long)getpid());
}

void *
px_sqlite_draft(const char *location, struct px_err *err)
{
	struct px_sqlite *base = NULL;
	char *draft;

	if (!access(location, F_OK)) {
		px_err_set(err, PX_CONFLICT, _("%s: exists already"), location);
		return NULL;
	}
	draft = px_sqlite_draft_name(location);
	if (px_sqlite_create(draft, err) == 0)
		base = px_sqlite_open(draft, PX_ACCESS_WRITE, err);
	if (base) {
		free(base->location);
		base->location = px_strdup(location);
		base->draft = draft;
		if (px_sqlite_run(base, draft_settings, err) == 0)
			return base;
	} else {
		px_sqlite_drop_draft(draft);
		free(draft);
	}
	px_sqlite_close(base);
	return NULL;
}

int
px_sqlite_flush(const char *path, const char *location, struct px_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int result = fd < 0 || fsync(fd) != 0
			     ? px_err_set(err, PX_SYSTEM, _("%s: cannot be written: %s"), location,
					  px_errno_text(errno))
			     : 0;

	if (fd >= 0)
		close(fd);
	return result;
}

int
px_sqlite_take_place(const char *draft, const char *location, struct px_err *err)
{
	if (px_sqlite_flush(draft, location, err) != 0)
		return -1;
	if (link(draft, location) == 0)
		return 0;
	return errno == EEXIST ? px_err_set(err, PX_CONFLICT, _("%s: exists already"), location)
			       : px_err_set(err, PX_SYSTEM, _("%s: cannot be made: %s"), location,
					    px_errno_text(errno));
}

int
px_sqlite_publish(void *db, struct px_err *err)
{
	struct px_sqlite *base = db;
	int off = 0;

	if (px_sqlite_run(base, "COMMIT; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL",
			  err) != 0 ||
	    px_sqlite_run(base, "PRAGMA wal_checkpoint(TRUNCATE)", err) != 0)
		return -1;
	sqlite3_file_control(base->db, "main", SQLITE_FCNTL_PERSIST_WAL, &off);
	sqlite3_db_config(base->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	if (sqlite3_close(base->db) != SQLITE_OK)
		return px_sqlite_fail(base, SQLITE_BUSY, err);
	base->db = NULL;
	return px_sqlite_take_place(base->draft, base->location, err);
}
