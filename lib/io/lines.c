#include "io/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { BLOCK = 1 << 20, LINE_LIMIT = 256 << 20 };

struct px_lines {
	char *path;
	int fd;
	bool at_end;
	char *bytes; /* from begin on not given yet, up to end */
	size_t begin, end, capacity;
	long number;
	struct px_hasher *hasher;
};

static int
fail(const struct px_lines *lines, struct px_err *err)
{
	int number = errno;

	return px_err_set(err, number == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
			  _("%s: cannot be read: %s"), lines->path, px_errno_text(number));
}

struct px_lines *
px_lines_open(const char *path, bool sums, struct px_err *err)
{
	struct px_lines *lines = px_calloc(1, sizeof(*lines));

	lines->path = px_strdup(path);
	lines->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (lines->fd < 0) {
		fail(lines, err);
		px_lines_close(lines);
		return NULL;
	}
	if (sums)
		lines->hasher = px_hasher_new();
	return lines;
}

/* One block more, behind what is there. */
static int
fill(struct px_lines *lines, struct px_err *err)
{
	ssize_t got;

	if (lines->begin)
		memmove(lines->bytes, lines->bytes + lines->begin, lines->end - lines->begin);
	lines->end -= lines->begin;
	lines->begin = 0;
	if (lines->end > LINE_LIMIT)
		return px_err_set(err, PX_REJECTED, _("%s:%ld: the line is longer than %d MiB"),
				  lines->path, lines->number + 1, LINE_LIMIT >> 20);
	if (lines->capacity - lines->end < BLOCK) {
		lines->capacity = 2 * lines->capacity + 2 * BLOCK;
		lines->bytes = px_realloc(lines->bytes, lines->capacity, 1);
	}
	do {
		got = read(lines->fd, lines->bytes + lines->end, BLOCK);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return fail(lines, err);
	if (lines->hasher)
		px_hasher_add(lines->hasher, lines->bytes + lines->end, (size_t)got);
	lines->end += (size_t)got;
	lines->at_end = got == 0;
	return 0;
}

int
px_lines_next(struct px_lines *lines, const char **text, size_t *length, struct px_err *err)
{
	size_t looked = 0;
	char *newline = NULL;

	for (;;) {
		char *from = lines->bytes + lines->begin;

		if (lines->end > lines->begin + looked)
			newline = memchr(from + looked, '\n', lines->end - lines->begin - looked);
		if (newline || lines->at_end)
			break;
		looked = lines->end - lines->begin;
		if (fill(lines, err) != 0)
			return -1;
	}
	if (!newline && lines->begin == lines->end)
		return 0;
	lines->number++;
	if (!newline)
		return px_err_set(err, PX_REJECTED,
				  _("%s:%ld: the file is cut: this line has no "
				    "end"),
				  lines->path, lines->number);
	*text = lines->bytes + lines->begin;
	*length = (size_t)(newline - *text);
	*newline = '\0';
	lines->begin += *length + 1;
	if (px_utf8_valid(*text, *length) == *length)
		return 1;
	return px_err_set(err, PX_REJECTED, _("%s:%ld: is no UTF-8 text"), lines->path,
			  lines->number);
}

long
px_lines_number(const struct px_lines *lines)
{
	return lines->number;
}

const char *
px_lines_path(const struct px_lines *lines)
{
	return lines->path;
}

void
px_lines_sum(struct px_lines *lines, char out[PX_HASH_SIZE])
{
	px_hasher_end(lines->hasher, out);
	lines->hasher = NULL;
}

void
px_lines_close(struct px_lines *lines)
{
	if (!lines)
		return;
	if (lines->fd >= 0)
		close(lines->fd);
	px_hasher_end(lines->hasher, NULL);
	free(lines->path);
	free(lines->bytes);
	free(lines);
}
