#include "base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

char px_buf_nothing[1] = "";

static void
reserve(struct px_buf *buf, size_t more)
{
	size_t needed = buf->length + more + 1;

	if (needed <= buf->capacity)
		return;
	if (needed < 2 * buf->capacity)
		needed = 2 * buf->capacity;
	if (needed < 64)
		needed = 64;
	buf->data = px_realloc(buf->capacity ? buf->data : NULL, needed, 1);
	buf->capacity = needed;
}

void
px_buf_add(struct px_buf *buf, const void *bytes, size_t length)
{
	if (!length)
		return;
	reserve(buf, length);
	memcpy(buf->data + buf->length, bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void
px_buf_puts(struct px_buf *buf, const char *text)
{
	px_buf_add(buf, text, strlen(text));
}

void
px_buf_putc(struct px_buf *buf, char byte)
{
	reserve(buf, 1);
	buf->data[buf->length++] = byte;
	buf->data[buf->length] = '\0';
}

void
px_buf_number(struct px_buf *buf, int64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		px_buf_putc(buf, '-');
	px_buf_add(buf, digits + at, sizeof(digits) - at);
}

void
px_buf_printf(struct px_buf *buf, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		abort();
	reserve(buf, (size_t)length);
	va_start(args, format);
	vsnprintf(buf->data + buf->length, (size_t)length + 1, format, args);
	va_end(args);
	buf->length += (size_t)length;
}

void
px_buf_truncate(struct px_buf *buf, size_t length)
{
	if (length < buf->length) {
		buf->length = length;
		buf->data[length] = '\0';
	}
}

void
px_buf_clear(struct px_buf *buf)
{
	px_buf_truncate(buf, 0);
}

void
px_buf_release(struct px_buf *buf)
{
	if (buf->capacity)
		free(buf->data);
	buf->data = px_buf_nothing;
	buf->length = buf->capacity = 0;
}

char *
px_buf_detach(struct px_buf *buf)
{
	char *data = buf->capacity ? buf->data : px_strdup("");

	buf->data = px_buf_nothing;
	buf->length = buf->capacity = 0;
	return data;
}

static int
read_stream(struct px_buf *buf, FILE *file, const char *path, size_t limit, struct px_err *err)
{
	char block[65536];
	size_t length;

	while ((length = fread(block, 1, sizeof(block), file)) > 0) {
		if (buf->length + length > limit)
			return px_err_set(err, PX_FAILED, _("%s: larger than %zu bytes"), path,
					  limit);
		px_buf_add(buf, block, length);
	}
	if (ferror(file))
		return px_err_set(err, PX_SYSTEM, _("%s: cannot be read: %s"), path,
				  px_errno_text(errno));
	return 0;
}

int
px_buf_read_file(struct px_buf *buf, const char *path, size_t limit, struct px_err *err)
{
	FILE *file;
	int result;

	if (strcmp(path, "-") == 0)
		return read_stream(buf, stdin, _("standard input"), limit, err);
	file = fopen(path, "rb");
	if (!file)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				  _("%s: cannot be opened: %s"), path, px_errno_text(errno));
	result = read_stream(buf, file, path, limit, err);
	fclose(file);
	return result;
}
