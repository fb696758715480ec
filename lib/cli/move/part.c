#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/move/move.h"
#include "io/file.h"

enum { WRITE_AT = 1 << 20 }; /* bytes that wait before they are written */

int
px_part_open(struct px_part *part, const char *folder, const char *name, struct px_err *err)
{
	struct stat st;

	*part = (struct px_part){ .text = PX_BUF_INIT, .sum = { .name = name } };
	part->path = px_asprintf("%s/%s", folder, name);
	/* What is in it is about people, whatever the umask. */
	part->file = px_file_open(part->path, err);
	if (!part->file)
		return -1;
	if (stat(part->path, &st) != 0)
		fchmod(px_file_descriptor(part->file), S_IRUSR | S_IWUSR);
	part->hasher = px_hasher_new();
	return 0;
}

static int
flush(struct px_part *part, struct px_err *err)
{
	px_hasher_add(part->hasher, part->text.data, part->text.length);
	part->bytes += part->text.length;
	if (px_file_write(part->file, part->text.data, part->text.length, err) != 0)
		return -1;
	px_buf_clear(&part->text);
	return 0;
}

int
px_part_line(struct px_part *part, struct px_err *err)
{
	px_buf_putc(&part->text, '\n');
	part->sum.lines++;
	return part->text.length < WRITE_AT ? 0 : flush(part, err);
}

int
px_part_end(struct px_part *part, struct px_err *err)
{
	if (flush(part, err) != 0)
		return -1;
	px_hasher_end(part->hasher, part->sum.sha256);
	part->hasher = NULL;
	return 0;
}

/* Is what stands there the same? */
static bool
is_there(const struct px_part *part)
{
	struct px_err ignored = PX_ERR_INIT;
	char sha256[PX_HASH_SIZE];
	struct stat st;
	int64_t size;

	return stat(part->path, &st) == 0 && S_ISREG(st.st_mode) &&
	       (uint64_t)st.st_size == part->bytes &&
	       px_hash_file(part->path, sha256, &size, &ignored) == 0 &&
	       strcmp(sha256, part->sum.sha256) == 0;
}

int
px_part_commit(struct px_part *part, struct px_err *err)
{
	struct px_file *file = part->file;

	part->file = NULL;
	if (is_there(part)) {
		px_file_abandon(file);
		return 0;
	}
	return px_file_commit(file, err) == 0 ? 1 : -1;
}

void
px_part_abandon(struct px_part *part)
{
	px_file_abandon(part->file);
	px_hasher_end(part->hasher, NULL);
	px_buf_release(&part->text);
	free(part->path);
	*part = (struct px_part){ .text = PX_BUF_INIT };
}
