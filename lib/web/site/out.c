#include "web/site/out.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/i18n.h"

static const char list_head[] = "plexus-site 1\n";

enum { LIST_BYTES = 64 * 1024 * 1024 };

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A path that somebody may have written there by hand: it must stay inside. */
static bool
inside(const char *path)
{
	if (!*path || *path == '/')
		return false;
	for (;;) {
		size_t length = strcspn(path, "/");

		if (length == 0 || (length <= 2 && strncmp(path, "..", length) == 0))
			return false;
		if (!path[length])
			return true;
		path += length + 1;
	}
}

int
px_site_list_read(int folder, struct px_buf *text, const char ***paths, size_t *count)
{
	size_t capacity = 0;
	char *line, *end;

	*paths = NULL;
	*count = 0;
	if (px_site_read_at(folder, PX_SITE_LIST, PX_SITE_LIST, LIST_BYTES, text, NULL) != 0 ||
	    strncmp(text->data, list_head, sizeof(list_head) - 1) != 0)
		return -1;
	for (line = text->data + sizeof(list_head) - 1; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end)
			break;
		*end = '\0';
		if (!inside(line))
			continue;
		PX_GROW(*paths, *count, capacity);
		(*paths)[(*count)++] = line;
	}
	if (*count)
		qsort(*paths, *count, sizeof(**paths), compare);
	return 0;
}

static bool
is_ours(const struct site_out *out, const char *path)
{
	return out->count &&
	       bsearch(&path, out->ours, out->count, sizeof(*out->ours), compare) != NULL;
}

static bool
is_empty(int fd)
{
	int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);
	const struct dirent *entry;
	bool empty = true;

	while (dir && empty && (entry = readdir(dir)))
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	if (dir)
		closedir(dir);
	return empty;
}

int
px_site_out_open(struct px_site *site, struct px_err *err)
{
	const char *path = site->options->out;
	struct site_out *out = px_arena_alloc(&site->arena, sizeof(*out));

	site->out = out;
	out->list = (struct px_buf)PX_BUF_INIT;
	out->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->fd < 0 && errno == ENOENT) {
		out->fresh = true;
		return 0;
	}
	if (out->fd < 0)
		return px_err_set(err, errno == ENOTDIR ? PX_CONFLICT : PX_SYSTEM,
				  _("%s: is no folder that a site could be made in: %s"), path,
				  px_errno_text(errno));
	if (px_site_list_read(out->fd, &out->list, &out->ours, &out->count) == 0)
		return 0;
	out->fresh = is_empty(out->fd);
	if (out->fresh)
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  _("%s: is not empty, and no site was made there by this program: name "
			    "another folder, or empty it"),
			  path);
}

static int
make_top(struct px_site *site, struct px_err *err)
{
	struct site_out *out = site->out;

	if (out->fd >= 0)
		return 0;
	if (mkdir(site->options->out, 0777) != 0 && errno != EEXIST)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				  _("%s: the folder cannot be made: %s"), site->options->out,
				  px_errno_text(errno));
	out->fd = open(site->options->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return out->fd < 0 ? px_err_set(err, PX_SYSTEM, "%s: %s", site->options->out,
					px_errno_text(errno))
			   : 0;
}

/* A folder below, as a folder of its own and no link to another. */
static int
make_folder(struct px_site *site, const char *path, struct px_err *err)
{
	struct stat st;

	if (mkdirat(site->out->fd, path, 0777) == 0)
		return 0;
	if (errno == EEXIST && fstatat(site->out->fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISDIR(st.st_mode))
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  _("%s/%s: is in the way of a folder of the site: take it away"),
			  site->options->out, path);
}

static int
make_folders(struct px_site *site, struct px_err *err)
{
	const char *last = "";
	size_t last_length = 0;

	for (size_t i = 0; i < site->job_count; i++) {
		const char *path = site->jobs[i].path, *slash = path;

		if (strncmp(path, last, last_length) == 0 && last_length &&
		    !strchr(path + last_length, '/'))
			continue;
		while ((slash = strchr(slash, '/'))) {
			char *folder = px_arena_strndup(&site->arena, path, (size_t)(slash - path));

			if (make_folder(site, folder, err) != 0)
				return -1;
			slash++;
			last = path;
			last_length = (size_t)(slash - path);
		}
	}
	return 0;
}

/* What is in the way and not ours. */
static int
look_ahead(struct px_site *site, struct px_err *err)
{
	struct site_out *out = site->out;
	struct stat st;
	const char *first = NULL;
	size_t count = 0;

	for (size_t i = 0; !out->fresh && i < site->job_count; i++) {
		const char *path = site->jobs[i].path;

		if (is_ours(out, path) || fstatat(out->fd, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (!count++)
			first = path;
	}
	if (!count)
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  px_trn("%s/%s: is not ours, and in the way of a page (%zu file): take it "
				 "away",
				 "%s/%s: is not ours, and in the way of a page (%zu files): take "
				 "them away",
				 count),
			  site->options->out, first, count);
}

static int
write_whole(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t written = write(fd, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -1;
		bytes += written;
		length -= (size_t)written;
	}
	return 0;
}

/* One for each thread, so that a build that is stopped leaves few, which the next one knows. */
static char *
temporary_name(size_t hand)
{
	return px_asprintf(PX_SITE_LIST "-%zu.new", hand);
}

/* What a stopped build left in the way of one is nobody's. */
static int
create(int folder, const char *path)
{
	enum { FLAGS = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC };
	int fd = openat(folder, path, FLAGS, 0644);

	if (fd < 0 && errno == EEXIST && unlinkat(folder, path, 0) == 0)
		fd = openat(folder, path, FLAGS, 0644);
	return fd;
}

/*
 * Beside its place, then renamed over what was there.  It is not flushed to the disk file by file: what
 * a failing machine loses, the next build makes again.  Whoever serves the site must be able to read it,
 * whatever the umask.
 */
static int
put_file(struct px_site *site, size_t hand, const char *path, const struct px_buf *bytes,
	 struct site_stamp *stamp, struct px_err *err)
{
	char *temporary = temporary_name(hand);
	struct stat st;
	int result = -1, fd;

	fd = create(site->out->fd, temporary);
	if (fd < 0 || write_whole(fd, bytes->data, bytes->length) != 0 || fstat(fd, &st) != 0 ||
	    ((st.st_mode & 0777) != 0644 && fchmod(fd, 0644) != 0) ||
	    renameat(site->out->fd, temporary, site->out->fd, path) != 0 || fstat(fd, &st) != 0) {
		px_err_set(err, PX_SYSTEM, _("%s/%s: cannot be written: %s"), site->options->out,
			   path, px_errno_text(errno));
		if (fd >= 0)
			unlinkat(site->out->fd, temporary, 0);
	} else {
		result = 0;
		if (stamp)
			*stamp = px_site_stamp(&st);
	}
	if (fd >= 0 && close(fd) != 0 && result == 0)
		result = px_err_set(err, PX_SYSTEM, _("%s/%s: cannot be written: %s"),
				    site->options->out, path, px_errno_text(errno));
	free(temporary);
	return result;
}

/* The list of these jobs, and of what is ours yet when both is set. */
static int
put_list(struct px_site *site, bool both, struct px_err *err)
{
	struct site_out *out = site->out;
	struct px_buf text = PX_BUF_INIT;
	size_t old = 0, new = 0;
	int result;

	px_buf_puts(&text, list_head);
	while (new < site->job_count || (both && old < out->count)) {
		const char *a = both && old < out->count ? out->ours[old] : NULL;
		const char *b = new < site->job_count ? site->jobs[new].path : NULL;
		int order = !a ? 1 : !b ? -1 : strcmp(a, b);

		px_buf_printf(&text, "%s\n", order <= 0 ? a : b);
		old += order <= 0;
		new += order >= 0;
	}
	result = put_file(site, 0, PX_SITE_LIST, &text, NULL, err);
	px_buf_release(&text);
	return result;
}

/* Does the list say just what these jobs are? */
static bool
list_stands(const struct px_site *site)
{
	const struct site_out *out = site->out;

	if (out->fresh || out->count != site->job_count)
		return false;
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->ours[i], site->jobs[i].path) != 0)
			return false;
	return true;
}

int
px_site_out_begin(struct px_site *site, struct px_err *err)
{
	if (look_ahead(site, err) != 0)
		return -1;
	if (site->options->dry_run)
		return 0;
	if (make_top(site, err) != 0 || make_folders(site, err) != 0)
		return -1;
	return list_stands(site) ? 0 : put_list(site, true, err);
}

bool
px_site_out_same(struct px_site *site, struct site_job *job)
{
	struct stat st;

	job->there = site->out->fd >= 0 &&
		     fstatat(site->out->fd, job->path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		     S_ISREG(st.st_mode);
	if (!job->there)
		return false;
	job->stamp = px_site_stamp(&st);
	return job->cached && job->input && job->cached->input == job->input &&
	       px_site_stamp_same(&job->cached->stamp, &job->stamp);
}

static bool
holds(struct px_site *site, const struct site_job *job, const struct px_buf *bytes)
{
	struct px_buf there = PX_BUF_INIT;
	bool same;

	if (!job->there || (uint64_t)job->stamp.size != bytes->length)
		return false;
	same = px_site_read_at(site->out->fd, job->path, job->path, bytes->length, &there, NULL) ==
		       0 &&
	       there.length == bytes->length && memcmp(there.data, bytes->data, bytes->length) == 0;
	px_buf_release(&there);
	return same;
}

int
px_site_out_put(struct site_worker *worker, struct site_job *job, const struct px_buf *bytes,
		struct px_err *err)
{
	struct px_site *site = worker->site;

	job->size = (int64_t)bytes->length;
	if (holds(site, job, bytes))
		return 0;
	job->written = true;
	if (site->options->dry_run)
		return 0;
	return put_file(site, (size_t)(worker - site->workers), job->path, bytes, &job->stamp, err);
}

/* The folders that a file leaves empty. */
static void
leave_folders(struct px_site *site, const char *path)
{
	char *copy = px_strdup(path), *slash;

	while ((slash = strrchr(copy, '/'))) {
		*slash = '\0';
		if (unlinkat(site->out->fd, copy, AT_REMOVEDIR) != 0)
			break;
	}
	free(copy);
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(a, ((const struct site_job *)b)->path);
}

/* Do folders, and no links, lead to it?  What is behind a link is not ours. */
static bool
is_inside(int folder, const char *path)
{
	char *copy = px_strdup(path);
	bool inside = true;
	struct stat st;

	for (char *slash = copy; inside && (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		inside =
			fstatat(folder, copy, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
	}
	free(copy);
	return inside;
}

static int
remove_old(struct px_site *site, const char *path, struct px_err *err)
{
	struct stat st;

	if (!is_inside(site->out->fd, path) ||
	    fstatat(site->out->fd, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return 0;
	px_site_say_change(site, path, PX_SITE_REMOVED, false);
	if (site->options->dry_run)
		return 0;
	if (unlinkat(site->out->fd, path, 0) != 0)
		return px_err_set(err, PX_SYSTEM, _("%s/%s: cannot be removed: %s"),
				  site->options->out, path, px_errno_text(errno));
	leave_folders(site, path);
	return 0;
}

/* What a build that was stopped left half-written. */
static void
remove_temporary(struct px_site *site)
{
	for (size_t hand = 0; hand < SITE_THREADS; hand++) {
		char *path = temporary_name(hand);

		unlinkat(site->out->fd, path, 0);
		free(path);
	}
}

int
px_site_out_end(struct px_site *site, struct px_err *err)
{
	struct site_out *out = site->out;

	for (size_t i = 0; i < out->count; i++)
		if (!bsearch(out->ours[i], site->jobs, site->job_count, sizeof(*site->jobs),
			     by_path) &&
		    remove_old(site, out->ours[i], err) != 0)
			return -1;
	if (site->options->dry_run)
		return 0;
	remove_temporary(site);
	return list_stands(site) ? 0 : put_list(site, false, err);
}

void
px_site_out_close(struct px_site *site)
{
	if (!site->out)
		return;
	if (site->out->fd >= 0)
		close(site->out->fd);
	free(site->out->ours);
	px_buf_release(&site->out->list);
}
