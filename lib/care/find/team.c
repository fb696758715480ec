/* Who of the team is meant: practitioners of the organization, where it is. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "care/communes.h"
#include "care/find/part.h"
#include "care/register/part.h"
#include "model/specialties.h"

enum { SLUG_LIMIT = 120 };

static const char team_sql[] =
	"SELECT p.\"id\", p.\"handle\", p.\"rpps\", p.\"family\", p.\"given\", p.\"profession\", "
	"p.\"specialty\", p.\"phone\", p.\"family_folded\", p.\"given_folded\", o.\"id\", "
	"o.\"name\", o.\"address\", o.\"postcode\", "
	"o.\"city\", o.\"phone\", o.\"lat\", o.\"lon\" FROM \"practitioner\" p "
	"JOIN \"organization\" o ON o.\"id\" = p.\"organization\" "
	"WHERE (p.\"left\" IS NULL OR p.\"left\" >= $1) ORDER BY p.\"family_folded\", "
	"COALESCE(p.\"given_folded\", ''), p.\"id\"";

static const char skills_sql[] = "SELECT \"value\" FROM \"practitioner_skills\" "
				 "WHERE \"organization\" = $1 AND \"owner\" = $2";

enum {
	ID,
	HANDLE,
	RPPS,
	FAMILY,
	GIVEN,
	PROFESSION,
	SPECIALTY,
	PHONE,
	FAMILY_FOLDED,
	GIVEN_FOLDED,
	HOME,
	SITE,
	ADDRESS,
	POSTCODE,
	CITY,
	SITE_PHONE,
	LAT,
	LON,
};

int
px_find_home(struct px_store *store, const char *communes, const char *lat, const char *lon,
	     const char *postcode, const char *city, struct px_arena *arena, struct px_point *out,
	     struct px_err *err)
{
	struct px_err ignored = PX_ERR_INIT;
	struct px_place place;

	if (lat && lon && px_geo_read(lat, lon, out))
		return 1;
	if (!postcode)
		return 0;
	/* A town may be written in a way that La Poste does not know. */
	if (!city ||
	    px_communes_locate(store, communes, px_arena_printf(arena, "%s %s", postcode, city),
			       arena, &place, &ignored))
		if (px_communes_locate(store, communes, postcode, arena, &place, err))
			return -1;
	*out = place.point;
	return 1;
}

/* A skill of a member is a code, or words: is it this one? */
static bool
is_skill(const char *text, const char *code, struct px_arena *arena)
{
	const struct px_term *term = px_term_by_code(px_specialties, code);

	if (strcmp(text, code) == 0)
		return true;
	return term && (px_text_same(text, term->label) ||
			px_term_is(term, px_text_slug(arena, text, SLUG_LIMIT)));
}

bool
px_find_says(const char *text, const char *beginning, struct px_arena *arena)
{
	const struct px_term *term = px_term_by_code(px_specialties, text);

	return px_find_begins(px_text_folded(arena, term ? term->label : text), beginning);
}

/* 1 when one of the skills is of this code (or, for "", when there is any), or, without a code, says
 * a word that begins so. */
static int
has_skill(struct px_finding *finding, struct px_stmt *member, const char *code,
	  const char *beginning, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(finding->store, skills_sql, err);
	int got = stmt ? 1 : -1, found = 0;

	if (stmt) {
		px_bind_number(stmt, 1, px_stmt_number(member, HOME));
		px_bind_number(stmt, 2, px_stmt_number(member, ID));
	}
	while (got > 0 && !found && (got = px_stmt_step(stmt, err)) > 0) {
		const char *skill = px_stmt_text(stmt, 0);

		if (code)
			found = !*code || is_skill(skill, code, finding->arena);
		else if (beginning)
			found = px_find_says(skill, beginning, finding->arena);
	}
	px_stmt_done(stmt);
	return got < 0 ? -1 : found;
}

static int
has_trade(struct px_finding *finding, const struct px_find_trade *trade, struct px_stmt *stmt,
	  struct px_err *err)
{
	const char *profession = px_stmt_text(stmt, PROFESSION);
	const char *specialty = px_stmt_text(stmt, SPECIALTY);
	int skilled;

	if (!profession || strcmp(profession, trade->profession) != 0)
		return 0;
	if (!trade->skill)
		return 1;
	if (specialty && *trade->skill && is_skill(specialty, trade->skill, finding->arena))
		return 1;
	if (!*trade->skill && specialty)
		return 0;
	skilled = has_skill(finding, stmt, trade->skill, NULL, err);
	return skilled < 0 ? -1 : *trade->skill ? skilled : !skilled;
}

/* Each word that is no trade is of a name, of the specialty or of a skill. */
static int
has_words(struct px_finding *finding, struct px_stmt *stmt, struct px_err *err)
{
	const struct px_find *find = finding->find;
	const char *specialty = px_stmt_text(stmt, SPECIALTY);
	int has = 1;

	for (size_t i = 0; has > 0 && i < find->name_count; i++) {
		const char *word = find->names[i];

		if (px_find_begins(px_stmt_text(stmt, FAMILY_FOLDED), word) ||
		    px_find_begins(px_stmt_text(stmt, GIVEN_FOLDED), word) ||
		    (specialty && px_find_says(specialty, word, finding->arena)))
			continue;
		has = has_skill(finding, stmt, NULL, word, err);
	}
	return has;
}

static int
is_meant(struct px_finding *finding, struct px_stmt *stmt, struct px_err *err)
{
	const struct px_find *find = finding->find;
	int meant = find->trade_count == 0;

	if (find->organization && px_stmt_number(stmt, HOME) != find->organization)
		return 0;
	for (size_t i = 0; !meant && i < find->trade_count; i++)
		meant = has_trade(finding, &find->trades[i], stmt, err);
	return meant > 0 ? has_words(finding, stmt, err) : meant;
}

/* Where each organization is, worked out once. */
struct home {
	int64_t id;
	double km;
};

static double
distance_of(struct px_finding *finding, struct px_stmt *stmt)
{
	struct px_err ignored = PX_ERR_INIT;
	struct px_point point;

	if (px_find_home(finding->store, finding->find->communes, px_stmt_text(stmt, LAT),
			 px_stmt_text(stmt, LON), px_stmt_text(stmt, POSTCODE),
			 px_stmt_text(stmt, CITY), finding->arena, &point, &ignored) <= 0)
		return -1;
	return px_geo_km(finding->find->point, point);
}

static const char *
text_at(const struct px_finding *finding, struct px_stmt *stmt, int column)
{
	const char *text = px_stmt_text(stmt, column);

	return text ? px_arena_strdup(finding->arena, text) : NULL;
}

static void
add(struct px_finding *finding, struct px_stmt *stmt, double km)
{
	struct px_find_people *out = finding->out;

	PX_GROW(out->items, out->count, out->capacity);
	out->items[out->count++] = (struct px_find_person){
		.id = px_stmt_number(stmt, ID),
		.handle = text_at(finding, stmt, HANDLE),
		.rpps = text_at(finding, stmt, RPPS),
		.family = text_at(finding, stmt, FAMILY),
		.given = text_at(finding, stmt, GIVEN),
		.profession = text_at(finding, stmt, PROFESSION),
		.skill = text_at(finding, stmt, SPECIALTY),
		.site = text_at(finding, stmt, SITE),
		.address = text_at(finding, stmt, ADDRESS),
		.postcode = text_at(finding, stmt, POSTCODE),
		.city = text_at(finding, stmt, CITY),
		.phone = text_at(finding, stmt, px_stmt_null(stmt, PHONE) ? SITE_PHONE : PHONE),
		.km = km,
	};
}

static int
take(struct px_finding *finding, struct home *home, struct px_stmt *stmt, struct px_err *err)
{
	int meant = is_meant(finding, stmt, err);

	if (meant <= 0)
		return meant;
	if (home->id != px_stmt_number(stmt, HOME)) {
		home->km = distance_of(finding, stmt);
		home->id = px_stmt_number(stmt, HOME);
	}
	if (finding->find->within < 0 || (home->km >= 0 && home->km <= finding->find->within))
		add(finding, stmt, home->km);
	return 0;
}

/* Nearest first, those of nowhere last; names stay in their order. */
static void
sort(struct px_find_people *people)
{
	for (size_t i = 1; i < people->count; i++) {
		struct px_find_person person = people->items[i];
		size_t to = i;

		while (to && person.km >= 0 &&
		       (people->items[to - 1].km < 0 || people->items[to - 1].km > person.km)) {
			people->items[to] = people->items[to - 1];
			to--;
		}
		people->items[to] = person;
	}
}

int
px_find_team(struct px_finding *finding, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(finding->store, team_sql, err);
	struct home home = { 0, -1 };
	int got = stmt ? 1 : -1;

	if (stmt)
		px_bind_text(stmt, 1, finding->find->today);
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0)
		if (take(finding, &home, stmt, err))
			got = -1;
	px_stmt_done(stmt);
	sort(finding->out);
	return got;
}
