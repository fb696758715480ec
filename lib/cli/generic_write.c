/* add, edit, remove. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/editor.h"
#include "cli/generic.h"
#include "cli/options.h"
#include "cli/sink.h"
#include "cli/task/follow.h"

static int
refused(const struct px_faults *faults, struct px_err *err)
{
	return px_err_set(err, PX_USAGE, "%s", px_faults_text(faults, PX_REJECTING));
}

/* What was mended, or looks odd, is said: people see what is stored. */
static void
say_repairs(const struct px_run *run, const struct px_faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		if (faults->items[i].grade != PX_REJECTING)
			px_warn(run, "%s: %s", faults->items[i].field, faults->items[i].message);
}

static bool
is_writable(const struct px_field *field)
{
	return !(field->flags & (PX_STORED_BY_US | PX_DERIVED | PX_SETTLED));
}

/*
 * Lists can be changed by item: `--assignees +dupont,-martin`.  The new list is the old one with
 * those items added at the end or taken out.  Items with neither sign replace the list.
 */
static bool
edits_list(const struct px_field *field, const char *text)
{
	return (field->flags & PX_LIST) && (*text == '+' || *text == '-');
}

static void
remove_item(struct px_value *items, size_t *count, const struct px_value *item)
{
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++)
		if (!px_value_equal(&items[i], item))
			items[kept++] = items[i];
	*count = kept;
}

/* One "+item" or "-item": parsed and resolved alone, so that it can be compared with those there. */
static int
edit_item(struct px_run *run, struct px_record *record, const struct px_field *field,
	  const char *item, struct px_value *items, size_t *count, struct px_faults *faults,
	  struct px_err *err)
{
	struct px_record one = px_record_new(&run->arena, record->type);
	struct px_value *value = &one.values[px_field_index(record->type, field)];
	struct px_value *alone = px_arena_alloc(&run->arena, sizeof(*alone));
	struct px_field single = *field;
	struct px_parse parse = { &run->world, &single, PX_FROM_TYPED, &run->arena, faults };
	bool adds = *item != '-';

	single.flags &= ~(unsigned)PX_LIST;
	px_value_parse(&parse, item + (*item == '+' || *item == '-'), alone);
	if (alone->state != PX_SET)
		return 0;
	*value = (struct px_value){ .state = PX_SET, .items = alone, .count = 1 };
	if (px_record_resolve(run->store, run->organization, &one, faults, err) != 0)
		return -1;
	if (value->state != PX_SET)
		return 0;
	remove_item(items, count, &value->items[0]);
	if (adds)
		items[(*count)++] = value->items[0];
	return 0;
}

/* Cut at commas as any list is: `\,` is one of the item's own. */
static struct px_value
cut_items(struct px_run *run, const char *text, struct px_faults *faults)
{
	static const struct px_field texts = { "", &px_kind_text, PX_LIST };
	struct px_parse parse = { &run->world, &texts, PX_FROM_TYPED, &run->arena, faults };
	struct px_value cut;

	px_value_parse(&parse, text, &cut);
	return cut;
}

static int
edit_list(struct px_run *run, struct px_record *record, const struct px_field *field,
	  const char *text, struct px_faults *faults, struct px_err *err)
{
	struct px_value *value = &record->values[px_field_index(record->type, field)];
	struct px_value cut = cut_items(run, text, faults);
	size_t count = value->count;
	struct px_value *items =
		px_arena_alloc(&run->arena, (count + cut.count + 1) * sizeof(*items));

	if (count)
		memcpy(items, value->items, count * sizeof(*items));
	for (size_t i = 0; i < cut.count; i++)
		if (edit_item(run, record, field, cut.items[i].text, items, &count, faults, err) !=
		    0)
			return -1;
	*value = (struct px_value){ .state = count ? PX_SET : PX_UNSET,
				    .items = items,
				    .count = count };
	return 0;
}

/* Every `--FIELD value` into the record; given is set when there was one. */
static int
take_options(struct px_run *run, struct px_record *record, struct px_faults *faults, bool *given,
	     struct px_err *err)
{
	for (size_t i = PX_F_OWN; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];
		struct px_parse parse = { &run->world, field, PX_FROM_TYPED, &run->arena, faults };
		const char *text = is_writable(field) ? px_field_option(run, field) : NULL;

		if (!text)
			continue;
		*given = true;
		if (edits_list(field, text)) {
			if (edit_list(run, record, field, text, faults, err) != 0)
				return -1;
		} else {
			px_value_parse(&parse, text, &record->values[i]);
		}
	}
	return 0;
}

static int
take_title(struct px_run *run, struct px_record *record, struct px_faults *faults,
	   struct px_err *err)
{
	const struct px_type *type = record->type;

	if (run->operand_count > 1)
		return px_err_set(
			err, PX_USAGE,
			_("\"%s\" is one operand too many: put the whole title in quotes"),
			run->operands[1]);
	for (size_t i = PX_F_OWN; i < type->field_count && run->operand_count; i++) {
		struct px_parse parse = { &run->world, &type->fields[i], PX_FROM_TYPED, &run->arena,
					  faults };

		if (!(type->fields[i].flags & PX_TITLE))
			continue;
		px_value_parse(&parse, run->operands[0], &record->values[i]);
		return 0;
	}
	return run->operand_count
		       ? px_err_set(err, PX_USAGE, _("%s: a %s takes no operand, only options"),
				    run->operands[0], _(type->label))
		       : 0;
}

/* Settle, resolve and check what is to be written; every fault in one message. */
static int
finish(struct px_run *run, struct px_record *record, struct px_faults *faults, struct px_err *err)
{
	px_record_settle(record, &run->world, &run->arena);
	if (px_record_resolve(run->store, run->home, record, faults, err) != 0)
		return -1;
	px_record_check(record, faults);
	if (px_faults_count(faults, PX_REJECTING))
		return refused(faults, err);
	say_repairs(run, faults);
	return 0;
}

/* PX_USAGE when the run's type is a register, which no verb changes record by record. */
static int
check_writable(const struct px_run *run, struct px_err *err)
{
	if (run->type->flags & PX_REGISTER)
		return px_err_set(
			err, PX_USAGE,
			_("%s: a register is replaced as a whole: plexus-directory import "
			  "--from %s FILE"),
			run->type->name, run->type->name);
	return 0;
}

/*
 * What has a keeper.
 */
static const struct px_keeper *
keeper_of(const struct px_run *run, const struct px_type *type)
{
	const struct px_keeper *keeper = run->program->keepers;

	while (keeper && keeper->type && keeper->type != type)
		keeper++;
	return keeper && keeper->type ? keeper : NULL;
}

/* Of `add` and `edit`: other records follow those of some types. */
static int
check_own_command(const struct px_run *run, struct px_err *err)
{
	const struct px_keeper *keeper = keeper_of(run, run->type);

	if (check_writable(run, err) != 0)
		return -1;
	if (keeper)
		return px_err_set(err, PX_USAGE, _("%s: use %s, and %s: its records follow"),
				  run->type->name, run->type->changed_by,
				  keeper->edits ? keeper->edits : keeper->instead);
	if (run->type->changed_by)
		return px_err_set(err, PX_USAGE,
				  _("%s: use %s add and %s edit: its records follow"),
				  run->type->name, run->type->changed_by, run->type->changed_by);
	return 0;
}

int
px_run_insert(struct px_run *run, struct px_record *record, struct px_arena *arena,
	      struct px_err *err)
{
	const struct px_keeper *keeper = keeper_of(run, record->type);

	return keeper ? keeper->insert(run, record, err)
		      : px_record_insert(run->store, record, arena, err);
}

int
px_run_update(struct px_run *run, const struct px_record *before, struct px_record *after,
	      struct px_arena *arena, struct px_err *err)
{
	const struct px_keeper *keeper = keeper_of(run, after->type);

	if (!keeper)
		return px_record_update(run->store, before, after, arena, err);
	return px_err_set(err, PX_CONFLICT, _("%s %lld: is there and is not changed by a file: %s"),
			  px_tr(after->type->label), (long long)before->values[PX_F_ID].number,
			  keeper->instead);
}

int
px_generic_build(struct px_run *run, const struct px_type *type,
		 int (*fill)(struct px_run *run, struct px_record *record, struct px_err *err),
		 struct px_record *record, struct px_err *err)
{
	struct px_faults faults = { .arena = &run->arena };
	bool given = false;

	*record = px_record_new(&run->arena, type);
	if (run->home) /* the first organization belongs to itself */
		record->values[PX_F_ORGANIZATION] = px_value_of_number(run->home);
	if (take_title(run, record, &faults, err) != 0 ||
	    take_options(run, record, &faults, &given, err) != 0)
		return -1;
	if (!given && !run->operand_count)
		return px_err_set(err, PX_USAGE,
				  _("nothing to add: give at least what is required"));
	if (fill && fill(run, record, err) != 0)
		return -1;
	px_record_defaults(record, &run->world, &run->arena);
	return finish(run, record, &faults, err);
}

int
px_generic_store(struct px_run *run, struct px_record *record, struct px_err *err)
{
	if (px_record_insert(run->store, record, &run->arena, err) != 0)
		return -1;
	/* Read again: what is said is what is stored, keys of references included. */
	if (px_record_read(run->store, record->type, record->values[PX_F_ID].number, &run->arena,
			   record, err) != 1)
		return -1;
	px_record_derive(record, &run->world, &run->arena);
	return 0;
}

int
px_generic_finish(struct px_run *run, struct px_err *err)
{
	if (!run->dry_run)
		return px_store_commit(run->store, err);
	px_store_rollback(run->store);
	return 0;
}

int
px_generic_add_filled(struct px_run *run,
		      int (*fill)(struct px_run *run, struct px_record *record, struct px_err *err),
		      struct px_err *err)
{
	struct px_record record;

	if (check_own_command(run, err) != 0 || px_record_begin(run->store, run->type, err) != 0)
		return -1;
	if (px_generic_build(run, run->type, fill, &record, err) != 0 ||
	    px_generic_store(run, &record, err) != 0 || px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_said(run, run->type, &record, 1, PX_SINK_ONE, N_("added"), err) != 0)
		return -1;
	if (!px_run_prints(run))
		px_follow_say_recur(run, NULL, &record);
	return 0;
}

int
px_generic_add(struct px_run *run, struct px_err *err)
{
	return px_generic_add_filled(run, NULL, err);
}

int
px_generic_amend(struct px_run *run, struct px_record *after, struct px_err *err)
{
	struct px_faults faults = { .arena = &run->arena };
	bool given = false;

	for (size_t i = PX_F_OWN; i < after->type->field_count; i++)
		if ((after->type->fields[i].flags & PX_FIXED) &&
		    px_field_option(run, &after->type->fields[i]))
			return px_err_set(err, PX_USAGE, _("%s: cannot be changed once it is set"),
					  after->type->fields[i].name);
	if (take_options(run, after, &faults, &given, err) != 0)
		return -1;
	if (!given)
		return px_err_set(err, PX_USAGE,
				  _("nothing to change: give at least one --field value"));
	return finish(run, after, &faults, err);
}

/* edit: the same options on every record named. */
static int
edit_one(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	(void)data;
	return px_generic_amend(run, after, err);
}

/* `edit 12 due=friday` chooses task 12 if it is due on Friday, which few people mean. */
static int
check_said(struct px_run *run, struct px_err *err)
{
	char name[64];

	for (size_t i = 0; i < run->type->field_count; i++)
		if (px_field_option(run, &run->type->fields[i]))
			return 0;
	for (size_t i = 0; i < run->operand_count; i++) {
		size_t length = strcspn(run->operands[i], "=");
		const struct px_field *field = px_field_find(
			run->type, px_arena_strndup(&run->arena, run->operands[i], length));

		if (field && is_writable(field) && run->operands[i][length])
			return px_err_set(err, PX_USAGE,
					  _("%s chooses records: to change them, write --%s '%s'"),
					  run->operands[i],
					  px_field_option_name(field, name, sizeof(name)),
					  run->operands[i] + length + 1);
	}
	return 0;
}

static int
run_edit(struct px_run *run, struct px_err *err)
{
	int64_t *ids;
	size_t count;

	if (check_own_command(run, err) != 0 ||
	    px_run_records(run, run->type, 0, &ids, &count, err) != 0)
		return -1;
	if (px_option_given(run, &px_opt_edit))
		return px_editor_edit(run, ids, count, err);
	if (!count && check_said(run, err) != 0)
		return -1;
	return px_run_change(run, run->type, ids, count, edit_one, NULL, N_("changed"), err);
}

static int
remove_all(struct px_run *run, const int64_t *ids, size_t count, struct px_record *removed,
	   size_t *removed_count, struct px_err *err)
{
	for (size_t i = 0; i < count; i++) {
		struct px_record *record = &removed[*removed_count];
		int found = px_record_read(run->store, run->type, ids[i], &run->arena, record, err);

		if (found < 0 || px_run_check(run, err) != 0)
			return -1;
		if (!found)
			continue;
		px_record_derive(record, &run->world, &run->arena);
		if (px_record_remove(run->store, record, &run->arena, err) != 0)
			return -1;
		(*removed_count)++;
	}
	return px_generic_finish(run, err);
}

int
px_run_importable(const struct px_run *run, struct px_err *err)
{
	const struct px_keeper *keeper = keeper_of(run, run->type);

	if (check_writable(run, err) != 0)
		return -1;
	return keeper && !keeper->insert
		       ? px_err_set(err, PX_USAGE, _("%s: is not imported: use %s"),
				    run->type->name, run->type->changed_by)
		       : 0;
}

static int
check_removable(const struct px_run *run, struct px_err *err)
{
	const struct px_keeper *keeper = keeper_of(run, run->type);

	return keeper ? px_err_set(err, PX_USAGE, _("%s: is not removed: use %s"), run->type->name,
				   keeper->instead)
		      : 0;
}

static int
run_remove(struct px_run *run, struct px_err *err)
{
	struct px_record *removed;
	size_t count, removed_count = 0;
	int64_t *ids;

	if (check_writable(run, err) != 0 || check_removable(run, err) != 0 ||
	    px_run_records(run, run->type, 0, &ids, &count, err) != 0)
		return -1;
	removed = px_arena_alloc(&run->arena, count * sizeof(*removed));
	if (px_record_begin(run->store, run->type, err) != 0)
		return -1;
	if (remove_all(run, ids, count, removed, &removed_count, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return px_run_said(run, run->type, removed, removed_count,
			   run->operand_count == 1 ? PX_SINK_ONE : PX_SINK_MANY, N_("removed"),
			   err);
}

const struct px_verb px_verb_add = {
	.name = "add",
	.operands = "[TITLE]",
	.summary = N_("make a record"),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_FIELDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.run = px_generic_add,
};

const struct px_verb px_verb_edit = {
	.name = "edit",
	.operands = "RECORD…",
	.summary = N_("change fields of records"),
	.details = N_(
		"Lists take +item and -item to add and to take out; --field= clears a field.\n"
		"--edit opens one record as a text of `field: value` lines in $VISUAL or $EDITOR. "
		"A text with a fault may be opened again, the fault told at its line; else it is "
		"kept, and taken up again by --edit=FILE."),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_FIELDS | PX_VERB_RECORDS | PX_VERB_CHANGES |
		 PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.options = (const struct px_option *const[]){ &px_opt_edit, NULL },
	.run = run_edit,
};

const struct px_verb px_verb_remove = {
	.name = "remove",
	.operands = "RECORD…",
	.summary = N_("remove records, and what belongs to them"),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_RECORDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.run = run_remove,
};
