#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/import/import_part.h"
#include "store/match.h"
#include "store/query.h"

#include <string.h>

enum { MOST_CANDIDATES = 64, MOST_KEY_FIELDS = 4 };

/* A key of the type, and what the row says in its fields. */
struct key {
	const char *name; /* "family+given" */
	const struct px_field *fields[MOST_KEY_FIELDS];
	size_t count;
	struct px_record record; /* the row, with defaults in the fields of the key */
};

static bool
is_set(const struct px_record *record, const struct px_field *field)
{
	return record->values[px_field_index(record->type, field)].state == PX_SET;
}

static void
fill_default(const struct px_encounter *met, struct key *key, const struct px_field *field)
{
	struct px_parse parse = { &met->import->run->world, field, PX_FROM_TYPED,
				  &met->import->arena, met->faults };

	if (field->fallback && !is_set(&key->record, field))
		px_value_parse(&parse, field->fallback,
			       &key->record.values[px_field_index(key->record.type, field)]);
}

/* Can the row be looked for by this key?  It says every field that is required, and one at least:
 * someone who is known by a family name alone is found by it. */
static bool
read_key(const struct px_encounter *met, const char *name, struct key *key)
{
	const struct px_type *type = met->import->type;
	struct px_arena *arena = &met->import->arena;
	char *parts[MOST_KEY_FIELDS];
	bool any = false;

	key->name = name;
	key->count = px_text_split(px_arena_strdup(arena, name), '+', parts, MOST_KEY_FIELDS);
	key->record = px_record_new(arena, type);
	memcpy(key->record.values, met->given.values, type->field_count * sizeof(struct px_value));
	for (size_t i = 0; i < key->count; i++) {
		key->fields[i] = px_field_find(type, parts[i]);
		fill_default(met, key, key->fields[i]);
		if (is_set(&key->record, key->fields[i]))
			any = true;
		else if (key->count == 1 || key->fields[i]->flags & PX_REQUIRED)
			return false;
	}
	return any;
}

static bool
same(const struct px_record *a, const struct px_record *b, const struct px_field *field)
{
	size_t place = px_field_index(a->type, field);
	const struct px_value *one = &a->values[place], *other = &b->values[place];

	if (field->flags & PX_FOLDED && one->state == PX_SET && other->state == PX_SET)
		return px_text_same(one->text, other->text);
	return px_value_equal(one, other);
}

/* Do the row and the stored record both have this key, and differ? */
static bool
parts_them(const struct px_encounter *met, const char *name, const struct px_record *stored)
{
	struct key key;

	if (!read_key(met, name, &key))
		return false;
	for (size_t i = 0; i < key.count; i++)
		if (is_set(stored, key.fields[i]) && !same(&key.record, stored, key.fields[i]))
			return true;
	return false;
}

/* A number that the country gives, or columns that the database keeps unique: no two records have
 * it, wherever they were made.  A short name or a name is nothing of the kind. */
static bool
is_number(const struct px_type *type, const char *name)
{
	const struct px_field *field = px_field_find(type, name);

	if (field)
		return field->flags & PX_UNIQUE;
	for (const char *const *unique = type->uniques; unique && *unique; unique++)
		if (strcmp(*unique, name) == 0)
			return true;
	return false;
}

/*
 * A key never matches a record that a stronger one tells apart: the row and the record both have,
 * say, an RPPS, and they differ.  A row that brings the uid of another database is not the record
 * that has the same short name here, when anything else that identifies it differs.
 */
static bool
is_contradicted(const struct px_encounter *met, const struct key *key,
		const struct px_record *stored)
{
	const struct px_type *type = met->import->type;
	bool stronger = true,
	     foreign = is_set(&met->given, &type->fields[PX_F_UID]) && !is_number(type, key->name);

	for (const char *const *name = type->matches; *name; name++) {
		if (strcmp(*name, key->name) == 0)
			stronger = false;
		else if ((stronger ? is_number(type, *name) : foreign) &&
			 parts_them(met, *name, stored))
			return true;
	}
	return false;
}

/* A name alone does not tell who comes from another database. */
static bool
serves(const struct px_encounter *met, const char *name)
{
	const struct px_type *type = met->import->type;

	return !is_set(&met->given, &type->fields[PX_F_UID]) || is_number(type, name) ||
	       (type->key && strcmp(type->key, name) == 0);
}

/* Of the candidates, those that nothing tells apart from the row; they come first in ids, and the
 * first is read. */
static int
keep_likely(struct px_encounter *met, const struct key *key, int64_t *ids, int count,
	    struct px_err *err)
{
	struct px_import *import = met->import;
	int kept = 0;

	for (int i = 0; i < count; i++) {
		struct px_record stored;

		if (px_record_read(import->run->store, import->type, ids[i], &import->arena,
				   &stored, err) != 1)
			return -1;
		if (is_contradicted(met, key, &stored))
			continue;
		if (kept == 0)
			met->stored = stored;
		ids[kept++] = ids[i];
	}
	return kept;
}

static int
match_key(struct px_encounter *met, const char *name, struct px_err *err)
{
	struct px_import *import = met->import;
	int64_t ids[MOST_CANDIDATES];
	struct key key;
	int count;

	if (!serves(met, name) || !read_key(met, name, &key))
		return 0;
	count = px_match_find(import->run->store, import->run->home, &key.record, key.fields,
			      key.count, ids, MOST_CANDIDATES, err);
	if (count > 0)
		count = keep_likely(met, &key, ids, count, err);
	if (count <= 0)
		return count;
	if (count > 1)
		px_faults_add(met->faults, PX_REJECTING, key.fields[0]->name,
			      _("fits two stored records (%lld and %lld): add the column %s"),
			      (long long)ids[0], (long long)ids[1], import->type->matches[0]);
	met->id = ids[0];
	met->by_key = true;
	return 0;
}

/* The day of an instant, for people: its first second, and the next day's. */
static void
find_day(const struct px_encounter *met, const char *text, struct px_value ends[2])
{
	const struct px_zone *zone = met->import->run->world.zone;
	struct px_local local = { 0 };
	int64_t instant = 0;
	char end[PX_INSTANT_SIZE];

	px_instant_parse(text, &instant);
	local.date = px_zone_local(zone, instant).date;
	for (int i = 0; i < 2; i++) {
		px_instant_format(px_zone_instant(zone, local), end);
		ends[i] = px_value_of_text(px_arena_strdup(&met->import->arena, end));
		local.date = px_date_from_days(px_date_days(local.date) + 1);
	}
}

/* The one occurrence of that day: the rule that gives it has another hour now.  With several that
 * day, who is who cannot be told. */
static int
match_day(struct px_encounter *met, const struct key *key, struct px_err *err)
{
	const struct px_type *type = met->import->type;
	const struct px_value *at = &key->record.values[px_field_index(type, key->fields[1])];
	struct px_value ends[2];
	struct px_filter filters[] = {
		{ .field = key->fields[0],
		  .compare = PX_EQUAL,
		  .values = &key->record.values[px_field_index(type, key->fields[0])],
		  .count = 1 },
		{ .field = key->fields[1],
		  .compare = PX_EQUAL,
		  .values = &ends[0],
		  .ends = &ends[1],
		  .count = 1 },
	};
	struct px_query query = { .type = type,
				  .organization = met->import->run->home,
				  .filters = filters,
				  .filter_count = PX_COUNT(filters),
				  .limit = 2,
				  .world = &met->import->run->world };
	struct px_cursor *cursor;
	struct px_record stored;
	int more = -1, count = 0;

	find_day(met, at->text, ends);
	cursor = px_query_open(met->import->run->store, &query, err);
	while (cursor && (more = px_query_next(cursor, &stored, err)) == 1)
		met->id = count++ ? 0 : stored.values[PX_F_ID].number;
	px_query_close(cursor);
	return more;
}

/* Is the name that the other program has for it that of a record of ours? */
static int
find_owner(struct px_encounter *met, const struct key *key, struct px_err *err)
{
	struct px_import *import = met->import;
	const struct px_type *owner = px_type_find(import->type->known_of);
	const struct px_field *uid = &owner->fields[PX_F_UID];
	struct px_record like = px_record_new(&import->arena, owner);

	like.values[PX_F_UID] = key->record.values[px_field_index(import->type, key->fields[0])];
	return px_match_find(import->run->store, import->run->home, &like, &uid, 1, &met->owner, 1,
			     err);
}

/* As another program knows it: that tells it whatever uid the row brings. */
static int
match_known(struct px_encounter *met, struct px_err *err)
{
	const char *name = met->import->type->known_as;
	struct px_import *import = met->import;
	struct key key;
	int count;

	if (!name || !px_import_travels(import) || !read_key(met, name, &key) ||
	    !is_set(&key.record, key.fields[0]))
		return 0;
	count = px_match_find(import->run->store, import->run->home, &key.record, key.fields,
			      key.count, &met->id, 1, err);
	if (count < 0 || find_owner(met, &key, err) < 0)
		return -1;
	if (!met->id && !met->owner && is_set(&key.record, key.fields[1]))
		return match_day(met, &key, err);
	return 0;
}

static int
find_by(struct px_encounter *met, size_t place, struct px_err *err)
{
	const struct px_field *field = &met->import->type->fields[place];
	int64_t id;
	int count;

	if (!is_set(&met->given, field))
		return 0;
	count = px_match_find(met->import->run->store, met->import->run->home, &met->given, &field,
			      1, &id, 1, err);
	if (count == 1)
		met->id = id;
	return count;
}

/* Ids are of this very database, which the uid beside them confirms. */
static int
match_id(struct px_encounter *met, struct px_err *err)
{
	const struct px_record *given = &met->given;
	const struct px_type *type = given->type;
	int count = find_by(met, PX_F_ID, err);

	if (count < 0)
		return -1;
	if (count == 0 && is_set(given, &type->fields[PX_F_ID]))
		px_faults_add(met->faults, PX_REJECTING, "id",
			      _("%lld: no such %s in this database"),
			      (long long)given->values[PX_F_ID].number, _(type->label));
	if (count == 1 && is_set(given, &type->fields[PX_F_UID]))
		px_faults_add(met->faults, PX_REJECTING, "id",
			      _("%lld: has another uid here: this row is of another database"),
			      (long long)met->id);
	return 0;
}

/* Would the stored record make of what the row says what it has?  (A recurrence says more there: the
 * day that it counts from.) */
static bool
settles_to(const struct px_encounter *met, size_t place, const struct px_record *stored)
{
	struct px_import *import = met->import;
	struct px_record with = px_record_copy(&import->arena, stored);

	with.values[place] = met->given.values[place];
	px_record_settle(&with, &import->run->world, &import->arena);
	return px_value_equal(&with.values[place], &stored->values[place]);
}

/* Does the stored record say what the row says, in every column that the row has? */
static bool
says_the_same(const struct px_encounter *met, const struct px_record *stored)
{
	for (size_t i = PX_F_OWN; i < stored->type->field_count; i++) {
		if (!met->present[i] || px_value_equal(&met->given.values[i], &stored->values[i]))
			continue;
		if (met->given.values[i].state == PX_SET
			    ? !px_import_as_exported(met, i, stored) && !settles_to(met, i, stored)
			    : !px_import_fills_itself(met, i, stored))
			return false;
	}
	return true;
}

enum { HOUR = 3600, MINUTE = 60 };

/* A spreadsheet drops the seconds, and which of the two hours it was when winter time begins. */
static void
widen(const struct px_encounter *met, struct px_filter *filter)
{
	struct px_arena *arena = &met->import->arena;
	struct px_value *ends = px_arena_alloc(arena, 2 * sizeof(*ends));
	char text[PX_INSTANT_SIZE];
	int64_t instant;

	if (px_instant_parse(filter->values->text, &instant) != 0)
		return;
	for (size_t i = 0; i < 2; i++) {
		px_instant_format(instant + (i ? HOUR + MINUTE : -HOUR), text);
		ends[i] = px_value_of_text(px_arena_strdup(arena, text));
	}
	filter->values = &ends[0];
	filter->ends = &ends[1];
}

/* Does the database find a record by this field?  What many records share, and lists, are compared
 * afterwards: an index on them would be a detour. */
static bool
tells_apart(const struct px_field *field)
{
	return !(field->flags & (PX_LIST | PX_DERIVED)) && field->kind != &px_kind_reference &&
	       field->kind != &px_kind_recur && field->kind != &px_kind_word &&
	       field->kind != &px_kind_boolean;
}

/* What the row would be as a new record. */
static struct px_record
as_new(const struct px_encounter *met)
{
	struct px_import *import = met->import;
	struct px_record record = px_record_copy(&import->arena, &met->given);

	px_record_defaults(&record, &import->run->world, &import->arena);
	px_record_settle(&record, &import->run->world, &import->arena);
	return record;
}

/* Filters for what the row says, emptiness included; not for what fills itself. */
static size_t
filters_of(const struct px_encounter *met, struct px_filter *filters)
{
	const struct px_type *type = met->import->type;
	struct px_record new = as_new(met);
	size_t count = 0;

	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];
		bool set = is_set(&met->given, field), instant = field->kind == &px_kind_instant;
		struct px_filter *filter = &filters[count];

		if (!met->present[i] || !tells_apart(field) ||
		    (!set && (new.values[i].state == PX_SET || instant)))
			continue;
		*filter = (struct px_filter){ .field = field,
					      .compare = PX_EQUAL,
					      .values = &met->given.values[i],
					      .count = set };
		if (instant)
			widen(met, filter);
		count++;
	}
	return count;
}

/* A type without key: the row is a stored record when it equals one in every column given. */
static int
match_whole(struct px_encounter *met, struct px_err *err)
{
	struct px_import *import = met->import;
	struct px_filter *filters =
		px_arena_alloc(&import->arena, import->type->field_count * sizeof(*filters));
	struct px_query query = { .type = import->type,
				  .organization = import->run->home,
				  .filters = filters,
				  .filter_count = filters_of(met, filters),
				  .limit = -1,
				  .world = &import->run->world };
	struct px_cursor *cursor = px_query_open(import->run->store, &query, err);
	struct px_record stored;
	int more;

	if (!cursor)
		return -1;
	while ((more = px_query_next(cursor, &stored, err)) == 1) {
		if (!says_the_same(met, &stored))
			continue;
		met->id = stored.values[PX_F_ID].number;
		met->stored = px_record_copy(&import->arena, &stored);
		break;
	}
	px_query_close(cursor);
	return more < 0 ? -1 : 0;
}

int
px_import_match_uid(struct px_encounter *met, struct px_err *err)
{
	return find_by(met, PX_F_UID, err);
}

int
px_import_match(struct px_encounter *met, struct px_err *err)
{
	const struct px_type *type = met->import->type;

	if (px_import_match_uid(met, err) < 0)
		return -1;
	if (!met->id && met->import->match_id && match_id(met, err) != 0)
		return -1;
	if (!met->id && match_known(met, err) != 0)
		return -1;
	for (const char *const *key = type->matches; key && *key && !met->id; key++)
		if (match_key(met, *key, err) != 0)
			return -1;
	if (!met->id && !type->matches && !is_set(&met->given, &type->fields[PX_F_UID]))
		return match_whole(met, err);
	return 0;
}
