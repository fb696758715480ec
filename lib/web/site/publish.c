/* Putting a built folder where it is served from. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "web/site/out.h"

extern char **environ;

enum { SAID_BYTES = 64 * 1024 };

int
px_site_is_built(const char *folder, struct px_err *err)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), result;
	struct px_buf text = PX_BUF_INIT;
	const char **paths = NULL;
	size_t count = 0;

	if (fd < 0)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM, "%s: %s", folder,
				  px_errno_text(errno));
	result = px_site_list_read(fd, &text, &paths, &count);
	if (result == 0 && faccessat(fd, "index.html", R_OK, 0) != 0)
		result = -1;
	close(fd);
	free(paths);
	px_buf_release(&text);
	return result == 0 ? 0
			   : px_err_set(err, PX_REJECTED,
					_("%s: is no site that was built whole: run plexus-site "
					  "build --out %s"),
					folder, folder);
}

/*
 * To a folder of this machine.
 */

struct placing {
	struct px_publish *publish;
	int from, old; /* -1: there was none */
	char *new_folder;
	const char **paths, **old_paths;
	size_t count, old_count;
	struct px_buf list, old_list;
};

static int
copy_bytes(int from, int to, const char *path, struct px_err *err)
{
	char block[65536];
	ssize_t length;

	while ((length = read(from, block, sizeof(block))) > 0)
		for (ssize_t at = 0, written; at < length; at += written)
			if ((written = write(to, block + at, (size_t)(length - at))) < 0)
				return px_err_set(err, PX_SYSTEM, _("%s: cannot be written: %s"),
						  path, px_errno_text(errno));
	return length < 0 ? px_err_set(err, PX_SYSTEM, _("%s: cannot be read: %s"), path,
				       px_errno_text(errno))
			  : 0;
}

static void
make_folders(int folder, const char *path)
{
	char *copy = px_strdup(path);

	for (char *slash = copy; (slash = strchr(slash, '/'));) {
		*slash = '\0';
		mkdirat(folder, copy,
			0755); /* what cannot be made is said when a file is put there */
		*slash++ = '/';
	}
	free(copy);
}

static int
copy_file(const struct placing *placing, int to, const char *path, struct px_err *err)
{
	int in = openat(placing->from, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), out, result;

	if (in < 0)
		return px_err_set(err, PX_SYSTEM, "%s/%s: %s", placing->publish->folder, path,
				  px_errno_text(errno));
	make_folders(to, path);
	out = openat(to, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	result = out < 0 ? px_err_set(err, PX_SYSTEM, _("%s: cannot be written: %s"), path,
				      px_errno_text(errno))
			 : copy_bytes(in, out, path, err);
	if (result == 0 && fsync(out) != 0)
		result = px_err_set(err, PX_SYSTEM, _("%s: cannot be flushed to the disk: %s"),
				    path, px_errno_text(errno));
	if (out >= 0)
		close(out);
	close(in);
	return result;
}

static bool
read_same(int a, int b)
{
	char one[16384], other[16384];
	ssize_t length, size;

	do {
		length = read(a, one, sizeof(one));
		size = read(b, other, sizeof(other));
		if (length != size || length < 0 || memcmp(one, other, (size_t)length) != 0)
			return false;
	} while (length);
	return true;
}

static bool
same(const struct placing *placing, const char *path)
{
	int a = openat(placing->from, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int b = placing->old < 0 ? -1
				 : openat(placing->old, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool is = a >= 0 && b >= 0 && read_same(a, b);

	if (a >= 0)
		close(a);
	if (b >= 0)
		close(b);
	return is;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
say(struct px_publish *publish, const char *path, enum px_site_act act)
{
	if (act == PX_SITE_WRITTEN)
		publish->sent++;
	else
		publish->removed++;
	if (publish->said)
		publish->said(path, act, publish->data);
}

/* What is another there, and what there will be no more. */
static void
compare(struct placing *placing)
{
	for (size_t i = 0; i < placing->count; i++)
		if (!same(placing, placing->paths[i]))
			say(placing->publish, placing->paths[i], PX_SITE_WRITTEN);
	for (size_t i = 0; i < placing->old_count; i++)
		if (!bsearch(&placing->old_paths[i], placing->paths, placing->count,
			     sizeof(*placing->paths), by_text))
			say(placing->publish, placing->old_paths[i], PX_SITE_REMOVED);
	placing->publish->files = placing->count;
}

static int
look(struct placing *placing, struct px_err *err)
{
	struct px_publish *publish = placing->publish;

	placing->from = open(publish->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	px_site_list_read(placing->from, &placing->list, &placing->paths, &placing->count);
	placing->old = open(publish->to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (placing->old < 0 && errno == ENOENT)
		return 0;
	if (placing->old < 0 || px_site_list_read(placing->old, &placing->old_list,
						  &placing->old_paths, &placing->old_count) != 0)
		return px_err_set(err, PX_CONFLICT,
				  _("%s: is there, and is no site of this program: name another "
				    "folder, or take it away"),
				  publish->to);
	return 0;
}

/* All of it beside its place. */
static int
copy_all(struct placing *placing, struct px_err *err)
{
	int to, result = 0;

	if (mkdir(placing->new_folder, 0755) != 0)
		return px_err_set(err, PX_SYSTEM, _("%s: the folder cannot be made: %s"),
				  placing->new_folder, px_errno_text(errno));
	chmod(placing->new_folder, 0755); /* whoever serves it reads it, whatever the umask */
	to = open(placing->new_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (to < 0)
		return px_err_set(err, PX_SYSTEM, "%s: %s", placing->new_folder,
				  px_errno_text(errno));
	for (size_t i = 0; i < placing->count && result == 0; i++)
		result = copy_file(placing, to, placing->paths[i], err);
	if (result == 0)
		result = copy_file(placing, to, PX_SITE_LIST, err);
	close(to);
	return result;
}

/* Files that a list names, the list, and the folders that they leave empty. */
static void
remove_folder(const char *path)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct px_buf text = PX_BUF_INIT;
	const char **paths = NULL;
	size_t count = 0;

	if (folder < 0)
		return;
	px_site_list_read(folder, &text, &paths, &count);
	for (size_t i = 0; i < count; i++) {
		char *copy = px_strdup(paths[i]), *slash;

		unlinkat(folder, copy, 0);
		while ((slash = strrchr(copy, '/'))) {
			*slash = '\0';
			if (unlinkat(folder, copy, AT_REMOVEDIR) != 0)
				break;
		}
		free(copy);
	}
	unlinkat(folder, PX_SITE_LIST, 0);
	close(folder);
	rmdir(path);
	free(paths);
	px_buf_release(&text);
}

/* The name changes hands: what stood there is FOLDER.previous, for one step back. */
static int
change_hands(struct placing *placing, struct px_err *err)
{
	const char *to = placing->publish->to;
	char *previous = px_asprintf("%s.previous", to);
	int result = 0;

	remove_folder(previous);
	if (placing->old >= 0 && rename(to, previous) != 0)
		result = px_err_set(err, PX_SYSTEM, _("%s: cannot become %s: %s"), to, previous,
				    px_errno_text(errno));
	if (result == 0 && rename(placing->new_folder, to) != 0) {
		result = px_err_set(err, PX_SYSTEM, _("%s: cannot become %s: %s"),
				    placing->new_folder, to, px_errno_text(errno));
		if (placing->old >= 0)
			rename(previous, to);
	}
	free(previous);
	return result;
}

static int
place(struct px_publish *publish, struct px_err *err)
{
	struct placing placing = { .publish = publish,
				   .from = -1,
				   .old = -1,
				   .list = PX_BUF_INIT,
				   .old_list = PX_BUF_INIT };
	int result = look(&placing, err);

	placing.new_folder = px_asprintf("%s.new-%ld", publish->to, (long)getpid());
	if (result == 0)
		compare(&placing);
	if (result == 0 && !publish->dry_run && (publish->sent || publish->removed)) {
		result = copy_all(&placing, err);
		if (result == 0)
			result = change_hands(&placing, err);
		if (result != 0)
			remove_folder(placing.new_folder);
	}
	if (placing.from >= 0)
		close(placing.from);
	if (placing.old >= 0)
		close(placing.old);
	free(placing.new_folder);
	free(placing.paths);
	free(placing.old_paths);
	px_buf_release(&placing.list);
	px_buf_release(&placing.old_list);
	return result;
}

/*
 * To another machine, by rsync: its program and arguments, and no shell.
 */

/* HOST:PATH or rsync://…; a path has a slash before its colon, if it has one. */
static bool
is_remote(const char *to)
{
	const char *colon = strchr(to, ':');

	return strncmp(to, "rsync://", 8) == 0 ||
	       (colon && colon != to && !memchr(to, '/', (size_t)(colon - to)));
}

/* What it said: its lines of changes ("<f+++++++++ path"), else its last words. */
static void
take_lines(struct px_publish *publish, char *text, const char **last)
{
	for (char *line = text, *end; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		if (strncmp(line, "<f", 2) == 0 && strchr(line, ' '))
			say(publish, strchr(line, ' ') + 1, PX_SITE_WRITTEN);
		else if (strncmp(line, "*deleting", 9) == 0)
			say(publish, line + 9 + strspn(line + 9, " "), PX_SITE_REMOVED);
		else if (*line && strncmp(line, "cd+", 3) != 0 && line[0] != '.')
			*last = line;
	}
}

static int
wait_for(pid_t child, const char *to, const char *last, struct px_err *err)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return px_err_set(err, PX_SYSTEM, "rsync: %s", px_errno_text(errno));
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return px_err_set(err, PX_NOT_FOUND,
				  _("rsync is not here: install the package rsync"));
	return px_err_set(err, PX_SYSTEM,
			  _("%s: rsync could not put the site there (status %d): %s"), to,
			  WIFEXITED(status) ? WEXITSTATUS(status) : -1, last);
}

static int
start(const char *const *arguments, int *output, pid_t *child, struct px_err *err)
{
	posix_spawn_file_actions_t actions;
	int ends[2], failed;

	if (pipe(ends) != 0)
		return px_err_set(err, PX_SYSTEM, "pipe: %s", px_errno_text(errno));
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	posix_spawn_file_actions_addclose(&actions, ends[1]);
	failed = posix_spawnp(child, "rsync", &actions, NULL, (char *const *)arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	*output = ends[0];
	if (!failed)
		return 0;
	close(ends[0]);
	return failed == ENOENT ? px_err_set(err, PX_NOT_FOUND,
					     _("rsync is not here: install the package rsync"))
				: px_err_set(err, PX_SYSTEM, "rsync: %s", px_errno_text(failed));
}

static int
send(struct px_publish *publish, struct px_err *err)
{
	char *from = px_asprintf("%s/", publish->folder);
	const char *arguments[] = { "rsync",
				    "-a",
				    "--delete-after",
				    "--delay-updates",
				    "--itemize-changes",
				    publish->dry_run ? "--dry-run" : "-a",
				    "--",
				    from,
				    publish->to,
				    NULL };
	struct px_buf said = PX_BUF_INIT;
	const char *last = "";
	char block[4096];
	ssize_t length;
	int output = -1, result;
	pid_t child;

	result = start(arguments, &output, &child, err);
	free(from);
	if (result != 0)
		return -1;
	while ((length = read(output, block, sizeof(block))) > 0)
		if (said.length < SAID_BYTES * 64)
			px_buf_add(&said, block, (size_t)length);
	close(output);
	take_lines(publish, said.data, &last);
	result = wait_for(child, publish->to, last, err);
	px_buf_release(&said);
	return result;
}

int
px_site_publish(struct px_publish *publish, struct px_err *err)
{
	publish->files = publish->sent = publish->removed = 0;
	if (px_site_is_built(publish->folder, err) != 0)
		return -1;
	return is_remote(publish->to) ? send(publish, err) : place(publish, err);
}
