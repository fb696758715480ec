/*
 * Values of iCalendar (RFC 5545 3.3): text, times, durations.
 */
#ifndef PX_IO_ICAL_VALUE_H
#define PX_IO_ICAL_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/recur/stamp.h"

/* Seconds of P1DT2H, PT90M, P2W, -PT15M; days are of 24 hours.  0, or -1. */
int px_ical_duration_parse(const char *text, int64_t *seconds);

/* Append a TEXT without its backslashes: \n \, \; \\ . */
void px_ical_text_read(const char *text, struct px_buf *out);

/* Append a TEXT with them. */
void px_ical_text_write(const char *text, struct px_buf *out);

/* Append 20251224T180000, without Z. */
void px_ical_time_write(struct px_local local, struct px_buf *out);

/* Append 20251224T180000Z. */
void px_ical_instant_write(int64_t instant, struct px_buf *out);

#endif
