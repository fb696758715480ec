#include "io/encoding.h"

#include "base/mem.h"
#include "tap.h"

#define SPAN(text) (text), sizeof(text) - 1

static const struct {
	const char *bytes;
	size_t length;
	enum px_encoding guess;
	const char *what;
} guesses[] = {
	{ SPAN(""), PX_ENCODING_UNKNOWN, "nothing" },
	{ SPAN("plain ascii text of more than a word"), PX_ENCODING_UNKNOWN, "ASCII" },
	{ SPAN("caf\xC3\xA9"), PX_ENCODING_UTF8, "UTF-8" },
	{ SPAN("caf\xE9 cr\xE8me"), PX_ENCODING_WINDOWS_1252, "Windows-1252" },
	{ SPAN("\xC3\xA9\xC3\xA8\xE9"), PX_ENCODING_UTF8, "UTF-8 with a wrong byte" },
	{ SPAN("\xC3\xA9\xE8 \xE9 "), PX_ENCODING_WINDOWS_1252, "more wrong than right" },
	{ SPAN("caf\xC3"), PX_ENCODING_UNKNOWN, "cut before it says" },
	{ SPAN("12 \x80"), PX_ENCODING_WINDOWS_1252, "a euro" },
};

static void
test_guess(void)
{
	for (size_t i = 0; i < PX_COUNT(guesses); i++)
		tap_ok(px_encoding_guess(guesses[i].bytes, guesses[i].length) == guesses[i].guess,
		       "guess: %s", guesses[i].what);
}

static const struct {
	enum px_encoding from;
	const char *bytes;
	size_t length, used;
	const char *text;
} conversions[] = {
	{ PX_ENCODING_LATIN_1, SPAN("\xE9\x80z"), 3, "\xC3\xA9\xC2\x80z" },
	{ PX_ENCODING_WINDOWS_1252, SPAN("\x80\x92\x9C\xFF"), 4,
	  "\xE2\x82\xAC\xE2\x80\x99\xC5\x93\xC3\xBF" },
	{ PX_ENCODING_WINDOWS_1252, SPAN("\x81\x8D\x8F\x90\x9D"), 5, "\x81\x8D\x8F\x90\x9D" },
	{ PX_ENCODING_UTF16LE, SPAN("a\0\xE9\0\xAC\x20"), 6, "a\xC3\xA9\xE2\x82\xAC" },
	{ PX_ENCODING_UTF16BE, SPAN("\0a\0\xE9\x20\xAC"), 6, "a\xC3\xA9\xE2\x82\xAC" },
	{ PX_ENCODING_UTF16LE, SPAN("\x3D\xD8\x00\xDE"), 4, "\xF0\x9F\x98\x80" },
	{ PX_ENCODING_UTF16LE, SPAN("\x3D\xD8\x00\xDE\x3D\xD8"), 4, "\xF0\x9F\x98\x80" },
	{ PX_ENCODING_UTF16LE, SPAN("a\0b"), 2, "a" },
	{ PX_ENCODING_UTF16BE, SPAN("\xDE\x00\0a"), 4,
	  "\xED\xB8\x80"
	  "a" },
	{ PX_ENCODING_UTF8, SPAN("\xC3\xA9\xFF"), 3, "\xC3\xA9\xFF" },
};

static void
test_convert(void)
{
	for (size_t i = 0; i < PX_COUNT(conversions); i++) {
		char out[64];
		size_t used, written;

		written = px_encoding_convert(conversions[i].from, conversions[i].bytes,
					      conversions[i].length, out, &used);
		out[written] = '\0';
		tap_is(out, conversions[i].text, px_encoding_name(conversions[i].from));
		tap_is_number((long long)used, (long long)conversions[i].used, "bytes used");
	}
}

static const struct {
	const char *bytes;
	size_t length, valid;
} valids[] = {
	{ SPAN(""), 0 },
	{ SPAN("abcdefghijklmnopqrstuvwxyz"), 26 },
	{ SPAN("abcdefg\xC3\xA9hijklmnop\0\xE2\x82\xAC."), 23 },
	{ SPAN("a\xC3"), 1 },
	{ SPAN("a\xC0\x80"), 1 },         /* overlong */
	{ SPAN("a\xE0\x9F\xBF"), 1 },     /* overlong */
	{ SPAN("a\xF0\x8F\xBF\xBF"), 1 }, /* overlong */
	{ SPAN("a\xED\xA0\x80"), 1 },     /* surrogate */
	{ SPAN("a\xED\x9F\xBF"), 4 },
	{ SPAN("a\xF4\x8F\xBF\xBF"), 5 },
	{ SPAN("a\xF4\x90\x80\x80"), 1 }, /* beyond U+10FFFF */
	{ SPAN("abcdefghijklmnop\x80qrstuvwx"), 16 },
};

static void
test_valid(void)
{
	for (size_t i = 0; i < PX_COUNT(valids); i++)
		tap_ok(px_encoding_valid(valids[i].bytes, valids[i].length) == valids[i].valid,
		       "valid %zu", i);
}

static void
test_mend(void)
{
	struct px_buf buf = PX_BUF_INIT;

	px_encoding_mend(SPAN("a\xE9"
			      "b\xC3\xA9\xFF"),
			 &buf);
	tap_is(buf.data,
	       "a\xEF\xBF\xBD"
	       "b\xC3\xA9\xEF\xBF\xBD",
	       "mended");
	px_buf_release(&buf);
}

static void
test_names(void)
{
	enum px_encoding encoding;
	struct px_err err = PX_ERR_INIT;

	tap_ok(px_encoding_named("UTF-8", &encoding, &err) == 0 && encoding == PX_ENCODING_UTF8,
	       "UTF-8");
	tap_ok(px_encoding_named("cp1252", &encoding, &err) == 0 &&
		       encoding == PX_ENCODING_WINDOWS_1252,
	       "cp1252");
	tap_ok(px_encoding_named("koi8", &encoding, &err) < 0 && err.code == PX_USAGE, "koi8");
	tap_is(err.message, "koi8: unknown encoding: utf-8, utf-16, windows-1252 or latin-1",
	       "what to say instead");
}

static void
test_not_text(void)
{
	tap_ok(!px_encoding_not_text(SPAN("nom;ville\r\n\tx\f")), "text is");
	tap_ok(px_encoding_not_text(SPAN("PK\x03\x04...")) != NULL, "a workbook is not");
	tap_ok(px_encoding_not_text(SPAN("a\0\0\0b\0\0\0")) != NULL, "zeros are not");
	tap_ok(!px_encoding_not_text(SPAN("")), "an empty file is no binary");
}

int
main(void)
{
	test_guess();
	test_convert();
	test_valid();
	test_mend();
	test_names();
	test_not_text();
	return tap_done();
}
