/*
 * Blocks of SHA-256 by the instructions that processors have for it (x86: SHA extensions), several times
 * as fast as in C: a journal of a million lines is a million hashes.
 */
#ifndef PX_BASE_HASH_BLOCKS_H
#define PX_BASE_HASH_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/* The whole blocks of 64 bytes at the beginning go into the state (FIPS 180-4, 6.2.2).  Returns how many
 * bytes that were: 0 where the processor does not know how. */
size_t px_hash_blocks(uint32_t state[8], const unsigned char *bytes, size_t length);

#endif
