/*
 * Encodings of text files: told apart, and converted to UTF-8 block by block.
 *
 * What cannot be converted stays in the output as bytes that are not UTF-8 (an undefined byte of
 * Windows-1252, half a surrogate pair), so that whoever checks the row finds the fault and its
 * line; nothing is replaced in silence.
 */
#ifndef PX_IO_ENCODING_H
#define PX_IO_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum px_encoding {
	PX_ENCODING_UNKNOWN, /* only ASCII was seen so far */
	PX_ENCODING_UTF8,
	PX_ENCODING_UTF16LE,
	PX_ENCODING_UTF16BE,
	PX_ENCODING_WINDOWS_1252,
	PX_ENCODING_LATIN_1,
};

/* "utf-8", "utf-16", "windows-1252", "latin-1" and their usual other names; PX_USAGE lists them.
 * "utf-16" is UTF16LE until px_encoding_mark sees the other mark. */
int px_encoding_named(const char *name, enum px_encoding *out, struct px_err *err);
const char *px_encoding_name(enum px_encoding encoding);

/* The length of the byte order mark that begins the file (0: none) and what it says. */
size_t px_encoding_mark(const char *bytes, size_t length, enum px_encoding *out);

/* UTF-16 without a mark, from where its zero bytes are; else false. */
bool px_encoding_wide(const char *bytes, size_t length, enum px_encoding *out);

/* UTF8 or WINDOWS_1252 by which of the two explains more of the bytes; UNKNOWN when they are
 * ASCII, or end inside the first character that is not. */
enum px_encoding px_encoding_guess(const char *bytes, size_t length);

/* What a file that begins so is when it is no text ("an Excel workbook…", translated), or NULL. */
const char *px_encoding_not_text(const char *bytes, size_t length);

/* Convert into out, which has room for 3 x length bytes; returns the bytes written.  *used is
 * what was read: an incomplete character at the end stays for the next call. */
size_t px_encoding_convert(enum px_encoding from, const char *bytes, size_t length, char *out,
			   size_t *used);

/* The length of the longest beginning that is valid UTF-8, as px_utf8_valid, but NUL bytes pass:
 * it is for rows already cut into cells. */
size_t px_encoding_valid(const char *bytes, size_t length);

/* Append the text with U+FFFD for what is not UTF-8. */
void px_encoding_mend(const char *bytes, size_t length, struct px_buf *out);

#endif
