#include "io/encoding.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"

static const struct {
	const char *name;
	enum px_encoding encoding;
} names[] = {
	{ "utf-8", PX_ENCODING_UTF8 },          { "utf8", PX_ENCODING_UTF8 },
	{ "ascii", PX_ENCODING_UTF8 },          { "utf-16", PX_ENCODING_UTF16LE },
	{ "utf16", PX_ENCODING_UTF16LE },       { "utf-16le", PX_ENCODING_UTF16LE },
	{ "utf-16be", PX_ENCODING_UTF16BE },    { "windows-1252", PX_ENCODING_WINDOWS_1252 },
	{ "cp1252", PX_ENCODING_WINDOWS_1252 }, { "latin-1", PX_ENCODING_LATIN_1 },
	{ "latin1", PX_ENCODING_LATIN_1 },      { "iso-8859-1", PX_ENCODING_LATIN_1 },
};

int
px_encoding_named(const char *name, enum px_encoding *out, struct px_err *err)
{
	for (size_t i = 0; i < PX_COUNT(names); i++) {
		if (strcasecmp(names[i].name, name) == 0) {
			*out = names[i].encoding;
			return 0;
		}
	}
	return px_err_set(err, PX_USAGE,
			  _("%s: unknown encoding: utf-8, utf-16, windows-1252 or latin-1"), name);
}

const char *
px_encoding_name(enum px_encoding encoding)
{
	for (size_t i = 0; i < PX_COUNT(names); i++) {
		if (names[i].encoding == encoding)
			return names[i].name;
	}
	return "ascii";
}

static bool
begins(const char *bytes, size_t length, const char *mark, size_t size)
{
	return length >= size && memcmp(bytes, mark, size) == 0;
}

size_t
px_encoding_mark(const char *bytes, size_t length, enum px_encoding *out)
{
	if (begins(bytes, length, "\xEF\xBB\xBF", 3)) {
		*out = PX_ENCODING_UTF8;
		return 3;
	}
	if (begins(bytes, length, "\xFF\xFE", 2)) {
		*out = PX_ENCODING_UTF16LE;
		return 2;
	}
	if (begins(bytes, length, "\xFE\xFF", 2)) {
		*out = PX_ENCODING_UTF16BE;
		return 2;
	}
	return 0;
}

/* French text in UTF-16 has a zero in nearly every pair, always on the same side. */
bool
px_encoding_wide(const char *bytes, size_t length, enum px_encoding *out)
{
	size_t pairs = length / 2, zeros[2] = { 0, 0 };

	for (size_t i = 0; i < 2 * pairs; i++)
		zeros[i & 1] += bytes[i] == 0;
	if (pairs < 2 || zeros[0] + zeros[1] < pairs - pairs / 4 || (zeros[0] && zeros[1]))
		return false;
	*out = zeros[1] ? PX_ENCODING_UTF16LE : PX_ENCODING_UTF16BE;
	return true;
}

static size_t
ascii_length(const char *bytes, size_t length)
{
	size_t i = 0;
	uint64_t word;

	for (; i + sizeof(word) <= length; i += sizeof(word)) {
		memcpy(&word, bytes + i, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < length && !(bytes[i] & 0x80))
		i++;
	return i;
}

enum { CUT = -1, WRONG = 0 };

/* What a first byte promises; 0 when it is none. */
static int
promised(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xC2 || first > 0xF4)
		return 0;
	return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* The length of the well-formed character here (Unicode table 3-7), WRONG, or CUT when the bytes
 * end inside one that may still be right. */
static int
sequence(const unsigned char *s, size_t length)
{
	int size = promised(s[0]);
	unsigned char low = s[0] == 0xE0 ? 0xA0 : s[0] == 0xF0 ? 0x90 : 0x80;
	unsigned char high = s[0] == 0xED ? 0x9F : s[0] == 0xF4 ? 0x8F : 0xBF;

	for (int i = 1; i < size; i++) {
		if ((size_t)i >= length)
			return CUT;
		if (s[i] < low || s[i] > high)
			return WRONG;
		low = 0x80;
		high = 0xBF;
	}
	return size;
}

size_t
px_encoding_valid(const char *bytes, size_t length)
{
	size_t at = ascii_length(bytes, length);

	while (at < length) {
		int size = sequence((const unsigned char *)bytes + at, length - at);

		if (size <= 0)
			return at;
		at += (size_t)size;
		at += ascii_length(bytes + at, length - at);
	}
	return length;
}

void
px_encoding_mend(const char *bytes, size_t length, struct px_buf *out)
{
	while (length > 0) {
		size_t good = px_encoding_valid(bytes, length);

		px_buf_add(out, bytes, good);
		if (good == length)
			return;
		px_buf_puts(out, "\xEF\xBF\xBD");
		bytes += good + 1;
		length -= good + 1;
	}
}

/* One wrong byte in a UTF-8 file must not turn all its accents into Windows-1252 pairs: what is
 * right is weighed against what is wrong. */
enum px_encoding
px_encoding_guess(const char *bytes, size_t length)
{
	size_t at = 0, right = 0, wrong = 0;

	while ((at += ascii_length(bytes + at, length - at)) < length) {
		int size = sequence((const unsigned char *)bytes + at, length - at);

		if (size == CUT)
			break;
		right += size > 0;
		wrong += size == WRONG;
		at += size > 0 ? (size_t)size : 1;
	}
	if (right == 0 && wrong == 0)
		return PX_ENCODING_UNKNOWN;
	return right >= wrong ? PX_ENCODING_UTF8 : PX_ENCODING_WINDOWS_1252;
}

static const struct {
	const char *mark;
	size_t size;
	const char *what;
} not_texts[] = {
	{ "PK\x03\x04", 4,
	  N_("a zip archive or an Excel or LibreOffice workbook: save it as CSV") },
	{ "\xD0\xCF\x11\xE0", 4, N_("an old Office document (.xls): save it as CSV") },
	{ "%PDF", 4, N_("a PDF document") },
	{ "\x1F\x8B", 2, N_("a gzip archive: decompress it first") },
	{ "\x89PNG", 4, N_("a picture") },
	{ "\xFF\xD8\xFF", 3, N_("a picture") },
	{ "SQLite format 3", 16, N_("a SQLite database") },
	{ "\177ELF", 4, N_("a program") },
	{ "\xFF\xFE\0\0", 4, N_("a text in UTF-32: save it as UTF-8") },
};

const char *
px_encoding_not_text(const char *bytes, size_t length)
{
	size_t controls = 0;

	for (size_t i = 0; i < PX_COUNT(not_texts); i++) {
		if (begins(bytes, length, not_texts[i].mark, not_texts[i].size))
			return _(not_texts[i].what);
	}
	for (size_t i = 0; i < length; i++)
		controls += (unsigned char)bytes[i] < 0x20 && !memchr("\t\n\r\f\x1B", bytes[i], 5);
	return controls > length / 10 ? _("not a text file") : NULL;
}

/* 0x80 to 0x9F of Windows-1252; 0 is undefined there. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* Surrogates alone come out in the three bytes that UTF-8 forbids: they are found later. */
static size_t
put_character(char *out, uint32_t point)
{
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xC0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3F));
		return 2;
	}
	if (point < 0x10000) {
		out[0] = (char)(0xE0 | point >> 12);
		out[1] = (char)(0x80 | (point >> 6 & 0x3F));
		out[2] = (char)(0x80 | (point & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | point >> 18);
	out[1] = (char)(0x80 | (point >> 12 & 0x3F));
	out[2] = (char)(0x80 | (point >> 6 & 0x3F));
	out[3] = (char)(0x80 | (point & 0x3F));
	return 4;
}

static size_t
convert_bytes(const char *bytes, size_t length, bool windows, char *out)
{
	size_t written = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		uint32_t point = byte;

		if (windows && byte >= 0x80 && byte < 0xA0)
			point = windows_1252[byte - 0x80];
		if (point == 0 && byte != 0)
			out[written++] = (char)byte;
		else
			written += put_character(out + written, point);
	}
	return written;
}

static size_t
convert_wide(const char *bytes, size_t length, bool big, char *out, size_t *used)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t written = 0, i = 0;

	for (; i + 2 <= length; i += 2) {
		uint32_t point =
			big ? (uint32_t)(s[i] << 8 | s[i + 1]) : (uint32_t)(s[i + 1] << 8 | s[i]);

		if (point >= 0xD800 && point < 0xDC00) {
			uint32_t second;

			if (i + 4 > length)
				break;
			second = big ? (uint32_t)(s[i + 2] << 8 | s[i + 3])
				     : (uint32_t)(s[i + 3] << 8 | s[i + 2]);
			if (second >= 0xDC00 && second < 0xE000) {
				point = 0x10000 + ((point - 0xD800) << 10) + (second - 0xDC00);
				i += 2;
			}
		}
		written += put_character(out + written, point);
	}
	*used = i;
	return written;
}

size_t
px_encoding_convert(enum px_encoding from, const char *bytes, size_t length, char *out,
		    size_t *used)
{
	*used = length;
	switch (from) {
	case PX_ENCODING_UTF16LE:
	case PX_ENCODING_UTF16BE:
		return convert_wide(bytes, length, from == PX_ENCODING_UTF16BE, out, used);
	case PX_ENCODING_WINDOWS_1252:
	case PX_ENCODING_LATIN_1:
		return convert_bytes(bytes, length, from == PX_ENCODING_WINDOWS_1252, out);
	case PX_ENCODING_UNKNOWN:
	case PX_ENCODING_UTF8:
		break;
	}
	memcpy(out, bytes, length);
	return length;
}
