#include "base/uid.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

enum { UID_BYTES = 16 };

static void
put_milliseconds(unsigned char bytes[UID_BYTES], uint64_t ms)
{
	for (int i = 5; i >= 0; i--, ms >>= 8)
		bytes[i] = (unsigned char)(ms & 0xff);
}

static void
write_out(unsigned char bytes[UID_BYTES], int version, char out[PX_UID_SIZE])
{
	char hex[2 * UID_BYTES + 1];

	bytes[6] = (unsigned char)((bytes[6] & 0x0f) | version << 4);
	bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80); /* variant of the RFC */
	sodium_bin2hex(hex, sizeof(hex), bytes, UID_BYTES);
	snprintf(out, PX_UID_SIZE, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16,
		 hex + 20);
}

/* The clock's milliseconds within the second that the caller says (who may replay another day), and
 * a counter of 12 bits that keeps uids of one millisecond in order.  When the counter is used up the
 * next millisecond is borrowed, so time within a process never goes back. */
static uint64_t
rising_milliseconds(int64_t instant, uint16_t *counter)
{
	static uint64_t last;
	static uint16_t used;
	struct timespec clock;
	uint64_t ms;

	clock_gettime(CLOCK_REALTIME, &clock);
	ms = (uint64_t)instant * 1000 + (uint64_t)clock.tv_nsec / 1000000;
	if (ms > last || last - ms > 1000) {
		used = 0;
	} else {
		ms = last;
		if (++used > 0x0fff) {
			used = 0;
			ms++;
		}
	}
	*counter = used;
	return last = ms;
}

void
px_uid_make(int64_t instant, char out[PX_UID_SIZE])
{
	unsigned char bytes[UID_BYTES];
	uint16_t counter;
	uint64_t ms = rising_milliseconds(instant, &counter);

	randombytes_buf(bytes, sizeof(bytes));
	put_milliseconds(bytes, ms);
	bytes[6] = (unsigned char)(counter >> 8);
	bytes[7] = (unsigned char)(counter & 0xff);
	write_out(bytes, 7, out);
}

void
px_uid_seeded(const char *seed, const char *type, int64_t id, int64_t instant,
	      char out[PX_UID_SIZE])
{
	unsigned char bytes[crypto_hash_sha256_BYTES];
	char *text = px_asprintf("%s/%s/%lld", seed, type, (long long)id);

	crypto_hash_sha256(bytes, (const unsigned char *)text, strlen(text));
	free(text);
	put_milliseconds(bytes, (uint64_t)instant * 1000);
	write_out(bytes, 7, out);
}

void
px_uid_named(const char *name, char out[PX_UID_SIZE])
{
	unsigned char bytes[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(bytes, (const unsigned char *)name, strlen(name));
	write_out(bytes, 8, out);
}

bool
px_uid_valid(const char *text)
{
	if (strlen(text) != PX_UID_SIZE - 1)
		return false;
	for (int i = 0; i < PX_UID_SIZE - 1; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? text[i] != '-' : !strchr("0123456789abcdef", text[i]))
			return false;
	}
	return true;
}
