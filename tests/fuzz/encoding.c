/* Encodings: a text converted in two pieces is the text converted at once, and what is mended is
 * UTF-8. */
#include "base/buf.h"
#include "base/text.h"
#include "fuzz.h"
#include "io/encoding.h"

/* Convert in pieces of at most `step` bytes; *end receives what stayed. */
static struct px_buf
convert(enum px_encoding from, const char *bytes, size_t length, size_t step, size_t *end)
{
	struct px_buf out = PX_BUF_INIT;
	size_t at = 0, have = 0;

	do {
		size_t used = 0, room = length - have < step ? length - have : step;
		char *piece;

		have += room;
		piece = px_malloc(3 * (have - at) + 1);
		px_buf_add(&out, piece,
			   px_encoding_convert(from, bytes + at, have - at, piece, &used));
		FUZZ_CLAIM(used <= have - at);
		at += used;
		free(piece);
	} while (have < length);
	*end = at;
	return out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	enum px_encoding marked = PX_ENCODING_UNKNOWN, wide = PX_ENCODING_UNKNOWN;
	struct px_buf mended = PX_BUF_INIT;

	FUZZ_CLAIM(px_encoding_mark(bytes, size, &marked) <= size);
	px_encoding_wide(bytes, size, &wide);
	px_encoding_guess(bytes, size);
	px_encoding_not_text(bytes, size);
	for (int from = PX_ENCODING_UTF8; from <= PX_ENCODING_LATIN_1; from++) {
		size_t whole, pieces;
		struct px_buf a = convert(from, bytes, size, size + 1, &whole);
		struct px_buf b = convert(from, bytes, size, 1 + size % 7, &pieces);

		FUZZ_CLAIM(a.length <= 3 * size && whole == pieces && a.length == b.length);
		FUZZ_CLAIM(memcmp(a.data, b.data, a.length) == 0);
		px_buf_release(&a);
		px_buf_release(&b);
	}
	px_encoding_mend(bytes, size, &mended);
	FUZZ_CLAIM(px_encoding_valid(mended.data, mended.length) == mended.length);
	FUZZ_CLAIM(px_utf8_valid(bytes, size) <= px_encoding_valid(bytes, size));
	px_buf_release(&mended);
	return 0;
}
