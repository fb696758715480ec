/*
 * Making and opening a database of the SQLite engine.
 *
 * The WAL and its index stay on disk between commands: making and deleting them would cost each
 * command more than its work, and readers who cannot write the folder need them.  The commit that
 * makes the WAL grow past a limit folds it back (sqlite.c).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/sqlite/queue.h"
#include "store/schema.h"
#include "store/sqlite/sqlite.h"

/*
 * Pages are read, not mapped: on 100,000 rows mapping gains nothing that can be measured, and a disk
 * that fails, or a file cut short meanwhile, would be a signal instead of an error.
 *
 * secure_delete is FAST: what a removed row held is overwritten in the pages that are written
 * anyway, so that a lost laptop does not give it back, but whole pages that a replaced register
 * leaves (public data, half a gigabyte) are not written a second time.
 */
static const char writer_settings[] = "PRAGMA synchronous = FULL;"
				      "PRAGMA secure_delete = FAST;"
				      "PRAGMA temp_store = MEMORY;"
				      "PRAGMA cache_size = -16384";

int
px_sqlite_run(void *db, const char *sql, struct px_err *err)
{
	struct px_sqlite *base = db;
	int code = sqlite3_exec(base->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : px_sqlite_fail(base, code, err);
}

static int
note_frames(void *data, sqlite3 *db, const char *name, int frames)
{
	struct px_sqlite *base = data;

	(void)db;
	(void)name;
	base->frames = frames;
	return SQLITE_OK;
}

/* A file that nobody writes: no lock is taken, and nothing is made beside it. */
static char *
uri_of(const char *path)
{
	struct px_buf uri = PX_BUF_INIT;

	px_buf_puts(&uri, "file:");
	for (; *path; path++)
		px_buf_printf(&uri, strchr("%?#", *path) ? "%%%02X" : "%c", (unsigned char)*path);
	px_buf_puts(&uri, "?immutable=1");
	return px_buf_detach(&uri);
}

/* What is not in the file yet stands beside it. */
static bool
has_wal(const char *path)
{
	char *wal = px_asprintf("%s-wal", path);
	struct stat status;
	bool has = stat(wal, &status) == 0 && status.st_size > 0;

	free(wal);
	return has;
}

static int
handle_of(struct px_sqlite *base, int flags, struct px_err *err)
{
	int keep = 1, code;
	char *uri;

	/* Before the first connection only; afterwards it is refused, which is as well. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	uri = base->looked_at ? uri_of(base->path) : px_strdup(base->path);
	code = sqlite3_open_v2(
		uri, &base->db,
		flags | SQLITE_OPEN_NOMUTEX | (base->looked_at ? SQLITE_OPEN_URI : 0), NULL);
	free(uri);
	if (code != SQLITE_OK)
		return px_sqlite_fail(base, code, err);
	/* Asked to write what it may only read, SQLite opens it for reading and says so at the end. */
	if ((flags & SQLITE_OPEN_READWRITE) && sqlite3_db_readonly(base->db, "main") == 1)
		return px_sqlite_fail(base, SQLITE_READONLY, err);
	sqlite3_extended_result_codes(base->db, 1);
	sqlite3_busy_timeout(base->db, PX_SQLITE_WAIT * 1000);
	sqlite3_db_config(base->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(base->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_db_config(base->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(base->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_file_control(base->db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
	sqlite3_wal_hook(base->db, note_frames, base);
	return 0;
}

static int
not_ours(const char *location, struct px_err *err)
{
	return px_err_set(err, PX_SYSTEM, _("%s: is not a plexus database"), location);
}

static int64_t
big_endian(const unsigned char *bytes)
{
	return ((int64_t)bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
}

/*
 * The file's first 100 bytes, read through SQLite's own descriptor: closing another one of the same
 * file would drop the locks of this process.
 */
static int
check_header(struct px_sqlite *base, struct px_err *err)
{
	unsigned char header[100];
	sqlite3_file *file = NULL;

	sqlite3_file_control(base->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (!file || !file->pMethods)
		return px_sqlite_fail(base, SQLITE_CANTOPEN, err);
	if (file->pMethods->xRead(file, header, sizeof(header), 0) != SQLITE_OK ||
	    memcmp(header, "SQLite format 3", 16) != 0 || big_endian(header + 68) != PX_SQLITE_ID)
		return not_ours(base->location, err);
	return 0;
}

static int
read_version(struct px_sqlite *base, int *version, struct px_err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(base->db, "PRAGMA user_version", -1, &stmt, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	if (code == SQLITE_ROW)
		*version = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return code == SQLITE_ROW ? 0 : px_sqlite_fail(base, code, err);
}

static int
set_version(struct px_sqlite *base, struct px_err *err)
{
	char sql[96];

	sqlite3_snprintf(sizeof(sql), sql, "PRAGMA application_id = %d; PRAGMA user_version = %d",
			 PX_SQLITE_ID, PX_SCHEMA_VERSION);
	return px_sqlite_run(base, sql, err);
}

static int
upgrade(struct px_sqlite *base, struct px_err *err)
{
	int version;

	if (px_engine_sqlite.begin(base, 0, err))
		return -1;
	/* Somebody may have done it while we waited. */
	if (read_version(base, &version, err) ||
	    px_schema_upgrade(&px_engine_sqlite, base, version, err) || set_version(base, err)) {
		px_engine_sqlite.rollback(base);
		return -1;
	}
	return px_engine_sqlite.commit(base, NULL, err);
}

static int
check_version(struct px_sqlite *base, enum px_access access, struct px_err *err)
{
	void *writer;
	int version;

	if (read_version(base, &version, err))
		return -1;
	if (version == PX_SCHEMA_VERSION)
		return 0;
	if (version > PX_SCHEMA_VERSION)
		return px_err_set(
			err, PX_SYSTEM,
			_("%s: was written by a newer plexus (schema %d, this one knows %d): "
			  "upgrade plexus"),
			base->location, version, PX_SCHEMA_VERSION);
	if (access == PX_ACCESS_LOOK)
		return px_err_set(err, PX_SYSTEM,
				  _("%s: is of an older version (schema %d, this one knows %d): "
				    "`plexus doctor --db` upgrades a copy of it and looks it over"),
				  base->location, version, PX_SCHEMA_VERSION);
	if (access == PX_ACCESS_WRITE)
		return upgrade(base, err);
	writer = px_sqlite_open(base->location, PX_ACCESS_WRITE, err);
	px_sqlite_close(writer);
	return writer ? 0 : -1;
}

static int
may_open(struct px_sqlite *base, struct px_err *err)
{
	struct stat status;

	if (stat(base->path, &status) || !S_ISREG(status.st_mode))
		return px_err_set(err, PX_SYSTEM, _("%s: is not a file"), base->location);
	if (access(base->path, R_OK))
		return px_err_set(err, PX_SYSTEM, _("%s: you have no right to read it"),
				  base->location);
	return 0;
}

static struct px_sqlite *
base_of(const char *location, const char *path)
{
	struct px_sqlite *base = px_calloc(1, sizeof(*base));

	base->location = px_strdup(location);
	base->path = px_strdup(path);
	base->queue = -1;
	return base;
}

void
px_sqlite_close(void *db)
{
	struct px_sqlite *base = db;

	if (!base)
		return;
	sqlite3_close(base->db);
	if (base->queue >= 0)
		close(base->queue);
	if (base->draft)
		px_sqlite_drop_draft(base->draft);
	free(base->draft);
	free(base->location);
	free(base->path);
	free(base);
}

static int
missing(const char *location, struct px_err *err)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return px_err_set(err, PX_NOT_FOUND,
				  _("%s: there is no database here: make one with \"plexus init\""),
				  location);
	return px_err_set(err, PX_SYSTEM, "%s: %s", location, px_errno_text(errno));
}

/* Who reads, reads in one transaction: a report is of one moment, whatever is written meanwhile. */
void *
px_sqlite_open(const char *location, enum px_access access, struct px_err *err)
{
	bool writes = access == PX_ACCESS_WRITE;
	char *path = realpath(location, NULL);
	struct px_sqlite *base;

	if (!path) {
		missing(location, err);
		return NULL;
	}
	base = base_of(location, path);
	base->looked_at = access == PX_ACCESS_LOOK && !has_wal(path);
	free(path);
	if (may_open(base, err) == 0 &&
	    handle_of(base, writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, err) == 0 &&
	    check_header(base, err) == 0 &&
	    (!writes || px_sqlite_run(base, writer_settings, err) == 0) &&
	    check_version(base, access, err) == 0 &&
	    (writes || px_sqlite_run(base, "BEGIN", err) == 0))
		return base;
	px_sqlite_close(base);
	return NULL;
}

/* Folders above the file, for the XDG path of a new user. */
static int
make_folders(const char *location, struct px_err *err)
{
	char *path = px_strdup(location);
	int result = 0;

	for (char *slash = strchr(path + 1, '/'); slash && !result;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, 0777) && errno != EEXIST)
			result = px_err_set(err, PX_SYSTEM, _("%s: cannot be made: %s"), path,
					    px_errno_text(errno));
		*slash = '/';
	}
	free(path);
	return result;
}

/* The schema in a file of another name, which takes its own only once it is whole. */
static int
fill(struct px_sqlite *base, struct px_err *err)
{
	struct px_buf ddl = PX_BUF_INIT;
	int result;

	px_schema_ddl(&px_dialect_sqlite, &ddl);
	result = px_sqlite_run(base, "BEGIN IMMEDIATE", err);
	if (!result)
		result = px_sqlite_run(base, ddl.data, err);
	if (!result)
		result = set_version(base, err);
	if (!result)
		result = px_sqlite_run(base, "COMMIT; PRAGMA journal_mode = WAL", err);
	if (!result)
		result = px_sqlite_run(base, "PRAGMA wal_checkpoint(TRUNCATE)", err);
	px_buf_release(&ddl);
	return result;
}

static int
make(const char *location, const char *draft, struct px_err *err)
{
	struct px_sqlite *base;
	int file, off = 0, result;

	/* What the file will hold is about people: nothing for others, whatever the umask. */
	file = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
	if (file < 0)
		return px_err_set(err, PX_SYSTEM, _("%s: cannot be made: %s"), location,
				  px_errno_text(errno));
	close(file);
	base = base_of(location, draft);
	result = handle_of(base, SQLITE_OPEN_READWRITE, err);
	if (!result)
		result = fill(base, err);
	if (!result)
		sqlite3_file_control(base->db, "main", SQLITE_FCNTL_PERSIST_WAL, &off);
	sqlite3_db_config(base->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	px_sqlite_close(base);
	if (!result && link(draft, location))
		result = errno == EEXIST
				 ? px_err_set(err, PX_CONFLICT, _("%s: exists already"), location)
				 : px_err_set(err, PX_SYSTEM, _("%s: cannot be made: %s"), location,
					      px_errno_text(errno));
	unlink(draft);
	return result;
}

int
px_sqlite_create(const char *location, struct px_err *err)
{
	char *draft;
	int result;

	if (!access(location, F_OK))
		return px_err_set(
			err, PX_CONFLICT,
			_("%s: exists already: plexus uses it as it is, or choose another "
			  "place with --db"),
			location);
	if (make_folders(location, err))
		return -1;
	/* A name that begins with "file:" would be a URI to SQLite. */
	draft = px_asprintf("%s%s-new-%ld", *location == '/' ? "" : "./", location, (long)getpid());
	result = make(location, draft, err);
	free(draft);
	return result;
}
