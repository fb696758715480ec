/*
 * What a CSV text does not say: its delimiter, and which row is its header.
 */
#ifndef PX_IO_SOURCE_DETECT_H
#define PX_IO_SOURCE_DETECT_H

#include <stddef.h>

#include "base/err.h"

/* "," "tab" "\t"…: 0 and the byte, or PX_USAGE. */
int px_detect_named(const char *name, char *out, struct px_err *err);

/* The length of a first line `sep=;` (quoted or not), its end included, and its delimiter; or 0. */
size_t px_detect_declared(const char *text, size_t length, char *delimiter);

/* Which of , ; TAB | cuts the lines of this beginning of a file most alike, quotes respected.
 * One that occurs nowhere when none does: a file of one column. */
char px_detect_delimiter(const char *text, size_t length);

struct px_row_shape {
	size_t count;  /* cells */
	size_t width;  /* up to the last that is filled */
	size_t filled; /* cells that are */
};

/* The header among the first rows (none of them empty): the fullest, which covers those below it;
 * what stands above it are titles. */
size_t px_detect_header(const struct px_row_shape *rows, size_t count);

#endif
