/*
 * Content lines of calendars and cards (RFC 5545 3.1, RFC 6350 3.2): 75 octets at most, the line's end
 * apart; what is longer goes on after CR LF and a blank, never inside a character.
 */
#ifndef PX_IO_CONTENT_LINE_H
#define PX_IO_CONTENT_LINE_H

#include "base/buf.h"

enum { PX_CONTENT_OCTETS = 75 };

/* Append the text, valid UTF-8, and the end of the line; `used` octets of it are written already. */
void px_content_line(struct px_buf *out, const char *text, size_t used);

#endif
