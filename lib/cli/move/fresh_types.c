/*
 * The records of a folder into a new database.  Types come in the order in which they refer to each
 * other, so that every reference finds its id in memory.
 */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/move/reading.h"
#include "model/types.h"
#include "store/move.h"
#include "store/schema.h"

size_t
px_move_place(const struct px_type *type)
{
	size_t i = 0;

	while (px_types[i] != type)
		i++;
	return i;
}

uint64_t
px_move_part(const struct px_type *type, int64_t organization)
{
	uint64_t place = (uint64_t)px_move_place(type) << 40;

	return type->flags & PX_GLOBAL ? place : place ^ (uint64_t)organization;
}

static bool
refers_to(const struct px_type *from, const struct px_type *type)
{
	for (size_t i = 0; i < from->field_count; i++)
		if (from->fields[i].target && strcmp(from->fields[i].target, type->name) == 0 &&
		    !(from->fields[i].flags & PX_DERIVED))
			return true;
	return false;
}

static bool
is_referred_to(const struct px_type *type)
{
	for (size_t i = 0; i < px_type_count; i++)
		if (refers_to(px_types[i], type))
			return true;
	return false;
}

/*
 * References.
 */
static int
find_key(struct px_reading *reading, const struct px_line_at *at, const struct px_field *field,
	 int64_t organization, struct px_value *value, struct px_err *err)
{
	const struct px_type *target = px_field_target(field);
	const int64_t *id =
		px_map_find(&reading->keys, px_map_digest(px_move_part(target, organization),
							  value->text, strlen(value->text)));

	if (!id)
		return px_err_set(err, PX_REJECTED,
				  _("%s:%ld: %s: %s: there is no such %s in the dump"), at->path,
				  at->number, field->name, value->text, _(target->label));
	value->number = *id;
	return 0;
}

static int
find_keys(struct px_reading *reading, const struct px_line_at *at, struct px_record *record,
	  struct px_err *err)
{
	const struct px_type *type = record->type;
	struct px_value *values = record->values;

	if (type->flags & PX_REGISTER)
		return 0;
	if (find_key(reading, at, &type->fields[PX_F_ORGANIZATION], 0, &values[PX_F_ORGANIZATION],
		     err) != 0)
		return -1;
	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];
		/* The items are the arena's, made by px_line_record just now. */
		struct px_value *items = (struct px_value *)(uintptr_t)values[i].items;
		int64_t organization = values[PX_F_ORGANIZATION].number;

		if (!field->target || values[i].state != PX_SET)
			continue;
		if (!(field->flags & PX_LIST) &&
		    find_key(reading, at, field, organization, &values[i], err) != 0)
			return -1;
		for (size_t j = 0; j < values[i].count; j++)
			if (find_key(reading, at, field, organization, &items[j], err) != 0)
				return -1;
	}
	return 0;
}

static int
keep_key(struct px_reading *reading, const struct px_line_at *at, const struct px_record *record,
	 struct px_err *err)
{
	const struct px_type *type = record->type;
	size_t place = px_field_index(type, px_field_find(type, px_type_key(type)));
	const char *key = px_record_text(record, place);
	uint64_t part = px_move_part(type, record->values[PX_F_ORGANIZATION].number);
	int64_t *id;

	if (!key)
		return 0;
	id = px_map_at(&reading->keys, px_map_digest(part, key, strlen(key)));
	if (*id)
		return px_err_set(err, PX_REJECTED, _("%s:%ld: %s: %s: is that of %s %lld already"),
				  at->path, at->number, type->fields[place].name, key,
				  _(type->label), (long long)*id);
	*id = record->values[PX_F_ID].number;
	return 0;
}

/*
 * Files of records.
 */
struct loading {
	struct px_reading *reading;
	const struct px_type *type;
	bool is_target;   /* others refer to it */
	bool is_circular; /* so do its own records: keys are read before */
	int64_t last;     /* id */
};

/* Which record it is, remembered for the journal; each once. */
static int
keep_seen(struct loading *loading, const struct px_line_at *at, const struct px_record *record,
	  uint64_t digest, struct px_err *err)
{
	struct px_reading *reading = loading->reading;
	const char *uid = px_record_text(record, PX_F_UID);
	uint64_t part =
		px_move_part(loading->type, 0) ^ (uint64_t)record->values[PX_F_ORGANIZATION].number;
	int64_t *place = px_map_at(&reading->uids, px_map_digest(part, uid, strlen(uid)));

	if (*place)
		return px_err_set(err, PX_REJECTED,
				  _("%s:%ld: uid: %s: is that of line %ld already"), at->path,
				  at->number, uid, reading->seen[*place - 1].line);
	PX_GROW(reading->seen, reading->seen_count, reading->seen_capacity);
	reading->seen[reading->seen_count++] =
		(struct px_seen){ .file = digest,
				  .id = record->values[PX_F_ID].number,
				  .line = at->number,
				  .type = loading->type };
	*place = (int64_t)reading->seen_count;
	return 0;
}

static int
check_order(struct loading *loading, const struct px_line_at *at, int64_t id, struct px_err *err)
{
	int64_t *most = &loading->reading->most[px_move_place(loading->type)];

	if (id <= loading->last && !loading->reading->edited)
		return px_err_set(err, PX_REJECTED,
				  _("%s:%ld: id: %lld comes after %lld: lines were moved or "
				    "doubled: %s"),
				  at->path, at->number, (long long)id, (long long)loading->last,
				  _(PX_MOVE_MEND));
	loading->last = id;
	*most = id > *most ? id : *most;
	return 0;
}

static int
take_record(struct loading *loading, const struct px_line_at *at, const char *text, size_t length,
	    struct px_err *err)
{
	struct px_reading *reading = loading->reading;
	const struct px_type *type = loading->type;
	struct px_record record;

	if (px_line_record(at, type, text, length, &record, err) != 0 ||
	    find_keys(reading, at, &record, err) != 0)
		return -1;
	if (!(type->flags & PX_INNER) &&
	    check_order(loading, at, record.values[PX_F_ID].number, err) != 0)
		return -1;
	if (loading->is_target && !loading->is_circular && keep_key(reading, at, &record, err) != 0)
		return -1;
	if (!(type->flags & (PX_INNER | PX_REGISTER)) &&
	    keep_seen(loading, at, &record, px_digest_own(text, length), err) != 0)
		return -1;
	if (px_fill_record(reading->fill, &record, err) != 0) {
		px_err_prefix(err, "%s:%ld", at->path, at->number);
		return -1;
	}
	reading->counts.read += !(type->flags & PX_INNER);
	return px_run_check(reading->run, err);
}

/* The first of two passes: keys alone. */
static int
take_key(struct loading *loading, const struct px_line_at *at, const char *text, size_t length,
	 struct px_err *err)
{
	struct px_reading *reading = loading->reading;
	const struct px_type *type = loading->type;
	struct px_record record;

	if (px_line_key(at, type, text, length, &record, err) != 0)
		return -1;
	/* What it lacks is said when it is read whole. */
	if (record.values[PX_F_ID].state != PX_SET ||
	    record.values[PX_F_ORGANIZATION].state != PX_SET)
		return 0;
	if (type != &px_type_organization &&
	    find_key(reading, at, &type->fields[PX_F_ORGANIZATION], 0,
		     &record.values[PX_F_ORGANIZATION], err) != 0)
		return -1;
	return keep_key(reading, at, &record, err);
}

/* A sum that is wrong is doubt: what exactly is wrong may show later. */
static void
check_sum(struct px_reading *reading, struct px_lines *lines, const struct px_move_sum *sum)
{
	char sha256[PX_HASH_SIZE];

	px_lines_sum(lines, sha256);
	if (strcmp(sha256, sum->sha256) == 0 || reading->edited || reading->doubt.code != PX_OK)
		return;
	if (px_lines_number(lines) != sum->lines)
		px_err_set(&reading->doubt, PX_REJECTED,
			   _("%s: has %ld lines, and had %lld when it was dumped: %s"),
			   px_lines_path(lines), px_lines_number(lines), (long long)sum->lines,
			   _(PX_MOVE_MEND));
	else
		px_err_set(&reading->doubt, PX_REJECTED,
			   _("%s: was altered since it was dumped: %s"), px_lines_path(lines),
			   _(PX_MOVE_MEND));
}

static int
pass(struct loading *loading, const struct px_move_sum *sum,
     int (*take)(struct loading *loading, const struct px_line_at *at, const char *text,
		 size_t length, struct px_err *err),
     struct px_err *err)
{
	struct px_reading *reading = loading->reading;
	struct px_line_at at = { .arena = &reading->row,
				 .complete = reading->manifest.schema == PX_SCHEMA_VERSION };
	struct px_lines *lines;
	const char *text;
	size_t length;
	int got;

	at.path = px_arena_printf(&reading->run->arena, "%s/%s", reading->folder, sum->name);
	lines = px_lines_open(at.path, take == take_record, err);
	if (!lines)
		return -1;
	while ((got = px_lines_next(lines, &text, &length, err)) == 1) {
		at.number = px_lines_number(lines);
		got = take(loading, &at, text, length, err);
		px_arena_reset(&reading->row);
		if (got != 0)
			break;
	}
	if (got == 0 && take == take_record)
		check_sum(reading, lines, sum);
	px_lines_close(lines);
	return got;
}

static const struct px_move_sum *
sum_of(const struct px_reading *reading, const char *name)
{
	for (size_t i = 0; i < reading->manifest.file_count; i++)
		if (strcmp(reading->manifest.files[i].name, name) == 0)
			return &reading->manifest.files[i];
	return NULL;
}

int
px_restore_missing(const struct px_reading *reading, const char *name, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED, _("%s/%s: is missing: %s"), reading->folder, name,
			  _(PX_MOVE_MEND));
}

/* A file that nobody announced is an edit, or was laid there. */
static int
load_type(struct px_reading *reading, const struct px_type *type, struct px_err *err)
{
	struct loading loading = { .reading = reading,
				   .type = type,
				   .is_target = is_referred_to(type),
				   .is_circular = refers_to(type, type) };
	const char *name = px_move_file(&reading->run->arena, type);
	const char *path = px_arena_printf(&reading->run->arena, "%s/%s", reading->folder, name);
	const struct px_move_sum *sum = sum_of(reading, name);
	struct px_move_sum unknown = { .name = name };
	bool there = access(path, F_OK) == 0;

	if (!there)
		return sum && !(reading->edited && reading->removes)
			       ? px_restore_missing(reading, name, err)
			       : 0;
	if (!sum && !reading->edited)
		return px_err_set(err, PX_REJECTED, _("%s: is not in the manifest: %s"), path,
				  _(PX_MOVE_MEND));
	sum = sum ? sum : &unknown;
	if (loading.is_circular && pass(&loading, sum, take_key, err) != 0)
		return -1;
	return pass(&loading, sum, take_record, err);
}

/* What the manifest names and this version does not know. */
static int
check_files(const struct px_reading *reading, struct px_err *err)
{
	for (size_t i = 0; i < reading->manifest.file_count; i++) {
		const char *name = reading->manifest.files[i].name;
		bool known = strcmp(name, PX_MOVE_JOURNAL) == 0;

		for (size_t j = 0; j < px_type_count && !known; j++)
			known = px_move_holds(px_types[j], reading->manifest.registers) &&
				strcmp(px_move_file(&reading->run->arena, px_types[j]), name) == 0;
		if (!known)
			return px_err_set(err, PX_REJECTED,
					  _("%s/%s: %s: no type of record has "
					    "this name"),
					  reading->folder, PX_MOVE_MANIFEST, name);
	}
	return sum_of(reading, PX_MOVE_JOURNAL) ? 0
						: px_restore_missing(reading, PX_MOVE_JOURNAL, err);
}

int
px_restore_types(struct px_reading *reading, struct px_err *err)
{
	if (check_files(reading, err) != 0)
		return -1;
	reading->most = px_arena_alloc(&reading->run->arena, px_type_count * sizeof(int64_t));
	for (size_t i = 0; i < px_type_count; i++)
		if (px_move_holds(px_types[i], reading->manifest.registers) &&
		    load_type(reading, px_types[i], err) != 0)
			return -1;
	return 0;
}
