/*
 * A text file line by line, each in memory whole, its sum and its bytes counted on the way.
 */
#ifndef PX_IO_LINES_H
#define PX_IO_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"

struct px_lines;

/* sums: for px_lines_sum.  PX_NOT_FOUND, PX_SYSTEM. */
struct px_lines *px_lines_open(const char *path, bool sums, struct px_err *err);

/* 1 and a line without its end, valid until the next call; 0 after the last; -1.  PX_REJECTED: a line
 * that is too long, is no UTF-8 text, or has no end. */
int px_lines_next(struct px_lines *lines, const char **text, size_t *length, struct px_err *err);

long px_lines_number(const struct px_lines *lines); /* of the last one, from 1 */
const char *px_lines_path(const struct px_lines *lines);

/* At the end, of all bytes. */
void px_lines_sum(struct px_lines *lines, char out[PX_HASH_SIZE]);
void px_lines_close(struct px_lines *lines); /* NULL is taken */

#endif
