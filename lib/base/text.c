#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { MOST_PARTS = 18 }; /* that a character decomposes to: U+FDFA */

/* Past what is ASCII and no NUL, eight bytes at a time. */
static size_t
skip_plain(const char *bytes, size_t at, size_t length)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
	uint64_t word;

	for (; length - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, bytes + at, sizeof(word));
		if ((word | (word - ones)) & highs)
			break;
	}
	return at;
}

size_t
px_utf8_valid(const char *bytes, size_t length)
{
	size_t at = 0;

	while ((at = skip_plain(bytes, at, length)) < length) {
		utf8proc_int32_t point;
		utf8proc_ssize_t taken;

		if (bytes[at] && (unsigned char)bytes[at] < 0x80) { /* ASCII, the common case */
			at++;
			continue;
		}
		taken = utf8proc_iterate((const utf8proc_uint8_t *)bytes + at,
					 (utf8proc_ssize_t)(length - at), &point);
		if (taken <= 0 || point == 0)
			break;
		at += (size_t)taken;
	}
	return at;
}

/* The next character; a byte that is not UTF-8 stands for itself as U+FFFD. */
static size_t
next_point(const char *text, utf8proc_int32_t *point)
{
	utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, point);

	if (taken > 0)
		return (size_t)taken;
	*point = 0xfffd;
	return 1;
}

static void
put_point(struct px_buf *out, utf8proc_int32_t point)
{
	utf8proc_uint8_t bytes[4];

	px_buf_add(out, bytes, (size_t)utf8proc_encode_char(point, bytes));
}

static bool
is_blank(utf8proc_int32_t point)
{
	return point == ' ' || (point >= '\t' && point <= '\r') ||
	       utf8proc_category(point) == UTF8PROC_CATEGORY_ZS;
}

/* Letters that decomposition leaves alone but that people type as others. */
static const char *
spelled_out(utf8proc_int32_t point)
{
	switch (point) {
	case 0x152:
	case 0x153:
		return "oe";
	case 0xc6:
	case 0xe6:
		return "ae";
	case 0xd8:
	case 0xf8:
		return "o";
	case 0x2019: /* the typographic apostrophe */
		return "'";
	case 0x2010:
	case 0x2011:
		return "-";
	default:
		return NULL;
	}
}

/* Append a character that nothing decomposes further, after the blank that is owed: true when it is a
 * blank itself, which is owed from then on (an accent alone decomposes to one). */
static bool
fold_part(struct px_buf *out, size_t start, bool blank, utf8proc_int32_t point)
{
	const char *spelled = spelled_out(point);

	if (is_blank(point))
		return out->length > start;
	if (blank)
		px_buf_putc(out, ' ');
	if (spelled)
		px_buf_puts(out, spelled);
	else
		put_point(out, point);
	return false;
}

static bool
fold_point(struct px_buf *out, size_t start, bool blank, utf8proc_int32_t point)
{
	utf8proc_int32_t parts[MOST_PARTS];
	utf8proc_ssize_t count;
	int last = 0;

	if (spelled_out(point) || is_blank(point))
		return fold_part(out, start, blank, point);
	count = utf8proc_decompose_char(point, parts, MOST_PARTS,
					UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
						UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
					&last);
	for (utf8proc_ssize_t i = 0; i < count && i < MOST_PARTS; i++)
		blank = fold_part(out, start, blank, parts[i]);
	return blank;
}

void
px_text_fold(const char *text, struct px_buf *out)
{
	size_t start = out->length;
	bool blank = false; /* one is owed, if something follows */

	while (*text) {
		utf8proc_int32_t point = (unsigned char)*text;

		if (point >= 0x80) {
			text += next_point(text, &point);
			blank = fold_point(out, start, blank, point);
			continue;
		}
		text++;
		if (point == ' ' || (point >= '\t' && point <= '\r')) {
			blank = out->length > start;
			continue;
		}
		if (blank)
			px_buf_putc(out, ' ');
		blank = false;
		px_buf_putc(out, (char)(point >= 'A' && point <= 'Z' ? point + 32 : point));
	}
}

char *
px_text_folded(struct px_arena *arena, const char *text)
{
	struct px_buf folded = PX_BUF_INIT;
	char *copy;

	px_text_fold(text, &folded);
	copy = px_arena_strndup(arena, folded.data, folded.length);
	px_buf_release(&folded);
	return copy;
}

static bool
is_word_point(utf8proc_int32_t point)
{
	utf8proc_category_t category;

	if (point < 0x80)
		return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
	category = utf8proc_category(point);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO);
}

void
px_text_words(const char *text, void (*take)(const char *word, void *data), void *data)
{
	struct px_buf folded = PX_BUF_INIT;
	char *word = NULL, *at;

	px_text_fold(text, &folded);
	for (at = folded.data; *at;) {
		utf8proc_int32_t point;
		size_t length = next_point(at, &point);

		if (is_word_point(point)) {
			word = word ? word : at;
		} else if (word) {
			*at = '\0';
			take(word, data);
			word = NULL;
		}
		at += length;
	}
	if (word)
		take(word, data);
	px_buf_release(&folded);
}

struct slug {
	struct px_buf text;
	size_t limit;
};

static void
add_to_slug(const char *word, void *data)
{
	struct slug *slug = data;
	size_t length = strlen(word);

	/* Only ASCII words make a slug that everyone can type; the first word is cut, not dropped. */
	for (const char *at = word; *at; at++)
		if ((unsigned char)*at >= 0x80)
			return;
	if (slug->text.length && slug->text.length + 1 + length > slug->limit)
		return;
	if (slug->text.length)
		px_buf_putc(&slug->text, '-');
	px_buf_add(&slug->text, word, length < slug->limit ? length : slug->limit);
}

char *
px_text_slug(struct px_arena *arena, const char *text, size_t limit)
{
	struct slug slug = { PX_BUF_INIT, limit };
	char *copy;

	px_text_words(text, add_to_slug, &slug);
	copy = px_arena_strndup(arena, slug.text.data, slug.text.length);
	px_buf_release(&slug.text);
	return copy;
}

static size_t
point_width(utf8proc_int32_t point)
{
	int width = point < 0x20 || point == 0x7f ? 0
		    : point < 0x7f                ? 1
						  : utf8proc_charwidth(point);

	return width > 0 ? (size_t)width : 0;
}

size_t
px_text_width(const char *text)
{
	size_t width = 0;

	while (*text) {
		utf8proc_int32_t point;

		text += next_point(text, &point);
		width += point_width(point);
	}
	return width;
}

void
px_text_clip(const char *text, size_t columns, struct px_buf *out)
{
	size_t width = 0;

	if (px_text_width(text) <= columns) {
		px_buf_puts(out, text);
		return;
	}
	while (*text) {
		utf8proc_int32_t point;
		size_t length = next_point(text, &point);

		if (width + point_width(point) + 1 > columns)
			break;
		width += point_width(point);
		px_buf_add(out, text, length);
		text += length;
	}
	if (columns)
		px_buf_puts(out, "…");
}

char *
px_text_clipped(struct px_arena *arena, const char *text, size_t columns)
{
	struct px_buf clipped = PX_BUF_INIT;
	char *copy;

	px_text_clip(text, columns, &clipped);
	copy = px_arena_strndup(arena, clipped.data, clipped.length);
	px_buf_release(&clipped);
	return copy;
}

int
px_text_compare(const char *a, const char *b)
{
	struct px_buf one = PX_BUF_INIT, other = PX_BUF_INIT;
	int order;

	px_text_fold(a, &one);
	px_text_fold(b, &other);
	order = strcmp(one.data, other.data);
	px_buf_release(&one);
	px_buf_release(&other);
	return order;
}

bool
px_text_same(const char *a, const char *b)
{
	return px_text_compare(a, b) == 0;
}

bool
px_text_listed(const char *list, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = list; length && (at = strstr(at, word)); at++)
		if ((at == list || at[-1] == '|') && (at[length] == '|' || !at[length]))
			return !strchr(word, '|');
	return false;
}

/* Append the text in capitals. */
static void
raise(const char *text, struct px_buf *out)
{
	utf8proc_int32_t point;

	while (*text) {
		text += next_point(text, &point);
		put_point(out, utf8proc_toupper(point));
	}
}

static bool
is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return !*text;
}

bool
px_text_shouted(const char *shouted, const char *text)
{
	struct px_buf one = PX_BUF_INIT, other = PX_BUF_INIT;
	bool is;

	raise(shouted, &one);
	raise(text, &other);
	is = *shouted && strcmp(one.data, shouted) == 0 && px_text_same(shouted, text) &&
	     (is_ascii(shouted) || strcmp(shouted, other.data) == 0);
	px_buf_release(&one);
	px_buf_release(&other);
	return is;
}

/* Letters after a letter; an apostrophe or a hyphen begins a word anew. */
static void
put_calm(struct px_buf *out, utf8proc_int32_t point, bool *inside)
{
	put_point(out, *inside ? utf8proc_tolower(point) : point);
	*inside = utf8proc_toupper(point) != utf8proc_tolower(point);
}

const char *
px_text_calm(struct px_arena *arena, const char *text)
{
	struct px_buf capitals = PX_BUF_INIT, calm = PX_BUF_INIT;
	const char *result = text;
	utf8proc_int32_t point;
	bool inside = false;

	raise(text, &capitals);
	if (strcmp(capitals.data ? capitals.data : "", text) == 0) {
		for (const char *p = text; *p;) {
			p += next_point(p, &point);
			put_calm(&calm, point, &inside);
		}
		result = px_arena_strndup(arena, calm.data, calm.length);
	}
	px_buf_release(&capitals);
	px_buf_release(&calm);
	return result;
}

size_t
px_text_split(char *text, char separator, char **parts, size_t limit)
{
	size_t count = 0;

	while (count < limit) {
		parts[count++] = text;
		text = strchr(text, separator);
		if (!text)
			break;
		if (count < limit)
			*text = '\0';
		text++;
	}
	return count;
}

size_t
px_text_blank(const char *text)
{
	if (*text == ' ')
		return 1;
	if (strncmp(text, "\u00a0", 2) == 0)
		return 2;
	return strncmp(text, "\u202f", 3) == 0 ? 3 : 0;
}

char *
px_text_lower(char *text)
{
	for (char *at = text; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at + 32);
	return text;
}

char *
px_text_upper(char *text)
{
	for (char *at = text; *at; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 32);
	return text;
}

static size_t
blank_at(const char *text)
{
	utf8proc_int32_t point;
	size_t length;

	if (!*text)
		return 0;
	length = next_point(text, &point);
	return is_blank(point) || point == 0xfeff ? length : 0;
}

char *
px_text_trim(char *text)
{
	char *end;
	size_t length;

	while ((length = blank_at(text)))
		text += length;
	for (end = text + strlen(text); end > text;) {
		char *before = end - 1;

		while (before > text && ((unsigned char)*before & 0xc0) == 0x80)
			before--;
		if (!blank_at(before))
			break;
		*before = '\0';
		end = before;
	}
	return text;
}

char *
px_text_tame(char *text)
{
	for (unsigned char *at = (unsigned char *)text; *at; at++) {
		/* U+0080 to U+009F, which some terminals obey as well. */
		bool second = at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F;

		if (second)
			*at++ = ' ';
		if (second || *at == 0x7F || (*at < ' ' && *at != '\n' && *at != '\t'))
			*at = ' ';
	}
	return text;
}
