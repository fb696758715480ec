#include "io/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/plug.h"

enum { BLOCK = 256 * 1024, MOST_LISTED = 10 };

/* What is called of the library, each by its own type. */
static struct {
	__typeof__(archive_read_new) *archive_read_new;
	__typeof__(archive_read_support_filter_gzip) *archive_read_support_filter_gzip;
	__typeof__(archive_read_support_format_zip) *archive_read_support_format_zip;
	__typeof__(archive_read_support_format_raw) *archive_read_support_format_raw;
	__typeof__(archive_read_open) *archive_read_open;
	__typeof__(archive_read_open_fd) *archive_read_open_fd;
	__typeof__(archive_read_next_header) *archive_read_next_header;
	__typeof__(archive_read_data) *archive_read_data;
	__typeof__(archive_filter_bytes) *archive_filter_bytes;
	__typeof__(archive_read_free) *archive_read_free;
	__typeof__(archive_entry_pathname) *archive_entry_pathname;
	__typeof__(archive_entry_filetype) *archive_entry_filetype;
} lib;

static const struct px_plug functions[] = {
	{ "archive_read_new", &lib.archive_read_new },
	{ "archive_read_support_filter_gzip", &lib.archive_read_support_filter_gzip },
	{ "archive_read_support_format_zip", &lib.archive_read_support_format_zip },
	{ "archive_read_support_format_raw", &lib.archive_read_support_format_raw },
	{ "archive_read_open", &lib.archive_read_open },
	{ "archive_read_open_fd", &lib.archive_read_open_fd },
	{ "archive_read_next_header", &lib.archive_read_next_header },
	{ "archive_read_data", &lib.archive_read_data },
	{ "archive_filter_bytes", &lib.archive_filter_bytes },
	{ "archive_read_free", &lib.archive_read_free },
	{ "archive_entry_pathname", &lib.archive_entry_pathname },
	{ "archive_entry_filetype", &lib.archive_entry_filetype },
};

struct px_archive {
	struct archive *handle;
	int fd;
	const char *begun; /* NULL once it was given */
	size_t length;
	char *block; /* of a stream that cannot be read again */
};

bool
px_archive_begins(const char *bytes, size_t length)
{
	return length >= 4 &&
	       (memcmp(bytes, "PK\003\004", 4) == 0 || memcmp(bytes, "\x1f\x8b\x08", 3) == 0);
}

static int
load(struct px_err *err)
{
	if (lib.archive_read_new)
		return 0;
	switch (px_plug("libarchive.so.13", functions, PX_COUNT(functions))) {
	case PX_PLUGGED:
		break;
	case PX_PLUG_ABSENT:
		return px_err_set(
			err, PX_SYSTEM,
			_("this is an archive, and libarchive (package libarchive13) is not "
			  "installed to open it: install it, or unpack the file first"));
	case PX_PLUG_OTHER:
		return px_err_set(err, PX_SYSTEM,
				  _("libarchive is of a version that is not known: unpack the file "
				    "first"));
	}
	return 0;
}

static int
damaged(struct px_err *err)
{
	return px_err_set(
		err, PX_REJECTED,
		_("the archive is damaged, cut, or closed by a password: fetch it again, or "
		  "unpack it first"));
}

/* What libarchive asks of a pipe: first what was read of it already. */
static la_ssize_t
read_stream(struct archive *handle, void *data, const void **bytes)
{
	struct px_archive *archive = data;
	ssize_t got;

	(void)handle;
	if (archive->begun) {
		*bytes = archive->begun;
		archive->begun = NULL;
		return (la_ssize_t)archive->length;
	}
	if (!archive->block)
		archive->block = px_malloc(BLOCK);
	do
		got = read(archive->fd, archive->block, BLOCK);
	while (got < 0 && errno == EINTR);
	*bytes = archive->block;
	return got;
}

static int
start(struct px_archive *archive, bool seeks, struct px_err *err)
{
	int code;

	if (archive->handle)
		lib.archive_read_free(archive->handle);
	archive->handle = lib.archive_read_new();
	lib.archive_read_support_filter_gzip(archive->handle);
	lib.archive_read_support_format_zip(archive->handle);
	lib.archive_read_support_format_raw(archive->handle);
	code = seeks && lseek(archive->fd, 0, SEEK_SET) == 0
		       ? lib.archive_read_open_fd(archive->handle, archive->fd, BLOCK)
		       : lib.archive_read_open(archive->handle, archive, NULL, read_stream, NULL);
	return code == ARCHIVE_OK || code == ARCHIVE_WARN ? 0 : damaged(err);
}

/* The next file of the archive (folders are none): 1 and its name, 0 at the end, -1. */
static int
next_file(struct px_archive *archive, const char **name, struct px_err *err)
{
	struct archive_entry *entry;
	int code;

	do {
		code = lib.archive_read_next_header(archive->handle, &entry);
		if (code == ARCHIVE_EOF)
			return 0;
		if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
			return damaged(err);
		*name = lib.archive_entry_pathname(entry);
	} while (!*name || lib.archive_entry_filetype(entry) == AE_IFDIR);
	return 1;
}

/* Does the name hold the word, whatever the case of both? */
static bool
holds(const char *name, const char *word, size_t length)
{
	for (; *name; name++) {
		size_t i = 0;

		while (i < length &&
		       tolower((unsigned char)name[i]) == tolower((unsigned char)word[i]))
			i++;
		if (i == length)
			return true;
	}
	return false;
}

static bool
is_meant(const char *name, const char *member)
{
	while (*member) {
		size_t length = strcspn(member, "|");

		if (holds(name, member, length))
			return true;
		member += length + (member[length] == '|');
	}
	return false;
}

static int
none_meant(const struct px_buf *names, const char *member, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED,
			  names->length ? _("no file of the archive is called *%.*s*: it holds %s")
					: _("the archive holds no file called *%.*s*%s"),
			  (int)strcspn(member, "|"), member, names->data);
}

/* Stand before the file that is meant. */
static int
choose(struct px_archive *archive, bool seeks, const char *member, struct px_err *err)
{
	struct px_buf names = PX_BUF_INIT;
	const char *name;
	size_t count = 0;
	int got;

	while ((got = next_file(archive, &name, err)) > 0) {
		/* A gzip has no names: its one file is called "data". */
		if (strcmp(name, "data") == 0 || is_meant(name, member))
			break;
		if (count++ < MOST_LISTED)
			px_buf_printf(&names, "%s%s", names.length ? ", " : "", name);
	}
	if (got == 0 && count == 1 && seeks)
		got = start(archive, seeks, err) ? -1 : next_file(archive, &name, err);
	if (got == 0)
		got = none_meant(&names, member, err);
	px_buf_release(&names);
	return got > 0 ? 0 : -1;
}

struct px_archive *
px_archive_open(int fd, const char *begun, size_t length, const char *member, struct px_err *err)
{
	struct px_archive *archive;
	bool seeks = lseek(fd, 0, SEEK_CUR) >= 0;

	if (load(err))
		return NULL;
	archive = px_calloc(1, sizeof(*archive));
	*archive = (struct px_archive){ .fd = fd, .begun = begun, .length = length };
	if (start(archive, seeks, err) == 0 && choose(archive, seeks, member, err) == 0)
		return archive;
	px_archive_close(archive);
	return NULL;
}

ssize_t
px_archive_read(struct px_archive *archive, void *into, size_t size, struct px_err *err)
{
	la_ssize_t got = lib.archive_read_data(archive->handle, into, size);

	return got < 0 ? damaged(err) : (ssize_t)got;
}

uint64_t
px_archive_done(const struct px_archive *archive)
{
	la_int64_t done = lib.archive_filter_bytes(archive->handle, -1);

	return done > 0 ? (uint64_t)done : 0;
}

void
px_archive_close(struct px_archive *archive)
{
	if (!archive)
		return;
	if (archive->handle)
		lib.archive_read_free(archive->handle);
	free(archive->block);
	free(archive);
}
