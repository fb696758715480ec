#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/attendance.h"
#include "cli/import/import_part.h"
#include "model/types.h"
#include "store/record.h"

/* Headers, folded, in the words of attendance.  "Participants" is not here: who is to come, or who
 * came?  A rule says which. */
static const struct {
	const char *state, *headers;
} columns[] = {
	{ "present", "present|presents|presente(s)|present(s)|presence|presences" },
	{ "excused", "excused|excuse|excuses|excuse(s)|excusee(s)" },
	{ "absent", "absent|absents|absent(s)" },
	{ "invited", "invited|invite|invites|invite(s)|convoques|convies" },
};

const char *
px_import_state(const struct px_type *type, const char *header)
{
	struct px_buf folded = PX_BUF_INIT;
	const char *state = NULL;

	if (type != &px_type_meeting)
		return NULL;
	px_text_fold(header, &folded);
	for (size_t i = 0; i < PX_COUNT(columns) && !state; i++)
		if (px_text_listed(columns[i].headers, folded.data))
			state = columns[i].state;
	px_buf_release(&folded);
	return state;
}

/* The names of a cell, as a list of references is read. */
static const struct px_field people = { .name = "practitioner",
					.kind = &px_kind_reference,
					.flags = PX_LIST,
					.target = "practitioner" };

static bool
is_named(const struct px_encounter *met, int64_t who)
{
	for (size_t i = 0; i < met->presence_count; i++)
		if (met->presences[i].who == who)
			return true;
	return false;
}

static int
read_person(struct px_encounter *met, const char *name, const char *state, struct px_err *err)
{
	struct px_run *run = met->import->run;
	struct px_err why = PX_ERR_INIT;
	int64_t who;

	if (px_record_name(run->store, &px_type_practitioner, run->home, name, &who, &why) != 0) {
		if (why.code != PX_NOT_FOUND && why.code != PX_CONFLICT && why.code != PX_USAGE)
			return px_err_copy(err, &why);
		px_faults_add(met->faults, PX_REJECTING, state, "%s", why.message);
	} else if (is_named(met, who)) {
		px_faults_add(met->faults, PX_REJECTING, state, _("%s: is named twice"), name);
	} else {
		met->presences[met->presence_count++] = (struct px_import_presence){ state, who };
	}
	return 0;
}

static int
read_cell(struct px_encounter *met, const struct px_cell *cell, const char *state,
	  struct px_err *err)
{
	struct px_import *import = met->import;
	struct px_parse parse = { .world = &import->run->world,
				  .field = &people,
				  .origin = PX_FROM_TEAM,
				  .arena = &import->arena,
				  .faults = met->faults };
	struct px_import_presence *more;
	struct px_value names;

	px_value_parse(&parse, cell->text, &names);
	more = px_arena_alloc(&import->arena,
			      (met->presence_count + names.count + 1) * sizeof(*more));
	if (met->presence_count)
		memcpy(more, met->presences, met->presence_count * sizeof(*more));
	met->presences = more;
	for (size_t i = 0; i < names.count; i++) {
		const struct px_value *name = &names.items[i];

		if (read_person(met,
				name->text ? name->text
					   : px_arena_printf(&import->arena, "%lld",
							     (long long)name->number),
				state, err) != 0)
			return -1;
	}
	return 0;
}

int
px_import_presences_read(struct px_encounter *met, struct px_err *err)
{
	const struct px_import *import = met->import;

	for (size_t i = 0; i < met->row->count && i < import->column_count; i++) {
		const struct px_cell *cell = &met->row->cells[i];

		if (import->columns[i].state && cell->text && !cell->null &&
		    read_cell(met, cell, import->columns[i].state, err) != 0)
			return -1;
	}
	return 0;
}

/* 1 when it had to be written.  Who is there already is not merely invited. */
static int
write_one(struct px_encounter *met, const struct px_at_meeting *at,
	  const struct px_import_presence *presence, struct px_err *err)
{
	struct px_record record;
	int stored = px_attendance_find(at, presence->who, &record, err);

	if (stored < 0)
		return -1;
	if (stored && (strcmp(presence->state, "invited") == 0 ||
		       px_record_is(&record, PX_ATTENDANCE_STATE, presence->state)))
		return 0;
	if (met->id && met->import->on_conflict == PX_CONFLICT_FAIL)
		return px_import_would_change(met, err);
	return px_attendance_set(at, presence->who, presence->state, PX_MEETING_MINUTES_WHOLE,
				 &record, err);
}

int
px_import_presences_write(struct px_encounter *met, enum px_import_outcome *outcome,
			  struct px_err *err)
{
	struct px_import *import = met->import;
	struct px_record meeting;
	struct px_at_meeting at = { import->run->store, &import->arena, &import->run->world,
				    &meeting };
	int64_t id = met->id ? met->id : met->given.values[PX_F_ID].number;

	if (!met->presence_count || *outcome == PX_IMPORT_REJECTED ||
	    (met->id && import->on_conflict == PX_CONFLICT_SKIP))
		return 0;
	if (px_record_read(at.store, &px_type_meeting, id, at.arena, &meeting, err) != 1)
		return -1;
	for (size_t i = 0; i < met->presence_count; i++) {
		int written = write_one(met, &at, &met->presences[i], err);

		if (written < 0)
			return -1;
		if (written && *outcome == PX_IMPORT_UNCHANGED)
			*outcome = PX_IMPORT_CHANGED;
	}
	return 0;
}
