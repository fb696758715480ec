/*
 * What the content folder holds.  Links are not followed, so that a page cannot show what is outside
 * the folder; what begins with a dot or an underscore is nobody's business.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/site/part.h"

enum { FOLDER_DEPTH = 8 };

const char *const px_site_folders[] = { "pages",  "actualites", "projets", "evenements",
					"equipe", "documents",  "images",  NULL };

const char *
px_site_called(const struct px_site *site, struct px_arena *arena, const char *path)
{
	return px_arena_printf(arena, "%s/%s", site->options->content, path);
}

int
px_site_read_at(int folder, const char *path, const char *called, size_t limit, struct px_buf *out,
		struct px_err *err)
{
	int fd = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	size_t before = out->length;
	char block[65536];
	ssize_t length;

	if (fd < 0)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM, "%s: %s", called,
				  px_errno_text(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return px_err_set(err, PX_REJECTED, _("%s: is no regular file"), called);
	}
	if ((uint64_t)st.st_size > limit) {
		close(fd);
		return px_err_set(err, PX_REJECTED, _("%s: is larger than %zu bytes"), called,
				  limit);
	}
	while ((length = read(fd, block, sizeof(block))) > 0 &&
	       out->length - before + (size_t)length <= limit)
		px_buf_add(out, block, (size_t)length);
	close(fd);
	if (length != 0)
		return px_err_set(err, PX_SYSTEM, _("%s: cannot be read"), called);
	return 0;
}

int
px_site_read(const struct px_site *site, const char *path, size_t limit, struct px_buf *out,
	     struct px_err *err)
{
	char *called = px_asprintf("%s/%s", site->options->content, path);
	int result = px_site_read_at(site->content, path, called, limit, out, err);

	free(called);
	return result;
}

struct site_stamp
px_site_stamp(const struct stat *st)
{
	return (struct site_stamp){
		.size = st->st_size,
		.modified = st->st_mtim.tv_sec * 1000000000LL + st->st_mtim.tv_nsec,
		.changed = st->st_ctim.tv_sec * 1000000000LL + st->st_ctim.tv_nsec,
		.inode = st->st_ino,
	};
}

bool
px_site_stamp_same(const struct site_stamp *a, const struct site_stamp *b)
{
	return a->size == b->size && a->modified == b->modified && a->changed == b->changed &&
	       a->inode == b->inode;
}

static void
add_file(struct px_site *site, const char *path, const struct stat *st)
{
	PX_GROW(site->files, site->file_count, site->file_capacity);
	site->files[site->file_count++] = (struct site_file){
		.path = px_arena_strdup(&site->arena, path),
		.stamp = px_site_stamp(st),
	};
}

static int scan_folder(struct px_site *site, int parent, const char *name, struct px_buf *path,
		       int depth, struct px_err *err);

static int
scan_entry(struct px_site *site, int folder, const char *name, struct px_buf *path, int depth,
	   struct px_err *err)
{
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return 0; /* it has just been removed */
	if (px_utf8_valid(name, strlen(name)) != strlen(name)) {
		px_faults_add(site->faults, PX_REJECTING, NULL,
			      _("%s: a name in this folder is not UTF-8: rename the file"),
			      px_site_called(site, &site->arena, path->data));
		return 0;
	}
	if (S_ISDIR(st.st_mode))
		return scan_folder(site, folder, name, path, depth + 1, err);
	px_buf_printf(path, "/%s", name);
	if (S_ISREG(st.st_mode))
		add_file(site, path->data, &st);
	else
		px_faults_add(
			site->faults, PX_SUSPICIOUS, NULL,
			S_ISLNK(st.st_mode)
				? _("%s: is a link, and is left out: put the file itself here")
				: _("%s: is no regular file, and is left out"),
			px_site_called(site, &site->arena, path->data));
	px_buf_truncate(path, path->length - strlen(name) - 1);
	if (site->file_count > PX_SITE_FILES)
		return px_err_set(err, PX_REJECTED, _("%s: more than %d files"),
				  site->options->content, PX_SITE_FILES);
	return 0;
}

static bool
skipped(const char *name)
{
	size_t length = strlen(name);

	return name[0] == '.' || name[0] == '_' || name[length - 1] == '~';
}

static int
scan_opened(struct px_site *site, int fd, struct px_buf *path, int depth, struct px_err *err)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;
	int result = 0;

	if (!dir) {
		close(fd);
		return px_err_set(err, PX_SYSTEM, "%s: %s", path->data, px_errno_text(errno));
	}
	while (result == 0 && (entry = readdir(dir)))
		if (!skipped(entry->d_name))
			result = scan_entry(site, fd, entry->d_name, path, depth, err);
	closedir(dir);
	return result;
}

static int
scan_folder(struct px_site *site, int parent, const char *name, struct px_buf *path, int depth,
	    struct px_err *err)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), result;
	size_t before = path->length;

	if (fd < 0) {
		if (errno == ENOENT)
			return 0;
		if (errno != ELOOP && errno != ENOTDIR)
			return px_err_set(err, PX_SYSTEM, "%s/%s: %s", site->options->content, name,
					  px_errno_text(errno));
		px_faults_add(site->faults, PX_SUSPICIOUS, NULL,
			      _("%s: is no folder, and is left out: put the folder itself here"),
			      px_site_called(site, &site->arena, name));
		return 0;
	}
	if (depth > FOLDER_DEPTH) {
		close(fd);
		return px_err_set(err, PX_REJECTED, _("%s/%s: folders are too deep"),
				  site->options->content, path->data);
	}
	px_buf_printf(path, before ? "/%s" : "%s", name);
	result = scan_opened(site, fd, path, depth, err);
	px_buf_truncate(path, before);
	return result;
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(((const struct site_file *)a)->path, ((const struct site_file *)b)->path);
}

int
px_site_scan(struct px_site *site, struct px_err *err)
{
	struct px_buf path = PX_BUF_INIT;
	int result = 0;

	for (size_t i = 0; result == 0 && px_site_folders[i]; i++)
		result = scan_folder(site, site->content, px_site_folders[i], &path, 0, err);
	px_buf_release(&path);
	if (site->file_count)
		qsort(site->files, site->file_count, sizeof(*site->files), by_path);
	return result;
}

struct site_file *
px_site_file(const struct px_site *site, const char *path)
{
	struct site_file wanted = { .path = path };

	if (!site->file_count)
		return NULL;
	return bsearch(&wanted, site->files, site->file_count, sizeof(*site->files), by_path);
}
