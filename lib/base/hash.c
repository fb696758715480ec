#include "base/hash.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All of it is in the header, so that no program has one more library to load. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/i18n.h"
#include "base/mem.h"

/* In hexadecimal. */
static void
end(struct sha256_ctx *context, char out[PX_HASH_SIZE])
{
	unsigned char raw[SHA256_DIGEST_SIZE];

	sha256_digest(context, sizeof(raw), raw);
	sodium_bin2hex(out, PX_HASH_SIZE, raw, sizeof(raw));
}

void
px_hash(const void *bytes, size_t length, char out[PX_HASH_SIZE])
{
	struct sha256_ctx context;

	sha256_init(&context);
	sha256_update(&context, length, bytes);
	end(&context, out);
}

int
px_hash_file(const char *path, char out[PX_HASH_SIZE], int64_t *size, struct px_err *err)
{
	unsigned char block[65536];
	struct sha256_ctx context;
	size_t length;
	FILE *file = fopen(path, "rb");

	if (!file)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				  _("%s: cannot be opened: %s"), path, px_errno_text(errno));
	sha256_init(&context);
	*size = 0;
	while ((length = fread(block, 1, sizeof(block), file)) > 0) {
		sha256_update(&context, length, block);
		*size += (int64_t)length;
	}
	if (ferror(file)) {
		px_err_set(err, PX_SYSTEM, _("%s: cannot be read: %s"), path, px_errno_text(errno));
		fclose(file);
		return -1;
	}
	fclose(file);
	end(&context, out);
	return 0;
}

struct px_hasher {
	struct sha256_ctx context;
};

struct px_hasher *
px_hasher_new(void)
{
	struct px_hasher *hasher = px_malloc(sizeof(*hasher));

	sha256_init(&hasher->context);
	return hasher;
}

void
px_hasher_add(struct px_hasher *hasher, const void *bytes, size_t length)
{
	sha256_update(&hasher->context, length, bytes);
}

void
px_hasher_end(struct px_hasher *hasher, char out[PX_HASH_SIZE])
{
	if (hasher && out)
		end(&hasher->context, out);
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
