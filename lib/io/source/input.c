#include "io/source/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "io/archive.h"
#include "io/encoding.h"

enum { BLOCK = 256 * 1024, CARRY = 4 };

struct px_input {
	char *name;
	int fd;
	enum px_encoding encoding;
	char *data; /* the window is data[start … end) */
	size_t start, end, capacity;
	char *raw;         /* a block to convert; NULL until one is needed */
	char carry[CARRY]; /* the beginning of a character that the last block cut */
	size_t carried;
	bool ended, nul, marked;
	uint64_t done, total;
	struct stat opened;         /* the file as it was then */
	struct px_archive *archive; /* the file is inside it; NULL: it is itself */
	char *packed;               /* the archive's first block */
};

static int
open_file(struct px_input *input, const char *path, struct px_err *err)
{
	struct stat *st = &input->opened;

	input->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (input->fd < 0)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				  _("%s: cannot be opened: %s"), input->name, px_errno_text(errno));
	if (input->fd == STDIN_FILENO && isatty(input->fd))
		return px_err_set(err, PX_USAGE,
				  _("standard input is a terminal: name a file, or pipe rows in"));
	if (fstat(input->fd, st) == 0 && S_ISDIR(st->st_mode))
		return px_err_set(err, PX_SYSTEM, _("%s: is a folder, not a file"), input->name);
	if (S_ISREG(st->st_mode))
		input->total = (uint64_t)st->st_size;
	return 0;
}

static ssize_t
read_some(struct px_input *input, char *into, size_t size, struct px_err *err)
{
	return input->archive ? px_archive_read(input->archive, into, size, err)
			      : read(input->fd, into, size);
}

/* A file that somebody else writes, or empties, while we read it: what was read of it may end inside
 * a row, or be of two versions, and nothing in it would tell. */
static int
check_still(const struct px_input *input, struct px_err *err)
{
	const struct stat *was = &input->opened;
	struct stat is;

	if (!S_ISREG(was->st_mode) || fstat(input->fd, &is) != 0 ||
	    (is.st_size == was->st_size && is.st_mtim.tv_sec == was->st_mtim.tv_sec &&
	     is.st_mtim.tv_nsec == was->st_mtim.tv_nsec))
		return 0;
	return px_err_set(err, PX_SYSTEM,
			  _("was changed by another program while it was read: try again once it "
			    "is whole"));
}

/* Fill a block: a pipe gives little at a time, and detection deserves more. */
static ssize_t
read_block(struct px_input *input, char *into, struct px_err *err)
{
	size_t got = 0;

	while (got < BLOCK) {
		ssize_t n = read_some(input, into + got, BLOCK - got, err);

		if (n < 0 && errno == EINTR && !input->archive)
			continue;
		if (n < 0 && input->archive)
			return -1;
		if (n < 0)
			return px_err_set(err, PX_SYSTEM, _("cannot be read: %s"),
					  px_errno_text(errno));
		if (n == 0) {
			input->ended = true;
			if (check_still(input, err))
				return -1;
			break;
		}
		got += (size_t)n;
	}
	input->done += got;
	return (ssize_t)got;
}

static void
make_room(struct px_input *input)
{
	size_t length = input->end - input->start, needed = length + 3 * (BLOCK + CARRY) + 1;

	if (length > 0 && input->start > 0)
		memmove(input->data, input->data + input->start, length);
	input->start = 0;
	input->end = length;
	if (needed > input->capacity) {
		input->capacity = needed + length;
		input->data = px_realloc(input->data, input->capacity, 1);
	}
}

static void
keep_rest(struct px_input *input, const char *rest, size_t length)
{
	input->carried = length;
	memcpy(input->carry, rest, length);
}

/* A character cut at the end of a block that decides nothing yet waits for the next one. */
static size_t
hold_back(struct px_input *input, const char *bytes, size_t length)
{
	size_t held = 0;

	if (input->encoding != PX_ENCODING_UNKNOWN || input->ended)
		return 0;
	while (held < CARRY - 1 && held < length && bytes[length - held - 1] & 0x80)
		held++;
	keep_rest(input, bytes + length - held, held);
	return held;
}

static bool
is_direct(const struct px_input *input)
{
	return input->encoding == PX_ENCODING_UNKNOWN || input->encoding == PX_ENCODING_UTF8;
}

/* length bytes as they came are at the window's end: make them UTF-8 there. */
static size_t
convert_block(struct px_input *input, size_t length)
{
	char *into = input->data + input->end;
	size_t used, written;

	if (!input->raw)
		input->raw = px_malloc(BLOCK + CARRY);
	memcpy(input->raw, into, length);
	written = px_encoding_convert(input->encoding, input->raw, length, into, &used);
	keep_rest(input, input->raw + used, length - used);
	if (input->ended && used < length) {
		into[written++] = '\xFF'; /* half a character at the end of the file: a fault */
		input->carried = 0;
	}
	return written;
}

/* Text ends at a NUL byte: what comes before is still read, then more() refuses to go on. */
static void
append(struct px_input *input, size_t length)
{
	char *nul = memchr(input->data + input->end, 0, length);

	if (nul) {
		input->nul = true;
		length = (size_t)(nul - input->data) - input->end;
	}
	input->end += length;
}

/* The window ends with length new bytes as they came: settle their encoding, make them UTF-8. */
static size_t
absorb(struct px_input *input, size_t length)
{
	char *bytes = input->data + input->end;

	if (input->encoding == PX_ENCODING_UNKNOWN)
		input->encoding = px_encoding_guess(bytes, length);
	if (input->encoding == PX_ENCODING_UNKNOWN && input->ended &&
	    px_encoding_valid(bytes, length) < length)
		input->encoding = PX_ENCODING_WINDOWS_1252;
	length = is_direct(input) ? length - hold_back(input, bytes, length)
				  : convert_block(input, length);
	append(input, length);
	return length;
}

int
px_input_more(struct px_input *input, struct px_err *err)
{
	ssize_t got;
	size_t carried = input->carried;

	if (input->nul)
		return px_err_set(err, PX_REJECTED,
				  _("a NUL byte: this is not text, or the file is damaged"));
	if (input->ended)
		return 0;
	make_room(input);
	memcpy(input->data + input->end, input->carry, carried);
	input->carried = 0;
	got = read_block(input, input->data + input->end + carried, err);
	if (got < 0)
		return -1;
	return absorb(input, (size_t)got + carried) > 0 || input->nul || !input->ended;
}

/* What the first bytes tell: a mark, UTF-16 without one, a file that is no text.  A mark wins over
 * the name given, except for encodings that have none; "utf-16" does not say which end comes first,
 * the zeros do. */
static int
examine(struct px_input *input, const char *bytes, size_t length, size_t *mark, struct px_err *err)
{
	enum px_encoding marked = PX_ENCODING_UNKNOWN;
	const char *what = NULL;

	*mark = px_encoding_mark(bytes, length, &marked);
	if (input->encoding == PX_ENCODING_WINDOWS_1252 || input->encoding == PX_ENCODING_LATIN_1)
		*mark = 0;
	if (*mark > 0)
		input->encoding = marked;
	else if (input->encoding == PX_ENCODING_UNKNOWN || input->encoding == PX_ENCODING_UTF16LE)
		px_encoding_wide(bytes, length, &input->encoding);
	if (is_direct(input) || *mark == 0)
		what = px_encoding_not_text(bytes, is_direct(input) ? length : 0);
	if (what)
		return px_err_set(err, PX_REJECTED, _("cannot be read: this is %s"), what);
	return 0;
}

/* What was read is an archive's beginning: read the file that is meant in its place. */
static ssize_t
unpack(struct px_input *input, size_t length, const char *member, struct px_err *err)
{
	input->packed = px_malloc(length);
	memcpy(input->packed, input->data, length);
	input->archive = px_archive_open(input->fd, input->packed, length, member, err);
	if (!input->archive)
		return -1;
	input->ended = false;
	return read_block(input, input->data, err);
}

static int
begin(struct px_input *input, const char *member, struct px_err *err)
{
	ssize_t got;
	size_t mark;

	make_room(input);
	got = read_block(input, input->data, err);
	if (got > 0 && member && px_archive_begins(input->data, (size_t)got))
		got = unpack(input, (size_t)got, member, err);
	if (got < 0 || examine(input, input->data, (size_t)got, &mark, err) < 0) {
		px_err_prefix(err, "%s", input->name);
		return -1;
	}
	input->marked = mark > 0;
	memmove(input->data, input->data + mark, (size_t)got - mark);
	absorb(input, (size_t)got - mark);
	return 0;
}

struct px_input *
px_input_open(const char *path, const char *encoding, struct px_err *err)
{
	return px_input_open_member(path, encoding, NULL, err);
}

struct px_input *
px_input_open_member(const char *path, const char *encoding, const char *member, struct px_err *err)
{
	struct px_input *input = px_calloc(1, sizeof(*input));

	input->fd = -1;
	input->name = px_strdup(strcmp(path, "-") == 0 ? _("standard input") : path);
	if ((encoding && px_encoding_named(encoding, &input->encoding, err) < 0) ||
	    open_file(input, path, err) < 0 || begin(input, member, err) < 0) {
		px_input_close(input);
		return NULL;
	}
	return input;
}

void
px_input_close(struct px_input *input)
{
	if (!input)
		return;
	px_archive_close(input->archive);
	if (input->fd > STDIN_FILENO)
		close(input->fd);
	free(input->name);
	free(input->data);
	free(input->raw);
	free(input->packed);
	free(input);
}

const char *
px_input_name(const struct px_input *input)
{
	return input->name;
}

bool
px_input_marked(const struct px_input *input)
{
	return input->marked;
}

const char *
px_input_encoding(const struct px_input *input)
{
	return px_encoding_name(input->encoding);
}

void
px_input_progress(const struct px_input *input, uint64_t *done, uint64_t *total)
{
	*done = input->archive ? px_archive_done(input->archive) : input->done;
	*total = input->total;
}

char *
px_input_window(struct px_input *input, size_t *length)
{
	*length = input->end - input->start;
	return input->data + input->start;
}

void
px_input_take(struct px_input *input, size_t length)
{
	input->start += length;
}
