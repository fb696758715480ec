/* Numbers and how often each came: few different ones, of however many answers. */
#include <stdlib.h>
#include <string.h>

#include "care/answers/part.h"

enum { SMALLEST = 64 };

static size_t
place_of(const struct px_histogram *histogram, int64_t value)
{
	uint64_t hash = (uint64_t)value * 0x9e3779b97f4a7c15u;
	size_t at = (size_t)(hash >> 32) & (histogram->capacity - 1);

	while (histogram->slots[at].count && histogram->slots[at].value != value)
		at = (at + 1) & (histogram->capacity - 1);
	return at;
}

static void
grow(struct px_histogram *histogram)
{
	struct px_histogram bigger = { .capacity = histogram->capacity ? 2 * histogram->capacity
								       : SMALLEST,
				       .used = histogram->used };

	bigger.slots = px_calloc(bigger.capacity, sizeof(*bigger.slots));
	for (size_t i = 0; i < histogram->capacity; i++)
		if (histogram->slots[i].count)
			bigger.slots[place_of(&bigger, histogram->slots[i].value)] =
				histogram->slots[i];
	free(histogram->slots);
	*histogram = bigger;
}

void
px_histogram_add(struct px_histogram *histogram, int64_t value)
{
	size_t at;

	if (2 * histogram->used >= histogram->capacity)
		grow(histogram);
	at = place_of(histogram, value);
	histogram->used += histogram->slots[at].count == 0;
	histogram->slots[at].value = value;
	histogram->slots[at].count++;
}

int64_t
px_histogram_count(const struct px_histogram *histogram, int64_t value)
{
	return histogram->capacity ? histogram->slots[place_of(histogram, value)].count : 0;
}

int64_t
px_histogram_total(const struct px_histogram *histogram)
{
	int64_t total = 0;

	for (size_t i = 0; i < histogram->capacity; i++)
		total += histogram->slots[i].count;
	return total;
}

struct px_ratio
px_histogram_mean(const struct px_histogram *histogram)
{
	struct px_ratio sum = px_ratio_whole(0);

	for (size_t i = 0; i < histogram->capacity; i++)
		sum = px_ratio_add(sum, px_ratio_mul(px_ratio_whole(histogram->slots[i].value),
						     px_ratio_whole(histogram->slots[i].count)));
	return px_ratio_div(sum, px_ratio_whole(px_histogram_total(histogram)));
}

static int
compare_slots(const void *a, const void *b)
{
	const struct px_histogram_slot *one = a, *other = b;

	return (one->value > other->value) - (one->value < other->value);
}

/* The value at this place of all that came, in their order. */
static int64_t
value_at(const struct px_histogram_slot *sorted, int64_t place)
{
	size_t i = 0;

	while (place >= sorted[i].count)
		place -= sorted[i++].count;
	return sorted[i].value;
}

struct px_ratio
px_histogram_median(struct px_histogram *histogram)
{
	int64_t total = px_histogram_total(histogram);
	struct px_histogram_slot *sorted;
	struct px_ratio median;
	size_t count = 0;

	if (!total)
		return px_ratio_make(0, 0);
	sorted = px_calloc(histogram->used, sizeof(*sorted));
	for (size_t i = 0; i < histogram->capacity; i++)
		if (histogram->slots[i].count)
			sorted[count++] = histogram->slots[i];
	qsort(sorted, count, sizeof(*sorted), compare_slots);
	median = px_ratio_add(px_ratio_whole(value_at(sorted, (total - 1) / 2)),
			      px_ratio_whole(value_at(sorted, total / 2)));
	free(sorted);
	return px_ratio_div(median, px_ratio_whole(2));
}

void
px_histogram_release(struct px_histogram *histogram)
{
	free(histogram->slots);
	*histogram = (struct px_histogram){ NULL, 0, 0 };
}
