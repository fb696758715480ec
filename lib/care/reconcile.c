#include "care/reconcile.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"
#include "care/reconcile_part.h"
#include "care/register.h"
#include "model/types.h"
#include "store/query.h"
#include "store/record.h"

const char *const px_finding_words[PX_FINDING_COUNT + 1] = {
	[PX_FINDING_NUMBER] = N_("number"),         [PX_FINDING_NAME] = N_("name"),
	[PX_FINDING_PROFESSION] = N_("profession"), [PX_FINDING_SPECIALTY] = N_("specialty"),
	[PX_FINDING_SKILLS] = N_("skills"),         [PX_FINDING_MOVED] = N_("moved"),
	[PX_FINDING_RETIRED] = N_("retired"),       [PX_FINDING_GONE] = N_("gone"),
	[PX_FINDING_DUPLICATE] = N_("duplicate"),
};

/* A place where the team works: the organization, or one of its sites. */
struct place {
	const char *postcode, *city_folded, *finess, *phone;
};

struct px_reconcile {
	struct px_store *store;
	const struct px_world *world;
	char *imported; /* when the register was */
	char today[PX_DATE_SIZE];
	/* The organization of the last practitioner met. */
	struct px_arena home_arena;
	int64_t home;
	bool house; /* its people work at its places */
	struct place *places;
	size_t place_count, place_capacity;
	/* Numbers given. */
	char **numbers;
	size_t number_count, number_capacity;
};

struct px_reconcile *
px_reconcile_open(struct px_store *store, const struct px_world *world, struct px_err *err)
{
	struct px_reconcile *reconcile;
	struct px_local local = px_zone_local(world->zone, world->now);
	char *imported;

	if (px_store_setting(store, PX_RPPS_IMPORTED, &imported, err) != 0)
		return NULL;
	if (!imported) {
		px_err_set(err, PX_NOT_FOUND,
			   _("no register was imported: plexus-directory import --from rpps FILE"));
		return NULL;
	}
	reconcile = px_calloc(1, sizeof(*reconcile));
	reconcile->store = store;
	reconcile->world = world;
	reconcile->imported = imported;
	px_date_format(local.date, reconcile->today);
	return reconcile;
}

void
px_reconcile_close(struct px_reconcile *reconcile)
{
	if (!reconcile)
		return;
	for (size_t i = 0; i < reconcile->number_count; i++)
		free(reconcile->numbers[i]);
	free(reconcile->numbers);
	free(reconcile->places);
	free(reconcile->imported);
	px_arena_release(&reconcile->home_arena);
	free(reconcile);
}

/*
 * Where the team works.
 */
static void
add_place(struct px_reconcile *reconcile, const char *postcode, const char *city,
	  const char *finess, const char *phone)
{
	struct px_arena *arena = &reconcile->home_arena;

	if (!postcode && !city && !finess)
		return;
	PX_GROW(reconcile->places, reconcile->place_count, reconcile->place_capacity);
	reconcile->places[reconcile->place_count++] = (struct place){
		.postcode = postcode ? px_arena_strdup(arena, postcode) : NULL,
		.city_folded = city ? px_text_folded(arena, city) : NULL,
		.finess = finess ? px_arena_strdup(arena, finess) : NULL,
		.phone = phone ? px_arena_strdup(arena, phone) : NULL,
	};
}

static int
read_sites(struct px_reconcile *reconcile, struct px_err *err)
{
	struct px_query query = { .type = &px_type_location,
				  .organization = reconcile->home,
				  .limit = -1,
				  .world = reconcile->world };
	struct px_cursor *cursor = px_query_open(reconcile->store, &query, err);
	struct px_record site;
	int more = cursor ? 1 : -1;

	while (more > 0 && (more = px_query_next(cursor, &site, err)) > 0)
		add_place(reconcile, px_record_text(&site, PX_LOCATION_POSTCODE),
			  px_record_text(&site, PX_LOCATION_CITY),
			  px_record_text(&site, PX_LOCATION_FINESS),
			  px_record_text(&site, PX_LOCATION_PHONE));
	px_query_close(cursor);
	return more;
}

/* Members of a community or of a team without walls work everywhere in its territory: only those of a
 * house can have moved out of it. */
static bool
is_house(const char *kind)
{
	static const char *const spread[] = { "cpts", "esp", "ess", "dac", "social", "other" };

	for (size_t i = 0; i < PX_COUNT(spread); i++)
		if (strcmp(kind, spread[i]) == 0)
			return false;
	return true;
}

static int
meet_home(struct px_reconcile *reconcile, int64_t id, struct px_err *err)
{
	struct px_record home;

	if (reconcile->home == id)
		return 0;
	px_arena_reset(&reconcile->home_arena);
	reconcile->place_count = 0;
	reconcile->home = id;
	if (px_record_read(reconcile->store, &px_type_organization, id, &reconcile->home_arena,
			   &home, err) != 1)
		return -1;
	reconcile->house = is_house(px_record_text(&home, PX_ORGANIZATION_KIND));
	add_place(reconcile, px_record_text(&home, PX_ORGANIZATION_POSTCODE),
		  px_record_text(&home, PX_ORGANIZATION_CITY),
		  px_record_text(&home, PX_ORGANIZATION_FINESS),
		  px_record_text(&home, PX_ORGANIZATION_PHONE));
	return read_sites(reconcile, err);
}

static bool
same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static bool
is_here(const struct px_reconcile *reconcile, const struct px_register_activity *row)
{
	for (size_t i = 0; i < reconcile->place_count; i++) {
		const struct place *place = &reconcile->places[i];

		if (same(place->postcode, row->postcode) || same(place->finess, row->finess) ||
		    same(place->city_folded, row->city_folded))
			return true;
	}
	return false;
}

/*
 * Findings.
 */
void
px_reconcile_found(struct px_reconciling *r, enum px_finding_kind kind, size_t field,
		   const struct px_value *after, const char *reason)
{
	if (r->out->count == PX_FINDINGS_LIMIT)
		return;
	r->out->items[r->out->count++] = (struct px_finding){
		.kind = kind,
		.field = field,
		.after = after ? px_value_copy(r->arena, after) : (struct px_value){ 0 },
		.reason = reason,
	};
}

void
px_reconcile_text(struct px_reconciling *r, enum px_finding_kind kind, size_t field,
		  const char *after, const char *reason)
{
	struct px_value value = { .state = PX_SET, .text = after };

	px_reconcile_found(r, kind, field, &value, reason);
}

/* Letters and digits alone, each word ended by a blank: "Jean-Pierre" and "JEAN PIERRE" are one. */
static void
add_word(const char *word, void *data)
{
	px_buf_printf(data, "%s ", word);
}

/* The same words, or those of one are the first of the other (several given names). */
static bool
same_words(const char *a, const char *b, bool prefix)
{
	struct px_buf one = PX_BUF_INIT, other = PX_BUF_INIT;
	size_t length;
	bool is_same;

	px_text_words(a ? a : "", add_word, &one);
	px_text_words(b ? b : "", add_word, &other);
	length = one.length < other.length ? one.length : other.length;
	is_same = prefix ? length > 0 && memcmp(one.data, other.data, length) == 0
			 : strcmp(one.data, other.data) == 0;
	px_buf_release(&one);
	px_buf_release(&other);
	return is_same;
}

static void
check_name(struct px_reconciling *r)
{
	const struct px_register_activity *row = &r->rows->items[0];
	const char *family = px_record_text(r->practitioner, PX_PRACTITIONER_FAMILY),
		   *given = px_record_text(r->practitioner, PX_PRACTITIONER_GIVEN);
	const char *reason = _("this is the name of exercise in the register");

	if (row->family && !same_words(family, row->family, false))
		px_reconcile_text(r, PX_FINDING_NAME, PX_PRACTITIONER_FAMILY, row->family, reason);
	if (row->given && !same_words(given, row->given, true))
		px_reconcile_text(r, PX_FINDING_NAME, PX_PRACTITIONER_GIVEN, row->given, reason);
}

/* The desk's telephone is not theirs any more; any other may be their own. */
static bool
has_phone_of_house(const struct px_reconcile *reconcile, const struct px_record *practitioner)
{
	const char *phone = px_record_text(practitioner, PX_PRACTITIONER_PHONE);

	for (size_t i = 0; i < reconcile->place_count; i++)
		if (same(reconcile->places[i].phone, phone))
			return true;
	return false;
}

static void
check_place(const struct px_reconcile *reconcile, struct px_reconciling *r)
{
	const struct px_register_activity *there = NULL;
	const char *reason;

	for (size_t i = 0; i < r->rows->count; i++) {
		const struct px_register_activity *row = &r->rows->items[i];

		if (is_here(reconcile, row))
			return;
		if (!there && (row->postcode || row->city))
			there = row;
	}
	if (!there || !reconcile->house || !reconcile->place_count)
		return;
	reason = px_arena_printf(r->arena, _("practises at %s %s, at no place of the team"),
				 there->postcode ? there->postcode : "",
				 there->city ? there->city : "");
	if (there->phone && has_phone_of_house(reconcile, r->practitioner))
		px_reconcile_text(r, PX_FINDING_MOVED, PX_PRACTITIONER_PHONE, there->phone, reason);
	else
		px_reconcile_found(r, PX_FINDING_MOVED, 0, NULL, reason);
}

/* A place or a way of working on any row is an activity. */
static bool
is_active(const struct px_register_activities *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->items[i].structure || rows->items[i].mode)
			return true;
	return false;
}

/*
 * Whoever is in the team twice.
 */
static const char twins_sql[] =
	"SELECT \"id\", \"handle\", \"given_folded\", \"profession\", \"rpps\" "
	"FROM \"practitioner\" WHERE \"organization\" = $1 AND \"family_folded\" = $2 "
	"AND \"id\" < $3 ORDER BY \"id\"";

static bool
differ(const char *a, const char *b)
{
	return a && b && *a && *b && strcmp(a, b) != 0;
}

/* Said of the later of the two, so that it is said once. */
static int
check_twins(struct px_reconcile *reconcile, struct px_reconciling *r, struct px_err *err)
{
	const struct px_record *record = r->practitioner;
	struct px_stmt *stmt = px_store_prepare(reconcile->store, twins_sql, err);
	const char *given = px_record_text(record, PX_PRACTITIONER_GIVEN);
	char *given_folded = px_text_folded(r->arena, given ? given : "");
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_bind_number(stmt, 1, reconcile->home);
		px_bind_text(
			stmt, 2,
			px_text_folded(r->arena, px_record_text(record, PX_PRACTITIONER_FAMILY)));
		px_bind_number(stmt, 3, record->values[PX_F_ID].number);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		const char *other = px_stmt_text(stmt, 2);

		if (strcmp(other ? other : "", given_folded) != 0 ||
		    differ(px_stmt_text(stmt, 3),
			   px_record_text(record, PX_PRACTITIONER_PROFESSION)) ||
		    differ(px_stmt_text(stmt, 4), px_record_text(record, PX_PRACTITIONER_RPPS)))
			continue;
		px_reconcile_found(
			r, PX_FINDING_DUPLICATE, 0, NULL,
			px_arena_printf(r->arena,
					_("the same name as %lld (%s): remove one of them"),
					(long long)px_stmt_number(stmt, 0), px_stmt_text(stmt, 1)));
	}
	px_stmt_done(stmt);
	return got;
}

/*
 * A number for whoever has none.
 */
static const char holder_sql[] = "SELECT \"id\", \"handle\" FROM \"practitioner\" "
				 "WHERE \"organization\" = $1 AND \"rpps\" = $2";

/* 1: the number is nobody's and now given; 0: somebody of the team has it, which is said. */
static int
give_number(struct px_reconcile *reconcile, struct px_reconciling *r, const char *rpps,
	    struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(reconcile->store, holder_sql, err);
	bool given = false;
	int got;

	if (!stmt)
		return -1;
	for (size_t i = 0; i < reconcile->number_count; i++)
		given = given || strcmp(reconcile->numbers[i], rpps) == 0;
	px_bind_number(stmt, 1, reconcile->home);
	px_bind_text(stmt, 2, rpps);
	got = px_stmt_step(stmt, err);
	if (got > 0)
		px_reconcile_found(
			r, PX_FINDING_DUPLICATE, 0, NULL,
			px_arena_printf(r->arena,
					_("the register's %s is %lld (%s): remove one of "
					  "them"),
					rpps, (long long)px_stmt_number(stmt, 0),
					px_stmt_text(stmt, 1)));
	px_stmt_done(stmt);
	if (got != 0 || given)
		return got < 0 ? -1 : 0;
	PX_GROW(reconcile->numbers, reconcile->number_count, reconcile->number_capacity);
	reconcile->numbers[reconcile->number_count++] = px_strdup(rpps);
	px_reconcile_text(r, PX_FINDING_NUMBER, PX_PRACTITIONER_RPPS, rpps,
			  _("the one person of the register with this name, here"));
	return 1;
}

/* Those of the family name who have the given name and the profession, and practise here. */
static bool
fits(const struct px_reconcile *reconcile, const struct px_record *record,
     const struct px_register_activity *row)
{
	return is_here(reconcile, row) &&
	       same_words(px_record_text(record, PX_PRACTITIONER_GIVEN), row->given, true) &&
	       !differ(px_record_text(record, PX_PRACTITIONER_PROFESSION), row->profession);
}

/* Set *rpps when one person fits; several are said, and none of them is taken. */
static int
find_number(struct px_reconcile *reconcile, struct px_reconciling *r, const char **rpps,
	    struct px_err *err)
{
	struct px_register_activities rows = { NULL, 0, 0 };
	const char *family =
		px_text_folded(r->arena, px_record_text(r->practitioner, PX_PRACTITIONER_FAMILY));
	const char *found = NULL, *several = NULL;
	int result = px_reconcile_by_name(reconcile->store, family, r->arena, &rows, err);

	for (size_t i = 0; result == 0 && i < rows.count; i++) {
		const struct px_register_activity *row = &rows.items[i];

		if ((found && strcmp(found, row->rpps) == 0) ||
		    !fits(reconcile, r->practitioner, row))
			continue;
		if (found)
			several = px_arena_printf(r->arena, "%s, %s", several ? several : found,
						  row->rpps);
		found = row->rpps;
	}
	free(rows.items);
	if (result == 0 && several)
		px_reconcile_found(r, PX_FINDING_NUMBER, 0, NULL,
				   px_arena_printf(r->arena,
						   _("several persons of the register fit: %s"),
						   several));
	else if (result == 0 && found && (result = give_number(reconcile, r, found, err)) > 0)
		*rpps = found;
	return result < 0 ? -1 : 0;
}

static void
compare(struct px_reconcile *reconcile, struct px_reconciling *r, const char *rpps)
{
	if (!r->rows->count)
		px_reconcile_text(r, PX_FINDING_GONE, PX_PRACTITIONER_LEFT, reconcile->today,
				  px_arena_printf(r->arena,
						  _("%s is not in the register imported on %.10s"),
						  rpps, reconcile->imported));
	else if (!is_active(r->rows))
		px_reconcile_text(r, PX_FINDING_RETIRED, PX_PRACTITIONER_LEFT, reconcile->today,
				  _("without any activity in the register"));
	if (!r->rows->count || !is_active(r->rows))
		return;
	check_name(r);
	px_reconcile_profession(r);
	px_reconcile_specialty(r);
	px_reconcile_skills(r);
	check_place(reconcile, r);
}

int
px_reconcile_one(struct px_reconcile *reconcile, const struct px_record *practitioner,
		 struct px_arena *arena, struct px_findings *out, struct px_err *err)
{
	struct px_register_activities rows = { NULL, 0, 0 };
	struct px_reconciling r = { practitioner, &rows, arena, out };
	const char *left = px_record_text(practitioner, PX_PRACTITIONER_LEFT);
	const char *rpps = px_record_text(practitioner, PX_PRACTITIONER_RPPS);
	int result;

	out->count = 0;
	if (left && strcmp(left, reconcile->today) <= 0)
		return 0;
	if (meet_home(reconcile, px_record_number(practitioner, PX_F_ORGANIZATION, 0), err) != 0 ||
	    check_twins(reconcile, &r, err) < 0 ||
	    (!rpps && find_number(reconcile, &r, &rpps, err) != 0))
		return -1;
	if (!rpps)
		return 0;
	result = px_reconcile_by_number(reconcile->store, rpps, arena, &rows, err);
	if (result == 0)
		compare(reconcile, &r, rpps);
	free(rows.items);
	return result;
}
