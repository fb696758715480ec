#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "care/register/part.h"
#include "model/identifiers.h"
#include "model/professions.h"
#include "model/types.h"

/* The activity to take first: liberal and at the postcode, then by structure, those without last. */
static const char find_sql[] =
	"SELECT p.\"family\", p.\"given\", k.\"profession\", k.\"skill_type\", k.\"skill\", "
	"s.\"phone\", s.\"email\" FROM \"rpps_person\" p "
	"JOIN \"rpps_activity\" a ON " PX_RPPS_OF_PERSON " "
	"JOIN \"rpps_kind\" k ON k.\"id\" = a.\"kind\" "
	"LEFT JOIN \"rpps_structure\" s ON s.\"id\" = a.\"structure\" WHERE p.\"rpps\" = $1 "
	"ORDER BY CASE WHEN k.\"mode\" = 'L' AND s.\"postcode\" = $2 THEN 0 ELSE 1 END, "
	"CASE WHEN s.\"code\" IS NULL THEN 1 ELSE 0 END, s.\"code\", a.\"id\"";

enum { FAMILY, GIVEN, PROFESSION, SKILL_TYPE, SKILL, PHONE, EMAIL };

/* A specialty is what an order gives to physicians, dentists and pharmacists; the other skills
 * (competences, capacities, advanced practice of nurses) are a list. */
static const char specialty_type[] = "S", pharmacist[] = "21";

static bool
has_specialty(const struct px_record *record)
{
	const char *code = px_record_text(record, PX_PRACTITIONER_PROFESSION);

	return code && (px_profession_medical(code) || strcmp(code, pharmacist) == 0);
}

static void
fill_text(struct px_record *out, size_t field, const char *text, struct px_arena *arena)
{
	if (text && out->values[field].state == PX_UNSET)
		out->values[field] = px_value_of_text(px_arena_strdup(arena, text));
}

/* An address of the secure space goes to its own field, and only there. */
static void
fill_address(struct px_record *out, const char *address, struct px_arena *arena)
{
	char stored[PX_ID_SIZE];
	const char *reason;
	bool secure;

	if (!address)
		return;
	secure = px_identifier_check(PX_ID_MSSANTE, address, stored, &reason) == PX_ID_VALID;
	fill_text(out, secure ? PX_PRACTITIONER_MSSANTE : PX_PRACTITIONER_EMAIL, address, arena);
}

static void
fill_person(struct px_record *out, struct px_stmt *stmt, const char *rpps, struct px_arena *arena)
{
	fill_text(out, PX_PRACTITIONER_RPPS, rpps, arena);
	fill_text(out, PX_PRACTITIONER_FAMILY, px_stmt_text(stmt, FAMILY), arena);
	fill_text(out, PX_PRACTITIONER_GIVEN, px_stmt_text(stmt, GIVEN), arena);
	fill_text(out, PX_PRACTITIONER_PROFESSION, px_stmt_text(stmt, PROFESSION), arena);
	fill_text(out, PX_PRACTITIONER_PHONE, px_stmt_text(stmt, PHONE), arena);
	fill_address(out, px_stmt_text(stmt, EMAIL), arena);
}

/* Skills of every activity, each once; those that are specialties first go to the one field. */
struct skills {
	struct px_value *items;
	size_t count, capacity;
};

static bool
is_known(const struct skills *skills, const char *skill)
{
	for (size_t i = 0; i < skills->count; i++)
		if (strcmp(skills->items[i].text, skill) == 0)
			return true;
	return false;
}

static void
add_skill(struct px_record *out, struct skills *skills, struct px_stmt *stmt,
	  struct px_arena *arena)
{
	const char *type = px_stmt_text(stmt, SKILL_TYPE), *skill = px_stmt_text(stmt, SKILL);
	const char *specialty = px_record_text(out, PX_PRACTITIONER_SPECIALTY);

	if (!skill || is_known(skills, skill) || (specialty && strcmp(specialty, skill) == 0))
		return;
	if (!specialty && type && strcmp(type, specialty_type) == 0 && has_specialty(out)) {
		fill_text(out, PX_PRACTITIONER_SPECIALTY, skill, arena);
		return;
	}
	PX_GROW(skills->items, skills->count, skills->capacity);
	skills->items[skills->count++] = px_value_of_text(px_arena_strdup(arena, skill));
}

static void
fill_skills(struct px_record *out, const struct skills *skills, struct px_arena *arena)
{
	struct px_value list = { .state = PX_SET, .items = skills->items, .count = skills->count };

	if (skills->count && out->values[PX_PRACTITIONER_SKILLS].state == PX_UNSET)
		out->values[PX_PRACTITIONER_SKILLS] = px_value_copy(arena, &list);
}

/* Why nothing was found, and what to do. */
static int
not_found(struct px_store *store, const char *rpps, struct px_err *err)
{
	char *imported;

	if (px_store_setting(store, PX_RPPS_IMPORTED, &imported, err))
		return -1;
	if (!imported)
		return px_err_set(
			err, PX_NOT_FOUND,
			_("no register was imported: plexus-directory import --from rpps FILE, "
			  "or give the names yourself"));
	px_err_set(err, PX_NOT_FOUND, _("RPPS %s: not in the register imported on %.10s"), rpps,
		   imported);
	free(imported);
	return -1;
}

int
px_register_practitioner(struct px_store *store, const char *rpps, const char *postcode,
			 struct px_arena *arena, struct px_record *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, find_sql, err);
	struct skills skills = { NULL, 0, 0 };
	bool found = false;
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_bind_text(stmt, 1, rpps);
		px_bind_text(stmt, 2, postcode);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		if (!found)
			fill_person(out, stmt, rpps, arena);
		found = true;
		add_skill(out, &skills, stmt, arena);
	}
	fill_skills(out, &skills, arena);
	free(skills.items);
	px_stmt_done(stmt);
	if (got < 0)
		return -1;
	return found ? 0 : not_found(store, rpps, err);
}
