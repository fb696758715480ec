/*
 * Output files that are whole or absent: written beside their place, flushed to the disk, then
 * renamed over what was there.  A reader never sees half a report, nor does a crash leave one.
 *
 * "-" is standard output; a path that exists and is no regular file (a pipe, /dev/null) is written
 * to directly.  A link is followed: the file that it names is replaced, or made.  The mode of a file that is replaced is kept; a new one has the mode that the umask leaves.
 */
#ifndef PX_IO_FILE_H
#define PX_IO_FILE_H

#include <stddef.h>

#include "base/err.h"

struct px_file;

/* Errors of all: PX_SYSTEM, with the path and what to mend (the folder is missing, the disk is
 * full…); PX_NOT_FOUND when the folder is missing. */
struct px_file *px_file_open(const char *path, struct px_err *err);
int px_file_write(struct px_file *file, const void *bytes, size_t length, struct px_err *err);

/* Its descriptor, for who writes through a stream of its own (of a dup() of it, closed before the
 * commit); the file's still. */
int px_file_descriptor(const struct px_file *file);

/* Makes the file appear, and frees; on failure nothing appears and what was there stays. */
int px_file_commit(struct px_file *file, struct px_err *err);
void px_file_abandon(struct px_file *file); /* NULL is taken */

/* All at once. */
int px_file_put(const char *path, const void *bytes, size_t length, struct px_err *err);

#endif
