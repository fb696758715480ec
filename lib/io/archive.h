/*
 * Files inside a zip or under gzip, as registers are published.  The only door to libarchive, which is
 * loaded when such bytes come and not before: no other command pays for it at its start.
 */
#ifndef PX_IO_ARCHIVE_H
#define PX_IO_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

/* Are these the first bytes of a zip, or of a gzip? */
bool px_archive_begins(const char *bytes, size_t length);

struct px_archive;

/*
 * The one file to read in it: the first whose name holds one of the words of `member`, which '|' part,
 * whatever their case; else the only one that there is.  fd stays the caller's; begun, of length
 * bytes, is what was read of it already, borrowed until close.  PX_REJECTED lists what the archive
 * holds, or says that it is damaged; PX_SYSTEM: the library is not installed.
 */
struct px_archive *px_archive_open(int fd, const char *begun, size_t length, const char *member,
				   struct px_err *err);

/* As read(2): 0 at the end; -1 and PX_REJECTED for an archive that is damaged or cut. */
ssize_t px_archive_read(struct px_archive *archive, void *into, size_t size, struct px_err *err);

/* Bytes of the archive itself read so far: for progress. */
uint64_t px_archive_done(const struct px_archive *archive);

void px_archive_close(struct px_archive *archive); /* NULL is taken */

#endif
