#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/register/part.h"

const struct px_type *const px_register_types[PX_RT_COUNT] = {
	[PX_RT_PERSON] = &px_type_rpps_person,
	[PX_RT_STRUCTURE] = &px_type_rpps_structure,
	[PX_RT_ACTIVITY] = &px_type_rpps_activity,
};

static const char *const load_sql[PX_RT_COUNT] = {
	[PX_RT_PERSON] = "SELECT \"id\", \"digest\" FROM \"rpps_person\"",
	[PX_RT_STRUCTURE] = "SELECT \"id\", \"digest\" FROM \"rpps_structure\"",
	[PX_RT_ACTIVITY] = "SELECT \"id\", \"digest\" FROM \"rpps_activity\"",
};

static const char *const delete_sql[PX_RT_COUNT] = {
	[PX_RT_PERSON] = "DELETE FROM \"rpps_person\" WHERE \"id\" = $1",
	[PX_RT_STRUCTURE] = "DELETE FROM \"rpps_structure\" WHERE \"id\" = $1",
	[PX_RT_ACTIVITY] = "DELETE FROM \"rpps_activity\" WHERE \"id\" = $1",
};

static const char gone_sql[] =
	"SELECT \"digest\", \"identity\" FROM \"rpps_activity\" WHERE \"id\" <= $1";

static const char person_sql[] = "INSERT INTO \"rpps_person\" (\"id\", \"rpps\", \"adeli\", "
				 "\"title\", \"family\", \"given\", "
				 "\"digest\", \"family_folded\", \"given_folded\") "
				 "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

static const char structure_sql[] =
	"INSERT INTO \"rpps_structure\" (\"id\", \"code\", \"finess\", \"finess_legal\", "
	"\"siret\", "
	"\"name\", \"brand\", \"address\", \"postcode\", \"city\", \"insee\", \"country\", "
	"\"phone\", \"phone2\", \"fax\", \"email\", \"digest\", \"city_folded\") "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";

static const char activity_sql[] =
	"INSERT INTO \"rpps_activity\" (\"id\", \"person\", \"structure\", \"profession\", "
	"\"category\", \"skill_type\", \"skill\", \"mode\", \"sector\", \"section\", \"role\", "
	"\"activity_kind\", \"identity\", \"digest\") "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

int
px_register_load(struct px_store *store, enum px_register_table table, struct px_register_map *map,
		 int64_t *last, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, load_sql[table], err);
	int got = stmt ? 1 : -1;

	*last = 0;
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		int64_t id = px_stmt_number(stmt, 0);
		uint64_t digest = (uint64_t)px_stmt_number(stmt, 1);

		px_register_map_at(map, digest)->number = (uint32_t)id;
		*last = id > *last ? id : *last;
	}
	px_stmt_done(stmt);
	return got;
}

int
px_register_load_gone(struct px_store *store, int64_t last, struct px_register_map *map,
		      struct px_register_list *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, gone_sql, err);
	int got = stmt ? 1 : -1;

	if (stmt)
		px_bind_number(stmt, 1, last);
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0)
		if (px_register_map_at(map, (uint64_t)px_stmt_number(stmt, 0))->seen != PX_SEEN)
			px_register_list_add(out, (uint64_t)px_stmt_number(stmt, 1));
	px_stmt_done(stmt);
	return got;
}

/* Step a statement that gives no row, and give it back. */
static int
finish(struct px_stmt *stmt, struct px_err *err)
{
	int got = px_stmt_step(stmt, err);

	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

/* The fields of a type in its own order, from place 2 on; the first free place. */
static int
bind_values(struct px_stmt *stmt, const struct px_register_values *values, int end)
{
	int place = 2;

	for (int i = PX_F_OWN; i < end; i++)
		px_bind_text(stmt, place++, values->texts[i]);
	return place;
}

static void
bind_folded(struct px_stmt *stmt, int place, const char *text, struct px_buf *scratch)
{
	px_buf_clear(scratch);
	if (text)
		px_text_fold(text, scratch);
	px_bind_text(stmt, place, text ? scratch->data : NULL);
}

int
px_register_put_person(struct px_store *store, int64_t id, const struct px_register_values *values,
		       uint64_t digest, struct px_buf *scratch, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, person_sql, err);
	int place;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, id);
	place = bind_values(stmt, values, PX_RPPS_PERSON_DIGEST);
	px_bind_number(stmt, place, (int64_t)digest);
	bind_folded(stmt, place + 1, values->texts[PX_RPPS_PERSON_FAMILY], scratch);
	bind_folded(stmt, place + 2, values->texts[PX_RPPS_PERSON_GIVEN], scratch);
	return finish(stmt, err);
}

int
px_register_put_structure(struct px_store *store, int64_t id,
			  const struct px_register_values *values, uint64_t digest,
			  struct px_buf *scratch, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, structure_sql, err);
	int place;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, id);
	place = bind_values(stmt, values, PX_RPPS_STRUCTURE_DIGEST);
	px_bind_number(stmt, place, (int64_t)digest);
	bind_folded(stmt, place + 1, values->texts[PX_RPPS_STRUCTURE_CITY], scratch);
	return finish(stmt, err);
}

int
px_register_put_activity(struct px_store *store, int64_t id, int64_t person, int64_t structure,
			 const struct px_register_row *row, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, activity_sql, err);
	int place = 4;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, id);
	px_bind_number(stmt, 2, person);
	if (structure)
		px_bind_number(stmt, 3, structure);
	for (int i = PX_RC_PROFESSION; i < PX_RC_COUNT; i++)
		px_bind_text(stmt, place++, *row->cells[i] ? row->cells[i] : NULL);
	px_bind_number(stmt, place, (int64_t)row->identity);
	px_bind_number(stmt, place + 1, (int64_t)row->activity);
	return finish(stmt, err);
}

int
px_register_delete(struct px_store *store, enum px_register_table table, int64_t id,
		   struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, delete_sql[table], err);

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, id);
	return finish(stmt, err);
}
