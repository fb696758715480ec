/* What the files of lib/base/seal*.c share. */
#ifndef PX_BASE_SEAL_PART_H
#define PX_BASE_SEAL_PART_H

#include "base/err.h"
#include "base/seal.h"

enum { PX_KEY_BYTES = 32, PX_KEY_ID_SIZE = 9, PX_KEYS_MOST = 256 };

struct px_key {
	char id[PX_KEY_ID_SIZE];
	unsigned char secret[PX_KEY_BYTES];
};

struct px_keyring {
	char *path;
	struct px_key *keys; /* in locked memory; NULL before the file is read */
	size_t count;
};

/* The key of this name, or NULL. */
const struct px_key *px_keyring_find(const struct px_keyring *ring, const char *id);

/* What an organization's key is used for, each use with a key derived for it. */
enum px_key_use { PX_KEY_WRAP = 1, PX_KEY_SIGN, PX_KEY_ATTEST };
void px_key_derive(const struct px_key *key, enum px_key_use use, unsigned char out[PX_KEY_BYTES]);

/* Before anything of libsodium.  PX_SYSTEM: no random numbers. */
int px_seal_begin(struct px_err *err);

#endif
