/* What is asked, and where. */
#include "base/i18n.h"
#include "care/communes.h"
#include "care/find.h"
#include "care/request/part.h"
#include "store/record.h"

/* "kiné" as "70/": a star is any skill. */
static int
read_care(const struct px_slot_at *at, struct px_record *request, struct px_err *err)
{
	char *word = px_arena_strdup(at->arena, px_record_text(request, PX_REQUEST_CARE));
	struct px_buf said = PX_BUF_INIT, text = PX_BUF_INIT;
	const char *const *trades;
	size_t count;
	int result = px_slot_words(&word, 1, at->arena, &trades, &count, &said, err);

	for (size_t i = 0; result == 0 && i < count; i++)
		px_buf_printf(&text, "%s%s", i ? " " : "", trades[i]);
	request->values[PX_REQUEST_TRADES] =
		px_value_of_text(text.length ? px_arena_strdup(at->arena, text.data) : NULL);
	px_buf_release(&text);
	px_buf_release(&said);
	return result;
}

static int
read_place(const struct px_slot_at *at, struct px_record *request, struct px_err *err)
{
	const char *text = px_record_text(request, PX_REQUEST_PLACE);
	struct px_place place;

	if (!text)
		return 0;
	if (px_communes_locate(at->store, at->communes, px_find_place(text, at->arena), at->arena,
			       &place, err))
		return -1;
	request->values[PX_REQUEST_LAT] =
		px_value_of_text(px_arena_printf(at->arena, "%.4f", place.point.lat));
	request->values[PX_REQUEST_LON] =
		px_value_of_text(px_arena_printf(at->arena, "%.4f", place.point.lon));
	return 0;
}

static int
check_ladder(const struct px_slot_at *at, const struct px_record *request, struct px_err *err)
{
	const char *ladder = px_record_text(request, PX_REQUEST_LADDER);
	struct px_record rung;
	int got = px_request_rung(at, request, 1, &rung, err);

	if (got == 0)
		return px_err_set(
			err, PX_NOT_FOUND,
			_("ladder %s: has no step 1 (plexus-slot import --type rung FILE)"),
			ladder);
	return got < 0 ? -1 : 0;
}

int
px_request_open(const struct px_slot_at *at, struct px_record *request, struct px_err *err)
{
	struct px_request_counts counts = { 0 };
	struct px_record after;

	request->values[PX_REQUEST_STATUS] = px_value_of_text("asking");
	request->values[PX_REQUEST_STEP] = px_value_of_number(0);
	if (read_care(at, request, err) || read_place(at, request, err) ||
	    check_ladder(at, request, err) ||
	    px_record_insert(at->store, request, at->arena, err) ||
	    px_request_up(at, request, &after, &counts, err))
		return -1;
	*request = after;
	return 0;
}
