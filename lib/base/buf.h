/*
 * A growing run of bytes, always ended by a NUL that does not count, so that data is a C string
 * when the bytes are text.  Start from PX_BUF_INIT; release frees and makes it empty again.
 */
#ifndef PX_BASE_BUF_H
#define PX_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct px_buf {
	char *data;
	size_t length, capacity;
};
extern char px_buf_nothing[];
#define PX_BUF_INIT                                                                                \
	{                                                                                          \
		px_buf_nothing, 0, 0                                                               \
	}

void px_buf_add(struct px_buf *buf, const void *bytes, size_t length);
void px_buf_puts(struct px_buf *buf, const char *text);
void px_buf_putc(struct px_buf *buf, char byte);
void px_buf_number(struct px_buf *buf, int64_t number);
void px_buf_printf(struct px_buf *buf, const char *format, ...) PX_PRINTF(2, 3);
void px_buf_truncate(struct px_buf *buf, size_t length);
void px_buf_clear(struct px_buf *buf);   /* empty, memory kept */
void px_buf_release(struct px_buf *buf); /* empty, memory freed */
char *px_buf_detach(struct px_buf *buf); /* the caller's to free(); the buffer is empty again */

/* Append a whole file; "-" is standard input, to its end.  PX_FAILED when the buffer would then hold
 * more than limit bytes, PX_NOT_FOUND, PX_SYSTEM; what was read until then stays in it. */
int px_buf_read_file(struct px_buf *buf, const char *path, size_t limit, struct px_err *err);

#endif
