/* Signatures that others can check: Ed25519. */
#include <sodium.h>
#include <string.h>

#include "base/i18n.h"
#include "base/seal_part.h"

#define VARIANT sodium_base64_VARIANT_ORIGINAL

/* The bytes before the key in a SubjectPublicKeyInfo of Ed25519 (RFC 8410, 10.1), in base64; there are
 * twelve of them, so that what follows is the base64 of the key itself. */
static const char info[] = "MCowBQYDK2VwAyEA";

static void
make_pair(const struct px_key *key, unsigned char public_key[crypto_sign_PUBLICKEYBYTES],
	  unsigned char secret[crypto_sign_SECRETKEYBYTES])
{
	unsigned char seed[PX_KEY_BYTES];

	px_key_derive(key, PX_KEY_ATTEST, seed);
	crypto_sign_seed_keypair(public_key, secret, seed);
	sodium_memzero(seed, sizeof(seed));
}

int
px_keyring_attest(struct px_keyring *ring, const void *bytes, size_t length,
		  char signature[PX_ATTEST_SIZE], struct px_err *err)
{
	unsigned char public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
	unsigned char raw[crypto_sign_BYTES];

	if (px_keyring_ready(ring, err) != 0)
		return -1;
	make_pair(&ring->keys[ring->count - 1], public_key, secret);
	crypto_sign_detached(raw, NULL, bytes, length, secret);
	sodium_memzero(secret, sizeof(secret));
	sodium_bin2base64(signature, PX_ATTEST_SIZE, raw, sizeof(raw), VARIANT);
	return 0;
}

int
px_keyring_public(struct px_keyring *ring, const char *name, char out[PX_PUBLIC_SIZE],
		  struct px_err *err)
{
	unsigned char public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
	const struct px_key *key;

	if (px_keyring_ready(ring, err) != 0)
		return -1;
	key = name ? px_keyring_find(ring, name) : &ring->keys[ring->count - 1];
	if (!key)
		return px_err_set(err, PX_NOT_FOUND, _("%s: does not hold the key %s"), ring->path,
				  name);
	make_pair(key, public_key, secret);
	sodium_memzero(secret, sizeof(secret));
	sodium_bin2base64(out, PX_PUBLIC_SIZE, public_key, sizeof(public_key), VARIANT);
	return 0;
}

static bool
get_bytes(const char *text, unsigned char *out, size_t size)
{
	size_t length = 0;

	return sodium_base642bin(out, size, text, strlen(text), NULL, &length, NULL, VARIANT) ==
		       0 &&
	       length == size;
}

bool
px_attest_check(const void *bytes, size_t length, const char *public_key, const char *signature)
{
	unsigned char key[crypto_sign_PUBLICKEYBYTES], raw[crypto_sign_BYTES];

	return px_seal_begin(NULL) == 0 && get_bytes(public_key, key, sizeof(key)) &&
	       get_bytes(signature, raw, sizeof(raw)) &&
	       crypto_sign_verify_detached(raw, bytes, length, key) == 0;
}

void
px_public_pem(const char *public_key, struct px_buf *out)
{
	px_buf_printf(out, "-----BEGIN PUBLIC KEY-----\n%s%s\n-----END PUBLIC KEY-----\n", info,
		      public_key);
}
