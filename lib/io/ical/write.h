/*
 * iCalendar out (RFC 5545): lines of 75 octets at most, ended by CR LF and never cut inside a
 * character, appended to a px_buf.
 */
#ifndef PX_IO_ICAL_WRITE_H
#define PX_IO_ICAL_WRITE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/zone.h"

/* NAME;PARAMETERS:value, as they stand; a control character in the value cannot be, a tab apart: it
 * becomes a blank. */
void px_ical_line(struct px_buf *out, const char *name, const char *value);

/* NAME:text, escaped; nothing when the text is NULL. */
void px_ical_text(struct px_buf *out, const char *name, const char *text);

/* NAME:20251224T180000Z. */
void px_ical_instant(struct px_buf *out, const char *name, int64_t instant);

/* NAME;TZID=Europe/Paris:20251224T190000, local to the zone; of UTC it has a Z instead. */
void px_ical_local(struct px_buf *out, const char *name, int64_t instant,
		   const struct px_zone *zone);

/* Append ;NAME="value", with what RFC 6868 says of quotes and line feeds. */
void px_ical_param_write(struct px_buf *out, const char *name, const char *value);

/* VTIMEZONE of the zone, right for instants from the first to the last at least: a rule a season when
 * the zone keeps one for those years and ten more, else its changes one by one.  Nothing for UTC. */
void px_ical_zone(struct px_buf *out, const struct px_zone *zone, int64_t first, int64_t last);

#endif
