/* Which word was meant: the nearest one, when one is near. */
#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { LONGEST_NEAR = 63 };

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment distance over bytes of folded text (a swap counts one). */
static size_t
distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t rows[3][LONGEST_NEAR + 1];
	size_t *before = rows[0], *previous = rows[1], *current = rows[2];

	for (size_t j = 0; j <= b_length; j++)
		previous[j] = before[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t *spare = before;

		current[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			size_t cost = a[i - 1] != b[j - 1];

			current[j] = least(previous[j - 1] + cost,
					   least(previous[j], current[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				current[j] = least(current[j], before[j - 2] + 1);
		}
		before = previous;
		previous = current;
		current = spare;
	}
	return previous[b_length];
}

const char *
px_text_nearest(const char *word, const char *(*next)(const void *data, size_t i), const void *data)
{
	struct px_buf wanted = PX_BUF_INIT, folded = PX_BUF_INIT;
	const char *best = NULL, *candidate;
	size_t best_distance = SIZE_MAX;

	px_text_fold(word, &wanted);
	for (size_t i = 0; (candidate = next(data, i)); i++) {
		size_t length, found;

		px_buf_clear(&folded);
		px_text_fold(candidate, &folded);
		length = folded.length;
		if (length > LONGEST_NEAR || wanted.length > LONGEST_NEAR)
			continue;
		found = distance(wanted.data, wanted.length, folded.data, length);
		/* What begins with the word was probably meant, whatever follows. */
		if (wanted.length >= 2 && length > wanted.length &&
		    memcmp(folded.data, wanted.data, wanted.length) == 0)
			found = least(found, 1);
		if (found < best_distance &&
		    3 * found <= (wanted.length > length ? wanted.length : length) + 1) {
			best = candidate;
			best_distance = found;
		}
	}
	px_buf_release(&wanted);
	px_buf_release(&folded);
	return best;
}
