/* What somebody asks for, in everyday words: which care, and where. */
#include <string.h>

#include "base/i18n.h"
#include "care/communes.h"
#include "care/find.h"
#include "care/slot/part.h"

int
px_asked_trades(const struct px_slot_at *at, const char *care, struct px_value *out,
		struct px_err *err)
{
	char *word = px_arena_strdup(at->arena, care);
	struct px_buf said = PX_BUF_INIT, text = PX_BUF_INIT;
	const char *const *trades;
	size_t count;
	int result = px_slot_words(at, &word, 1, &trades, &count, &said, err);

	for (size_t i = 0; result == 0 && i < count; i++)
		px_buf_printf(&text, "%s%s", i ? " " : "", trades[i]);
	*out = px_value_of_text(text.length ? px_arena_strdup(at->arena, text.data) : NULL);
	px_buf_release(&text);
	px_buf_release(&said);
	return result;
}

int
px_asked_place(const struct px_slot_at *at, const char *text, struct px_value *lat,
	       struct px_value *lon, struct px_err *err)
{
	struct px_place place;

	if (px_communes_locate(at->store, at->communes, px_find_place(text, at->arena), at->arena,
			       &place, err))
		return -1;
	*lat = px_value_of_text(px_arena_printf(at->arena, "%.4f", place.point.lat));
	*lon = px_value_of_text(px_arena_printf(at->arena, "%.4f", place.point.lon));
	return 0;
}

bool
px_asked_meets(const char *asked, const char *trades)
{
	while (*asked) {
		size_t length = strcspn(asked, " "), part = strcspn(asked, " *");

		for (const char *trade = trades; *trade;) {
			size_t size = strcspn(trade, " ");

			if (size >= part && memcmp(trade, asked, part) == 0 &&
			    (part < length || size == length))
				return true;
			trade += size + (trade[size] == ' ');
		}
		asked += length + (asked[length] == ' ');
	}
	return false;
}
