/* A content folder out of the skeleton. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "io/file.h"
#include "web/site/part.h"

enum { SKELETON_BYTES = 4 * 1024 * 1024 };

struct making {
	const char *from, *to;
	bool dry_run;
	void (*made)(const char *path, void *data);
	void *data;
};

static int
make_folder(const struct making *making, const char *path, struct px_err *err)
{
	if (making->dry_run || mkdir(path, 0777) == 0 || errno == EEXIST)
		return 0;
	return px_err_set(err, PX_SYSTEM, _("%s: the folder cannot be made: %s"), path,
			  px_errno_text(errno));
}

static int
copy_file(const struct making *making, const char *name, struct px_err *err)
{
	char *from = px_asprintf("%s/%s", making->from, name);
	char *to = px_asprintf("%s/%s", making->to, name);
	struct px_buf bytes = PX_BUF_INIT;
	struct stat st;
	int result = 0;

	if (lstat(to, &st) != 0) {
		result = px_buf_read_file(&bytes, from, SKELETON_BYTES, err);
		if (result == 0 && !making->dry_run)
			result = px_file_put(to, bytes.data, bytes.length, err);
		if (result == 0)
			making->made(to, making->data);
	}
	px_buf_release(&bytes);
	free(from);
	free(to);
	return result;
}

static int copy_folder(const struct making *making, const char *name, struct px_err *err);

static int
copy_entry(const struct making *making, const char *name, struct px_err *err)
{
	char *path = px_asprintf("%s/%s", making->from, name);
	struct stat st;
	int result = stat(path, &st);

	free(path);
	if (result != 0)
		return px_err_set(err, PX_SYSTEM, "%s: %s", name, px_errno_text(errno));
	return S_ISDIR(st.st_mode) ? copy_folder(making, name, err) : copy_file(making, name, err);
}

static int
not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* By name, so that what was made is said in order. */
static int
copy_folder(const struct making *making, const char *name, struct px_err *err)
{
	char *from = px_asprintf("%s%s%s", making->from, *name ? "/" : "", name);
	char *to = px_asprintf("%s%s%s", making->to, *name ? "/" : "", name);
	struct dirent **entries = NULL;
	int count = scandir(from, &entries, not_hidden, alphasort), result;

	result = count < 0 ? px_err_set(err, PX_NOT_FOUND, "%s: %s", from, px_errno_text(errno))
			   : make_folder(making, to, err);
	for (int i = 0; i < count; i++) {
		char *below = px_asprintf("%s%s%s", name, *name ? "/" : "", entries[i]->d_name);

		if (result == 0)
			result = copy_entry(making, below, err);
		free(below);
		free(entries[i]);
	}
	free(entries);
	free(from);
	free(to);
	return result;
}

int
px_site_init(const char *skeleton, const char *content, bool dry_run,
	     void (*made)(const char *path, void *data), void *data, struct px_err *err)
{
	struct making making = { skeleton, content, dry_run, made, data };

	return copy_folder(&making, "", err);
}
