/*
 * Secrets at rest: what reaches a patient, sealed by libsodium (its door for sealing).
 *
 * A keyring is the organization's, in a file of its own that nobody else may read; its lines are
 * `VERSION KEY SECRET`: 1, the key's name in 8 hexadecimal digits, 32 random bytes in base64.  The
 * last is the current key; those before it still open what they sealed.
 *
 * A text is sealed under a random key of its own, the data key, and the data key is wrapped under the
 * current key.  Both are kept apart, so that
 *
 *	- to forget a text is to remove its wrapped data key: copies of the sealed text that stand
 *	  where nothing is ever removed (the journal) can then be opened by nobody;
 *	- a new key of the organization means new wraps, not new sealed texts.
 *
 *	sealed     sealed:NAME:BOX                what is kept wherever the text would be
 *	wrap       KEY:BOX                        what is kept beside it, by its name
 *	fresh      sealed:NAME:BOX:KEY:BOX        both, until the store takes them apart
 *
 * NAME is random.  A BOX is XChaCha20-Poly1305 (a random nonce before it) in base64 for URLs, bound to
 * the name; texts are padded to 64 bytes, so that their length says little.
 *
 * Secrets live in locked memory.  No message ever holds a secret, nor what was to be sealed.
 */
#ifndef PX_BASE_SEAL_H
#define PX_BASE_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum {
	PX_SEAL_NAME_SIZE = 23, /* with the NUL */
	PX_SEAL_MOST = 1024,    /* bytes of a text that is sealed */
	PX_SIGNED_MOST = 64,    /* bytes of what is signed */
};

struct px_keyring;

/* Overwrite what must not stay in memory; compilers leave it in. */
void px_wipe(void *bytes, size_t length);

/*
 * Keyrings.  The file is read when a key is first needed, once.  path NULL: there is no place for one.
 */
struct px_keyring *px_keyring_new(const char *path);
void px_keyring_free(struct px_keyring *ring);              /* NULL is taken */
const char *px_keyring_path(const struct px_keyring *ring); /* or NULL */

/* Read it, unless that is done.  PX_NOT_FOUND: there is no file (says how to make one); PX_SYSTEM: it
 * is damaged, or others may read it (says chmod 600).  ring may be NULL: PX_NOT_FOUND. */
int px_keyring_ready(struct px_keyring *ring, struct px_err *err);

/* Make the file, with one key: whole or not at all, mode 0600.  PX_CONFLICT: there is one. */
int px_keyring_make(struct px_keyring *ring, struct px_err *err);

/* Add a key, which is the current one from then on, in the file too; two who do it at once add one
 * each. */
int px_keyring_rotate(struct px_keyring *ring, struct px_err *err);

/* The name of the current key; of a keyring that is ready. */
const char *px_keyring_current(const struct px_keyring *ring);

/* The file's content, for a copy elsewhere: px_wipe it.  out should be empty. */
int px_keyring_text(struct px_keyring *ring, struct px_buf *out, struct px_err *err);

/*
 * Texts.
 */

/* Is it sealed, or fresh? */
bool px_seal_is(const char *text);

/* Append the text, sealed and fresh. */
int px_seal(struct px_keyring *ring, const char *clear, struct px_buf *out, struct px_err *err);

/* Cut a fresh text after what is sealed; the wrap, or NULL when it was not fresh. */
char *px_seal_cut(char *fresh);

/* The name of a sealed text.  False: it is not one. */
bool px_seal_name(const char *sealed, char out[PX_SEAL_NAME_SIZE]);

/* Append the clear text: px_wipe it.  PX_NOT_FOUND: the keyring has not the key that it takes;
 * PX_REJECTED: it was altered. */
int px_seal_open(struct px_keyring *ring, const char *sealed, const char *wrap,
		 struct px_buf *clear, struct px_err *err);

/* Append a wrap of the same data key under the current key: 1; 0 when it is so already. */
int px_seal_wrap_again(struct px_keyring *ring, const char *name, const char *wrap,
		       struct px_buf *out, struct px_err *err);

/*
 * Signatures, for links: at most PX_SIGNED_MOST bytes, with the key's name and a keyed BLAKE2b of 128
 * bits, in base64 for URLs.
 */
int px_keyring_sign(struct px_keyring *ring, const void *bytes, size_t length, struct px_buf *out,
		    struct px_err *err);

/* What was signed and how long it is: 1; 0 when it was not signed by a key of this ring, or altered
 * since; -1. */
int px_keyring_check(struct px_keyring *ring, const char *text, unsigned char out[PX_SIGNED_MOST],
		     size_t *length, struct px_err *err);

/*
 * Attestations: signatures that whoever has the public key can check, with any program that knows Ed25519
 * (RFC 8032).  The pair is derived from a key of the ring: the seed is libsodium's crypto_kdf with the
 * context "plx-seal" and the number 3.  Both parts in base64.
 */
enum { PX_PUBLIC_SIZE = 45, PX_ATTEST_SIZE = 89 }; /* with the NUL */

/* Sign with the current key. */
int px_keyring_attest(struct px_keyring *ring, const void *bytes, size_t length,
		      char signature[PX_ATTEST_SIZE], struct px_err *err);

/* The public key of the key of this name; NULL: the current one.  PX_NOT_FOUND: the ring has none of
 * that name. */
int px_keyring_public(struct px_keyring *ring, const char *key, char out[PX_PUBLIC_SIZE],
		      struct px_err *err);

/* Was this signed with the other half of that public key? */
bool px_attest_check(const void *bytes, size_t length, const char *public_key,
		     const char *signature);

/* Append the public key as a file that other programs read: SubjectPublicKeyInfo of RFC 8410, PEM. */
void px_public_pem(const char *public_key, struct px_buf *out);

#endif
