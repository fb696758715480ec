#include "io/source/detect.h"

#include <stdbool.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { LINES = 64, CANDIDATES = 4 };
static const char candidates[CANDIDATES + 1] = ";\t,|"; /* the first wins a tie */

int
px_detect_named(const char *name, char *out, struct px_err *err)
{
	if (strcmp(name, "tab") == 0 || strcmp(name, "\\t") == 0)
		name = "\t";
	if (name[0] == '\0' || name[1] != '\0' || strchr("\"\r\n", name[0]) || name[0] & 0x80)
		return px_err_set(err, PX_USAGE,
				  _("%s: not a delimiter: give one character, or tab"), name);
	*out = name[0];
	return 0;
}

size_t
px_detect_declared(const char *text, size_t length, char *delimiter)
{
	size_t quote = length > 0 && text[0] == '"', at = quote + 5;

	if (length < at + quote || memcmp(text + quote, "sep=", 4) != 0)
		return 0;
	*delimiter = text[quote + 4];
	if (strchr("\"\r\n", *delimiter) || *delimiter & 0x80 || (quote && text[at] != '"'))
		return 0;
	at += quote;
	if (at < length && text[at] == '\r')
		at++;
	if (at == length)
		return at;
	return text[at] == '\n' ? at + 1 : 0;
}

/* Delimiters of each candidate in each line, outside quotes. */
struct tally {
	int counts[CANDIDATES][LINES];
	int lines;
};

/* A quote opens only where a cell may begin: others are data, or faults to be told later. */
static bool
opens(const char *text, size_t at)
{
	return at == 0 || text[at - 1] == '\n' || strchr(candidates, text[at - 1]);
}

static void
tally_lines(struct tally *tally, const char *text, size_t length)
{
	bool quoted = false, blank = true;

	for (size_t i = 0; i < length && tally->lines < LINES; i++) {
		const char *found;

		if (quoted && text[i] == '"' && i + 1 < length && text[i + 1] == '"') {
			i++; /* a quote of the cell's text */
			continue;
		}
		if (text[i] == '"' && (quoted || opens(text, i)))
			quoted = !quoted;
		if (quoted)
			continue;
		found = text[i] != '\0' ? strchr(candidates, text[i]) : NULL;
		if (found)
			tally->counts[found - candidates][tally->lines]++;
		if (text[i] == '\n' && !blank)
			tally->lines++;
		blank = text[i] == '\n' || (blank && text[i] == '\r');
	}
	tally->lines += !blank && tally->lines < LINES;
}

struct score {
	int alike, same, with; /* lines that share the count `same`, lines with any */
};

static struct score
score_of(const int *counts, int lines)
{
	struct score best = { 0, 0, 0 };

	for (int i = 0; i < lines; i++) {
		int alike = 0;

		best.with += counts[i] > 0;
		for (int j = 0; j < lines; j++)
			alike += counts[i] > 0 && counts[j] == counts[i];
		if (alike > best.alike || (alike == best.alike && counts[i] > best.same)) {
			best.alike = alike;
			best.same = counts[i];
		}
	}
	return best;
}

static bool
beats(struct score a, struct score b)
{
	int gravity = 2 * a.alike + a.with - 2 * b.alike - b.with;

	return gravity > 0 || (gravity == 0 && a.same > b.same);
}

char
px_detect_delimiter(const char *text, size_t length)
{
	struct tally tally = { .lines = 0 };
	struct score best = { 0, 0, 0 };
	int chosen = -1;

	tally_lines(&tally, text, length);
	for (int i = 0; i < CANDIDATES; i++) {
		struct score score = score_of(tally.counts[i], tally.lines);

		if (2 * score.with >= tally.lines && score.with > 0 && beats(score, best)) {
			best = score;
			chosen = i;
		}
	}
	for (int i = 0; i < CANDIDATES && chosen < 0; i++) {
		if (score_of(tally.counts[i], tally.lines).with == 0)
			chosen = i;
	}
	return candidates[chosen < 0 ? 0 : chosen];
}

static size_t
fullest(const struct px_row_shape *rows, size_t count)
{
	size_t best = 0;

	for (size_t i = 1; i < count; i++) {
		if (rows[i].filled > rows[best].filled)
			best = i;
	}
	return best;
}

/* Is row i, above the fullest one, a header all the same, and the fullest a row with too many
 * cells?  A title fills one cell; or several, in a row that was padded to the table's width. */
static bool
heads(const struct px_row_shape *rows, size_t count, size_t i, size_t best)
{
	size_t covered = 0, below = count - i - 1;

	if (rows[i].filled < 2)
		return false;
	for (size_t j = i + 1; j < count; j++)
		covered += rows[j].width <= rows[i].width;
	if (2 * covered >= below)
		return true;
	return rows[i].count < rows[best].width && 2 * rows[i].filled >= rows[best].filled;
}

size_t
px_detect_header(const struct px_row_shape *rows, size_t count)
{
	size_t best = fullest(rows, count);

	for (size_t i = 0; i < best; i++) {
		if (heads(rows, count, i, best))
			return i;
	}
	return best;
}
