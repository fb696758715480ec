#include "io/content_line.h"

void
px_content_line(struct px_buf *out, const char *text, size_t used)
{
	while (*text) {
		size_t length = 1;

		while ((text[length] & 0xC0) == 0x80)
			length++;
		if (used + length > PX_CONTENT_OCTETS) {
			px_buf_puts(out, "\r\n ");
			used = 1; /* the blank is one of the octets */
		}
		px_buf_add(out, text, length);
		used += length;
		text += length;
	}
	px_buf_puts(out, "\r\n");
}
