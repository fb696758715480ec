/* Texts sealed and opened; what is signed. */
#include <sodium.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/seal_part.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

enum {
	NAME_BYTES = 16,
	BLOCK = 64,
	ROOM = (PX_SEAL_MOST / BLOCK + 1) * BLOCK,
	MAC_BYTES = 16,
	ID_BYTES = (PX_KEY_ID_SIZE - 1) / 2,
	SIGNED_BYTES = ID_BYTES + PX_SIGNED_MOST + MAC_BYTES,
	AAD_SIZE = PX_KEY_ID_SIZE + PX_SEAL_NAME_SIZE,
};

static const char prefix[] = "sealed:";

void
px_key_derive(const struct px_key *key, enum px_key_use use, unsigned char out[PX_KEY_BYTES])
{
	crypto_kdf_derive_from_key(out, PX_KEY_BYTES, use, "plx-seal", key->secret);
}

static void
put_base64(const unsigned char *bytes, size_t length, struct px_buf *out)
{
	char text[sodium_base64_ENCODED_LEN(NONCE + ROOM + TAG, VARIANT)];

	sodium_bin2base64(text, sizeof(text), bytes, length, VARIANT);
	px_buf_puts(out, text);
}

/* The bytes of a text in base64 for URLs; false when it is none.  libsodium takes bytes beyond ASCII for
 * the last letter of the alphabet: one text, and no other, stands for some bytes. */
static bool
get_base64(const char *text, size_t length, unsigned char *out, size_t room, size_t *size)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789-_";

	return strspn(text, letters) >= length &&
	       sodium_base642bin(out, room, text, length, NULL, size, NULL, VARIANT) == 0;
}

/* Append the box of these bytes, bound to a text. */
static void
put_box(const unsigned char key[PX_KEY_BYTES], const char *bound, const void *bytes, size_t length,
	struct px_buf *out)
{
	unsigned char box[NONCE + ROOM + TAG];
	unsigned long long size;

	randombytes_buf(box, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE, &size, bytes, length,
						   (const unsigned char *)bound, strlen(bound),
						   NULL, box, key);
	put_base64(box, NONCE + (size_t)size, out);
}

/* The bytes of a box, their number; false when it was altered. */
static bool
open_box(const unsigned char key[PX_KEY_BYTES], const char *bound, const char *text, size_t length,
	 unsigned char out[ROOM], size_t *size)
{
	unsigned char box[NONCE + ROOM + TAG];
	unsigned long long opened;
	size_t bytes;

	if (!get_base64(text, length, box, sizeof(box), &bytes) || bytes < NONCE + TAG ||
	    crypto_aead_xchacha20poly1305_ietf_decrypt(out, &opened, NULL, box + NONCE,
						       bytes - NONCE, (const unsigned char *)bound,
						       strlen(bound), box, key) != 0)
		return false;
	*size = (size_t)opened;
	return true;
}

bool
px_seal_is(const char *text)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
px_seal_name(const char *sealed, char out[PX_SEAL_NAME_SIZE])
{
	const char *name = sealed + strlen(prefix);

	if (!px_seal_is(sealed) || strcspn(name, ":") != PX_SEAL_NAME_SIZE - 1 ||
	    name[PX_SEAL_NAME_SIZE - 1] != ':')
		return false;
	memcpy(out, name, PX_SEAL_NAME_SIZE - 1);
	out[PX_SEAL_NAME_SIZE - 1] = '\0';
	return true;
}

/* The box of a sealed text, and its length. */
static const char *
box_of(const char *sealed, size_t *length)
{
	const char *box = sealed + strlen(prefix) + PX_SEAL_NAME_SIZE;

	*length = strcspn(box, ":");
	return box;
}

char *
px_seal_cut(char *fresh)
{
	char name[PX_SEAL_NAME_SIZE];
	size_t length;
	const char *box;
	char *end;

	if (!px_seal_name(fresh, name))
		return NULL;
	box = box_of(fresh, &length);
	end = fresh + (box - fresh) + length;
	if (*end != ':')
		return NULL;
	*end = '\0';
	return end + 1;
}

/* What a wrap is bound to: whose it is, and by which key. */
static void
bind_wrap(const char *id, const char *name, char out[AAD_SIZE])
{
	snprintf(out, AAD_SIZE, "%s:%s", id, name);
}

static void
put_wrap(const struct px_keyring *ring, const char *name, const unsigned char data[PX_KEY_BYTES],
	 struct px_buf *out)
{
	const struct px_key *key = &ring->keys[ring->count - 1];
	unsigned char wrapping[PX_KEY_BYTES];
	char bound[AAD_SIZE];

	px_key_derive(key, PX_KEY_WRAP, wrapping);
	bind_wrap(key->id, name, bound);
	px_buf_printf(out, "%s:", key->id);
	put_box(wrapping, bound, data, PX_KEY_BYTES, out);
	sodium_memzero(wrapping, sizeof(wrapping));
}

static int
altered(struct px_err *err)
{
	return px_err_set(err, PX_REJECTED, _("what is sealed was altered, and cannot be opened"));
}

static int
open_wrap(struct px_keyring *ring, const char *name, const char *wrap,
	  unsigned char data[PX_KEY_BYTES], struct px_err *err)
{
	unsigned char wrapping[PX_KEY_BYTES], opened[ROOM];
	char id[PX_KEY_ID_SIZE] = "", bound[AAD_SIZE];
	const struct px_key *key;
	size_t size = 0;
	bool good;

	if (px_keyring_ready(ring, err) != 0)
		return -1;
	if (strcspn(wrap, ":") != sizeof(id) - 1)
		return altered(err);
	memcpy(id, wrap, sizeof(id) - 1);
	key = px_keyring_find(ring, id);
	if (!key)
		return px_err_set(err, PX_NOT_FOUND,
				  _("%s: does not hold the key %s, which opens it: put a copy of "
				    "yours back there"),
				  ring->path, id);
	px_key_derive(key, PX_KEY_WRAP, wrapping);
	bind_wrap(id, name, bound);
	wrap += sizeof(id);
	good = open_box(wrapping, bound, wrap, strlen(wrap), opened, &size) && size == PX_KEY_BYTES;
	if (good)
		memcpy(data, opened, PX_KEY_BYTES);
	sodium_memzero(wrapping, sizeof(wrapping));
	sodium_memzero(opened, sizeof(opened));
	return good ? 0 : altered(err);
}

int
px_seal(struct px_keyring *ring, const char *clear, struct px_buf *out, struct px_err *err)
{
	unsigned char name_bytes[NAME_BYTES], data[PX_KEY_BYTES], padded[ROOM];
	char name[PX_SEAL_NAME_SIZE];
	size_t length = strlen(clear), size;

	if (px_keyring_ready(ring, err) != 0)
		return -1;
	if (length > PX_SEAL_MOST)
		return px_err_set(err, PX_REJECTED, _("too long to be sealed: at most %d bytes"),
				  PX_SEAL_MOST);
	randombytes_buf(name_bytes, sizeof(name_bytes));
	randombytes_buf(data, sizeof(data));
	sodium_bin2base64(name, sizeof(name), name_bytes, sizeof(name_bytes), VARIANT);
	memcpy(padded, clear, length);
	sodium_pad(&size, padded, length, BLOCK, sizeof(padded));
	px_buf_printf(out, "%s%s:", prefix, name);
	put_box(data, name, padded, size, out);
	px_buf_putc(out, ':');
	put_wrap(ring, name, data, out);
	sodium_memzero(data, sizeof(data));
	sodium_memzero(padded, sizeof(padded));
	return 0;
}

int
px_seal_open(struct px_keyring *ring, const char *sealed, const char *wrap, struct px_buf *clear,
	     struct px_err *err)
{
	unsigned char data[PX_KEY_BYTES], padded[ROOM];
	char name[PX_SEAL_NAME_SIZE];
	size_t length, size;
	const char *box;
	bool good;

	if (!px_seal_name(sealed, name))
		return altered(err);
	if (open_wrap(ring, name, wrap, data, err) != 0)
		return -1;
	box = box_of(sealed, &length);
	good = open_box(data, name, box, length, padded, &size) &&
	       sodium_unpad(&size, padded, size, BLOCK) == 0;
	if (good)
		px_buf_add(clear, padded, size);
	sodium_memzero(data, sizeof(data));
	sodium_memzero(padded, sizeof(padded));
	return good ? 0 : altered(err);
}

int
px_seal_wrap_again(struct px_keyring *ring, const char *name, const char *wrap, struct px_buf *out,
		   struct px_err *err)
{
	unsigned char data[PX_KEY_BYTES];
	const char *current;

	if (px_keyring_ready(ring, err) != 0)
		return -1;
	current = px_keyring_current(ring);
	if (strncmp(wrap, current, strlen(current)) == 0)
		return 0;
	if (open_wrap(ring, name, wrap, data, err) != 0)
		return -1;
	put_wrap(ring, name, data, out);
	sodium_memzero(data, sizeof(data));
	return 1;
}

/*
 * Signatures.
 */
static void
sign(const struct px_key *key, const unsigned char *bytes, size_t length,
     unsigned char mac[MAC_BYTES])
{
	unsigned char signing[PX_KEY_BYTES];

	px_key_derive(key, PX_KEY_SIGN, signing);
	crypto_generichash(mac, MAC_BYTES, bytes, length, signing, sizeof(signing));
	sodium_memzero(signing, sizeof(signing));
}

int
px_keyring_sign(struct px_keyring *ring, const void *bytes, size_t length, struct px_buf *out,
		struct px_err *err)
{
	unsigned char all[SIGNED_BYTES];
	const struct px_key *key;
	size_t size;

	if (px_keyring_ready(ring, err) != 0)
		return -1;
	if (length > PX_SIGNED_MOST)
		return px_err_set(err, PX_FAILED, _("too long to be signed: at most %d bytes"),
				  PX_SIGNED_MOST);
	key = &ring->keys[ring->count - 1];
	sodium_hex2bin(all, ID_BYTES, key->id, strlen(key->id), NULL, &size, NULL);
	memcpy(all + ID_BYTES, bytes, length);
	sign(key, all, ID_BYTES + length, all + ID_BYTES + length);
	put_base64(all, ID_BYTES + length + MAC_BYTES, out);
	return 0;
}

int
px_keyring_check(struct px_keyring *ring, const char *text, unsigned char out[PX_SIGNED_MOST],
		 size_t *length, struct px_err *err)
{
	unsigned char all[SIGNED_BYTES], mac[MAC_BYTES];
	char id[PX_KEY_ID_SIZE];
	const struct px_key *key;
	size_t size;

	if (px_keyring_ready(ring, err) != 0)
		return -1;
	if (!get_base64(text, strlen(text), all, sizeof(all), &size) || size < ID_BYTES + MAC_BYTES)
		return 0;
	sodium_bin2hex(id, sizeof(id), all, ID_BYTES);
	key = px_keyring_find(ring, id);
	if (!key)
		return 0;
	sign(key, all, size - MAC_BYTES, mac);
	if (sodium_memcmp(mac, all + size - MAC_BYTES, MAC_BYTES) != 0)
		return 0;
	*length = size - ID_BYTES - MAC_BYTES;
	memcpy(out, all + ID_BYTES, *length);
	return 1;
}
