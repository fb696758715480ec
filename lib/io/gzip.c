#include "io/gzip.h"

#include <stdlib.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, GZIP_LEVEL = 6, GZIP_MEMORY = 8 };

size_t
px_gzip_size(const void *bytes, size_t length)
{
	unsigned char out[16384];
	z_stream stream = { .next_in = (unsigned char *)bytes };
	size_t total = 0;
	int status = Z_OK;

	if (deflateInit2(&stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
			 Z_DEFAULT_STRATEGY) != Z_OK)
		abort(); /* no memory, as px_malloc() has it */
	do {
		size_t part = length < 1u << 30 ? length : 1u << 30;

		stream.avail_in = (unsigned)part;
		length -= part;
		do {
			stream.next_out = out;
			stream.avail_out = sizeof(out);
			status = deflate(&stream, length ? Z_NO_FLUSH : Z_FINISH);
			total += sizeof(out) - stream.avail_out;
		} while (stream.avail_out == 0);
	} while (status == Z_OK && length);
	deflateEnd(&stream);
	return total;
}
