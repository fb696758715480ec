/* The files of a folder: all of them, by name. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "web/check/visit.h"

enum { MOST_FILES = 500000, DEEPEST = 40 };

bool
px_check_ends(const char *path, const char *ending)
{
	size_t length = strlen(path), size = strlen(ending);

	return length > size && strcasecmp(path + length - size, ending) == 0;
}

static int
too_many(const struct px_check_site *site, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED,
			  _("%s: too many files or folders for a site: is it the right folder?"),
			  site->folder);
}

static int take_folder(struct px_check_site *site, const char *below, int depth,
		       struct px_err *err);

static int
take_entry(struct px_check_site *site, const char *below, const char *name, int depth,
	   struct px_err *err)
{
	struct px_arena *arena = &site->report->arena;
	const char *path = *below ? px_arena_printf(arena, "%s/%s", below, name)
				  : px_arena_strdup(arena, name);
	struct stat info;
	char *whole = px_asprintf("%s/%s", site->folder, path);
	int status = stat(whole, &info);

	free(whole);
	if (status != 0)
		return 0; /* a link to nothing: what points to it finds nothing */
	if (S_ISDIR(info.st_mode))
		return take_folder(site, path, depth + 1, err);
	if (!S_ISREG(info.st_mode))
		return 0;
	if (site->file_count == MOST_FILES)
		return too_many(site, err);
	PX_GROW(site->files, site->file_count, site->file_capacity);
	site->files[site->file_count++] = (struct px_check_file){
		.path = path,
		.size = (uint64_t)info.st_size,
		.page = px_check_ends(path, ".html") || px_check_ends(path, ".htm"),
	};
	site->report->bytes += (uint64_t)info.st_size;
	return 0;
}

/* What begins with a dot is no part of the site, .well-known apart. */
static int
take_folder(struct px_check_site *site, const char *below, int depth, struct px_err *err)
{
	char *whole = px_asprintf("%s%s%s", site->folder, *below ? "/" : "", below);
	DIR *folder = opendir(whole);
	int error = errno, status = 0;
	struct dirent *entry;

	if (folder && depth > DEEPEST)
		status = too_many(site, err);
	else if (!folder)
		status = px_err_set(err, error == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				    _("%s: this folder cannot be read: %s"), whole,
				    px_errno_text(error));
	while (status == 0 && (entry = readdir(folder)))
		if (entry->d_name[0] != '.' || strcmp(entry->d_name, ".well-known") == 0)
			status = take_entry(site, below, entry->d_name, depth, err);
	if (folder)
		closedir(folder);
	free(whole);
	return status;
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(((const struct px_check_file *)a)->path,
		      ((const struct px_check_file *)b)->path);
}

int
px_check_list(struct px_check_site *site, struct px_err *err)
{
	if (take_folder(site, "", 0, err) != 0)
		return -1;
	site->report->files = site->file_count;
	if (site->file_count)
		qsort(site->files, site->file_count, sizeof(*site->files), by_path);
	for (size_t i = 0; i < site->file_count; i++)
		if (site->files[i].page)
			return 0;
	return px_err_set(err, PX_REJECTED, _("%s: no page (.html) in this folder"), site->folder);
}

size_t
px_check_file_at(const struct px_check_site *site, const char *path)
{
	const struct px_check_file wanted = { .path = path };
	const struct px_check_file *found =
		site->file_count ? bsearch(&wanted, site->files, site->file_count,
					   sizeof(*site->files), by_path)
				 : NULL;

	return found ? (size_t)(found - site->files) : PX_NO_FILE;
}

int
px_check_read(const struct px_check_site *site, const char *path, size_t most, struct px_buf *out)
{
	char *whole = px_asprintf("%s/%s", site->folder, path);
	int status = px_buf_read_file(out, whole, most, NULL);

	free(whole);
	return status;
}
