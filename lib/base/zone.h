/*
 * Time zones: local time of an organization to UTC and back, from the machine's tz database.
 * Several zones may be open at once; nothing reads or changes the process's TZ.
 */
#ifndef PX_BASE_ZONE_H
#define PX_BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct px_zone;

struct px_local {
	struct px_date date;
	int hour, minute, second;
	int offset; /* seconds east of UTC, filled by px_zone_local */
};

/* Seconds from 1970 to what clocks show, as if they showed UTC; and back (offset 0). */
int64_t px_local_second(struct px_local local);
struct px_local px_local_at(int64_t second);

/* "Europe/Paris".  An unknown name is PX_USAGE; a machine without the tz database is PX_SYSTEM and
 * says which package holds it.  Freed by px_zone_free. */
struct px_zone *px_zone_open(const char *name, struct px_err *err);
void px_zone_free(struct px_zone *zone);
const char *px_zone_name(const struct px_zone *zone); /* as it was opened */

/* Would px_zone_open open it? */
bool px_zone_exists(const char *name);

struct px_local px_zone_local(const struct px_zone *zone, int64_t instant);

/* A local time that a change of clocks skips moves forward by the change; one that happens twice is
 * the first (summer time). */
int64_t px_zone_instant(const struct px_zone *zone, struct px_local local);

#endif
