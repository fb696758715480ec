/*
 * How small bytes get under gzip: what a page weighs on its way to a telephone.  The only door to zlib.
 */
#ifndef PX_IO_GZIP_H
#define PX_IO_GZIP_H

#include <stddef.h>

/* The length of these bytes under gzip, at the level that servers use (6). */
size_t px_gzip_size(const void *bytes, size_t length);

#endif
