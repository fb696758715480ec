/*
 * Text of a file or of standard input as UTF-8, through a window that its reader moves.
 *
 * The window is the text read but not yet taken.  Its bytes may be changed in place; they stay
 * where they are until px_input_more.  Encoding and size of the reads are the input's affair.
 */
#ifndef PX_IO_SOURCE_INPUT_H
#define PX_IO_SOURCE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct px_input;

/* Opens, detects the encoding (unless it is named) and reads the first block.  "-" is standard
 * input.  PX_NOT_FOUND, PX_SYSTEM, PX_USAGE (encoding), PX_REJECTED (not a text); messages begin
 * with the name. */
struct px_input *px_input_open(const char *path, const char *encoding, struct px_err *err);

/* The same; but when the file is a zip or a gzip, what is read is the file in it that `member` means
 * (io/archive.h).  NULL: archives are refused as any file that is not text. */
struct px_input *px_input_open_member(const char *path, const char *encoding, const char *member,
				      struct px_err *err);
void px_input_close(struct px_input *input);

const char *px_input_name(const struct px_input *input);
bool px_input_marked(const struct px_input *input);          /* did a byte order mark begin it? */
const char *px_input_encoding(const struct px_input *input); /* what it is taken for, so far */
void px_input_progress(const struct px_input *input, uint64_t *done, uint64_t *total);

/* The window: its text (followed by at least one writable byte) and its length. */
char *px_input_window(struct px_input *input, size_t *length);

/* The first length bytes of the window are read: it begins after them. */
void px_input_take(struct px_input *input, size_t length);

/* Add a block to the window, which may move: 1 done, 0 nothing is left, -1 PX_SYSTEM (also
 * for a file that somebody changed meanwhile), or PX_REJECTED at a NUL byte; messages name no place,
 * the caller knows its line. */
int px_input_more(struct px_input *input, struct px_err *err);

#endif
