#include "base/hash.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All of it is in the header, so that no program has one more library to load. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/hash/blocks.h"
#include "base/i18n.h"
#include "base/mem.h"

/* Whole blocks by the processor, what is left by libsodium, which counts bits. */
static void
add(crypto_hash_sha256_state *state, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	size_t taken = 0;

	if (state->count % 512 == 0)
		taken = px_hash_blocks(state->state, at, length);
	state->count += (uint64_t)taken * 8;
	crypto_hash_sha256_update(state, at + taken, length - taken);
}

void
px_hash(const void *bytes, size_t length, char out[PX_HASH_SIZE])
{
	unsigned char raw[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	add(&state, bytes, length);
	crypto_hash_sha256_final(&state, raw);
	sodium_bin2hex(out, PX_HASH_SIZE, raw, sizeof(raw));
}

int
px_hash_file(const char *path, char out[PX_HASH_SIZE], int64_t *size, struct px_err *err)
{
	unsigned char raw[crypto_hash_sha256_BYTES], block[65536];
	crypto_hash_sha256_state state;
	size_t length;
	FILE *file = fopen(path, "rb");

	if (!file)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				  _("%s: cannot be opened: %s"), path, px_errno_text(errno));
	crypto_hash_sha256_init(&state);
	*size = 0;
	while ((length = fread(block, 1, sizeof(block), file)) > 0) {
		add(&state, block, length);
		*size += (int64_t)length;
	}
	if (ferror(file)) {
		px_err_set(err, PX_SYSTEM, _("%s: cannot be read: %s"), path, px_errno_text(errno));
		fclose(file);
		return -1;
	}
	fclose(file);
	crypto_hash_sha256_final(&state, raw);
	sodium_bin2hex(out, PX_HASH_SIZE, raw, sizeof(raw));
	return 0;
}

struct px_hasher {
	crypto_hash_sha256_state state;
};

struct px_hasher *
px_hasher_new(void)
{
	struct px_hasher *hasher = px_malloc(sizeof(*hasher));

	crypto_hash_sha256_init(&hasher->state);
	return hasher;
}

void
px_hasher_add(struct px_hasher *hasher, const void *bytes, size_t length)
{
	add(&hasher->state, bytes, length);
}

void
px_hasher_end(struct px_hasher *hasher, char out[PX_HASH_SIZE])
{
	unsigned char raw[crypto_hash_sha256_BYTES];

	if (hasher && out) {
		crypto_hash_sha256_final(&hasher->state, raw);
		sodium_bin2hex(out, PX_HASH_SIZE, raw, sizeof(raw));
	}
	free(hasher);
}

uint64_t
px_digest(const void *bytes, size_t length)
{
	return XXH3_64bits(bytes, length);
}

uint64_t
px_digest_own(const void *bytes, size_t length)
{
	static uint64_t seed;

	while (!seed)
		randombytes_buf(&seed, sizeof(seed));
	return XXH3_64bits_withSeed(bytes, length, seed);
}
