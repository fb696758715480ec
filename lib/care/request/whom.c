/* Who is asked at a rung: the usual one, those on a list, everyone of the trade who is near. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/zone.h"
#include "care/request/part.h"
#include "care/slot/part.h"
#include "model/types.h"
#include "store/query.h"
#include "store/record.h"

struct near {
	int64_t id;
	double km;
};

struct looking {
	const struct px_slot_at *at;
	const struct px_record *request;
	double limit; /* kilometres */
	bool placed;  /* the point is known */
	struct px_point point;
	struct near *items;
	size_t count, capacity;
};

/* Who asks is not asked, nor whoever was already. */
static int
was_asked(const struct px_slot_at *at, const struct px_record *request, int64_t who,
	  struct px_err *err)
{
	int64_t ask;

	if (who == request->values[PX_REQUEST_BY].number)
		return 1;
	return px_request_ask(at, request, who, &ask, err);
}

static int
add(const struct px_slot_at *at, const struct px_record *request, int64_t who,
    struct px_request_whom *out, struct px_err *err)
{
	int asked = was_asked(at, request, who, err);

	if (asked)
		return asked < 0 ? -1 : 0;
	PX_GROW(out->items, out->count, out->capacity);
	out->items[out->count++] = who;
	return 0;
}

/* Somebody of the team who works there and does that.  In a team that has no place, they are there who
 * have none either. */
static int
take_one(const struct px_record *who, void *data, struct px_err *err)
{
	struct looking *looking = data;
	struct px_record schedule = px_record_new(looking->at->arena, &px_type_schedule);
	struct px_slot_ground ground;
	struct px_point point = { 0, 0 };
	bool placed;
	double km;

	schedule.values[PX_SCHEDULE_PRACTITIONER] = who->values[PX_F_ID];
	if (px_slot_ground(looking->at, &schedule, &ground, err))
		return -1;
	if (!ground.trades ||
	    !px_asked_meets(px_record_text(looking->request, PX_REQUEST_TRADES), ground.trades))
		return 0;
	placed = ground.lat && px_geo_read(ground.lat, ground.lon, &point);
	if (placed != looking->placed)
		return 0;
	km = placed ? px_geo_km(looking->point, point) : 0;
	if (km > looking->limit)
		return 0;
	PX_GROW(looking->items, looking->count, looking->capacity);
	looking->items[looking->count++] = (struct near){ who->values[PX_F_ID].number, km };
	return 0;
}

static int
compare(const void *a, const void *b)
{
	const struct near *one = a, *other = b;

	if (one->km != other->km)
		return one->km < other->km ? -1 : 1;
	return (one->id > other->id) - (one->id < other->id);
}

/* "60,70": the professions of what is asked, as a filter takes them. */
static const char *
professions_of(const struct px_slot_at *at, const char *trades)
{
	struct px_buf text = PX_BUF_INIT;
	const char *filter;

	px_buf_puts(&text, "profession=");
	for (const char *trade = trades; *trade;) {
		size_t length = strcspn(trade, " ");

		px_buf_printf(&text, "%s%.*s", trade == trades ? "" : ",", (int)strcspn(trade, "/"),
			      trade);
		trade += length + (trade[length] == ' ');
	}
	filter = px_arena_strdup(at->arena, text.data);
	px_buf_release(&text);
	return filter;
}

static int
look(struct looking *looking, struct px_err *err)
{
	const struct px_slot_at *at = looking->at;
	struct px_query query = { .type = &px_type_practitioner,
				  .organization = at->organization,
				  .limit = -1,
				  .world = at->world };
	const char *const conditions[] = {
		professions_of(at, px_record_text(looking->request, PX_REQUEST_TRADES)), NULL
	};

	return px_query_each(at->store, &query, conditions, take_one, looking, err);
}

/* Without a place of its own, a request is where its team is. */
static int
find_point(struct looking *looking, struct px_err *err)
{
	const char *lat = px_record_text(looking->request, PX_REQUEST_LAT);
	const char *lon = px_record_text(looking->request, PX_REQUEST_LON);
	struct px_slot_ground ground = { .trades = NULL };

	if (!lat && px_slot_team(looking->at, &ground, err))
		return -1;
	if (!lat && !ground.lat)
		return 0;
	looking->placed =
		px_geo_read(lat ? lat : ground.lat, lat ? lon : ground.lon, &looking->point);
	return 0;
}

static int
add_near(const struct px_slot_at *at, const struct px_record *request, int64_t km,
	 struct px_request_whom *out, struct px_err *err)
{
	struct looking looking = { .at = at, .request = request, .limit = (double)km };
	int result = find_point(&looking, err);

	if (result == 0)
		result = look(&looking, err);
	if (looking.count)
		qsort(looking.items, looking.count, sizeof(*looking.items), compare);
	for (size_t i = 0; result == 0 && i < looking.count; i++)
		result = add(at, request, looking.items[i].id, out, err);
	free(looking.items);
	return result < 0 ? -1 : 0;
}

static int
add_list(const struct px_slot_at *at, const struct px_record *request, const struct px_value *list,
	 struct px_request_whom *out, struct px_err *err)
{
	for (size_t i = 0; i < list->count; i++)
		if (add(at, request, list->items[i].number, out, err))
			return -1;
	return 0;
}

int
px_request_whom(const struct px_slot_at *at, const struct px_record *request,
		const struct px_record *rung, struct px_request_whom *out, struct px_err *err)
{
	const char *ask = px_record_text(rung, PX_RUNG_ASK);
	const struct px_value *usual = &request->values[PX_REQUEST_USUAL];

	if (strcmp(ask, "usual") == 0)
		return usual->state == PX_SET ? add(at, request, usual->number, out, err) : 0;
	if (strcmp(ask, "list") == 0)
		return add_list(at, request, &rung->values[PX_RUNG_WHO], out, err);
	return add_near(at, request, rung->values[PX_RUNG_KM].number, out, err);
}
