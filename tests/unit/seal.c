/* Sealing: what was sealed opens again with its key and its data key, and with nothing else. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/seal.h"
#include "tap.h"

static struct px_err fault = PX_ERR_INIT;
static char folder[] = "/tmp/plexus-seal.XXXXXX";

static struct px_keyring *
ring_of(const char *name)
{
	char *path = px_asprintf("%s/%s", folder, name);
	struct px_keyring *ring = px_keyring_new(path);

	free(path);
	return ring;
}

/* What comes back of a text: equal, or what is wrong. */
static void
round_trip(struct px_keyring *ring, const char *text, const char *name)
{
	struct px_buf fresh = PX_BUF_INIT, clear = PX_BUF_INIT;
	char *wrap = NULL;

	tap_ok(px_seal(ring, text, &fresh, &fault) == 0, "%s is sealed", name);
	tap_ok(px_seal_is(fresh.data) && (!*text || !strstr(fresh.data, text)), "%s does not show",
	       name);
	wrap = px_seal_cut(fresh.data);
	tap_ok(wrap && !px_seal_cut(fresh.data), "%s is cut once", name);
	tap_ok(wrap && px_seal_open(ring, fresh.data, wrap, &clear, &fault) == 0 &&
		       strcmp(clear.data, text) == 0,
	       "%s is opened", name);
	px_buf_release(&fresh);
	px_buf_release(&clear);
}

static void
test_round_trips(struct px_keyring *ring)
{
	char text[PX_SEAL_MOST + 2];
	struct px_buf out = PX_BUF_INIT;

	round_trip(ring, "", "nothing");
	round_trip(ring, "+33612345678", "a telephone");
	round_trip(ring, "é:sealed:", "what looks sealed");
	for (size_t length = 62; length <= 65; length++) {
		memset(text, 'x', length);
		text[length] = '\0';
		round_trip(ring, text, "a text about a block long");
	}
	memset(text, 'x', sizeof(text));
	text[PX_SEAL_MOST] = '\0';
	round_trip(ring, text, "the longest");
	text[PX_SEAL_MOST] = 'x';
	text[PX_SEAL_MOST + 1] = '\0';
	tap_ok(px_seal(ring, text, &out, &fault) != 0 && !out.length, "one more is too long");
	px_buf_release(&out);
}

/* Each character of both, changed in turn. */
static void
test_altered(struct px_keyring *ring)
{
	struct px_buf fresh = PX_BUF_INIT, clear = PX_BUF_INIT;
	int opened = 0, tried = 0;
	size_t cut;

	px_seal(ring, "+33612345678", &fresh, &fault);
	cut = strlen(fresh.data);
	px_seal_cut(fresh.data);
	cut = strlen(fresh.data) < cut ? strlen(fresh.data) : 0;
	for (size_t i = 0; i < fresh.length; i++) {
		char was = fresh.data[i];

		if (i == cut)
			continue;
		fresh.data[i] = was == 'A' ? 'B' : 'A';
		opened += px_seal_open(ring, fresh.data, fresh.data + cut + 1, &clear, &fault) == 0;
		fresh.data[i] = was;
		tried++;
	}
	tap_ok(tried > 200 && !opened, "none of %d alterations opens", tried);
	tap_ok(!clear.length, "nor gives a byte of it");
	px_buf_release(&fresh);
	px_buf_release(&clear);
}

static void
test_keys(struct px_keyring *ring)
{
	struct px_keyring *other = ring_of("other"), *again;
	struct px_buf fresh = PX_BUF_INIT, clear = PX_BUF_INIT, newer = PX_BUF_INIT;
	char name[PX_SEAL_NAME_SIZE], *wrap;

	px_keyring_make(other, &fault);
	px_seal(ring, "anne@example.org", &fresh, &fault);
	wrap = px_seal_cut(fresh.data);
	tap_ok(px_seal_open(other, fresh.data, wrap, &clear, &fault) != 0 &&
		       fault.code == PX_NOT_FOUND,
	       "another keyring opens nothing");
	tap_ok(px_seal_name(fresh.data, name) &&
		       px_seal_wrap_again(ring, name, wrap, &newer, &fault) == 0,
	       "under the current key already");
	tap_ok(px_keyring_rotate(ring, &fault) == 0 &&
		       px_seal_wrap_again(ring, name, wrap, &newer, &fault) == 1,
	       "under a new one then");
	again = ring_of("ring");
	tap_ok(px_seal_open(again, fresh.data, wrap, &clear, &fault) == 0 &&
		       px_seal_open(again, fresh.data, newer.data, &clear, &fault) == 0 &&
		       strcmp(clear.data, "anne@example.organne@example.org") == 0,
	       "the file opens both");
	px_buf_release(&fresh);
	px_buf_release(&clear);
	px_buf_release(&newer);
	px_keyring_free(other);
	px_keyring_free(again);
}

/* How many changes of one bit go unseen. */
static int
count_changes(struct px_keyring *ring, struct px_buf *token)
{
	unsigned char out[PX_SIGNED_MOST];
	size_t length;
	int good = 0;

	for (size_t i = 0; i < token->length; i++)
		for (int bit = 1; bit < 256; bit <<= 1) {
			token->data[i] = (char)(token->data[i] ^ bit);
			good += px_keyring_check(ring, token->data, out, &length, &fault) != 0;
			token->data[i] = (char)(token->data[i] ^ bit);
		}
	return good;
}

static void
test_signatures(struct px_keyring *ring)
{
	unsigned char out[PX_SIGNED_MOST], bytes[PX_SIGNED_MOST + 1] = { 1, 2, 0, 4 };
	struct px_buf token = PX_BUF_INIT;
	size_t length = 0;
	int good = 0;

	px_keyring_sign(ring, bytes, 4, &token, &fault);
	tap_ok(px_keyring_check(ring, token.data, out, &length, &fault) == 1 && length == 4 &&
		       memcmp(out, bytes, 4) == 0,
	       "what is signed comes back");
	for (unsigned char n = 0; n < 20; n++) {
		px_buf_clear(&token);
		bytes[3] = n;
		px_keyring_sign(ring, bytes, 4, &token, &fault);
		good += count_changes(ring, &token);
	}
	tap_is_number(good, 0, "no change of one bit is taken");
	px_buf_clear(&token);
	tap_ok(px_keyring_sign(ring, bytes, PX_SIGNED_MOST, &token, &fault) == 0 &&
		       px_keyring_check(ring, token.data, out, &length, &fault) == 1 &&
		       length == PX_SIGNED_MOST,
	       "the longest");
	tap_ok(px_keyring_sign(ring, bytes, sizeof(bytes), &token, &fault) != 0,
	       "one more is too long");
	px_buf_release(&token);
}

int
main(void)
{
	struct px_keyring *ring;
	struct stat st;

	if (!mkdtemp(folder))
		return 1;
	ring = ring_of("ring");
	tap_ok(px_keyring_ready(ring, &fault) != 0 && fault.code == PX_NOT_FOUND, "no file yet");
	tap_ok(px_keyring_ready(NULL, &fault) != 0 && fault.code == PX_NOT_FOUND, "no keyring");
	tap_ok(px_keyring_make(ring, &fault) == 0, "a keyring is made");
	tap_ok(stat(px_keyring_path(ring), &st) == 0 && (st.st_mode & 0777) == 0600, "mode 0600");
	tap_ok(px_keyring_make(ring, &fault) != 0 && fault.code == PX_CONFLICT, "once");
	test_round_trips(ring);
	test_altered(ring);
	test_keys(ring);
	test_signatures(ring);
	unlink(px_keyring_path(ring));
	px_keyring_free(ring);
	char *other = px_asprintf("%s/other", folder);
	unlink(other);
	free(other);
	rmdir(folder);
	return tap_done();
}
