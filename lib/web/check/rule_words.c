/*
 * Words that a team of care may not write: testimonials, ratings, comparisons, paid referencing.  The
 * list is data: lines "kind;words", folded here as the text is (small letters, accents of French out).
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"

struct words {
	const char *text, *kind; /* folded; as the file has it */
	size_t length;
};

struct px_check_words {
	struct px_arena arena;
	struct words *items;
	size_t count, capacity;
	struct px_buf folded;
};

/* What stands for U+00C0 to U+00FF, a letter each; ' ' where none. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";

/* Fold quickly: pages are long, and these words French or English. */
static void
fold(const char *text, struct px_buf *out)
{
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text, next = (unsigned char)text[1];

		if (byte >= 'A' && byte <= 'Z') {
			px_buf_putc(out, (char)(byte | 0x20));
		} else if (byte == 0xC3 && next >= 0x80) {
			px_buf_putc(out, latin[next - 0x80]);
			text++;
		} else if (byte == 0xE2 && next == 0x80 && (unsigned char)text[2] == 0x99) {
			px_buf_putc(out, '\''); /* the apostrophe that printers use */
			text += 2;
		} else if (byte <= ' ') {
			px_buf_putc(out, ' ');
		} else {
			px_buf_putc(out, (char)byte);
		}
	}
}

static void
take_line(struct px_check_words *words, char *line)
{
	char *parts[2];
	struct px_buf folded = PX_BUF_INIT;

	if (*line == '#' || px_text_split(line, ';', parts, 2) != 2 ||
	    strcmp(parts[0], "kind") == 0 || !*px_text_trim(parts[1]))
		return;
	fold(px_text_trim(parts[1]), &folded);
	PX_GROW(words->items, words->count, words->capacity);
	words->items[words->count++] =
		(struct words){ px_arena_strdup(&words->arena, folded.data),
				px_arena_strdup(&words->arena, parts[0]), folded.length };
	px_buf_release(&folded);
}

struct px_check_words *
px_check_words_read(const char *path, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_check_words *words;
	char *line;

	if (px_buf_read_file(&text, path, 1 << 20, err) != 0) {
		px_buf_release(&text);
		return NULL;
	}
	words = px_calloc(1, sizeof(*words));
	words->folded = (struct px_buf)PX_BUF_INIT;
	for (line = text.data; *line;) {
		size_t size = strcspn(line, "\n");
		bool more = line[size] == '\n';

		line[size] = '\0';
		take_line(words, line);
		line += size + more;
	}
	px_buf_release(&text);
	return words;
}

void
px_check_words_free(struct px_check_words *words)
{
	if (!words)
		return;
	free(words->items);
	px_buf_release(&words->folded);
	px_arena_release(&words->arena);
	free(words);
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

static const struct words *
found_at(const struct px_check_words *words, const char *text)
{
	for (size_t i = 0; i < words->count; i++)
		if (words->items[i].text[0] == text[0] &&
		    strncmp(words->items[i].text, text, words->items[i].length) == 0 &&
		    !is_letter(text[words->items[i].length]))
			return &words->items[i];
	return NULL;
}

bool
px_rule_words(struct px_visit *visit)
{
	struct px_check_words *words = visit->site->words;

	for (const struct px_node *at = words ? visit->dom->tags[PX_TAG_TEXT] : NULL; at;
	     at = at->again) {
		char before = ' ';

		if (at->parent->tag == PX_TAG_STYLE || at->parent->tag == PX_TAG_SCRIPT)
			continue;
		px_buf_clear(&words->folded);
		fold(at->text, &words->folded);
		for (const char *text = words->folded.data; *text; before = *text++) {
			const struct words *found =
				is_letter(before) ? NULL : found_at(words, text);

			if (found)
				px_check_found(
					visit, at->line,
					_("\"%s\" (%s): a team of care may not advertise; see "
					  "that this does not"),
					found->text, found->kind);
		}
	}
	return words != NULL;
}
