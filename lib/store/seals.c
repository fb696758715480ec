#include "store/seals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "store/inner.h"

static const char insert_sql[] =
	"INSERT INTO \"seal\" (\"organization\", \"name\", \"wrap\") VALUES ($1, $2, $3)";
static const char remove_sql[] =
	"DELETE FROM \"seal\" WHERE \"organization\" = $1 AND \"name\" = $2";
static const char update_sql[] =
	"UPDATE \"seal\" SET \"wrap\" = $3 WHERE \"organization\" = $1 AND \"name\" = $2";
static const char find_sql[] =
	"SELECT \"wrap\" FROM \"seal\" WHERE \"organization\" = $1 AND \"name\" = $2";
static const char next_sql[] =
	"SELECT \"name\", \"wrap\" FROM \"seal\" WHERE \"organization\" = $1 AND \"name\" > $2 "
	"ORDER BY \"name\" LIMIT 1";
static const char names_sql[] = "SELECT \"name\" FROM \"seal\" WHERE \"organization\" = $1";
static const char count_sql[] = "SELECT COUNT(*) FROM \"seal\" WHERE \"organization\" = $1";

bool
px_seals_any(const struct px_type *type)
{
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		if (type->fields[i].flags & PX_SEALED)
			return true;
	return false;
}

static int
prepare(struct px_store *store, const char *sql, int64_t organization, const char *name,
	struct px_stmt **stmt, struct px_err *err)
{
	*stmt = px_store_prepare(store, sql, err);
	if (!*stmt)
		return -1;
	px_bind_number(*stmt, 1, organization);
	if (name)
		px_bind_text(*stmt, 2, name);
	return 0;
}

static int
change(struct px_store *store, const char *sql, int64_t organization, const char *name,
       const char *wrap, struct px_err *err)
{
	struct px_stmt *stmt;
	int got;

	if (prepare(store, sql, organization, name, &stmt, err) != 0)
		return -1;
	if (wrap)
		px_bind_text(stmt, 3, wrap);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

/*
 * Writing.
 */
int
px_seals_settle(const struct px_record *before, struct px_record *after, struct px_err *err)
{
	for (size_t i = PX_F_OWN; i < after->type->field_count; i++) {
		struct px_value *value = &after->values[i];

		if (!(after->type->fields[i].flags & PX_SEALED) || value->state != PX_SET)
			continue;
		if (strcmp(value->text, px_sealed_word) == 0)
			*value =
				before ? before->values[i] : (struct px_value){ .state = PX_UNSET };
		else if (!px_seal_is(value->text) &&
			 !(before && px_value_equal(value, &before->values[i])))
			return px_err_set(err, PX_REJECTED, _("%s: %s: comes unsealed"),
					  px_tr(after->type->label), after->type->fields[i].name);
	}
	return 0;
}

static const char *
sealed_text(const struct px_record *record, size_t field)
{
	return record ? px_record_text(record, field) : NULL;
}

/* Its data key is gone once this is committed: nothing of it stays in the files. */
static int
forget(struct px_store *store, const struct px_record *record, const char *text, struct px_err *err)
{
	char name[PX_SEAL_NAME_SIZE];

	if (!px_seal_name(text, name))
		return 0;
	if (store->engine->scrub)
		store->engine->scrub(store->db);
	return change(store, remove_sql, record->values[PX_F_ORGANIZATION].number, name, NULL, err);
}

static int
keep_fresh(struct px_store *store, struct px_record *record, size_t field, struct px_arena *arena,
	   struct px_err *err)
{
	char *text = px_arena_strdup(arena, record->values[field].text);
	char *wrap = px_seal_cut(text), name[PX_SEAL_NAME_SIZE];

	if (!wrap)
		return 0;
	record->values[field].text = text;
	return px_seal_name(text, name)
		       ? change(store, insert_sql, record->values[PX_F_ORGANIZATION].number, name,
				wrap, err)
		       : 0;
}

int
px_seals_keep(struct px_store *store, const struct px_record *before, struct px_record *after,
	      struct px_arena *arena, struct px_err *err)
{
	const struct px_type *type = before ? before->type : after->type;

	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		const char *old = sealed_text(before, i), *new = sealed_text(after, i);

		if (!(type->fields[i].flags & PX_SEALED) || (old && new &&strcmp(old, new) == 0))
			continue;
		if ((old && forget(store, before, old, err) != 0) ||
		    (new &&keep_fresh(store, after, i, arena, err) != 0))
			return -1;
	}
	return 0;
}

/*
 * Reading.
 */
static int
open_one(struct px_store *store, struct px_keyring *ring, int64_t organization,
	 struct px_value *value, struct px_arena *arena, struct px_err *err)
{
	struct px_buf clear = PX_BUF_INIT;
	char name[PX_SEAL_NAME_SIZE];
	struct px_stmt *stmt;
	int result = -1, got;

	if (!px_seal_name(value->text, name))
		return 0;
	if (prepare(store, find_sql, organization, name, &stmt, err) != 0)
		return -1;
	got = px_stmt_step(stmt, err);
	if (got == 1)
		result = px_seal_open(ring, value->text, px_stmt_text(stmt, 0), &clear, err);
	else if (got == 0)
		px_err_set(err, PX_NOT_FOUND, _("it was forgotten: nothing opens it"));
	px_stmt_done(stmt);
	if (result == 0)
		value->text = px_arena_strdup(arena, clear.data);
	if (clear.capacity)
		px_wipe(clear.data, clear.capacity);
	px_buf_release(&clear);
	return result;
}

int
px_seals_open(struct px_store *store, struct px_keyring *ring, struct px_record *record,
	      struct px_arena *arena, struct px_err *err)
{
	int result = 0;

	for (size_t i = PX_F_OWN; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];

		if (!(field->flags & PX_SEALED) || record->values[i].state != PX_SET ||
		    open_one(store, ring, record->values[PX_F_ORGANIZATION].number,
			     &record->values[i], arena, err) == 0)
			continue;
		px_err_prefix(err, "%s", field->name);
		result = -1;
	}
	return result;
}

int
px_seals_fresh(struct px_store *store, int64_t organization, const char *text,
	       struct px_arena *arena, const char **out, struct px_err *err)
{
	char name[PX_SEAL_NAME_SIZE];
	struct px_stmt *stmt;
	int got;

	*out = NULL;
	if (!px_seal_name(text, name))
		return 0;
	if (prepare(store, find_sql, organization, name, &stmt, err) != 0)
		return -1;
	got = px_stmt_step(stmt, err);
	if (got == 1)
		*out = px_arena_printf(arena, "%s:%s", text, px_stmt_text(stmt, 0));
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

/*
 * What undo leaves, and finds.
 */
static int
is_there(struct px_store *store, int64_t organization, const char *name, struct px_err *err)
{
	struct px_stmt *stmt;
	int got;

	if (prepare(store, find_sql, organization, name, &stmt, err) != 0)
		return -1;
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

int
px_seals_there(struct px_store *store, const struct px_record *now, const struct px_record *then,
	       struct px_err *err)
{
	int64_t organization = then->values[PX_F_ORGANIZATION].number;

	for (size_t i = PX_F_OWN; i < then->type->field_count; i++) {
		const char *new = sealed_text(then, i), *old = sealed_text(now, i);
		char name[PX_SEAL_NAME_SIZE];
		int got;

		if (!(then->type->fields[i].flags & PX_SEALED) || !new ||
		    (old && strcmp(old, new) == 0) || !px_seal_name(new, name))
			continue;
		got = is_there(store, organization, name, err);
		if (got <= 0)
			return got < 0 ? -1
				       : px_err_set(err, PX_CONFLICT,
						    _("%s: what it was is forgotten for good"),
						    then->type->fields[i].name);
	}
	return 0;
}

struct px_seals_held {
	char (*names)[PX_SEAL_NAME_SIZE]; /* in their order */
	size_t count, capacity;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static int
hold_field(struct px_store *store, int64_t organization, const struct px_type *type,
	   const struct px_field *field, struct px_seals_held *held, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got = 1;

	px_buf_printf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL%s", field->name,
		      type->name, field->name, organization ? " AND \"organization\" = $1" : "");
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	if (organization)
		px_bind_number(stmt, 1, organization);
	while (got == 1 && (got = px_stmt_step(stmt, err)) == 1) {
		PX_GROW(held->names, held->count, held->capacity);
		held->count += px_seal_name(px_stmt_text(stmt, 0), held->names[held->count]);
	}
	px_stmt_done(stmt);
	return got;
}

struct px_seals_held *
px_seals_held(struct px_store *store, int64_t organization, struct px_err *err)
{
	struct px_seals_held *held = px_calloc(1, sizeof(*held));

	for (size_t i = 0; i < px_type_count; i++)
		for (size_t j = PX_F_OWN; j < px_types[i]->field_count; j++)
			if (px_types[i]->fields[j].flags & PX_SEALED &&
			    hold_field(store, organization, px_types[i], &px_types[i]->fields[j],
				       held, err) != 0) {
				px_seals_held_free(held);
				return NULL;
			}
	if (held->count)
		qsort(held->names, held->count, sizeof(*held->names), by_name);
	return held;
}

bool
px_seals_holds(const struct px_seals_held *held, const char *name)
{
	return held->count &&
	       bsearch(name, held->names, held->count, sizeof(*held->names), by_name);
}

void
px_seals_held_free(struct px_seals_held *held)
{
	if (!held)
		return;
	free(held->names);
	free(held);
}

/* Those that nothing holds, in the arena. */
static int
find_left(struct px_store *store, int64_t organization, const struct px_seals_held *held,
	  struct px_arena *arena, char ***names, size_t *count, struct px_err *err)
{
	struct px_stmt *stmt;
	size_t capacity = 0;
	int got;

	if (prepare(store, names_sql, organization, NULL, &stmt, err) != 0)
		return -1;
	while ((got = px_stmt_step(stmt, err)) == 1) {
		if (px_seals_holds(held, px_stmt_text(stmt, 0)))
			continue;
		PX_GROW(*names, *count, capacity);
		(*names)[(*count)++] = px_arena_strdup(arena, px_stmt_text(stmt, 0));
	}
	px_stmt_done(stmt);
	return got;
}

int
px_seals_sweep(struct px_store *store, int64_t organization, int64_t *count, struct px_err *err)
{
	struct px_seals_held *held = px_seals_held(store, organization, err);
	struct px_arena arena = PX_ARENA_INIT;
	char **names = NULL;
	size_t left = 0;
	int result = held ? px_store_must_write(store, err) : -1;

	if (result == 0)
		result = find_left(store, organization, held, &arena, &names, &left, err);
	if (result == 0 && left && store->engine->scrub)
		store->engine->scrub(store->db);
	for (size_t i = 0; result == 0 && i < left; i++)
		result = change(store, remove_sql, organization, names[i], NULL, err);
	*count = (int64_t)left;
	free(names);
	px_arena_release(&arena);
	px_seals_held_free(held);
	return result;
}

/*
 * Another key of the organization's.
 */
static int
wrap_next(struct px_store *store, struct px_keyring *ring, int64_t organization,
	  char name[PX_SEAL_NAME_SIZE], struct px_err *err)
{
	struct px_buf wrap = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got, result = -1;

	if (prepare(store, next_sql, organization, name, &stmt, err) != 0)
		return -1;
	got = px_stmt_step(stmt, err);
	if (got == 1) {
		snprintf(name, PX_SEAL_NAME_SIZE, "%s", px_stmt_text(stmt, 0));
		result = px_seal_wrap_again(ring, name, px_stmt_text(stmt, 1), &wrap, err);
	}
	px_stmt_done(stmt);
	if (result == 1)
		result = change(store, update_sql, organization, name, wrap.data, err);
	px_buf_release(&wrap);
	return got == 1 && result != 0 ? -1 : got;
}

int
px_seals_wrap_again(struct px_store *store, struct px_keyring *ring, int64_t organization,
		    int64_t *count, struct px_err *err)
{
	char name[PX_SEAL_NAME_SIZE] = "";
	int got;

	if (px_store_must_write(store, err) != 0)
		return -1;
	if (store->engine->scrub)
		store->engine->scrub(store->db);
	for (*count = 0; (got = wrap_next(store, ring, organization, name, err)) == 1;)
		++*count;
	return got;
}

int
px_seals_count(struct px_store *store, int64_t organization, int64_t *count, struct px_err *err)
{
	struct px_stmt *stmt;
	int got;

	if (prepare(store, count_sql, organization, NULL, &stmt, err) != 0)
		return -1;
	got = px_stmt_step(stmt, err);
	*count = got == 1 ? px_stmt_number(stmt, 0) : 0;
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}
