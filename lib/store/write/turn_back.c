/*
 * Records made what they were: what undo writes.
 */
#include <string.h>

#include "base/i18n.h"
#include "store/guard.h"
#include "store/inner.h"
#include "store/links.h"
#include "store/name.h"
#include "store/record.h"
#include "store/row.h"
#include "store/schema.h"
#include "store/seals.h"
#include "store/tokens.h"

/* The name that a reference had then must be that of the same record now: one that only resembles it
 * is another one. */
static int
resolve_one(struct px_store *store, const struct px_field *field, int64_t organization,
	    struct px_value *value, struct px_arena *arena, struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;
	const char *name = value->text;

	if (value->number && name)
		return 0;
	if (px_reference_resolve(store, field, organization, value, arena, &why) == 0 &&
	    (!name || strcmp(value->text, name) == 0))
		return 0;
	if (why.code == PX_SYSTEM)
		return px_err_copy(err, &why);
	return px_err_set(err, PX_CONFLICT, _("%s: there is no %s %s any more"), field->name,
			  px_tr(px_field_target(field)->label), name ? name : "?");
}

/* The journal tells its key; one that is put back is its own. */
static int
name_organization(struct px_store *store, struct px_record *record, struct px_arena *arena,
		  struct px_err *err)
{
	const struct px_type *type = record->type;
	const struct px_field *field = &type->fields[PX_F_ORGANIZATION];
	struct px_value *value = &record->values[PX_F_ORGANIZATION];

	if (!value->text && px_field_target(field) == type)
		value->text = px_record_text(
			record, px_field_index(type, px_field_find(type, px_type_key(type))));
	return resolve_one(store, field, value->number, value, arena, err);
}

static int
resolve(struct px_store *store, struct px_record *record, struct px_arena *arena,
	struct px_err *err)
{
	int64_t organization = record->values[PX_F_ORGANIZATION].number;

	if (name_organization(store, record, arena, err))
		return -1;
	for (size_t i = PX_F_OWN; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];
		struct px_value *value = &record->values[i], *items;

		if (!field->target || (field->flags & PX_DERIVED) || value->state != PX_SET)
			continue;
		if (!(field->flags & PX_LIST)) {
			if (resolve_one(store, field, organization, value, arena, err))
				return -1;
			continue;
		}
		items = px_arena_alloc(arena, (value->count + 1) * sizeof(*items));
		for (size_t j = 0; j < value->count; j++) {
			items[j] = value->items[j];
			if (resolve_one(store, field, organization, &items[j], arena, err))
				return -1;
		}
		value->items = items;
	}
	return 0;
}

/* A hook may refuse it; changed, it would not be what it was. */
static int
ask_guard(struct px_store *store, const struct px_record *before, struct px_record *after,
	  struct px_arena *arena, struct px_err *err)
{
	int changed = px_guard_ask(store, before, after, arena, err);

	if (changed > 0)
		return px_err_set(err, PX_CONFLICT,
				  _("%s %lld: a hook changes what is put back: it can only refuse"),
				  px_tr(after->type->label),
				  (long long)after->values[PX_F_ID].number);
	return changed;
}

int
px_record_put_back(struct px_store *store, struct px_record *record, struct px_arena *arena,
		   struct px_err *err)
{
	return px_store_must_write(store, err) || px_row_check(record, err) ||
			       resolve(store, record, arena, err) ||
			       px_seals_there(store, NULL, record, err) ||
			       ask_guard(store, NULL, record, arena, err) ||
			       px_row_insert(store, record, err) ||
			       px_record_write_lists(store, record, err) ||
			       px_tokens_write(store, NULL, record, arena, err) ||
			       px_record_journal(store, NULL, record, err) ||
			       px_guard_wrote(store, NULL, record, err)
		       ? -1
		       : 0;
}

static int
turn_lists(struct px_store *store, const struct px_record *now, const struct px_record *then,
	   struct px_err *err)
{
	for (size_t i = PX_F_OWN; i < then->type->field_count; i++) {
		const struct px_field *field = &then->type->fields[i];

		if (!px_field_is_list(field) || px_value_equal(&now->values[i], &then->values[i]))
			continue;
		if (px_links_clear(store, then, field, err) ||
		    (then->values[i].state == PX_SET && px_links_write(store, then, field, err)))
			return -1;
	}
	return 0;
}

int
px_record_turn_back(struct px_store *store, const struct px_record *now, struct px_record *then,
		    struct px_arena *arena, struct px_err *err)
{
	return px_store_must_write(store, err) || px_row_check(then, err) ||
			       resolve(store, then, arena, err) ||
			       px_seals_there(store, now, then, err) ||
			       ask_guard(store, now, then, arena, err) ||
			       px_row_update(store, now, then, err) ||
			       turn_lists(store, now, then, err) ||
			       px_tokens_write(store, now, then, arena, err) ||
			       px_record_journal(store, now, then, err) ||
			       px_guard_wrote(store, now, then, err)
		       ? -1
		       : 0;
}

int
px_record_erase_kept(struct px_store *store, const struct px_record *record, struct px_arena *arena,
		     struct px_err *err)
{
	return px_tokens_write(store, record, NULL, arena, err) ||
			       px_row_delete(store, record, err) ||
			       px_record_journal(store, record, NULL, err) ||
			       px_guard_wrote(store, record, NULL, err)
		       ? -1
		       : 0;
}
