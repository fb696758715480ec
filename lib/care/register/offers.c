#include "care/register/offers.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

enum { LAT_ZERO = 900000, LON_ZERO = 1800000 }; /* so that nothing is negative */

int64_t
px_offer_cell(int32_t lat, int32_t lon)
{
	return (int64_t)((lat + LAT_ZERO) / PX_CELL_SIDE) * PX_CELL_ROW +
	       (lon + LON_ZERO) / PX_CELL_SIDE;
}

/* An activity by what it is sorted by: trade (16 bits), then the point (21 and 22 bits). */
struct item {
	uint64_t key;
	int64_t id;
};

static uint64_t
key_of(uint32_t trade, struct px_register_spot spot)
{
	return (uint64_t)trade << 43 | (uint64_t)(spot.lat + LAT_ZERO) << 22 |
	       (uint64_t)(spot.lon + LON_ZERO);
}

/* By the key's digits of 16 bits, the last one first; items of one key keep their order. */
static struct item *
sort(struct item *items, struct item *room, size_t count)
{
	enum { DIGIT = 16, DIGITS = 1 << DIGIT };
	size_t *starts = px_malloc(DIGITS * sizeof(*starts));

	for (int shift = 0; shift < 64; shift += DIGIT) {
		struct item *swap = items;
		size_t total = 0;

		memset(starts, 0, DIGITS * sizeof(*starts));
		for (size_t i = 0; i < count; i++)
			starts[items[i].key >> shift & (DIGITS - 1)]++;
		for (size_t i = 0; i < DIGITS; i++) {
			size_t here = starts[i];

			starts[i] = total;
			total += here;
		}
		for (size_t i = 0; i < count; i++)
			room[starts[items[i].key >> shift & (DIGITS - 1)]++] = items[i];
		items = room;
		room = swap;
	}
	free(starts);
	return items;
}

static int
write_offer(struct px_orders *orders, int64_t id, const struct item *items, size_t count,
	    struct px_buf *text)
{
	uint64_t key = items->key;
	int32_t lat = (int32_t)(key >> 22 & 0x1fffff) - LAT_ZERO;
	int32_t lon = (int32_t)(key & 0x3fffff) - LON_ZERO;
	int64_t before = 0;

	px_buf_clear(text);
	for (size_t i = 0; i < count; i++) {
		if (i)
			px_buf_putc(text, ' ');
		px_buf_number(text, items[i].id - before);
		before = items[i].id;
	}
	return px_orders_put(
		orders, PX_PUT_OFFER,
		(const int64_t[]){ id, (int64_t)(key >> 43), px_offer_cell(lat, lon), lat, lon },
		(const char *const[]){ text->data });
}

static int
write_sorted(struct px_orders *orders, const struct item *items, size_t count)
{
	struct px_buf text = PX_BUF_INIT;
	int64_t id = 0;
	int result = px_orders_put(orders, PX_DELETE_OFFERS, NULL, NULL);

	for (size_t i = 0, next; !result && i < count; i = next) {
		for (next = i + 1;
		     next < count && next - i < PX_OFFER_LIMIT && items[next].key == items[i].key;)
			next++;
		result = write_offer(orders, ++id, &items[i], next - i, &text);
	}
	px_buf_release(&text);
	return result;
}

int
px_offers_write(struct px_orders *orders, const struct px_rpps_activity *activities, size_t count,
		const uint32_t *trades, const struct px_register_spot *spots)
{
	struct item *items = px_malloc((count + 1) * sizeof(*items));
	struct item *room = px_malloc((count + 1) * sizeof(*room));
	size_t located = 0;
	int result;

	for (size_t i = 0; i < count; i++) {
		const struct px_rpps_activity *activity = &activities[i];

		if (!activity->seen || !activity->structure ||
		    spots[activity->structure].lat == PX_NOWHERE)
			continue;
		items[located++] =
			(struct item){ key_of(trades[activity->kind], spots[activity->structure]),
				       activity->id };
	}
	result = write_sorted(orders, sort(items, room, located), located);
	free(items);
	free(room);
	return result;
}
