#include "base/hash/blocks.h"

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))

#include <cpuid.h>
#include <immintrin.h>
#include <stdatomic.h>
#include <stdbool.h>

#define KNOWN __attribute__((target("sha,sse4.1,ssse3")))

/* FIPS 180-4, 4.2.2: of the cube roots of the first 64 primes. */
static const uint32_t roots[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2,
};

static bool
ask_processor(void)
{
	unsigned a, b, c, d;

	if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSE4_1) || !(c & bit_SSSE3))
		return false;
	return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* The state as the instructions want it: a b e f, and c d g h. */
struct halves {
	__m128i abef, cdgh;
};

KNOWN static struct halves
halves_of(const uint32_t state[8])
{
	__m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xb1);
	__m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1b);

	return (struct halves){ _mm_alignr_epi8(abcd, efgh, 8), _mm_blend_epi16(efgh, abcd, 0xf0) };
}

KNOWN static void
put_halves(struct halves halves, uint32_t state[8])
{
	__m128i feba = _mm_shuffle_epi32(halves.abef, 0x1b);
	__m128i dchg = _mm_shuffle_epi32(halves.cdgh, 0xb1);

	_mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xf0));
	_mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* Four rounds, with four words of the message. */
KNOWN static inline struct halves
rounds(struct halves now, __m128i words, const uint32_t *root)
{
	__m128i sum = _mm_add_epi32(words, _mm_loadu_si128((const __m128i *)root));

	now.cdgh = _mm_sha256rnds2_epu32(now.cdgh, now.abef, sum);
	now.abef = _mm_sha256rnds2_epu32(now.abef, now.cdgh, _mm_shuffle_epi32(sum, 0x0e));
	return now;
}

/* The four words that follow sixteen. */
KNOWN static inline __m128i
next_words(__m128i a, __m128i b, __m128i c, __m128i d)
{
	return _mm_sha256msg2_epu32(
		_mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4)), d);
}

KNOWN static struct halves
block(struct halves before, const unsigned char *bytes)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	struct halves now = before;
	__m128i words[4];

	for (int i = 0; i < 4; i++) {
		words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes + i), swap);
		now = rounds(now, words[i], roots + 4 * i);
	}
	for (int i = 4; i < 16; i++) {
		__m128i next = next_words(words[0], words[1], words[2], words[3]);

		words[0] = words[1];
		words[1] = words[2];
		words[2] = words[3];
		words[3] = next;
		now = rounds(now, next, roots + 4 * i);
	}
	return (struct halves){ _mm_add_epi32(before.abef, now.abef),
				_mm_add_epi32(before.cdgh, now.cdgh) };
}

KNOWN static void
blocks(uint32_t state[8], const unsigned char *bytes, size_t count)
{
	struct halves now = halves_of(state);

	for (size_t i = 0; i < count; i++)
		now = block(now, bytes + 64 * i);
	put_halves(now, state);
}

size_t
px_hash_blocks(uint32_t state[8], const unsigned char *bytes, size_t length)
{
	static atomic_int known; /* 0: not asked yet */
	int answer = atomic_load_explicit(&known, memory_order_relaxed);

	if (!answer) {
		answer = ask_processor() ? 1 : -1;
		atomic_store_explicit(&known, answer, memory_order_relaxed);
	}
	if (answer < 0)
		return 0;
	blocks(state, bytes, length / 64);
	return length / 64 * 64;
}

#else

size_t
px_hash_blocks(uint32_t state[8], const unsigned char *bytes, size_t length)
{
	(void)state;
	(void)bytes;
	(void)length;
	return 0;
}

#endif
