/* Who is asked at a rung: the usual one, those on a list, everyone of the trade who is near. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "care/request/part.h"
#include "care/slot/part.h"
#include "model/types.h"
#include "store/record.h"

/*
 * Read side by side, by number: those of a profession who have not left, and the skills of everyone.  A
 * territory has tens of thousands, of whom few do what is asked.
 */
static const char people_sql[] = "SELECT \"id\", \"specialty\", \"rpps\" FROM \"practitioner\" "
				 "WHERE \"organization\" = $1 AND \"profession\" = $2 "
				 "AND (\"left\" IS NULL OR \"left\" >= $3) ORDER BY \"id\"";
static const char skills_sql[] = "SELECT \"owner\", \"value\" FROM \"practitioner_skills\" "
				 "WHERE \"organization\" = $1 ORDER BY \"owner\", \"position\"";

enum { MOST_SKILLS = 64, PROFESSION_SIZE = 8 };

struct near {
	int64_t id;
	double km;
};

struct looking {
	const struct px_slot_at *at;
	const struct px_record *request;
	struct px_slot_at person; /* with an arena of its own, for one person after the other */
	double limit;             /* kilometres */
	bool placed;              /* the point is known */
	struct px_point point;
	bool housed; /* the team's is */
	struct px_point home;
	struct near *items;
	size_t count, capacity;
	/* Of who is looked at. */
	const char *profession;
	struct px_stmt *skills;
	int more; /* a skill is read that was not taken yet */
};

/* Who asks is not asked, nor whoever was already, nor who has left. */
static int
was_asked(const struct px_slot_at *at, const struct px_record *request, int64_t who,
	  struct px_err *err)
{
	int64_t ask, day;
	int left;

	if (who == request->values[PX_REQUEST_BY].number)
		return 1;
	if (px_slot_day(at, at->organization, at->world->now, &day, err))
		return -1;
	left = px_slot_has_left(at, who, day, err);
	return left ? left : px_request_ask(at, request, who, &ask, err);
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

/* Their skills, into texts of the person's arena: how many, or -1. */
static int
read_skills(struct looking *looking, int64_t who, const char *texts[MOST_SKILLS],
	    struct px_err *err)
{
	int count = 0;

	while (looking->more > 0 && px_stmt_number(looking->skills, 0) <= who) {
		if (px_stmt_number(looking->skills, 0) == who && count < MOST_SKILLS)
			texts[count++] = px_arena_strdup(looking->person.arena,
							 px_stmt_text(looking->skills, 1));
		looking->more = px_stmt_step(looking->skills, err);
	}
	return looking->more < 0 ? -1 : count;
}

static int
does_that(struct looking *looking, struct px_stmt *person, struct px_err *err)
{
	const char *asked = px_record_text(looking->request, PX_REQUEST_TRADES);
	const char *texts[MOST_SKILLS];
	int count = read_skills(looking, px_stmt_number(person, 0), texts, err);

	if (count < 0)
		return -1;
	return px_asked_meets(asked, px_trades_of(looking->person.arena, looking->profession,
						  px_stmt_text(person, 1), texts, (size_t)count));
}

/* Where they practise, else where the team is.  In a team that has no place, they are there who have none
 * either. */
static int
take_near(struct looking *looking, struct px_stmt *person, struct px_err *err)
{
	struct px_slot_ground ground = { .trades = NULL };
	struct px_point point = looking->home;
	bool placed = looking->housed;
	double km;

	if (px_slot_practice(&looking->person, px_stmt_text(person, 2), &ground, err) < 0)
		return -1;
	if (ground.lat)
		placed = px_geo_read(ground.lat, ground.lon, &point);
	if (placed != looking->placed)
		return 0;
	km = placed ? px_geo_km(looking->point, point) : 0;
	if (km > looking->limit)
		return 0;
	PX_GROW(looking->items, looking->count, looking->capacity);
	looking->items[looking->count++] = (struct near){ px_stmt_number(person, 0), km };
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

static int
look_at_each(struct looking *looking, struct px_stmt *people, struct px_err *err)
{
	int got;

	while ((got = px_stmt_step(people, err)) > 0) {
		px_arena_reset(looking->person.arena);
		got = does_that(looking, people, err);
		if (got < 0 || (got && take_near(looking, people, err)))
			return -1;
	}
	return got;
}

static int
look_among(struct looking *looking, const char *profession, struct px_err *err)
{
	const struct px_slot_at *at = looking->at;
	struct px_stmt *people = px_store_prepare(at->store, people_sql, err);
	char today[PX_DATE_SIZE];
	int64_t day;
	int got = -1;

	looking->profession = profession;
	looking->skills = people ? px_store_prepare(at->store, skills_sql, err) : NULL;
	if (looking->skills && px_slot_day(at, at->organization, at->world->now, &day, err) == 0) {
		px_date_format(px_date_from_days(day), today);
		px_bind_number(people, 1, at->organization);
		px_bind_text(people, 2, profession);
		px_bind_text(people, 3, today);
		px_bind_number(looking->skills, 1, at->organization);
		looking->more = px_stmt_step(looking->skills, err);
		got = looking->more < 0 ? -1 : look_at_each(looking, people, err);
	}
	px_stmt_done(looking->skills);
	px_stmt_done(people);
	return got;
}

/* Each profession of what is asked, once: "60/~asalee 60/SI01 70/" and a star. */
static int
look(struct looking *looking, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	char profession[PROFESSION_SIZE], before[PROFESSION_SIZE] = "";
	int result = 0;

	looking->person = *looking->at;
	looking->person.arena = &arena;
	for (const char *trade = px_record_text(looking->request, PX_REQUEST_TRADES);
	     result == 0 && *trade;) {
		snprintf(profession, sizeof(profession), "%.*s", (int)strcspn(trade, "/"), trade);
		if (strcmp(profession, before) != 0)
			result = look_among(looking, profession, err);
		memcpy(before, profession, sizeof(before));
		trade += strcspn(trade, " ");
		trade += *trade == ' ';
	}
	px_arena_release(&arena);
	return result;
}

/* Without a place of its own, a request is where its team is, which is looked for once. */
static int
find_point(struct looking *looking, struct px_err *err)
{
	const char *lat = px_record_text(looking->request, PX_REQUEST_LAT);
	const char *lon = px_record_text(looking->request, PX_REQUEST_LON);
	struct px_slot_ground ground = { .trades = NULL };

	if (px_slot_team(looking->at, &ground, err))
		return -1;
	looking->housed = ground.lat && px_geo_read(ground.lat, ground.lon, &looking->home);
	looking->placed = looking->housed;
	looking->point = looking->home;
	if (lat)
		looking->placed = px_geo_read(lat, lon, &looking->point);
	return 0;
}

static int
add_near(const struct px_slot_at *at, const struct px_record *request, const struct px_record *rung,
	 struct px_request_whom *out, struct px_err *err)
{
	struct looking looking = { .at = at,
				   .request = request,
				   .limit = (double)rung->values[PX_RUNG_KM].number };
	int64_t most = px_record_number(rung, PX_RUNG_MOST, INT64_MAX);
	int result = find_point(&looking, err);

	if (result == 0)
		result = look(&looking, err);
	if (looking.count)
		qsort(looking.items, looking.count, sizeof(*looking.items), compare);
	for (size_t i = 0; result == 0 && (int64_t)out->count < most && i < looking.count; i++)
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
	return add_near(at, request, rung, out, err);
}
