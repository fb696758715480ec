/*
 * Three states of one record: what it was when the dump was made (the journal's), what the file says, and
 * what the database has now.  What only one of the two changed is kept; what both changed otherwise is a
 * conflict.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/seal.h"
#include "base/uid.h"
#include "cli/move/merging.h"
#include "cli/sink.h"
#include "store/move.h"
#include "store/name.h"
#include "store/schema.h"

/*
 * What it was.
 */
struct history {
	struct px_arena *arena;
	int64_t common;
	bool was_told;           /* a line up to the common one tells of it */
	bool is_told;            /* a later one */
	const char *at, *before; /* after of the last of those; before of the first of these */
};

static int
read_history(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct history *history = data;

	(void)err;
	if (line->seq <= history->common) {
		history->was_told = true;
		history->at = line->after ? px_arena_strdup(history->arena, line->after) : NULL;
	} else if (!history->is_told) {
		history->is_told = true;
		history->before =
			line->before ? px_arena_strdup(history->arena, line->before) : NULL;
	}
	return 0;
}

/* Its JSON when both journals parted, NULL when it was not there; of what its parent made and nobody
 * changed since, what it is. */
static int
find_base(struct px_merging *merging, const char *uid, const struct px_record *now,
	  const char **base, struct px_err *err)
{
	struct history history = { .arena = &merging->arena, .common = merging->common };
	struct px_buf json = PX_BUF_INIT;

	if (px_journal_read(merging->run->store, 0, uid, read_history, &history, err) != 0)
		return -1;
	*base = history.was_told ? history.at : history.before;
	if (history.was_told || history.is_told || !now)
		return 0;
	px_record_json(now, false, &json);
	*base = px_arena_strdup(&merging->arena, json.data);
	px_buf_release(&json);
	return 0;
}

/*
 * Saying.
 */
static int
conflict(struct px_merging *merging, const char *where, const struct px_record *record,
	 const char *field)
{
	struct px_buf title = PX_BUF_INIT;

	px_record_title(&merging->run->world, record, &title);
	px_warn(merging->run, _("%s: %s %lld (%s): %s: was changed in the database as well"), where,
		_(record->type->label), (long long)record->values[PX_F_ID].number, title.data,
		field);
	px_buf_release(&title);
	merging->reading->counts.conflicts++;
	return 0;
}

static const char *
place(struct px_merging *merging, const struct px_line_at *at)
{
	return px_arena_printf(&merging->arena, "%s:%ld", at->path, at->number);
}

static int
refuse(const struct px_line_at *at, const struct px_faults *faults, struct px_err *err)
{
	if (!px_faults_count(faults, PX_REJECTING))
		return 0;
	return px_err_set(err, PX_REJECTED, "%s:%ld: %s", at->path, at->number,
			  px_faults_text(faults, PX_REJECTING));
}

static void
note_written(struct px_merging *merging)
{
	static const char *const kinds[] = { "slot", "schedule", "appointment", "waiting" };

	for (size_t i = 0; i < PX_COUNT(kinds); i++)
		merging->slots |= strcmp(merging->type->name, kinds[i]) == 0;
}

/*
 * Values: what JSON brought is held to the rules of whatever comes from a file.
 */
static void
parse_value(struct px_merging *merging, const struct px_record *record, size_t i,
	    struct px_faults *faults, struct px_value *out)
{
	const struct px_field *field = &record->type->fields[i];
	struct px_parse parse = { .world = &merging->run->world,
				  .field = field,
				  .origin = PX_FROM_TEAM,
				  .arena = &merging->arena,
				  .faults = faults,
				  .literal = true };
	struct px_buf text = PX_BUF_INIT;

	*out = record->values[i];
	if (out->state != PX_SET || field->target || field->kind == &px_kind_json)
		return;
	if (!(field->flags & PX_SEALED))
		px_value_print(NULL, field, out, PX_STYLE_MACHINE, &text);
	else if (!px_seal_is(out->text)) /* by hand: it is sealed now */
		px_buf_puts(&text, out->text);
	if (text.length)
		px_value_parse(&parse, text.data, out);
	px_buf_release(&text);
}

/* References that the file has, as far as they are known here: those of what did not change need not be. */
static void
find_references(struct px_merging *merging, struct px_record *record, int64_t organization)
{
	for (size_t i = PX_F_OWN; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];
		struct px_value *value = &record->values[i];
		/* The items are the arena's, made by px_line_record just now. */
		struct px_value *items = (struct px_value *)(uintptr_t)value->items;

		if (!field->target || (field->flags & PX_DERIVED) || value->state != PX_SET)
			continue;
		if (!(field->flags & PX_LIST))
			px_reference_resolve(merging->run->store, field, organization, value,
					     &merging->arena, NULL);
		for (size_t j = 0; j < value->count; j++)
			px_reference_resolve(merging->run->store, field, organization, &items[j],
					     &merging->arena, NULL);
	}
}

static bool
is_merged(const struct px_field *field)
{
	return !(field->flags & (PX_DERIVED | PX_FOLLOWS | PX_REVISION | PX_SEALED));
}

/*
 * Changed.
 */
static int
update(struct px_merging *merging, const struct px_line_at *at, const struct px_record *now,
       struct px_record *after, struct px_faults *faults, struct px_err *err)
{
	struct px_run *run = merging->run;
	int wrote;

	px_record_settle(after, &run->world, &merging->arena);
	if (px_record_resolve(run->store, now->values[PX_F_ORGANIZATION].number, after, faults,
			      err) < 0)
		return -1;
	px_record_check(after, faults);
	if (refuse(at, faults, err) != 0)
		return -1;
	wrote = px_record_update(run->store, now, after, &merging->arena, err);
	if (wrote < 0) {
		px_err_prefix(err, "%s:%ld", at->path, at->number);
		return -1;
	}
	merging->reading->counts.changed += wrote;
	merging->reading->counts.unchanged += !wrote;
	if (wrote)
		note_written(merging);
	return 0;
}

/* By field: what the file changed, unless the database did too. */
static int
merge_fields(struct px_merging *merging, const struct px_line_at *at, struct px_record *file,
	     const struct px_record *now, const char *base, struct px_err *err)
{
	const struct px_type *type = merging->type;
	struct px_faults faults = { .arena = &merging->arena };
	struct px_record after = px_record_copy(&merging->arena, now);
	bool *in_file = px_arena_alloc(&merging->arena, type->field_count * sizeof(bool));
	bool *here = px_arena_alloc(&merging->arena, type->field_count * sizeof(bool));
	int64_t before = merging->reading->counts.conflicts;
	bool changes = false;

	find_references(merging, file, now->values[PX_F_ORGANIZATION].number);
	if (px_states_fields(&merging->states, file, base, in_file, err) < 0 ||
	    px_states_fields(&merging->states, now, base, here, err) < 0)
		return -1;
	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		if (!is_merged(&type->fields[i]) || in_file[i] || !at->given[i])
			continue;
		parse_value(merging, file, i, &faults, &file->values[i]);
		if (px_value_equal(&file->values[i], &now->values[i]))
			continue;
		if (!here[i])
			conflict(merging, place(merging, at), now, type->fields[i].name);
		after.values[i] = file->values[i];
		changes = true;
	}
	if (refuse(at, &faults, err) != 0)
		return -1;
	if (merging->reading->counts.conflicts > before)
		return 0;
	if (changes)
		return update(merging, at, now, &after, &faults, err);
	merging->reading->counts.unchanged++;
	return 0;
}

/*
 * New.
 */
static int
is_free(struct px_merging *merging, int64_t id, struct px_err *err)
{
	struct px_record other;
	int found = px_record_read(merging->run->store, merging->type, id, &merging->arena, &other,
				   err);

	return found < 0 ? -1 : !found;
}

/* Ids up to this one are given from now on; few of them are left out. */
static int
reach_id(struct px_merging *merging, int64_t id, struct px_err *err)
{
	enum { FAR = 1000000 };
	int64_t last, first;

	if (px_store_last_id(merging->run->store, merging->type, &last, err) != 0)
		return -1;
	if (id <= last)
		return 1;
	if (id - last > FAR)
		return 0;
	return px_store_next_ids(merging->run->store, merging->type->name, id - last, &first,
				 err) == 0
		       ? 1
		       : -1;
}

static int
keeps_id(struct px_merging *merging, const struct px_record *record, struct px_err *err)
{
	const struct px_type *type = record->type;
	size_t key = px_field_index(type, px_field_find(type, px_type_key(type)));
	int free;

	if (record->values[PX_F_ID].state != PX_SET || record->values[PX_F_UID].state != PX_SET ||
	    record->values[key].state != PX_SET)
		return 0;
	free = is_free(merging, record->values[PX_F_ID].number, err);
	return free == 1 ? reach_id(merging, record->values[PX_F_ID].number, err) : free;
}

static int
insert(struct px_merging *merging, struct px_record *record, struct px_err *err)
{
	struct px_run *run = merging->run;
	struct px_value *values = record->values;
	int64_t wanted = values[PX_F_ID].state == PX_SET ? values[PX_F_ID].number : 0;
	int keeps = keeps_id(merging, record, err);

	if (keeps < 0)
		return -1;
	if (keeps) {
		values[PX_F_UPDATED] = px_value_of_instant(&merging->arena, run->world.now);
		if (values[PX_F_CREATED].state != PX_SET)
			values[PX_F_CREATED] = values[PX_F_UPDATED];
		return px_record_put_back(run->store, record, &merging->arena, err);
	}
	if (px_record_insert(run->store, record, &merging->arena, err) != 0)
		return -1;
	if (wanted && values[PX_F_ID].number != wanted)
		px_say(run, _("%s %lld of the folder is %s %lld here: its number was taken"),
		       _(record->type->label), (long long)wanted, _(record->type->label),
		       (long long)values[PX_F_ID].number);
	return 0;
}

static int
add(struct px_merging *merging, const struct px_line_at *at, struct px_record *file,
    struct px_err *err)
{
	struct px_run *run = merging->run;
	struct px_faults faults = { .arena = &merging->arena };
	struct px_value *organization = &file->values[PX_F_ORGANIZATION];

	for (size_t i = PX_F_OWN; i < file->type->field_count; i++)
		if (!(file->type->fields[i].flags & PX_DERIVED))
			parse_value(merging, file, i, &faults, &file->values[i]);
	if (organization->state != PX_SET)
		*organization = px_value_of_number(run->home);
	else if (px_reference_resolve(run->store, &file->type->fields[PX_F_ORGANIZATION], 0,
				      organization, &merging->arena, err) != 0)
		return -1;
	px_record_defaults(file, &run->world, &merging->arena);
	px_record_settle(file, &run->world, &merging->arena);
	if (px_record_resolve(run->store, organization->number, file, &faults, err) < 0)
		return -1;
	px_record_check(file, &faults);
	if (refuse(at, &faults, err) != 0)
		return -1;
	if (px_merge_seals(merging, file, err) != 0 || insert(merging, file, err) != 0) {
		px_err_prefix(err, "%s:%ld", at->path, at->number);
		return -1;
	}
	merging->reading->counts.new ++;
	note_written(merging);
	return 0;
}

/* It was removed here: as it was, it stays so. */
static int
merge_removed(struct px_merging *merging, const struct px_line_at *at, struct px_record *file,
	      const char *base, struct px_err *err)
{
	const struct px_field *differs;
	int same;

	find_references(merging, file, merging->run->home);
	same = px_states_same(&merging->states, file, base, &differs, err);
	if (same < 0)
		return -1;
	merging->reading->counts.unchanged += same;
	return same ? 0 : conflict(merging, place(merging, at), file, differs->name);
}

/*
 * Lines of the file.
 */
static struct px_there *
there_of(struct px_merging *merging, const char *uid)
{
	const int64_t *at =
		uid ? px_map_find(&merging->uids, px_map_digest(0, uid, strlen(uid))) : NULL;

	return at ? &merging->there[*at - 1] : NULL;
}

static int
merge_there(struct px_merging *merging, const struct px_line_at *at, struct px_record *file,
	    struct px_there *there, struct px_err *err)
{
	struct px_record now;
	const char *base;
	int found = px_record_read(merging->run->store, merging->type, there->id, &merging->arena,
				   &now, err);

	if (found != 1)
		return found < 0 ? -1
				 : px_err_set(err, PX_SYSTEM, _("%s %lld: is not there"),
					      _(merging->type->label), (long long)there->id);
	if (file->values[PX_F_ID].state == PX_SET && file->values[PX_F_ID].number != there->id)
		return px_err_set(err, PX_REJECTED,
				  _("%s:%ld: id: the record of this uid is %lld: ids are not "
				    "edited"),
				  at->path, at->number, (long long)there->id);
	if (find_base(merging, there->uid, &now, &base, err) != 0)
		return -1;
	return base ? merge_fields(merging, at, file, &now, base, err)
		    : conflict(merging, place(merging, at), &now, "uid");
}

static int
merge_absent(struct px_merging *merging, const struct px_line_at *at, struct px_record *file,
	     struct px_err *err)
{
	const char *uid = px_record_text(file, PX_F_UID), *base = NULL;

	if (uid && find_base(merging, uid, NULL, &base, err) != 0)
		return -1;
	return base ? merge_removed(merging, at, file, base, err) : add(merging, at, file, err);
}

int
px_merge_line(struct px_merging *merging, const struct px_line_at *at, const char *text,
	      size_t length, struct px_err *err)
{
	struct px_there *there;
	struct px_record file;

	if (px_line_record(at, merging->type, text, length, &file, err) != 0)
		return -1;
	there = there_of(merging, px_record_text(&file, PX_F_UID));
	if (there && there->seen)
		return px_err_set(err, PX_REJECTED, _("%s:%ld: uid: %s: is there twice"), at->path,
				  at->number, there->uid);
	merging->reading->counts.read++;
	if (!there)
		return merge_absent(merging, at, &file, err);
	there->seen = true;
	if (there->digest != px_digest_own(text, length))
		return merge_there(merging, at, &file, there, err);
	merging->reading->counts.unchanged++;
	return 0;
}

/*
 * Lines that are missing.
 */
static int
remove_it(struct px_merging *merging, const char *path, const struct px_record *now,
	  const char *base, struct px_err *err)
{
	const struct px_field *differs;
	int same = px_states_same(&merging->states, now, base, &differs, err);

	if (same < 0)
		return -1;
	if (!same)
		return conflict(merging, path, now, differs->name);
	if (px_record_remove(merging->run->store, now, &merging->arena, err) != 0) {
		px_err_prefix(err, "%s", path);
		return -1;
	}
	merging->reading->counts.removed++;
	note_written(merging);
	return 0;
}

int
px_merge_missing(struct px_merging *merging, const char *path, const struct px_there *there,
		 struct px_err *err)
{
	const int64_t *removed =
		px_map_find(&merging->removed, px_map_digest(0, there->uid, strlen(there->uid)));
	struct px_buf title = PX_BUF_INIT;
	struct px_record now;
	const char *base;
	int found = px_record_read(merging->run->store, merging->type, there->id, &merging->arena,
				   &now, err);

	if (found != 1)
		return found; /* removed with its owner just now */
	if (find_base(merging, there->uid, &now, &base, err) != 0)
		return -1;
	if (!base)
		return 0; /* younger than the dump */
	if ((removed && *removed) || merging->reading->removes)
		return remove_it(merging, path, &now, base, err);
	px_record_title(&merging->run->world, &now, &title);
	px_err_set(err, PX_REJECTED,
		   _("%s: %s %lld (%s): is missing: put its line back, or say --remove to remove "
		     "what is missing"),
		   path, _(merging->type->label), (long long)there->id, title.data);
	px_buf_release(&title);
	return -1;
}
