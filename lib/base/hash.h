/*
 * SHA-256, by Nettle, which knows the instructions that processors have for it: a journal of a million
 * lines is two million hashes, and libsodium takes three times as long.  And a quick digest, by xxHash.
 */
#ifndef PX_BASE_HASH_H
#define PX_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { PX_HASH_SIZE = 65 }; /* lower-case hexadecimal, with the NUL */

void px_hash(const void *bytes, size_t length, char out[PX_HASH_SIZE]);

/* Of a file's content, read in blocks; its size in bytes too. */
int px_hash_file(const char *path, char out[PX_HASH_SIZE], int64_t *size, struct px_err *err);

/* Of what comes in pieces; end frees it, out may be NULL. */
struct px_hasher;
struct px_hasher *px_hasher_new(void);
void px_hasher_add(struct px_hasher *hasher, const void *bytes, size_t length);
void px_hasher_end(struct px_hasher *hasher, char out[PX_HASH_SIZE]);

/* A quick 64-bit digest (XXH3), to tell whether something changed; who wants two texts of one digest
 * can make them, so it is for what nobody gains by forging. */
uint64_t px_digest(const void *bytes, size_t length);

/* The same by a seed that is this process's own: who does not know it can make no two such texts. */
uint64_t px_digest_own(const void *bytes, size_t length);

#endif
