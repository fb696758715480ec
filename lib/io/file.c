#include "io/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

struct px_file {
	char *path;      /* as the caller names it, for messages */
	char *target;    /* what is replaced; NULL when written to directly */
	char *temporary; /* beside it */
	int fd;
};

static int
fail(const struct px_file *file, struct px_err *err, const char *what)
{
	int number = errno;

	return px_err_set(err, PX_SYSTEM, "%s: %s: %s", file->path, what, px_errno_text(number));
}

/* The folder part of the target, for the caller to free. */
static char *
folder_of(const char *target)
{
	const char *slash = strrchr(target, '/');

	if (!slash)
		return px_strdup(".");
	return px_strndup(target, slash == target ? 1 : (size_t)(slash - target));
}

static int
fail_folder(const struct px_file *file, struct px_err *err)
{
	int number = errno;
	char *folder = folder_of(file->target);

	if (number == ENOENT || number == ENOTDIR)
		px_err_set(err, PX_NOT_FOUND,
			   _("%s: cannot be written: there is no folder %s: make it first"),
			   file->path, folder);
	else
		px_err_set(err, PX_SYSTEM, _("%s: cannot be written in the folder %s: %s"),
			   file->path, folder, px_errno_text(number));
	free(folder);
	return -1;
}

/* A name beside the target that nothing has: a hidden one, so that *.html does not catch it. */
static int
open_temporary(struct px_file *file, struct px_err *err)
{
	char *folder = folder_of(file->target);
	const char *slash = strrchr(file->target, '/');
	const char *name = slash ? slash + 1 : file->target;

	for (int i = 0; i < 1000; i++) {
		free(file->temporary);
		file->temporary = px_asprintf("%s/.%.200s.%ld-%d", folder, name, (long)getpid(), i);
		file->fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (file->fd >= 0 || errno != EEXIST)
			break;
	}
	free(folder);
	if (file->fd >= 0)
		return 0;
	free(file->temporary);
	file->temporary = NULL;
	return fail_folder(file, err);
}

static int
open_direct(struct px_file *file, struct px_err *err)
{
	file->fd = open(file->path, O_WRONLY | O_CLOEXEC);
	return file->fd < 0 ? fail(file, err, _("cannot be opened for writing")) : 0;
}

/* Where links lead, whether there is something or not; NULL when they go round in a circle. */
static char *
follow(const char *path)
{
	enum { MOST_LINKS = 40 };
	char *at = px_strdup(path), to[PATH_MAX];

	for (int i = 0; i < MOST_LINKS; i++) {
		ssize_t length = readlink(at, to, sizeof(to) - 1);
		char *folder;

		if (length < 0)
			return at;
		to[length] = '\0';
		folder = *to == '/' ? NULL : folder_of(at);
		free(at);
		at = folder ? px_asprintf("%s/%s", folder, to) : px_strdup(to);
		free(folder);
	}
	free(at);
	errno = ELOOP;
	return NULL;
}

static int
open_path(struct px_file *file, struct px_err *err)
{
	struct stat st;
	bool exists = stat(file->path, &st) == 0;

	if (exists && S_ISDIR(st.st_mode))
		return px_err_set(err, PX_SYSTEM, _("%s: is a folder, not a file"), file->path);
	if (exists && !S_ISREG(st.st_mode))
		return open_direct(file, err);
	if (exists && access(file->path, W_OK) != 0)
		return fail(file, err, _("cannot be replaced"));
	file->target = follow(file->path);
	if (!file->target)
		return fail(file, err, _("cannot be found"));
	if (open_temporary(file, err) < 0)
		return -1;
	if (exists && fchmod(file->fd, st.st_mode & 07777) != 0)
		return fail(file, err, _("its mode cannot be kept"));
	return 0;
}

struct px_file *
px_file_open(const char *path, struct px_err *err)
{
	struct px_file *file = px_calloc(1, sizeof(*file));

	file->fd = -1;
	if (strcmp(path, "-") == 0) {
		file->path = px_strdup(_("standard output"));
		file->fd = STDOUT_FILENO;
		return file;
	}
	file->path = px_strdup(path);
	if (open_path(file, err) < 0) {
		px_file_abandon(file);
		return NULL;
	}
	return file;
}

int
px_file_write(struct px_file *file, const void *bytes, size_t length, struct px_err *err)
{
	const char *at = bytes;

	while (length > 0) {
		ssize_t written = write(file->fd, at, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return fail(file, err, _("cannot be written"));
		at += written;
		length -= (size_t)written;
	}
	return 0;
}

int
px_file_descriptor(const struct px_file *file)
{
	return file->fd;
}

/* The new name is on the disk only once its folder is; some file systems refuse, and need not. */
static void
flush_folder(const char *target)
{
	char *folder = folder_of(target);
	int fd = open(folder, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

static int
close_file(struct px_file *file, struct px_err *err)
{
	int fd = file->fd;

	file->fd = -1;
	return close(fd) != 0 ? fail(file, err, _("cannot be written")) : 0;
}

static int
put_in_place(struct px_file *file, struct px_err *err)
{
	if (fsync(file->fd) != 0)
		return fail(file, err, _("cannot be flushed to the disk"));
	if (close_file(file, err) < 0)
		return -1;
	if (rename(file->temporary, file->target) != 0)
		return fail(file, err, _("cannot be put in place"));
	free(file->temporary);
	file->temporary = NULL;
	flush_folder(file->target);
	return 0;
}

int
px_file_commit(struct px_file *file, struct px_err *err)
{
	int result = 0;

	if (file->target)
		result = put_in_place(file, err);
	else if (file->fd != STDOUT_FILENO)
		result = close_file(file, err);
	px_file_abandon(file);
	return result;
}

void
px_file_abandon(struct px_file *file)
{
	if (!file)
		return;
	if (file->fd >= 0 && file->fd != STDOUT_FILENO)
		close(file->fd);
	if (file->temporary)
		unlink(file->temporary);
	free(file->path);
	free(file->target);
	free(file->temporary);
	free(file);
}

int
px_file_put(const char *path, const void *bytes, size_t length, struct px_err *err)
{
	struct px_file *file = px_file_open(path, err);

	if (!file)
		return -1;
	if (px_file_write(file, bytes, length, err) == 0)
		return px_file_commit(file, err);
	px_file_abandon(file);
	return -1;
}
