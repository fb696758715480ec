/* SHA-256: the examples of FIPS 180-4, and pieces of any size. */
#include "base/hash.h"

#include <string.h>

#include "tap.h"

static const struct {
	const char *text, *hash, *name;
} examples[] = {
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "one block" },
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "nothing" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1", "two blocks" },
};

static void
hash_pieces(const char *bytes, size_t length, size_t piece, char out[PX_HASH_SIZE])
{
	struct px_hasher *hasher = px_hasher_new();

	for (size_t at = 0; at < length; at += piece)
		px_hasher_add(hasher, bytes + at, length - at < piece ? length - at : piece);
	px_hasher_end(hasher, out);
}

/* A byte at a time, as wholes, as pieces that end within blocks. */
static size_t
count_differences(const char *bytes, size_t most)
{
	char slow[PX_HASH_SIZE], whole[PX_HASH_SIZE], pieces[PX_HASH_SIZE];
	size_t differ = 0;

	for (size_t length = 0; length <= most; length++) {
		hash_pieces(bytes, length, 1, slow);
		px_hash(bytes, length, whole);
		hash_pieces(bytes, length, 100, pieces);
		differ += strcmp(slow, whole) != 0 || strcmp(slow, pieces) != 0;
	}
	return differ;
}

int
main(void)
{
	static char many[1000 * 1000];
	char hash[PX_HASH_SIZE];

	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		px_hash(examples[i].text, strlen(examples[i].text), hash);
		tap_is(hash, examples[i].hash, examples[i].name);
	}
	memset(many, 'a', sizeof(many));
	px_hash(many, sizeof(many), hash);
	tap_is(hash, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
	       "a million letters");
	for (size_t i = 0; i < 700; i++)
		many[i] = (char)(i * 7919 >> 3);
	tap_ok(count_differences(many, 700) == 0, "of any length, in pieces or whole");
	return tap_done();
}
