/* The door: opening what is there and what is not, transactions, waiting, statements, settings. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "base/buf.h"
#include "store_base.h"

/* Another database, or on SQLite another file, beside that of the test. */
static char *
beside(const char *suffix)
{
	char *name, *place;

	if (!base_server())
		return px_asprintf("%s%s", base_path, suffix);
	name = px_asprintf("t.db%s", suffix);
	place = base_place(name);
	free(name);
	return place;
}

static void
write_file(const char *path, const void *bytes, size_t length)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (file < 0 || write(file, bytes, length) != (ssize_t)length)
		printf("# cannot write %s\n", path);
	close(file);
}

static void
refuses(const char *path, enum px_access access, enum px_code code, const char *part)
{
	struct px_err err = PX_ERR_INIT;
	struct px_store *store = px_store_open(path, access, &err);

	tap_ok(!store && err.code == code && strstr(err.message, part), "refused: %s", part);
	if (store || err.code != code || !strstr(err.message, part))
		printf("# code %d: %s\n", err.code, err.message);
	px_store_close(store);
}

/* Open to read; what that wrote, in bytes of WAL. */
static int64_t
opened(const char *path)
{
	struct px_store *store = px_store_open(path, PX_ACCESS_READ, &base_err);
	char *wal = px_asprintf("%s-wal", path);
	struct stat status = { .st_size = -1 };

	if (store && stat(wal, &status))
		status.st_size = -1;
	px_store_close(store);
	free(wal);
	return status.st_size;
}

static void
test_files(void)
{
	char *other = beside(".other");
	struct px_buf good = PX_BUF_INIT;
	int64_t upgraded;

	refuses(other, PX_ACCESS_READ, PX_NOT_FOUND, "plexus init");
	refuses(other, PX_ACCESS_WRITE, PX_NOT_FOUND, "plexus init");
	tap_is_number(access(other, F_OK), -1, "nothing is made by mistake");
	refuses(base_path, PX_ACCESS_CREATE, PX_CONFLICT, "exists already");
	tap_ok(!px_store_open(base_path, PX_ACCESS_CREATE, NULL), "be it to nobody's ears");
	refuses(base_folder, PX_ACCESS_READ, PX_SYSTEM, "is not a file");
	refuses("postgresql:///d?host=/nowhere", PX_ACCESS_READ, PX_SYSTEM, "cannot be reached");
	write_file(other, "", 0);
	refuses(other, PX_ACCESS_READ, PX_SYSTEM, "is not a plexus database");
	write_file(other,
		   "hello, this is not a database at all, but it is longer than a header is.....",
		   76);
	refuses(other, PX_ACCESS_WRITE, PX_SYSTEM, "is not a plexus database");
	px_buf_read_file(&good, base_path, 1 << 26, &base_err);
	write_file(other, good.data, good.length / 2);
	refuses(other, PX_ACCESS_READ, PX_SYSTEM, "damaged or cut short");
	good.data[71]++;
	write_file(other, good.data, good.length);
	refuses(other, PX_ACCESS_READ, PX_SYSTEM, "is not a plexus database");
	good.data[71]--;
	good.data[63] = 99;
	write_file(other, good.data, good.length);
	refuses(other, PX_ACCESS_WRITE, PX_SYSTEM, "newer plexus");
	good.data[63] = 0;
	write_file(other, good.data, good.length);
	upgraded = opened(other);
	tap_ok(upgraded > 0, "an older one is brought up to date by whoever opens it");
	tap_is_number(opened(other), upgraded, "once");
	unlink(other);
	free(other);
	px_buf_release(&good);
}

struct seen {
	int64_t rows, sum;
};

static void
see(const int64_t *numbers, void *data)
{
	struct seen *seen = data;

	seen->rows++;
	seen->sum += numbers[0] + 100 * numbers[1];
}

/* Rows given from inside the engine are those that steps would give. */
static void
test_each(void)
{
	struct px_store *store = px_store_open(base_path, PX_ACCESS_READ, &base_err);
	struct px_err err = PX_ERR_INIT;
	struct seen seen = { 0, 0 };
	int64_t bound[] = { 3 };

	tap_is_number(px_store_each(store, "a, b",
				    "FROM (SELECT 1 AS a, NULL AS b UNION ALL SELECT 2, 1 UNION "
				    "ALL SELECT 3, 1) t WHERE a < $1",
				    bound, 1, see, &seen, &err),
		      0, "a scan is done");
	tap_is_number(seen.rows, 2, "each row that satisfies it was given");
	tap_is_number(seen.sum, 103, "with its columns, null as 0");
	tap_is_number(px_store_each(store, "a", "FROM (SELECT 1 AS a) t WHERE a > $1", bound, 1,
				    see, &seen, &err),
		      0, "a scan of nothing too");
	tap_is_number(seen.rows, 2, "gives nothing");
	tap_is_number(px_store_each(store, "a", "FROM nowhere", NULL, 0, see, &seen, &err), -1,
		      "a wrong text is an error");
	tap_is_number(err.code, PX_SYSTEM, "of the system");
	px_store_close(store);
}

static int64_t
count_organizations(struct px_store *store)
{
	struct px_stmt *stmt =
		px_store_prepare(store, "SELECT COUNT(*) FROM \"organization\"", &base_err);
	int64_t count = px_stmt_step(stmt, &base_err) == 1 ? px_stmt_number(stmt, 0) : -1;

	px_stmt_done(stmt);
	return count;
}

/* A second reader, for another thread, sees what the first does or is not given. */
static void
test_twin(void)
{
	char *other = beside(".twin");
	struct px_store *writer = px_store_open(other, PX_ACCESS_CREATE, &base_err);
	struct px_store *reader = px_store_open(other, PX_ACCESS_READ, &base_err), *twin;

	px_store_identify(writer, "unix:test", base_world.now, "seed");
	twin = px_store_twin(reader);
	tap_ok(twin != NULL, "a reader has a twin");
	px_store_close(twin);
	px_store_begin(writer, &base_err);
	base_add(writer, &px_type_organization, "name=MSP|kind=msp");
	px_store_commit(writer, &base_err);
	/* SQLite has no twin of what is no more; PostgreSQL gives what the reader sees. */
	twin = px_store_twin(reader);
	tap_ok(base_server() ? count_organizations(twin) == 0 : !twin,
	       "none once something was written, or one that does not see it");
	px_store_close(twin);
	px_store_close(reader);
	px_store_close(writer);
	unlink(other);
	free(other);
}

static void
test_modes(void)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	struct stat status;

	for (size_t i = 0; i < PX_COUNT(suffixes); i++) {
		char *path = beside(suffixes[i]);

		tap_ok(stat(path, &status) == 0, "t.db%s is there", suffixes[i]);
		tap_ok((status.st_mode & 0007) == 0, "and is nobody else's");
		free(path);
	}
}

static void
test_settings(struct px_store *store)
{
	char *value = NULL;

	px_store_begin(store, &base_err);
	tap_is_number(px_store_set(store, "a", "1", &base_err), 0, "a setting is set");
	px_store_set(store, "a", "2", &base_err);
	px_store_setting(store, "a", &value, &base_err);
	tap_is(value, "2", "and set again");
	free(value);
	px_store_set(store, "a", NULL, &base_err);
	px_store_setting(store, "a", &value, &base_err);
	tap_is(value, NULL, "and removed");
	px_store_set(store, "b", "1", &base_err);
	px_store_rollback(store);
	px_store_rollback(store);
	px_store_setting(store, "b", &value, &base_err);
	tap_is(value, NULL, "a rollback takes it back");
	px_store_begin(store, &base_err);
	px_store_set(store, "organization", "1",
		     &base_err); /* what ends the making of a database */
	tap_is_number(px_store_commit(store, &base_err), 0, "a commit does not");
}

static void
test_statements(struct px_store *store)
{
	static const char sql[] =
		"SELECT CAST($2 AS BIGINT), CAST($1 AS TEXT) UNION ALL SELECT 7, NULL";
	struct px_stmt *first = px_store_prepare(store, sql, &base_err), *second;

	px_bind_text(first, 1, "x");
	px_bind_number(first, 2, INT64_C(1) << 40);
	tap_is_number(px_stmt_step(first, &base_err), 1, "a row");
	tap_is_number(px_stmt_number(first, 0), 1LL << 40, "places are by number");
	second = px_store_prepare(store, sql, &base_err);
	tap_ok(second != first, "a busy statement is not handed out twice");
	px_stmt_step(second, &base_err);
	tap_ok(px_stmt_null(second, 0) && !px_stmt_text(second, 1), "bindings are its own");
	px_stmt_done(second);
	tap_is(px_stmt_text(first, 1), "x", "the first is where it was");
	px_stmt_done(first);
	tap_ok(px_store_prepare(store, sql, &base_err) != NULL, "and is found again");
	px_stmt_done(first);
	px_stmt_done(second);
	tap_is_number(px_store_run(store, "SELECT nothing", &base_err), -1,
		      "a wrong text is an error");
	tap_is_number(base_err.code, PX_SYSTEM, "of the system");
	tap_is_number(
		px_store_run(store, "INSERT INTO \"setting\" (\"name\") VALUES ('x')", &base_err),
		-1, "a required column cannot be left out");
}

static void
count_line(const char *line, void *data)
{
	printf("# %s\n", line);
	++*(int *)data;
}

static void
test_readers(struct px_store *store)
{
	struct px_store *reader = px_store_open(base_path, PX_ACCESS_READ, &base_err);
	char *value = NULL;
	int damages = 0;

	tap_ok(reader != NULL, "a second door opens");
	px_store_begin(store, &base_err);
	px_store_set(store, "seen", "yes", &base_err);
	px_store_setting(reader, "seen", &value, &base_err);
	tap_is(value, NULL, "a reader does not see what is not committed");
	px_store_commit(store, &base_err);
	px_store_setting(reader, "seen", &value, &base_err);
	tap_is(value, NULL, "nor what is committed after it began to read");
	px_store_close(reader);
	reader = px_store_open(base_path, PX_ACCESS_READ, &base_err);
	px_store_setting(reader, "seen", &value, &base_err);
	tap_is(value, "yes", "and sees it next time");
	free(value);
	tap_is_number(px_store_check(reader, count_line, &damages, &base_err), 0, "it is checked");
	tap_is_number(damages, 0, "and is sound");
	tap_is_number(px_store_set(reader, "x", "y", &base_err), -1, "a reader does not write");
	tap_ok(strstr(base_err.message, "can be read but not written") != NULL, "and is told");
	tap_is_number(px_store_begin(reader, &base_err), -1, "nor begins to");
	tap_ok(strstr(base_err.message, "can be read but not written") != NULL, "and is told");
	px_store_close(reader);
}

/* A page in the middle overwritten, as by a failing disk. */
static void
test_damage(void)
{
	char *other = beside(".damaged");
	struct px_buf copy = PX_BUF_INIT;
	struct px_store *store;
	int damages = 0;

	px_buf_read_file(&copy, base_path, 1 << 26, &base_err);
	memset(copy.data + copy.length - 8192, 0xa5, 4096);
	write_file(other, copy.data, copy.length);
	store = px_store_open(other, PX_ACCESS_READ, &base_err);
	tap_ok(store != NULL, "a damaged database may open");
	if (px_store_check(store, count_line, &damages, &base_err))
		damages++;
	tap_ok(damages > 0, "but a check finds the damage");
	px_store_close(store);
	px_buf_release(&copy);
	free(other);
}

static void
caught(int number)
{
	(void)number;
}

/* A child that holds the lock; the parent's begin waits for it. */
static void
test_queue(struct px_store *store)
{
	char *path = beside("-lock");
	struct sigaction action = { .sa_handler = caught };
	struct timespec nap = { 0, 300 * 1000 * 1000 }, start, end;
	pid_t child = fork();

	if (child == 0) {
		int lock = open(path, O_RDWR);

		flock(lock, LOCK_EX);
		nanosleep(&nap, NULL);
		flock(lock, LOCK_UN);
		nanosleep(&nap, NULL);
		flock(lock, LOCK_EX);
		kill(getppid(), SIGUSR1);
		nanosleep(&nap, NULL);
		kill(getppid(), SIGUSR1);
		nanosleep(&nap, NULL);
		_exit(0);
	}
	sigaction(SIGUSR1, &action, NULL);
	nap.tv_nsec /= 2;
	nanosleep(&nap, NULL);
	clock_gettime(CLOCK_MONOTONIC, &start);
	tap_is_number(px_store_begin(store, &base_err), 0, "a writer waits for its turn");
	clock_gettime(CLOCK_MONOTONIC, &end);
	tap_ok((end.tv_sec - start.tv_sec) * 1000 + (end.tv_nsec - start.tv_nsec) / 1000000 >= 50,
	       "and did wait");
	px_store_rollback(store);
	nap = (struct timespec){ 2, 0 };
	nanosleep(&nap, NULL); /* until the signal: the child holds the lock again */
	tap_is_number(px_store_begin(store, &base_err), -1, "a signal ends the wait");
	tap_is_number(base_err.code, PX_INTERRUPTED, "as an interruption");
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		continue;
	tap_is_number(px_store_begin(store, &base_err), 0, "the lock dies with who held it");
	px_store_rollback(store);
	free(path);
}

/* As an ordinary user who may only read: root may do anything, so a child becomes somebody. */
static void
test_read_only_folder(void)
{
	char *wal = beside("-wal"), *shm = beside("-shm");
	int status = 0;
	pid_t child;

	if (geteuid() != 0) {
		tap_ok(true, "skipped: needs root # SKIP");
		free(wal);
		free(shm);
		return;
	}
	chmod(base_folder, 0755);
	chmod(base_path, 0644);
	chmod(wal, 0644);
	chmod(shm, 0644);
	child = fork();
	if (child == 0) {
		struct px_store *store;
		char *value = NULL;
		int result = 0;

		if (setgid(65534) || setuid(65534))
			_exit(9);
		store = px_store_open(base_path, PX_ACCESS_READ, &base_err);
		if (!store || px_store_setting(store, "seen", &value, &base_err) || !value ||
		    strcmp(value, "yes") != 0)
			result = 1;
		if (result)
			fprintf(stderr, "# %s\n", base_err.message);
		px_store_close(store);
		if (px_store_open(base_path, PX_ACCESS_WRITE, &base_err) ||
		    !strstr(base_err.message, "not written by you"))
			result = 2;
		_exit(result);
	}
	waitpid(child, &status, 0);
	tap_is_number(WEXITSTATUS(status), 0,
		      "who can only read does read, and is told why not write");
	free(wal);
	free(shm);
}

int
main(void)
{
	struct px_store *store = base_make();

	test_settings(store);
	test_twin();
	test_each();
	test_statements(store);
	test_readers(store);
	if (!base_server()) {
		test_modes();
		test_files();
		test_damage();
		test_queue(store);
	}
	px_store_close(store);
	if (!base_server())
		test_read_only_folder();
	return tap_done();
}
