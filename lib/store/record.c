/*
 * Writing one record: its row, its lists, its words, its journal line.
 */
#include "store/record.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/uid.h"
#include "store/guard.h"
#include "store/inner.h"
#include "store/journal.h"
#include "store/links.h"
#include "store/load.h"
#include "store/name.h"
#include "store/row.h"
#include "store/schema.h"
#include "store/seals.h"
#include "store/tokens.h"

static bool
is_register(const struct px_record *record)
{
	return record->type->flags & PX_REGISTER;
}

/* Both id and key of every reference: the row wants the one, the journal the other. */
int
px_record_settle_references(struct px_store *store, struct px_record *record,
			    struct px_arena *arena, struct px_err *err)
{
	int64_t organization = record->values[PX_F_ORGANIZATION].number;

	for (size_t i = 0; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];
		struct px_value *value = &record->values[i], *items;

		if (!field->target || (field->flags & PX_DERIVED) || value->state != PX_SET ||
		    (is_register(record) && i < PX_F_OWN))
			continue;
		if (!(field->flags & PX_LIST)) {
			if (px_reference_resolve(store, field, organization, value, arena, err))
				return -1;
			continue;
		}
		items = px_arena_alloc(arena, value->count * sizeof(*items));
		for (size_t j = 0; j < value->count; j++) {
			items[j] = value->items[j];
			if (px_reference_resolve(store, field, organization, &items[j], arena, err))
				return -1;
		}
		value->items = items;
	}
	return 0;
}

static struct px_value
text_value(struct px_arena *arena, const char *text)
{
	return px_value_of_text(px_arena_strdup(arena, text));
}

static void
stamp(struct px_store *store, struct px_record *record, size_t field, struct px_arena *arena)
{
	char now[PX_INSTANT_SIZE];

	px_instant_format(store->now, now);
	record->values[field] = text_value(arena, now);
}

static void
make_uid(struct px_store *store, const struct px_type *type, int64_t id, char uid[PX_UID_SIZE])
{
	if (store->seed)
		px_uid_seeded(store->seed, type->name, id, store->now, uid);
	else
		px_uid_make(store->now, uid);
}

/* Id, uid, times; an organization that is nobody's belongs to itself. */
static int
fill_system(struct px_store *store, struct px_record *record, struct px_arena *arena,
	    struct px_err *err)
{
	struct px_value *values = record->values;
	char uid[PX_UID_SIZE];
	int64_t id;

	if (px_store_next_ids(store, record->type->name, 1, &id, err))
		return -1;
	values[PX_F_ID] = px_value_of_number(id);
	if (is_register(record))
		return 0;
	if (values[PX_F_UID].state != PX_SET) {
		make_uid(store, record->type, id, uid);
		values[PX_F_UID] = text_value(arena, uid);
	}
	stamp(store, record, PX_F_CREATED, arena);
	stamp(store, record, PX_F_UPDATED, arena);
	return 0;
}

static int
fill_organization(struct px_record *record, struct px_err *err)
{
	const struct px_type *type = record->type;
	struct px_value *own = &record->values[PX_F_ORGANIZATION];

	if (is_register(record) || own->state == PX_SET)
		return 0;
	if (strcmp(type->name, "organization") != 0)
		return px_err_set(err, PX_FAILED, _("%s: belongs to no organization"),
				  px_tr(type->label));
	*own = (struct px_value){
		.state = PX_SET,
		.number = record->values[PX_F_ID].number,
		.text = record->values[px_field_index(type, px_field_find(type, type->key))].text,
	};
	return 0;
}

int
px_record_write_lists(struct px_store *store, const struct px_record *record, struct px_err *err)
{
	for (size_t i = PX_F_OWN; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];

		if (px_field_is_list(field) && record->values[i].state == PX_SET &&
		    px_links_write(store, record, field, err))
			return -1;
	}
	return 0;
}

/* An organization belongs to itself, but it is another one's work to add it and to change it: who undoes
 * that looks among their own. */
static int64_t
whose_line(const struct px_store *store, const struct px_record *record)
{
	bool other = store->home && strcmp(record->type->name, "organization") == 0;

	return other ? store->home : record->values[PX_F_ORGANIZATION].number;
}

/* Only one of them may be missing. */
static const struct px_record *
the_one(const struct px_record *before, const struct px_record *after)
{
	return before ? before : after;
}

static const char *
json_of(const struct px_record *record, struct px_buf *out)
{
	if (!record)
		return NULL;
	px_record_json(record, false, out);
	return out->data;
}

int
px_record_journal(struct px_store *store, const struct px_record *before,
		  const struct px_record *after, struct px_err *err)
{
	const struct px_record *record = the_one(before, after);
	struct px_buf old = PX_BUF_INIT, new = PX_BUF_INIT;
	struct px_journal_line line = {
		.organization = whose_line(store, record),
		.type = record->type->name,
		.uid = record->values[PX_F_UID].text,
	};
	int result;

	line.before = json_of(before, &old);
	line.after = json_of(after, &new);
	result = px_journal_add(store, &line, err);
	px_buf_release(&old);
	px_buf_release(&new);
	return result;
}

/* The guard may change it: then it is looked over again. */
static int
ask_guard(struct px_store *store, const struct px_record *before, struct px_record *after,
	  struct px_arena *arena, struct px_err *err)
{
	int changed = px_guard_ask(store, before, after, arena, err);

	if (changed <= 0)
		return changed;
	return px_row_check(after, err) || px_seals_settle(before, after, err) ||
			       px_record_settle_references(store, after, arena, err)
		       ? -1
		       : 0;
}

int
px_record_begin(struct px_store *store, const struct px_type *type, struct px_err *err)
{
	bool alone = (type->flags & PX_REGISTER) || strcmp(type->name, "organization") == 0;

	return alone ? px_store_begin_alone(store, err) : px_store_begin(store, err);
}

int
px_record_insert(struct px_store *store, struct px_record *record, struct px_arena *arena,
		 struct px_err *err)
{
	if (px_store_must_write(store, err) || px_slug_fill(store, record, arena, err) ||
	    fill_system(store, record, arena, err) || fill_organization(record, err) ||
	    px_row_check(record, err) || px_seals_settle(NULL, record, err) ||
	    px_record_settle_references(store, record, arena, err) ||
	    ask_guard(store, NULL, record, arena, err) ||
	    px_seals_keep(store, NULL, record, arena, err) || px_row_insert(store, record, err))
		return -1;
	if (is_register(record))
		return 0;
	if (px_record_write_lists(store, record, err) ||
	    px_tokens_write(store, NULL, record, arena, err))
		return -1;
	if (!(record->type->flags & PX_MADE) && px_record_journal(store, NULL, record, err))
		return -1;
	return px_guard_wrote(store, NULL, record, err);
}

/*
 * Many at once.
 */
static int
make_one(struct px_store *store, struct px_stmt *stmt, const struct px_made *made, int64_t id,
	 struct px_err *err)
{
	const struct px_type *type = made->shared->type;
	struct px_value values[PX_MADE_FIELDS];
	char uid[PX_UID_SIZE];
	int got;

	make_uid(store, type, id, uid);
	made->fill(id, values, made->data);
	px_bind_number(stmt, px_row_place(type, PX_F_ID), id);
	px_bind_borrowed(stmt, px_row_place(type, PX_F_UID), uid, PX_UID_SIZE - 1);
	for (size_t i = 0; i < made->field_count; i++) {
		int place = px_row_place(type, made->fields[i]);

		if (px_field_is_number(&type->fields[made->fields[i]]))
			px_bind_number(stmt, place, values[i].number);
		else
			px_bind_borrowed(stmt, place, values[i].text, strlen(values[i].text));
	}
	got = px_stmt_step(stmt, err);
	if (got == 0)
		px_stmt_again(stmt);
	return got;
}

int
px_record_make(struct px_store *store, struct px_made *made, int64_t count, struct px_arena *arena,
	       struct px_err *err)
{
	struct px_stmt *stmt;
	int result = 0;

	made->first = 0;
	if (!count)
		return 0;
	stamp(store, made->shared, PX_F_CREATED, arena);
	stamp(store, made->shared, PX_F_UPDATED, arena);
	if (px_store_must_write(store, err) || px_row_check(made->shared, err) ||
	    px_record_settle_references(store, made->shared, arena, err) ||
	    px_store_next_ids(store, made->shared->type->name, count, &made->first, err))
		return -1;
	stmt = px_bulk_begin(store, err) ? NULL : px_row_inserting(store, made->shared, err);
	for (int64_t i = 0; stmt && result == 0 && i < count; i++)
		result = make_one(store, stmt, made, made->first + i, err);
	px_stmt_done(stmt);
	return stmt && result == 0 ? px_bulk_end(store, err) : -1;
}

/* A revision that is not higher says nothing new. */
static bool
differs(const struct px_record *before, const struct px_record *after, size_t i)
{
	if (before->type->fields[i].flags & PX_REVISION)
		return px_record_number(after, i, 0) > px_record_number(before, i, 0);
	return !(before->type->fields[i].flags & PX_DERIVED) &&
	       !px_value_equal(&before->values[i], &after->values[i]);
}

static int
update_lists(struct px_store *store, const struct px_record *before, const struct px_record *after,
	     struct px_err *err)
{
	for (size_t i = PX_F_OWN; i < after->type->field_count; i++) {
		const struct px_field *field = &after->type->fields[i];

		if (!px_field_is_list(field) || !differs(before, after, i))
			continue;
		if (px_links_clear(store, after, field, err) ||
		    (after->values[i].state == PX_SET && px_links_write(store, after, field, err)))
			return -1;
	}
	return 0;
}

/* A revision is one more at each change, unless it comes higher; alone it is none. */
static void
raise_revision(const struct px_record *before, struct px_record *after)
{
	for (size_t i = PX_F_OWN; i < after->type->field_count; i++) {
		int64_t next = px_record_number(before, i, 0) + 1;

		if (!(after->type->fields[i].flags & PX_REVISION))
			continue;
		if (px_record_number(after, i, 0) < next)
			after->values[i] = px_value_of_number(next);
	}
}

static bool
any_differs(const struct px_record *before, const struct px_record *after)
{
	for (size_t i = PX_F_OWN; i < after->type->field_count; i++)
		if (differs(before, after, i))
			return true;
	return false;
}

int
px_record_update(struct px_store *store, const struct px_record *before, struct px_record *after,
		 struct px_arena *arena, struct px_err *err)
{
	for (size_t i = 0; i < PX_F_OWN; i++)
		after->values[i] = before->values[i];
	if (px_store_must_write(store, err) || px_row_check(after, err) ||
	    px_seals_settle(before, after, err) ||
	    px_record_settle_references(store, after, arena, err))
		return -1;
	if (!any_differs(before, after))
		return 0;
	if (ask_guard(store, before, after, arena, err))
		return -1;
	if (!any_differs(before, after))
		return 0; /* the guard put back what was there */
	if (px_seals_keep(store, before, after, arena, err))
		return -1;
	raise_revision(before, after);
	if (is_register(after))
		return px_row_update(store, before, after, err) ? -1 : 1;
	stamp(store, after, PX_F_UPDATED, arena);
	return px_row_update(store, before, after, err) ||
			       update_lists(store, before, after, err) ||
			       px_tokens_write(store, before, after, arena, err) ||
			       px_record_journal(store, before, after, err) ||
			       px_guard_wrote(store, before, after, err)
		       ? -1
		       : 1;
}

int
px_record_erase(struct px_store *store, const struct px_record *record, struct px_arena *arena,
		struct px_err *err)
{
	return px_tokens_write(store, record, NULL, arena, err) ||
			       px_seals_keep(store, record, NULL, arena, err) ||
			       px_row_delete(store, record, err) ||
			       px_record_journal(store, record, NULL, err) ||
			       px_guard_wrote(store, record, NULL, err)
		       ? -1
		       : 0;
}
