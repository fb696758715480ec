/* Folding, over the whole of Unicode: what is stored folded must be found again. */
#include <stdint.h>

#include "base/text.h"
#include "tap.h"

enum { LAST_POINT = 0x10FFFF };

static void
put_utf8(uint32_t point, char out[5])
{
	size_t n = 0;

	if (point < 0x80) {
		out[n++] = (char)point;
	} else if (point < 0x800) {
		out[n++] = (char)(0xC0 | point >> 6);
	} else if (point < 0x10000) {
		out[n++] = (char)(0xE0 | point >> 12);
		out[n++] = (char)(0x80 | (point >> 6 & 0x3F));
	} else {
		out[n++] = (char)(0xF0 | point >> 18);
		out[n++] = (char)(0x80 | (point >> 12 & 0x3F));
		out[n++] = (char)(0x80 | (point >> 6 & 0x3F));
	}
	if (point >= 0x80)
		out[n++] = (char)(0x80 | (point & 0x3F));
	out[n] = '\0';
}

/* Of every character that folds otherwise the second time, or to blanks at an end. */
static void
test_fold(void)
{
	struct px_buf once = PX_BUF_INIT, twice = PX_BUF_INIT;
	long unstable = 0, blank = 0;

	for (uint32_t point = 1; point <= LAST_POINT; point++) {
		char text[16] = "a", character[5];

		put_utf8(point, character);
		memcpy(text + 1, character, strlen(character) + 1);
		px_buf_clear(&once);
		px_buf_clear(&twice);
		px_text_fold(text, &once);
		px_text_fold(once.data, &twice);
		if (strcmp(once.data, twice.data) != 0 && unstable++ < 5)
			printf("# U+%04X: <%s> then <%s>\n", (unsigned)point, once.data,
			       twice.data);
		blank += once.data[once.length - 1] == ' ' || strstr(once.data, "  ") != NULL;
	}
	tap_is_number(unstable, 0, "folding twice changes nothing, whatever the character");
	tap_is_number(blank, 0, "no blank at the end, no two together");
	px_buf_release(&once);
	px_buf_release(&twice);
}

static void
test_listed(void)
{
	tap_ok(px_text_listed("a", "a") && px_text_listed("ab|b|c", "b") &&
		       px_text_listed("abc|bc", "bc") && px_text_listed("a|bb|b", "b"),
	       "a word of a list is found, first, in the middle, last");
	tap_ok(!px_text_listed("ab|bc", "b") && !px_text_listed("a|b|c", "a|b") &&
		       !px_text_listed("a||b", "") && !px_text_listed("", "a"),
	       "a part of one is not, nor two at once, nor nothing");
}

static void
test_tame(void)
{
	char text[] = "a\033[2J\tb\nc\177\xC2\x9B"
		      "1m \xC3\xA9 \xC2\xA0";

	tap_is(px_text_tame(text), "a [2J\tb\nc   1m \xC3\xA9 \xC2\xA0",
	       "control characters become blanks");
}

int
main(void)
{
	test_fold();
	test_listed();
	test_tame();
	return tap_done();
}
