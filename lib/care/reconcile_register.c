/* What the register says of a person, or of those who bear a name. */
#include <stdlib.h>

#include "care/reconcile_part.h"
#include "model/types_register.h"

#define COLUMNS                                                                                    \
	"SELECT p.\"rpps\", p.\"family\", p.\"given\", k.\"profession\", k.\"skill_type\", "       \
	"k.\"skill\", k.\"mode\", s.\"code\", s.\"postcode\", s.\"city\", s.\"city_folded\", "     \
	"s.\"finess\", s.\"phone\" FROM \"rpps_person\" p "                                        \
	"JOIN \"rpps_activity\" a ON " PX_RPPS_OF_PERSON                                           \
	" JOIN \"rpps_kind\" k ON k.\"id\" = a.\"kind\" "                                          \
	"LEFT JOIN \"rpps_structure\" s ON s.\"id\" = a.\"structure\" "

/* In an order of their own, so that findings do not depend on the order of the file. */
static const char by_number[] =
	COLUMNS "WHERE p.\"rpps\" = $1 "
		"ORDER BY CASE WHEN k.\"mode\" = 'L' THEN 0 ELSE 1 END, "
		"CASE WHEN s.\"code\" IS NULL THEN 1 ELSE 0 END, s.\"code\", a.\"id\"";
static const char by_name[] = COLUMNS "WHERE p.\"family_folded\" = $1 AND p.\"rpps\" IS NOT NULL "
				      "ORDER BY p.\"rpps\", a.\"id\"";

static const char *
column(struct px_stmt *stmt, int place, struct px_arena *arena)
{
	const char *text = px_stmt_text(stmt, place);

	return text && *text ? px_arena_strdup(arena, text) : NULL;
}

static struct px_register_activity
read_activity(struct px_stmt *stmt, struct px_arena *arena)
{
	return (struct px_register_activity){
		.rpps = column(stmt, 0, arena),
		.family = column(stmt, 1, arena),
		.given = column(stmt, 2, arena),
		.profession = column(stmt, 3, arena),
		.skill_type = column(stmt, 4, arena),
		.skill = column(stmt, 5, arena),
		.mode = column(stmt, 6, arena),
		.structure = column(stmt, 7, arena),
		.postcode = column(stmt, 8, arena),
		.city = column(stmt, 9, arena),
		.city_folded = column(stmt, 10, arena),
		.finess = column(stmt, 11, arena),
		.phone = column(stmt, 12, arena),
	};
}

static int
read_all(struct px_store *store, const char *sql, const char *key, struct px_arena *arena,
	 struct px_register_activities *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, sql, err);
	int got = stmt ? 1 : -1;

	if (stmt)
		px_bind_text(stmt, 1, key);
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = read_activity(stmt, arena);
	}
	px_stmt_done(stmt);
	return got;
}

int
px_reconcile_by_number(struct px_store *store, const char *rpps, struct px_arena *arena,
		       struct px_register_activities *out, struct px_err *err)
{
	return read_all(store, by_number, rpps, arena, out, err);
}

int
px_reconcile_by_name(struct px_store *store, const char *family_folded, struct px_arena *arena,
		     struct px_register_activities *out, struct px_err *err)
{
	return read_all(store, by_name, family_folded, arena, out, err);
}
