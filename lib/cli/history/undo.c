/* plexus undo, plexus redo: operations reverted, all of those asked or none. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/communes.h"
#include "care/finess.h"
#include "care/history.h"
#include "care/register.h"
#include "cli/history/history.h"
#include "cli/place.h"
#include "cli/progress.h"
#include "cli/sink.h"

enum {
	REVERTED_OPERATION,
	REVERTED_COMMAND,
	REVERTED_CHANGE,
	REVERTED_TYPE,
	REVERTED_ID,
	REVERTED_UID,
	REVERTED_WHAT,
	REVERTED_FIELDS,
};

static const struct px_field reverted_fields[] = {
	[REVERTED_OPERATION] = { "operation", &px_kind_text, PX_COLUMN | PX_REQUIRED,
				 N_("the operation that is undone, or done again") },
	[REVERTED_COMMAND] = { "command", &px_kind_text, PX_COLUMN,
			       N_("what did it: program and verb (task-add)") },
	[REVERTED_CHANGE] = { "change", &px_kind_word, PX_COLUMN | PX_REQUIRED,
			      N_("what becomes of the record: add (put back), edit or remove"),
			      NULL, px_changes },
	[REVERTED_TYPE] = { "type", &px_kind_text, PX_COLUMN | PX_REQUIRED,
			    N_("type of the record") },
	[REVERTED_ID] = { "id", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			  N_("number in this database") },
	[REVERTED_UID] = { "uid", &px_kind_text, PX_REQUIRED, N_("the record's uid") },
	[REVERTED_WHAT] = { "what", &px_kind_text, PX_COLUMN,
			    N_("its title, or what becomes of each field that changes") },
};

const struct px_type px_view_reverted = {
	.name = "reverted",
	.plural = "reverted",
	.label = N_("record reverted"),
	.help = N_("a record that is made what it was"),
	.flags = PX_VIEW,
	.fields = reverted_fields,
	.field_count = PX_COUNT(reverted_fields),
};

enum { MOST = 100000, WIDEST = 60, SHOWN = 10 };

struct reverted {
	const struct px_done *done;
	const struct px_type *type;
	int64_t id;
	const char *uid, *what;
	const char *change; /* of px_changes */
};

struct undoing {
	struct px_run *run;
	struct px_slot_at at;
	enum px_direction direction;
	struct px_done *done;
	size_t count;
	struct reverted *rows;
	size_t row_count, capacity;
};

/*
 * What became of each record.
 */
static void
put_value(const struct px_world *world, const struct px_field *field, const struct px_value *value,
	  struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;

	if (value->state == PX_SET)
		px_value_print(world, field, value, PX_STYLE_MACHINE, &text);
	for (size_t i = 0; i < text.length; i++)
		if (text.data[i] == '\n')
			text.data[i] = ' ';
	px_text_clip(text.length ? text.data : "∅", WIDEST, out);
	px_buf_release(&text);
}

/* "due: 2025-03-21 → 2025-03-14; minutes: ∅ → 30". */
static void
put_changes(const struct px_world *world, const struct px_record *before,
	    const struct px_record *after, struct px_buf *out)
{
	for (size_t i = PX_F_OWN; i < after->type->field_count; i++) {
		const struct px_field *field = &after->type->fields[i];

		if (field->flags & (PX_DERIVED | PX_REVISION) ||
		    px_value_equal(&before->values[i], &after->values[i]))
			continue;
		px_buf_printf(out, "%s%s: ", out->length ? "; " : "", field->name);
		put_value(world, field, &before->values[i], out);
		px_buf_puts(out, " → ");
		put_value(world, field, &after->values[i], out);
	}
}

static int
take(const struct px_done *done, const struct px_record *before, const struct px_record *after,
     void *data, struct px_err *err)
{
	struct undoing *undoing = data;
	const struct px_record *record = after ? after : before;
	struct px_run *run = undoing->run;
	struct px_buf what = PX_BUF_INIT;

	if (before && after)
		put_changes(&run->world, before, after, &what);
	else
		px_record_title(&run->world, record, &what);
	PX_GROW(undoing->rows, undoing->row_count, undoing->capacity);
	undoing->rows[undoing->row_count++] = (struct reverted){
		.done = done,
		.type = record->type,
		.id = record->values[PX_F_ID].number,
		.uid = px_arena_strdup(&run->arena, record->values[PX_F_UID].text),
		.what = what.length ? px_arena_strdup(&run->arena, what.data) : NULL,
		.change = px_changes[!before ? 0
				     : after ? 1
					     : 2],
	};
	px_buf_release(&what);
	return px_run_check(run, err);
}

/*
 * What is asked.
 */
static int
too_few(const struct undoing *undoing, struct px_err *err)
{
	bool undo = undoing->direction == PX_UNDO;

	if (undoing->count == 0)
		return px_err_set(err, PX_NOT_FOUND,
				  undo ? _("nothing is left to undo: init is never undone")
				       : _("nothing was undone that could be done again"));
	return px_err_set(
		err, PX_NOT_FOUND,
		undo ? px_trn("only %zu operation can be undone: nothing was",
			      "only %zu operations can be undone: nothing was", undoing->count)
		     : px_trn("only %zu operation can be done again: nothing was",
			      "only %zu operations can be done again: nothing was", undoing->count),
		undoing->count);
}

/* No journal follows registers: what was imported last is not what will be undone. */
static void
warn_registers(const struct undoing *undoing)
{
	static const char *const settings[] = { PX_RPPS_IMPORTED, PX_FINESS_IMPORTED,
						PX_COMMUNES_IMPORTED };
	struct px_err ignored = PX_ERR_INIT;

	for (size_t i = 0; undoing->direction == PX_UNDO && i < PX_COUNT(settings); i++) {
		char *at = NULL;

		px_store_setting(undoing->run->store, settings[i], &at, &ignored);
		if (at && (!undoing->count || strcmp(at, undoing->done[0].at) > 0))
			px_warn(undoing->run,
				_("a national register was imported after that (%s), which nothing "
				  "undoes: import the file of before"),
				at);
		free(at);
	}
}

static int
find_newest(struct undoing *undoing, const char *text, struct px_err *err)
{
	char *end;
	long asked = text ? strtol(text, &end, 10) : 1;

	if (text && (*end || asked < 1 || asked > MOST))
		return px_err_set(err, PX_USAGE,
				  _("%s: say how many operations (1 when not said), or op:UID"),
				  text);
	undoing->done =
		px_arena_alloc(&undoing->run->arena, (size_t)asked * sizeof(*undoing->done));
	if (px_history_newest(&undoing->at, undoing->direction, (size_t)asked, undoing->done,
			      &undoing->count, err) != 0)
		return -1;
	warn_registers(undoing);
	return undoing->count < (size_t)asked ? too_few(undoing, err) : 0;
}

static int
find(struct undoing *undoing, struct px_err *err)
{
	struct px_run *run = undoing->run;
	const char *text = run->operand_count ? run->operands[0] : NULL;

	if (!text || strncmp(text, "op:", 3) != 0)
		return find_newest(undoing, text, err);
	undoing->done = px_arena_alloc(&run->arena, sizeof(*undoing->done));
	undoing->count = 1;
	return px_history_named(&undoing->at, undoing->direction, text + 3, undoing->done, err);
}

/* Lines that wait for the chain are among those that may be undone, and what is undone may be of any
 * organization. */
static int
begin(struct px_run *run, struct px_err *err)
{
	struct px_err why;

	for (int tries = 0; tries < 10; tries++) {
		why = (struct px_err)PX_ERR_INIT;
		if (px_store_begin_alone(run->store, err) != 0)
			return -1;
		if (px_journal_settle(run->store, &why) == 0)
			return 0;
		px_store_rollback(run->store);
		if (why.code != PX_BUSY || px_journal_settle(run->store, &why) != 0)
			break;
	}
	return px_err_copy(err, &why);
}

static int
revert_all(struct undoing *undoing, struct px_err *err)
{
	struct px_reverted reverted = { take, undoing };
	struct px_run *run = undoing->run;
	int64_t lines = 0;
	int result = 0;

	for (size_t i = 0; i < undoing->count; i++)
		lines += undoing->done[i].count;
	px_progress_begin(run, NULL, lines);
	for (size_t i = 0; result == 0 && i < undoing->count; i++)
		result = px_history_revert(&undoing->at, undoing->direction, &undoing->done[i],
					   &reverted, err);
	px_progress_end(run);
	if (result != 0)
		return -1;
	if (!run->dry_run)
		return px_store_commit(run->store, err);
	px_store_rollback(run->store);
	return 0;
}

/*
 * What was done.
 */
static int
print_rows(const struct undoing *undoing, struct px_err *err)
{
	struct px_sink *sink = px_sink_open(undoing->run, &px_view_reverted, PX_SINK_MANY, err);

	if (!sink)
		return -1;
	for (size_t i = 0; i < undoing->row_count; i++) {
		const struct reverted *row = &undoing->rows[i];
		struct px_value values[REVERTED_FIELDS] = {
			[REVERTED_OPERATION] = px_value_of_text(row->done->uid),
			[REVERTED_COMMAND] =
				px_value_of_text(*row->done->command ? row->done->command : NULL),
			[REVERTED_CHANGE] = px_value_of_text(row->change),
			[REVERTED_TYPE] = px_value_of_text(row->type->name),
			[REVERTED_ID] = px_value_of_number(row->id),
			[REVERTED_UID] = px_value_of_text(row->uid),
			[REVERTED_WHAT] = px_value_of_text(row->what),
		};
		struct px_record record = { &px_view_reverted, values };

		if (px_sink_put(sink, &record, err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	}
	return px_sink_close(sink, err);
}

/* "undone: task-import (a1b2c3, dupont, 2025-03-14 10:00), 3 records". */
static void
say_done(const struct undoing *undoing, const struct px_done *done, size_t records)
{
	static const struct px_field when = { "at", &px_kind_instant, 0, "" };
	const struct px_run *run = undoing->run;
	struct px_value at = px_value_of_text(done->at);
	struct px_buf time = PX_BUF_INIT;
	size_t length = strlen(done->uid), skip = length > 12 ? length - 6 : 0;

	px_value_print(&run->world, &when, &at, PX_STYLE_HUMAN, &time);
	if (run->dry_run)
		fputs(_("dry run: "), run->out);
	fprintf(run->out,
		undoing->direction == PX_UNDO
			? px_trn("undone: %s (%s, %s, %s), %zu record",
				 "undone: %s (%s, %s, %s), %zu records", records)
			: px_trn("done again: %s (%s, %s, %s), %zu record",
				 "done again: %s (%s, %s, %s), %zu records", records),
		*done->command ? done->command : _("a command"), done->uid + skip, done->actor,
		time.data, records);
	fputc('\n', run->out);
	px_buf_release(&time);
}

static const char *
become(const struct reverted *row)
{
	if (row->change == px_changes[0])
		return N_("put back");
	return row->change == px_changes[1] ? N_("changed back") : N_("removed");
}

static void
say_rows(const struct undoing *undoing, const struct reverted *rows, size_t count)
{
	const struct px_run *run = undoing->run;
	size_t shown = run->verbose || count <= SHOWN ? count : SHOWN;

	for (size_t i = 0; i < shown; i++) {
		const char *label = _(rows[i].type->label);
		const char *what = px_tr_in(rows[i].type->name, become(&rows[i]));

		fputs("    ", run->out);
		if (rows[i].what)
			fprintf(run->out, _("%s %lld %s: %s"), label, (long long)rows[i].id, what,
				rows[i].what);
		else
			fprintf(run->out, _("%s %lld %s"), label, (long long)rows[i].id, what);
		fputc('\n', run->out);
	}
	if (shown < count)
		fprintf(run->out, px_trn("    and %zu more\n", "    and %zu more\n", count - shown),
			count - shown);
}

static void
say(const struct undoing *undoing)
{
	for (size_t i = 0, from = 0; i < undoing->count; i++) {
		size_t next = from;

		while (next < undoing->row_count && undoing->rows[next].done == &undoing->done[i])
			next++;
		say_done(undoing, &undoing->done[i], next - from);
		say_rows(undoing, undoing->rows + from, next - from);
		from = next;
	}
}

static int
turn(struct px_run *run, enum px_direction direction, struct px_err *err)
{
	struct undoing undoing = { .run = run, .direction = direction };
	int result;

	undoing.at =
		(struct px_slot_at){ .store = run->store,
				     .arena = &run->arena,
				     .world = &run->world,
				     .organization = run->home,
				     .actor = run->actor,
				     .communes = px_place_share(&run->arena, PX_COMMUNES_FILE) };
	if (begin(run, err) != 0)
		return -1;
	result = find(&undoing, err) != 0 || revert_all(&undoing, err) != 0 ? -1 : 0;
	if (result != 0)
		px_store_rollback(run->store);
	else if (px_run_prints(run))
		result = print_rows(&undoing, err);
	else if (!run->quiet)
		say(&undoing);
	free(undoing.rows);
	return result;
}

int
px_run_undo(struct px_run *run, struct px_err *err)
{
	return turn(run, PX_UNDO, err);
}

int
px_run_redo(struct px_run *run, struct px_err *err)
{
	return turn(run, PX_REDO, err);
}
