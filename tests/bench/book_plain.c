/*
 * The peer of `plexus-slot book`: book_plain DATABASE SQL SLOT runs the statements of a file, in which
 * :slot is a number, with the settings that plexus writes by: a queue before the database, write-ahead
 * log, synchronous FULL, foreign keys.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>

#include "base/buf.h"
#include "base/mem.h"

static int
run(sqlite3 *db, const char *sql, sqlite3_int64 slot)
{
	sqlite3_stmt *stmt = NULL;
	int code = SQLITE_OK;

	while (code == SQLITE_OK && *sql) {
		code = sqlite3_prepare_v2(db, sql, -1, &stmt, &sql);
		if (code != SQLITE_OK || !stmt)
			break;
		sqlite3_bind_int64(stmt, sqlite3_bind_parameter_index(stmt, ":slot"), slot);
		do
			code = sqlite3_step(stmt);
		while (code == SQLITE_ROW);
		code = sqlite3_finalize(stmt);
	}
	return code;
}

int
main(int argc, char **argv)
{
	struct px_buf sql = PX_BUF_INIT;
	sqlite3 *db = NULL;
	char *queue;
	int code = SQLITE_ERROR, fd;

	if (argc != 4 || px_buf_read_file(&sql, argv[2], 1 << 20, NULL) < 0)
		return 2;
	queue = px_asprintf("%s-lock", argv[1]);
	fd = open(queue, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
	if (fd >= 0 && sqlite3_open(argv[1], &db) == SQLITE_OK &&
	    run(db,
		"PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY",
		0) == SQLITE_OK &&
	    flock(fd, LOCK_EX) == 0)
		code = run(db, sql.data, strtoll(argv[3], NULL, 10));
	if (code != SQLITE_OK)
		fprintf(stderr, "book_plain: %s\n", sqlite3_errmsg(db));
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_close(db);
	free(queue);
	px_buf_release(&sql);
	return code != SQLITE_OK;
}
