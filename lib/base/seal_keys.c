/* Keyrings: the file of an organization's keys. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/seal_part.h"

enum {
	FILE_MOST = 64 * 1024,
	SECRET_SIZE = 45, /* in base64, with the NUL */
};

static const char heading[] =
	"# The key that seals what reaches patients.  Keep a copy elsewhere; show it to nobody.\n";

void
px_wipe(void *bytes, size_t length)
{
	sodium_memzero(bytes, length);
}

int
px_seal_begin(struct px_err *err)
{
	return sodium_init() < 0
		       ? px_err_set(err, PX_SYSTEM, _("this machine gives no random numbers"))
		       : 0;
}

struct px_keyring *
px_keyring_new(const char *path)
{
	struct px_keyring *ring = px_calloc(1, sizeof(*ring));

	ring->path = path ? px_strdup(path) : NULL;
	return ring;
}

/* sodium_free wipes. */
static void
forget_keys(struct px_keyring *ring)
{
	sodium_free(ring->keys);
	ring->keys = NULL;
	ring->count = 0;
}

void
px_keyring_free(struct px_keyring *ring)
{
	if (!ring)
		return;
	forget_keys(ring);
	free(ring->path);
	free(ring);
}

const char *
px_keyring_path(const struct px_keyring *ring)
{
	return ring ? ring->path : NULL;
}

const char *
px_keyring_current(const struct px_keyring *ring)
{
	return ring->keys[ring->count - 1].id;
}

const struct px_key *
px_keyring_find(const struct px_keyring *ring, const char *id)
{
	for (size_t i = ring->count; i-- > 0;)
		if (strcmp(ring->keys[i].id, id) == 0)
			return &ring->keys[i];
	return NULL;
}

static int
fail(const char *path, const char *what, struct px_err *err)
{
	return px_err_set(err, PX_SYSTEM, "%s: %s: %s", path, what, px_errno_text(errno));
}

/* Locked memory that aborts when there is none, as every allocator of ours. */
static void *
secret_room(size_t count, size_t size)
{
	void *room = sodium_allocarray(count, size);

	if (!room)
		abort();
	memset(room, 0, count * size);
	return room;
}

/*
 * Reading.
 */
static int
check_place(const struct px_keyring *ring, struct px_err *err)
{
	if (ring && ring->path)
		return 0;
	return px_err_set(err, PX_NOT_FOUND,
			  _("no place for the key: set PLEXUS_KEY, or key in the configuration "
			    "(there is neither HOME nor XDG_CONFIG_HOME to look under)"));
}

static int
open_file(const char *path, struct px_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 && errno == ENOENT)
		return px_err_set(err, PX_NOT_FOUND,
				  _("%s: there is no key to seal and to open contacts with: plexus "
				    "key init makes one, or put a copy of yours back there"),
				  path);
	if (fd < 0)
		return fail(path, _("the key cannot be read"), err);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		px_err_set(err, PX_SYSTEM, _("%s: is no file of keys"), path);
	else if (st.st_mode & (S_IRWXG | S_IRWXO))
		px_err_set(err, PX_SYSTEM, _("%s: others may read this key: chmod 600 %s"), path,
			   path);
	else
		return fd;
	close(fd);
	return -1;
}

static ssize_t
read_all(int fd, char *text)
{
	size_t length = 0;
	ssize_t got;

	while ((got = read(fd, text + length, FILE_MOST - length)) > 0)
		length += (size_t)got;
	text[length] = '\0';
	return got < 0 ? -1 : (ssize_t)length;
}

/* "1 3f9a0c2b SECRET" */
static bool
read_key(const char *line, struct px_key *key)
{
	size_t id = sizeof(key->id) - 1, length;

	if (strncmp(line, "1 ", 2) != 0 || strspn(line + 2, "0123456789abcdef") != id ||
	    line[2 + id] != ' ')
		return false;
	memcpy(key->id, line + 2, id);
	line += 3 + id;
	return sodium_base642bin(key->secret, sizeof(key->secret), line, strcspn(line, " \t\r\n"),
				 NULL, &length, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       length == sizeof(key->secret);
}

static int
read_keys(struct px_keyring *ring, const char *text, struct px_err *err)
{
	int number = 0;

	for (const char *line = text, *next; *line; line = next) {
		next = line + strcspn(line, "\n");
		next += *next == '\n';
		number++;
		if (*line == '#' || *line == '\n')
			continue;
		if (ring->count == PX_KEYS_MOST || !read_key(line, &ring->keys[ring->count]))
			return px_err_set(
				err, PX_SYSTEM,
				_("%s:%d: is no key: version, name and 32 bytes in base64; "
				  "put a copy of the file back"),
				ring->path, number);
		ring->count++;
	}
	return ring->count ? 0 : px_err_set(err, PX_SYSTEM, _("%s: holds no key"), ring->path);
}

static int
read_ring(struct px_keyring *ring, int fd, struct px_err *err)
{
	char *text = secret_room(FILE_MOST + 1, 1);
	int result;

	ring->keys = secret_room(PX_KEYS_MOST, sizeof(*ring->keys));
	result = read_all(fd, text) < 0 ? fail(ring->path, _("the key cannot be read"), err)
					: read_keys(ring, text, err);
	sodium_free(text);
	if (result != 0)
		forget_keys(ring);
	return result;
}

int
px_keyring_ready(struct px_keyring *ring, struct px_err *err)
{
	int fd, result;

	if (check_place(ring, err) != 0)
		return -1;
	if (ring->keys)
		return 0;
	if (px_seal_begin(err) != 0 || (fd = open_file(ring->path, err)) < 0)
		return -1;
	result = read_ring(ring, fd, err);
	close(fd);
	return result;
}

/*
 * Writing: beside its place, flushed, then put there.
 */
int
px_keyring_text(struct px_keyring *ring, struct px_buf *out, struct px_err *err)
{
	char secret[SECRET_SIZE];

	if (px_keyring_ready(ring, err) != 0)
		return -1;
	px_buf_puts(out, heading);
	/* Room for all of it at once: what grows leaves copies of itself behind. */
	px_buf_printf(out, "%*s", (int)(ring->count * 64), "");
	px_buf_truncate(out, strlen(heading));
	for (size_t i = 0; i < ring->count; i++) {
		sodium_bin2base64(secret, sizeof(secret), ring->keys[i].secret, PX_KEY_BYTES,
				  sodium_base64_VARIANT_ORIGINAL);
		px_buf_puts(out, "1 ");
		px_buf_puts(out, ring->keys[i].id);
		px_buf_putc(out, ' ');
		px_buf_puts(out, secret);
		px_buf_putc(out, '\n');
	}
	sodium_memzero(secret, sizeof(secret));
	return 0;
}

static int
write_text(int fd, const struct px_buf *text)
{
	size_t length = 0;

	while (length < text->length) {
		ssize_t wrote = write(fd, text->data + length, text->length - length);

		if (wrote < 0 && errno != EINTR)
			return -1;
		length += wrote > 0 ? (size_t)wrote : 0;
	}
	return fsync(fd);
}

static void
flush_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? px_strndup(path, (size_t)(slash - path) + 1) : px_strdup(".");
	int fd = open(folder, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

/* A key that is there is never written over but by one who read it: link() fails where rename() would
 * replace. */
static int
put_in_place(const char *temporary, const char *path, bool fresh, struct px_err *err)
{
	if (fresh ? link(temporary, path) == 0 : rename(temporary, path) == 0)
		return 0;
	if (fresh && errno == EEXIST)
		return px_err_set(
			err, PX_CONFLICT,
			_("%s: there is a key already, and what it sealed can be opened by "
			  "nothing else: plexus key rotate adds one"),
			path);
	return fail(path, _("the key cannot be put in place"), err);
}

static int
write_ring(struct px_keyring *ring, bool fresh, struct px_err *err)
{
	char *temporary = px_asprintf("%s.XXXXXX", ring->path);
	struct px_buf text = PX_BUF_INIT;
	int fd = mkstemp(temporary); /* 0600 */
	int result = -1;

	if (fd < 0) {
		fail(ring->path, _("the key cannot be written"), err);
		goto out;
	}
	if (px_keyring_text(ring, &text, err) != 0)
		goto out;
	if (fchmod(fd, S_IRUSR | S_IWUSR) != 0 || write_text(fd, &text) != 0)
		fail(ring->path, _("the key cannot be written"), err);
	else
		result = put_in_place(temporary, ring->path, fresh, err);
	flush_folder(ring->path);
out:
	if (fd >= 0) {
		close(fd);
		unlink(temporary); /* gone already when it was renamed */
	}
	if (text.capacity)
		px_wipe(text.data, text.capacity);
	px_buf_release(&text);
	free(temporary);
	return result;
}

static void
add_key(struct px_keyring *ring)
{
	struct px_key *key = &ring->keys[ring->count];
	unsigned char id[(PX_KEY_ID_SIZE - 1) / 2];

	do {
		randombytes_buf(id, sizeof(id));
		sodium_bin2hex(key->id, sizeof(key->id), id, sizeof(id));
	} while (px_keyring_find(ring, key->id));
	randombytes_buf(key->secret, sizeof(key->secret));
	ring->count++;
}

int
px_keyring_make(struct px_keyring *ring, struct px_err *err)
{
	int result;

	if (check_place(ring, err) != 0 || px_seal_begin(err) != 0)
		return -1;
	forget_keys(ring);
	ring->keys = secret_room(PX_KEYS_MOST, sizeof(*ring->keys));
	add_key(ring);
	result = write_ring(ring, true, err);
	if (result != 0)
		forget_keys(ring);
	return result;
}

/* The file as it is once it is locked: whoever held it may have put another in its place. */
static int
lock_file(const char *path, struct px_err *err)
{
	struct stat held, there;
	int fd;

	for (;;) {
		fd = open_file(path, err);
		if (fd < 0)
			return -1;
		if (flock(fd, LOCK_EX) != 0) {
			fail(path, _("the key cannot be locked"), err);
			break;
		}
		if (fstat(fd, &held) == 0 && stat(path, &there) == 0 &&
		    held.st_ino == there.st_ino && held.st_dev == there.st_dev)
			return fd;
		close(fd);
	}
	close(fd);
	return -1;
}

int
px_keyring_rotate(struct px_keyring *ring, struct px_err *err)
{
	int fd, result;

	if (check_place(ring, err) != 0 || px_seal_begin(err) != 0 ||
	    (fd = lock_file(ring->path, err)) < 0)
		return -1;
	forget_keys(ring);
	result = read_ring(ring, fd, err);
	if (result == 0 && ring->count == PX_KEYS_MOST)
		result = px_err_set(err, PX_CONFLICT, _("%s: holds %d keys, the most there may be"),
				    ring->path, PX_KEYS_MOST);
	if (result == 0) {
		add_key(ring);
		result = write_ring(ring, false, err);
	}
	if (result != 0)
		forget_keys(ring);
	close(fd);
	return result;
}
