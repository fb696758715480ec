/* What is asked, and where. */
#include "base/i18n.h"
#include "care/request/part.h"
#include "care/slot/part.h"
#include "store/record.h"

static int
read_care(const struct px_slot_at *at, struct px_record *request, struct px_err *err)
{
	const char *place = px_record_text(request, PX_REQUEST_PLACE);

	if (px_asked_trades(at, px_record_text(request, PX_REQUEST_CARE),
			    &request->values[PX_REQUEST_TRADES], err))
		return -1;
	return place ? px_asked_place(at, place, &request->values[PX_REQUEST_LAT],
				      &request->values[PX_REQUEST_LON], err)
		     : 0;
}

static int
check_ladder(const struct px_slot_at *at, const struct px_record *request, struct px_err *err)
{
	const char *ladder = px_record_text(request, PX_REQUEST_LADDER);
	struct px_record rung;
	int got = px_request_rung(at, request, 0, &rung, err);

	if (got == 0)
		return px_err_set(err, PX_NOT_FOUND,
				  _("ladder %s: has no step (plexus-slot import --type rung FILE)"),
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
	if (read_care(at, request, err) || check_ladder(at, request, err) ||
	    px_record_insert(at->store, request, at->arena, err) ||
	    px_request_up(at, request, &after, &counts, err))
		return -1;
	*request = after;
	return 0;
}
