/*
 * A new database, filled: each record held against the last line of the journal that tells of it.  What
 * differs is wrong; or, where the folder was edited, becomes a line of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/move/reading.h"
#include "cli/move/states.h"
#include "store/cycle.h"
#include "store/schema.h"

struct comparing {
	struct px_reading *reading;
	struct px_states states;
	struct px_arena arena;
};

/* What a line says, in the arena. */
struct kept {
	struct px_journal_line line;
	struct px_arena *arena;
};

static int
keep_line(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct kept *kept = data;

	(void)err;
	kept->line.seq = line->seq;
	kept->line.organization = line->organization;
	kept->line.uid = px_arena_strdup(kept->arena, line->uid);
	kept->line.after = line->after ? px_arena_strdup(kept->arena, line->after) : NULL;
	return 0;
}

static int
read_line(struct comparing *comparing, int64_t seq, struct px_journal_line *out, struct px_err *err)
{
	struct kept kept = { { .seq = 0 }, &comparing->arena };
	int result = px_journal_part(comparing->reading->store, seq, seq, keep_line, &kept, err);

	*out = kept.line;
	return result;
}

static int
read_record(struct comparing *comparing, const struct px_seen *seen, struct px_record *out,
	    struct px_err *err)
{
	int found = px_record_read(comparing->reading->store, seen->type, seen->id,
				   &comparing->arena, out, err);

	return found == 1 ? 0
	       : found    ? -1
			  : px_err_set(err, PX_SYSTEM, _("%s %lld: is not there"),
				       _(seen->type->label), (long long)seen->id);
}

static const char *
path_of(const struct comparing *comparing, const struct px_type *type)
{
	struct px_run *run = comparing->reading->run;

	return px_arena_printf(&run->arena, "%s/%s", comparing->reading->folder,
			       px_move_file(&run->arena, type));
}

/*
 * What was edited.
 */

/* Values that nobody parsed: they came as JSON, and were stored as they are. */
static int
validate(struct comparing *comparing, const struct px_seen *seen, const struct px_record *record,
	 struct px_err *err)
{
	struct px_faults faults = { .arena = &comparing->arena };
	struct px_buf text = PX_BUF_INIT;

	px_record_check(record, &faults);
	for (size_t i = PX_F_OWN; i < record->type->field_count; i++) {
		const struct px_field *field = &record->type->fields[i];
		struct px_parse parse = { &comparing->reading->run->world,
					  field,
					  PX_FROM_TEAM,
					  &comparing->arena,
					  &faults,
					  .literal = true };
		struct px_value ignored;

		if (record->values[i].state != PX_SET || field->target ||
		    (field->flags & (PX_DERIVED | PX_SEALED)) || field->kind == &px_kind_json)
			continue;
		px_buf_clear(&text);
		px_value_print(NULL, field, &record->values[i], PX_STYLE_MACHINE, &text);
		px_value_parse(&parse, text.data, &ignored);
	}
	px_buf_release(&text);
	if (!px_faults_count(&faults, PX_REJECTING))
		return 0;
	return px_err_set(err, PX_REJECTED, "%s:%ld: %s", path_of(comparing, seen->type),
			  seen->line, px_faults_text(&faults, PX_REJECTING));
}

static int
check_cycles(struct comparing *comparing, const struct px_record *record, struct px_err *err)
{
	for (size_t i = PX_F_OWN; i < record->type->field_count; i++)
		if (px_field_is_list(&record->type->fields[i]) &&
		    px_cycle_check(comparing->reading->store, record, &record->type->fields[i],
				   err) != 0)
			return -1;
	return 0;
}

static int
stamp(struct comparing *comparing, struct px_record *record, struct px_err *err)
{
	struct px_store *store = comparing->reading->store;
	struct px_buf sql = PX_BUF_INIT;
	char *now = px_arena_alloc(&comparing->arena, PX_INSTANT_SIZE);
	struct px_stmt *stmt;
	int got = -1;

	px_instant_format(px_store_now(store), now);
	record->values[PX_F_UPDATED] = px_value_of_text(now);
	px_buf_printf(&sql,
		      "UPDATE \"%s\" SET \"updated\" = $1 WHERE \"id\" = $2 AND "
		      "\"organization\" = $3",
		      record->type->name);
	stmt = px_store_prepare(store, sql.data, err);
	if (stmt) {
		px_bind_text(stmt, 1, now);
		px_bind_number(stmt, 2, record->values[PX_F_ID].number);
		px_bind_number(stmt, 3, record->values[PX_F_ORGANIZATION].number);
		got = px_stmt_step(stmt, err);
	}
	px_stmt_done(stmt);
	px_buf_release(&sql);
	return got;
}

/* The record as the file has it, under the time of this operation. */
static int
journal_record(struct comparing *comparing, const struct px_seen *seen, const char *before,
	       struct px_err *err)
{
	struct px_buf after = PX_BUF_INIT;
	struct px_journal_line line = { .type = seen->type->name, .before = before };
	struct px_record record;
	int result;

	if (read_record(comparing, seen, &record, err) != 0 ||
	    validate(comparing, seen, &record, err) != 0 ||
	    check_cycles(comparing, &record, err) != 0 || stamp(comparing, &record, err) != 0)
		return -1;
	px_record_json(&record, false, &after);
	line.organization = record.values[PX_F_ORGANIZATION].number;
	line.uid = px_record_text(&record, PX_F_UID);
	line.after = after.data;
	result = px_journal_add(comparing->reading->store, &line, err);
	px_buf_release(&after);
	comparing->reading->counts.changed += result == 0;
	return result;
}

/*
 * What is wrong.
 */
static int
is_added(struct comparing *comparing, const struct px_seen *seen, struct px_err *err)
{
	if (seen->type->flags & PX_MADE)
		return 0; /* its parent's line tells of it */
	if (comparing->reading->edited)
		return journal_record(comparing, seen, NULL, err);
	return px_err_set(err, PX_REJECTED,
			  _("%s:%ld: %s %lld: no line of the journal tells of it: %s"),
			  path_of(comparing, seen->type), seen->line, _(seen->type->label),
			  (long long)seen->id, _(PX_MOVE_MEND));
}

static int
is_missing(struct comparing *comparing, const struct px_seen *seen, struct px_err *err)
{
	struct px_reading *reading = comparing->reading;
	struct px_journal_line line;
	struct px_record record;
	struct px_line_at at = { "", seen->seq, &comparing->arena, false };

	if (read_line(comparing, seen->seq, &line, err) != 0)
		return -1;
	if (reading->edited && reading->removes) {
		reading->counts.removed++;
		line.type = seen->type->name;
		line.before = line.after;
		line.after = NULL;
		return px_journal_add(reading->store, &line, err);
	}
	if (px_line_record(&at, seen->type, line.after, strlen(line.after), &record, err) != 0)
		return -1;
	return px_err_set(err, PX_REJECTED,
			  _("%s: %s %lld (%s): is missing, and line %lld of the journal tells of "
			    "it: %s"),
			  path_of(comparing, seen->type), _(seen->type->label),
			  (long long)record.values[PX_F_ID].number, line.uid, (long long)seen->seq,
			  reading->edited ? _("--remove removes what is missing")
					  : _(PX_MOVE_MEND));
}

static int
is_other(struct comparing *comparing, const struct px_seen *seen, struct px_err *err)
{
	const struct px_field *differs;
	struct px_journal_line line;
	struct px_record record;
	int same;

	if (read_line(comparing, seen->seq, &line, err) != 0 ||
	    read_record(comparing, seen, &record, err) != 0)
		return -1;
	same = line.after ? px_states_same(&comparing->states, &record, line.after, &differs, err)
			  : 0;
	if (same)
		return same < 0 ? -1 : 0;
	if (comparing->reading->edited)
		return journal_record(comparing, seen, line.after, err);
	if (!line.after)
		return px_err_set(err, PX_REJECTED,
				  _("%s:%ld: %s %lld: line %lld of the journal removed it: %s"),
				  path_of(comparing, seen->type), seen->line, _(seen->type->label),
				  (long long)seen->id, (long long)seen->seq, _(PX_MOVE_MEND));
	return px_err_set(err, PX_REJECTED,
			  _("%s:%ld: %s: is not what line %lld of the journal says: %s"),
			  path_of(comparing, seen->type), seen->line, differs->name,
			  (long long)seen->seq, _(PX_MOVE_MEND));
}

static int
compare_one(struct comparing *comparing, const struct px_seen *seen, struct px_err *err)
{
	if (!seen->line)
		return seen->last ? is_missing(comparing, seen, err) : 0;
	if (!seen->seq)
		return is_added(comparing, seen, err);
	return seen->file == seen->last ? 0 : is_other(comparing, seen, err);
}

int
px_restore_compare(struct px_reading *reading, struct px_err *err)
{
	struct comparing comparing = { reading, PX_STATES_INIT(reading->store), PX_ARENA_INIT };
	int result = 0;

	for (size_t i = 0; i < reading->seen_count && result == 0; i++) {
		result = compare_one(&comparing, &reading->seen[i], err);
		px_arena_reset(&comparing.arena);
		px_arena_reset(&comparing.states.arena);
	}
	px_states_release(&comparing.states);
	px_arena_release(&comparing.arena);
	return result;
}
