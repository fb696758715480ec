/* Whose slots they are: what they are found by, where they are. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "care/find.h"
#include "care/slot/part.h"
#include "model/specialties.h"
#include "model/types.h"
#include "model/types_register.h"
#include "store/record.h"

/* Where the national register has a person work on their own account first. */
static const char practice_sql[] =
	"SELECT s.\"lat\", s.\"lon\", s.\"city\" FROM \"rpps_person\" p "
	"JOIN \"rpps_activity\" a ON " PX_RPPS_OF_PERSON " "
	"JOIN \"rpps_kind\" k ON k.\"id\" = a.\"kind\" "
	"JOIN \"rpps_structure\" s ON s.\"id\" = a.\"structure\" "
	"WHERE p.\"rpps\" = $1 AND s.\"lat\" IS NOT NULL "
	"ORDER BY CASE WHEN k.\"mode\" = 'L' THEN 0 ELSE 1 END, a.\"id\" LIMIT 1";

static const char left_sql[] = "SELECT 1 FROM \"practitioner\" WHERE \"organization\" = $1 "
			       "AND \"id\" = $2 AND \"left\" < $3";

enum { DEGREES_SCALE = 10000 }; /* the register's unit */
enum { SLUG_LIMIT = 80 };

struct px_whose
px_slot_whose(const struct px_record *slot)
{
	const struct px_value *who = &slot->values[PX_SLOT_PRACTITIONER];

	return (struct px_whose){ slot->values[PX_F_ORGANIZATION].number,
				  who->state == PX_SET ? who->number
						       : -slot->values[PX_SLOT_SERVICE].number };
}

const char *
px_whose_column(struct px_whose whose)
{
	return whose.actor < 0 ? "service" : "practitioner";
}

int
px_slot_rank(const char *const *words, const char *word)
{
	for (int i = 0; word && words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

/* Once: a specialty may be among the skills as well. */
static void
add_code(const char *profession, const char *skill, struct px_buf *out)
{
	size_t length = out->length;
	char *trade = px_asprintf("%s/%s", profession, skill);
	const char *text = out->data ? out->data : "";
	size_t size = strlen(trade);
	bool there = false;

	for (const char *p = text; (p = strstr(p, trade)); p += size)
		there = there || p[size] == ' ' || !p[size];
	if (!there)
		px_buf_printf(out, "%s%s", length ? " " : "", trade);
	free(trade);
}

/* A skill is a code of the register, or everyday words for one: were there any? */
static bool
add_known(struct px_arena *arena, const char *profession, const char *skill, struct px_buf *out)
{
	struct px_find words = { .within = -1 };
	struct px_buf said = PX_BUF_INIT;
	size_t length = out->length;
	char *word;

	if (px_specialty_by_code(skill)) {
		add_code(profession, skill, out);
		return true;
	}
	word = px_arena_strdup(arena, skill);
	px_find_words(&words, &word, 1, arena, &said);
	for (size_t i = 0; i < words.trade_count; i++)
		if (strcmp(words.trades[i].profession, profession) == 0 && words.trades[i].skill &&
		    *words.trades[i].skill)
			add_code(profession, words.trades[i].skill, out);
	px_buf_release(&said);
	return out->length > length;
}

void
px_trades_of_skill(struct px_arena *arena, const char *profession, const char *skill,
		   struct px_buf *out)
{
	const char *slug;

	if (add_known(arena, profession, skill, out))
		return;
	slug = px_text_slug(arena, skill, SLUG_LIMIT);
	if (*slug)
		add_code(profession, px_arena_printf(arena, "~%s", slug), out);
}

/* The profession alone is a trade of who has no specialty. */
const char *
px_trades_of(struct px_arena *arena, const char *profession, const char *specialty,
	     const char *const *skills, size_t skill_count)
{
	struct px_buf text = PX_BUF_INIT;
	const char *trades;

	if (specialty)
		add_known(arena, profession, specialty, &text);
	if (!text.length)
		px_buf_printf(&text, "%s/", profession);
	for (size_t i = 0; i < skill_count; i++)
		px_trades_of_skill(arena, profession, skills[i], &text);
	trades = px_arena_strdup(arena, text.data);
	px_buf_release(&text);
	return trades;
}

static const char *
trades_of(struct px_arena *arena, const struct px_record *practitioner)
{
	const char *profession = px_record_text(practitioner, PX_PRACTITIONER_PROFESSION);
	const struct px_value *skills = &practitioner->values[PX_PRACTITIONER_SKILLS];
	const char **texts = px_arena_alloc(arena, (skills->count + 1) * sizeof(*texts));

	for (size_t i = 0; i < skills->count; i++)
		texts[i] = skills->items[i].text;
	return profession ? px_trades_of(arena, profession,
					 px_record_text(practitioner, PX_PRACTITIONER_SPECIALTY),
					 texts, skills->count)
			  : NULL;
}

static void
settle_point(const struct px_slot_at *at, struct px_point point, struct px_slot_ground *out)
{
	out->lat = px_arena_printf(at->arena, "%.4f", point.lat);
	out->lon = px_arena_printf(at->arena, "%.4f", point.lon);
}

/* A place that nobody can find on the map is no place. */
static bool
take_place(const struct px_slot_at *at, const struct px_record *record, const size_t fields[4],
	   struct px_slot_ground *out)
{
	struct px_err ignored = PX_ERR_INIT;
	struct px_point point;

	if (px_find_home(at->store, at->communes, px_record_text(record, fields[0]),
			 px_record_text(record, fields[1]), px_record_text(record, fields[2]),
			 px_record_text(record, fields[3]), at->arena, &point, &ignored) != 1)
		return false;
	settle_point(at, point, out);
	out->commune = px_record_text(record, fields[3]);
	return true;
}

static const size_t of_location[] = { PX_LOCATION_LAT, PX_LOCATION_LON, PX_LOCATION_POSTCODE,
				      PX_LOCATION_CITY };
static const size_t of_organization[] = { PX_ORGANIZATION_LAT, PX_ORGANIZATION_LON,
					  PX_ORGANIZATION_POSTCODE, PX_ORGANIZATION_CITY };

static int
read_one(const struct px_slot_at *at, const struct px_type *type, int64_t id, struct px_record *out,
	 struct px_err *err)
{
	return px_record_read(at->store, type, id, at->arena, out, err) == 1 ? 0 : -1;
}

int
px_slot_practice(const struct px_slot_at *at, const char *rpps, struct px_slot_ground *out,
		 struct px_err *err)
{
	struct px_stmt *stmt;
	int got;

	if (!rpps)
		return 0;
	stmt = px_store_prepare(at->store, practice_sql, err);
	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, rpps);
	got = px_stmt_step(stmt, err);
	if (got == 1 && !px_stmt_null(stmt, 2))
		out->commune = px_arena_strdup(at->arena, px_stmt_text(stmt, 2));
	if (got == 1)
		settle_point(at,
			     (struct px_point){ (double)px_stmt_number(stmt, 0) / DEGREES_SCALE,
						(double)px_stmt_number(stmt, 1) / DEGREES_SCALE },
			     out);
	px_stmt_done(stmt);
	return got;
}

int
px_slot_has_left(const struct px_slot_at *at, int64_t practitioner, int64_t day, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, left_sql, err);
	char date[PX_DATE_SIZE];
	int got;

	if (!stmt)
		return -1;
	px_date_format(px_date_from_days(day), date);
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, practitioner);
	px_bind_text(stmt, 3, date);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

int
px_slot_team(const struct px_slot_at *at, struct px_slot_ground *out, struct px_err *err)
{
	struct px_record team;

	if (read_one(at, &px_type_organization, at->organization, &team, err))
		return -1;
	take_place(at, &team, of_organization, out);
	return 0;
}

static int
ground_of_service(const struct px_slot_at *at, const struct px_record *schedule,
		  struct px_slot_ground *out, struct px_err *err)
{
	struct px_record service;

	if (read_one(at, &px_type_organization, schedule->values[PX_SCHEDULE_SERVICE].number,
		     &service, err))
		return -1;
	out->trades = px_arena_printf(at->arena, "service/%s",
				      px_record_text(&service, PX_ORGANIZATION_KIND));
	if (!out->lat)
		take_place(at, &service, of_organization, out);
	return 0;
}

static int
ground_of_practitioner(const struct px_slot_at *at, const struct px_record *schedule,
		       struct px_slot_ground *out, struct px_err *err)
{
	struct px_record who;

	if (read_one(at, &px_type_practitioner, schedule->values[PX_SCHEDULE_PRACTITIONER].number,
		     &who, err))
		return -1;
	out->trades = trades_of(at->arena, &who);
	if (!out->lat &&
	    px_slot_practice(at, px_record_text(&who, PX_PRACTITIONER_RPPS), out, err) < 0)
		return -1;
	return out->lat ? 0 : px_slot_team(at, out, err);
}

int
px_slot_ground(const struct px_slot_at *at, const struct px_record *schedule,
	       struct px_slot_ground *out, struct px_err *err)
{
	const struct px_value *place = &schedule->values[PX_SCHEDULE_PLACE];
	struct px_record location;

	*out = (struct px_slot_ground){ .trades = NULL };
	if (place->state == PX_SET) {
		if (read_one(at, &px_type_location, place->number, &location, err))
			return -1;
		take_place(at, &location, of_location, out);
	}
	if (schedule->values[PX_SCHEDULE_SERVICE].state == PX_SET)
		return ground_of_service(at, schedule, out, err);
	return ground_of_practitioner(at, schedule, out, err);
}
