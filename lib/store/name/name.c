/*
 * Names of records: what people type, to ids.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/uid.h"
#include "store/inner.h"
#include "store/name.h"
#include "store/name/part.h"
#include "store/record.h"
#include "store/schema.h"

enum {
	RPPS_DIGITS = 11,
	ENDING = 6,         /* the shortest ending of a uid: the beginning is a clock's */
	NEAR_LIMIT = 20000, /* keys compared to suggest the nearest */
	SUGGESTIONS = 100,  /* made by one store: a file of unknown names must not take all day */
};

static int
find_by_id(struct px_store *store, const struct px_type *type, int64_t organization,
	   const char *name, int64_t *id, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got;

	organization = px_name_scope(type, organization);
	px_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"id\" = $1%s", type->name,
		      organization ? " AND \"organization\" = $2" : "");
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, strtoll(name, NULL, 10));
	if (organization)
		px_bind_number(stmt, 2, organization);
	got = px_stmt_step(stmt, err);
	if (got == 1)
		*id = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got;
}

/* Could it be the ending of a uid, or a whole one?  Its letters made small. */
static bool
uid_ending(const char *name, char out[PX_UID_SIZE])
{
	size_t length = strlen(name);

	if (length < ENDING || length >= PX_UID_SIZE)
		return false;
	memcpy(out, name, length + 1);
	px_text_lower(out);
	return strspn(out, "0123456789abcdef-") == length;
}

static int
find_by_uid(struct px_store *store, const struct px_type *type, int64_t organization,
	    const char *name, int64_t *id, struct px_err *err)
{
	char uid[PX_UID_SIZE];

	if ((type->flags & PX_REGISTER) || !uid_ending(name, uid))
		return 0;
	if (px_uid_valid(uid))
		return px_name_find_field(store, type, organization, "uid", uid, id, err);
	return px_name_find(store, type, organization, "\"uid\" LIKE '%' || CAST($1 AS TEXT)", uid,
			    NULL, id, err);
}

static int
find(struct px_store *store, const struct px_type *type, int64_t organization, const char *name,
     int64_t *id, struct px_err *err)
{
	size_t length = strlen(name);
	int found = 0;

	if (length && strspn(name, "0123456789") == length) {
		if (length == RPPS_DIGITS && px_field_find(type, "rpps"))
			return px_name_find_field(store, type, organization, "rpps", name, id, err);
		return length < 19 ? find_by_id(store, type, organization, name, id, err) : 0;
	}
	if (type->key)
		found = px_name_find_field(store, type, organization, type->key, name, id, err);
	return found ? found : find_by_uid(store, type, organization, name, id, err);
}

/* Keys of a type and what people call the records (family and given name), to suggest one. */
struct known {
	const char *key, *title, *given; /* the last two are the key when there is no other */
};

struct keys {
	struct px_arena arena;
	struct known *items;
	size_t count, capacity;
};

/* Keys first: of a key and a title that are as near, the key was meant; a given name last. */
static const char *
next_known(const void *data, size_t i)
{
	const struct keys *keys = data;

	if (i < keys->count)
		return keys->items[i].key;
	if (i < 2 * keys->count)
		return keys->items[i - keys->count].title;
	return i < 3 * keys->count ? keys->items[i - 2 * keys->count].given : NULL;
}

static const char *
title_column(const struct px_type *type)
{
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		if (type->fields[i].flags & PX_TITLE && !(type->fields[i].flags & PX_SEALED) &&
		    type->fields[i].kind->storage == PX_TEXT)
			return type->fields[i].name;
	return type->key;
}

static const char *
text_or(struct px_arena *arena, struct px_stmt *stmt, int column, const char *otherwise)
{
	return px_stmt_null(stmt, column) ? otherwise
					  : px_arena_strdup(arena, px_stmt_text(stmt, column));
}

static int
read_keys(struct px_store *store, const struct px_type *type, int64_t organization,
	  struct keys *keys, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got;

	organization = px_name_scope(type, organization);
	px_buf_printf(&sql, "SELECT \"%s\", \"%s\", \"%s\" FROM \"%s\"%s ORDER BY \"id\" LIMIT %d",
		      type->key, title_column(type), px_name_of_people(type) ? "given" : type->key,
		      type->name, organization ? " WHERE \"organization\" = $1" : "", NEAR_LIMIT);
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	if (organization)
		px_bind_number(stmt, 1, organization);
	while ((got = px_stmt_step(stmt, err)) == 1) {
		const char *key = px_arena_strdup(&keys->arena, px_stmt_text(stmt, 0));

		PX_GROW(keys->items, keys->count, keys->capacity);
		keys->items[keys->count++] =
			(struct known){ key, text_or(&keys->arena, stmt, 1, key),
					text_or(&keys->arena, stmt, 2, key) };
	}
	px_stmt_done(stmt);
	return got;
}

/* Of the nearest key or title; NULL when none is near. */
static const struct known *
nearest_known(const char *name, const struct keys *keys)
{
	const char *near = px_text_nearest(name, next_known, keys);

	for (size_t i = 0; near && i < keys->count; i++)
		if (keys->items[i].key == near || keys->items[i].title == near ||
		    keys->items[i].given == near)
			return &keys->items[i];
	return NULL;
}

/* PX_NOT_FOUND, with the nearest key when there is one. */
static int
say_unknown(struct px_store *store, const struct px_type *type, int64_t organization,
	    const char *name, struct px_err *err)
{
	struct keys keys = { .arena = PX_ARENA_INIT };
	const struct known *near = NULL;

	if (type->key && store->suggestions++ < SUGGESTIONS &&
	    read_keys(store, type, organization, &keys, err) == 0)
		near = nearest_known(name, &keys);
	if (near && !px_text_same(near->key, near->title))
		px_err_set(err, PX_NOT_FOUND, _("%s %s: not found; did you mean \"%s\" (%s)?"),
			   px_tr(type->label), name, near->key, near->title);
	else
		px_err_set(err, PX_NOT_FOUND,
			   near ? _("%s %s: not found; did you mean \"%s\"?")
			   : !type->key && name[strspn(name, "0123456789")]
				   ? _("%s %s: not found; it goes by its number, which list shows")
				   : _("%s %s: not found"),
			   px_tr(type->label), name, near ? near->key : NULL);
	px_arena_release(&keys.arena);
	free(keys.items);
	return -1;
}

/* `me`, unless someone has it for a key. */
static bool
is_me(const struct px_type *type, const char *name)
{
	return px_name_of_people(type) && (px_text_same(name, "me") || px_text_same(name, "moi"));
}

static int
find_me(struct px_store *store, const char *name, int64_t *id, struct px_err *err)
{
	*id = store->me;
	return store->me ? 0
			 : px_err_set(err, PX_USAGE,
				      _("%s: who is that? say it with --as NAME, PLEXUS_USER or "
					"`as = NAME` in the configuration"),
				      name);
}

int
px_record_name(struct px_store *store, const struct px_type *type, int64_t organization,
	       const char *name, int64_t *id, struct px_err *err)
{
	int found = find(store, type, organization, name, id, err);

	if (found == 0 && is_me(type, name))
		return find_me(store, name, id, err);
	if (found == 0)
		found = px_name_called(store, type, organization, name, id, err);
	if (found == 1)
		return 0;
	if (found > 1)
		return px_err_set(err, PX_CONFLICT,
				  _("%s %s: fits several records: give more of it, or the id"),
				  px_tr(type->label), name);
	return found < 0 ? -1 : say_unknown(store, type, organization, name, err);
}

/* The key of the record of this id, in the arena; NULL when there is none in this organization. */
static int
key_of(struct px_store *store, const struct px_type *type, int64_t organization, int64_t id,
       struct px_arena *arena, const char **key, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got;

	organization = px_name_scope(type, organization);
	px_buf_printf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"id\" = $1%s", px_type_key(type),
		      type->name, organization ? " AND \"organization\" = $2" : "");
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, id);
	if (organization)
		px_bind_number(stmt, 2, organization);
	got = px_stmt_step(stmt, err);
	*key = got == 1 ? px_arena_strdup(arena, px_stmt_text(stmt, 0)) : NULL;
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

int
px_reference_resolve(struct px_store *store, const struct px_field *field, int64_t organization,
		     struct px_value *value, struct px_arena *arena, struct px_err *err)
{
	const struct px_type *type = px_field_target(field);
	const char *key;

	if (value->number && value->text)
		return 0;
	if (!value->number &&
	    px_record_name(store, type, organization, value->text, &value->number, err))
		return -1;
	if (key_of(store, type, organization, value->number, arena, &key, err))
		return -1;
	if (!key)
		return px_err_set(err, PX_NOT_FOUND, _("%s %lld: not found"), px_tr(type->label),
				  (long long)value->number);
	value->text = key;
	return 0;
}

/* What is not found is the row's fault; anything else ends the call. */
static int
resolve_one(struct px_store *store, const struct px_field *field, int64_t organization,
	    struct px_value *value, struct px_faults *faults, struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;

	if (px_reference_resolve(store, field, organization, value, faults->arena, &why) == 0)
		return 0;
	if (why.code != PX_NOT_FOUND && why.code != PX_CONFLICT && why.code != PX_USAGE)
		return px_err_copy(err, &why);
	px_faults_add(faults, PX_REJECTING, field->name, "%s", why.message);
	*value = (struct px_value){ .state = PX_BAD };
	return 0;
}

/* Two names may have been the same record: each item stands once. */
static bool
seen_before(const struct px_value *items, size_t count, int64_t number)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].number == number)
			return true;
	return false;
}

static int
resolve_list(struct px_store *store, const struct px_field *field, int64_t organization,
	     struct px_value *list, struct px_faults *faults, struct px_err *err)
{
	struct px_value *items = px_arena_alloc(faults->arena, list->count * sizeof(*items));
	size_t kept = 0;
	bool bad = false;

	for (size_t i = 0; i < list->count; i++) {
		items[kept] = list->items[i];
		if (resolve_one(store, field, organization, &items[kept], faults, err))
			return -1;
		if (items[kept].state == PX_BAD)
			bad = true;
		else if (!seen_before(items, kept, items[kept].number))
			kept++;
	}
	list->items = items;
	list->count = kept;
	if (bad)
		*list = (struct px_value){ .state = PX_BAD };
	return 0;
}

int
px_record_resolve(struct px_store *store, int64_t organization, struct px_record *record,
		  struct px_faults *faults, struct px_err *err)
{
	const struct px_type *type = record->type;
	int result = 0;

	for (size_t i = 0; i < type->field_count && !result; i++) {
		const struct px_field *field = &type->fields[i];
		struct px_value *value = &record->values[i];

		if (!field->target || (field->flags & PX_DERIVED) || value->state != PX_SET)
			continue;
		if (field->flags & PX_LIST)
			result = resolve_list(store, field, organization, value, faults, err);
		else
			result = resolve_one(store, field, organization, value, faults, err);
	}
	return result;
}
