/*
 * UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness.  What replicas and exports exchange.
 */
#ifndef PX_BASE_UID_H
#define PX_BASE_UID_H

#include <stdbool.h>
#include <stdint.h>

enum { PX_UID_SIZE = 37 }; /* with the NUL */

/* instant: seconds since 1970.  Uids of one process rise, even within a second. */
void px_uid_make(int64_t instant, char out[PX_UID_SIZE]);

/* Repeatable, for tests and demos: depends on seed, type and id alone, dated by instant. */
void px_uid_seeded(const char *seed, const char *type, int64_t id, int64_t instant,
		   char out[PX_UID_SIZE]);

/* The same for the same name, always (version 8): of a record that another program names by a text
 * of its own. */
void px_uid_named(const char *name, char out[PX_UID_SIZE]);

/* 8-4-4-4-12 lower-case hexadecimal. */
bool px_uid_valid(const char *text);

#endif
